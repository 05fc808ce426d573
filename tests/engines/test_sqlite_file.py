"""Files of SQLite's as writers leave them: read whole, and left as they were."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

import cdrql
from cdrql.engines.database import connect

# A writer that is killed in the middle of a transaction, which has reached the file already.
KILLED = """
import os, sqlite3
to = sqlite3.connect("calls.db", isolation_level=None)
to.execute("PRAGMA journal_mode = {mode}")
to.execute("CREATE TABLE t (x)")
to.execute("INSERT INTO t VALUES (1)")
to.execute("PRAGMA cache_size = 5")
to.execute("BEGIN")
to.executemany("INSERT INTO t VALUES (zeroblob(1000 + ?))", ((n,) for n in range(2000)))
{then}
"""


def write(folder: Path, mode: str, then: str = "os._exit(9)") -> str:
    """Let a process of its own write, and give the path of the file."""
    code = KILLED.format(mode=mode, then=then)
    subprocess.run([sys.executable, "-c", code], cwd=folder, check=False)
    return str(folder / "calls.db")


@pytest.mark.parametrize("mode", ["DELETE", "TRUNCATE", "PERSIST", "WAL"])
def test_what_a_killed_writer_left_is_not_counted(mode: str, tmp_path: Path) -> None:
    path = write(tmp_path, mode)
    assert len([*tmp_path.iterdir()]) > 1, "nothing is unfinished"
    for _ in range(2):
        with connect(path) as database:
            assert database.query("SELECT COUNT(*) FROM t") == [(1,)]


def test_no_file_stays_behind_a_reader(tmp_path: Path) -> None:
    path = write(tmp_path, "WAL", "to.execute('COMMIT'); to.close()")
    before = Path(path).read_bytes()
    with connect(path) as one, connect(path) as other:
        assert one.query("SELECT COUNT(*) FROM t") == other.query("SELECT COUNT(*) FROM t")
    assert [*tmp_path.iterdir()] == [Path(path)]
    assert Path(path).read_bytes() == before


def test_files_of_a_writer_stay(tmp_path: Path) -> None:
    path = write(tmp_path, "WAL", "to.execute('COMMIT'); to.close()")
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("INSERT INTO t VALUES (2)")
    with connect(path) as database:
        assert database.query("SELECT COUNT(*) FROM t") == [(2002,)]
        writer.execute("INSERT INTO t VALUES (3)")
        assert database.query("SELECT COUNT(*) FROM t") == [(2003,)]
    assert {Path(f"{path}-wal"), Path(f"{path}-shm")} <= {*tmp_path.iterdir()}
    writer.close()


def test_a_file_that_somebody_locks_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, "DELETE", "to.execute('COMMIT')")
    plain = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *a, **k: plain(*a, timeout=0, **k))
    writer = plain(path, isolation_level=None)
    writer.execute("BEGIN EXCLUSIVE")
    with pytest.raises(cdrql.DatabaseError, match=r"locked\n   = hint: somebody writes to it"):
        connect(path)
    writer.close()


@pytest.mark.parametrize("timeout", [float("nan"), float("inf"), -float("inf"), -1, 0, 1e7, 1e-9])
def test_what_is_no_time_limit_is_refused(timeout: float, tmp_path: Path) -> None:
    with pytest.raises(cdrql.DatabaseError, match=r"the timeout .* is no time limit") as caught:
        connect(str(tmp_path / "none.db"), timeout=timeout)
    assert caught.value.problems[0].hint == "give seconds, from 0.001 to 1000000"
