"""What random calls and requests are drawn from: few values, nasty on purpose."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

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
ZONE_POOL = [
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
STEP_POOL = [0, 0, 0.000001, 1, 60, 1799.999999, 1800, 3599.999999, 3600, 5400, 7200, 86399, 86400]

TEXT_POOL = ["", "", " ", "a", "A", "á", "a ", "😀", "\uff5e", "%", "a%"]
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
USER_POOL = [None, 0, 1, 2, 3, -1, 2147483647]
SIP = [None, 200, 404, 486, 603]
TRUNK_POOL = [None, 0, 1, 2, 3]
TYPES = [None, 2, 3, 4, 6, 7, 8, 0, -5]
SECONDS_POOL = [0, 0, 0, 1, 2, 3, 5, 7, 59, 60, 61, 3599, 3600, 9999]
RARE_SECONDS = [-1, -5, -3661, 86400, 359999, 360000, 3016800, 3016801, 2147483647]
MONEY_POOL = ["0", "0", "0.000001", "0.1", "0.25", "1.5", "12.345678", "100", "-0.000001", "-2.75"]
LARGE_MONEY = ["99999999.999999", "-99999999.999999", "12345678.9"]
BIG = [2**63 - 1, -(2**63), 2**31, 2**53 + 1]


def often(rng: random.Random, probability: float) -> bool:
    """Say yes with a probability."""
    return rng.random() < probability


def random_text(rng: random.Random) -> str:
    """Draw a text."""
    return rng.choice(TEXT_POOL if often(rng, 0.7) else RARE_TEXTS)


def random_instant(rng: random.Random) -> datetime:
    """Draw an instant (naive UTC) near an anchor."""
    moment = rng.choice(ANCHORS)
    if often(rng, 0.2):
        moment += timedelta(seconds=rng.randint(-250_000, 250_000))
    moment += timedelta(seconds=rng.choice(STEP_POOL) * rng.choice([1, -1]))
    if often(rng, 0.2):
        moment += timedelta(microseconds=rng.choice([1, 500_000, 999_999, 120_000]))
    return moment
