"""How the database finds the calls of one day, by its own plan of a compiled request."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from cdrql.audit.probes import (
    START,
    compile_probes,
    rows_alone,
    with_probes,
    with_text,
    written_name,
)
from cdrql.audit.report import Finding, note, warning
from cdrql.audit.structure import Schema, live_table
from cdrql.backend import get_backend, sql
from cdrql.emit.sources import TableRows
from cdrql.engines.plans import NO_ROWS, Access, Question
from cdrql.model.warehouse import Table, Warehouse

if TYPE_CHECKING:
    from cdrql.engines.database import Database

DAY = timedelta(days=1)
COUNT = "total calls"


def table_accesses(
    database: "Database", warehouse: Warehouse, schema: Schema, day: date, fields: str | None
) -> tuple[Access, ...]:
    """Ask for the plan of a day's request for some fields, for each table by itself."""
    return tuple(
        _access_of(database, warehouse, schema, table, day, fields) for table in warehouse.tables
    )


def _access_of(
    database: "Database",
    warehouse: Warehouse,
    schema: Schema,
    table: Table,
    day: date,
    fields: str | None,
) -> Access:
    """Ask for the plan of a day's request on one table; of rows to be folded only their number."""
    live = live_table(schema, table.name)
    if live is None:
        return Access(table.name, "unknown", "the catalogue does not list it")
    alone, group = _rows_alone(warehouse, table, database.dialect)
    # A folded call is made of many rows; how they are found shows in their number alone.
    request = {
        "group": group,
        "fields": COUNT if warehouse.fold else fields,
        "filter": {"start_at": str(day), "end_at": str(day + DAY)},
    }
    compiled = compile_probes(alone, database.dialect, request)
    question = Question(database, compiled.sql, compiled.params, live, table.start)
    return database.engine.access(question)


def _rows_alone(warehouse: Warehouse, table: Table, dialect: str) -> tuple[Warehouse, str]:
    """Take the rows of a table alone, and what to group them by; those of calls by their key."""
    alone = rows_alone(warehouse, table)
    if warehouse.fold is None:
        return with_probes(alone, (), dialect), START.name
    backend = get_backend(dialect)
    key = TableRows(warehouse, backend, table).row_value("key")
    texts = {"key": sql.printed(key, backend.dialect)}
    return with_text(with_probes(alone, (), dialect), texts, dialect), "check key"


def window_findings(
    warehouse: Warehouse, found: tuple[Access, ...], dialect: str
) -> Iterator[Finding]:
    """Say which tables are read whole for a day, and what to do about it."""
    for access, table in zip(found, warehouse.tables, strict=True):
        if access.verdict == "none":
            message = f"a request for one day reads the whole table `{access.table}`"
            hint = warehouse.index.get(written_name(warehouse, dialect)) or (
                f"put an index on `{table.start}`, or sort or partition the table by it"
            )
            yield warning("CDR709", message, "start.column", hint)
        # Where there are no rows, nothing is read, and nothing is wrong.
        elif access.verdict == "unknown" and access.how != NO_ROWS:
            message = f"how `{access.table}` is read cannot be told: {access.how}"
            yield note("CDR723", message, "start.column")
