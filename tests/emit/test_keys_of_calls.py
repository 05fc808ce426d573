"""Which rows are one call: random keys of every odd kind, held against a fold in plain Python."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import cdrql
from cdrql.engines.rows import normalise
from tools.engines import Engine

MAPPING = """
dialects = ["postgres", "mysql", "clickhouse", "sqlite"]
grain = "the legs of a call are folded"
table = "legs"
[start]
column = "began"
[columns]
began = "time not null"
linked = "text"
number = "integer"
place = "integer not null"
dst = "text"
talk = "integer"
[call]
key = "{key}"
order = "place"
longest = 600
[fields]
answered = "MAX(talk) > 0"
bill_duration = {{ sql = "talk", fold = "sum" }}
destination = {{ sql = "dst", fold = "first" }}
extension = {{ sql = "dst", fold = "last" }}
"""
TYPES = {
    "postgres": ("timestamp", "varchar(40)", "integer", ""),
    "mysql": ("datetime", "varchar(40)", "integer", " COLLATE utf8mb4_general_ci"),
    "clickhouse": ("DateTime('UTC')", "Nullable(String)", "Nullable(Int32)", " ORDER BY began"),
    "sqlite": ("text", "text", "integer", ""),
}
# No key, an empty one, and keys that some collation takes for another or for none.
KEYS = (None, "", " ", "  ", "a", "A", "á", "a ", "0", "1", "NULL", "row 1")
ROWS = 400
REQUEST: dict[str, Any] = {
    "group": "destination;extension number",
    "fields": "total calls;successful calls;total bill duration",
    "filter": {"start_at": "2024-01-02", "end_at": "2024-01-03"},
}
Leg = tuple[str, str | None, int | None, int, str, int | None]


def random_legs(seed: int) -> list[Leg]:
    """Draw legs of a quarter of an hour, some of which are alike in everything."""
    rng = random.Random(seed)
    legs = [
        (
            f"2024-01-02 03:{rng.randrange(10):02d}:00",
            rng.choice(KEYS),
            rng.choice((None, 0, 1, 2)),
            place,
            rng.choice("xyz"),
            rng.choice((None, 0, 7)),
        )
        for place in range(ROWS)
    ]
    return legs + rng.sample(legs, 20)


@pytest.fixture
def legs(engine: Engine) -> Iterator[list[Leg]]:
    """Make a table of random legs."""
    time, text, whole, tail = TYPES[engine.dialect]
    engine.execute("DROP TABLE IF EXISTS legs")
    engine.execute(
        f"CREATE TABLE legs (began {time}, linked {text}, number {whole}, place int, dst {text},"
        f" talk {whole}){' ENGINE = MergeTree' if engine.dialect == 'clickhouse' else ''}{tail}"
    )
    drawn = random_legs(11)
    engine.execute("INSERT INTO legs VALUES " + ", ".join(map(values_of, drawn)))
    yield drawn
    engine.execute("DROP TABLE legs")


def values_of(leg: Leg) -> str:
    return f"({', '.join('NULL' if value is None else repr(value) for value in leg)})"


def folded(legs: list[Leg], column: int) -> list[dict[str, Any]]:
    """Count the calls: legs that share a key, and each leg that has none."""
    calls: dict[object, list[Leg]] = {}
    for number, leg in enumerate(legs):
        calls.setdefault(
            ("alone", number) if leg[column] in (None, "") else leg[column], []
        ).append(leg)
    groups: dict[tuple[str, str], list[int]] = {}
    for rows in calls.values():
        rows.sort(key=lambda leg: (leg[0], leg[3]))
        talk = sum(leg[5] or 0 for leg in rows)
        sums = groups.setdefault((rows[0][4], rows[-1][4]), [0, 0, 0])
        for place, part in enumerate((1, int(talk > 0), talk)):
            sums[place] += part
    names = ("total", "successful", "call_bill_duration")
    return [
        {"dst": first, "src": last, **dict(zip(names, sums, strict=True))}
        for (first, last), sums in sorted(groups.items())
    ]


@pytest.mark.parametrize(
    ("key", "column"), [("linked", 1), ("number", 2)], ids=["a text", "a number"]
)
def test_a_row_without_a_key_is_a_call(
    engine: Engine, legs: list[Leg], key: str, column: int, tmp_path: Path
) -> None:
    file = tmp_path / "legs.toml"
    file.write_text(MAPPING.format(key=key), encoding="utf-8")
    warehouse = cdrql.load_warehouse(file)
    compiled = cdrql.compile(REQUEST, engine.dialect, warehouse=warehouse, output="values")
    rows = normalise(engine.query(compiled.sql, compiled.params), compiled.columns)
    assert rows == folded(legs, column)


@pytest.mark.parametrize("dialect", ["postgres", "mysql", "clickhouse", "sqlite"])
def test_a_key_that_no_row_lacks_costs_nothing(dialect: str, tmp_path: Path) -> None:
    file = tmp_path / "legs.toml"
    grouped = []
    for key in ("place", "number", "linked"):
        file.write_text(MAPPING.format(key=key), encoding="utf-8")
        warehouse = cdrql.load_warehouse(file)
        sql = cdrql.compile(REQUEST, dialect, warehouse=warehouse).sql
        grouped.append("UUID" in sql or "RANDOMBLOB" in sql)
    assert grouped == [False, True, True]
