"""Tables of loose types, drawn by chance: `cdrql init` never fails, and what it writes answers."""

import json
import random
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cdrql.cli.main import cli
from cdrql.mapping import load_warehouse
from cdrql.model.column_names import OTHER_NAMES
from cdrql.model.vocabulary import Dimension
from tests.init.mappings import init

NAMES = [name.strip() for names in OTHER_NAMES.values() for name in names.split(",")]
MORE = """duration_mins, talk_ms, Ring Time (s), provider_cost, msisdn, linkedid, end_time, minutes,
    answer_time, length, from, to, order, a b, x%y, q"uote, hangup_cause, answered, carrierName"""
NAMES += [name.strip() for name in MORE.split(",")]
TYPES = """, TEXT, INTEGER, REAL, NUMERIC, DECIMAL(10), DATETIME, BOOLEAN, TINYINT(1), BLOB, TIME"""
USUAL: list[list[Any]] = [
    *([0, 30, 61], [1740823200, 1740823300], ["ANSWERED", "BUSY"], [16, 17, 0], ["301", "302"]),
    *(["2025-03-01 10:00:00", "2025-03-01 11:00:00"], [0.1, 0.2], ["10", "0", ""]),
    ["00:01:10", "00:00:00"],
]
ODD: list[Any] = [
    *(None, "", " ", 1e300, float("inf"), float("-inf"), 2**63 - 1, -(2**63), "NaN", "inf", -1),
    *("1:30", "2025-03-01T10:00:00Z", "01/02/2025 10:00", "0000-00-00 00:00:00", 1740823200000),
    *(b"\x00a", "\u0663\u0664", "\u00b2", "1e3", "0x10", "1,234", "\x1b[31m", "o'x", "9" * 400),
]


def drawn(folder: Path, draw: random.Random) -> str:
    """Make a table whose columns hold usual values, odd ones, or both."""
    path = folder / "calls.db"
    names = {name.strip().lower(): name.strip() for name in draw.sample(NAMES, draw.randint(3, 12))}
    pools = [
        (draw.choice(USUAL) if draw.random() < 0.7 else [])
        + draw.choices(ODD, k=draw.randint(1, 2))
        for _ in names
    ]
    quoted = ('"' + name.replace('"', '""') + '"' for name in names.values())
    columns = ", ".join(f"{name} {draw.choice(TYPES.split(','))}" for name in quoted)
    with sqlite3.connect(path) as database:
        database.execute(f"CREATE TABLE {draw.choice(['calls', 'cdr', 'cdrs'])} ({columns})")
        table = database.execute("SELECT name FROM sqlite_master").fetchone()[0]
        for _ in range(draw.randint(0, 6)):
            marks = ", ".join("?" * len(pools))
            row = [draw.choice(pool) for pool in pools]
            database.execute(f"INSERT INTO {table} VALUES ({marks})", row)
    database.close()
    return str(path)


@pytest.mark.parametrize("seed", range(24))
def test_no_table_is_too_odd(seed: int, tmp_path: Path) -> None:
    url = drawn(tmp_path, random.Random(seed))
    done = init(url, tmp_path, "--yes")
    assert done.exit_code in (0, 1)
    assert "CDR6" not in done.stderr  # what is written loads
    if not (tmp_path / "cdrql.toml").exists():
        return
    group = next(iter(load_warehouse(tmp_path / "cdrql.toml").answerable))
    if isinstance(group, Dimension):
        window = {"start_at": "2000-01-01", "end_at": "2100-01-01"}
        request = {"group": group.name, "fields": "total calls", "filter": window}
        (tmp_path / "asked.json").write_text(json.dumps(request))
        words = ["run", str(tmp_path / "asked.json"), "-D", url, "-w", str(tmp_path / "cdrql.toml")]
        answer = CliRunner().invoke(cli, words)
        assert answer.exit_code == 0, answer.stderr
