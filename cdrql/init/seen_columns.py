"""The columns of a table as their values say, where those are not what is declared."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from cdrql.engines.contract import Engine
from cdrql.engines.schema import LiveColumn, LiveTable
from cdrql.init.column_choice import ColumnValues
from cdrql.init.numbers import number_of, places
from cdrql.model.columns import NUMBER_KINDS


def as_seen(table: LiveTable, rows: Sequence[Mapping[str, Any]], engine: Engine) -> LiveTable:
    """Give a table whose columns are of the kind that they hold in the rows looked at.

    A TINYINT(1), which is what BOOLEAN becomes, may hold causes; loose types bind nothing at all.
    """
    columns = {
        name: _as_held(
            column, [row[name] for row in rows if row.get(name) is not None], engine.loose_types
        )
        for name, column in table.columns.items()
    }
    return replace(table, columns=columns)


def _as_held(column: LiveColumn, values: ColumnValues, loose: bool) -> LiveColumn:
    # True is 1 and False is 0.
    if column.kind == "boolean" and any(value not in (0, 1) for value in values):
        return replace(column, kind="integer" if _are_whole(values) else "other")
    if not loose or column.kind not in NUMBER_KINDS or not column.declared:
        return column
    texts = [value for value in values if isinstance(value, str | bytes) and value.strip()]
    if 2 * len(texts) > len(values):
        return replace(column, kind="text")
    fractions = any(places(value) for value in values)
    return replace(column, kind="float") if column.kind == "integer" and fractions else column


def _are_whole(values: ColumnValues) -> bool:
    return all(isinstance(value, int) for value in values)


def odd_values(column: LiveColumn, values: ColumnValues) -> tuple[int, object]:
    """Count what is no number in a column of numbers, and give the first: `''` in an INTEGER."""
    odd = [value for value in values if number_of(value) is None]
    return len(odd) if column.kind in NUMBER_KINDS else 0, odd[0] if odd else None
