"""Where the keys of a JSON text stand."""

import json
import re
from bisect import bisect_right
from contextlib import suppress

from cdrql.texts.places import Path, Place

_BLANKS = re.compile(r"[ \t\n\r]*")
_DEEPEST = 8  # a path holds every key above it: without an end, they grow with the square
# Numbers stay texts: only their ends are looked for, and Python reads no 5,000 digits.
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str)


def plain_json(text: str | bytes | bytearray) -> str:
    """Give JSON as a text, without the byte order mark that some editors put first.

    Raises UnicodeDecodeError for bytes that are not UTF-8.
    """
    return (text if isinstance(text, str) else bytes(text).decode()).removeprefix("\ufeff")


def locate_json_keys(text: str) -> dict[Path, Place]:
    """Find where each key and each item of an array begins; the text must be right JSON.

    `{"filter": {"user": [7, 8]}}` has `("filter", "user", 1)` at line 1, column 25. Of a key that
    stands twice it is the last, whose value readers take. Deeper than eight keys nothing is found.
    """
    found: dict[Path, int] = {}
    with suppress(RecursionError):  # the reader was just deep enough, and this is deeper by a few
        _read_value(text, _skip_blanks(text, 0), (), found)
    begins = [0, *(match.end() for match in re.finditer("\n", text))]
    lines = {path: bisect_right(begins, at) for path, at in found.items()}
    return {path: Place(None, n, found[path] - begins[n - 1] + 1) for path, n in lines.items()}


def _read_value(text: str, at: int, path: Path, found: dict[Path, int]) -> int:
    """Read a value that begins at an index, and give the index behind it."""
    opening = text[at]
    if opening not in "[{" or len(path) == _DEEPEST:
        return _DECODER.raw_decode(text, at)[1]
    items = 0
    at = _skip_blanks(text, at + 1)
    while text[at] not in "]}":
        key: str | int = items
        begin, items = at, items + 1
        if opening == "{":
            key, end = _DECODER.raw_decode(text, at)
            at = _skip_blanks(text, _skip_blanks(text, end) + 1)  # behind the colon
        found[*path, key] = begin
        at = _skip_blanks(text, _read_value(text, at, (*path, key), found))
        if text[at] == ",":
            at = _skip_blanks(text, at + 1)
    return at + 1


def _skip_blanks(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    return found.end() if found else at
