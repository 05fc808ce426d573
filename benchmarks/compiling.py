"""Times compilations inside one process: `python -m benchmarks.compiling ROUNDS SEED`.

Prints the seconds of every single call as JSON, by the candidate's name.
"""

import functools
import gc
import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import cdrql
from benchmarks.bare import printer, tree_builder
from benchmarks.shapes import DIALECTS, JOBS, Request, new_shape, new_values
from cdrql.shape_cache import KNOWN_SHAPES


@dataclass(frozen=True)
class Candidate:
    """Something to time: what makes one argument, what is timed, and how often in a round."""

    name: str
    prepare: Callable[[], Any]
    call: Callable[[Any], object]
    calls: int
    before: Callable[[], object] = lambda: None


def candidates(
    job: str, request: Request, dialect: str, draw: random.Random
) -> Iterator[Candidate]:
    """Give everything that is timed for one job in one dialect."""
    place = f"{job}/{dialect}"
    build, show = tree_builder(request, dialect), printer(dialect)

    def compile_(request: object) -> object:
        return cdrql.compile(request, dialect)

    def shape() -> Request:
        return new_shape(request, draw)

    def values() -> Request:
        return new_values(request, draw)

    yield Candidate(f"new/{place}", shape, compile_, 8)
    yield Candidate(f"emptied/{place}", shape, compile_, 4, before=_emptier())
    yield Candidate(f"built/{place}", lambda: None, lambda _: show(build()), 6)
    yield Candidate(f"printed/{place}", build, show, 6)
    yield Candidate(f"dict/{place}", values, compile_, 40)
    yield Candidate(f"json/{place}", lambda: json.dumps(values()), compile_, 40)


def _yardstick(_: None) -> None:
    """Do work whose speed depends on nothing but the machine and its Python."""
    total = 0
    for number in range(10_000):
        total += number


def _emptier() -> Callable[[], None]:
    """Give a function that empties every cache which fills with requests.

    What a process loads once (grammars, backends: the caches without a bound) stays.
    """
    caches = [
        found
        for found in gc.get_objects()
        if isinstance(found, functools._lru_cache_wrapper)
        and found.__module__.startswith("cdrql")
        and found.cache_parameters()["maxsize"] is not None
    ]

    def empty() -> None:
        KNOWN_SHAPES.clear()
        KNOWN_SHAPES._text = 0
        for cache in caches:
            cache.cache_clear()

    return empty


def time_all(rounds: int, draw: random.Random) -> dict[str, list[float]]:
    """Time all candidates in each round, in an order drawn anew, so that noise hits all alike."""
    found = [
        candidate
        for job, request in JOBS.items()
        for dialect in DIALECTS
        for candidate in candidates(job, request, dialect, draw)
    ]
    found.append(Candidate("yardstick", lambda: None, _yardstick, 4))
    samples: dict[str, list[float]] = {candidate.name: [] for candidate in found}
    for number in range(rounds + 1):
        draw.shuffle(found)
        for candidate in found:
            seconds = list(_seconds(candidate))
            if number:  # the first round warms up
                samples[candidate.name] += seconds
    return samples


def _seconds(candidate: Candidate) -> Iterator[float]:
    """Time a candidate's calls of one round, each alone; preparing them is not timed."""
    clock, call, before = time.perf_counter, candidate.call, candidate.before
    for argument in [candidate.prepare() for _ in range(candidate.calls)]:
        before()
        start = clock()
        call(argument)
        yield clock() - start


if __name__ == "__main__":
    print(json.dumps(time_all(int(sys.argv[1]), random.Random(int(sys.argv[2])))))
