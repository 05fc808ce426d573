"""Rows that are folded into calls by a key; one without a key is a call of its own."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from cdrql.backend import Backend, sql
from cdrql.conformance.calls import Call
from cdrql.conformance.meanings import RowMeaning, ToldRequest
from cdrql.conformance.round_trips import YEAR_2024
from cdrql.model.default import DEFAULT
from cdrql.model.warehouse import Expression, Fold, Warehouse

# Each field of a call, made of the same column of its rows.
_FOLDED: dict[str, tuple[str, Callable[[list[int]], int]]] = {
    "user_id": ("MAX(c.leg_user_id)", max),
    "bill_duration": ("SUM(c.leg_bill_duration)", sum),
}
_LONGEST = 7200
# Around the hour in which clocks in Paris jump: calls begin before it, or go on behind it.
_WINDOWS = (
    YEAR_2024,
    {"start_at": "2011-01-01", "end_at": "2025-01-01"},
    {"start_at": "2024-03-31 00:30", "end_at": "2024-04-01"},
    {"start_at": "2024-03-31", "end_at": "2024-03-31 00:30"},
)


def folded_requests() -> Iterator[ToldRequest]:
    """Group calls by what is folded of their rows, in windows that cut through some."""
    meaning = RowMeaning(_folding_warehouse, folded=_fold_rows)
    for place, window in enumerate(_WINDOWS):
        request = {
            "group": "user",
            "period": "year;month;day;hour",
            "fields": "total calls;successful calls;total bill duration;ACD",
            "filter": window,
        }
        yield f"rows that are folded, in window {place + 1}", request, meaning


@cache
def _folding_warehouse(backend: Backend) -> Warehouse:
    def read(column: str) -> Expression:
        written = sql.printed(sql.column(column, "c"), backend.dialect)
        return Expression(column, {backend.dialect: written})

    code = {name: Expression(text, {backend.dialect: text}) for name, (text, _) in _FOLDED.items()}
    parts = {name: {backend.dialect: (f"leg_{name}",)} for name in _FOLDED}
    rows = {"key": read("extension")} | {f"leg_{name}": read(name) for name in _FOLDED}
    [table] = DEFAULT.tables
    return replace(
        DEFAULT,
        name="folded",
        tables=(replace(table, code={**table.code, **rows}),),
        fold=Fold("extension", _LONGEST, False, code, parts),
    )


def _fold_rows(rows: Sequence[Call]) -> list[Call]:
    """Make one call of the rows that share a key, exactly."""
    calls: dict[object, list[Call]] = {}
    for place, row in enumerate(rows):
        calls.setdefault(row["extension"] or place, []).append(row)
    return [
        {
            **legs[0],
            "start_at": min(leg["start_at"] for leg in legs),
            **{name: fold([leg[name] for leg in legs]) for name, (_, fold) in _FOLDED.items()},
        }
        for legs in calls.values()
    ]
