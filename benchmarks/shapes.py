"""The requests that are timed, and an endless supply of others that are just as much work."""

import random
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

Request = dict[str, Any]

# What the semantic layers that we compare ourselves with were asked.
PEERS: Request = {
    "group": "user",
    "fields": "total calls;ASR;ACD;cost",
    "period": "year;month;day",
    "filter": {
        "start_at": "2025-01-01 00:00:00",
        "end_at": "2025-02-01 00:00:00",
        "duration": "5;>",
        "destination": ["12", "34", "56"],
    },
    "order": "ASR;desc",
    "limit": 100,
}

_DIMENSIONS = (
    "user;call status;duration;hangup;destination;caller_id;q850;sip termination status;"
    "extension number;transfer to;conference to;trunk"
)

# The full example of the API's page.
PAGE: Request = {
    "group": _DIMENSIONS,
    "fields": f"{_DIMENSIONS};total calls;successful calls;total duration;total bill duration;"
    "ACD;ASR;cost;transfer duration;conference duration;transfer cost;conference cost;"
    "total transfer;call agent duration",
    "period": "year;month;day;hour",
    "filter": {
        "start_at": "2020-01-01 00:00:00",
        "end_at": "2025-01-01 00:00:00",
        "destination": ["12", "464646466465"],
        "caller_id": ["4565654654"],
        "callAttributes": ["Conference", "Transfer"],
        "user": [2, 3],
        "original_trunk_id": [2],
        "callsType": [6, 4],
        "bill_duration": "3;>=",
        "duration": "5;>|9999;<",
    },
    "order": "user;desc",
    "limit": 100,
    "offset": 0,
}

JOBS = {"peers": PEERS, "page": PAGE}
DIALECTS = ("postgres", "mysql", "clickhouse", "sqlite")

_FIRST_DAY = datetime(2015, 1, 1)
_CALL_TYPES = (2, 3, 4, 6, 7, 8)  # 6 is undocumented: it costs a warning, on the page as here
_OPERATORS = (">", ">=", "<", "<=", "=", "!=")
_LISTS = ("group", "fields", "period")
_CONDITIONS = ("duration", "bill_duration")


def new_values(request: Request, draw: random.Random) -> Request:
    """Ask the same about other values: window, numbers, texts and limit are drawn anew."""
    filters = {key: _drawn(key, value, draw) for key, value in request["filter"].items()}
    start = _FIRST_DAY + timedelta(seconds=draw.randrange(300_000_000))
    end = start + timedelta(seconds=draw.randrange(1, 30_000_000))
    filters |= {"start_at": str(start), "end_at": str(end)}
    return {**request, "filter": filters, "limit": draw.randrange(1, 1000)}


def _drawn(key: str, value: Any, draw: random.Random) -> Any:
    """Draw another value, or as many as there were."""
    if key == "callAttributes":
        return value  # names, not values
    if key == "callsType":
        return draw.sample(_CALL_TYPES, len(value))
    if key in _CONDITIONS:
        return re.sub("[0-9]+", lambda _: str(draw.randrange(10_000)), value)
    if isinstance(value, list):
        return [_drawn(key, item, draw) for item in value]
    if isinstance(value, int):
        return draw.randrange(1_000_000)
    return "".join(draw.choices("0123456789", k=len(value)))


def new_shape(request: Request, draw: random.Random) -> Request:
    """Ask for as much, so that neither the shape nor any string of it has been met before.

    The items of every list are shuffled, the operators of conditions drawn, and all names are
    spelled in another way that means the same: letter case, and blanks at the ends.
    """
    shaped = new_values(request, draw)
    for key in _LISTS:
        items = shaped[key].split(";")
        draw.shuffle(items)
        shaped[key] = _respelled(";".join(items), draw)
    shaped["order"] = _respelled(shaped["order"], draw)
    for key in shaped["filter"].keys() & set(_CONDITIONS):
        drawn = re.sub("[<>=!]+", lambda _: draw.choice(_OPERATORS), shaped["filter"][key])
        shaped["filter"][key] = _padded(drawn, draw)
    return shaped


def _respelled(names: str, draw: random.Random) -> str:
    """Spell names so that they still mean the same."""
    cases: tuple[Callable[[str], str], ...] = (str.lower, str.upper)
    return _padded("".join(draw.choice(cases)(letter) for letter in names), draw)


def _padded(text: str, draw: random.Random) -> str:
    """Put blanks that do not count at both ends, in one of a million ways."""
    ends = ["".join(draw.choices(" \t", k=10)) for _ in range(2)]
    return text.join(ends)
