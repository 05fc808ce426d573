"""Hints of refused files, each followed as it is printed until the file is loaded rightly.

A case is a file of `hints/`. `text` is the file; `say` are the options of the first command. Each
of `follow` has what the hint before it says to add (a part of that hint), or "" for the command
that it prints whole; `also` are options of the last command. `asked` is then what the table
holds: calls, those answered, seconds in all and of talk. `hint` is the whole last
hint of a file that no hint can load.
"""

import shlex
import sqlite3
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cdrql.cli.main import cli

CASES = sorted((Path(__file__).parent / "hints").glob("*.toml"))
_COUNTS = "SELECT count(*), sum(bill_duration > 0), sum(duration), sum(bill_duration) FROM cdrs"


def hint_of(command: list[str]) -> str:
    """Run a command that is refused, and give its hint."""
    done = CliRunner().invoke(cli, command)
    assert done.exit_code == 1, done.stderr
    return done.stderr.partition("= hint: ")[2].partition("\n")[0]


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_a_hint_that_is_followed_gives_right_numbers(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    case: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    Path("a.csv").write_text(case["text"], encoding="utf-8")
    command = ["load", "a.csv", "--database", "a.db", *shlex.split(case.get("say", ""))]
    for added in case.get("follow", []):
        hint = hint_of(command)
        if added:
            assert added in hint
            command += shlex.split(added)
        else:
            command = shlex.split(hint[hint.index("cdrql load") :])[1:]
    if "hint" in case:
        assert hint_of(command) == case["hint"]
        return
    done = CliRunner().invoke(cli, [*command, *shlex.split(case.get("also", ""))])
    assert done.exit_code == 0, done.stderr
    with sqlite3.connect("a.db") as db:
        assert [*db.execute(_COUNTS).fetchone()] == case["asked"]
