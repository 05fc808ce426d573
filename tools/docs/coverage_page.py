"""Writes docs/trust/coverage.md from what `make coverage` measured.

python -m tools.docs.coverage_page
"""

import argparse
import json
import platform
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from textwrap import fill
from typing import Any

from coverage import Coverage

from tools.docs.markdown import table
from tools.docs.pages import DOCS

PAGE = DOCS / "trust" / "coverage.md"
PACKAGES = ("coverage", "pytest", "hypothesis", "sqlglot", "lark", "pydantic")

_TEXT = """\
# Every branch of the compiler and the policy

`make coverage` runs the tests of the compiler that need no server, and fails unless they run every
statement and take every branch of all that `cdrql.compile` runs: the rooms of the compiler, the
policy, and the four backends. CI runs it. No line is excluded: what is left out in `pyproject.toml`
are tools, and a test holds that none of them is imported by the compiler.

That a branch is run does not mean that its answer is right; the engines and the reference say that.
It means that no line is there that no test has ever seen, and that none loses its test unnoticed.
A choice within one expression (`a if b else c`, `and`, `or`) is no branch to coverage.py.

{measured}

{table}

This page is written by `make coverage && .venv/bin/python -m tools.docs.coverage_page`.
"""


def measured() -> dict[str, Any]:
    """Give what coverage measured last, as its JSON report has it."""
    known = Coverage()
    known.load()
    with tempfile.NamedTemporaryFile("r", suffix=".json", encoding="utf-8") as file:
        known.json_report(outfile=file.name)
        report: dict[str, Any] = json.load(file)
    return report


def rows(report: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """Give a row for each module that has statements, and one for all."""
    files = {name: found["summary"] for name, found in report["files"].items()}
    for name, found in {**files, "all": report["totals"]}.items():
        if found["num_statements"]:
            run, of = found["covered_lines"], found["num_statements"]
            taken, branches = found["covered_branches"], found["num_branches"]
            yield name, f"{run} of {of}", f"{taken} of {branches}"


def page(report: dict[str, Any]) -> str:
    """Give the page."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    date, python = datetime.now(UTC).date(), platform.python_version()
    return _TEXT.format(
        measured=fill(f"Measured on {date} by Python {python}, {packages}:", 100),
        table=table(("module", "statements run", "branches taken"), *rows(report)),
    )


def main() -> None:
    """Write the page."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(measured()), encoding="utf-8")


if __name__ == "__main__":
    main()
