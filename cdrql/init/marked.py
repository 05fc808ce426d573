"""Rows that a column marks as deleted, or as a test: they are no calls."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cdrql.engines.contract import Engine
from cdrql.engines.schema import LiveColumn, LiveTable
from cdrql.init.answered import NO, YES
from cdrql.init.column_choice import Choice, sql_name
from cdrql.mapping.time_tests import time_test
from cdrql.model.absence import is_unset
from cdrql.model.column_names import spelling_key
from cdrql.model.columns import NUMBER_KINDS
from cdrql.texts.carets import printable

_FLAGS = """is_deleted, deleted, deleted_flag, delete_flag, is_removed, removed, soft_deleted,
    is_void, is_voided, voided, is_test, test, test_call, is_test_call, testcall, isdel, del_flag"""
_TIMES = """deleted_at, deleted_on, date_deleted, deleted_time, delete_time, deletion_time,
    deleted_date, removed_at, voided_at, deleted"""


@dataclass(frozen=True, slots=True)
class Marks:
    """The condition of rows that are calls, if any column marks others; and what is unclear."""

    where: Choice | None
    remarks: tuple[str, ...] = ()


def find_marks(table: LiveTable, rows: Sequence[Mapping[str, Any]], engine: Engine) -> Marks:
    """Leave out what is marked where the marks are clear, and say it where they are not."""
    tests, columns, said = [], [], []
    for name, column in table.columns.items():
        values = [row[name] for row in rows if row.get(name) is not None]
        test = _marked(column, values, engine)
        if test is None:
            continue
        if not test:
            seen = ", ".join(f"`{printable(str(v)[:24])}`" for v in _odd(values)[:2])
            held = f"holds {seen}" if seen else "holds nothing in the rows looked at"
            said.append(f"{name} {held}: if it marks rows that are no calls, state `where`.")
            continue
        tests.append(test.format(sql_name(name, engine)))
        columns.append(column)
    if not tests:
        return Marks(None, tuple(said))
    names = " or ".join(column.name for column in columns)
    sql = f"CASE WHEN {' OR '.join(tests)} THEN 1 ELSE 0 END = 0"
    why = f"rows that {names} marks are no calls"
    return Marks(Choice("where", sql, tuple(columns), "sure", why), tuple(said))


def _marked(column: LiveColumn, values: Sequence[Any], engine: Engine) -> str | None:
    """Write the test of a marked row; empty where the marks are not clear, None for no mark."""
    key = spelling_key(column.name)
    if key in map(spelling_key, _FLAGS.split(",")) and (test := _flag(column, values)):
        return test
    if key in map(spelling_key, _TIMES.split(",")):
        return time_test(column.name, column.kind, values, engine.loose_types).sql
    return "" if key in map(spelling_key, _FLAGS.split(",")) else None


def _flag(column: LiveColumn, values: Sequence[Any]) -> str:
    """Write the test of a column of yes and no, nothing where it holds something else."""
    if column.kind == "boolean":
        return "{0}"
    words = {str(value).strip().casefold() for value in values} - {""}
    if not all(word in YES | NO or is_unset(word) for word in words):
        return ""
    if column.kind in NUMBER_KINDS:
        return "{0} = 1"
    listed = ", ".join(f"'{word}'" for word in sorted(YES))
    return f"LOWER({{0}}) IN ({listed})" if column.kind == "text" and words else ""


def _odd(values: Sequence[Any]) -> list[Any]:
    """Give what is no yes and no, else what there is."""
    odd = [v for v in values if str(v).strip().casefold() not in YES | NO and not is_unset(str(v))]
    return odd or [value for value in values if str(value).strip()]
