"""Compiles from many threads at once in a process that has compiled nothing yet.

python -m tools.threads [--times 40]: prints, as JSON, every answer that each request was given.
"""

import argparse
import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from threading import Barrier, setprofile
from types import FrameType
from typing import Any

import cdrql
from cdrql.backend import backend_names
from cdrql.conformance.random_requests import random_request
from cdrql.shape_cache import KnownShapes

THREADS = 32
FEW = 40_000  # characters that the cache may hold: some ten shapes of these
DIALECTS = backend_names()


def asked() -> list[tuple[dict[str, Any], str]]:
    """Give requests of many shapes, each in every dialect."""
    rng = random.Random(48)
    return list(product([random_request(rng) for _ in range(12)], DIALECTS))


def at_once(work: Callable[[int], None]) -> None:
    """Let every thread do its work, all from the same moment on."""
    start = Barrier(THREADS)

    def begin(number: int) -> None:
        start.wait()
        work(number)

    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(begin, range(THREADS)))


def answers(times: int) -> list[list[str]]:
    """Ask in a random order, with a cache that has to forget, and give what each request got."""
    found: dict[int, set[str]] = defaultdict(set)
    requests = asked()

    def work(number: int) -> None:
        rng = random.Random(number)
        for _ in range(times):
            place = rng.randrange(len(requests))
            found[place].add(repr(cdrql.compile(*requests[place])))

    from cdrql import compiler

    compiler.KNOWN_SHAPES = KnownShapes(most_text=FEW)
    at_once(work)
    return [sorted(found[place]) for place in range(len(requests))]


def casts() -> list[list[str]]:
    """Print one tree from thread after thread, while a dialect of sqlglot takes long to be made."""
    from cdrql.backend import sql

    setprofile(slow)
    found = []
    for dialect in DIALECTS:
        texts: set[str] = set()

        def work(number: int, dialect: str = dialect, texts: set[str] = texts) -> None:
            time.sleep(number / 200)
            texts.add(sql.printed(sql.as_text(sql.number(1)), dialect))

        at_once(work)
        found.append(sorted(texts))
    return found


def slow(frame: FrameType, event: str, _: Any) -> None:
    """Take long over each call that the making of a dialect's class needs."""
    maker = frame.f_back and frame.f_back.f_code
    if event == "call" and maker and maker.co_name == "__new__" and "dialect" in maker.co_filename:
        time.sleep(0.005)


def main() -> None:
    """Run, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--casts", action="store_true")
    options = parser.parse_args()
    sys.setswitchinterval(1e-5)
    json.dump(casts() if options.casts else answers(options.times), sys.stdout)


if __name__ == "__main__":
    main()
