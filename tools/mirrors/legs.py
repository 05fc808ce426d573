"""How a call of the default warehouse becomes several rows, which fold into it again."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from cdrql.conformance.pools import often, random_instant
from cdrql.conformance.random_calls import text_cell
from tools.mirrors import Call, Change, Row, RowsOf
from tools.mirrors.shapes import columns, microseconds

# Seconds from the first leg to a later one, up to the longest that the mapping states.
STEPS = (0, 0, 0.000001, 1, 60, 3600, 7200, 14_399.999999, 14_400)


def split(rng: random.Random, total: Any, count: int) -> list[Any]:
    """Write a number as a sum of so many, some of which are not there."""
    if total is None:
        return [None] * count
    small: list[Any] = [None, 0, 1, -1, 2, 100]
    if isinstance(total, Decimal):
        small += [Decimal("0.1"), Decimal("0.7"), Decimal("-0.3"), Decimal("0.2")]
    parts: list[Any] = [rng.choice(small) for _ in range(count)]
    place = rng.randrange(count)
    parts[place] = total - sum(part or 0 for i, part in enumerate(parts) if i != place)
    return parts


def at(place: int, value: Any, others: Sequence[Any]) -> list[Any]:
    """Put a value at its place among others."""
    return [value if i == place else other for i, other in enumerate(others)]


def bounded(rng: random.Random, value: Any, count: int, sign: int) -> list[Any]:
    """Put a value among those that lie beyond it, or are not there."""
    below = [None if value is None else rng.choice([None, value - sign * rng.choice([0, 1, 7])])]
    others = [rng.choice([None, *below]) for _ in range(count)]
    return at(rng.randrange(count), value, others)


def leg_parts(rng: random.Random, call: Call, count: int) -> dict[str, list[Any]]:
    """Say what each leg of a call holds, by column."""
    last, any_ = count - 1, rng.randrange(count)
    parts: dict[str, list[Any]] = {}
    for column in ("hangup", "destination", "caller_id", "conference_to", "user_id"):
        others = [text_cell(rng) if column != "user_id" else rng.choice([None, 7]) for _ in "1234"]
        parts[column] = at(0, call[column], others[:count])
    for column in ("call_status", "trunk"):
        parts[column] = at(last, call[column], [text_cell(rng) for _ in range(count)])
    for column in ("sip_status", "agent_duration"):
        parts[column] = at(last, call[column], [rng.choice([None, 1, 999]) for _ in range(count)])
    for column in ("q850", "extension"):
        parts[column] = at(any_, call[column], [None] * count)
    for column, sign in {"trunk_id": 1, "transfer_duration": 1, "transfer_cost": 1}.items():
        parts[column] = bounded(rng, call[column], count, sign)
    for column in ("call_type", "conference_duration"):
        parts[column] = bounded(rng, call[column], count, -1)
    parts["duration"] = [part or 0 for part in split(rng, call["duration"], count)]
    parts["talk"] = split(rng, call["bill_duration"], count)
    parts["cost"] = split(rng, call["cost"], count)
    parts["conf"] = at(any_, int(bool(call["conference_to"])), [rng.choice([None, 0])] * count)
    transfer = rng.randrange(count)
    parts["transfer_to"] = at(
        transfer, call["transfer_to"], [text_cell(rng) for _ in "1234"[:count]]
    )
    amounts = split(rng, call["conference_cost"], count)
    apps = [rng.choice([None, "dial"]) if amount is None else "dial" for amount in amounts]
    for i, amount in enumerate(amounts):
        if amount is None and often(rng, 0.3):
            apps[i], amounts[i] = "billing", Decimal("3.5")
    if call["transfer_to"] is not None:
        if apps[transfer] != "dial":
            amounts[transfer] = None
        apps[transfer] = "transfer"
    return parts | {"conference_cost": amounts, "app": apps}


def leg_rows(rng: random.Random, call: Call) -> list[dict[str, Any]]:
    """Split a call into one to four legs, which fold into it again."""
    count = rng.choice([1, 1, 2, 3, 4])
    later = sorted(timedelta(seconds=rng.choice(STEPS)) for _ in range(count - 1))
    moments = [call["start_at"] + step for step in (timedelta(0), *later)]
    numbers = sorted(rng.sample(range(-3, 300), count))
    parts = leg_parts(rng, call, count)
    rows: list[dict[str, Any]] = [{c: v[i] for c, v in parts.items()} for i in range(count)]
    for row, moment, seq in zip(rows, moments, numbers, strict=True):
        key = f"{'Kk'[call['id'] % 2]}{call['id'] // 2}"  # under most collations two calls' keys
        row |= {"began": moment, "seq": seq, "call_key": key, "hidden": 0, "shown": True}
        row["bill_duration"] = 5  # no field is made of it
    return rows


def legs(rng: random.Random, call: Call) -> Iterator[Row]:
    """Give a call's legs, among rows that are filtered out and calls that are."""
    rows = leg_rows(rng, call)
    if often(rng, 0.2):
        rows.append(rng.choice(rows) | {"seq": -9, "hidden": 1, "began": random_instant(rng)})
    if often(rng, 0.1):
        ghost = [row | {"call_key": f"ghost {call['id']}"} for row in leg_rows(rng, call)]
        rng.choice(ghost)["app"] = "ghost"
        rows += ghost
    for row in rows:
        yield "legs", row


def legs_of_two(rng: random.Random, call: Call) -> Iterator[Row]:
    """Put the legs of a call into either of two tables."""
    for _, row in legs(rng, call):
        began = microseconds(row["began"]) // 1000
        hidden = row["hidden"] == 1
        times = {"began_ms": began, "from_ms": began, "shown": not hidden}
        yield rng.choice(["legs", "ranked"]), row | times


SUMMED = (
    *("duration", "bill_duration", "transfer_duration", "conference_duration", "agent_duration"),
    *("cost", "transfer_cost", "conference_cost", "sell", "buy", "ring", "pause", "attempts"),
)


def legs_of(change: Change) -> RowsOf:
    """Split the numbers of a call into legs that add up, each a row as one call would be."""

    def rows(rng: random.Random, call: Call) -> Iterator[Row]:
        count = rng.choice([1, 2, 3, 4])
        parts = {name: split(rng, call[name], count) for name in SUMMED if name in call}
        for column in ("duration", "bill_duration"):
            parts[column] = [part or 0 for part in parts[column]]
        for seq in range(count):
            moment = call["start_at"] + timedelta(seconds=rng.choice([0, 1, 60]) if seq else 0)
            leg = call | {name: some[seq] for name, some in parts.items()}
            leg |= {"start_at": moment, "call_id": call["id"], "seq": seq + 2 * call["id"]}
            if seq and moment > call["start_at"]:
                leg |= {"destination": "of no meaning", "user_id": None}
            yield "call_log", columns(leg) | change(rng, leg)

    return rows
