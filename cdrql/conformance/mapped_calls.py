"""The calls that mapped requests are asked of."""

from datetime import UTC, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from cdrql.conformance.calls import BLANK, Call
from cdrql.conformance.moments import to_local, to_utc
from cdrql.conformance.pools import ANCHORS

PARIS = ZoneInfo("Europe/Paris")
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


def mapped_calls() -> list[Call]:
    """Make calls whose start stands in three columns, with texts and decimals to convert."""
    steps = [timedelta(seconds=n) for n in (-3600, -1, 0, 1, 1800, 3600)]
    starts = [at + step for at in ANCHORS for step in steps]
    starts = [at for at in starts if to_local(to_utc(at, PARIS), PARIS) == at]  # clocks show it
    return [
        BLANK
        | {
            "start_at": at,
            "trunk_id": int(at.replace(tzinfo=UTC).timestamp()),
            "q850": at.isoformat(" "),
            "user_id": place,
            "destination": _TEXTS[place % len(_TEXTS)],
            "caller_id": None if place % 7 else "o'brien",
            "cost": Decimal(_SECONDS[place % len(_SECONDS)]),
        }
        for place, at in enumerate(starts)
    ]
