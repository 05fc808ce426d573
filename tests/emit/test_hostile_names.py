"""Names of tables and columns that nobody should choose: each reads its own column, and no more."""

import random
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest

import cdrql
from cdrql.engines.rows import normalise
from tests.examples import WINDOW
from tests.language.strings import GROUPS
from tests.mapping.test_expressions import written
from tools.engines import Engine

# What ends a quoted name somewhere, and what then comes.
ENDS = ('"', "`", "'", "]", "\\", '\\"', "\\`", '""', "``", '"."', "`.`", "$$", "\\\\`")
REST = (
    *("", ";", " --", "/*", "*/", "#", ", 1", " FROM x", "; DROP TABLE t; --", ") OR (1=1", "%s"),
    *("%(a)s", ":a", "?", "{a:Int8}", "$1", "\t", "\n", " AS x", "\u202e", "é", "日本"),
)
RESERVED = ("select", "from", "group", "order", "user", "end", "case", "null", "true", "c", "sums")
COLUMNS = 40  # to a table
KINDS = {
    "sqlite": ("TEXT", "TEXT", ""),
    "postgres": ("timestamp", "text", ""),
    "mysql": ("datetime", "varchar(20)", ""),
    "clickhouse": ("DateTime64(6, 'UTC')", "String", " ENGINE = MergeTree ORDER BY tuple()"),
}


@cache
def names() -> list[str]:
    """Make hundreds of names, no two of them alike to an engine that ignores case."""
    made = [f"{head}{end}{rest}" for end, rest in product(ENDS, REST) for head in ("", "a")]
    made = random.Random(7).sample(made, 150)
    made += [*RESERVED, *(text for text in GROUPS["payloads"] if len(text.encode()) < 60)]
    made += [f"by_{name}" for name in RESERVED] + ["a" * 60, "日" * 20, " a", "1", "-1", "*", "."]
    kept = {name.lower(): name for name in made if name == name.rstrip() and name}
    return list(kept.values())


@cache
def tables() -> list[tuple[str, str, list[str]]]:
    """Divide the names: of a table, of its start, and of columns."""
    shuffled = random.Random(8).sample(names(), len(names()))
    plain = [name for name in shuffled if "." not in name and "/" not in name]
    parts = [shuffled[first : first + COLUMNS] for first in range(0, len(shuffled), COLUMNS)]
    starts = [next(n for n in plain[i:] if n not in part) for i, part in enumerate(parts)]
    return list(zip(plain[-len(parts) :], starts, parts, strict=True))


def mapping(table: str, start: str, columns: list[str]) -> dict[str, Any]:
    """Map a table: each column a dimension of its own, and one more in a test of rows."""
    fields = {f"x{i}": {"sql": quoted(name), "type": "text"} for i, name in enumerate(columns)}
    return {
        "dialects": [*KINDS],
        "grain": "one row is one call",
        "table": table,
        "start": {"column": start},
        "where": f"{quoted(columns[0])} <> 'nobody' AND COALESCE({quoted(columns[-1])}, '') <> ''",
        "columns": {start: "time not null"} | dict.fromkeys(columns, "text"),
        "fields": {"answered": f"{quoted(columns[1])} = 'v1'", **fields},
        "dimensions": {f"x {i}": {"field": f"x{i}"} for i in range(len(columns))},
    }


def quoted(name: str) -> str:
    """Quote a name as an expression of a mapping has it."""
    return '"' + name.replace('"', '""') + '"'


@pytest.fixture(scope="module")
def warehouses(tmp_path_factory: pytest.TempPathFactory) -> list[cdrql.Warehouse]:
    """Load the mappings."""
    folder = tmp_path_factory.mktemp("hostile")
    return [loaded(mapping(*each), folder / f"{i}.toml") for i, each in enumerate(tables())]


def loaded(said: dict[str, Any], path: Path) -> cdrql.Warehouse:
    path.write_text("".join(f"{key} = {written(value)}\n" for key, value in said.items()))
    return cdrql.load_warehouse(path)


def by_engine(engine: Engine, name: str) -> str:
    """Quote a name as the engine's manual says, apart from how the compiler does."""
    if engine.dialect == "clickhouse":
        return "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`"
    mark = "`" if engine.dialect == "mysql" else '"'
    return mark + name.replace(mark, mark * 2) + mark


def made(engine: Engine, table: str, start: str, columns: list[str]) -> Iterator[str]:
    """Make a table with one call, in which each column holds its place."""
    time, text, tail = KINDS[engine.dialect]
    every = [f"{by_engine(engine, start)} {time} NOT NULL"]
    every += [f"{by_engine(engine, name)} {text}" for name in columns]
    yield f"CREATE TABLE {by_engine(engine, table)} ({', '.join(every)}){tail}"
    values = ", ".join(f"'v{i}'" for i in range(len(columns)))
    yield f"INSERT INTO {by_engine(engine, table)} VALUES ('2024-06-01 00:00:00', {values})"


@pytest.mark.closes("SQL in mapping files", "names as SQL", "marks of drivers")
def test_every_name_reads_its_own_column(engine: Engine, warehouses: list[cdrql.Warehouse]) -> None:
    assert len(names()) > 200
    database = engine.database("hostile")
    for (table, start, columns), warehouse in zip(tables(), warehouses, strict=True):
        for statement in made(engine, table, start, columns):
            database.execute(statement)
        request = {
            "group": ";".join(f"x {i}" for i in range(len(columns))),
            "fields": "total calls;successful calls",
            "filter": WINDOW,
        }
        for style in (None, "literal"):
            it = cdrql.compile(
                request, engine.dialect, warehouse=warehouse, output="values", paramstyle=style
            )
            rows = normalise(database.query(it.sql, it.params or None), it.columns)
            assert [[*row.values()] for row in rows] == [
                [*(f"v{i}" for i in range(len(columns))), 1, 1]
            ]
    database.close()
