"""Random windows, on the odd places of zones."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from cdrql.conformance.moments import clock_instant, to_local
from cdrql.conformance.pools import often, random_instant


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
