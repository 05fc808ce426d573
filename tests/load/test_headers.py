"""Which columns are taken by their names: each `[[header]]` of `headers.toml` is one file.

`names` and `cells` are its lines; `takes` is which column goes where, of those that matter.
"""

import csv
import io
import tomllib
from pathlib import Path
from typing import Any

import pytest

from cdrql.load.loader import load

CASES = tomllib.loads(Path(__file__).with_name("headers.toml").read_text("utf-8"))["header"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: ascii(case["names"]))
def test_headers(case: dict[str, Any], tmp_path: Path) -> None:
    text = io.StringIO()
    written = csv.writer(text)
    written.writerow([*case["names"].split("|"), "calldate", "duration", "billsec"])
    for second in range(3):
        start = f"2026-11-30 10:00:0{second}"
        written.writerow([*case["cells"].split("|"), start, "68", "60"])
    (file,) = load(io.BytesIO(text.getvalue().encode()), tmp_path / "a.db").files
    usual = {"start_at": "calldate", "duration": "duration", "bill_duration": "billsec"}
    assert dict(file.columns) == usual | case["takes"]
