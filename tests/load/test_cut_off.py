"""A load that is cut off leaves what was there, and the next to read finds it at once."""

import resource
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

import cdrql
from cdrql.engines.database import connect
from cdrql.load.loader import load

HEADER = "start_at,duration,bill_duration,destination\n"
LINE = "2025-03-01 10:00:00,68,60,{}\n"
REQUEST = {
    "group": "call_status",
    "fields": "total calls",
    "filter": {"start_at": "2025-03-01", "end_at": "2025-03-02"},
}


def kill(process: subprocess.Popen[bytes], database: Path) -> None:
    """Kill a load that has begun to write to the file itself, and waits for more lines."""
    while database.stat().st_size < 1_000_000:
        assert process.poll() is None
    process.kill()
    assert Path(f"{database}-journal").exists()


def wait(process: subprocess.Popen[bytes], _: Path) -> None:
    """Let a load go on until the disk is full, and say so without a traceback."""
    assert process.stderr is not None
    told = process.stderr.read().decode()
    assert "a.db cannot be written: " in told
    assert "Traceback" not in told


@pytest.mark.parametrize(
    ("end", "room"), [(kill, resource.RLIM_INFINITY), (wait, 400_000)], ids=["kill -9", "disk full"]
)
def test_what_was_there_is_read_at_once(
    end: Callable[[subprocess.Popen[bytes], Path], None], room: int, tmp_path: Path
) -> None:
    database = tmp_path / "a.db"
    (tmp_path / "small.csv").write_text(HEADER + LINE.format("before") * 7)
    load(tmp_path / "small.csv", database)
    started = "from cdrql.cli import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", started, "load", "-", "--append", "--database", str(database)],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )
    assert process.stdin is not None
    # Of the full disk nobody reads on.
    with suppress(BrokenPipeError):
        # More than SQLite keeps in memory, so that pages of the file are written over.
        process.stdin.write((HEADER + LINE.format("x" * 400) * 12_000).encode())
        process.stdin.flush()
    end(process, database)
    process.wait()
    with suppress(BrokenPipeError):
        process.communicate()
    with connect(str(database)) as db:
        assert [*db.answer(cdrql.compile(REQUEST, db.dialect))] == [{"status": "", "total": "7"}]
