"""What a policy refuses to answer, in plain Python: which bounds a valid request runs into."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import cdrql
from cdrql import Policy
from cdrql.conformance import reference
from cdrql.conformance.moments import clock_instant, to_local
from cdrql.conformance.pools import often
from tools.mirrors import Request
from tools.policies.effect import PREFIXES, Rules

NOW = datetime(2025, 1, 1)
# What measures are made of, beyond whether calls were answered, which may always be counted.
MADE_OF = {
    "total duration": "duration",
    "total bill duration": "bill_duration",
    "acd": "bill_duration",
    "cost": "cost",
    "transfer duration": "transfer_duration",
    "conference duration": "conference_duration",
    "transfer cost": "transfer_cost",
    "conference cost": "conference_cost",
    "total transfer": "transferred",
    "call agent duration": "agent_duration",
}
FILTERED = {
    "user": "user_id",
    "original_trunk_id": "trunk_id",
    "callsType": "call_type",
    **{key: name for name, key in PREFIXES.items()},
    **{key: key for key in ("destination", "caller_id", "duration", "bill_duration")},
}
ATTRIBUTES = {"Transfer": "transferred", "Conference": "conferenced"}
COLUMNS = {column for _, column, _ in reference.KNOWN_DIMENSIONS.values()}
HIDEABLE = sorted(COLUMNS | {*MADE_OF.values(), *FILTERED.values(), *ATTRIBUTES.values()})
# The codes that say that something is not there: which it is depends on where it was named.
LACKING = {"CDR301", "CDR305", "CDR308"}


@dataclass(frozen=True)
class Bounds:
    """What a policy hides and bounds, as plain values."""

    hidden: frozenset[str] = frozenset()
    longest: timedelta | None = None
    oldest: timedelta | None = None
    most_values: int | None = None
    largest: int | None = None
    filtered: str = "exact"

    def policy(self, warehouse: cdrql.Warehouse) -> Policy:
        """Give it to the compiler."""
        visible = frozenset(warehouse.fields) - self.hidden if self.hidden else None
        times = {"longest_window": self.longest, "oldest": self.oldest}
        counts = {"most_values": self.most_values, "largest_limit": self.largest}
        return Policy(visible=visible, **times, **counts)  # type: ignore[arg-type]


UNBOUND = Bounds()


def random_bounds(rng: random.Random, can_hide: bool) -> Bounds:
    """Bound one thing or another, or nothing."""
    hidden = rng.sample(HIDEABLE, rng.choice([1, 1, 2, 4])) if can_hide and often(rng, 0.3) else ()
    return Bounds(
        frozenset(hidden),
        timedelta(days=rng.choice([1, 31, 400, 6000])) if often(rng, 0.2) else None,
        timedelta(days=rng.choice([300, 400, 6000])) if often(rng, 0.2) else None,
        rng.choice([1, 3, 6, 1000]) if often(rng, 0.2) else None,
        rng.choice([1, 5, 1000]) if often(rng, 0.2) else None,
        rng.choice(["exact", "exact", "refused"]),
    )


def visible_fields(request: Request, bounds: Bounds) -> Request:
    """Say what a request without fields then asks for: the measures that may be seen."""
    if reference.names(request.get("fields")) or not bounds.hidden:
        return request
    seen = [name for name in reference.KNOWN_MEASURES if MADE_OF.get(name) not in bounds.hidden]
    return request | {"fields": ";".join(seen)}


def refused(request: Request, rules: Rules, bounds: Bounds) -> str:
    """Say how a valid request is refused, as `refusal` words it; nothing where it is answered."""
    return refusal(
        {
            *_hidden(request, bounds),
            *_masked(request, rules, bounds),
            *_window(request, bounds),
            *_counts(request, rules, bounds),
        }
    )


def refusal(codes: Iterable[str]) -> str:
    """Word the codes of an error for comparing."""
    found = sorted({"lacking" if code in LACKING else code for code in codes})
    return f"refused: {', '.join(found)}" if found else ""


def _hidden(request: Request, bounds: Bounds) -> Iterator[str]:
    """Find what is named and may not be seen."""
    order = [reference.names(item)[0] for item in reference.items(request.get("order"), "|")]
    named = [*reference.names(request["group"]), *reference.names(request.get("fields")), *order]
    named += [
        reference.loose_name(key) for key, text in (request.get("having") or {}).items() if text
    ]
    of = {name: column for name, (_, column, _) in reference.KNOWN_DIMENSIONS.items()} | MADE_OF
    needed = {of.get(name) for name in named} | {FILTERED.get(key) for key in _filters(request)}
    attributes = _filters(request).get("callAttributes") or []
    needed |= {ATTRIBUTES[value] for value in reference.several(attributes)}
    if needed & bounds.hidden:
        yield "CDR308"


def _masked(request: Request, rules: Rules, bounds: Bounds) -> Iterator[str]:
    """Find a filter on what is masked: a prefix, or any where the mask refuses all."""
    for key in _filters(request):
        is_refused = key in PREFIXES.values() or bounds.filtered == "refused"
        if FILTERED.get(key) in set(rules.masks) - bounds.hidden and is_refused:
            yield "CDR408"


def _window(request: Request, bounds: Bounds) -> Iterator[str]:
    """Measure the window, by the clocks of its zone where these show less, and its age."""
    zone = ZoneInfo(str(request.get("timezone") or "UTC"))
    start, end = (
        clock_instant(str(request["filter"][key]), zone) for key in ("start_at", "end_at")
    )
    length = min(end - start, to_local(end, zone) - to_local(start, zone))
    if bounds.longest and length > bounds.longest:
        yield "CDR404"
    if bounds.oldest and start < NOW - bounds.oldest:
        yield "CDR405"


def _counts(request: Request, rules: Rules, bounds: Bounds) -> Iterator[str]:
    """Count the values of filters, and the rows that may be asked for."""
    listed = [value for key, value in _filters(request).items() if key != "callAttributes"]
    if bounds.most_values and any(_size(value) > bounds.most_values for value in listed):
        yield "CDR407"
    limit = request.get("limit")
    asked = int(str(limit)) if limit not in (None, "") else rules.limit and bounds.largest
    if bounds.largest and (asked is None or asked > bounds.largest):
        yield "CDR406"


def _filters(request: Request) -> dict[str, Any]:
    """Give the optional filters that are there."""
    wanted = request["filter"]
    return {
        key: value
        for key, value in wanted.items()
        if key in reference.KNOWN_FILTERS and not reference.is_absent(key, value)
    }


def _size(value: object) -> int:
    """Count the values of a filter; a text is one."""
    return len(value) if isinstance(value, Collection) and not isinstance(value, str) else 1
