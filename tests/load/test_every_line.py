"""Every line of an export is a call, or is told: held to counts that are not cdrql's."""

import csv
import io
import sqlite3
import tomllib
from pathlib import Path

import pytest

from cdrql.load.loaded import LoadedFile
from cdrql.load.loader import load
from cdrql.load.tally import Rejected
from tests.load.written_exports import make_export

CORPUS = Path(__file__).with_name("corpus")
SAMPLES = sorted(path for path in CORPUS.iterdir() if path.suffix != ".toml")


def accounted(file: LoadedFile) -> int:
    """Count the records that a load tells of."""
    told = file.calls + file.rejected + file.repeated_calls + file.repeated_headers
    return told + file.passed_over + (file.header is not None)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_all_records_of_a_sample_are_accounted_for(path: Path, tmp_path: Path) -> None:
    expected = tomllib.loads(path.with_suffix(".toml").read_text("utf-8"))
    (file,) = load(path, tmp_path / "a.db", **expected.get("options", {})).files
    with path.open(encoding="utf-8", newline="") as text:
        # Whatever parts the fields: quotes alone join lines to records.
        records = [row for row in csv.reader(text) if any(cell.strip() for cell in row)]
    assert accounted(file) == len(records)


@pytest.mark.parametrize("seed", range(40))
def test_what_is_written_is_loaded_or_told(seed: int, tmp_path: Path) -> None:
    made = make_export(seed)
    rejected: list[Rejected] = []
    source = io.BytesIO(made.text.encode())
    (file,) = load(source, tmp_path / "a.db", on_reject=rejected.append).files
    told = {line.line for line in rejected}
    assert told <= made.damaged
    with sqlite3.connect(tmp_path / "a.db") as db:
        found = db.execute("SELECT start_at, duration, bill_duration FROM cdrs").fetchall()
    assert sorted(found) == sorted(call for line, call in made.calls.items() if line not in told)
    # A damaged text of two lines is told line by line.
    assert accounted(file) == len(made.calls) + made.headers + len(told - {*made.calls})
