"""Tables of SQLite whose columns hold what they are not declared as: a folder each, with answers.

The answers were counted by hand. Without a mapping a folder is of the default warehouse.
"""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

import cdrql
from cdrql.engines.rows import normalise
from cdrql.model.default import DEFAULT

FOLDER = Path(__file__).with_name("loose")
CASES = [
    (path.parent, case)
    for path in sorted(FOLDER.glob("*/cases.json"))
    for case in json.loads(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(
    ("folder", "case"), CASES, ids=[f"{folder.name}: {case['why']}" for folder, case in CASES]
)
def test_answer(folder: Path, case: dict[str, Any]) -> None:
    mapping = folder / "mapping.toml"
    warehouse = cdrql.load_warehouse(mapping) if mapping.exists() else DEFAULT
    output = case.get("output", "values")
    compiled = cdrql.compile(case["request"], "sqlite", warehouse=warehouse, output=output)
    database = sqlite3.connect(":memory:")
    database.executescript((folder / "calls.sql").read_text(encoding="utf-8"))
    rows = database.execute(compiled.sql, compiled.params).fetchall()
    database.close()
    # As they come: a whole number is one in SQL already.
    assert [list(row) for row in rows] == case["rows"]
    named = [[*row.values()] for row in normalise(rows, compiled.columns)]
    assert json.loads(json.dumps(named, default=float)) == case["rows"]
