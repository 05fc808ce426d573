"""Asks every engine under random policies, with and without the calls of others: nothing changes.

python -m tools.differential.canaries [--requests 10000] [--seed 1] [--engine NAME ...]
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tools.differential.running import WORLD, Count, start, table
from tools.engines import NAMES
from tools.engines.fleet import Fleet
from tools.policies.effect import CANARY, Rules, allowed, ask, canaries, random_rules

CALLS = 120
SHARE = 50  # requests asked of one data set

Asked = tuple[dict[str, Any], Rules, str]


@dataclass(frozen=True)
class Tenants:
    """The calls of one tenant, those of others that look almost alike, and what the one asks."""

    own: Sequence[dict[str, Any]]
    others: Sequence[dict[str, Any]]
    asked: Sequence[Asked]


def tenants(rng: random.Random, requests: int) -> Tenants:
    """Make calls and requests; the policies have one scope, and differ otherwise."""
    scope = random_rules(rng).scope
    own = WORLD.calls(rng, CALLS)
    for call in own:
        call |= {name: rng.choice(list(values)) for name, values in scope.items()}
    others = canaries(rng, own, Rules(scope))
    return Tenants(own, others, list(_asked(rng, scope, requests)))


def _asked(rng: random.Random, scope: Any, requests: int) -> Iterator[Asked]:
    for number in range(requests):
        drawn = random_rules(rng)
        rules = Rules(scope, drawn.masks, drawn.smallest, drawn.limit)
        request = allowed(WORLD.request(rng), rules)
        if number % 2:  # the windows of most random requests hold few calls
            request["filter"] |= {"start_at": "2011-01-01", "end_at": "2025-01-01"}
        yield request, rules, rng.choice(["response", "values"])


def leaks(count: Count, given: Tenants) -> list[Asked]:
    """Give what is answered otherwise because others have calls too."""
    alone = answers(count.engine, given.own, given.asked)
    among = answers(count.engine, [*given.own, *given.others], given.asked)
    count.requests += len(alone)
    count.answers += len(alone) + len(among)
    count.rows += sum(text.count("\n{") for text in alone)
    found = zip(given.asked, alone, among, strict=True)
    wrong = [asked for asked, one, other in found if one != other or CANARY in other]
    count.differences += len(wrong)
    return wrong


def answers(engine: Any, calls: Sequence[dict[str, Any]], asked: Sequence[Asked]) -> list[str]:
    """Load calls, and give the answers as JSON."""
    engine.load(calls)
    return [
        ask(engine, rules.policy(), request, out, WORLD.warehouse) for request, rules, out in asked
    ]


def main() -> int:
    """Run and print the table; fail when anything leaked or a named engine is absent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", action="append", choices=NAMES)
    options = parser.parse_args()
    names = options.engine or NAMES
    fleet = Fleet(names)
    try:
        counts = start(fleet, names)
        for first in range(0, options.requests, SHARE):
            rng = random.Random(f"{options.seed} {first}")
            given = tenants(rng, min(SHARE, options.requests - first))
            for count in counts:
                for asked in leaks(count, given):
                    print(f"{count.engine.name} leaks, from {first} on: {asked}")
            if first % 500 == 0:
                print(f"{first} of {options.requests} requests", file=sys.stderr)
    finally:
        fleet.close()
    print(table(counts))
    return int(len(counts) < len(names) or any(count.differences for count in counts))


if __name__ == "__main__":
    sys.exit(main())
