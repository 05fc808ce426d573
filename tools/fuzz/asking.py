"""Asks the compiler for what is random and broken: nothing may leave it but SQL or a typed error.

python -m tools.fuzz [--requests 100000] [--seed 1] [--first 0]
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
from collections import Counter
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import cdrql
from cdrql.conformance.random_requests import random_request
from tools.fuzz.mutate import mutate

DIALECTS = sorted(found.name for found in entry_points(group="cdrql.backends"))
STYLES = ["qmark", "numeric", "literal", "named", "pyformat", "format", "?"]
OUTPUTS = ["response", "values"]


def random_case(seed: int, number: int) -> tuple[Any, dict[str, Any]]:
    """Make the request of a number, and the other arguments of `compile`."""
    rng = random.Random(f"{seed} {number}")
    request: Any = random_request(rng)
    if rng.random() < 0.75:
        request = mutate(rng, request)
    return request, {
        "dialect": "nosuch" if rng.random() < 0.01 else rng.choice(DIALECTS),
        "output": "value" if rng.random() < 0.01 else rng.choice(OUTPUTS),
        "paramstyle": None if rng.random() < 0.8 else rng.choice(STYLES),
        "strict": rng.random() < 0.2,
    }


def outcome(request: Any, arguments: dict[str, Any]) -> list[str]:
    """Compile and say what came of it: `compiled`, or the codes of the error's problems.

    Whatever else is raised goes through. An error is rendered too, as a user would see it.
    """
    try:
        compiled = cdrql.compile(request, **arguments)
    except cdrql.CdrqlError as error:
        str(error).encode("utf-8")
        assert error.as_dict().keys() == {"errors"}
        return [problem.code for problem in error.problems] or ["an error without a problem"]
    compiled.sql.encode("utf-8")
    return ["compiled"]


def size(value: Any) -> int:
    """Count roughly the bytes of a request, without recursion."""
    total, rest = 0, [value]
    while rest:
        one = rest.pop()
        total += 2
        if isinstance(one, (str, bytes)):
            total += len(one)
        elif isinstance(one, int):
            total += one.bit_length() // 3
        elif isinstance(one, dict):
            rest += [*one.keys(), *one.values()]
        elif isinstance(one, (list, tuple)):
            rest += one
    return total


def fuzz(seed: int, first: int, requests: int) -> bool:
    """Try the requests; print the counts of outcomes, the dearest bytes and all that went wrong."""
    counts: Counter[str] = Counter()
    slowest: list[tuple[float, int, int]] = []
    wrong = 0
    for number in range(first, first + requests):
        request, arguments = random_case(seed, number)
        start = time.process_time()
        try:
            codes = outcome(request, arguments)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            wrong += 1
            codes = [f"wrong: {kind(error)}"]
            if codes[0] not in counts:
                complain(request, arguments, f"--seed {seed} --first {number} --requests 1")
        took, length = time.process_time() - start, size(request)
        slowest = sorted([*slowest, (took / max(length, 500), number, length)])[-5:]
        counts.update({"requests": 1} | dict.fromkeys(codes, 1))
        if (number + 1 - first) % 10_000 == 0:
            print(f"{number + 1 - first} of {requests} requests", file=sys.stderr)
    for code, count in sorted(counts.items()):
        print(f"{code:40} {count:8}  {count / requests:7.2%}")
    for each, number, length in reversed(slowest):
        print(f"slow: {each * 1e6:.2f} us a byte, {length} bytes, --first {number} --requests 1")
    print(f"neither SQL nor a typed error: {wrong}")
    return not wrong


def kind(error: BaseException) -> str:
    """Name an exception by its type and the last place of the compiler that it came through."""
    own = [
        f for f in traceback.extract_tb(error.__traceback__) if "cdrql" in Path(f.filename).parts
    ]
    place = f" {Path(own[-1].filename).name}:{own[-1].lineno}" if own else ""
    return type(error).__name__ + place


def complain(request: Any, arguments: dict[str, Any], again: str) -> None:
    """Show what was raised, and how to see it again; once for each kind."""
    try:
        shown = repr(request)[:1000]
    except (ValueError, RecursionError) as unwritable:
        shown = f"(a request that cannot be shown: {unwritable})"
    text = (
        f"{traceback.format_exc(limit=-6)}{arguments}\n{shown}\nagain: python -m tools.fuzz {again}"
    )
    print(text.encode("utf-8", "backslashreplace").decode(), end="\n\n", file=sys.stderr)


def main() -> int:
    """Fuzz; fail when anything is found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="the number of the first request")
    options = parser.parse_args()
    for dialect in DIALECTS:  # so that no first compile of a process counts as slow
        cdrql.compile(random_request(random.Random(1)), dialect)
    return int(not fuzz(options.seed, options.first, options.requests))
