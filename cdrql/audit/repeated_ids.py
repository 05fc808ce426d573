"""Rows that share the id of a call where each counts as one."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlglot import exp

from cdrql.audit.probes import compile_probes, int_cell, rows_alone, with_probes, with_text
from cdrql.audit.report import Finding, count_text, note
from cdrql.audit.scope import CallScope
from cdrql.audit.starts import quoted_names, start_instant
from cdrql.audit.structure import Schema, live_table
from cdrql.backend import get_backend, sql
from cdrql.emit.naming import READ
from cdrql.model.column_names import call_keys
from cdrql.model.limits import LONGEST_CALL
from cdrql.model.warehouse import Table, Warehouse

if TYPE_CHECKING:
    from cdrql.engines.database import Database


def repeated_findings(
    database: "Database", warehouse: Warehouse, schema: Schema, scope: CallScope, most: int
) -> Iterator[Finding]:
    """Look for rows that share the id of a call where the mapping counts each row as one."""
    for table in warehouse.tables if warehouse.fold is None else ():
        live = live_table(schema, table.name)
        if live is None:
            continue
        alone = rows_alone(warehouse, table)
        keys = (key for key in call_keys(live.columns) if (key,) not in live.keys)
        # One is enough to tell: what is shared by it may be shared by others too.
        repeated = (_repeated_ids(database, alone, key, scope, most) for key in keys)
        yield from next((found for found in repeated if found), [])


def _repeated_ids(
    database: "Database", warehouse: Warehouse, column: str, scope: CallScope, most: int
) -> list[Finding]:
    """Count the rows that share an id with others."""
    value = exp.Column(this=sql.name(column, quoted=True), table=sql.name(READ))
    backend = get_backend(database.dialect)
    texts = {"id": sql.printed(sql.as_text(value), backend.dialect)}
    warehouse = with_text(with_probes(warehouse, (), database.dialect), texts, database.dialect)
    request = {
        "group": "check id",
        "fields": "total calls",
        "having": {"total calls": "1;>"},
        "filter": scope.filter,
        "limit": most,
    }
    rows = database.answer(compile_probes(warehouse, database.dialect, request))
    shared = [int_cell(row, "total") for row in rows if row["check_id"] not in ("", None)]
    if not shared:
        return []
    table = warehouse.tables[0]
    message = (
        f"{sum(shared):,} rows of `{table.name}` share"
        f" {count_text(len(shared), 'value')} of `{column}`, and each row counts as a call"
    )
    return [note("CDR719", message, "call", _fold_hint(database, warehouse, table, column, most))]


def _fold_hint(
    database: "Database", warehouse: Warehouse, table: Table, column: str, most: int
) -> str:
    """Say what makes one call of the rows that share an id: all that [call] needs."""
    source, start = quoted_names(database, table)
    key = database.engine.quoted(column)
    some = f"(SELECT {key} AS k, {start} AS s FROM {source} LIMIT {most}) AS r"  # noqa: S608
    grouped = f"SELECT k, MIN(s), MAX(s) FROM {some} GROUP BY k HAVING COUNT(*) > 1 LIMIT {most}"  # noqa: S608
    pairs = [
        [start_instant(end, warehouse.start) for end in ends]
        for value, *ends in database.query(grouped)
        if value not in (None, "")
    ]
    spans = [(last - first).total_seconds() for first, last in pairs if first and last]
    apart = int(max(spans, default=0))
    if apart > LONGEST_CALL:
        return f"its values come again after {apart // 86_400} days, so that they tell no call"
    # Twice what was seen, in whole hours: a call that is torn counts twice.
    longest = min(LONGEST_CALL, 3600 * (2 * apart // 3600 + 1))
    kinds = ("seconds", "money")
    summed = [name for name, field in warehouse.fields.items() if field.type in kinds]
    folds = f', and fold = "max" or "sum" of {", ".join(summed)}' if summed else ""
    return (
        f'if a call is several rows there, fold them: [call] key = "{column}", longest = {longest}'
        f" (its rows start up to {apart:,} s apart), order = a column that tells which came first"
        f"{folds}"
    )
