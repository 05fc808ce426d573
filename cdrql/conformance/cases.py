"""The cases of the suite: requests, in batches that are asked about the same calls."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from cdrql.backend import Backend
from cdrql.conformance.calls import Call
from cdrql.conformance.goldens import FILES, golden, golden_calls
from cdrql.conformance.mapped import mapped_requests
from cdrql.conformance.mapped_calls import mapped_calls
from cdrql.conformance.meanings import PLAIN, RowMeaning
from cdrql.conformance.random_calls import random_calls
from cdrql.conformance.random_requests import random_request
from cdrql.conformance.round_trips import instant_trips, number_trips, text_trips
from cdrql.errors import BackendError
from cdrql.options import OUTPUTS, Output, Style

RequestDict = dict[str, Any]
_T = TypeVar("_T")

_CALLS = 300  # in a random data set
LITERALS = 8  # cases of a batch that are asked once more, with the values in the text
SHARE = 50  # random requests asked of one data set


@dataclass(frozen=True, eq=False)
class Case:
    """One request for one output; `kind` is golden, value, literal, mapped or random."""

    kind: str
    name: str
    request: RequestDict
    output: Output
    meaning: RowMeaning = PLAIN
    style: Style | None = None

    def __str__(self) -> str:
        return f"{self.kind}: {self.name}, {self.output}"


@dataclass(frozen=True, eq=False)
class Batch:
    """Cases that are asked about the same calls."""

    calls: Sequence[Call]
    cases: tuple[Case, ...]


def batches(backend: Backend, requests: int, seed: int) -> Iterator[Batch]:
    """Give all cases for a backend; of random requests so many, the same for the same seed."""
    literals = has_literals(backend)
    yield _golden_batch()
    yield Batch([], tuple(_both_outputs("golden", "no calls at all", golden(FILES[0]).request)))
    for made in (text_trips, instant_trips, number_trips):
        calls, named = made()
        cases = [Case("value", *one, output) for one, output in _cycle_outputs(named)]
        if literals:
            # Values in the text take other code of the backend; a few of each kind show it.
            asked = named[:: len(named) // LITERALS]
            cases += [Case("literal", *one, "values", style="literal") for one in asked]
        yield Batch(calls, tuple(cases))
    stated = _cycle_outputs(mapped_requests())
    cases = [Case("mapped", *told[:2], output, told[2]) for told, output in stated]
    yield Batch(mapped_calls(), tuple(cases))
    for first in range(0, requests, SHARE):
        yield _random_batch(first, min(SHARE, requests - first), seed)


def has_literals(backend: Backend) -> bool:
    """Say whether a backend writes values into SQL, which it need not."""
    try:
        backend.literal("", "text")
    except BackendError:
        return False
    return True


def _cycle_outputs(cases: Iterable[_T]) -> Iterator[tuple[_T, Output]]:
    """Ask for one output, then for the other."""
    for place, case in enumerate(cases):
        yield case, OUTPUTS[place % len(OUTPUTS)]


def _both_outputs(kind: str, name: str, request: RequestDict) -> Iterator[Case]:
    yield from (Case(kind, name, request, output) for output in OUTPUTS)


def _golden_batch() -> Batch:
    cases = [case for name in FILES for case in _both_outputs("golden", name, golden(name).request)]
    return Batch(golden_calls(), tuple(cases))


def _random_batch(first: int, count: int, seed: int) -> Batch:
    rng = random.Random(f"{seed} {first}")  # noqa: S311 (the same for everybody)
    # Of one generator, so that its seed alone makes calls and requests again.
    calls = random_calls(rng, _CALLS)
    asked = [(f"request {first + i} of seed {seed}", random_request(rng)) for i in range(count)]
    return Batch(calls, tuple(case for named in asked for case in _both_outputs("random", *named)))
