"""Columns that say when a call was answered, each with the test that it holds a time."""

from typing import TYPE_CHECKING

from cdrql.audit.structure import Schema, live_table
from cdrql.mapping.time_tests import time_test
from cdrql.model.absence import is_unset
from cdrql.model.column_names import ANSWER_TIMES, spelling_key
from cdrql.model.warehouse import Warehouse

if TYPE_CHECKING:
    from cdrql.engines.database import Database


def answer_times(
    database: "Database", warehouse: Warehouse, schema: Schema
) -> dict[str, tuple[str, str]]:
    """Find the column of every table that says when a call was answered, and how to see that.

    Gives the test as a mapping has it, and as a probe has it.
    """
    lives = [live for table in warehouse.tables if (live := live_table(schema, table.name))]
    # A call of several rows has several such times, and none is the call's.
    if warehouse.fold or len(lives) < len(warehouse.tables):
        return {}
    keys = {spelling_key(name) for name in ANSWER_TIMES.split(",")}
    found: dict[str, tuple[str, str]] = {}
    for name, column in lives[0].columns.items():
        # One request asks all tables, so that its test must hold in each.
        if spelling_key(name) not in keys or not all(name in live.columns for live in lives):
            continue
        rows = (row for live in lives for row in database.sample(live.name, [name]))
        values = [row[name] for row in rows if row[name] is not None]
        test = time_test(name, column.kind, values, database.engine.loose_types).sql
        if test := test or _none_of({str(value) for value in values}):
            quoted = database.engine.quoted(name)
            found[name] = test.format(quoted), test.format(f"c.{quoted}")
    return found


def _none_of(texts: set[str]) -> str:
    """Test that a column holds no word for nothing, where it holds no other text."""
    words = sorted(text for text in texts if "'" not in text and "\\" not in text)
    if not words or len(words) < len(texts) or not all(map(is_unset, words)):
        return ""
    listed = ", ".join(f"'{word}'" for word in words)
    return f"{{0}} NOT IN ({listed})"
