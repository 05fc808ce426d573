"""Which time zones a mapping needs the database to know, and whether it does."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from cdrql.audit.probes import EVERY_CALL, compile_probes, with_probes, written_name
from cdrql.audit.report import Finding, error
from cdrql.audit.windows import DAY
from cdrql.model.warehouse import Expression, Warehouse

if TYPE_CHECKING:
    from cdrql.engines.database import Database

_SHOWN = ("Europe/Paris", "UTC")  # zones of requests; the second is what is asked without one


def needed_zones(warehouse: Warehouse, dialect: str, day: date) -> tuple[str, ...]:
    """Name the zones that stand in the SQL of requests by local hours."""
    names = {warehouse.start.zone, *_SHOWN} - {None, "UTC"}
    found: set[str] = set()
    for shown in _SHOWN:
        request = {
            "group": EVERY_CALL.name,
            "fields": "total calls",
            "period": "hour",
            "timezone": shown,
            "filter": {"start_at": str(day), "end_at": str(day + DAY)},
        }
        # Only the SQL tells: a backend may write offsets in place of names.
        text = compile_probes(with_probes(warehouse, (), dialect), dialect, request).sql
        found |= {str(name) for name in names if f"'{name}'" in text}
    return tuple(sorted(found))


def zone_findings(
    database: "Database", warehouse: Warehouse, names: tuple[str, ...]
) -> Iterator[Finding]:
    """Say which zones the database does not know, and whether an expression needs their tables."""
    for name in names:
        if not database.engine.knows_zone(database, name):
            message = f"the database does not know the time zone `{name}`"
            hint = "update its time zone data, or ask with a zone that it knows"
            yield error(
                "CDR710", message, "start.zone" if name == warehouse.start.zone else "", hint
            )
    loader = database.engine.zone_loader
    for path, text in _expressions_of(warehouse, database.dialect):
        if database.engine.lacks_zone_tables(database, text):
            message = "this expression converts zones by tables that are not loaded: it gives NULL"
            hint = f"load them by {loader}, or state in [start] what the column stores"
            yield error("CDR710", message, path, hint)


def _expressions_of(warehouse: Warehouse, dialect: str) -> Iterator[tuple[str, str]]:
    """Give the SQL of a mapping's expressions, each once; keys without NULLs repeat their field."""
    keys = {field.key for field in warehouse.fields.values()} - {*warehouse.fields}
    dialect = written_name(warehouse, dialect)
    for table in warehouse.tables:
        if table.where:
            yield "where", table.where.sql.get(dialect, "")
        for name, code in table.code.items():
            if isinstance(code, Expression) and name not in keys:
                yield f"fields.{name}", code.sql.get(dialect, "")


def zones_text(names: tuple[str, ...]) -> str:
    """Say what is needed of the database."""
    if not names:
        return "none asked of the database: the offsets of local time stand in the SQL"
    return f"the database converts them by name, such as {', '.join(names)}"
