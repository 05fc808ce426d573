"""The calls that mapped requests are asked of."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import cycle

from cdrql.conformance.calls import BLANK, Call
from cdrql.conformance.pools import ANCHORS

_TEXTS = (
    "",
    "1",
    "12",
    "123",
    "1234",
    "007",
    "1" * 18,
    "1" * 19,
    "12a",
    " 12",
    "-1",
    "日本語😀",
    "١٢",
)
_SECONDS = ("0", "0.5", "0.499999", "59.5", "60", "-0.5", "-1.5", "3599.999999", "7.000001")

# Readings that clocks of some place jump over; that of an anchor in Apia is one too.
_SKIPPED = (
    datetime(2024, 3, 31, 2, 30),  # Paris, and so is the third: they share a key
    datetime(2018, 11, 4, 0, 30),  # Sao Paulo
    datetime(2024, 3, 31, 2, 59, 59, 999_999),
    datetime(2024, 10, 6, 2, 15),  # Lord Howe
)

# What rows around an anchor have for a key: some are one call, and some have none. Collations take
# others for the same.
_KEYS = ("call {}", "Call {}", "call {}", None, "", "call {} ")


def mapped_calls() -> list[Call]:
    """Make calls whose start stands in three columns, with texts and decimals to convert."""
    steps = [timedelta(seconds=n) for n in (-3600, -1, 0, 1, 1800, 3600)]
    starts = [*(at + step for at in ANCHORS for step in steps), *_SKIPPED]
    return [
        BLANK
        | {
            "start_at": at,
            "trunk_id": int(at.replace(tzinfo=UTC).timestamp()),
            "q850": at.isoformat(" "),
            "user_id": place,
            "bill_duration": place % 5,
            "extension": key and key.format(place // len(_KEYS)),
            "destination": _TEXTS[place % len(_TEXTS)],
            "caller_id": None if place % 7 else "o'brien",
            "cost": Decimal(_SECONDS[place % len(_SECONDS)]),
        }
        for (place, at), key in zip(enumerate(starts), cycle(_KEYS), strict=False)
    ]
