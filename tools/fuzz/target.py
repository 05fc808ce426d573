"""What libFuzzer runs again and again: `python -m tools.fuzz.target CORPUS FLAGS`.

Atheris notes every branch of the compiler that an input takes, and libFuzzer keeps the inputs that
take new ones. It changes them as bytes, or as the requests that they mean. An exception, a hang, a
signal or too much memory ends the process, which leaves the input in a file.
"""

from __future__ import annotations

import json
import random
import sys
from typing import Any

import atheris

with atheris.instrument_imports(include=["cdrql"]):
    from cdrql.backend import backend_names, get_backend
    from cdrql.conformance.random_requests import random_request
    from cdrql.language import grammar
    from cdrql.shape_cache import KNOWN_SHAPES
    from tools.fuzz import corpus

    for name in backend_names():
        get_backend(name)  # imported now, to be instrumented

from tools.fuzz.mutate import mutate

DEEPEST = 100  # objects and arrays in one another, of a request that is copied and changed


def target(data: bytes) -> None:
    """Try one input as if it were the first: what was parsed or printed before is forgotten."""
    KNOWN_SHAPES.clear()
    grammar._remembered.cache_clear()
    corpus.tried(data)


def mutator(data: bytes, most: int, seed: int) -> bytes:
    """Change an input: half of the time its bytes, else the request that it means."""
    rng = random.Random(seed)
    if rng.random() < 0.5:
        return bytes(atheris.Mutate(data, most))
    request = meant(data[1:])
    changed = mutate(rng, random_request(rng) if request is None else request)
    return (head(rng, data) + spelled(changed))[:most]


def crossover(one: bytes, other: bytes, most: int, seed: int) -> bytes:
    """Make one request of two: each key of either."""
    rng = random.Random(seed)
    mine, theirs = meant(one[1:]), meant(other[1:])
    if not (isinstance(mine, dict) and isinstance(theirs, dict)):
        return (one[: rng.randint(1, len(one) or 1)] + other[1:])[:most]
    mixed = mine | {key: value for key, value in theirs.items() if rng.random() < 0.5}
    return (head(rng, one) + spelled(mixed))[:most]


def head(rng: random.Random, data: bytes) -> bytes:
    """Keep the byte that chooses the other arguments, or seldom draw another."""
    return bytes([rng.randrange(256)]) if rng.random() < 0.2 or not data else data[:1]


def meant(text: bytes) -> Any:
    """Read the request, if it is JSON that is not too deep to be changed."""
    if text.count(b"[") + text.count(b"{") > DEEPEST:
        return None
    try:
        return json.loads(text)
    except ValueError:
        return None


def spelled(request: Any) -> bytes:
    """Write a request as JSON text; what has no JSON is written as Python shows it."""
    if isinstance(request, str | bytes):
        return request.encode("utf-8", "replace") if isinstance(request, str) else request
    try:
        return json.dumps(request, default=repr, skipkeys=True).encode()
    except (ValueError, RecursionError):
        return b"1" * 5000


if __name__ == "__main__":
    again = f"{sys.executable} -m tools.fuzz.target"  # what a merge starts, through a shell
    atheris.Setup(
        [again, *sys.argv[1:]], target, custom_mutator=mutator, custom_crossover=crossover
    )
    atheris.Fuzz()
