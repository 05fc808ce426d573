"""`cdrql load` as it is typed: files, commands, what each says, and what then is in the database.

A case is a file of `commands/`. `files` has their texts, or a list of [text, how often] to be put
together. Of a step, `run` is the command line after `cdrql load` (`{ff}`: a byte that is no text),
`exit` its exit code (0), `says` what stands in its output, `never` what does not, `asked` the
answer of the database that it names: calls, those answered, seconds of talk (nothing: no database
is left). `rows` are the values of the columns `shown`, "" for NULL.
"""

import shlex
import sqlite3
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cdrql.cli.main import cli
from tests.load.packing import packed

CASES = sorted((Path(__file__).parent / "commands").glob("*.toml"))


def ask(database: Path) -> list[int] | None:
    """Count calls, answered ones and their seconds."""
    if not database.is_file():
        return None
    with sqlite3.connect(database) as db:
        return [
            *db.execute(
                "SELECT count(*), sum(bill_duration > 0), sum(bill_duration) FROM cdrs"
            ).fetchone()
        ]


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_commands(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    unraisable: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", unraisable.append)
    case: dict[str, Any] = tomllib.loads(path.read_text())
    for name, content in case.get("files", {}).items():
        Path(name).write_bytes(packed(name, content))
    for step in case["step"]:
        stdin = Path(step["stdin"]).read_bytes() if "stdin" in step else None
        arguments = shlex.split(step["run"].replace("{ff}", "\udcff"))
        done = CliRunner().invoke(cli, ["load", *arguments], input=stdin)
        assert (done.exit_code, done.stdout) == (step.get("exit", 0), ""), done.stderr
        assert unraisable == []
        for text in step.get("says", []):
            assert text in done.stderr
        for text in step.get("never", []):
            assert text not in done.stderr
        if "asked" in step:
            assert (ask(Path(step.get("database", "a.db"))) or []) == step["asked"]
        if "rows" in step:
            with sqlite3.connect("a.db") as db:
                found = db.execute(f"SELECT {step['shown']} FROM cdrs ORDER BY id").fetchall()
            assert [["" if cell is None else cell for cell in row] for row in found] == step["rows"]
