"""Calls with what the default warehouse lacks: names that are looked up, prices, more seconds."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

from cdrql.conformance.pools import often
from tools.mirrors import Call, Row
from tools.mirrors.shapes import fraction, scaled

TRUNKS: dict[int | None, str | None] = {
    1: "a",
    2: "A",
    3: "a ",
    4: "a",
    5: "",
    6: None,
    8: "\\N",
    9: "á",
    -1: "a%",
    0: "0",
}
NUMBERS: dict[str | None, str | None] = {
    "x": "7",
    "X": "007",
    "y": "7 ",
    "z": None,
    "": "12",
    "é": "2147483647",
    " ": "-3",
}
CLASSES: dict[int | None, int | None] = {1: 10, 2: 10, 3: None, 4: 0, -1: -5}
NAMES: tuple[Row, ...] = (
    *(("calls", {"id": i, "label": label}) for i, label in TRUNKS.items()),
    *(("sums", {"code": code, "number": number}) for code, number in NUMBERS.items()),
    *(("named", {"code": code, "label": f"n{code}".lower()}) for code in NUMBERS),
    *(("tariffs", {"id": i, "class": number}) for i, number in CLASSES.items()),
)


def suited_lookups(rng: random.Random, call: Call) -> Call:
    """Choose ids, and show what they are called."""
    trunk_no = rng.choice([None, 7, *TRUNKS])
    account, code = (rng.choice([None, "nobody", "e", *NUMBERS]) for _ in "12")
    number = NUMBERS.get(account) or ""
    return call | {
        "trunk_no": trunk_no,
        "trunk": TRUNKS.get(trunk_no),
        "tariff": CLASSES.get(trunk_no),
        "account": account,
        "account_number": int(number) if number.isdigit() else None,
        "carrier_code": code,
        "carrier": f"n{code}".lower() if code in NUMBERS else None,
    }


def suited_own(rng: random.Random, call: Call) -> Call:
    """Add the prices, seconds and numbers that the mapping's own measures are made of."""
    prices = ["0", "0.5", "1", "1.000001", "2.25", "12.345678", "-0.75", "-3"]
    sell, buy = (None if often(rng, 0.3) else Decimal(rng.choice(prices)) for _ in "12")
    country = {None: None, 200: "a-land", 404: "Else"}.get(call["sip_status"], "")
    return call | {
        "sell": sell,
        "buy": buy,
        "premium": sell is not None and sell > 1,
        "country": country,
        "ring": fraction(rng, rng.choice([None, 0, 3, 20, -4]), "0.125", "0.001"),
        "pause": fraction(rng, rng.choice([None, 0, 1, 9]), "0.01", "0.49", "-0.07"),
        "attempts": rng.choice([None, 0, 1, 3, -2]),
        "class": rng.choice([None, 0, 1, -7]),
    }


def own(_: random.Random, call: Call) -> dict[str, Any]:
    paused = call["pause"]
    return {
        "buy_millionths": scaled(call["buy"], 1_000_000),
        "ring_ms": scaled(call["ring"], 1000),
        "paused": None if paused is None else float(paused),
    }
