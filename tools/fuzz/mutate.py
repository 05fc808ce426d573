"""Breaks requests for fuzzing: structure, strings, numbers, timestamps, names, the JSON itself."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterator
from typing import Any

Place = tuple[Any, Any]  # a container and the key or index in it

CHARACTERS = [
    *(";", "|", ";;", "||", ">", "=", "!", "<>", " ", "_", "-", "\t", "\n", "\r", "\x00", "\x7f"),
    *(
        "\u0085",
        "\u2028",
        "\u200b",
        "\u202e",
        "\ufeff",
        "\ud800",
        "\udfff",
        "😀",
        "İ",
        "\u017f",
        "\u212a",
    ),
    *("\u0661", "\uff11", "²", "'", '"', "\\", "`", "--", "/*", "*/", "%", "%s", "%(a)s", ":a"),
    *("{a:Int8}", "?", "$1", "\u00a0", "\u3000", "e\u0301", "0", "9", "+", ".", ",", "\uffff"),
]
TIMESTAMPS = [
    *("2024-02-30", "2024-13-01", "2024-01-01 24:00:00", "2024-01-01 23:59:60", "20240101"),
    *("2024-W01-1", "2024-1-1", "2024-01-01T00:00:00.1234567", "2024-01-01 00:00:00+24:00"),
    *("2024-01-01 00:00:00+0100", "2024-01-01Z", "2024-01-01+01:00", "0000-01-01", "0001-01-01"),
    *("9999-12-31", "9999-12-31 23:59:59.999999-12:00", "0001-01-01 00:00:00+14:00", "now()"),
    *(
        "2024-01-01  00:00",
        " 2024-01-01",
        "2024-01-01\n",
        "\uff11\uff1234-01-01",
        "2024-01-01t00:00z",
    ),
    *("2024-01-01 00:00:00-00:00", "2024-01-01 00:00:00+00:99", "-024-01-01", "2024-01-01 00:00:"),
    *(
        "1883-11-18 12:00",
        "1900-01-01",
        "2262-04-12",
        "2299-12-31 23:59",
        "infinity",
        "2024-01-01 00",
    ),
]
ZONES = [
    *("europe/paris", "Europe/Pari", "../../etc/passwd", "/etc/localtime", "UTC+1", "posixrules"),
    *("Factory", "right/UTC", "posix/UTC", "localtime", "tzdata.zi", "Europe", "", ".", "a\x00b"),
    *("Europe/Paris ", "x" * 5000, "Europe//Paris", "Asia", "zone.tab", "leapseconds", "\ud800"),
]
NAMES = [
    *("usr", "ACD;ACD", "total calls;", ";", ";;", "period", "year;year", "minute", "callerid"),
    *(
        "user;asc;desc",
        "user|user",
        "user;down",
        "|",
        "*",
        "1;DROP TABLE cdrs",
        "\uff41cd",
        "toTal_call\u017f",
    ),
    *("total calls, ASR", "user;;ACD", "_", "-", " ", "user_", "_user", "cost;" * 40),
]
CONDITIONS = [
    *("3", ";", "3;", ";>", "3;=>", ">;3", "3;>=;", "3;>||4;<", "+3;>", "3.5;>", "1e3;>", "٣;>"),
    *("99999999999999999999;>", "-9223372036854775809;<", ".5;>", "5.;>", "-;>", "3;==", "3;<>"),
    *("0" * 5000 + "1;>", "9" * 5000 + ";<", "0.0000000001;=", "nan;>", "inf;<", "null;=", "3;>|"),
    *("1;>|" * 200, "- 3;>", "3 3;>", "0x10;=", "1_000;>", "\u22123;<"),
]
STRINGS = [*TIMESTAMPS, *ZONES, *NAMES, *CONDITIONS]
KEYS = [
    "group",
    "fields",
    "filter",
    "Group",
    "strat_at",
    "users",
    "sql",
    "",
    "__proto__",
    "a" * 999,
]


def numbers() -> list[Any]:
    big = [2**63, -(2**63) - 1, 2**64, 10**400, -(10**5000), 2**31]
    return [True, False, 0.0, 1.5, -0.0, float("nan"), float("inf"), -1, 0, 1, *big]


def deep(depth: int) -> Any:
    """Nest a list, in steps rather than by recursion."""
    value: Any = []
    for _ in range(depth):
        value = [value]
    return value


def junk(rng: random.Random) -> Any:
    """Choose a value of no particular type."""
    makers: list[Callable[[], Any]] = [
        lambda: rng.choice(numbers()),
        lambda: rng.choice(STRINGS),
        lambda: rng.choice(CHARACTERS) * rng.choice([1, 2, 300]),
        lambda: None,
        lambda: rng.choice([[], {}, [[]], [{}], {"a": {}}, [None], [""], {"": None}]),
        lambda: [rng.choice([*numbers(), *CHARACTERS]) for _ in range(rng.randint(1, 50))],
        lambda: deep(rng.choice([2, 10, 500])),
        lambda: {rng.choice(KEYS): rng.choice(STRINGS) for _ in range(5)},
        lambda: rng.choice([(), (1, 2), {1, 2}, b"user", object(), int, 1j, range(3)]),
        lambda: list(range(rng.choice([10, 2000]))),
    ]
    return rng.choice(makers)()


def places(value: Any) -> Iterator[Place]:
    """Find every place of a request that can be changed."""
    if isinstance(value, (dict, list)):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from places(value[key])


def edit(rng: random.Random, text: str) -> str:
    """Insert, delete, replace, double or grow somewhere in a string."""
    at = rng.randint(0, len(text))
    to = min(len(text), at + rng.choice([0, 1, 1, 3]))
    piece = rng.choice([rng.choice(CHARACTERS), "", text[at:to] * 2, rng.choice(CHARACTERS) * 300])
    return text[:at] + piece + text[to:]


def written(value: Any) -> str:
    """Write a value as JSON as far as that goes; Python refuses to write very long integers."""
    try:
        return json.dumps(value, default=repr, skipkeys=True, ensure_ascii=False)
    except (ValueError, RecursionError):
        return "1" * 5000


def change_value(rng: random.Random, container: Any, key: Any) -> None:
    container[key] = junk(rng)


def change_text(rng: random.Random, container: Any, key: Any) -> None:
    old = container[key]
    container[key] = edit(rng, old) if isinstance(old, str) else written(old)


def replace_text(rng: random.Random, container: Any, key: Any) -> None:
    container[key] = rng.choice(STRINGS)


def wrap(rng: random.Random, container: Any, key: Any) -> None:
    old = container[key]
    container[key] = rng.choice([[old], [old, old], {"value": old}, [old] * 500, [old, None, ""]])


def drop(rng: random.Random, container: Any, key: Any) -> None:
    del container[key]


def add(rng: random.Random, container: Any, key: Any) -> None:
    if isinstance(container, dict):
        container[rng.choice([*KEYS, rng.choice(STRINGS), 7, None, (1,), 1.5])] = junk(rng)
    else:
        container.append(junk(rng))


def rename(rng: random.Random, container: Any, key: Any) -> None:
    if isinstance(container, dict):
        container[edit(rng, key if isinstance(key, str) else written(key))] = container.pop(key)
    else:
        container[key] = junk(rng)


CHANGES: list[Callable[[random.Random, Any, Any], None]] = [
    change_value,
    change_text,
    change_text,
    change_text,
    replace_text,
    replace_text,
    wrap,
    drop,
    add,
    rename,
]


def broken_json(rng: random.Random, request: Any) -> str | bytes:
    """Write a request as JSON text or bytes, mostly broken in some place."""
    text = written(request)
    if rng.random() < 0.3:
        text = text.replace("{", '{"group": "user", "group": "trunk", ', 1)
    if rng.random() < 0.2:
        text = rng.choice(["\ufeff" + text, text + text, "[" * 5000 + text, '{"a":' * 5000, ""])
    if rng.random() < 0.7:
        text = edit(rng, text)
    if rng.random() < 0.5:
        return text
    encoding = rng.choice(["utf-8", "utf-8", "utf-16", "utf-32", "latin-1"])
    return text.encode(encoding, "backslashreplace") + rng.choice([b"", b"", b"\xff", b"\xed\xa0"])


def mutate(rng: random.Random, request: Any) -> Any:
    """Break a request in one to four places, or its JSON, or put something else in its place."""
    changed = copy.deepcopy(request)
    for _ in range(rng.choice([0, 1, 1, 1, 2, 4])):
        found = list(places(changed))
        if found:
            rng.choice(CHANGES)(rng, *rng.choice(found[:2000]))
    if rng.random() < 0.15:
        return broken_json(rng, changed)
    return junk(rng) if rng.random() < 0.03 else changed
