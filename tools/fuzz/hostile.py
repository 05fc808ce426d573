"""Hostile requests of any length: each grows one part of a request that is fine otherwise."""

from collections.abc import Callable
from typing import Any

from tools.fuzz.mutate import deep

WINDOW = {"start_at": "2024-01-01", "end_at": "2025-01-01"}


def request(**parts: Any) -> dict[str, Any]:
    return {"group": "user", "fields": "total calls", "filter": WINDOW} | parts


def filtered(**wanted: Any) -> dict[str, Any]:
    return request(filter=WINDOW | wanted)


def fill(piece: str, length: int) -> str:
    return piece * (length // len(piece))


def keys(length: int, value: Any = 1) -> dict[str, Any]:
    return {f"total call {number}": value for number in range(length // 16)}


def twice(length: int) -> str:
    return "".join(f'"{number:06}":1,' * 2 for number in range(length // 22))


STRINGS = ("group", "fields", "period", "order", "timezone", "limit", "offset")
PIECES = (
    "x",
    "9",
    ";",
    "|",
    " ",
    " _-",
    "user;",
    "usr;",
    "user;desc|",
    "total calls;",
    "\x00",
    "é",
)
TEXTS = ("start_at", "duration", "bill_duration", "destination", "destination_prefix")
VALUE_PIECES = ("x", "9", " ", ";", "|", "1;>|", "1;>;", "2024-01-01", "\ud800")


def grown(around: Callable[..., Any], key: str, piece: str) -> Callable[[int], Any]:
    """Repeat a piece in one string."""
    return lambda length: around(**{key: fill(piece, length)})


HOSTILE: dict[str, Callable[[int], Any]] = {
    **{f"{key} {p!r}": grown(request, key, p) for key in STRINGS for p in PIECES},
    **{f"{key} {p!r}": grown(filtered, key, p) for key in TEXTS for p in VALUE_PIECES},
    "destinations, equal": lambda n: filtered(destination=["0123456789"] * (n // 12)),
    "destinations, all different": lambda n: filtered(
        destination=[f"{i:010}" for i in range(n // 12)]
    ),
    "destinations, long": lambda n: filtered(destination=["x" * 1000] * (n // 1002)),
    "destinations, bad": lambda n: filtered(destination=["\x00"] * (n // 3)),
    "prefixes, all different": lambda n: filtered(
        destination_prefix=[f"{i:010}" for i in range(n // 12)]
    ),
    "users": lambda n: filtered(user=list(range(n // 6))),
    "users, not numbers": lambda n: filtered(user=["1"] * (n // 3)),
    "users, null": lambda n: filtered(user=[None] * (n // 2)),
    "users, nested": lambda n: filtered(user=deep(n // 2)),
    "call types, odd": lambda n: filtered(callsType=list(range(100, 100 + n // 6))),
    "call attributes, misspelt": lambda n: filtered(callAttributes=["Conferenc"] * (n // 11)),
    "limit, an integer": lambda n: request(limit=1 << (3 * n)),
    "having, keys": lambda n: request(having=keys(n, "1;>")),
    "having, one long key": lambda n: request(having={fill("total ", n): "1;>"}),
    "having, a long name": lambda n: request(having={"x" * min(n, 256): fill("|", n)}),
    "having, many conditions": lambda n: request(having={"ASR": fill("1;>|", n)}),
    "having, a long number": lambda n: request(having={"ASR": fill("9", n) + ";>"}),
    "having, a long fraction": lambda n: request(having={"ASR": "0." + fill("9", n) + ";>"}),
    "having, values": lambda n: request(having={"ASR": [1] * (n // 3)}),
    "unknown keys": lambda n: request() | keys(n),
    "unknown keys of the filter": lambda n: filtered(**keys(n)),
    "one long unknown key": lambda n: request() | {fill("group", n): 1},
    "a long list": lambda n: [1] * (n // 3),
    "deep": lambda n: deep(n // 2),
    "JSON, brackets": lambda n: fill("[", n),
    "JSON, braces": lambda n: fill('{"a":', n),
    "JSON, one key again and again": lambda n: '{"group":"user",' + fill('"group":1,', n),
    "JSON, a long string": lambda n: '{"group": "' + fill("\\u0041", n) + '"}',
    "JSON, digits": lambda n: '{"limit": ' + fill("9", n) + "}",
    "JSON, blanks": lambda n: fill(" \n", n) + "{}",
    "JSON, bytes": lambda n: fill("\xff", n).encode("latin-1"),
}
