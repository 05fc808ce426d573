"""Exports as systems write them, with made-up people, beside what was counted without cdrql."""

import sqlite3
import tomllib
from pathlib import Path

import pytest

from cdrql.load.loader import load
from cdrql.load.recognition import system_layouts

CORPUS = Path(__file__).with_name("corpus")
EXPECTED = sorted(CORPUS.glob("*.toml"))

_COUNTS = """SELECT count(*) AS calls, sum(bill_duration > 0) AS answered,
    sum(duration) AS duration, sum(bill_duration) AS bill_duration FROM cdrs"""


def rows(database: Path, sql: str) -> dict[str, object]:
    with sqlite3.connect(database) as db:
        db.row_factory = sqlite3.Row
        return dict(db.execute(sql).fetchone())


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_counts_are_those_of_the_file(path: Path, tmp_path: Path) -> None:
    expected = tomllib.loads(path.read_text("utf-8"))
    export = next(file for file in path.parent.glob(f"{path.stem}.*") if file.suffix != ".toml")
    options, first = expected.pop("options", {}), expected.pop("first")
    done = load(export, tmp_path / "a.db", **options)
    counted = rows(tmp_path / "a.db", _COUNTS)
    (file,) = done.files
    told = {"rejected": done.rejected, "passed_over": file.passed_over, "system": file.system}
    assert {**counted, **told} == {"rejected": 0, "passed_over": 0, "system": None, **expected}
    found = rows(tmp_path / "a.db", "SELECT * FROM cdrs ORDER BY id")
    assert {name: found[name] for name in first} == first


def test_each_layout_has_a_sample() -> None:
    shown = {tomllib.loads(path.read_text("utf-8")).get("system") for path in EXPECTED}
    assert {layout.title for layout in system_layouts()} <= shown
