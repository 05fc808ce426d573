"""What commands print is only shown: no byte of a database or a file is obeyed by a terminal."""

import csv
import io
import json
import sqlite3
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import cdrql
from cdrql.cli.main import cli
from cdrql.conformance import reference
from cdrql.engines.rows import rows_as_json
from tests.examples import WINDOW, call
from tools.engines.sqlite import start

# A colour, a title, a bell, a line that goes back, C1, bidirectional, invisible, breaking, tags.
HOSTILE = "\x1b[31m\x1b]0;x\x07\r\x9b2J\u202e\u200b\u2028\ufeff\x7f\U000e0041|é😀"
REQUEST = {"group": "destination", "fields": "total calls", "filter": WINDOW}


def run(*words: object, **options: Any) -> Result:
    done = CliRunner().invoke(cli, [*map(str, words)], prog_name="cdrql", **options)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def is_shown(text: str) -> bool:
    return all(line.isprintable() for line in text.split("\n"))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a warehouse with a hostile text in it, and a mapping with hostile prose."""
    folder = tmp_path_factory.mktemp("renderers")
    engine = start("sqlite")
    engine.load([call(destination=HOSTILE, call_status=HOSTILE, bill_duration=1)] * 3)
    (folder / "cdrs.db").write_bytes(Path(engine.url).read_bytes())
    engine.close()
    (folder / "request.json").write_text(json.dumps(REQUEST))
    prose = json.dumps(HOSTILE, ensure_ascii=False).replace("\x7f", "\\u007f")
    (folder / "cdrql.toml").write_text(
        f'dialects = ["sqlite"]\ntitle = {prose}\nabout = {prose}\ngrain = {prose}\n'
        f'index = {prose}\ntable = "cdrs"\nstart.column = "start_at"\n'
        '[columns]\nstart_at = "time not null"\ndestination = "text"\n'
        'call_status = "text"\nbill_duration = "integer not null"\n'
        f"[fields]\nanswered = {{ sql = 'bill_duration > 0', why = {prose} }}\n"
        f"destination = {{ sql = 'destination', why = {prose} }}\ncall_status = 'call_status'\n"
        'bill_duration = "bill_duration"\n'
    )
    return folder


@pytest.mark.closes("text that terminals obey")
@pytest.mark.parametrize("form", ["table", "json", "jsonl"])
def test_an_answer_is_only_shown(home: Path, form: str) -> None:
    for mapping in ("default", home / "cdrql.toml"):
        words = [] if mapping == "default" else ["-w", mapping]
        done = run("run", home / "request.json", "-D", home / "cdrs.db", "-f", form, *words)
        assert done.exit_code == 0, done.output
        assert is_shown(done.stdout)
        assert is_shown(done.stderr)
        assert "é😀" in done.stdout


@pytest.mark.closes("text that terminals obey")
@pytest.mark.parametrize(
    "words", ["warehouse show", "warehouse show -j", "warehouse check", "warehouse check -j"]
)
def test_a_report_is_only_shown(home: Path, words: str) -> None:
    asked: list[object] = words.removesuffix(" -j").split()
    asked += ["--format", "json"] if words.endswith("-j") else []
    asked += ["-D", home / "cdrs.db", "-w"] if "check" in words else []
    done = run(*asked, home / "cdrql.toml")
    assert done.exit_code == 0, done.output
    assert is_shown(done.output)
    assert "é😀" in done.stdout


def hostile_tables(file: Path) -> None:
    """Make tables whose names and columns are hostile, too."""
    with sqlite3.connect(file) as database:
        columns = ('"start"', f'"dst{HOSTILE}"', '"duration"', '"billsec"', '"src"')
        for table in (f"cdr{HOSTILE}", f"calls{HOSTILE}"):
            database.execute(f'CREATE TABLE "{table}" ({", ".join(columns)})')
            row = ("2024-06-01 10:00:00", "1", 5, 3, HOSTILE)
            database.executemany(f'INSERT INTO "{table}" VALUES (?, ?, ?, ?, ?)', [row] * 5)
    database.close()


@pytest.mark.closes("text that terminals obey")
def test_a_proposal_is_only_shown(tmp_path: Path) -> None:
    hostile_tables(tmp_path / "x.db")
    words = ("init", "-D", tmp_path / "x.db", "-o", tmp_path / "x.toml")
    done = run(*words, "--yes")
    assert done.exit_code == 0, done.output
    assert is_shown(done.output)
    assert "\\u{1b}" in done.output
    assert isinstance(cdrql.load_warehouse(tmp_path / "x.toml"), cdrql.Warehouse)


@pytest.mark.closes("text that terminals obey")
def test_questions_are_only_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cdrql.cli.asking.is_terminal", lambda: True)
    hostile_tables(tmp_path / "x.db")
    words = ("init", "-D", tmp_path / "x.db", "-o", tmp_path / "x.toml")
    done = run(*words, input="wrong\n" + "\n" * 30)
    assert "Which table holds the calls [" in done.output
    assert is_shown(done.output)
    assert "\\u{1b}" in done.output


@pytest.mark.closes("text that terminals obey")
def test_rejected_lines_are_only_shown(tmp_path: Path) -> None:
    file = tmp_path / "calls.csv"
    line = HOSTILE.replace("\r", "")
    file.write_text(
        f"start_at,destination,duration,bill_duration,{line}\n{line},{line},{line},x,y\n"
    )
    done = run("load", file, "--database", tmp_path / "x.db")
    assert done.exit_code == 1
    assert is_shown(done.output)
    assert "\\u{1b}" in done.stderr


# --- JSON and CSV -------------------------------------------------------------------------------


@pytest.mark.closes("text that terminals obey")
def test_json_says_the_same() -> None:
    rows: Sequence[dict[str, Any]] = [
        {"dst": HOSTILE},
        {"dst": "\U000e0041\n\\u202e"},
        {"dst": "日本\u3000\u00a0"},
    ]
    text = rows_as_json(rows)
    assert json.loads(text) == rows
    assert text == reference.as_json(rows)
    assert "日本\u3000\u00a0" in text
    assert "\\udb40\\udc41" in text


def cells(form: Sequence[object], texts: Sequence[str], folder: Path) -> dict[str, list[str]]:
    """Ask for CSV of calls to some texts, and read its rows as a spreadsheet does."""
    engine = start("sqlite")
    engine.load([call(destination=t, duration=-5, cost=Decimal("-2.75")) for t in texts])
    file = folder / "request.json"
    file.write_text(json.dumps(REQUEST | {"fields": "total duration;cost"}))
    done = run("run", file, "-D", engine.url, "-f", "csv", *form)
    engine.close()
    rows = list(csv.reader(io.StringIO(done.stdout_bytes.decode(), newline="")))
    assert rows[0] == ["dst", "call_duration", "cost"]
    return {row[0]: row[1:] for row in rows[1:]}


LINES = (HOSTILE, "a\rb", "a\nb", "\r\n", 'say "x"', "a,b", "\t", "\x00")
FORMULAS = (
    *("=1+1", "=cmd|'/c calc'!A1", "@SUM(A1)", "+44 20 7946 0001", "+447946", "+1-201-555-0123"),
    *("-1+1", "-2+3+cmd|' /C calc'!A0", " =1+1", "\t=1+1", "\r=1+1", '=HYPERLINK("http://x","y")'),
    *("\uff1d1+1", "\uff0b44", "-cmd", "-", "+", "=", "@x", "-5;=1", "-5\n=1", "\u00a0=1"),
)
HARMLESS = ("44", "-5", "-5.25", "-00:00:05", "anonymous", "a=b", "'=1", "*97", "", "#31#", "1e5")


@pytest.mark.closes("formulas in CSV")
def test_csv_is_what_the_database_holds(tmp_path: Path) -> None:
    texts = (*LINES, *FORMULAS, *HARMLESS)
    assert cells([], texts, tmp_path) == {text: ["-00:00:05", "-2.75"] for text in texts}


@pytest.mark.closes("formulas in CSV")
def test_a_spreadsheet_is_given_no_formula(tmp_path: Path) -> None:
    found = cells(["--spreadsheet"], (*FORMULAS, *HARMLESS), tmp_path)
    assert {*found} == {*(f"'{text}" for text in FORMULAS), *HARMLESS}
    assert all(row == ["-00:00:05", "-2.75"] for row in found.values())


def test_the_option_is_for_csv_alone(home: Path) -> None:
    for form in (["-f", "json"], ["-f", "table"], []):
        done = run("run", home / "request.json", "-D", home / "cdrs.db", "--spreadsheet", *form)
        assert (done.exit_code, done.stdout) == (2, "")
        assert "--spreadsheet is for --format csv" in done.stderr
