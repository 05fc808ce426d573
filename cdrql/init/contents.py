"""Which tables hold anything: a preset that fits an empty one says nothing of the calls."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from cdrql.engines.schema import LiveTable
from cdrql.errors import DatabaseError
from cdrql.init.propose import propose
from cdrql.init.recognise import Match, find_table
from cdrql.init.table_choice import rank_tables

if TYPE_CHECKING:
    from cdrql.engines.database import Database

_TRIED = 12  # tables of a database that are looked into


def has_rows(database: "Database", table: LiveTable) -> bool:
    """Tell whether a table holds anything; what cannot be read counts as full."""
    try:
        return bool(database.sample(table.name, [*table.columns][:1], 1))
    except DatabaseError:
        return True


def holds_starts(database: "Database", schema: Mapping[str, LiveTable], match: Match) -> bool:
    """Tell whether any row looked at has a start, as a preset names it; an unread table may."""
    for name, start in match.preset.starts.items():
        table = find_table(schema, match.table or name)
        column = match.found.get((name, start))
        if table is None or column is None:
            continue
        try:
            rows = database.sample(table.name, [column.name])
        except DatabaseError:
            return True
        if any(row[column.name] not in (None, "") for row in rows):
            return True
    return False


def full_tables_first(database: "Database", tables: Iterable[LiveTable]) -> list[LiveTable]:
    """Put empty tables behind those that hold something, among the likeliest."""
    listed = [*tables]
    tried = {table.name: has_rows(database, table) for table in listed[:_TRIED]}
    return sorted(listed, key=lambda table: not tried.get(table.name, True))


def table_of_calls(database: "Database", schema: Mapping[str, LiveTable]) -> LiveTable | None:
    """Find a table that holds rows and tells all that a mapping needs."""
    for table in rank_tables(schema)[:_TRIED]:
        rows = database.sample(table.name, table.columns)
        if rows and not propose(table, rows, database.engine).missing:
            return table
    return None
