"""What is read of the rows of a call: each part once, and all that a dialect needs."""

import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest

import cdrql

MAPPING = """
dialects = {dialects}
grain = "the legs of a call are folded"
table = "legs"
[start]
column = "began"
[columns]
began = "time not null"
linked = "text not null"
talk = "integer"
rang = "integer"
dst = "text"
[call]
key = "linked"
longest = 60
where = "{where}"
[fields]
answered = "MAX(talk) > 0"
bill_duration = {{ sql = "talk", fold = "sum" }}
caller_id = {{ sql = "MAX(dst)" }}
{fields}
"""
ROWS = [
    ("2024-01-01 10:00:00", "one", 5, 1, "a"),
    ("2024-01-01 10:00:10", "one", 7, 2, "b"),
    ("2024-01-01 10:01:00", "two", None, 40, "b"),
    ("2024-01-01 10:02:00", "three", 9, 3, None),
]
REQUEST: dict[str, Any] = {
    "group": "caller_id",
    "filter": {"start_at": "2024-01-01", "end_at": "2024-01-02"},
}
LEGS = re.compile(r"AS (leg_\w+)")
ALL = "NOT MAX(began) IS NULL"


def mapped_warehouse(
    folder: Path, fields: str, where: str = ALL, tables: str = "", first: str = "sqlite"
) -> cdrql.Warehouse:
    dialects = [first, "postgres" if first == "sqlite" else "sqlite"]
    text = MAPPING.format(fields=fields, where=where, dialects=dialects)
    if tables:
        text = text.replace('table = "legs"\n', "") + tables
    file = folder / "mapping.toml"
    file.write_text(text, encoding="utf-8")
    return cdrql.load_warehouse(file)


def read(warehouse: cdrql.Warehouse, fields: str, dialect: str = "sqlite") -> list[str]:
    """Name the parts of rows that a statement reads, which are just those that it folds."""
    sql = cdrql.compile(REQUEST | {"fields": fields}, dialect, warehouse=warehouse).sql
    legs = LEGS.findall(sql)
    assert {*re.findall(r"c\.(leg_\w+)", sql)} == {*legs}
    return [leg for leg in legs if leg not in ("leg_key", "leg_start")]


def answers(warehouse: cdrql.Warehouse, fields: str) -> list[tuple[Any, ...]]:
    asked = REQUEST | {"fields": fields}
    compiled = cdrql.compile(asked, "sqlite", warehouse=warehouse, output="values")
    with sqlite3.connect(":memory:") as database:
        database.execute("CREATE TABLE legs (began, linked, talk, rang, dst)")
        database.executemany("INSERT INTO legs VALUES (?, ?, ?, ?, ?)", ROWS)
        return database.execute(compiled.sql, compiled.params).fetchall()


MEASURES = "total duration;total bill duration;successful calls"
FIRST = ["leg_1_caller_id"]  # what calls are grouped by is read first


def test_what_several_fields_read_is_read_once(tmp_path: Path) -> None:
    warehouse = mapped_warehouse(tmp_path, 'duration = "MAX(talk) + MIN(rang)"')
    parts = [*FIRST, "leg_1_answered", "leg_2_duration", "leg_1_where"]
    assert read(warehouse, MEASURES) == parts
    assert answers(warehouse, MEASURES) == [("", 12, 9, 1), ("b", 8, 12, 1)]


def test_rows_fold_by_rank_of_the_same_part(tmp_path: Path) -> None:
    fields = 'duration = "MIN(talk)"\n[fields.trunk]\nsql = "dst"\nfold = "max"'
    warehouse = mapped_warehouse(tmp_path, fields)
    assert warehouse.fold
    assert warehouse.fold.parts["trunk"] == warehouse.fold.parts["caller_id"]
    assert answers(warehouse, "total duration") == [("", 9), ("b", 5)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [("rang", ["leg_1_duration", "leg_1_answered"]), ("talk", ["leg_1_answered"])],
)
def test_what_differs_in_one_table_is_read_apart(
    text: str, parts: list[str], tmp_path: Path
) -> None:
    tables = '[[tables]]\nname = "one"\n[[tables]]\nname = "two"\nset = { rang = "talk" }\n'
    warehouse = mapped_warehouse(tmp_path, f'duration = "MAX({text})"', tables=tables)
    every = [*FIRST, *parts, "leg_1_where"]
    assert read(warehouse, "total duration;total bill duration") == [*every, *every]


@pytest.mark.parametrize("first", ["sqlite", "postgres"])
def test_a_dialect_may_need_more_parts_than_another(first: str, tmp_path: Path) -> None:
    """Of the dialects that a mapping claims, the last one spoke for all."""
    texts = {"sqlite": "MAX(talk) + MIN(rang)", "postgres": "MAX(talk)"}
    given = ", ".join(f'{dialect} = "{text}"' for dialect, text in texts.items())
    warehouse = mapped_warehouse(tmp_path, f"duration = {{ sql = {{ {given} }} }}", first=first)
    rest = ["leg_2_duration", "leg_1_where"]
    assert read(warehouse, "total duration") == [*FIRST, "leg_1_answered", *rest]
    assert read(warehouse, "total duration", "postgres") == [*FIRST, "leg_1_answered", rest[1]]
    assert answers(warehouse, "total duration") == [("", 12), ("b", 8)]


@pytest.mark.parametrize(
    ("where", "kept"),
    [
        (ALL, [("", 1), ("b", 2)]),
        ("MAX(talk) > 5", [("", 1), ("b", 1)]),
        ("MAX(talk) > 5 AND MIN(rang) < 3 OR COUNT(*) > 2", [("b", 1)]),
        ("rang > 2", [("", 1), ("b", 1)]),  # in any of its rows
    ],
)
def test_only_some_calls_are_kept(where: str, kept: list[tuple[Any, ...]], tmp_path: Path) -> None:
    assert answers(mapped_warehouse(tmp_path, "", where), "total calls") == kept


def test_parts_have_names_of_their_own(tmp_path: Path) -> None:
    """`x_1` and the first aggregate of `x` had the same name."""
    fields = (
        'x = { sql = "MAX(talk) - MIN(rang)", type = "seconds" }\n'
        'x_1 = { sql = "rang + 1", fold = "min", type = "seconds" }\n'
    )
    warehouse = mapped_warehouse(tmp_path, fields)
    assert warehouse.fold
    code, parts = warehouse.tables[0].code, warehouse.fold.parts
    texts = {
        name: [code[part].sql["postgres"] for part in parts[name]["postgres"]]  # type: ignore[union-attr]
        for name in ("x", "x_1")
    }
    assert texts == {"x": ['c."talk"', 'c."rang"'], "x_1": ['(c."rang" + 1)']}
