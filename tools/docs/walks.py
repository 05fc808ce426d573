"""Runs a page of examples: files are written, commands run, and what they print put below them.

A fenced block whose first line names a file beside its language is that file; `sql` for a `.db` is
run there. A `console` block is commands, each followed by all that it printed.
"""

import os
import re
import shlex
import sqlite3
from contextlib import chdir
from pathlib import Path
from unittest.mock import patch

from click.testing import CliRunner

from cdrql.cli.main import cli

BLOCK = re.compile(r"^```(\w+) ?(\S*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def walked(page: str, folder: Path) -> str:
    """Run the page's blocks in a folder, in their order, and give it with what they printed."""
    with chdir(folder), patch.dict(os.environ, {"COLUMNS": "100", "NO_COLOR": "1"}):
        return BLOCK.sub(_done, page)


def _done(block: re.Match[str]) -> str:
    """Do what a block says."""
    language, file, text = block.groups()
    if language == "console":
        return f"```console\n{''.join(_ran(line) for line in _commands(text))}```"
    if file.endswith(".db"):
        with sqlite3.connect(file) as database:
            database.executescript(text)
        database.close()
    elif file:
        Path(file).write_text(text, encoding="utf-8")
    return block[0]


def _commands(text: str) -> list[str]:
    """Find the commands, each on its line and those it goes on to."""
    return re.findall(r"^\$ (?:.*\\\n)*.*$", text, re.MULTILINE)


def _ran(line: str) -> str:
    """Run a command, and give it with what it printed."""
    command, _, last = line.removeprefix("$ ").partition(" | tail -n ")
    program, *words = shlex.split(command)
    run = {"cdrql": _cdrql, "sqlite3": _sqlite3}[program]
    lines = [text.rstrip() for text in run(words).splitlines()]
    printed = "\n".join(lines[-int(last or 0) :]).strip("\n")
    return f"{line}\n{printed}\n" if printed else f"{line}\n"


def _cdrql(words: list[str]) -> str:
    result = CliRunner().invoke(cli, words, prog_name="cdrql")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.output


def _sqlite3(words: list[str]) -> str:
    """Print rows as SQLite's own shell does."""
    file, query = words
    database = sqlite3.connect(file)
    rows = database.execute(query).fetchall()
    database.close()
    return "\n".join("|".join("" if cell is None else str(cell) for cell in row) for row in rows)
