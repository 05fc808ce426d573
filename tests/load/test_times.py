"""Times as systems write them: each file of `times.toml` becomes its times in UTC, or is refused.

A `[[file]]` has the lines of a column `start_at`: `lines` are [as written, as stored in UTC], or
[as written, the reason of its rejection]. `options` are those of `load`. A file that is refused
has `cells` instead, and `says`, the message and the hint.
"""

import io
import sqlite3
import tomllib
from pathlib import Path
from typing import Any

import pytest

import cdrql
from cdrql.load.loader import load
from cdrql.load.tally import Rejected

FILES = tomllib.loads(Path(__file__).with_name("times.toml").read_text("utf-8"))["file"]


def export(cells: list[str]) -> io.BytesIO:
    lines = ["start_at\tduration\tbill_duration", *(f"{cell}\t68\t60" for cell in cells)]
    return io.BytesIO("\n".join(lines).encode())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file["title"])
def test_times(file: dict[str, Any], tmp_path: Path) -> None:
    database, options = tmp_path / "a.db", file.get("options", {})
    if "says" in file:
        with pytest.raises(cdrql.LoadError) as caught:
            load(export(file["cells"]), database, **options)
        (problem,) = caught.value.problems
        assert [problem.message, problem.hint] == file["says"]
        return
    rejected: list[Rejected] = []
    cells, expected = zip(*file["lines"], strict=True)
    load(export([*cells]), database, on_reject=rejected.append, **options)
    with sqlite3.connect(database) as db:
        stored = [start for (start,) in db.execute("SELECT start_at FROM cdrs ORDER BY id")]
    reasons = {line.line: line.reason for line in rejected}
    found = [reasons.get(number) or stored.pop(0) for number in range(2, len(cells) + 2)]
    assert found == [*expected]
