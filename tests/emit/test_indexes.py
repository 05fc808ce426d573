"""The SQL leaves indexes to the engines: each says in its plan which one it takes."""

from datetime import datetime, timedelta

import pytest

import cdrql
from tools.engines import NAMES, Engine

EXPLAIN = {
    "sqlite": "EXPLAIN QUERY PLAN",
    "sqlite-new": "EXPLAIN QUERY PLAN",
    "postgres": "EXPLAIN",
    "mysql": "EXPLAIN FORMAT=TREE",
    "mariadb": "EXPLAIN",
    "clickhouse": "EXPLAIN indexes = 1",
}
EVER = {"start_at": "2000-01-01", "end_at": "2030-01-01"}
# filter -> the index that finds its calls
CASES = {
    "a window": ({"start_at": "2024-01-02", "end_at": "2024-01-02 01:00"}, "cdrs_start_at"),
    "texts": (EVER | {"destination": ["44200001", "44200002"]}, "cdrs_destination"),
    "texts or NULL": (EVER | {"destination": ["44200001", ""]}, "cdrs_destination"),
    "a prefix": (EVER | {"destination_prefix": "442000"}, "cdrs_destination"),
}
CALLS = [
    {
        "start_at": datetime(2024, 1, 1) + timedelta(minutes=i),
        "destination": f"4420{i % 2000:04d}",
        "duration": 5,
        "bill_duration": 3,
    }
    for i in range(20_000)
]


def plan_of(engine: Engine, filters: object) -> str:
    """Give what the engine says of how it would answer."""
    request = {"group": "user", "fields": "total calls", "filter": filters}
    compiled = cdrql.compile(request, engine.dialect)
    rows = engine.query(f"{EXPLAIN[engine.name]} {compiled.sql}", compiled.params)
    return "\n".join(str(cell) for row in rows for cell in row)


@pytest.mark.parametrize("engine", [n for n in NAMES if n != "clickhouse"], indirect=True)
def test_an_index_finds_the_calls(engine: Engine) -> None:
    engine.load(CALLS)
    if engine.dialect == "postgres":
        engine.execute("ANALYZE cdrs")
    elif engine.dialect == "mysql":
        engine.query("ANALYZE TABLE cdrs")
    for label, (filters, index) in CASES.items():
        if label == "a prefix" and engine.dialect == "mysql":
            continue  # the index range of a LIKE ends before U+10000 in many collations
        plan = plan_of(engine, filters)
        assert index in plan, f"{label}:\n{plan}"


@pytest.mark.parametrize("engine", ["clickhouse"], indirect=True)
def test_clickhouse_reads_the_granules_of_the_window(engine: Engine) -> None:
    engine.load(CALLS)
    assert "Granules: 1/" in plan_of(engine, CASES["a window"][0])
