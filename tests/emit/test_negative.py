"""Talk below zero, as a subtraction of times may give it: ACD is rounded away from it, and signed.

Every engine answers the table below, for each test that a mapping may call answered. None of them
says of talk that it is above zero, so that none may be taken to say it.
"""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import cdrql
from cdrql.engines.rows import normalise
from tools.engines import Engine

MAPPING = """
dialects = ["postgres", "mysql", "clickhouse", "sqlite"]
grain = "one row is one call"
table = "calls"
[start]
column = "began"
[columns]
began = "time not null"
id = "integer not null"
ring = "integer not null"
talk = "integer not null"
[fields]
user_id = "id"
ring = {{ sql = "ring", type = "seconds" }}
bill_duration = {{ sql = "talk", divisor = {divisor} }}
answered = "{answered}"
"""
# The talk of some calls; their ACD where it is stored in seconds, and in tenths of seconds.
CASES: tuple[tuple[tuple[int, ...], str, str], ...] = (
    ((-1, 0), "-0.5", "-0.05"),
    ((-1, *[0] * 7), "-0.13", "-0.01"),
    ((-25, 0), "-12.5", "-1.25"),
    ((-1,), "-1", "-0.1"),
    ((-100,), "-100", "-10"),
    ((0,), "0", "0"),
    ((-1, *[0] * 199), "-0.01", "0"),
    ((-1, *[0] * 200), "0", "0"),
    ((-1999, 0), "-999.5", "-99.95"),
    ((-7, 5), "-1", "-0.1"),
    ((-5, 7), "1", "0.1"),
    ((1, 0), "0.5", "0.05"),
    ((1, *[0] * 7), "0.13", "0.01"),
)
TYPES = {
    "postgres": ("timestamp", ""),
    "mysql": ("datetime", ""),
    "clickhouse": ("DateTime", " ENGINE = MergeTree ORDER BY began"),
    "sqlite": ("text", ""),
}
REQUEST: dict[str, Any] = {
    "group": "user",
    "fields": "ACD",
    "filter": {"start_at": "2024-01-01", "end_at": "2024-02-01"},
}


@pytest.fixture
def calls(engine: Engine) -> Iterator[Engine]:
    """Make a table of the calls of each case, by its number."""
    time, tail = TYPES[engine.dialect]
    engine.execute("DROP TABLE IF EXISTS calls")
    engine.execute(f"CREATE TABLE calls (began {time}, id int, ring int, talk int){tail}")
    for number, (talks, *_) in enumerate(CASES):
        rows = ", ".join(f"('2024-01-02 03:04:05', {number}, 1, {talk})" for talk in talks)
        engine.execute(f"INSERT INTO calls VALUES {rows}")
    yield engine
    engine.execute("DROP TABLE calls")


@pytest.mark.parametrize("answered", ["ring > 0", "ring = 1", "talk IS NOT NULL", "talk > -9999"])
@pytest.mark.parametrize(("stored", "divisor"), [(0, 1), (1, 10)])
def test_acd_below_zero(
    calls: Engine, answered: str, stored: int, divisor: int, tmp_path: Path
) -> None:
    file = tmp_path / "negative.toml"
    file.write_text(MAPPING.format(answered=answered, divisor=divisor), encoding="utf-8")
    warehouse = cdrql.load_warehouse(file)
    shown, values = (
        cdrql.compile(REQUEST, calls.dialect, warehouse=warehouse, output=output)
        for output in ("response", "values")
    )
    wanted = [(len(talks), acds[stored]) for talks, *acds in CASES]
    rows = normalise(calls.query(shown.sql, shown.params), shown.columns)
    assert [row["acd"] for row in rows] == [f"{acd} (in {count} calls)" for count, acd in wanted]
    rows = normalise(calls.query(values.sql, values.params), values.columns)
    assert [row["acd"] for row in rows] == [Decimal(acd) for _, acd in wanted]


@pytest.mark.parametrize(("answered", "signed"), [("talk > 0", False), ("ring > 0", True)])
def test_only_a_test_of_talk_itself_shows_that_it_is_above_zero(
    answered: str, signed: bool, tmp_path: Path
) -> None:
    file = tmp_path / "positive.toml"
    file.write_text(MAPPING.format(answered=answered, divisor=1), encoding="utf-8")
    warehouse = cdrql.load_warehouse(file)
    for dialect in warehouse.dialects:
        if dialect != "clickhouse":  # which rounds by itself
            sql = cdrql.compile(REQUEST, dialect, warehouse=warehouse).sql
            assert ("CASE WHEN sum_talked < 0" in sql) is signed
