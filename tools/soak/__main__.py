"""Asks random requests of every engine until time or requests are out; fails if anything is wrong.

python -m tools.soak [--time 600] [--requests N] [--seed 1] [--first 0] [--engine NAME ...]
                     [--processes 2] [--write docs/trust/soak.md]

Without --engine all that are there are asked; one of each dialect has to be.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tools.engines import NAMES
from tools.soak.asking import FAULTS
from tools.soak.page import page, table
from tools.soak.running import Plan, Soaked, run, total

TIME = 600.0  # seconds, where neither time nor requests are given
REQUIRED = ("sqlite", "postgres", "mysql", "clickhouse")


def main(arguments: Sequence[str]) -> int:
    """Run, print the table and write the page; 1 if anything is wrong."""
    options = parser().parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="cdrql-soak-"))
    bounds = {"requests": options.requests, "time": options.time}
    given = {key: value for key, value in bounds.items() if value} or {"time": TIME}
    names = options.engine or NAMES
    plan = Plan(
        options.seed,
        options.first,
        names=names,
        folder=folder,
        processes=options.processes,
        **given,
    )
    soaked = run(plan)
    shown = table(soaked, plan.seed)
    print(shown)
    if options.write:
        options.write.write_text(page(shown, arguments), encoding="utf-8")
    for path in sorted(folder.iterdir()):
        print(path)
    if not any(folder.iterdir()):
        folder.rmdir()
    wrong = list(complaints(soaked, options.engine or REQUIRED))
    print(*wrong, sep="\n", end="\n" * bool(wrong), file=sys.stderr)
    return int(bool(wrong))


def parser() -> argparse.ArgumentParser:
    """Describe the command."""
    made = argparse.ArgumentParser("python -m tools.soak", description=__doc__)
    made.add_argument("--time", type=float, help="seconds to run for")
    made.add_argument("--requests", type=int)
    made.add_argument("--seed", type=int, default=1)
    made.add_argument("--first", type=int, default=0, help="the number of the first request")
    made.add_argument("--engine", action="append", choices=NAMES)
    made.add_argument("--processes", type=int, default=2)
    made.add_argument("--write", type=Path, help="the page that records the run")
    return made


def complaints(soaked: Soaked, required: Sequence[str]) -> list[str]:
    """Say what is wrong with a run: faults, engines that were not there, nothing to compare."""
    found = [f"{fault}: {n}" for fault in FAULTS if (n := total(soaked.tally, fault))]
    found += [
        f"not there: {name}: {soaked.absent[name]}" for name in required if name in soaked.absent
    ]
    idle = [name for name in soaked.versions if not soaked.tally["rows", name]]
    return found + [f"no rows were compared: {name}" for name in idle]


def stop(number: int, _: object) -> None:
    """End as an error does, so that the processes stop their engines."""
    sys.exit(128 + number)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, stop)
    sys.exit(main(sys.argv[1:]))
