"""Closed streams, full disks and narrow encodings: tests/cli/streams.toml is a list of cases."""

import json
import os
import sqlite3
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tools.engines import ddl

CASES = tomllib.loads(Path(__file__).with_name("streams.toml").read_text(encoding="utf-8"))["case"]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Make a folder with calls, a request, and the command."""
    folder = tmp_path_factory.mktemp("streams")
    with sqlite3.connect(folder / "calls.db") as database:
        for statement in ddl("sqlite"):
            database.execute(statement)
        database.execute(
            "INSERT INTO cdrs (start_at, duration, bill_duration, trunk)"
            " VALUES ('2024-01-02 10:00:00', 9, 5, 'Łódź 😀')"
        )
    database.close()
    request = {
        "group": "trunk",
        "fields": "total calls",
        "filter": {"start_at": "2024-01-01", "end_at": "2024-02-01"},
    }
    (folder / "request.json").write_text(json.dumps(request))
    (folder / "calls.csv").write_text("start_at,duration,bill_duration\n2024-03-12 10:00:00,9,5\n")
    command = folder / "cdrql"
    command.write_text(f"#!{sys.executable}\nfrom cdrql.cli import main\nmain()\n")
    command.chmod(0o755)
    yield folder


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["run"])
def test_streams(case: dict[str, Any], home: Path) -> None:
    (home / "new.db").unlink(missing_ok=True)
    path = os.environ | {"PATH": f"{home}:{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", "-c", case["run"]], cwd=home, env=path, capture_output=True, check=False
    )
    says = done.stderr.decode("latin-1")
    writes = done.stdout.decode(case.get("encoding", "utf-8"))
    assert (done.returncode, case.get("says", "") in says) == (case["code"], True), says
    assert case.get("writes", "") in writes
    assert "Traceback" not in says
    assert "Exception ignored" not in says
    assert not (done.returncode and done.stdout), "what fails prints no data"
