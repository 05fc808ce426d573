"""`cdrql warehouse`: what list, show and check print, and how they end."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cdrql.cli.main import cli
from cdrql.errors import CODES
from cdrql.mapping import presets
from cdrql.model.vocabulary import FIELD_TYPES
from tests.audit.faults import FAULTS
from tools.engines import ddl

CALLS = """
INSERT INTO cdrs (start_at, call_status, duration, bill_duration) VALUES
  ('2024-01-01 10:00:00', 'ANSWERED', 5, 3), ('2024-01-02 10:00:00', 'BUSY', 2, 0);
"""


@pytest.fixture
def database(tmp_path: Path) -> str:
    """Make a file with the default warehouse's table, which lacks its index."""
    path = tmp_path / "calls.db"
    connection = sqlite3.connect(path)
    connection.execute(next(ddl("sqlite")))
    connection.executescript(CALLS)
    connection.close()
    return str(path)


def run(*words: str, **options: Any) -> Result:
    result = CliRunner().invoke(cli, ("warehouse", *words), prog_name="cdrql", **options)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_list_names_every_preset() -> None:
    lines = run("list").stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["default", *presets()]
    rows = json.loads(run("list", "--format", "json").stdout)
    assert [row["name"] for row in rows] == ["default", *presets()]
    assert {
        "name": "freepbx",
        "title": "FreePBX, Issabel, NethVoice",
        "dialects": ["mysql"],
    } in rows


@pytest.mark.parametrize("name", ["default", *presets()])
def test_show_tells_all_that_a_warehouse_has_and_lacks(name: str) -> None:
    told = run("show", name).stdout
    shown = json.loads(run("show", name, "--format", "json").stdout)
    assert {*shown["fields"], *shown["lacks"]} >= {*FIELD_TYPES}
    assert not {*shown["fields"]} & {*shown["lacks"]}
    lines = told.splitlines()
    for field in {*shown["fields"]} - {"answered"}:
        assert any(line.split()[:1] == [field] for line in lines), field
    for row in (*shown["dimensions"], *shown["measures"]):
        assert f"  {row['name']} (own" in told
    words = " ".join(told.split())
    for text in (
        shown["title"],
        shown["grain"],
        shown["answered"]["sql"],
        shown["answered"]["why"],
    ):
        assert " ".join(text.split()) in words
    assert all(text in told for text in shown["index"].values())


def test_show_of_what_is_not_there_says_what_is() -> None:
    done = run("show", "freepbxx")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "did you mean `freepbx`?" in done.stderr


def test_check_tells_facts_then_findings(database: str) -> None:
    done = run("check", "--database", database)
    assert done.exit_code == 0, done.stdout
    assert done.stdout == REPORT


REPORT = """\
Warehouse default, on sqlite
Grain     one row is one call
Answered  bill_duration > 0

A day of `cdrs` is found by reading the whole table
  CO-ROUTINE sums
  SCAN c
  USE TEMP B-TREE FOR GROUP BY
  SCAN sums
  USE TEMP B-TREE FOR ORDER BY

Time zones: none asked of the database: the offsets of local time stand in the SQL

Looked at all calls: 2
  answered                 1   50.00 %
  bill_duration > 0        1   50.00 %  the same
  call status is ANSWERED  1   50.00 %  the same
By call status
  ANSWERED  1   50.00 %  1 answered
  BUSY      1   50.00 %  0 answered

warning[CDR709] start.column: a request for one day reads the whole table `cdrs`
   = hint: put an index on `start_at`, or sort or partition the table by it
1 warning.
"""


def test_check_fails_where_something_is_an_error(database: str) -> None:
    done = run("check", "-D", database, "-w", "asterisk", "--format", "json")
    report = json.loads(done.stdout)
    assert (done.exit_code, report["errors"], report["sample"]) == (1, 1, None)
    assert report["findings"] == [
        {
            "severity": "error",
            "code": "CDR701",
            "message": "there is no table `cdr`",
            "path": "table",
            "hint": "did you mean `cdrs`?",
        }
    ]


def test_check_of_no_database_is_5() -> None:
    done = run("check", "-D", "/nowhere/calls.db")
    assert (done.exit_code, done.stdout) == (5, "")
    assert "CDR505" in done.stderr


def test_a_check_that_takes_too_long_is_left_out(database: str) -> None:
    with sqlite3.connect(database) as connection:
        some = "SELECT start_at, call_status, 1, 1 FROM cdrs"
        for _ in range(17):
            connection.execute(
                f"INSERT INTO cdrs (start_at, call_status, duration, bill_duration) {some}"
            )
    done = run("check", "-D", database, "--full", "--timeout", "0.001")
    assert done.exit_code == 0, done.stdout
    assert "note[CDR723]: looking at the calls took too long and was left out" in done.stdout


def test_every_code_is_listed() -> None:
    codes = {fault.finding.partition("[")[2][:6] for fault in FAULTS.values()}
    assert codes == {code for code in CODES if code.startswith("CDR7")}
