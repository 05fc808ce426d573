"""What an open database promises to tools: rows as they are, in UTC, and nothing written."""

from datetime import UTC, datetime
from typing import Any

import pytest

import cdrql
from cdrql.engines.database import Database, connect
from tests.examples import call
from tools.engines import Engine

MARKS = {"sqlite": ":n", "postgres": "%(n)s", "mysql": "%(n)s", "clickhouse": "{n:Int64}"}
INSTANTS = {"postgres": "timestamptz)", "mysql": "timestamp)"}


def opened(engine: Engine, url: str | None = None) -> Database:
    if engine.dialect == "clickhouse":
        pytest.importorskip("clickhouse_connect")
    return connect(url or engine.url)


def test_raw_rows_with_and_without_parameters(engine: Engine) -> None:
    mark = MARKS[engine.dialect]
    with opened(engine) as database:
        assert database.query("SELECT 'a%', 1 WHERE 'x%%' LIKE '%%'") == [("a%", 1)]
        assert database.query(f"SELECT 1 WHERE {mark} = 7", {"n": 7}) == [(1,)]
        assert database.query(f"SELECT 1 WHERE {mark} = 7", {"n": 8}) == []
        explain = "EXPLAIN QUERY PLAN" if engine.dialect == "sqlite" else "EXPLAIN"
        assert database.query(f"{explain} SELECT id FROM cdrs")


@pytest.mark.parametrize("sql", ["SELECT nothing FROM cdrs", "DROP TABLE cdrs", "SELEC"])
def test_a_refusal_is_a_database_error(engine: Engine, sql: str) -> None:
    with opened(engine) as database:
        with pytest.raises(cdrql.DatabaseError) as caught:
            database.query(sql)
        assert [problem.code for problem in caught.value.problems] == ["CDR506"]
        assert database.query("SELECT COUNT(*) FROM cdrs")[0][0] >= 0


@pytest.mark.parametrize("engine", ["postgres", "mysql", "mariadb"], indirect=True)
def test_instants_read_in_utc(engine: Engine) -> None:
    scratch = engine.database("instants")
    scratch.script(
        f"CREATE TABLE t (x {INSTANTS[engine.dialect]};\n"
        "INSERT INTO t VALUES ('2024-01-31 12:00:00');\n"
    )
    with opened(engine, scratch.url) as database:
        ((read,),) = database.query("SELECT x FROM t")
        assert _utc(read) == datetime(2024, 1, 31, 12, tzinfo=UTC)
        assert str(read)[:19] == "2024-01-31 12:00:00"
    scratch.close()


def _utc(value: Any) -> datetime:
    return datetime.fromisoformat(str(value)).replace(tzinfo=value.tzinfo or UTC)


ENDLESS = (
    "SELECT COUNT(*) FROM cdrs a, cdrs b, cdrs c, cdrs d"
    " WHERE a.duration + b.duration + c.duration + d.duration < a.id - b.id - 9999"
)


@pytest.mark.closes("queries that never end")
def test_a_query_that_never_ends_is_stopped(engine: Engine) -> None:
    """It would take the better part of a day; the next one is answered."""
    if engine.dialect == "clickhouse":
        pytest.importorskip("clickhouse_connect")
    timeout = 1 if engine.dialect == "clickhouse" else 0.2  # which counts whole seconds
    engine.load([call(duration=1) for _ in range(1000)])
    with connect(engine.url, timeout=timeout) as database:
        with pytest.raises(cdrql.DatabaseError) as caught:
            database.query(ENDLESS)
        [problem] = caught.value.problems
        assert problem.code == "CDR506"
        assert problem.hint == f"it may take {timeout} s: narrow the window, or allow more time"
        assert database.query("SELECT COUNT(*) FROM cdrs") == [(1000,)]
