"""Whole numbers of at most 32 bits: what is made of their sums is as exact as of others."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import cdrql
from cdrql.engines.rows import normalise
from tests.init.mappings import init, written
from tests.warehouses import Case
from tools.engines import Engine

MAPPING = """
dialects = ["postgres", "mysql", "clickhouse"]
grain = "one row is one call"
table = "calls"
[start]
column = "began"
[columns]
began = "time not null"
status = "integer not null"
talked = "int32 not null"
rang = "int32"
[fields]
answered = "talked > 0"
sip_status = "status"
bill_duration = "talked"
duration = "rang"
ring = { sql = "rang", type = "seconds" }
[measures.nanoseconds]
formula = "1000000000 * talked"
parts = { talked = { sum = "bill_duration" } }
[measures.twice]
formula = "2 * talked"
parts = { talked = { sum = "bill_duration" } }
[measures.rest]
formula = "1000000000 * rung - 3000000000 * talked"
parts = { rung = { sum = "ring" }, talked = { sum = "bill_duration" } }
[measures.share]
decimals = 6
formula = "1000000000 * talked / (2000000000 * rung)"
parts = { rung = { sum = "ring" }, talked = { sum = "bill_duration" } }
"""
TYPES = {
    "postgres": ("timestamp", "integer", "integer", "integer", ""),
    "mysql": ("datetime", "int", "int", "int", ""),
    "clickhouse": (
        "DateTime",
        "Int32",
        "Int32",
        "Nullable(Int32)",
        " ENGINE = MergeTree ORDER BY began",
    ),
}
MOST = 2**31 - 1
ROWS = 6
REQUEST: dict[str, Any] = {
    "group": "sip termination status",
    "period": "year",
    "fields": "total duration;total bill duration;ACD;nanoseconds;twice;rest;share",
    "filter": {"start_at": "2024-01-01", "end_at": "2024-02-01"},
    "having": {
        "nanoseconds": f"{2**63 - 1};>",
        "share": "0.6;=",
        "ACD": f"{MOST};=",
        "total bill duration": f"{MOST * ROWS};>=",
    },
    "order": "share|ACD;desc|rest",
}


def compiled(dialect: str, folder: Path) -> cdrql.Compiled:
    file = folder / "mapping.toml"
    file.write_text(MAPPING, encoding="utf-8")
    warehouse = cdrql.load_warehouse(file)
    return cdrql.compile(REQUEST, dialect, warehouse=warehouse, output="values")


@pytest.fixture
def table(engine: Engine) -> Iterator[Engine]:
    """Make a table of which sums fit 64 bits, but not what is made of them."""
    *types, tail = TYPES[engine.dialect]
    names = ("began", "status", "talked", "rang")
    columns = ", ".join(map(" ".join, zip(names, types, strict=True)))
    engine.execute("DROP TABLE IF EXISTS calls")
    engine.execute(f"CREATE TABLE calls ({columns}){tail}")
    rungs = [MOST] * (ROWS - 1) + ["NULL"]
    rows = ", ".join(f"('2024-01-02 03:04:05', 200, {MOST}, {rang})" for rang in rungs)
    engine.execute(f"INSERT INTO calls VALUES {rows}")
    yield engine
    engine.execute("DROP TABLE calls")


@pytest.mark.parametrize("engine", ["mysql", "mariadb", "clickhouse"], indirect=True)
def test_no_sum_and_no_product_overflows(table: Engine, tmp_path: Path) -> None:
    asked = compiled(table.dialect, tmp_path)
    [row] = normalise(table.query(asked.sql, asked.params), asked.columns)
    assert row == {
        "sip_term_status": 200,
        "period": "2024",
        "call_duration": MOST * (ROWS - 1),
        "call_bill_duration": MOST * ROWS,
        "acd": Decimal(MOST),
        "nanoseconds": Decimal(MOST * ROWS * 10**9),
        "twice": Decimal(2 * MOST * ROWS),
        "rest": Decimal(MOST * (ROWS - 1) * 10**9 - 3 * MOST * ROWS * 10**9),
        "share": Decimal("0.6"),
    }


@pytest.mark.parametrize("engine", ["postgres"], indirect=True)
def test_what_overflows_is_refused(table: Engine, tmp_path: Path) -> None:
    asked = compiled(table.dialect, tmp_path)
    with pytest.raises(Exception, match="bigint out of range"):
        table.query(asked.sql, asked.params)


def test_only_what_is_multiplied_is_widened(tmp_path: Path) -> None:
    sql = compiled("clickhouse", tmp_path).sql
    assert 'SUM(c."talked") AS sum_bill_duration' in sql
    assert "1000000000 * toInt128(sum_bill_duration)" in sql
    assert '2 * toInt128(sum_bill_duration) AS "twice"' in sql
    assert "sum_bill_duration AS call_bill_duration" in sql


BY_DIALECT = """
dialects = ["postgres", "clickhouse"]
grain = "one row is one call"
table = "calls"
[start]
column = "began"
[columns]
began = "time not null"
total = "int32 not null"
ended = "integer"
[fields]
answered = "total > 0"
bill_duration = "total"
"""


@pytest.mark.parametrize("null_in", ["postgres", "clickhouse"])
def test_a_field_is_what_any_dialect_makes_of_it(null_in: str, tmp_path: Path) -> None:
    """In one it may be NULL, and have more bits: then it is taken so in both."""
    file = tmp_path / "mapping.toml"
    texts = ", ".join(
        f'{d} = "{"ended" if d == null_in else "total"}"' for d in TYPES if d != "mysql"
    )
    file.write_text(f"{BY_DIALECT}duration = {{ sql = {{ {texts} }} }}\n", encoding="utf-8")
    fields = cdrql.load_warehouse(file).fields
    told = {name: (fields[name].nullable, fields[name].narrow) for name in fields}
    assert told == {
        "answered": (True, False),
        "bill_duration": (False, True),
        "duration": (True, False),
    }


@pytest.mark.parametrize("engine", ["clickhouse"], indirect=True)
def test_init_states_what_is_there(engine: Engine, tmp_path: Path) -> None:
    """The file says it where the table has more bits than the preset, and where there is none."""
    pytest.importorskip("clickhouse_connect")
    scratch = Case("yeti").fill(engine)
    init(scratch.url, tmp_path, "--yes")
    assert "duration" not in written(tmp_path)
    scratch.script("ALTER TABLE cdrs MODIFY COLUMN duration Int64;\n")
    init(scratch.url, tmp_path, "--yes", "--force")
    assert written(tmp_path).endswith('\n[columns]\nduration = "integer not null"\n')
    init(scratch.url, tmp_path, "--yes", "--force", "--table", "cdrs")
    scratch.close()
    lines = written(tmp_path).splitlines()
    assert {'duration = "integer not null"', 'customer_id = "int32"'} <= {*lines}
    assert any(line.startswith('bill_duration = "duration"') for line in lines)
