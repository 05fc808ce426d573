"""Values that must reach the engine and come back as they are: texts, instants, numbers.

Each function gives calls, and requests about them by name. What is asked for stands beside what
a careless backend would take for it: other cases, blanks, wildcards, neighbours in time.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from cdrql.conformance.calls import BLANK
from cdrql.conformance.pools import ANCHORS, BIG, RARE_TEXTS

NamedRequest = tuple[str, dict[str, Any]]
Data = tuple[list[dict[str, Any]], list[NamedRequest]]

ALWAYS = {"start_at": "0001-01-01", "end_at": "9999-12-31"}
YEAR_2024 = {"start_at": "2024-01-01", "end_at": "2025-01-01"}

# What some engine, driver or LIKE takes for something else; each stands alone, and within letters.
SIGNS = (
    *("'", "''", '"', "`", "\\", "\\\\", "\\'", "%", "%%", "_", "*", "?", "[", "]", "[a]", "^"),
    *("!", "!%", "#", "-", "--", "/*", "*/", "/*!", ";", ":", ":x", "::text", "$1", "$$", "@x"),
    *("{", "}", "{x}", "{x:String}", "%s", "%(x)s", "%(limit)s", "\\N", "\\0", "\\n", "\\x27"),
    *(" ", "\u00a0", "\u3000", "0", "00", "1e0", "NULL", "true", "+44 20", "*97"),
    *(
        "á",
        "a\u0301",
        "ß",
        "ss",
        "I",
        "i",
        "İ",
        "\u0131",
        "ﬁ",
        "丧",
        "日本",
        "\uff5e",
        "😀",
        "\U0001d54f",
    ),
)
CHUNK = 30


def text_trips() -> Data:
    """Ask for texts, exactly and by their beginnings."""
    found = {*RARE_TEXTS, "x" * 256}
    for sign in SIGNS:
        found |= {sign, f"a{sign}", f"{sign}a", f"a{sign}b"}
    values = sorted(found)
    stored = {None, ""}
    for value in values:
        stored |= {value, f"{value}b", f"b{value}", f"{value} ", value.swapcase()}
    calls = [
        BLANK | dict.fromkeys(("destination", "caller_id", "transfer_to", "conference_to"), text)
        for text in sorted(stored, key=lambda text: text or "")
    ]
    return calls, list(_about_texts(values))


def _about_texts(values: list[str]) -> Iterator[NamedRequest]:
    """Ask for all texts, then for some of them in each way."""
    asked = {"group": "destination", "fields": "total calls"}
    yield "every text", {**asked, "filter": YEAR_2024}
    yield "texts that are filled", {**asked, "fields": "total transfer", "filter": YEAR_2024}
    for attribute in ("Transfer", "Conference"):
        wanted = {**YEAR_2024, "callAttributes": attribute}
        yield f"texts that are filled, {attribute}", {**asked, "filter": wanted}
    for first in range(0, len(values), CHUNK):
        chunk = values[first : first + CHUNK]
        for key in ("destination", "destination_prefix", "caller_id", "caller_id_prefix"):
            name = f"{key} of {CHUNK} texts from {chunk[0]!r} on"
            yield name, {**asked, "filter": {**YEAR_2024, key: chunk}}


def instant_trips() -> Data:
    """Ask for each microsecond among its neighbours."""
    step = timedelta(microseconds=1)
    starts = [at + step * n for at in (*ANCHORS, datetime(1970, 1, 1)) for n in (-1, 0, 1)]
    calls = [BLANK | {"start_at": at, "user_id": n} for n, at in enumerate(starts)]
    asked = {"group": "user", "period": "year;month;day;hour", "fields": "total calls"}
    named: list[NamedRequest] = [("all of time", {**asked, "filter": ALWAYS})]
    for at in starts[1::3]:
        window = {"start_at": at.isoformat(" "), "end_at": (at + step).isoformat(" ")}
        named.append((f"the microsecond at {at}", {**asked, "filter": window}))
    return calls, named


# By the calls of one user: billable seconds, and the cost of each.
_BILLED: tuple[tuple[int, list[int], list[str | None]], ...] = (
    (1, [1, 1, 1, 1, 1, 1, 1, 2], ["0.1", "0.1", "0.1"]),  # ACD 1.125
    (2, [1] * 39 + [2], ["0.000001"]),  # ACD 1.025, which a double has a little below
    (3, [5] + [0] * 31, ["-0.000001"]),  # ASR 3.125
    (4, [7] + [0] * 159, ["99999999.999999"]),  # ASR 0.625
    (5, [0, 0, 0], [None]),  # no ACD, no cost
    (6, [-5, -3661], ["0"]),
    (7, [2147483647] * 5, ["12345678.9", "-12345678.9"]),
    (8, [1, 1, 2], ["2.50", None]),  # ACD 1.3333...
    (2147483647, [359999], ["100"]),
    (-2147483648, [3016800, 1], [None]),
)
_LISTED = [1, 2147483647, -2147483648, None, *BIG]


def number_trips() -> Data:
    """Ask for sums, quotients and their order, and for whole numbers up to the ends of 64 bits."""
    calls = [BLANK | {"cost": Decimal("0.25")}]  # of no user
    for user, billed, costs in _BILLED:
        paid = [*costs, *[None] * (len(billed) - len(costs))]
        for seconds, cost in zip(billed, paid, strict=True):
            money = None if cost is None else Decimal(cost)
            row = {"user_id": user, "duration": seconds, "bill_duration": seconds, "cost": money}
            calls.append(BLANK | row)
    return calls, list(_about_numbers())


def _about_numbers() -> Iterator[NamedRequest]:
    """Order by each measure in both directions, and compare with each bound."""
    asked = {"group": "user", "filter": YEAR_2024}
    yield "every measure", asked
    for name in ("user", "cost", "ACD", "ASR", "total bill duration"):
        for direction in ("asc", "desc"):
            fields = {"fields": f"user;{name}"} if name != "user" else {}
            order = f"{name};{direction}"
            yield f"order {order}", {**asked, **fields, "order": order}
    for user in _LISTED:
        yield f"user {user}", {**asked, "filter": {**YEAR_2024, "user": [user]}}
    for value in ("2147483647", "-3661", *map(str, BIG)):
        for sign in (">=", "=", "<"):
            wanted = {**YEAR_2024, "bill_duration": f"{value};{sign}"}
            yield f"bill_duration {sign} {value}", {**asked, "filter": wanted}
    bounds = {"cost": ("0.3", "0.000001", "99999999.999999"), "ACD": ("1.125", "1.333333333")}
    for name, values in {**bounds, "ASR": ("3.125", "100")}.items():
        for value in values:
            for sign in ("=", ">", "<="):
                yield f"{name} {sign} {value}", {**asked, "having": {name: f"{value};{sign}"}}
