"""Which calls a check looks at, so that it reads a bounded number of rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from cdrql.audit.probes import EVERY_CALL, compile_probes, int_cell, with_probes
from cdrql.audit.starts import Ends, start_instant
from cdrql.engines.plans import Access
from cdrql.model.warehouse import Warehouse

if TYPE_CHECKING:
    from cdrql.engines.database import Database

# Calls before the first were stamped by mistake; after the last, nobody asks.
FIRST, LAST = datetime(1990, 1, 1), datetime(2100, 1, 1)
# Windows that are tried for one that holds enough calls, and not too many.
_SPANS = tuple(
    timedelta(seconds=seconds) for seconds in (60, 600, 3600, 6 * 3600, 86_400, 7 * 86_400)
)


@dataclass(frozen=True, slots=True)
class CallScope:
    """A window of calls, in UTC, and how to call it."""

    start: datetime
    end: datetime
    text: str

    @property
    def filter(self) -> dict[str, str]:
        """Ask for the calls of the window."""
        return {"start_at": f"{self.start:%F %T}Z", "end_at": f"{self.end:%F %T}Z"}


def all_calls() -> CallScope:
    """Look at all calls."""
    return CallScope(FIRST, LAST, "all calls")


def calls_since(day: date) -> CallScope:
    """Look at the calls from a day on."""
    return CallScope(datetime(day.year, day.month, day.day), LAST, f"the calls since {day}")


def is_small(database: "Database", warehouse: Warehouse, most: int) -> bool:
    """Say whether the tables have at most so many rows; no more are counted."""
    left = most
    for table in warehouse.tables:
        source = database.engine.identifier(table.name)
        # The limit inside lets the count end early, whatever the table's size.
        counted = f"SELECT COUNT(*) FROM (SELECT 1 AS x FROM {source} LIMIT {left + 1}) AS r"  # noqa: S608
        left -= int(database.query(counted)[0][0])
        if left < 0:
            return False
    return True


def is_quick(access: Iterable[Access]) -> bool:
    """Say whether the calls of a window are found without reading all of them."""
    return all(found.verdict in ("used", "usable") for found in access)


def recent_calls(
    database: "Database", warehouse: Warehouse, ends: Iterable[Ends], most: int, now: datetime
) -> CallScope:
    """Look at the newest calls: as many as a week has, or the most that may be read."""
    found = (start_instant(end.newest, warehouse.start) for end in ends)
    newest = max((point for point in found if point), default=now)
    # The end of a window does not count, and the newest call has to.
    last = min(newest, now).replace(microsecond=0) + timedelta(seconds=1)
    chosen = _SPANS[0]
    for span in _SPANS:
        if _count_from(database, warehouse, last - span, last) > most:
            break
        chosen = span
    return CallScope(last - chosen, last, f"the calls from {last - chosen} to {last} UTC")


def _count_from(database: "Database", warehouse: Warehouse, start: datetime, end: datetime) -> int:
    request = {
        "group": EVERY_CALL.name,
        "fields": "total calls",
        "filter": CallScope(start, end, "").filter,
    }
    compiled = compile_probes(
        with_probes(warehouse, (), database.dialect), database.dialect, request
    )
    return sum(int_cell(row, "total") for row in database.answer(compiled))
