"""Calls as the suite knows them: a value for each column of the default warehouse's table."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from cdrql.engines.writing import NewTable
from cdrql.model.default import CDRS_COLUMNS, CDRS_TABLE, REQUIRED_COLUMNS

Call = Mapping[str, Any]

# column: time, text, integer, seconds or money; `id` is the call's place.
COLUMN_KINDS: Mapping[str, str] = {"id": "id"} | {
    name: column.kind for name, column in CDRS_COLUMNS.items()
}
CALL_COLUMNS = tuple(COLUMN_KINDS)
MONEY_COLUMNS = tuple(name for name, kind in COLUMN_KINDS.items() if kind == "money")
NOT_NULL = frozenset({"id", *REQUIRED_COLUMNS})
CDRS = NewTable(CDRS_TABLE, COLUMN_KINDS, NOT_NULL)

# A call of which nothing is known; it is never changed, only added to.
BLANK: dict[str, Any] = {
    **dict.fromkeys(name for name in CALL_COLUMNS if name not in NOT_NULL),
    "start_at": datetime(2024, 6, 1, 12),
    "duration": 0,
    "bill_duration": 0,
}


def rows(calls: Iterable[Call]) -> Iterator[tuple[Any, ...]]:
    """Give each call as a row of COLUMNS; what a call leaves out is NULL, its id its place.

    A start is a datetime without zone, in UTC; money is a Decimal; NULL is None.
    """
    for place, call in enumerate(calls, 1):
        yield (call.get("id", place), *(call.get(column) for column in CALL_COLUMNS[1:]))
