"""`cdrql init` and `cdrql run` on files of other projects, with awk and plain SQL beside them."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

DATA = Path(__file__).parents[1] / "load" / "data"
PUSHER = Path(__file__).parents[1] / "warehouses" / "freeswitch-cdrpusher"
CDRQL = "from cdrql.cli import main; main()"
EVER = {"start_at": "2000-01-01", "end_at": "2030-01-01"}


def asked(folder: Path, database: Path, request: object) -> list[dict[str, object]]:
    """Map a database and ask it, as a user would in an empty folder."""
    (folder / "request.json").write_text(json.dumps(request), encoding="utf-8")
    commands = (["init", "--yes"], ["run", "request.json", "--format", "json"])
    for command in commands:
        done = subprocess.run(
            [sys.executable, "-c", CDRQL, *command, "--database", str(database)],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    rows: list[dict[str, object]] = json.loads(done.stdout)
    return rows


def test_a_file_of_text_in_a_table_of_its_own_shape(tmp_path: Path) -> None:
    """The layout of CDR-Stats' samples: nobody's names, an epoch for the start."""
    export, database = DATA / "cdrstats_layout.txt", tmp_path / "calls.db"
    columns = """caller_number TEXT, caller_name TEXT, destination TEXT, duration INTEGER,
        billsec INTEGER, q850 INTEGER, uuid TEXT, start_epoch INTEGER"""
    with sqlite3.connect(database) as connection:
        connection.execute(f"CREATE TABLE sample ({columns})")
        lines = export.read_text(encoding="utf-8").splitlines()
        rows = [[cell.strip() for cell in line.split(",")] for line in lines if line.strip()]
        connection.executemany("INSERT INTO sample VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
    request = {"group": "q850", "period": "hour", "fields": "total calls;ASR;ACD", "filter": EVER}
    got = {
        f"{row['period']} {row['q850']}|{row['total']}|{row['asr']}|{row['acd']}"
        for row in asked(tmp_path, database, request)
    }
    awk = ["awk", "-f", str(DATA / "cdrstats_layout.awk"), str(export)]
    counted = subprocess.run(awk, capture_output=True, text=True, check=True).stdout
    assert got == set(counted.splitlines())
    assert len(got) > 20


@pytest.fixture
def pushed(tmp_path: Path) -> Path:
    """Make the file that cdr-pusher writes."""
    path = tmp_path / "cdr.db"
    with sqlite3.connect(path) as connection:
        for name in ("schema.sqlite.sql", "rows.sqlite.sql", "rows.sql"):
            if (PUSHER / name).exists():
                connection.executescript((PUSHER / name).read_text(encoding="utf-8"))
    return path


def test_a_file_of_another_project(pushed: Path, tmp_path: Path) -> None:
    """Stamps are text to the nanosecond; the preset is recognised."""
    fields = "total calls;successful calls;total duration;total bill duration"
    request = {"group": "q850", "period": "year;month", "fields": fields, "filter": EVER}
    rows = asked(tmp_path, pushed, request)
    got = [(row["period"], row["q850"], row["total"], row["successful"]) for row in rows]
    plain = (DATA / "cdrpusher_counts.sql").read_text(encoding="utf-8")
    with sqlite3.connect(pushed) as connection:
        counted = connection.execute(plain).fetchall()
    # FreeSWITCH's cause 0 is none.
    wanted = [(m, str(q or ""), str(n), str(answered)) for m, q, n, answered, *_ in counted]
    assert sorted(got) == sorted(wanted)
    assert sum(seconds(row["call_duration"]) for row in rows) == sum(row[4] for row in counted)
    assert 'extends = "freeswitch-cdrpusher"' in (tmp_path / "cdrql.toml").read_text()


def seconds(clock: object) -> int:
    """Read HH:MM:SS."""
    hours, minutes, rest = (int(part) for part in str(clock).split(":"))
    return hours * 3600 + minutes * 60 + rest
