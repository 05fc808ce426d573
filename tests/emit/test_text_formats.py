"""Periods of starts that are texts, on SQLite: whatever stands between the parts of a format."""

import sqlite3
from datetime import datetime
from itertools import combinations
from pathlib import Path

import pytest

import cdrql

STARTS = (datetime(2025, 10, 20, 10, 5, 7), datetime(2002, 2, 2, 2, 2, 2))
PARTS = {"year": "%Y", "month": "%m", "day": "%d", "hour": "%H"}
FORMATS = (
    *("%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y/%m/%d %H.%M.%S", "%Y%m%d%H%M%S"),
    *("%Y%m%d %H%M%S", "%Y%m%dT%H%M%S", "%Y%m%d-%H%M%S", "%Y-%m-%d, %H:%M:%S"),
    *("%Y-%m-%d  %H:%M:%S", "%Y-%m-%d at %H:%M:%S", "%Y年%m月%d日 %H時%M分%S"),
    *("%Y0%m0%d0%H0%M0%S", "%Y.%m.%d_%H'%M'%S", "on %Y %m %d %H %M %S"),
    *("[%Y][%m][%d][%H][%M][%S", "%Y--%m-%d%H:%M:%S", "1%Y1%m1%d1%H1%M1%S"),
)
MAPPING = """
name = "texts"
dialects = ["sqlite"]
grain = "one row is one call"
table = "calls"
[start]
column = "began"
stores = "text"
format = "{form}"
[columns]
began = "text"
talk = "integer"
[fields]
answered = "talk > 0"
bill_duration = "talk"
destination = "''"
"""


@pytest.mark.parametrize("form", FORMATS)
def test_every_period_of_every_format(form: str, tmp_path: Path) -> None:
    path = tmp_path / "texts.toml"
    path.write_text(MAPPING.format(form=form), encoding="utf-8")
    warehouse = cdrql.load_warehouse(path)
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE calls (began TEXT, talk INTEGER)")
    rows = [(start.strftime(form), 1) for start in STARTS]
    database.executemany("INSERT INTO calls VALUES (?, ?)", rows)
    for count in range(1, len(PARTS) + 1):
        for parts in combinations(PARTS, count):
            request = {
                "period": ";".join(parts),
                "group": "destination",
                "fields": "total calls",
                "filter": {"start_at": "2000-01-01", "end_at": "2030-01-01"},
            }
            compiled = cdrql.compile(request, "sqlite", warehouse=warehouse)
            shown = [row[1] for row in database.execute(compiled.sql, compiled.params)]
            spelled = " ".join(PARTS[part] for part in parts)
            assert shown == sorted({start.strftime(spelled) for start in STARTS})
    database.close()
