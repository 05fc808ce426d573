"""The tables and columns of a mapping against those that are there."""

import re
from collections.abc import Iterator, Mapping

from cdrql.audit.report import Finding, error, warning
from cdrql.engines.contract import Engine
from cdrql.engines.schema import LiveColumn, LiveTable
from cdrql.errors import did_you_mean, listed_names
from cdrql.model.columns import NUMBER_KINDS, Stated
from cdrql.model.warehouse import Start, TableColumn, Warehouse
from cdrql.model.warehouse import Table as Mapped

Schema = Mapping[str, LiveTable]


def live_table(schema: Schema, name: str) -> LiveTable | None:
    """Find a table by the name that a mapping gives it, whose schema may be the session's own."""
    if name in schema:
        return schema[name]
    bare = name.rpartition(".")[2].lower()
    near = [table for known, table in schema.items() if known.lower() in (name.lower(), bare)]
    return near[0] if len(near) == 1 else None


def live_column(table: LiveTable, name: str) -> LiveColumn | None:
    """Find a column; where only its case differs, the engine says whether that matters."""
    if name in table.columns:
        return table.columns[name]
    # Of two that differ by case alone, none is the one that is meant.
    near = [column for known, column in table.columns.items() if known.lower() == name.lower()]
    return near[0] if len(near) == 1 else None


def table_findings(warehouse: Warehouse, schema: Schema, engine: Engine) -> Iterator[Finding]:
    """Compare every table of the mapping."""
    for mapped in warehouse.tables:
        live = live_table(schema, mapped.name)
        if live is None:
            yield missing_table(
                mapped.name, "table" if len(warehouse.tables) == 1 else "tables", schema
            )
            continue
        yield from _check_columns(mapped, live, engine)
        yield from _check_start(warehouse.start, mapped, live, engine)


def missing_table(name: str, path: str, schema: Schema) -> Finding:
    """Say that a table is not there."""
    known = ", ".join(list(schema)[:12]) or "none that you may read"
    hint = did_you_mean(name, schema, f"the database has {known}")
    return error("CDR701", f"there is no table `{name}`", path, hint)


def missing_column(name: str, path: str, live: LiveTable) -> Finding:
    """Say that a column is not there."""
    hint = did_you_mean(name, live.columns, f"it has {listed_names(live.columns)}")
    return error("CDR702", f"the table `{live.name}` has no column `{name}`", path, hint)


def _check_columns(mapped: Mapped, live: LiveTable, engine: Engine) -> Iterator[Finding]:
    for name, stated in _used_columns(mapped).items():
        column = live_column(live, name)
        path = f"columns.{name}"
        if column is None:
            yield missing_column(name, path, live)
            continue
        yield from _check_kind(stated, column, live, path, engine)
        if stated.not_null and column.nullable and not live.is_view:
            message = f"`{live.name}.{name}` can be NULL, which the mapping excludes"
            hint = f'write "{stated.name}" in place of "{stated}", or add the constraint'
            yield warning("CDR704", message, path, hint)


def _used_columns(mapped: Mapped) -> Mapping[str, Stated]:
    """Give the columns that are declared, and those that are fields as they are."""
    named = {code.name: Stated() for code in mapped.code.values() if isinstance(code, TableColumn)}
    stated = {name: Stated.read(words) for name, words in mapped.columns.items()}
    return {mapped.start: Stated()} | named | stated


def _check_kind(
    stated: Stated, column: LiveColumn, live: LiveTable, path: str, engine: Engine
) -> Iterator[Finding]:
    judged = _severity_of_kind(stated, column)
    if judged is None:
        return
    said = f"is {column.declared or column.kind}"
    if engine.loose_types:  # what is declared there does not bind; values decide
        kinds = {stated.kind, column.kind}
        if len(kinds) == 1 or kinds <= {"time", "text"} or not column.declared:
            return
        judged = "warning"
        said = said if column.kind in NUMBER_KINDS else f"holds {column.kind}"
    message = f"`{live.name}.{column.name}` {said}, not {stated.name} as the mapping says"
    hint = f'state {column.name} = "{column.kind}" and look at the expressions that use it'
    made = error if judged == "error" else warning
    yield made("CDR703", message, path, hint)


def _severity_of_kind(stated: Stated, column: LiveColumn) -> str | None:
    """Say how bad it is that a column is of another kind than stated; None where it is not."""
    kind = stated.kind
    if kind == column.kind == "integer":
        return "warning" if stated.narrow and not column.narrow else None
    if kind in (None, "other", column.kind):
        return None
    if {kind, column.kind} == {"boolean", "integer"}:
        return None  # one and the same in some engines; the others refuse the SQL themselves
    if kind in NUMBER_KINDS and column.kind in NUMBER_KINDS:
        narrower = NUMBER_KINDS.index(column.kind) <= NUMBER_KINDS.index(kind) or column.scale == 0
        return None if narrower else "warning"
    return "warning" if column.kind in ("other", "uuid") else "error"


# What the start column stores.


def _check_start(
    start: Start, mapped: Mapped, live: LiveTable, engine: Engine
) -> Iterator[Finding]:
    column = live_column(live, mapped.start)
    if column is None:
        return
    wrong = _wrong_start(start, column, engine)
    if wrong:
        severity, message, hint = wrong
        made = error if severity == "error" else warning
        text = f"`{live.name}.{column.name}` is {column.declared or column.kind}: {message}"
        yield made("CDR705", text, "start.stores", hint)


def _wrong_start(start: Start, column: LiveColumn, engine: Engine) -> tuple[str, str, str] | None:
    """Say what is wrong: how bad, what it is, what to state; None where nothing is."""
    if start.stores == "epoch":
        if column.kind in NUMBER_KINDS or (engine.loose_types and column.kind == "other"):
            return None
        return "error", "no number since 1970", f"state {_likely_form(column)}"
    if start.stores == "text" or engine.loose_types:
        if column.kind == "text" or (engine.loose_types and column.kind in ("time", "other")):
            return None
        return "error", "no text of a time", f"state {_likely_form(column)}"
    if column.kind != "time":
        return "error", "no timestamp", f"state {_likely_form(column)}"
    if start.stores == "instant" and not column.instant:
        hint = f"state {_likely_form(column)}, with the zone that writes it"
        return "error", "a clock's time without a zone, not an instant", hint
    if start.stores == "local" and column.instant and start.zone not in (None, "UTC"):
        return (
            "error",
            f"an instant, no clock's time in {start.zone}",
            f"state {_likely_form(column)}",
        )
    if start.whole and not column.whole:
        return "error", "it can hold fractions of a second", 'state stores = "instant"'
    if column.instant and start.stores != "instant" and not engine.only_instants:
        message = "an instant, which reads as UTC only in sessions that are in UTC"
        return "warning", message, f"state {_likely_form(column)}"
    return None


def _likely_form(column: LiveColumn) -> str:
    if column.kind in NUMBER_KINDS:
        digits = re.search(r"\d+", column.declared)
        return f'stores = "epoch"{" and its unit" if digits else ""}'
    if column.kind == "time":
        return 'stores = "instant"' if column.instant else 'stores = "utc" or "local"'
    return 'stores = "text" and its format' if column.kind == "text" else "another column"
