"""Makes the tables and mapping files of tests/audit/faults.py, on every engine."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.audit.faults import COLUMNS, MAPPING, Fault, calls
from tools.engines import Scratch

TYPES = {
    "sqlite": {"time": "DATETIME", "integer": "INTEGER", "text": "TEXT", "decimal": "DECIMAL(9,3)"},
    "postgres": {
        "time": "TIMESTAMP",
        "integer": "BIGINT",
        "text": "TEXT",
        "decimal": "NUMERIC(9,3)",
    },
    "mysql": {
        "time": "DATETIME",
        "integer": "BIGINT",
        "text": "VARCHAR(80)",
        "decimal": "DECIMAL(9,3)",
    },
    "clickhouse": {
        "time": "DateTime",
        "integer": "Int64",
        "text": "String",
        "decimal": "Decimal(9,3)",
    },
}


def fill(database: Scratch, fault: Fault) -> None:
    """Make the table with its fault."""
    columns = {name: kind for name, kind in (COLUMNS | dict(fault.columns)).items() if kind}
    database.script(table(columns, database.dialect, fault.index))
    if fault.script:
        words = TYPES[database.dialect] | {"engine": order("id", database.dialect)}
        database.script(fault.script.format(**words))
    rows = [*(calls() if fault.only is None else fault.only), *fault.rows]
    if rows:
        values = ",\n".join(f"({', '.join(literal(row.get(c)) for c in columns)})" for row in rows)
        database.script(f"INSERT INTO calls ({', '.join(columns)}) VALUES\n{values};")


def table(columns: Mapping[str, str], dialect: str, index: str | None) -> str:
    """Write the table, and the index that it has or the order that it is kept in."""
    written = ", ".join(f"{name} {type_of(kind, dialect)}" for name, kind in columns.items())
    made = f"CREATE TABLE calls ({written}){order(index or 'id', dialect)};"
    if dialect == "clickhouse" or index is None:
        return made
    return f"{made}\nCREATE INDEX calls_{index} ON calls ({index});"


def type_of(kind: str, dialect: str) -> str:
    """Write a kind as a type."""
    word, _, rest = kind.partition(" ")
    instants = {"postgres": "TIMESTAMPTZ", "mysql": "TIMESTAMP", "clickhouse": "DateTime"}
    type_ = instants[dialect] if word == "instant" else TYPES[dialect][word]
    if dialect == "clickhouse":
        return type_ if rest else f"Nullable({type_})"
    return f"{type_} {rest.upper() or 'NULL'}"


def order(column: str, dialect: str) -> str:
    """Write how a table is kept, where that has to be said."""
    how = f" ENGINE = MergeTree ORDER BY {column} SETTINGS allow_nullable_key = 1"
    return how if dialect == "clickhouse" else ""


def literal(value: object) -> str:
    """Write a value."""
    if value is None:
        return "NULL"
    return str(value) if isinstance(value, int) else f"'{value}'"


def mapping(folder: Path, changed: Mapping[str, Any]) -> Path:
    """Write the mapping file."""
    file = folder / "checked.toml"
    file.write_text("".join(toml(MAPPING | dict(changed))))
    return file


def toml(data: Mapping[str, Any]) -> Iterator[str]:
    """Write a mapping as TOML: texts and lists first, then tables."""
    for key, value in data.items():
        if not isinstance(value, dict) and value is not None:
            yield f"{key} = {inline(value)}\n"
    for key, value in data.items():
        if isinstance(value, dict):
            yield f"[{key}]\n"
            yield from (f"{name} = {inline(inner)}\n" for name, inner in value.items())


def inline(value: Any) -> str:
    """Write a value on one line."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{k} = {inline(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(inline, value)) + "]"
    return json.dumps(value)
