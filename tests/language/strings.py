"""Adversarial texts: what has broken quoting, drivers, patterns and collations elsewhere.

`allowed()` are values of the language, which must come back equal from every engine; `refused()`
are stopped at the door. No two of them are equal. They are made of what lies in strings.json:
numbers as telephones, trunks and SIP bring them; payloads of takeovers by an alias, a literal or an
ordering, in Django and elsewhere; lookalikes of NULLs, parameters, patterns and formulas; similar
texts, which collations, normal forms and cases take for one another.
"""

from __future__ import annotations

import json
import random
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

REFUSED = ("Cc", "Cf", "Cs", "Zl", "Zp")
LONGEST = 256
STORED = 255  # what MySQL's columns hold
# Format characters of Unicode 15, which Python 3.11 does not know yet, and the door does.
NEWER = frozenset(map(chr, range(0x13439, 0x13440)))

HERE = Path(__file__).parent
PIECES: list[str] = (HERE / "texts.txt").read_text(encoding="utf-8").splitlines()
GROUPS: dict[str, list[str]] = json.loads((HERE / "strings.json").read_text(encoding="utf-8"))
MARKS = [*"'\"`\\%_?:$ {}é😀n0", "\\N"]


def allowed_by_rule(text: str) -> bool:
    """Tell whether the specification lets a text be a value."""
    bad = any(unicodedata.category(character) in REFUSED for character in text)
    return len(text) <= LONGEST and not bad and not NEWER & {*text}


def characters() -> Iterator[str]:
    """Give every code point."""
    return map(chr, range(sys.maxunicode + 1))


@cache
def digits() -> tuple[str, ...]:
    """Give every decimal digit but the ten of ASCII."""
    return tuple(c for c in characters() if unicodedata.category(c) == "Nd" and not c.isascii())


def _changed(text: str) -> Iterator[str]:
    """Give a text in every normal form and case, and beside what ends literals and patterns."""
    yield from (unicodedata.normalize(form, text) for form in ("NFC", "NFD", "NFKC", "NFKD"))
    yield from (text.upper(), text.lower(), text.title(), text.casefold())
    yield from (text + "\\", "\\" + text, text + "'", "'" + text, text + " ", f"%{text}%")


def _long(text: str) -> Iterator[str]:
    """Give long texts that begin or end with this one."""
    for length in (STORED - 1, STORED):
        yield (text * length)[:length]
        yield ("9" * length + text)[-length:]
    for length in (7, 8, 15, 16, 31, 32, 63, 64, 127, 128):
        yield "9" * length
        yield "9" * (length - 1) + text


def _made() -> Iterator[str]:
    """Make texts of those that are known."""
    rng = random.Random(404)
    known = [*PIECES, *(text for group in GROUPS.values() for text in group)]
    yield from known
    yield from digits()
    for name in ("payloads", "similar", "numbers"):
        for text in GROUPS[name]:
            yield from _changed(text)
    yield from map("".join, product(MARKS, repeat=2))
    for _ in range(900):
        yield "".join(rng.choices(known, k=rng.randint(2, 6)))
    for text in [*MARKS, "'\\", "\\'", "%_", "ß", "日", "e\u0301", "\U0010fffd"]:
        yield from _long(text)


@cache
def allowed() -> tuple[str, ...]:
    """Give thousands of texts that are values, short enough for every engine's column."""
    found = dict.fromkeys(text for text in _made() if 0 < len(text) <= STORED)
    return tuple(text for text in found if allowed_by_rule(text))


CONTROLS = ("\x00", "\x01", "\t", "\n", "\r", "\x1b", "\x1b[31m", "\x7f", "\x85", "\x9b")
INVISIBLE = ("\u00ad", "\u180e", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\U0001d173")
BIDI = ("\u061c", "\u200e", "\u200f", "\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066")
HALVES = ("\ud800", "\udbff", "\udc00", "\udfff", "\ude00\ud83d")
OTHERS = (
    "\u0600",
    "\u070f",
    "\u2028",
    "\u2029",
    "\ufff9",
    "\U000e0001",
    "\U000e007f",
    "👨\u200d👩",
)


@cache
def refused() -> tuple[str, ...]:
    """Give texts that are no values: for one character, for half of one, or for their length."""
    bad = (*CONTROLS, *INVISIBLE, *BIDI, *HALVES, *OTHERS)
    around = ("{}", "{}a", "a{}", "a{}'", "{0}{0}", "'; DROP TABLE cdrs; --{}")
    found = [form.format(one) for one in bad for form in around]
    found += [(text * (LONGEST + 1))[: LONGEST + 1] for text in ("9", "'", "\\", "%", "日", "😀")]
    return tuple(dict.fromkeys(found))


@cache
def every_character() -> tuple[str, ...]:
    """Give texts that together hold every character that a value may hold."""
    fine = "".join(filter(allowed_by_rule, characters()))
    return tuple(fine[first : first + STORED] for first in range(0, len(fine), STORED))
