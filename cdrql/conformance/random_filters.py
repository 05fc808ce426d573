"""Random filters: a window, and tests of every kind."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

from cdrql.conformance.pools import (
    BIG,
    RARE_SECONDS,
    RARE_TEXTS,
    SECONDS_POOL,
    TEXT_POOL,
    TRUNK_POOL,
    TYPES,
    USER_POOL,
    often,
)
from cdrql.conformance.random_texts import condition
from cdrql.conformance.random_windows import random_window


def random_filter(rng: random.Random, zone: str) -> dict[str, Any]:
    """Choose a window, and now and then a test of each kind."""
    start, end = random_window(rng, zone)
    wanted: dict[str, Any] = {"start_at": start, "end_at": end}
    seconds = [str(value) for value in [*SECONDS_POOL, *RARE_SECONDS, *BIG, "007", "-0"]]
    prefixes = ["a", "A", "á", "%", "_", "*", "\\", "a%", "'", "😀", " ", "0", "x" * 256, "e", "f"]
    optional: dict[str, Callable[[], Any]] = {
        "destination": lambda: scalar_or_array(rng, [*TEXT_POOL, *RARE_TEXTS, "y" * 256]),
        "caller_id": lambda: scalar_or_array(rng, [*TEXT_POOL, *RARE_TEXTS]),
        "callAttributes": lambda: scalar_or_array(rng, ["Conference", "Transfer"]),
        "user": lambda: scalar_or_array(rng, [*USER_POOL, rng.choice(BIG)]),
        "original_trunk_id": lambda: scalar_or_array(rng, [*TRUNK_POOL, rng.choice(BIG)]),
        "callsType": lambda: scalar_or_array(rng, TYPES),
        "duration": lambda: condition(rng, seconds),
        "bill_duration": lambda: condition(rng, seconds),
        "destination_prefix": lambda: scalar_or_array(rng, prefixes),
        "caller_id_prefix": lambda: scalar_or_array(rng, prefixes),
    }
    for key, make in optional.items():
        if often(rng, 0.08):
            wanted[key] = rng.choice([None, ""]) if often(rng, 0.1) else make()
    return dict(rng.sample(list(wanted.items()), len(wanted)))


def scalar_or_array(rng: random.Random, pool: Sequence[Any]) -> Any:
    """Choose one value, or an array of many; a value may come twice."""
    if often(rng, 0.4):
        return rng.choice(pool)
    return [rng.choice(pool) for _ in range(rng.choice([1, 2, 3, 6, 12, len(pool)]))]
