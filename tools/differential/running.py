"""Compares every engine's answers with the reference's, to the byte, over random requests.

python -m tools.differential [--requests 2000] [--seed 1] [--engine NAME ...]
                             [--mirrors 200] [--mirror NAME ...]

`--mirrors N` asks N requests of each mapping in tools/mirrors/ instead of the default warehouse.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tools.differential.cases import OUTPUTS, Case, differs, report, smallest
from tools.engines import NAMES, AbsentError, Engine
from tools.engines.fleet import Fleet
from tools.mirrors import WORLD, Asked, Mirror, Mirrored, World
from tools.mirrors.all import MIRRORS

CALLS = 300  # in a data set
SHARE = 50  # requests asked of one data set


@dataclass
class Count:
    """What was asked of one engine so far."""

    engine: Asked
    requests: int = 0
    answers: int = 0
    rows: int = 0
    differences: int = 0
    reports: list[Path] = field(default_factory=list)


# --- The run ------------------------------------------------------------------------------------


def compare(count: Count, case: Case, folder: Path) -> None:
    """Ask one engine for one case; note a difference, shrink it and write it down."""
    count.answers += 1
    count.rows += case.rows
    if not differs(count.engine, case):
        return
    count.differences += 1
    if len(count.reports) < 5:
        path = folder / f"{count.engine.name}-{len(count.reports) + 1}.py"
        path.write_text(report(count.engine, smallest(count.engine, case)), encoding="utf-8")
        count.reports.append(path)
        count.engine.load(case.calls)
        print(f"{count.engine.name} differs: {path}", file=sys.stderr)


def run(
    counts: Sequence[Count], requests: int, seed: int, folder: Path, world: World = WORLD
) -> None:
    """Ask every engine the same random requests, over a fresh data set every SHARE of them."""
    for first in range(0, requests, SHARE):
        rng = random.Random(f"{seed} {first}")
        calls = world.calls(rng, CALLS)
        for count in counts:
            count.engine.load(calls)
        for _ in range(min(SHARE, requests - first)):
            request = world.request(rng)
            cases = [Case(request, calls, output, world) for output in OUTPUTS]
            for count in counts:
                count.requests += 1
                for case in cases:
                    compare(count, case, folder)
        print(f"{world}: {min(first + SHARE, requests)} of {requests} requests", file=sys.stderr)


def run_mirrors(
    counts: Sequence[Count], mirrors: Sequence[Mirror], requests: int, seed: int, folder: Path
) -> list[Count]:
    """Ask each mirror the same way, on every engine that it claims."""
    found = []
    for mirror in mirrors:
        engines = [count.engine for count in counts if count.engine.name in mirror.engines]
        mirrored = [Count(Mirrored(e, mirror)) for e in engines if isinstance(e, Engine)]
        run(mirrored, requests, seed, folder, mirror)
        for count in mirrored:
            count.engine.close()
        found += mirrored
    return found


def table(counts: Sequence[Count]) -> str:
    """Show what was asked of each engine, and how often it differed."""
    heads = ["engine", "version", "requests", "answers", "rows compared", "differences"]
    lines = [heads]
    for count in counts:
        numbers = (count.requests, count.answers, count.rows, count.differences)
        lines.append([count.engine.name, count.engine.version, *map(str, numbers)])
    return aligned(lines)


def aligned(lines: Sequence[Sequence[str]]) -> str:
    """Write lines of cells under each other."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)


def start(fleet: Fleet, names: Sequence[str]) -> list[Count]:
    """Wait for the engines; say which are not to be had."""
    counts = []
    for name in names:
        try:
            counts.append(Count(fleet.engine(name)))
        except AbsentError as why:
            print(f"not used: {name}: {why}", file=sys.stderr)
    return counts


def main() -> int:
    """Run and print the table; fail when anything differed or a named engine is absent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", action="append", choices=NAMES)
    parser.add_argument("--mirrors", type=int, metavar="N")
    parser.add_argument("--mirror", action="append", choices=[m.name for m in MIRRORS])
    options = parser.parse_args()
    names = options.engine or NAMES
    fleet = Fleet(names)
    try:
        counts = start(fleet, names)
        folder = Path(tempfile.mkdtemp(prefix="cdrql-differential-"))
        is_short = bool(options.engine) and len(counts) < len(names)
        if options.mirrors or options.mirror:
            mirrors = [m for m in MIRRORS if m.name in (options.mirror or [m.name])]
            count = options.mirrors or options.requests
            counts = run_mirrors(counts, mirrors, count, options.seed, folder)
        else:
            run(counts, options.requests, options.seed, folder)
    finally:
        fleet.close()
    if not any(folder.iterdir()):
        folder.rmdir()
    print(table(counts))
    for count in counts:
        for path in count.reports:
            print(path)
    return int(not counts or is_short or any(count.differences for count in counts))
