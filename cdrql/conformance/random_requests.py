"""Random valid requests that may use any part of the language."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from cdrql.conformance.measures import KNOWN_MEASURES
from cdrql.conformance.moments import CLOCK_PARTS, clock_instant, to_local
from cdrql.conformance.pools import (
    BIG,
    RARE_SECONDS,
    RARE_TEXTS,
    SECONDS_POOL,
    TEXT_POOL,
    TRUNK_POOL,
    TYPES,
    USER_POOL,
    ZONE_POOL,
    often,
    random_instant,
)
from cdrql.conformance.reference import KNOWN_DIMENSIONS, KNOWN_OPERATORS

# --- The strings of a request -------------------------------------------------------------------


def spell_loosely(rng: random.Random, name: str) -> str:
    """Spell a name as loosely as the language allows."""
    if often(rng, 0.6):
        return name
    gap = rng.choice([" ", "_", "-", "  ", "__", " - "])
    cased = rng.choice([str.upper, str.title, str.lower, str.swapcase])(name)
    return cased.replace(" ", gap)


def blank(rng: random.Random) -> str:
    """Seldom give a blank."""
    return rng.choice([" ", "  "]) if often(rng, 0.1) else ""


def joined(rng: random.Random, items: Sequence[str], separator: str) -> str:
    """Join items with odd blanks, and sometimes one trailing separator."""
    text = separator.join(blank(rng) + item + blank(rng) for item in items)
    return text + (separator + blank(rng) if often(rng, 0.1) else "")


def some(rng: random.Random, pool: Sequence[str], least: int, most: int) -> list[str]:
    """Draw so many of a pool, none twice."""
    return rng.sample(list(pool), rng.randint(least, min(most, len(pool))))


def condition(rng: random.Random, values: Sequence[str]) -> str:
    """Write one condition, seldom several."""
    count = rng.choice([1, 1, 1, 2, 3])
    pairs = [
        f"{blank(rng)}{rng.choice(values)}{blank(rng)};{blank(rng)}{rng.choice(list(KNOWN_OPERATORS))}"
        for _ in range(count)
    ]
    return joined(rng, pairs, "|")


# --- Requests -----------------------------------------------------------------------------------


def random_request(rng: random.Random) -> dict[str, Any]:
    """Make a valid request that may use any part of the language."""
    zone = rng.choice(ZONE_POOL) if often(rng, 0.7) else "UTC"
    group = some(rng, list(KNOWN_DIMENSIONS), 1, rng.choice([1, 2, 2, 3, len(KNOWN_DIMENSIONS)]))
    period = some(rng, list(CLOCK_PARTS), 1, 4) if often(rng, 0.5) else []
    fields = random_fields(rng, group)
    request: dict[str, Any] = {"group": spell_names(rng, group)}
    if fields:
        request["fields"] = spell_names(rng, fields)
    if period:
        request["period"] = spell_names(rng, period)
    request["filter"] = random_filter(rng, zone)
    if zone != "UTC" or often(rng, 0.2):
        request["timezone"] = zone
    if often(rng, 0.25):
        request["having"] = random_having(rng)
    if often(rng, 0.6):
        shown = [*group, *(fields or KNOWN_MEASURES), *(["period"] if period else [])]
        request["order"] = random_order(rng, list(dict.fromkeys(shown)))
    for key, least in (("limit", 1), ("offset", 0)):
        if often(rng, 0.2):
            count = least + rng.choice([0, 1, 2, 5, 20])
            request[key] = rng.choice([count, str(count)])
    for key in ("fields", "period", "timezone", "having", "order", "limit", "offset"):
        if key not in request and often(rng, 0.1):
            request[key] = rng.choice([None, ""])
    return dict(rng.sample(list(request.items()), len(request)))


def spell_names(rng: random.Random, names: Sequence[str]) -> str:
    """Write names, each as loosely as may be."""
    return joined(rng, [spell_loosely(rng, name) for name in names], ";")


def random_fields(rng: random.Random, group: Sequence[str]) -> list[str]:
    """Choose fields: none (which asks for every measure), or measures and some of the group."""
    if often(rng, 0.2):
        return []
    fields = some(rng, list(group), 0, len(group))
    if not fields or often(rng, 0.9):
        fields += some(rng, list(KNOWN_MEASURES), 1, rng.choice([2, 4, len(KNOWN_MEASURES)]))
    return rng.sample(fields, len(fields))


def random_order(rng: random.Random, shown: Sequence[str]) -> str:
    """Order by one to four of what is shown."""
    keys = []
    for name in some(rng, shown, 1, 4):
        direction = rng.choice(["", "asc", "desc", "DESC", "Asc"])
        keys.append(
            spell_loosely(rng, name) + (f"{blank(rng)};{blank(rng)}{direction}" * bool(direction))
        )
    return joined(rng, keys, "|")


def random_having(rng: random.Random) -> dict[str, str]:
    """Ask for one to three measures, at values that groups have or just miss."""
    values = ["0", "1", "2", "3", "5", "-1", "1.5", "2.0", "0.000001", "-0.000001", "0.25", "60"]
    values += ["50", "33.33", "33.333333333", "66.67", "100", "12.345678", "3600", "0.000000001"]
    values += ["007", "99999999.999999", "2147483647", "-0", "16.666666667"]
    measures = some(rng, list(KNOWN_MEASURES), 1, rng.choice([1, 1, 2, 3]))
    return {spell_loosely(rng, measure): condition(rng, values) for measure in measures}


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
        "callsType": lambda: scalar_or_array(rng, [value for value in TYPES if value is not None]),
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
