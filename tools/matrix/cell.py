"""One cell: an environment that is thrown away, and what the suite does in it."""

import json
import os
import re
import subprocess
import time
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from tools.matrix.project import dependencies, requirements

# The only reasons to skip a test: what a server needs is not installed, nor is DuckDB.
ABSENT = re.compile(r"\w+: the package \w+ is not |could not import '\w+'|not installed here: ")
LEAST = 3_000  # tests that pass in a cell; fewer means that the others are no longer found

_VERSIONS = """
import json, platform, sqlite3, sys
from importlib.metadata import version
versions = {"Python": platform.python_version(), "SQLite": sqlite3.sqlite_version}
print(json.dumps(versions | {name: version(name) for name in sys.argv[1:]}))
"""


class BrokenError(Exception):
    """A cell that could not be made, or whose suite did not end; the text is what was printed."""


@dataclass(frozen=True)
class Cell:
    """A choice of libraries, and a Python by its version and its file."""

    python: str
    libraries: str
    interpreter: Path

    def __str__(self) -> str:
        return f"Python {self.python}, {self.libraries} libraries"


@dataclass
class Outcome:
    """What the suite did in a cell."""

    cell: Cell
    versions: dict[str, str] = field(default_factory=dict)
    passed: set[str] = field(default_factory=set)
    failed: set[str] = field(default_factory=set)
    skipped: Counter[str] = field(default_factory=Counter)
    seconds: float = 0

    def problems(self, wanted: Set[str], least: int = LEAST) -> Iterator[str]:
        """Say what is wrong, where `wanted` are the tests that passed in any cell."""
        yield from (f"failed: {name}" for name in sorted(self.failed))
        yield from (f"did not run: {name}" for name in sorted(wanted - self.passed - self.failed))
        yield from (f"skipped: {why}" for why in sorted(self.skipped) if not ABSENT.match(why))
        if len(self.passed) < least:
            yield f"{len(self.passed)} tests passed, and {least} are the least"


def run(cell: Cell, home: Path, suite: Path, wheel: Path) -> Outcome:
    """Make the environment in an empty folder, and run the suite against the wheel there."""
    start = time.perf_counter()
    home.mkdir()
    python = home / "venv" / "bin" / "python"
    _do((cell.interpreter, "-m", "venv", home / "venv"))
    pip = (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    _do((*pip, *requirements(cell.libraries, wheel)))
    names = [found.name for found in dependencies()]
    outcome = Outcome(cell, json.loads(_do((python, "-c", _VERSIONS, *names))))
    report = home / "report.xml"
    options = (
        "-q",
        "-p",
        "no:cacheprovider",
        "-m",
        "not checkout",
        f"--basetemp={home / 'tmp'}",
        f"--junitxml={report}",
    )
    _do((python, "-m", "pytest", *options), suite, python.parent, fine=(0, 1))  # 1: some failed
    read(report, outcome)
    outcome.seconds = time.perf_counter() - start
    return outcome


def _do(
    command: Sequence[object],
    folder: Path | None = None,
    programs: Path | None = None,
    fine: Sequence[int] = (0,),
) -> str:
    """Run a command to its end and give what it prints; no engine is required there."""
    env = {k: v for k, v in os.environ.items() if k not in ("CDRQL_REQUIRE", "PYTHONPATH")}
    if programs:
        env["PATH"] = f"{programs}{os.pathsep}{env['PATH']}"
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=folder, env=env, capture_output=True, text=True, check=False)
    if done.returncode not in fine:
        raise BrokenError(f"{' '.join(words)}\n{done.stdout}{done.stderr}")
    return done.stdout


def read(report: Path, outcome: Outcome) -> None:
    """Read pytest's report of every test."""
    for case in ElementTree.parse(report).iter("testcase"):
        name = f"{case.get('classname')}::{case.get('name')}"
        found = {child.tag: child.get("message", "") for child in case}
        if found.keys() & {"failure", "error"}:
            outcome.failed.add(f"{name}: {' '.join(found.values())}")
        elif "skipped" in found:
            outcome.skipped[found["skipped"]] += 1
        else:
            outcome.passed.add(name)
