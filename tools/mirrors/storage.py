"""Makes the tables of a mirror in a dialect, and writes rows into them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any

from cdrql.backend import get_backend
from cdrql.model.columns import Stated
from tools.engines import Scratch
from tools.engines.sqlite import stored

if TYPE_CHECKING:
    from tools.mirrors import Mirror, Row

TYPES = {
    "postgres": {
        "text": "text",
        "int32": "integer",
        "integer": "bigint",
        "decimal": "numeric(20, 6)",
        "float": "double precision",
        "time": "timestamp",
        "instant": "timestamptz",
        "seconds": "timestamptz(0)",
        "boolean": "boolean",
    },
    "mysql": {
        "text": "varchar(255)",
        "int32": "int",
        "integer": "bigint",
        "decimal": "decimal(20, 6)",
        "float": "double",
        "time": "datetime(6)",
        "instant": "timestamp(6)",
        "seconds": "timestamp",
        "boolean": "boolean",
    },
    "clickhouse": {
        "text": "String",
        "int32": "Int32",
        "integer": "Int64",
        "decimal": "Decimal(20, 6)",
        "float": "Float64",
        "time": "DateTime64(6, 'UTC')",
        "instant": "DateTime64(6, 'Asia/Tokyo')",
        "seconds": "DateTime('Asia/Tokyo')",
        "boolean": "Bool",
    },
    "sqlite": {
        "text": "TEXT",
        "int32": "INTEGER",
        "integer": "INTEGER",
        "decimal": "NUMERIC",
        "float": "REAL",
        "time": "TEXT",
        "boolean": "INTEGER",
    },
}
_INSTANTS = ("instant", "seconds")  # the latter of a type without fractions
# The names of tables in the order of their making, each with its columns: their kinds, and
# whether NULL is excluded.
Tables = Mapping[str, Mapping[str, tuple[str, bool]]]


def make(database: Scratch, mirror: Mirror) -> Tables:
    """Make a mirror's tables, and fill those that names are looked up in."""
    dialect = database.dialect
    tables = {
        table.name_in(dialect): {c: _stated(words) for c, words in table.columns.items()}
        for table in mirror.warehouse.tables
    }
    start = mirror.warehouse.start_in(dialect)
    if start.stores == "instant":
        for table in mirror.warehouse.tables:
            kind = "seconds" if start.whole else "instant"
            tables[table.name_in(dialect)][table.start] = (kind, True)
    names = {name: {c: (_kind(v), False) for c, v in row.items()} for name, row in mirror.names}
    for name, columns in (tables | names).items():
        schema, dot, _ = name.rpartition(".")
        if dot and dialect == "postgres":
            database.execute(f'CREATE SCHEMA "{schema}"')
        types = {c: _type(dialect, *kind) for c, kind in columns.items()}
        types |= mirror.types.get(dialect, {})
        lines = ", ".join(f"{quoted(dialect, c)} {type_}" for c, type_ in types.items())
        engine = " ENGINE = MergeTree ORDER BY tuple()" if dialect == "clickhouse" else ""
        database.execute(f"CREATE TABLE {quoted(dialect, name)} ({lines}){engine}")
    fill(database, names, mirror.names)
    return tables


def _stated(words: str) -> tuple[str, bool]:
    stated = Stated.read(words)
    return stated.name, stated.not_null


def _kind(value: object) -> str:
    return "integer" if isinstance(value, int) else "text"


def _type(dialect: str, kind: str, required: bool) -> str:
    """Give the type of a column."""
    type_ = TYPES[dialect].get(kind, "")
    if dialect == "clickhouse":
        return type_ if required else f"Nullable({type_})"
    null = " NULL" if kind in _INSTANTS else ""  # MySQL's TIMESTAMP is NOT NULL by itself
    return f"{type_}{' NOT NULL' if required else null}"


def quoted(dialect: str, name: str) -> str:
    """Quote a table, with its schema where it has one, or a column."""
    mark = '"' if dialect in ("postgres", "sqlite") else "`"
    twice = mark * 2 if dialect != "clickhouse" else f"\\{mark}"
    if dialect == "clickhouse":
        name = name.replace("\\", "\\\\")
    return ".".join(mark + part.replace(mark, twice) + mark for part in name.split("."))


def fill(database: Scratch, tables: Tables, rows: Iterable[Row]) -> None:
    """Put rows in place of all that tables hold."""
    dialect = database.dialect
    for name in tables:
        clear = "TRUNCATE TABLE" if dialect == "clickhouse" else "DELETE FROM"
        database.execute(f"{clear} {quoted(dialect, name)}")
    named = {name.rpartition(".")[2]: name for name in tables}
    for name, some in groupby(sorted(rows, key=lambda row: row[0]), key=lambda row: row[0]):
        columns = tables[named[name]]
        lines = [
            ", ".join(literal(dialect, kind, row.get(c)) for c, (kind, _) in columns.items())
            for _, row in some
        ]
        into = ", ".join(quoted(dialect, column) for column in columns)
        values = ", ".join(f"({line})" for line in lines)
        database.execute(f"INSERT INTO {quoted(dialect, named[name])} ({into}) VALUES {values}")


def literal(dialect: str, kind: str, value: Any) -> str:
    """Write a value of a column of some kind; it may differ by dialect."""
    if isinstance(value, dict):
        value = value[dialect]
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        if dialect == "sqlite":
            return f"'{stored(value)}'"
        text = value.isoformat(" ", "microseconds")
        if kind in _INSTANTS and dialect == "clickhouse":
            return f"toDateTime64('{text}', 6, 'UTC')"
        return f"'{text}+00'" if kind in _INSTANTS and dialect == "postgres" else f"'{text}'"
    if isinstance(value, int | Decimal | float):
        return format(value, "f") if isinstance(value, Decimal) else repr(value)
    return get_backend(dialect).literal(value, "text")
