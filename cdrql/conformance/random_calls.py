"""Random calls of the default warehouse, from the same pools as the requests about them."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

from cdrql.conformance.pools import (
    DATA_ONLY_TEXTS,
    LARGE_MONEY,
    MONEY,
    RARE_SECONDS,
    SECONDS,
    SIP,
    TRUNKS,
    TYPES,
    USERS,
    often,
    random_instant,
    random_text,
)


def text_cell(rng: random.Random) -> str | None:
    """Draw a text for a call, or NULL."""
    if often(rng, 0.15):
        return None
    return rng.choice(DATA_ONLY_TEXTS) if often(rng, 0.03) else random_text(rng)


def seconds_cell(rng: random.Random) -> int:
    """Draw a number of seconds."""
    return rng.choice(RARE_SECONDS if often(rng, 0.06) else SECONDS)


def random_calls(rng: random.Random, n: int) -> list[dict[str, Any]]:
    """Make n calls of the default warehouse; few distinct values, so that groups collide."""
    calls = [random_call(rng, number) for number in range(1, n + 1)]
    for call in rng.sample(calls, min(n, 4)):  # few, so that no group's sum passes 10^9
        call[rng.choice(["cost", "transfer_cost", "conference_cost"])] = Decimal(
            rng.choice(LARGE_MONEY)
        )
    return calls


def random_call(rng: random.Random, number: int) -> dict[str, Any]:
    """Make a call."""
    call: dict[str, Any] = {"id": number, "start_at": random_instant(rng)}
    call["user_id"] = rng.choice(USERS)
    for column in ("call_status", "hangup", "destination", "caller_id", "q850", "extension"):
        call[column] = text_cell(rng)
    for column in ("transfer_to", "conference_to", "trunk"):
        call[column] = text_cell(rng)
    call["sip_status"] = rng.choice(SIP)
    call["trunk_id"] = rng.choice(TRUNKS)
    call["call_type"] = rng.choice(TYPES)
    call["duration"] = seconds_cell(rng)
    call["bill_duration"] = seconds_cell(rng)
    for column in ("transfer_duration", "conference_duration", "agent_duration"):
        call[column] = None if often(rng, 0.4) else seconds_cell(rng)
    for column in ("cost", "transfer_cost", "conference_cost"):
        call[column] = None if often(rng, 0.4) else Decimal(rng.choice(MONEY))
    return call
