"""Exports of many systems become the default warehouse; what cannot be read is never lost."""

import io
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

import pytest

import cdrql
from cdrql.engines.database import connect
from cdrql.load.durations import DurationUnit, seconds_reader
from cdrql.load.loaded import Loaded
from cdrql.load.loader import load
from cdrql.load.tally import Rejected
from tests.load.exports import EXPORTS, START, Export

DATA = Path(__file__).parent / "data"
LAYOUT = "caller_id,-,destination,duration,bill_duration,q850,-,start_at"


def rows(database: Path, shown: str = START) -> list[tuple[Any, ...]]:
    """Give some columns of the loaded calls."""
    with sqlite3.connect(database) as db:
        names = ", ".join(shown.split())
        return db.execute(f"SELECT {names} FROM cdrs ORDER BY id").fetchall()


def take(text: str | bytes, database: Path, **options: Any) -> tuple[Loaded, list[Rejected]]:
    """Load a text, and give what happened and the rejected lines."""
    rejected: list[Rejected] = []
    raw = text.encode() if isinstance(text, str) else text
    done = load(io.BytesIO(raw), database, on_reject=rejected.append, **options)
    assert done.rejected == len(rejected)
    return done, rejected


@pytest.mark.parametrize("export", EXPORTS.values(), ids=EXPORTS)
def test_exports(export: Export, tmp_path: Path) -> None:
    done, _ = take(export.text, tmp_path / "a.db", **export.options)
    assert rows(tmp_path / "a.db", export.shown) == export.rows
    assert done.calls == len(export.rows)


# --- Single cells -----------------------------------------------------------------------------

HEADER = "start_at,duration,bill_duration,cost,user_id,q850\n"
GOOD = "2024-03-12 10:00:00,9,5,1,7,16"

CELLS = {
    "start_at": {
        "2024-03-12T10:00:00+0530": "2024-03-12 04:30:00",
        "2024-03-12 10:00:00 +0000 UTC": "2024-03-12 10:00:00",
        "2024-03-12 10:00": "2024-03-12 10:00:00",
        "2024-03-12 10:00:00.9999999": "2024-03-12 10:00:00.999999",
        "2024-03-12 10:00:00.000": "2024-03-12 10:00:00",
        "1710237600123456": "2024-03-12 10:00:00.123456",
        "1710237600123456789": "2024-03-12 10:00:00.123456",
        "2024-03-12": "start_at: `2024-03-12` is a day without a time",
        "12/03/2024 10:00": (
            "start_at: `12/03/2024 10:00` can be read in several ways; say --time-format"
        ),
        "0000-00-00 00:00:00": "start_at: `0000-00-00 00:00:00` is not a time",
        "2024-02-30 10:00:00": "start_at: `2024-02-30 10:00:00` is not a time",
        "1970-01-01 00:00:00": "start_at: `1970-01-01 00:00:00` is no time between 1990 and 2100",
        "20240312100000": "2024-03-12 10:00:00",
        "20240312T100000Z": "2024-03-12 10:00:00",
        "20240312 10:00:00": "2024-03-12 10:00:00",
        "20241312100000": "start_at: `20241312100000` is not a time",
        "2024/03/12 9:05": "2024-03-12 09:05:00",
        "2024/3/12 09:05:07.25 +0100": "2024-03-12 08:05:07.250000",
        "13/03/2024 10:00": "2024-03-13 10:00:00",
        "03/13/2024 1:05:09 PM": "2024-03-13 13:05:09",
        "3/13/2024 12:05 a.m.": "2024-03-13 00:05:00",
        "3/13/2024 13:05 PM": "start_at: `3/13/2024 13:05 PM` is not a time",
        '"Wed, 13 Mar 2024 10:00:00 +0000"': "2024-03-13 10:00:00",
        '"Mar 3, 2024 at 1:05 PM"': "2024-03-03 13:05:00",
        "03-Mar-2024 10:00:00": "2024-03-03 10:00:00",
        "3 Foo 2024 10:00:00": "start_at: `3 Foo 2024 10:00:00` is not a time",
        "12.13.2024 25:00": "start_at: `12.13.2024 25:00` is not a time",
        "1.7102376e9": "start_at: `1.7102376e9` is not a time",
        "\\N": "start_at: it is empty",
    },
    "duration": {
        "12.000": 12,
        "12.25": "duration: `12.25` is no whole number of seconds; see --round-seconds",
        "-3": -3,
        "100:00:01": 360_001,
        "00:00:01.5": "duration: `1.5` is no whole number of seconds; see --round-seconds",
        "1:02": "duration: `1:02` may be mm:ss or hh:mm; say which",
        "0:01:08": 68,
        "PT1M8S": 68,
        "PT1H": 3600,
        "PT": "duration: `PT` is not seconds, nor HH:MM:SS",
        "1m 8s": 68,
        "1 min 8 sec": 68,
        "1 hour": 3600,
        "68s": 68,
        "00:01:08.0000000": 68,
        "1.00:00:08": 86_408,
        "2 days 00:00:08": 172_808,
        "٣": "duration: `٣` is not seconds, nor HH:MM:SS",
        "1710237600": "duration: `1710237600` is too large",
        "": "duration: it is empty",
    },
    "cost": {
        "0.000001": 0.000001,
        "-1.50": -1.5,
        "99999999.999999": 99999999.999999,
        "1e-05": 0.00001,
        "NULL": None,
        '"1,50"': 1.5,
        '"1.234,5"': 1234.5,
        '"1,234.5"': 1234.5,
        '"12,34.5"': "cost: `12,34.5` is not an amount with a decimal point",
        "100000000": "cost: `100000000` is too large",
        "nan": "cost: `nan` is not an amount with a decimal point",
    },
    "user_id": {
        "12.0": 12,
        "9223372036854775807": 2**63 - 1,
        "9223372036854775808": "user_id: `9223372036854775808` is not an integer",
        "x": "user_id: `x` is not an integer",
    },
    "q850": {"016": "016", " 16 ": "16", "": None},
}
ROWS = [(column, cell, result) for column, cells in CELLS.items() for cell, result in cells.items()]


@pytest.mark.parametrize(
    ("written", "whole"),
    [("12.5", 13), ("12.499999", 12), ("-0.5", 0), ("-0.500001", -1), ("00:00:01.5", 2)],
)
def test_rounded_seconds(written: str, whole: int) -> None:
    assert seconds_reader(DurationUnit(), rounded=True)(written) == whole


@pytest.mark.parametrize(("column", "cell", "result"), ROWS)
def test_cells(column: str, cell: str, result: Any, tmp_path: Path) -> None:
    cells = GOOD.split(",")
    cells[HEADER.strip().split(",").index(column)] = cell
    _, rejected = take(HEADER + GOOD + "\n" + ",".join(cells) + "\n", tmp_path / "a.db")
    found = [line.reason for line in rejected] or list(rows(tmp_path / "a.db", column)[-1])
    assert found == [result]
    assert type(found[0]) is type(result)


LOCAL = {  # in New York, where 2024-03-10 lacks the hour from 2 and 2024-11-03 has two from 1
    "2024-03-10 01:59:59": "2024-03-10 06:59:59",
    "2024-03-10 02:30:00": "2024-03-10 07:00:00",
    "2024-03-10 03:00:00": "2024-03-10 07:00:00",
    "2024-11-03 01:30:00": "2024-11-03 05:30:00",
    "2024-11-03 02:00:00": "2024-11-03 07:00:00",
    "2024-11-03 01:30:00-05": "2024-11-03 06:30:00",
    "1710237600": "2024-03-12 10:00:00",
    "20240312T100000Z": "2024-03-12 10:00:00",
    "3/13/2024 12:30 AM": "2024-03-13 04:30:00",
}


def test_local_times(tmp_path: Path) -> None:
    text = "start_at,duration,bill_duration\n" + "".join(f"{local},1,1\n" for local in LOCAL)
    take(text, tmp_path / "a.db", timezone="America/New_York")
    assert [start for start, *_ in rows(tmp_path / "a.db")] == list(LOCAL.values())


# --- Lines that cannot be read ------------------------------------------------------------------

BAD_LINES = {
    b"1710237600,9": "it has 2 fields instead of 3",
    b"1710237600,9,5,": "it has 4 fields instead of 3",
    b"1710237600,9,\x005": "it holds a NUL byte",
    b"1710237600,9,\xff": "it is not text in the file's encoding",
    b'1710237600,9,"5': "its quotes do not match (unexpected end of data)",
    b'1710237600,"9"0,5': "its quotes do not match (',' expected after '\"')",
    b"(2 rows)": "it has 1 fields instead of 3",
}


@pytest.mark.parametrize(("line", "reason"), BAD_LINES.items())
@pytest.mark.parametrize("after", [0, 1, 80])
def test_a_bad_line_costs_itself_only(line: bytes, reason: str, after: int, tmp_path: Path) -> None:
    good = b'1710237600,9,"5"\n'
    text = good * 3 + line + b"\n" + good * after
    _, rejected = take(text, tmp_path / "a.db", columns=START.split())
    assert len(rows(tmp_path / "a.db")) == 3 + after
    original = (line + b"\n").decode(errors="surrogateescape")
    assert [(bad.line, bad.text + "\n") for bad in rejected] == [(4, original)]
    assert rejected[0].reason.startswith(reason.split(" (")[0])


def test_line_numbers_count_lines_of_the_file(tmp_path: Path) -> None:
    text = 'dst,start,duration,billsec\n\n"3\n01",1710237600,9,5\n301,never,9,5\n'
    _, rejected = take(text, tmp_path / "a.db")
    assert [bad.line for bad in rejected] == [5]


# --- Files that are refused -----------------------------------------------------------------------

UNNAMED = """\
error[CDR508]: the file does not say which columns are start_at, duration, bill_duration
   = hint: say which is which, for instance: cdrql load - --database {0} --columns \
-,start_at,duration,bill_duration

The file's columns and their first values:
   1    201  202
   2    2024-03-12 10:00:00  2024-03-12 10:00:01
   3    9  8
   4    5  0
"""

HALF_NAMED = """\
error[CDR508]: the file does not say which columns are duration, bill_duration
   = hint: say which is which, for instance: cdrql load - --database {0} --column duration=Total \
--column bill_duration=Spoken

The file's columns and their first values:
   1  calldate  2024-03-12 10:00:00
   2  Total     9
   3  Spoken    5
"""

REFUSED: dict[str, tuple[str | bytes, dict[str, Any], str]] = {
    "no names": ("201,2024-03-12 10:00:00,9,5\n202,2024-03-12 10:00:01,8,0\n", {}, UNNAMED),
    "half a header": ("calldate,Total,Spoken\n2024-03-12 10:00:00,9,5\n", {}, HALF_NAMED),
    "empty": ("\n\n", {}, "error[CDR508]: the file holds no line"),
    "unknown column": (
        "1710237600,9,5\n",
        {"columns": ["start", "duration", "bill_duration"]},
        "error[CDR508]: the warehouse has no column `start`\n   = hint: did you mean `start_at`?",
    ),
    "column twice": (
        "1710237600,9,5\n",
        {"columns": ["start_at", "duration", "duration"]},
        "error[CDR508]: --columns names `duration` twice",
    ),
    "too few columns": (
        "1710237600,9,5,x\n",
        {"columns": START.split()},
        "error[CDR508]: --columns names 3 columns, but the file has 4",
    ),
    "pair of an unknown name": (
        "calldate,duration,talked\n2024-03-12 10:00:00,9,5\n",
        {"column": {"bill_duration": "talk"}},
        "error[CDR508]: the file has no column `talk`\n   = hint: did you mean `talked`?",
    ),
    "slashed dates": (
        "calldate,duration,billsec\n12/03/2024 10:00,9,5\n",
        {},
        "error[CDR508]: the times can be read in several ways, such as `12/03/2024 10:00`\n"
        "   = hint: say which is meant: --time-format '%d/%m/%Y %H:%M' or --time-format "
        "'%m/%d/%Y %H:%M'",
    ),
    "zone": ("", {"timezone": "Europe/Pari"}, "error[CDR112]: `Europe/Pari` is not a time zone"),
    "encoding": ("x", {"encoding": "utf-99"}, "error[CDR508]: `utf-99` is not an encoding"),
    "time format": ("x", {"time_format": "%Q"}, "error[CDR508]: `%Q` is not a format for times"),
    "delimiter": ("x", {"delimiter": "ab"}, "error[CDR508]: `ab` cannot separate fields"),
    "utf-16": ("a,b,c\n".encode("utf-16"), {}, "error[CDR508]: the file is UTF-16"),
}


@pytest.mark.parametrize(("text", "options", "message"), REFUSED.values(), ids=REFUSED)
def test_refused_files(
    text: str | bytes, options: dict[str, Any], message: str, tmp_path: Path
) -> None:
    with pytest.raises(cdrql.LoadError) as caught:
        take(text, tmp_path / "a.db", **options)
    assert str(caught.value).startswith(message.format(tmp_path / "a.db"))
    assert not (tmp_path / "a.db").exists()


# --- Tables that are there already ----------------------------------------------------------------

ONE = "start_at,duration,bill_duration\n2024-03-12 10:00:00,9,5\n"


def test_loading_twice_counts_no_call_twice(tmp_path: Path) -> None:
    database = tmp_path / "a.db"
    take(ONE, database)
    with pytest.raises(cdrql.LoadError, match="holds 1 calls already"):
        take(ONE, database)
    take(ONE, database, existing="append")
    assert len(rows(database)) == 2
    take(ONE, database, existing="replace")
    assert len(rows(database)) == 1


@pytest.mark.parametrize("existing", ["refuse", "append", "replace"])
@pytest.mark.parametrize("other", ["TABLE cdrs (a, start_at)", "VIEW cdrs AS SELECT 1 AS a"])
def test_another_table_is_left_alone(existing: Any, other: str, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "a.db") as db:
        db.execute(f"CREATE {other}")
    with pytest.raises(cdrql.LoadError, match="another `cdrs` already"):
        take(ONE, tmp_path / "a.db", existing=existing)


def test_a_load_is_whole_or_not_at_all(tmp_path: Path) -> None:
    take(ONE, tmp_path / "a.db")

    def stop(_: Rejected) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        text = io.BytesIO((ONE + "bad\n").encode())
        load(text, tmp_path / "a.db", existing="replace", on_reject=stop)
    assert rows(tmp_path / "a.db") == [("2024-03-12 10:00:00", 9, 5)]


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_text("not a database, but long enough to be looked at" * 20)
    with pytest.raises(cdrql.LoadError, match="file is not a database"):
        take(ONE, tmp_path / "a.db")


# --- The same numbers as awk ----------------------------------------------------------------------


@pytest.mark.skipif(shutil.which("awk") is None, reason="awk is not installed")
def test_answers_equal_those_counted_with_awk(tmp_path: Path) -> None:
    export = DATA / "cdrstats_layout.txt"
    load(export, tmp_path / "a.db", columns=LAYOUT.split(","))
    request = {
        "group": "q850",
        "period": "hour",
        "fields": "total calls;ASR;ACD",
        "filter": {"start_at": "2024-03-11", "end_at": "2024-03-13"},
    }
    with connect(str(tmp_path / "a.db")) as db:
        answer = db.answer(cdrql.compile(request, db.dialect))
    awk = ["awk", "-f", str(DATA / "cdrstats_layout.awk"), str(export)]
    counted = subprocess.run(awk, capture_output=True, text=True, check=True).stdout.splitlines()
    keys = "total", "asr", "acd"
    answered = [
        "|".join([f"{row['period']} {row['q850']}", *(str(row[key]) for key in keys)])
        for row in answer
    ]
    assert sorted(answered) == sorted(counted)
    assert len(counted) > 20
