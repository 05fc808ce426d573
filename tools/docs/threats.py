"""What threatens, row by row, and the tests that close it: the page docs/trust/threats.md.

A test says which rows of threats.toml it closes by `@pytest.mark.closes("name", ...)`. The marks
are read from the sources, so that the page does not depend on what is selected; conftest.py sees
to it that a test that bears one really ran.
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from cdrql.model import limits
from tools.docs.markdown import table

HERE = Path(__file__).parent
TESTS = HERE.parents[1] / "tests"
ROWS: dict[str, list[dict[str, Any]]] = tomllib.loads(
    HERE.joinpath("threats.toml").read_text(encoding="utf-8")
)
CLOSABLE = [row["name"] for kind in ("class", "behaviour", "relation") for row in ROWS[kind]]

_HEAD = """\
# Threats, and the tests that close them

What has gone wrong elsewhere, what database engines do by themselves, and every class of attack and
bad input that we know of: each with what is done about it and the tests that prove it. Most run on
real engines. What cannot occur says why; what a defence does not reach is said beside it.

This page is made from `tools/docs/threats.toml` and the marks of the tests, by
`python -m tools.docs`. A row without a test fails the tests, and so does a marked test that
nothing ran.
"""


def marks() -> Mapping[str, list[str]]:
    """Give the tests that close each row, by the row's name, as `file::function`."""
    found: dict[str, list[str]] = {}
    for path in sorted(TESTS.rglob("test_*.py"), key=lambda path: path.name):
        for test, name in _marked(path):
            found.setdefault(name, []).append(f"{path.name}::{test}")
    return found


def _marked(path: Path) -> Iterator[tuple[str, str]]:
    """Find the marks of a file: each function with each name that it closes."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            for call in node.decorator_list:
                if isinstance(call, ast.Call) and ast.unparse(call.func) == "pytest.mark.closes":
                    yield from ((node.name, ast.literal_eval(name)) for name in call.args)


def page() -> str:
    """Print the page."""
    tests = marks()
    blocks = [_HEAD]
    for kind, (title, *heads) in _SECTIONS.items():
        rows = (_cells(kind, row, tests) for row in ROWS[kind])
        blocks.append(f"## {title}\n\n{table(heads, *rows)}\n")
    return "\n".join(blocks)


_SECTIONS = {
    "class": (
        *("Classes of attack and of bad input", "", "class", "example", "what is done", "tests"),
    ),
    "behaviour": ("What engines do by themselves", "case", "engines", "here", "tests"),
    "relation": ("Relations that need no expected value", "relation", "tests"),
    "lesson": ("What happened to others", "where", "what happened", "classes"),
}


def _cells(
    kind: str, row: Mapping[str, Any], tests: Mapping[str, Sequence[str]]
) -> tuple[str, ...]:
    """Give the cells of a row."""
    if kind == "lesson":
        return row["peers"], row["what"], ", ".join(map(str, row["classes"]))
    proof = "<br>".join(f"`{test}`" for test in tests.get(row["name"], ()))
    if kind == "class":
        return str(row["number"]), row["name"], row["example"], _done(row), proof
    return *(row[key] for key in ("name", "engines", "levelled") if key in row), proof


def _done(row: Mapping[str, Any]) -> str:
    """Say what is done about a class, or why nothing need be, and what remains."""
    if "not_here" in row:
        return f"*Not here:* {row['not_here']}"
    said: str = row["defence"] + (f" *Remains:* {row['remains']}" if "remains" in row else "")
    # A number that the code holds requests to stands there alone: `{MOST_TESTS}` is it.
    for name, limit in vars(limits).items():
        said = said.replace(f"{{{name}}}", f"{limit:,}") if isinstance(limit, int) else said
    return said
