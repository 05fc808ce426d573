"""Random filters: windows on the odd places of zones, and tests of every kind."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from cdrql.conformance.moments import clock_instant, to_local
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
    random_instant,
)
from cdrql.conformance.random_texts import condition


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


def random_window(rng: random.Random, zone: str) -> tuple[str, str]:
    """Write two timestamps, the first before the second, that lie on the zone's odd places."""
    hours = rng.choice([1, 2, 24, 48, 24 * 31, 24 * 366, *[24 * 1100] * 6])
    if often(rng, 0.05):
        hours = 24 * 365 * rng.randint(4, 16)
    while True:
        start = random_instant(rng)
        end = start + timedelta(hours=hours)
        if often(rng, 0.2):
            start, end = sorted((random_instant(rng), random_instant(rng)))
        if often(rng, 0.5):
            start, end = start - timedelta(hours=hours), start
        texts = random_timestamp(rng, start, zone), random_timestamp(rng, end, zone)
        if clock_instant(texts[0], ZoneInfo(zone)) < clock_instant(texts[1], ZoneInfo(zone)):
            return texts


def random_timestamp(rng: random.Random, moment: datetime, zone: str) -> str:
    """Write an instant, cut to a form: local (perhaps a skipped time), with Z or with an offset."""
    offset = ""
    if often(rng, 0.15):
        minutes = rng.choice([0, 60, 120, 330, 345, 570, 630, 840, -180, -210, -300, -720])
        moment += timedelta(minutes=minutes)
        offset = f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
    elif often(rng, 0.15):
        offset = "Z"
    else:
        moment = to_local(moment, ZoneInfo(zone)) + timedelta(minutes=rng.choice([0, 0, 0, 15, 45]))
    if not offset and often(rng, 0.15):
        return f"{moment:%Y-%m-%d}"
    day, digits = f"{moment:%Y-%m-%d}{rng.choice(' T')}", f"{moment.microsecond:06d}"
    forms = [f"{moment:%H:%M}", f"{moment:%H:%M:%S}"]
    forms += [f"{moment:%H:%M:%S}.{digits[: rng.randint(1, 6)]}"] * 2
    return day + rng.choice(forms) + offset
