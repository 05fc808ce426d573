"""A table of keys that an earlier version made, which did not name the columns of a key."""

import sqlite3
from pathlib import Path

from click.testing import CliRunner

from cdrql.cli.main import cli

CALLS = "start_at,duration,bill_duration,id\n2025-03-01 10:00:00,9,5,1\n"


def test_keys_without_their_columns_are_refused(tmp_path: Path) -> None:
    database, file = str(tmp_path / "a.db"), tmp_path / "a.csv"
    file.write_text(CALLS)
    assert CliRunner().invoke(cli, ["load", str(file), "--database", database]).exit_code == 0
    with sqlite3.connect(database) as db:
        db.execute("CREATE TABLE cdrs_keys (key TEXT PRIMARY KEY)")
    db.close()
    again = ["load", str(file), "--database", database, "--append", "--key", "id"]
    done = CliRunner().invoke(cli, again)
    assert done.exit_code == 1
    assert "the table cdrs_keys is of an earlier version" in done.stderr
    assert "load all files anew, into another database: --database NAME" in done.stderr
