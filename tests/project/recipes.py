"""The recipes of CONTRIBUTING.md: each a section with the diff it takes and commands that it runs.

A diff is applied by its text, not by line numbers: each hunk (what follows `@@`) has to be in its
file exactly once. What a command shows, beside lines that are `...`, it has to print in that order.
"""

import atexit
import compileall
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
_SECTION = re.compile(r"^## (.+?)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_BLOCK = re.compile(r"^```(diff|console)\n(.*?)^```", re.MULTILINE | re.DOTALL)
# What a checkout is copied of; the package finds backends and grammars inside it, as in a wheel.
_COPIED = ("cdrql", "backends", "grammars", "tests", "tools", "docs", "examples", "benchmarks")
_INSIDE = ("backends", "grammars")
_NOT_COPIED = shutil.ignore_patterns("__pycache__", "*.db", "corpus*", "node_modules")


@dataclass(frozen=True)
class Recipe:
    """A section of CONTRIBUTING.md: its title, and its blocks in their order."""

    title: str
    blocks: tuple[tuple[str, str], ...]

    def run(self, checkout: Path) -> None:
        """Apply its diffs to a copy of the checkout, and run its commands there."""
        for kind, text in self.blocks:
            if kind == "diff":
                apply_diff(text, checkout)
                install(checkout)
            else:
                run_console(text, checkout)


def recipes() -> Iterator[Recipe]:
    """Find the sections that have a diff."""
    for title, body in _SECTION.findall(CONTRIBUTING.read_text(encoding="utf-8")):
        blocks = tuple(_BLOCK.findall(body))
        if any(kind == "diff" for kind, _ in blocks):
            yield Recipe(title, blocks)


def copy_checkout(to: Path) -> Path:
    """Copy what recipes change and run; the package inside is found before any other."""
    shutil.copytree(_compiled_checkout(), to, dirs_exist_ok=True)
    for folder in _INSIDE:
        (to / "cdrql" / folder).symlink_to(to / folder)
    install(to)
    return to


@cache
def _compiled_checkout() -> Path:
    """Copy the checkout once, with its bytecode, to be copied for each recipe.

    Each command of a recipe is an interpreter of its own, which would otherwise compile package,
    tools and tests anew: most of its time.
    """
    to = Path(tempfile.mkdtemp(prefix="cdrql-checkout-"))
    atexit.register(shutil.rmtree, to, ignore_errors=True)
    for folder in _COPIED:
        shutil.copytree(ROOT / folder, to / folder, ignore=_NOT_COPIED)
        # By its time and size, which copies keep, Python sees whether a file was changed since.
        compileall.compile_dir(to / folder, quiet=1)
    for path in ROOT.iterdir():
        if path.is_file() and path.name != ".coverage":
            shutil.copy2(path, to / path.name)
    return to


def install(checkout: Path) -> None:
    """Write the entry points of the checkout's pyproject.toml where Python looks for them."""
    project = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    folder = checkout / "cdrql-0.dist-info"
    folder.mkdir(exist_ok=True)
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: cdrql\nVersion: 0\n")
    lines = []
    for group, entries in project["entry-points"].items():
        lines += [f"[{group}]", *(f"{name} = {of}" for name, of in entries.items())]
    (folder / "entry_points.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def apply_diff(diff: str, checkout: Path) -> None:
    """Change the files of a checkout."""
    for part in re.split(r"^(?=--- )", diff, flags=re.MULTILINE):
        if not part.strip():
            continue
        head, *hunks = re.split(r"^@@.*\n", part, flags=re.MULTILINE)
        path = checkout / head.splitlines()[-1][4:]  # `+++ file`, or `--- file` alone
        for hunk in hunks:
            old, new = _side(hunk, "-"), _side(hunk, "+")
            if not old:
                assert not path.exists(), f"{path} is there already"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(new, encoding="utf-8")
                continue
            text = "\n" + path.read_text(encoding="utf-8")
            count = text.count("\n" + old)
            assert count == 1, f"{count} times in {path.relative_to(checkout)}:\n{old}"
            changed = text.replace("\n" + old, "\n" + new)
            path.write_text(changed.removeprefix("\n"), encoding="utf-8")


def _side(hunk: str, sign: str) -> str:
    lines = [line if line else " " for line in hunk.splitlines()]
    return "".join(f"{line[1:]}\n" for line in lines if line[0] in (" ", sign))


def run_console(text: str, checkout: Path) -> None:
    """Run each command of a block, and compare what it prints with the lines below it."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE):
        command, _, shown = part.partition("\n")
        if command:
            done = _run(command, checkout)
            missing = _missing(shown.splitlines(), done)
            assert missing is None, f"$ {command}\n{done}\n\nnot printed: {missing}"


def _run(command: str, checkout: Path) -> str:
    program, *words = shlex.split(command)
    starts = {
        "cdrql": ["-c", "from cdrql.cli import main; main()"],
        "pytest": ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not server"],
        "python": [],
    }
    done = run_python([*starts[program], *words], checkout)
    printed = done.stdout + done.stderr
    assert program == "cdrql" or done.returncode == 0, printed
    return printed


def run_python(words: list[str], checkout: Path) -> subprocess.CompletedProcess[str]:
    """Run Python on a copy of the checkout, in which it keeps bytecode for the next command."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.run(
        [sys.executable, *words],
        cwd=checkout,
        env=environment | {"PYTHONPATH": str(checkout), "COLUMNS": "100"},
        capture_output=True,
        text=True,
        check=False,
    )


def _missing(shown: list[str], printed: str) -> str | None:
    """Find a line that is shown and was not printed after those before it."""
    left = iter(line.rstrip() for line in printed.splitlines())
    return next((line for line in shown if line != "..." and line.rstrip() not in left), None)
