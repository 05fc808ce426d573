"""`python -m benchmarks growth`: what a byte of a hostile request costs, the longer it gets.

Each row grows one part of a request that is fine otherwise, up to its cap and far beyond. An error
is rendered too. A byte may not get dearer by more than the root of how much longer a request is,
or twice: time that grows with the square of the length would be far over it.
"""

import argparse
import random
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import cdrql
from cdrql.backend import backend_names
from cdrql.conformance.random_requests import random_request
from cdrql.shape_cache import KNOWN_SHAPES
from tools.fuzz.asking import outcome, size
from tools.fuzz.hostile import HOSTILE

Make = Callable[[int], Any]

LENGTHS = (1_000, 2_000, 4_000, 10_000, 100_000, 1_000_000)
_TEXT = 16_000_000  # the cap of JSON text, which alone may get so long
_WEIGHED = (4_000, 1_000_000)
_NOISE = 2.0  # dearer by less may be the machine's doing


@dataclass(frozen=True)
class Grown:
    """A hostile request at several lengths: microseconds a byte, and bytes of memory a byte."""

    name: str
    lengths: tuple[int, ...]
    costs: tuple[float, ...]
    weights: tuple[float, ...]

    @property
    def growth(self) -> float:
        """Say how much dearer a byte of a longer request is, at worst, than one of a shorter."""
        return max(late / early for early, late in combinations(self.costs, 2))

    @property
    def is_linear(self) -> bool:
        """Say whether no length makes a byte dearer than the root of how much longer it is."""
        pairs = combinations(zip(self.lengths, self.costs, strict=True), 2)
        return all(
            late <= early * max(_NOISE, (longer / length) ** 0.5)
            for (length, early), (longer, late) in pairs
        )


def main(words: list[str]) -> None:
    """Grow what was asked for, print a row for each, and what is worst of all."""
    options = _options(words)
    for dialect in backend_names():  # so that the first compile of a process counts nowhere
        cdrql.compile(random_request(random.Random(1)), dialect)
    heads = "".join(f"{_length(length):>9}" for length in (*LENGTHS, _TEXT))
    heavy = "".join(f"{_length(length):>9}" for length in _WEIGHED)
    print(f"{'':<36}{'microseconds of CPU a byte, of':<63}growth{'':8}memory a byte, of")
    print(f"{'':<36}{heads}{'':14}{heavy}")
    found = []
    for name in options.case or HOSTILE:
        found.append(grown(name, HOSTILE[name]))
        print(_row(found[-1]), flush=True)
    print("\n".join(_worst(found)))


def _options(words: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks growth", description=__doc__)
    parser.add_argument("--case", action="append", choices=list(HOSTILE), help="only this row")
    return parser.parse_args(words)


def grown(name: str, make: Make) -> Grown:
    """Measure one hostile request at every length that it can have."""
    is_text = isinstance(make(100), str | bytes)
    lengths = (*LENGTHS, _TEXT - 100) if is_text else LENGTHS
    costs = tuple(_cost(make, length) for length in lengths)
    return Grown(name, lengths, costs, tuple(weight_of(make, length) for length in _WEIGHED))


def _cost(make: Make, length: int) -> float:
    """Take the microseconds of the CPU for a byte: the best of several, fewer of long requests.

    Each is as new as the first: no remembered shape answers, and no string was met before.
    """
    costs = []
    for number in range(3 if length > 100_000 else 7):
        request = make(length - 20 * number)
        KNOWN_SHAPES.clear()
        begun = time.process_time()
        outcome(request, {"dialect": "postgres"})
        costs.append((time.process_time() - begun) / size(request) * 1e6)
    return min(costs)


def weight_of(make: Make, length: int) -> float:
    """Take the bytes of memory that a byte needs beside itself, at the peak."""
    request = make(length - 15)
    KNOWN_SHAPES.clear()
    tracemalloc.start()
    outcome(request, {"dialect": "postgres"})
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / size(request)


def _length(length: int) -> str:
    """Write a length shortly."""
    return f"{length // 1_000_000} MB" if length >= 1_000_000 else f"{length // 1_000} kB"


def _row(found: Grown) -> str:
    """Write what was measured of one request."""
    costs = "".join(f"{cost:9.4f}" for cost in found.costs).ljust(9 * len(LENGTHS) + 9)
    weights = "".join(f"{weight:9.1f}" for weight in found.weights)
    verdict = "met" if found.is_linear else "OVER"
    return f"{found.name:<36}{costs}{found.growth:7.2f} {verdict:<6}{weights}"


def _worst(found: Sequence[Grown]) -> Iterator[str]:
    """Sum up: how many are linear, and which is worst in what."""
    worst: tuple[tuple[str, str, Callable[[Grown], float]], ...] = (
        ("dearest byte", "microseconds", lambda one: max(one.costs)),
        ("dearest byte of 1 MB", "microseconds", lambda one: one.costs[len(LENGTHS) - 1]),
        ("largest growth of what a byte costs", "times", lambda one: one.growth),
        ("most memory for a byte of 1 MB", "bytes", lambda one: one.weights[-1]),
    )
    yield f"\n{sum(one.is_linear for one in found)} of {len(found)} grow linearly"
    for what, unit, of in worst:
        one = max(found, key=of)
        yield f"{what}: {of(one):.2f} {unit} ({one.name})"
