"""Random calls and valid random requests, nasty on purpose, drawn from the same pools."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from tests.reference import DIMENSIONS, MEASURES, OPERATORS
from tests.reference_time import PARTS, instant, to_local

# Instants (UTC) near which calls start and windows end: clock changes and calendar ends.
ANCHORS = [
    datetime(2011, 12, 30, 10),  # Apia skips a day
    datetime(2018, 11, 4, 3),  # Sao Paulo jumps over midnight
    datetime(2019, 2, 17, 2),  # Sao Paulo repeats the last hour of a day
    datetime(2023, 3, 12, 7),  # New York jumps
    datetime(2023, 11, 5, 6),  # New York repeats
    datetime(2023, 12, 31, 18, 30),  # New Year in Kolkata
    datetime(2024, 1, 1),
    datetime(2024, 2, 29),
    datetime(2024, 3, 1),
    datetime(2024, 3, 10, 2),  # Casablanca repeats, for Ramadan
    datetime(2024, 3, 31, 1),  # Paris jumps
    datetime(2024, 4, 6, 15),  # Lord Howe repeats half an hour
    datetime(2024, 10, 5, 15, 30),  # Lord Howe jumps half an hour
    datetime(2024, 10, 27, 1),  # Paris repeats
]
ZONES = [
    "UTC",
    "America/New_York",
    "Europe/Paris",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "America/Sao_Paulo",
    "Asia/Kathmandu",
    "America/St_Johns",
    "Pacific/Chatham",
    "Pacific/Apia",
    "Africa/Casablanca",
    "Europe/Dublin",
    "America/Havana",
    "Etc/GMT+5",
]
STEPS = [0, 0, 0.000001, 1, 60, 1799.999999, 1800, 3599.999999, 3600, 5400, 7200, 86399, 86400]

TEXTS = ["", "", " ", "a", "A", "á", "a ", "😀", "\uff5e", "%", "a%"]
RARE_TEXTS = [
    *(
        "_",
        "*",
        "\\",
        "'",
        '"',
        "`",
        "a_b",
        "a\\b",
        "a'b",
        "\\'",
        "*97",
        "0",
        "00",
        "0.0",
        "\uff11",
    ),
    *("o'brien@example.org", "562-246-7846 x57324", "ß", "ss", "é", "e\u0301", "I", "İ", "\u0131"),
    *(":x", "%(x)s", "?", "$1", "{x}", "{x:String}", "--", "/*", "NULL", "null", "\u00a0", "\\N"),
    *("x" * 200, "\U0001d54f", "\ufb01", "fi", "a;b", "a|b", "[a-z]", "\\%", "日本", "true"),
]
DATA_ONLY_TEXTS = ["a\tb", "a\nb", "a\u200bb", "\u00ad"]
USERS = [None, 0, 1, 2, 3, -1, 2147483647]
SIP = [None, 200, 404, 486, 603]
TRUNKS = [None, 0, 1, 2, 3]
TYPES = [None, 2, 3, 4, 6, 7, 8, 0, -5]
SECONDS = [0, 0, 0, 1, 2, 3, 5, 7, 59, 60, 61, 3599, 3600, 9999]
RARE_SECONDS = [-1, -5, -3661, 86400, 359999, 360000, 3016800, 3016801, 2147483647]
MONEY = ["0", "0", "0.000001", "0.1", "0.25", "1.5", "12.345678", "100", "-0.000001", "-2.75"]
LARGE_MONEY = ["99999999.999999", "-99999999.999999", "12345678.9"]
BIG = [2**63 - 1, -(2**63), 2**31, 2**53 + 1]


def often(rng: random.Random, probability: float) -> bool:
    return rng.random() < probability


# --- Calls --------------------------------------------------------------------------------------


def random_text(rng: random.Random) -> str:
    return rng.choice(TEXTS if often(rng, 0.7) else RARE_TEXTS)


def text_cell(rng: random.Random) -> str | None:
    if often(rng, 0.15):
        return None
    return rng.choice(DATA_ONLY_TEXTS) if often(rng, 0.03) else random_text(rng)


def seconds_cell(rng: random.Random) -> int:
    return rng.choice(RARE_SECONDS if often(rng, 0.06) else SECONDS)


def random_instant(rng: random.Random) -> datetime:
    moment = rng.choice(ANCHORS)
    if often(rng, 0.2):
        moment += timedelta(seconds=rng.randint(-250_000, 250_000))
    moment += timedelta(seconds=rng.choice(STEPS) * rng.choice([1, -1]))
    if often(rng, 0.2):
        moment += timedelta(microseconds=rng.choice([1, 500_000, 999_999, 120_000]))
    return moment


def random_calls(rng: random.Random, n: int) -> list[dict[str, Any]]:
    """Make n calls of the default warehouse; few distinct values, so that groups collide."""
    calls = [random_call(rng, number) for number in range(1, n + 1)]
    for call in rng.sample(calls, min(n, 4)):  # few, so that no group's sum passes 10^9
        call[rng.choice(["cost", "transfer_cost", "conference_cost"])] = Decimal(
            rng.choice(LARGE_MONEY)
        )
    return calls


def random_call(rng: random.Random, number: int) -> dict[str, Any]:
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


# --- The strings of a request -------------------------------------------------------------------


def loose(rng: random.Random, name: str) -> str:
    """Spell a name as loosely as the language allows."""
    if often(rng, 0.6):
        return name
    gap = rng.choice([" ", "_", "-", "  ", "__", " - "])
    cased = rng.choice([str.upper, str.title, str.lower, str.swapcase])(name)
    return cased.replace(" ", gap)


def blank(rng: random.Random) -> str:
    return rng.choice([" ", "  "]) if often(rng, 0.1) else ""


def joined(rng: random.Random, items: Sequence[str], separator: str) -> str:
    """Join items with odd blanks, and sometimes one trailing separator."""
    text = separator.join(blank(rng) + item + blank(rng) for item in items)
    return text + (separator + blank(rng) if often(rng, 0.1) else "")


def some(rng: random.Random, pool: Sequence[str], least: int, most: int) -> list[str]:
    return rng.sample(list(pool), rng.randint(least, min(most, len(pool))))


def condition(rng: random.Random, values: Sequence[str]) -> str:
    """Write one condition, seldom several."""
    count = rng.choice([1, 1, 1, 2, 3])
    pairs = [
        f"{blank(rng)}{rng.choice(values)}{blank(rng)};{blank(rng)}{rng.choice(list(OPERATORS))}"
        for _ in range(count)
    ]
    return joined(rng, pairs, "|")


# --- Requests -----------------------------------------------------------------------------------


def random_request(rng: random.Random) -> dict[str, Any]:
    """Make a valid request that may use any part of the language."""
    zone = rng.choice(ZONES) if often(rng, 0.7) else "UTC"
    group = some(rng, list(DIMENSIONS), 1, rng.choice([1, 2, 2, 3, 12]))
    period = some(rng, list(PARTS), 1, 4) if often(rng, 0.5) else []
    fields = random_fields(rng, group)
    request: dict[str, Any] = {"group": spelled(rng, group)}
    if fields:
        request["fields"] = spelled(rng, fields)
    if period:
        request["period"] = spelled(rng, period)
    request["filter"] = random_filter(rng, zone)
    if zone != "UTC" or often(rng, 0.2):
        request["timezone"] = zone
    if often(rng, 0.25):
        request["having"] = random_having(rng)
    if often(rng, 0.6):
        shown = [*group, *(fields or MEASURES), *(["period"] if period else [])]
        request["order"] = random_order(rng, list(dict.fromkeys(shown)))
    for key, least in (("limit", 1), ("offset", 0)):
        if often(rng, 0.2):
            count = least + rng.choice([0, 1, 2, 5, 20])
            request[key] = rng.choice([count, str(count)])
    for key in ("fields", "period", "timezone", "having", "order", "limit", "offset"):
        if key not in request and often(rng, 0.1):
            request[key] = rng.choice([None, ""])
    return dict(rng.sample(list(request.items()), len(request)))


def spelled(rng: random.Random, names: Sequence[str]) -> str:
    return joined(rng, [loose(rng, name) for name in names], ";")


def random_fields(rng: random.Random, group: Sequence[str]) -> list[str]:
    """Choose fields: none (which asks for every measure), or measures and some of the group."""
    if often(rng, 0.2):
        return []
    fields = some(rng, list(group), 0, len(group))
    if not fields or often(rng, 0.9):
        fields += some(rng, list(MEASURES), 1, rng.choice([2, 4, 13]))
    return rng.sample(fields, len(fields))


def random_order(rng: random.Random, shown: Sequence[str]) -> str:
    keys = []
    for name in some(rng, shown, 1, 4):
        direction = rng.choice(["", "asc", "desc", "DESC", "Asc"])
        keys.append(loose(rng, name) + (f"{blank(rng)};{blank(rng)}{direction}" * bool(direction)))
    return joined(rng, keys, "|")


def random_having(rng: random.Random) -> dict[str, str]:
    """Ask for one to three measures, at values that groups have or just miss."""
    values = ["0", "1", "2", "3", "5", "-1", "1.5", "2.0", "0.000001", "-0.000001", "0.25", "60"]
    values += ["50", "33.33", "33.333333333", "66.67", "100", "12.345678", "3600", "0.000000001"]
    values += ["007", "99999999.999999", "2147483647", "-0", "16.666666667"]
    measures = some(rng, list(MEASURES), 1, rng.choice([1, 1, 2, 3]))
    return {loose(rng, measure): condition(rng, values) for measure in measures}


def random_filter(rng: random.Random, zone: str) -> dict[str, Any]:
    start, end = random_window(rng, zone)
    wanted: dict[str, Any] = {"start_at": start, "end_at": end}
    seconds = [str(value) for value in [*SECONDS, *RARE_SECONDS, *BIG, "007", "-0"]]
    prefixes = ["a", "A", "á", "%", "_", "*", "\\", "a%", "'", "😀", " ", "0", "x" * 256, "e", "f"]
    optional = {
        "destination": lambda: scalar_or_array(rng, [*TEXTS, *RARE_TEXTS, "y" * 256]),
        "caller_id": lambda: scalar_or_array(rng, [*TEXTS, *RARE_TEXTS]),
        "callAttributes": lambda: scalar_or_array(rng, ["Conference", "Transfer"]),
        "user": lambda: scalar_or_array(rng, [*USERS, rng.choice(BIG)]),
        "original_trunk_id": lambda: scalar_or_array(rng, [*TRUNKS, rng.choice(BIG)]),
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
        if instant(texts[0], ZoneInfo(zone)) < instant(texts[1], ZoneInfo(zone)):
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
