"""The tables of names that a mapping looks up in: that they are there, their keys unique."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from cdrql.audit.probes import Of, Probe, compile_probes, int_cell, with_probes
from cdrql.audit.report import Finding, count_text, error, note, warning
from cdrql.audit.scope import CallScope
from cdrql.audit.structure import Schema, live_column, live_table, missing_column, missing_table
from cdrql.engines.schema import LiveTable
from cdrql.model.vocabulary import DIMENSIONS, Dimension
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


def nameless_findings(
    database: "Database", warehouse: Warehouse, scope: CallScope, most: int
) -> Iterator[Finding]:
    """Say which calls hold a key that the table of names lacks: they are shown without a name."""
    shown = {by.field: by for by in (*DIMENSIONS, *warehouse.dimensions)}
    for name, field in warehouse.fields.items():
        # Only what can be grouped by is shown.
        if field.lookup and name in shown:
            yield from _keys_without_name(database, warehouse, scope, shown[name], most)


def _keys_without_name(
    database: "Database", warehouse: Warehouse, scope: CallScope, by: Dimension, most: int
) -> Iterator[Finding]:
    probe = Probe("keyed", partial(_has_value, by.field))
    extended = with_probes(warehouse, (probe,), database.dialect)
    count = probe.measure.name
    # Groups are joined with their names: there are no more of them than of keys.
    request = {
        "group": by.name,
        "fields": count,
        "having": {count: "0;>"},
        "filter": scope.filter,
        "limit": most,
    }
    rows = database.answer(compile_probes(extended, database.dialect, request))
    nameless = sum(int_cell(row, probe.field) for row in rows if row[by.key] in ("", None))
    if nameless:
        lookup = warehouse.fields[by.field].lookup
        assert lookup  # asked for above
        message = (
            f"{count_text(nameless, 'call')} with a key of `{by.field}` that `{lookup.table}` has"
            " no name for: they are shown without one"
        )
        told = note if len(rows) > 1 else warning  # of no name at all the key may be wrong
        hint = f"is `{lookup.key}` what calls hold? names of what was deleted are gone"
        yield told("CDR728", message, f"fields.{by.field}.lookup", hint)


def _has_value(field: str, of: Of) -> str:
    return f"{of(field)} IS NOT NULL"
