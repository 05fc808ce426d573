"""How the calls of the default warehouse become rows of each mirror's tables."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from cdrql.conformance.moments import to_local, to_utc
from cdrql.conformance.pools import often
from tools.mirrors import Call, Change, Row, RowsOf, Suited

EPOCH = datetime(1970, 1, 1)


def columns(call: Call) -> dict[str, Any]:
    """Give a call as a row of the table that all mirrors start from."""
    return {**call, "began": call["start_at"]}


def one_row(change: Change, table: str = "call_log") -> RowsOf:
    """Put each call into one row, with some columns changed."""

    def rows(rng: random.Random, call: Call) -> Iterator[Row]:
        yield table, columns(call) | change(rng, call)

    return rows


def as_called(_: random.Random, call: Call) -> dict[str, Any]:
    return {}


def moment(_: random.Random, call: Call) -> dict[str, Any]:
    """Write the start for ClickHouse as a number, which no zone of its column changes."""
    start = call["start_at"]
    seconds = microseconds(start) // 1_000_000
    return {
        "began": dict.fromkeys(("mysql", "sqlite", "postgres"), start) | {"clickhouse": seconds}
    }


def microseconds(moment: datetime) -> int:
    """Count microseconds since 1970."""
    return (moment - EPOCH) // timedelta(microseconds=1)


def milliseconds(call: Call) -> int:
    return microseconds(call["start_at"]) // 1000


# --- Numbers and values that stand for nothing --------------------------------------------------


def fraction(rng: random.Random, value: int | None, *fractions: str) -> Decimal | None:
    """Add a fraction to a number of seconds; halves, so that sums lie between two seconds."""
    if value is None:
        return None
    return value + Decimal(rng.choice(["0", "0", "0.5", *fractions]))


def whole_milliseconds(_: random.Random, call: Call) -> Call:
    """Cut the start to a millisecond."""
    start = call["start_at"]
    return call | {"start_at": start.replace(microsecond=start.microsecond // 1000 * 1000)}


def whole_seconds(_: random.Random, call: Call) -> Call:
    """Cut the start to a second."""
    return call | {"start_at": call["start_at"].replace(microsecond=0)}


def with_fractions(places: dict[str, tuple[str, ...]]) -> Suited:
    """Give seconds fractions, and cut the start to a millisecond."""

    def suited(rng: random.Random, call: Call) -> Call:
        found = {name: fraction(rng, call[name], *some) for name, some in places.items()}
        return (
            whole_milliseconds(rng, call) | found | {"whole_duration": int(found["duration"] or 0)}
        )

    return suited


THOUSANDTHS = ("0.001", "0.499", "0.999", "0.25", "-0.001", "-0.5")
TENTHS = ("0.1", "0.4", "0.9", "-0.1")
suited_epoch_seconds = with_fractions(
    {
        "duration": THOUSANDTHS,
        "bill_duration": THOUSANDTHS,
        "transfer_duration": THOUSANDTHS,
        "agent_duration": TENTHS,
    }
)
suited_fractions = with_fractions(
    {
        "duration": THOUSANDTHS,
        "bill_duration": THOUSANDTHS,
        "transfer_duration": (*THOUSANDTHS, "0.000001", "0.333333"),
        "conference_duration": TENTHS,
        "agent_duration": TENTHS,
    }
)


def suited_epoch(rng: random.Random, call: Call) -> Call:
    """Leave the one text that stands for nothing to that."""
    hangup = None if call["hangup"] == "a" else call["hangup"]
    return suited_epoch_seconds(rng, call) | {"hangup": hangup}


def scaled(value: Decimal | None, by: int) -> int | None:
    return None if value is None else int(value * by)


def or_nothing(rng: random.Random, value: Any, *instead: Any) -> Any:
    """Write NULL as one of the values that stand for nothing."""
    return rng.choice([None, *instead]) if value is None else value


def epoch(rng: random.Random, call: Call) -> dict[str, Any]:
    cost = call["transfer_cost"]
    junk = ["", " 200", "2xx", "-1", "+5", "0x1F", "٣", "1e3", "1.5", "9" * 19, "200\n"]
    return {
        "began_ms": milliseconds(call),
        "duration_ms": scaled(call["duration"], 1000),
        "bill_ms": scaled(call["bill_duration"], 1000),
        "transfer_ms": or_nothing(rng, scaled(call["transfer_duration"], 1000), -99000),
        "agent_tenths": scaled(call["agent_duration"], 10),
        "cost_millionths": scaled(call["cost"], 1_000_000),
        "transfer_cost": None if cost is None else float(cost),
        "user_id": or_nothing(rng, call["user_id"], -99),
        "sip": or_nothing(
            rng, None if call["sip_status"] is None else str(call["sip_status"]), *junk
        ),
        "hangup": or_nothing(rng, call["hangup"], "a"),
        "destination": or_nothing(rng, call["destination"], "-"),
        "caller_id": or_nothing(rng, call["caller_id"], "-", "unknown"),
        "transfer_to": or_nothing(rng, call["transfer_to"], "-"),
    }


def suited_nanoseconds(rng: random.Random, call: Call) -> Call:
    """Give seconds small fractions, and keep them within 64 bits."""
    duration, talk = (min(call[name], 10**8) for name in ("duration", "bill_duration"))
    found = {
        "duration": fraction(rng, duration, "0.000000001", "0.999999999", "-0.499999999"),
        "bill_duration": fraction(rng, talk, "0.000001", "0.333333"),
    }
    return call | found | {"whole_duration": int(found["duration"] or 0)}


def nanoseconds(_: random.Random, call: Call) -> dict[str, Any]:
    return {
        "began_ns": microseconds(call["start_at"]) * 1000,
        "usage": scaled(call["duration"], 10**9),
        "talk_us": scaled(call["bill_duration"], 10**6),
    }


def fractions(_: random.Random, call: Call) -> dict[str, Any]:
    conference = call["conference_duration"]
    return {
        "bill_ms": scaled(call["bill_duration"], 1000),
        "bill_duration": float(call["bill_duration"]),
        "conference_duration": None if conference is None else float(conference),
        "agent_tenths": scaled(call["agent_duration"], 10),
    }


def suited_odd(_: random.Random, call: Call) -> Call:
    """Make a text of the number that the table holds."""
    q850 = call["q850"]
    return call | {"q850": None if q850 is None else str(len(q850))}


def odd(rng: random.Random, call: Call) -> Iterator[Row]:
    row = {
        "start at?": call["start_at"],
        "select": 1,
        "Größe": call["duration"],
        "a-b": call["bill_duration"],
        "c": call["user_id"],
        "sum_calls": call["call_status"],
        "by_period": call["hangup"],
        "call_start": call["destination"],
        "total": None if call["q850"] is None else int(call["q850"]),
        'say "hi"': call["caller_id"],
        "it's": call["extension"],
        "back\\slash": call["cost"],
        "%s": call["trunk"],
        ":x": call["sip_status"],
    }
    yield "Call Log", columns(call) | row
    if often(rng, 0.2):
        yield "Call Log", columns(call) | row | {"select": rng.choice([0, 2])}


# --- Starts -------------------------------------------------------------------------------------


def first_pass(zone: str) -> Suited:
    """Move calls out of the second pass of a repeated hour.

    The column cannot tell the passes apart, and a reading means its first instant.
    """
    local = ZoneInfo(zone)
    return lambda _, call: call | {"start_at": to_utc(to_local(call["start_at"], local), local)}


def clock_of(zone: str) -> Change:
    local = ZoneInfo(zone)
    return lambda _, call: {"began": to_local(call["start_at"], local)}


def text_of(form: str, zone: str = "UTC", suffix: str = "") -> Change:
    """Write the start as a text; a fraction with all its digits, or with no zeros at the end."""
    local = ZoneInfo(zone)

    def change(rng: random.Random, call: Call) -> dict[str, Any]:
        moment = to_local(call["start_at"], local)
        digits = f".{moment.microsecond:06d}"
        short = digits.rstrip("0").rstrip(".")
        fraction = digits if often(rng, 0.2) and not suffix else short
        return {"began": moment.strftime(form) + fraction + suffix}

    return change


def suited_by_dialect(rng: random.Random, call: Call) -> Call:
    """Leave what the expressions would cut, and what clocks show twice, away."""
    extension = (call["extension"] or "").partition("@")[0]
    return first_pass("Europe/Paris")(rng, call) | {"extension": extension}


def by_dialect(_: random.Random, call: Call) -> dict[str, Any]:
    start = call["start_at"]
    local = to_local(start, ZoneInfo("Europe/Paris"))
    return {
        "began": {"mysql": local, "sqlite": local, "postgres": start, "clickhouse": start},
    }


def epoch_of(form: Callable[[Decimal], Any]) -> Change:
    """Write the start in seconds since 1970, as some kind of number."""
    return lambda _, call: {"began": form(Decimal(microseconds(call["start_at"])).scaleb(-6))}


# --- Several tables -----------------------------------------------------------------------------


def suited_tables(rng: random.Random, call: Call) -> Call:
    """Fail some calls as the table of failed calls has it."""
    if call["bill_duration"] != 0 or often(rng, 0.3):
        return call
    trunk = rng.choice(["a", "ab", "", None, "*97"])
    return call | {"cost": None, "hangup": "failed", "trunk": trunk}


def tables(rng: random.Random, call: Call) -> Iterator[Row]:
    rated = call["agent_duration"] is not None
    row = columns(call) | {"deleted": rng.choice([0, 7]), "rated": rated}
    row["archived_from"], row["tenths"], row["kept"] = call["start_at"], call["duration"] + 7, True
    trunk, hangup = call["trunk"], call["hangup"]
    row["carrier"] = trunk.swapcase() if trunk and trunk.isascii() else trunk
    fails = (call["bill_duration"], call["cost"], hangup) == (0, None, "failed")
    lowered = trunk is None or (trunk.isascii() and trunk == trunk.lower())
    choices = ["calls", "page", *(["sums", "sums"] if fails and lowered else [])]
    if not rated:
        row["agent_duration"], row["rated"] = rng.choice([(None, True), (77, False), (5, None)])
        choices = [name for name in choices if name != "sums"]
    yield rng.choice(choices), row
    if often(rng, 0.2):
        yield rng.choice(["calls", "sums"]), row | {"deleted": 1}
    if often(rng, 0.1):
        yield "page", row | {"kept": False}
