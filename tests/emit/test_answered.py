"""What counts as answered: tests of one number, which need no CASE, and any others, on SQLite.

A number may be NULL, zero or below zero. Each test is asked of rows that are calls, of rows that
are folded, and of another dialect, whose SQL is compared word by word.
"""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

import cdrql

MAPPING = """
name = "answered"
dialects = ["sqlite", "postgres"]
grain = "one row is one call"
table = "calls"
{call}
[start]
column = "began"
[columns]
began = "time not null"
id = "text not null"
total = "integer not null"
talk = "{talk}"
state = "text"
[fields]
user_id = "1"
duration = {total}
bill_duration = {sum}
answered = "{answered}"
"""
FOLD = '[call]\nkey = "id"\nlongest = 3600'
TALKS = (None, None, 0, 0, -5, 7, 60, 61)
REQUEST: dict[str, Any] = {
    "group": "user",
    "fields": "total calls;successful calls;total bill duration;ACD;ASR",
    "filter": {"start_at": "2024-01-01", "end_at": "2024-01-02"},
}

# The test of a row, of a call that is folded, and which of TALKS it holds for.
TESTS = (
    ("talk IS NOT NULL", "SUM(talk) IS NOT NULL", (0, 0, -5, 7, 60, 61)),
    ("talk > 0", "SUM(talk) > 0", (7, 60, 61)),
    ("talk >= 0", "SUM(talk) >= 0", (0, 0, 7, 60, 61)),
    ("state = 'up'", "MAX(state) = 'up'", (None, 0, 7, 61)),
)


def mapped_warehouse(tmp_path: Path, answered: str, fold: bool, talk: str) -> cdrql.Warehouse:
    path = tmp_path / "answered.toml"
    folded = '{{ sql = "{}", fold = "sum" }}'
    text = MAPPING.format(
        call=FOLD if fold else "",
        talk=talk,
        total=folded.format("total") if fold else '"total"',
        sum=folded.format("talk") if fold else '"talk"',
        answered=answered,
    )
    if fold:
        text = text.replace('user_id = "1"', 'user_id = { sql = "1", fold = "max" }')
    path.write_text(text, encoding="utf-8")
    return cdrql.load_warehouse(path)


def rows(warehouse: cdrql.Warehouse, **more: Any) -> list[tuple[Any, ...]]:
    """Ask SQLite about one call for each of TALKS; every other one is up."""
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE calls (began TEXT, id TEXT, total INTEGER, talk INTEGER, state TEXT)")
    for place, talk in enumerate(TALKS):
        call = "2024-01-01 10:00:00", str(place), 100, talk, "up" if place % 2 else "busy"
        db.execute("INSERT INTO calls VALUES (?, ?, ?, ?, ?)", call)
    compiled = cdrql.compile(REQUEST | more, "sqlite", warehouse=warehouse)
    return db.execute(compiled.sql, compiled.params).fetchall()


@pytest.mark.parametrize("fold", [False, True])
@pytest.mark.parametrize(("of_row", "of_call", "held"), TESTS)
def test_what_is_answered(
    of_row: str, of_call: str, held: tuple[int | None, ...], fold: bool, tmp_path: Path
) -> None:
    warehouse = mapped_warehouse(tmp_path, of_call if fold else of_row, fold, "integer")
    count, seconds = len(held), sum(talk or 0 for talk in held)
    [(user, total, successful, billed, acd, asr)] = rows(warehouse)
    assert (user, total, successful, billed) == (1, str(len(TALKS)), str(count), "00:02:03")
    assert acd == f"{f'{seconds / count:.2f}'.rstrip('0').rstrip('.')} (in {count} calls)"
    assert rows(warehouse, fields="ASR") == [(1, asr)]
    assert asr == f"{100 * count / len(TALKS):g}% (in {count} of {len(TALKS)} calls)"


@pytest.mark.parametrize("fold", [False, True])
def test_bounds_on_what_is_answered(fold: bool, tmp_path: Path) -> None:
    of_row, of_call, _ = TESTS[1]
    warehouse = mapped_warehouse(tmp_path, of_call if fold else of_row, fold, "integer")
    for name, below, above in (("ASR", "37.5", "37.51"), ("ACD", "42.66", "42.67")):  # 128 / 3
        assert len(rows(warehouse, having={name: f"{below};>="})) == 1
        assert rows(warehouse, having={name: f"{above};>="}) == []


# The sums of a row's test, where it is of one number and where it may be of anything.
SUMS = {
    "talk IS NOT NULL": (
        "COUNT(c.talk) AS sum_answered",
        "COALESCE(SUM(c.talk), 0) AS sum_talked",
    ),
    "talk > 0": (
        "COUNT(CASE WHEN c.talk > 0 THEN 1 END) AS sum_answered",
        "SUM(CASE WHEN c.talk > 0 THEN c.talk ELSE 0 END) AS sum_talked",
    ),
    "talk >= 0": (
        "COUNT(CASE WHEN (c.talk >= 0) THEN 1 END) AS sum_answered",
        "COALESCE(SUM(CASE WHEN (c.talk >= 0) THEN c.talk END), 0) AS sum_talked",
    ),
}


@pytest.mark.parametrize("of_row", SUMS)
def test_a_test_of_one_number_needs_least(of_row: str, tmp_path: Path) -> None:
    warehouse = mapped_warehouse(tmp_path, of_row, False, "integer")
    sql = cdrql.compile(REQUEST, "postgres", warehouse=warehouse).sql.replace('"', "")
    lines = [line.strip(" ,") for line in sql.splitlines()]
    assert [line for line in SUMS[of_row] if line not in lines] == []


def test_a_number_that_is_never_null_needs_no_coalesce(tmp_path: Path) -> None:
    warehouse = mapped_warehouse(tmp_path, "state = 'up'", False, "integer not null")
    sql = cdrql.compile(REQUEST, "postgres", warehouse=warehouse).sql
    assert "COALESCE(SUM" not in sql


@pytest.mark.parametrize(
    ("column", "field", "shown"),
    [
        ("integer", '"total"', 7),
        ("float", '{ sql = "total", decimals = 0 }', 8),
        ("float", '{ sql = "total", decimals = 1 }', 7),
        ("decimal", '{ sql = "total", decimals = 1 }', 7),
        ("integer", '{ sql = "total", divisor = 10 }', 0),
    ],
)
def test_seconds_are_cut_to_group_by_them(
    column: str, field: str, shown: int, tmp_path: Path
) -> None:
    """What is a float is rounded to its decimals first, for it may lie below what it means."""
    path = tmp_path / "grouped.toml"
    text = MAPPING.format(
        call="", talk="integer", total=field, sum='"talk"', answered="talk > 0"
    ).replace('total = "integer not null"', f'total = "{column} not null"')
    path.write_text(text, encoding="utf-8")
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE calls (began TEXT, id TEXT, total NUMERIC, talk INTEGER, state TEXT)")
    value = 7 if column == "integer" else 7.9
    db.execute("INSERT INTO calls VALUES ('2024-01-01 10:00:00', '1', ?, 1, NULL)", (value,))
    request = REQUEST | {"group": "duration", "fields": "duration"}
    compiled = cdrql.compile(request, "sqlite", warehouse=cdrql.load_warehouse(path))
    assert repr(db.execute(compiled.sql, compiled.params).fetchall()) == f"[({shown},)]"
