"""Writes docs/trust/matrix.md: what ran, on what, and what came of it."""

import platform
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from tools.docs.markdown import table
from tools.engines import NAMES, AbsentError
from tools.engines.fleet import Fleet
from tools.matrix.cell import Outcome
from tools.matrix.project import LIBRARIES, ROOT

PAGE = ROOT / "docs" / "trust" / "matrix.md"

_PAGE = """\
# Pythons, libraries, engines

`make matrix` wrote this page on {date}. Each line is an environment that was made for the run: the
wheel, the libraries, and all of the suite that needs no server; SQLite is in process. What passes
in one environment has to pass in all. What needs a driver, `chdb` or `duckdb` is skipped, and
nothing else may be.

{runs}

## Libraries

*Oldest* are the lower bounds of `pyproject.toml`, exactly; *newest* is what pip took that day;
*compiled* is the newest with `sqlglot[c]`. The SQL of every golden file is the same text with each.

{libraries}

## Engines

`make test`, and so CI, runs the whole suite on these, with the newest libraries (here: Python
{python}). MySQL and MariaDB are servers of their own, and two versions of SQLite are in process.
`make engines` prints them:

{engines}

## What CI keeps

`.ci/run` tries a diagonal against the wheel: the compiled libraries on the Python that is there,
and the oldest on the last that it finds. All else on this page is as old as its date.
"""


def line(outcome: Outcome) -> str:
    """Say what the suite did in a cell, and why tests were skipped."""
    skipped = outcome.skipped.most_common()
    counts = f"{len(outcome.passed)} passed, {len(outcome.failed)} failed, {_skipped(outcome)}"
    reasons = [f"  skipped {count}: {why}" for why, count in skipped]
    return "\n".join([f"{outcome.cell}: {counts} skipped in {outcome.seconds:.0f} s", *reasons])


def printed(outcomes: Sequence[Outcome]) -> str:
    """Print the page; it takes every engine."""
    return _PAGE.format(
        date=datetime.now(UTC).date(),
        runs=table(("Python", "libraries", "passed", "failed", "skipped"), *_runs(outcomes)),
        libraries=table(("library", *LIBRARIES), *_libraries(outcomes)),
        python=platform.python_version(),
        engines=table(("engine", "version"), *_engines()),
    )


def _skipped(outcome: Outcome) -> int:
    return sum(outcome.skipped.values())


def _runs(outcomes: Sequence[Outcome]) -> Iterator[Sequence[str]]:
    """Give a row for each cell."""
    for one in outcomes:
        counts = (len(one.passed), len(one.failed), _skipped(one))
        yield one.versions["Python"], one.cell.libraries, *(f"{count:,}" for count in counts)


def _libraries(outcomes: Sequence[Outcome]) -> Iterator[Sequence[str]]:
    """Give a row for each library: its versions, in the cells of each choice."""
    for name in outcomes[0].versions:
        used = {
            chosen: {one.versions[name] for one in outcomes if one.cell.libraries == chosen}
            for chosen in LIBRARIES
        }
        if name != "Python":
            yield name, *(", ".join(sorted(found)) for found in used.values())


def _engines() -> Iterator[Sequence[str]]:
    """Give a row for each engine, by what it says itself."""
    fleet = Fleet(NAMES)
    try:
        for name in NAMES:
            try:
                yield name, fleet.engine(name).version
            except AbsentError as why:
                yield name, f"absent: {why}"
    finally:
        fleet.close()
