"""Random valid requests that may use any part of the language."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from cdrql.conformance.measures import KNOWN_MEASURES
from cdrql.conformance.moments import CLOCK_PARTS
from cdrql.conformance.pools import ZONE_POOL, often
from cdrql.conformance.random_filters import random_filter
from cdrql.conformance.random_texts import blank, condition, joined, some, spell_loosely
from cdrql.conformance.reference import KNOWN_DIMENSIONS


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
