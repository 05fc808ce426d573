"""Runs a soak on several processes, each with its own engines, until time or requests are out."""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, replace
from multiprocessing import get_context
from multiprocessing.util import Finalize
from pathlib import Path

from tools.engines import NAMES, AbsentError, Engine
from tools.engines.fleet import Fleet
from tools.soak.asking import FAULTS, Asking, Tally
from tools.soak.drawing import SHARE, draw

TOLD = 10  # seconds between lines of progress


@dataclass(frozen=True)
class Plan:
    """What to run: the numbers of the requests, on which engines, and for how long at most."""

    seed: int = 1
    first: int = 0
    requests: int = sys.maxsize
    time: float = float("inf")
    names: Sequence[str] = NAMES
    processes: int = 2
    folder: Path = Path()

    @property
    def wanted(self) -> range:
        """Give the numbers of its requests."""
        return range(self.first, self.first + min(self.requests, sys.maxsize - self.first))

    @property
    def batches(self) -> range:
        """Give the numbers of the batches that hold them."""
        return range(self.first // SHARE, (self.wanted.stop - 1) // SHARE + 1)


@dataclass(frozen=True)
class Soaked:
    """What came of a run: its counts, its seconds, and which engines were there."""

    tally: Tally
    seconds: float
    versions: dict[str, str]
    absent: dict[str, str]


def run(plan: Plan) -> Soaked:
    """Run a plan to its end, which is that of its time or of its requests."""
    began = time.monotonic()
    with ProcessPoolExecutor(
        plan.processes, get_context("spawn"), initializer=begin, initargs=(plan,)
    ) as pool:
        versions, absent = pool.submit(engines).result()
        tally: Tally = Counter()
        told = began
        for some in finished(pool, plan, began + plan.time):
            tally.update(some)
            if (now := time.monotonic()) > told + TOLD:
                told = now
                print(progress(tally, now - began), file=sys.stderr, flush=True)
        return Soaked(tally, time.monotonic() - began, versions, absent)


def finished(pool: ProcessPoolExecutor, plan: Plan, end: float) -> Iterator[Tally]:
    """Give the counts of each batch when it is done; begin none when time is up."""
    waiting: set[Future[Tally]] = set()
    for number in plan.batches:
        if time.monotonic() >= end:
            break
        waiting.add(pool.submit(ask, plan, number))
        if len(waiting) > plan.processes:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            yield from results(done)
    yield from results(wait(waiting).done)


def results(futures: Iterable[Future[Tally]]) -> Iterator[Tally]:
    """Give what tasks gave."""
    for future in futures:
        yield future.result()


def progress(tally: Tally, seconds: float) -> str:
    """Say how far a run is."""
    asked = tally["requests", ""]
    counts = [f"{fault} {total(tally, fault)}" for fault in FAULTS]
    return f"{asked:,} requests in {seconds:.0f} s, {asked / seconds:.0f}/s, {', '.join(counts)}"


def total(tally: Tally, what: str) -> int:
    """Add up what was counted of all engines."""
    return sum(count for (of, _), count in tally.items() if of == what)


# --- In each process ----------------------------------------------------------------------------

FLEETS: list[Fleet] = []  # the one of this process
ASKING: list[Asking] = []


def begin(plan: Plan) -> None:
    """Start the engines of a process; they stop when it ends."""
    os.setsid()  # an interrupt from the keyboard is for the first process to handle
    fleet = Fleet(plan.names)
    FLEETS.append(fleet)
    Finalize(None, fleet.close, exitpriority=10)
    running = [one for name in plan.names if (one := started(fleet, name))]
    again = f"python -m tools.soak --seed {plan.seed} --requests 1"
    ASKING.append(Asking(running, plan.folder, again))


def started(fleet: Fleet, name: str) -> Engine | None:
    """Give an engine as soon as it runs, unless it is not there."""
    try:
        return fleet.engine(name)
    except AbsentError:
        return None


def engines() -> tuple[dict[str, str], dict[str, str]]:
    """Say which engines run, and which do not and why."""
    return FLEETS[0].versions(), FLEETS[0].missing()


def ask(plan: Plan, number: int) -> Tally:
    """Ask what a plan wants of a batch."""
    batch = draw(plan.seed, number)
    return ASKING[0].ask(replace(batch, drawn=[d for d in batch.drawn if d.number in plan.wanted]))
