"""The tables of names that a mapping looks up in: that they are there, their keys unique."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cdrql.audit.report import Finding, error, note
from cdrql.audit.structure import Schema, live_column, live_table, missing_column, missing_table
from cdrql.engines.schema import LiveTable
from cdrql.model.warehouse import Lookup, Warehouse

if TYPE_CHECKING:
    from cdrql.engines.database import Database


def lookup_findings(
    database: "Database", warehouse: Warehouse, schema: Schema, most: int
) -> Iterator[Finding]:
    """Compare every lookup."""
    for name, field in warehouse.fields.items():
        if lookup := field.lookup:
            path = f"fields.{name}.lookup"
            live = live_table(schema, lookup.table)
            if live is None:
                yield missing_table(lookup.table, f"{path}.table", schema)
                continue
            missing = list(_missing_columns(lookup, live, path))
            yield from missing
            if not missing:
                yield from _repeated_keys(database, lookup, live, path, most)


def _missing_columns(lookup: Lookup, live: LiveTable, path: str) -> Iterator[Finding]:
    for role, column in (("key", lookup.key), ("name", lookup.name)):
        if live_column(live, column) is None:
            yield missing_column(column, f"{path}.{role}", live)


def _repeated_keys(
    database: "Database", lookup: Lookup, live: LiveTable, path: str, most: int
) -> Iterator[Finding]:
    """Say whether a key stands twice, which would count calls twice."""
    # A key that the database keeps unique needs no look at the rows.
    if any([part.lower() for part in key] == [lookup.key.lower()] for key in live.keys):
        return
    column = database.engine.quoted(lookup.key)
    source = database.engine.identifier(lookup.table)
    # Bounded, since a table of names may be as large as that of the calls.
    some = f"(SELECT {column} AS k FROM {source} WHERE {column} IS NOT NULL LIMIT {most}) AS r"  # noqa: S608
    twice = database.query(f"SELECT k FROM {some} GROUP BY k HAVING COUNT(*) > 1 LIMIT 1")  # noqa: S608
    if twice:
        message = f"`{lookup.table}.{lookup.key}` holds {twice[0][0]} twice: calls count twice"
        yield error("CDR708", message, f"{path}.key", "look up by a column that is unique")
    elif not any(lookup.key in key for key in live.keys) and not live.is_view and live.keys:
        message = f"nothing keeps `{lookup.table}.{lookup.key}` unique, though it is now"
        yield note("CDR708", message, f"{path}.key", "a unique index would keep it so")
