"""Runs `cdrql init` as a shell does, and asks by the mapping file that it wrote."""

import sqlite3
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

import cdrql
from cdrql.cli.main import cli
from cdrql.engines.database import connect
from cdrql.engines.rows import plain_cell
from cdrql.mapping import load_warehouse

DAY = {"start_at": "2024-03-12", "end_at": "2024-03-13"}


def init(url: str, folder: Path, *words: str, **options: Any) -> Result:
    arguments = ["init", "--database", url, "--output", str(folder / "cdrql.toml"), *words]
    result = CliRunner().invoke(cli, arguments, prog_name="cdrql", **options)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    assert result.stdout == ""
    return result


def written(folder: Path) -> str:
    return (folder / "cdrql.toml").read_text(encoding="utf-8")


def made(folder: Path, script: str) -> str:
    path = folder / "calls.db"
    with sqlite3.connect(path) as database:
        database.executescript(script)
    database.close()
    return str(path)


def answers(url: str, mapping: Path, fields: str, **filters: object) -> list[dict[str, Any]]:
    request = {"group": "caller_id", "fields": fields, "filter": {**DAY, **filters}}
    with connect(url) as database:
        warehouse = load_warehouse(mapping)
        compiled = cdrql.compile(request, database.dialect, warehouse=warehouse, output="values")
        rows = database.answer(compiled)
    return [{name: str(plain_cell(cell)) for name, cell in row.items()} for row in rows]


STATS = """
CREATE TABLE voip_cdr (id INTEGER PRIMARY KEY, callid VARCHAR(80), caller_id_number VARCHAR(80),
  destination_number VARCHAR(80), starting_date DATETIME, duration INTEGER, billsec INTEGER,
  hangup_cause_id INTEGER, direction INTEGER, buy_cost NUMERIC, sell_cost NUMERIC);
INSERT INTO voip_cdr VALUES
  (1, 'a', '81050000', '650200000', '2024-03-12 10:00:00', 88, 78, 7, 1, 0, 0.5),
  (2, 'b', '81050000', '650200001', '2024-03-12 11:00:00', 15, 0, 8, 1, 0, 0);
"""
