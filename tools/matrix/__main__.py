"""Runs the suite in process on every Python claimed, with the oldest and the newest libraries.

python -m tools.matrix [--cell 3.12-oldest | here-compiled | last-oldest ...] [--jobs 2]
                       [--allow-missing] [--write]

Environments are made outside the checkout and thrown away. Tests that need a server are skipped.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from tools.matrix import page
from tools.matrix.cell import BrokenError, Cell, Outcome, run
from tools.matrix.project import LIBRARIES, ROOT, pythons
from tools.matrix.pythons import find

SHOWN = 20  # problems of a cell


def every_cell() -> Iterator[str]:
    """Cross Pythons and libraries; the compiled ones are tried on the first Python alone."""
    for version in pythons():
        for chosen in LIBRARIES:
            if chosen != "compiled" or version == pythons()[0]:
                yield f"{version}-{chosen}"


def cells(names: Iterable[str]) -> Iterator[Cell]:
    """Give the cells that are named, of Pythons that are found: `3.12-oldest`, `here-compiled`."""
    for name in names:
        version, _, chosen = name.partition("-")
        if path := find(version):
            yield Cell(version, chosen, path)


def prepare(place: Path) -> Path:
    """Build the wheel in a copy of the checkout; give the wheel, beside the suite without it."""
    suite = place / "suite"
    shutil.copytree(ROOT, suite, ignore=_left_out)
    pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", place)
    subprocess.run([*map(str, pip), str(suite)], check=True)
    for folder in ("cdrql", "build"):
        shutil.rmtree(suite / folder)
    [wheel] = place.glob("cdrql-*.whl")
    return wheel


def _left_out(folder: str, names: list[str]) -> set[str]:
    """Name what tools left in the checkout, which is no part of it."""
    hidden = {name for name in names if name.startswith(".") or name.endswith(".egg-info")}
    made = {"build", "dist", "cdrql-demo"} if Path(folder) == ROOT else set()
    return (hidden | made | {"__pycache__"}) & {*names}


def tried(cell: Cell, place: Path, wheel: Path) -> Outcome | str:
    """Run a cell; where that is not possible, give the reason."""
    home = place / f"{cell.python}-{cell.libraries}"
    try:
        return run(cell, home, place / "suite", wheel)
    except BrokenError as error:
        return str(error)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def judged(results: Iterable[tuple[Cell, Outcome | str]]) -> tuple[list[Outcome], bool]:
    """Print what each cell did and what is wrong with it; say whether nothing is."""
    outcomes, is_fine = [], True
    for cell, result in results:
        if isinstance(result, Outcome):
            print(page.line(result), flush=True)
            outcomes.append(result)
        else:
            print(f"{cell}: broken\n{result}", flush=True)
            is_fine = False
    wanted = {name for outcome in outcomes for name in outcome.passed}
    for outcome in outcomes:
        problems = list(outcome.problems(wanted))
        is_fine &= not problems
        for problem in problems[:SHOWN]:
            print(f"{outcome.cell}: {problem}")
    return outcomes, is_fine


def asked(words: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tools.matrix", description=__doc__)
    choices = [f"{p}-{libraries}" for p in (*pythons(), "here", "last") for libraries in LIBRARIES]
    parser.add_argument("--cell", action="append", choices=choices, help="a Python and libraries")
    parser.add_argument("--jobs", type=int, default=1, help="cells at a time")
    parser.add_argument("--allow-missing", action="store_true", help="a Python may be missing")
    parser.add_argument("--write", action="store_true", help=f"write {page.PAGE.name} anew")
    return parser.parse_args(words)


def named(names: Iterable[str]) -> list[str]:
    """Name cells by versions: `here` is the running Python, `last` the newest that is found."""
    here = ".".join(map(str, sys.version_info[:2]))
    last = next(version for version in [*reversed(pythons()), here] if find(version))
    meant = {"here": here, "last": last}
    parts = (name.partition("-") for name in names)
    return list(dict.fromkeys(f"{meant.get(p, p)}-{libraries}" for p, _, libraries in parts))


def main() -> int:
    """Run the cells; fail when a test does, when one does not run, or when a Python is missing."""
    options = asked()
    wanted = named(options.cell or every_cell())
    asked_for = dict.fromkeys(name.partition("-")[0] for name in wanted)
    missing = [version for version in asked_for if not find(version)]
    for version in missing:
        print(f"Python {version} was not found: not on PATH, nor of pyenv or uv", flush=True)
    todo = list(cells(wanted))
    with tempfile.TemporaryDirectory(prefix="cdrql-matrix-") as folder:
        place = Path(folder)
        wheel = prepare(place)
        with ThreadPoolExecutor(options.jobs) as threads:
            results = threads.map(partial(tried, place=place, wheel=wheel), todo)
            outcomes, is_fine = judged(zip(todo, results, strict=True))
    if options.write and is_fine:
        page.PAGE.write_text(page.printed(outcomes), encoding="utf-8")
    return int(not is_fine or (bool(missing) and not options.allow_missing) or not todo)


if __name__ == "__main__":
    sys.exit(main())
