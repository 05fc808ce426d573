"""The vocabulary grows by the recipes of CONTRIBUTING.md: a copy that they change can do all."""

import json
from pathlib import Path

import pytest

from tests.project.recipes import apply_diff, copy_checkout, recipes, run_console, run_python

pytestmark = pytest.mark.checkout

DIFFS = {
    recipe.title: [text for kind, text in recipe.blocks if kind == "diff"] for recipe in recipes()
}
DIMENSION, COLUMN = DIFFS["A dimension"]
[MEASURE], [FILTER] = DIFFS["A measure"], DIFFS["A filter"]

# What says that a list lacks a row, or has one too many.
LISTS = ("tests/conformance/test_known_vocabulary.py", "tests/model/test_default.py")
EXPORT = """\
start_at,duration,bill_duration,extension,read_codec
2025-01-02 10:00:00,9,5,101,opus
2025-01-02 11:00:00,4,0,101,opus
2025-01-03 12:00:00,8,7,202,g722
"""
TABLE = """
CREATE TABLE calls (calldate TEXT, duration INT, billsec INT, codec TEXT);
INSERT INTO calls VALUES ('2025-01-02 10:00:00', 9, 5, 'opus');
"""


def grown(folder: Path, *diffs: str) -> Path:
    """Copy the checkout and change it."""
    copy = copy_checkout(folder)
    for diff in diffs:
        apply_diff(diff, copy)
    return copy


def asks(copy: Path, group: str, fields: str, **only: str) -> None:
    """Write a request."""
    window = {"start_at": "2025-01-01", "end_at": "2025-02-01"}
    request = {"group": group, "fields": fields, "filter": {**window, **only}}
    (copy / "request.json").write_text(json.dumps(request), encoding="utf-8")


def test_a_dimension_that_the_default_warehouse_lacks(tmp_path: Path) -> None:
    import sqlite3

    copy = grown(tmp_path, DIMENSION)
    with sqlite3.connect(copy / "calls.db") as db:
        db.executescript(TABLE)
    asks(copy, "codec", "total calls")
    console = """
$ cdrql compile request.json --dialect postgres
...
error[CDR308]: the warehouse `default` has no `codec`
...
$ cdrql init --yes --database calls.db --output calls.toml
$ cdrql fields --warehouse calls.toml
...
  codec     -> audio_codec  text
...
$ cdrql run request.json --database calls.db --warehouse calls.toml --format csv
audio_codec,total
opus,1
"""
    run_console(console, copy)


def test_a_dimension_with_a_column_in_the_default_warehouse(tmp_path: Path) -> None:
    copy = grown(tmp_path, DIMENSION, COLUMN)
    (copy / "calls.csv").write_text(EXPORT, encoding="utf-8")
    asks(copy, "codec", "total calls")
    console = """
$ cdrql load calls.csv --database calls.db
$ cdrql run request.json --database calls.db --format csv
audio_codec,total
g722,1
opus,2
"""
    run_console(console, copy)


def test_a_measure_and_a_filter(tmp_path: Path) -> None:
    copy = grown(tmp_path, MEASURE, FILTER)
    (copy / "calls.csv").write_text(EXPORT, encoding="utf-8")
    asks(copy, "extension number", "average duration", extension_prefix="1")
    console = """
$ cdrql load calls.csv --database calls.db
$ cdrql run request.json --database calls.db --format csv
src,avg_duration
101,6.5 (in 2 calls)
$ python -m tools.docs
"""
    run_console(console, copy)
    page = (copy / "docs" / "language.md").read_text(encoding="utf-8")
    assert (
        "| `average duration` | `avg_duration` | `(sum(duration)) / (count(calls))` | seconds |"
        in page
    )
    assert "| `extension_prefix` | string, or an array of them |" in page


@pytest.mark.parametrize(
    ("diff", "file", "says"),
    [
        (DIMENSION + COLUMN, "cdrql/conformance/reference.py", "see KNOWN_DIMENSIONS in"),
        (MEASURE, "cdrql/conformance/measures.py", "see KNOWN_MEASURES in"),
        (FILTER, "cdrql/language/request.py", "is a key of Filter in"),
        (FILTER, "cdrql/conformance/reference.py", "see KNOWN_FILTERS in"),
        (FILTER, "cdrql/conformance/random_filters.py", "see `random_filter`"),
    ],
)
def test_a_row_that_is_missing_is_told(diff: str, file: str, says: str, tmp_path: Path) -> None:
    copy = grown(tmp_path, diff.partition(f"--- {file}\n")[0])
    done = run_python(["-m", "pytest", "-q", "-p", "no:cacheprovider", *LISTS], copy)
    assert done.returncode == 1 and says in done.stdout, done.stdout
