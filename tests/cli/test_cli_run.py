"""`cdrql run` on every engine: the bytes it prints, what it may not do, and for how long."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import cdrql.engines.database
from cdrql.cli.main import cli
from cdrql.conformance.goldens import golden, golden_calls
from cdrql.conformance.reference import answer, as_json
from tests.examples import call
from tools.engines import Engine

REPORT = Path(__file__).with_name("cases") / "report.json"
WITHOUT_CLICKHOUSE = ["sqlite", "sqlite-new", "postgres", "mysql", "mariadb"]
WRITES = (
    "DELETE FROM cdrs WHERE duration >= 0",
    "CREATE TABLE written (x INTEGER)",
    "INSERT INTO cdrs (id, start_at, duration, bill_duration) VALUES (0, '2024-01-01', 1, 1)",
    "DROP TABLE cdrs",
)


def run(*words: str, **options: Any) -> Result:
    result = CliRunner().invoke(cli, words, prog_name="cdrql", **options)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.mark.parametrize("name", ["page", "default-fields", "zone-changes", "values", "order-acd"])
def test_run_prints_the_bytes_of_the_reference(engine: Engine, name: str, tmp_path: Path) -> None:
    calls, case = golden_calls(), golden(name)
    engine.load(calls)
    file = tmp_path / "request.json"
    file.write_text(json.dumps(case.request))
    words = ("run", str(file), "--database", engine.url, "--output", case.output)
    rows = answer(case.request, calls, case.output)
    done = run(*words)
    assert (done.stdout, done.exit_code) == (as_json(rows), 0)
    lines = run(*words, "--format", "jsonl").stdout.splitlines()
    assert "[\n" + ",\n".join(lines) + "\n]\n" == as_json(rows)
    header, *cells = csv.reader(io.StringIO(run(*words, "--format", "csv").stdout))
    assert header == list(rows[0])
    assert cells == [["" if c is None else _plain(c) for c in row.values()] for row in rows]
    table = run(*words, "--format", "table").stdout
    assert table.endswith(f"\n{len(rows)} row{'s' * (len(rows) > 1)}\n")
    assert all(name in table for name in header)


def _plain(cell: object) -> str:
    return cell if isinstance(cell, str) else as_json([{"x": cell}])[8:-4]


@pytest.mark.closes("stacked statements", "queries that never end")
def test_nothing_can_be_written(engine: Engine) -> None:
    engine.load(golden_calls())
    before = engine.query("SELECT COUNT(*) FROM cdrs")
    with cdrql.engines.database.connect(engine.url) as db:
        for sql in WRITES:
            with pytest.raises(Exception, match=r"(?i)read.?only"):
                db._session.query(sql, ())
        assert db._session.query("SELECT 1", ())
    assert engine.query("SELECT COUNT(*) FROM cdrs") == before


ENDLESS = """
dialects = ["sqlite", "postgres", "mysql"]
grain = "one row is one call, told a million times"
table = "endless"
start = { column = "start_at", stores = "utc" }

[columns]
start_at = "time not null"
call_status = "text"
duration = "integer not null"
bill_duration = "integer not null"

[fields]
call_status = "call_status"
duration = "duration"
bill_duration = "bill_duration"
answered = "bill_duration > 0"
"""


@pytest.fixture
def endless(engine: Engine, tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    """Map a view of a billion calls, and ask for them: the mapping, and the request."""
    engine.load([call(duration=1) for _ in range(1000)])
    engine.execute("CREATE VIEW endless AS SELECT a.* FROM cdrs AS a, cdrs AS b, cdrs AS c")
    mapping, request = tmp_path / "endless.toml", tmp_path / "endless.json"
    mapping.write_text(ENDLESS, encoding="utf-8")
    window = {"start_at": "2000-01-01", "end_at": "2100-01-01"}
    request.write_text(json.dumps({"group": "call status", "filter": window}), encoding="utf-8")
    yield mapping, request
    engine.execute("DROP VIEW endless")


@pytest.mark.closes("queries that never end")
@pytest.mark.parametrize("engine", WITHOUT_CLICKHOUSE, indirect=True)
def test_a_query_that_takes_too_long_is_stopped(engine: Engine, endless: tuple[Path, Path]) -> None:
    mapping, request = map(str, endless)
    done = run("run", request, "-D", engine.url, "--warehouse", mapping, "--timeout", "0.2")
    assert done.exit_code == 5
    assert not done.stdout
    assert "error[CDR506]" in done.stderr
    assert "= hint: it may take 0.2 s: narrow the window, or allow more time" in done.stderr
