"""The JSON text of a request: read whole, or refused with its place before it costs much."""

import json
import re
from collections import Counter

from cdrql.errors import Problem, RequestError
from cdrql.model.limits import LONGEST_REQUEST, MOST_TEXT_KEYS, MOST_TEXT_PARTS
from cdrql.texts.json import plain_json
from cdrql.texts.places import Place, place_behind

# A string, or what is none and no JSON: what JavaScript calls numbers, and numbers without end.
_NO_JSON = re.compile(r'("(?:[^"\\]|\\.)*+")|NaN|-?Infinity|[0-9]{4300,}')
# A string, whole or without its end, or what stands before a key's value or another value.
_PARTS = re.compile(r'"(?:[^"\\]|\\.)*+"?|[:,\[{\]}]', re.DOTALL)
_TOO_DEEP = "the request is nested too deeply"
_DEEPEST = 5_000  # objects and lists within each other, where some parsers stop much earlier


class _NotJSONError(ValueError):
    """A constant that JSON text may not hold."""


class Repeating(dict[str, object]):
    """An object of JSON text in which some keys stand more than once: it holds the last of each."""

    repeated: tuple[str, ...]


def _object_of_pairs(items: list[tuple[str, object]]) -> dict[str, object]:
    """Make an object of JSON text, and remember its repeated keys, which readers disagree about."""
    found = dict(items)
    if len(found) == len(items):
        return found
    repeating = Repeating(found)
    times = Counter(key for key, _ in items)
    repeating.repeated = tuple(key for key in found if times[key] > 1)
    return repeating


def parse_json(text: str | bytes | bytearray) -> object:
    """Parse JSON text, refusing what is far too long, NaN and infinity."""
    if len(text) > LONGEST_REQUEST:
        unit = "characters" if isinstance(text, str) else "bytes"
        message = f"the request has more than {LONGEST_REQUEST:,} {unit}"
        raise RequestError(Problem("CDR115", message, hint="ask in several parts"))

    def constant(name: str) -> object:
        raise _NotJSONError(f"{name} is not a JSON value")

    try:
        source = plain_json(text)
    except UnicodeDecodeError as error:
        message = f"the request is not UTF-8: byte {error.start} is not text"
        before = plain_json(error.object[: error.start])
        raise RequestError(Problem("CDR101", message, place=place_behind(before))) from None
    _check_parts(source)
    try:
        return json.loads(source, object_pairs_hook=_object_of_pairs, parse_constant=constant)
    except json.JSONDecodeError as error:
        message = f"the request is not valid JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        message = message if error.doc.strip() else "the request is empty"
        line = error.doc.split("\n")[error.lineno - 1]
        place, span = Place(None, error.lineno, error.colno), (error.colno - 1, error.colno)
        problem = Problem("CDR101", message, "", line, span, place=place)
    except RecursionError:
        problem = Problem("CDR101", _TOO_DEEP)
    except ValueError as error:
        reason = str(error) if isinstance(error, _NotJSONError) else "a number has too many digits"
        # Neither says where it stands; no text of JSON can hold it but outside of quotes.
        at = next((found.start() for found in _NO_JSON.finditer(source) if not found[1]), 0)
        message = f"the request is not valid JSON: {reason}"
        problem = Problem("CDR101", message, place=place_behind(source[:at]))
    raise RequestError(problem)


def _check_parts(source: str) -> None:
    """Refuse JSON text of far too many keys or values before room is made for them."""
    # What stands in strings is counted too, and only told apart where it might be too much.
    if sum(map(source.count, ":,[{")) <= MOST_TEXT_KEYS:
        return
    keys = parts = depth = 0
    for found in _PARTS.finditer(source):
        sign = found[0]
        keys += sign == ":"
        parts += sign in {":", ",", "[", "{"}
        depth += (sign in {"[", "{"}) - (sign in {"]", "}"})
        if depth > _DEEPEST:
            raise RequestError(Problem("CDR101", _TOO_DEEP))
        if keys > MOST_TEXT_KEYS:
            message = f"the request has more than {MOST_TEXT_KEYS:,} keys"
            raise RequestError(Problem("CDR116", message, hint="see the keys of a request"))
        if parts > MOST_TEXT_PARTS:
            message = f"the request has more than {MOST_TEXT_PARTS:,} keys and values"
            raise RequestError(Problem("CDR115", message, hint="ask in several parts"))
