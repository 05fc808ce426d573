"""Random calls of the default warehouse, from the same pools as the requests about them."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

from cdrql.conformance.pools import (
    DATA_ONLY_TEXTS,
    LARGE_MONEY,
    MONEY_POOL,
    RARE_SECONDS,
    SECONDS_POOL,
    SIP,
    TRUNK_POOL,
    TYPES,
    USER_POOL,
    often,
    random_instant,
    random_text,
)
from cdrql.model.default import CDRS_COLUMNS, StoredColumn

# What whole numbers are drawn from, where not from the users.
_INTEGERS = {"sip_status": SIP, "trunk_id": TRUNK_POOL, "call_type": TYPES}


def text_cell(rng: random.Random) -> str | None:
    """Draw a text for a call, or NULL."""
    if often(rng, 0.15):
        return None
    return rng.choice(DATA_ONLY_TEXTS) if often(rng, 0.03) else random_text(rng)


def seconds_cell(rng: random.Random) -> int:
    """Draw a number of seconds."""
    return rng.choice(RARE_SECONDS if often(rng, 0.06) else SECONDS_POOL)


def random_cell(rng: random.Random, column: StoredColumn) -> Any:
    """Draw what a call has in a column: of those that may be NULL, often that."""
    if column.kind == "time":
        return random_instant(rng)
    if column.kind == "text":
        return text_cell(rng)
    if column.kind == "integer":
        return rng.choice(_INTEGERS.get(column.name, USER_POOL))
    if not column.required and often(rng, 0.4):
        return None
    return seconds_cell(rng) if column.kind == "seconds" else Decimal(rng.choice(MONEY_POOL))


def random_call(rng: random.Random, number: int) -> dict[str, Any]:
    """Make a call."""
    cells = {name: random_cell(rng, column) for name, column in CDRS_COLUMNS.items()}
    return {"id": number, **cells}


def random_calls(rng: random.Random, n: int) -> list[dict[str, Any]]:
    """Make n calls of the default warehouse; few distinct values, so that groups collide."""
    calls = [random_call(rng, number) for number in range(1, n + 1)]
    amounts = [name for name, column in CDRS_COLUMNS.items() if column.kind == "money"]
    for call in rng.sample(calls, min(n, 4)):  # few, so that no group's sum passes 10^9
        call[rng.choice(amounts)] = Decimal(rng.choice(LARGE_MONEY))
    return calls
