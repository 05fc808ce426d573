"""Compares every engine's answers with the reference's, to the byte, over random requests.

python -m tests.differential [--requests 2000] [--seed 1] [--engine NAME ...]
                             [--mirrors 200] [--mirror NAME ...]

`--mirrors N` asks N requests of each mapping in tests/mirrors/ instead of the default warehouse.
"""

from __future__ import annotations

import argparse
import pprint
import random
import sys
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cdrql
import cdrql.run
from tests.engines import NAMES, AbsentError, Engine
from tests.engines.fleet import Fleet
from tests.mirrors import Mirror, Mirrored, World
from tests.mirrors.all import MIRRORS
from tests.reference import as_json

OUTPUTS = ("response", "values")
CALLS = 300  # in a data set
SHARE = 50  # requests asked of one data set

Call = dict[str, Any]
Request = dict[str, Any]
Asked = Engine | Mirrored
WORLD = World()


@dataclass
class Case:
    """One request for one output over a data set, with what the reference answers."""

    request: Request
    calls: Sequence[Call]
    output: str
    world: World = WORLD
    expected: str = ""
    rows: int = 0

    def __post_init__(self) -> None:
        rows = self.world.answer(self.request, self.calls, self.output)
        self.expected, self.rows = as_json(rows), len(rows)


@dataclass
class Count:
    """What was asked of one engine so far."""

    engine: Asked
    requests: int = 0
    answers: int = 0
    rows: int = 0
    differences: int = 0
    reports: list[Path] = field(default_factory=list)


def ask(engine: Asked, request: Request, output: str, world: World = WORLD) -> str:
    """Give an engine's answer as JSON, or the traceback of what went wrong instead."""
    try:
        compiled = compile_(engine, request, output, world)
        rows = engine.query(compiled.sql, compiled.params)
        return cdrql.run.as_json(cdrql.run.normalise(rows, compiled.columns))
    except Exception:
        return traceback.format_exc()


def compile_(engine: Asked, request: Request, output: str, world: World) -> cdrql.Compiled:
    return cdrql.compile(request, engine.dialect, output=output, warehouse=world.house)


def differs(engine: Asked, case: Case) -> bool:
    """Tell whether an engine, holding the case's calls, answers other bytes than the reference."""
    return ask(engine, case.request, case.output, case.world) != case.expected


# --- Making a difference small and writing it down -----------------------------------------------


def smaller(request: Request, calls: Sequence[Call]) -> Iterator[tuple[Request, Sequence[Call]]]:
    """Leave out a part of the calls, or one key of the request or of its filter."""
    size = len(calls)
    while (size := size // 2) >= 1:
        for at in range(0, len(calls), size):
            yield request, [*calls[:at], *calls[at + size :]]
    wanted = request["filter"]
    for key in sorted(set(wanted) - {"start_at", "end_at"}):
        yield request | {"filter": {k: wanted[k] for k in wanted if k != key}}, calls
    for key in sorted(set(request) - {"group", "filter"}):
        yield {k: request[k] for k in request if k != key}, calls


def smallest(engine: Asked, case: Case, tries: int = 300) -> Case:
    """Shrink a case as long as the engine differs, within a number of tries."""
    candidates = smaller(case.request, case.calls)
    while tries and (candidate := next(candidates, None)):
        tries -= 1
        request, calls = candidate
        if is_refused(engine, request, case):  # without a key it may no longer be a valid request
            continue
        engine.load(calls)
        found = Case(request, calls, case.output, case.world)
        if differs(engine, found):
            case, candidates = found, smaller(request, calls)
    engine.load(case.calls)
    return case


def is_refused(engine: Asked, request: Request, case: Case) -> bool:
    try:
        compile_(engine, request, case.output, case.world)
    except cdrql.CdrqlError:
        return True
    except Exception:
        return False
    return False


def report(engine: Asked, case: Case) -> str:
    """Write a difference as Python: the request, the calls, the SQL and both answers."""
    try:
        compiled = compile_(engine, case.request, case.output, case.world)
        sql, params = compiled.sql, compiled.params
    except Exception as error:
        sql, params = repr(error), None
    values = {"request": case.request, "output": case.output, "params": params}
    got = ask(engine, case.request, case.output, case.world)
    texts = {"sql": sql, "expected": case.expected, "got": got}
    parts = [f'"""{engine.name} {engine.version} differs."""\n\nimport datetime\n']
    parts.append("from decimal import Decimal\n")
    parts += [f"{key} = {pprint.pformat(value, width=100)}" for key, value in values.items()]
    parts += [f'{key} = r"""\n{text}\n"""' for key, text in texts.items()]
    return "\n".join([*parts, f"calls = {pprint.pformat(case.calls, width=100)}"]) + "\n"


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


if __name__ == "__main__":
    sys.exit(main())
