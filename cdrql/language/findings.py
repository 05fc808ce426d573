"""What pydantic finds wrong with a request, told as problems of the request."""

import json
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from pydantic_core import ErrorDetails

from cdrql.errors import Problem, did_you_mean, shown_name
from cdrql.texts.carets import UNSEEN, Span
from cdrql.texts.json import locate_json_keys, plain_json
from cdrql.texts.places import Path


def is_printable(text: str) -> bool:
    """Say whether a text holds only characters that a text of a request may hold."""
    return not any(unicodedata.category(character) in UNSEEN for character in text)


# A bool is an int to Python, so it comes first.
_KINDS = (
    (type(None), "null"),
    (bool, "a boolean"),
    (int, "an integer"),
    (float, "a float"),
    (str, "a string"),
    (list | tuple, "an array"),
    (dict, "an object"),
)


def json_kind(value: object) -> str:
    """Name the JSON type of a value."""
    return next((name for kind, name in _KINDS if isinstance(value, kind)), "that")


def value_at(request: object, loc: Path) -> object:
    """Follow a location into the raw request; what is not there is None."""
    for step in loc:
        if isinstance(request, dict):
            request = request.get(step)
        elif isinstance(request, list | tuple) and isinstance(step, int):
            request = request[step]
    return request


def _location_of(detail: ErrorDetails, request: object) -> Path:
    """Give an error's location without the index of a single value that was not an array."""
    loc: Path = detail["loc"]
    # One value is read as a list of one, of which pydantic tells item 0.
    single = len(loc) > 1 and not isinstance(value_at(request, loc[:-1]), list | tuple)
    return loc[:-1] if single and loc and isinstance(loc[-1], int) else loc


def request_path(steps: Path) -> str:
    """Spell a location as `filter.user[1]`."""
    text = "".join(f"[{s}]" if isinstance(s, int) else f".{s[:64]}" for s in steps)
    return text.removeprefix(".")


_LONGEST_PLACED = 100_000  # characters of JSON text: to find the keys takes longer than to read it


# Where in the request's text.


def place_problems(problems: Iterable[Problem], request: object) -> tuple[Problem, ...]:
    """Tell where in the JSON text of a request the key of each problem stands.

    A key that is missing stands nowhere, as does a problem without a path; a request that is no
    text, or a very long one, has no places. The text must be right JSON where a problem has a path.
    """
    told = tuple(problems)
    if not told or not isinstance(request, str | bytes | bytearray):
        return told
    if len(request) > _LONGEST_PLACED or not any(map(_is_unplaced, told)):
        return told
    located = locate_json_keys(plain_json(request))
    places = {request_path(path): place for path, place in located.items()}
    return tuple(
        replace(problem, place=places.get(problem.path)) if _is_unplaced(problem) else problem
        for problem in told
    )


def _is_unplaced(problem: Problem) -> bool:
    return problem.place is None and problem.path != ""


# What pydantic found -> our code, sentence and hint; {} is filled from the error's context.
_FOUND = {
    "missing": (
        "CDR105",
        "`{key}` is required",
        "every request has group, filter.start_at, filter.end_at",
    ),
    "string_too_short": ("CDR105", "`{key}` is empty", "give it a value"),
    "string_type": ("CDR106", "{path} must be a string, not {kind}", None),
    "int_type": ("CDR106", "{path} must be an integer, not {kind}", None),
    "dict_type": ("CDR106", "{path} must be an object, not {kind}", None),
    "model_type": ("CDR106", "{path} must be an object, not {kind}", None),
    "greater_than_equal": ("CDR107", "{path} must be at least {ge}", None),
    "less_than_equal": ("CDR107", "{path} must be at most {le}", None),
    "too_short": ("CDR108", "{path} is an empty array", "leave the key out to take every call"),
    "too_long": ("CDR114", "{path} has more than {max_length} values", "ask in several parts"),
    "string_unicode": ("CDR109", "{path} holds half of a character", "send whole characters"),
    "string_pattern_mismatch": (
        "CDR109",
        "{path} holds a character that is not printable",
        "remove control, format and line-breaking characters",
    ),
    "string_too_long": ("CDR110", "{path} is longer than {max_length} characters", None),
}


# What a required key that is null is taken for.
_REQUIRED = ("string_type", "model_type")
_HINTS = {
    ("int_type", "limit"): "write digits, such as 100",
    ("int_type", "offset"): "write digits, such as 100",
    ("string_too_short", "destination_prefix"): "every text starts with it: leave it out",
    ("string_too_short", "caller_id_prefix"): "every text starts with it: leave it out",
}


def problem_of_finding(
    detail: ErrorDetails, request: object, keys: Mapping[str, Collection[str]]
) -> Problem:
    """Turn one finding of pydantic into a problem; `keys` are those of request and filter."""
    steps = _location_of(detail, request)
    path, value = request_path(steps), value_at(request, steps)
    if detail["type"] == "extra_forbidden":
        return _unknown_key(steps, keys)
    # pydantic's mark for what is wrong with a key, not with its value.
    if steps[-1] == "[key]":
        longest = detail.get("ctx", {}).get("max_length")
        return Problem("CDR110", f"a key of `having` is longer than {longest} characters", "having")
    absent = value is None and detail["type"] in _REQUIRED and not isinstance(steps[-1], int)
    kind = "missing" if absent else detail["type"]
    code, message, hint = _FOUND.get(kind, ("CDR106", "{path} is not valid", None))
    hint = _HINTS.get((kind, str(steps[-1] if isinstance(steps[-1], str) else steps[-2])), hint)
    filled = {"path": f"`{path}`", "key": path, "kind": json_kind(value), **detail.get("ctx", {})}
    text, span = _wrong_text(detail["type"], value)
    return Problem(code, message.format(**filled), path, text, span, hint)


def _wrong_text(kind: str, value: object) -> tuple[str | None, Span | None]:
    """Show a wrong text with its first wrong character, a wrong number whole, else nothing."""
    if isinstance(value, str):
        of_characters = kind in ("string_pattern_mismatch", "string_unicode")
        refused = (i for i, c in enumerate(value) if unicodedata.category(c) in UNSEEN)
        if of_characters and (bad := next(refused, None)) is not None:
            return value, (bad, bad + 1)
        return value, (0, len(value))
    # Nobody reads a number of thousands of digits, and Python refuses to write one.
    if isinstance(value, int | float) and not (isinstance(value, int) and abs(value) > 10**30):
        shown = json.dumps(value)
        return shown, (0, len(shown))
    return None, None


# Problems of keys, which pydantic does not find or does not tell as we do.


def _unknown_key(steps: Path, keys: Mapping[str, Collection[str]]) -> Problem:
    """Say that a key is not known, and which one may be meant."""
    key = str(steps[-1])
    here, there = ("filter", "") if len(steps) > 1 else ("", "filter")
    if key in keys[there]:
        hint = (
            "it is a key of the filter" if there else "it is a key of the request, not the filter"
        )
    else:
        hint = did_you_mean(key, keys[here], f"the keys here are {', '.join(keys[here])}")
    message = f"`{key[:64]}` is not a key here"
    return Problem("CDR104", message, request_path(steps), key[:256], (0, len(key[:256])), hint)


def too_many_keys(path: str, most: int) -> Problem:
    """Say that an object has more keys than are looked at one by one."""
    holder = f"`{path}`" if path else "the request"
    hint = "those that are not known here were not looked at"
    return Problem("CDR116", f"{holder} has more than {most} keys", path, hint=hint)


def repeated_key(path: str, key: str) -> Problem:
    """Say that a key stands twice in the JSON text of an object."""
    shown = shown_name(key)
    where = f"{path}.{shown}" if path else shown
    message = f"the key `{shown}` stands twice in one object"
    return Problem("CDR103", message, where, hint="keep one of them")


def unreadable_key(path: str, key: object) -> Problem:
    """Say that a key cannot be read at all."""
    holder = f"`{path}`" if path else "the request"
    is_broken = isinstance(key, str)
    kind = "half of a character" if is_broken else json_kind(key)
    message = f"a key of {holder} {'holds' if is_broken else 'is'} {kind}"
    return Problem("CDR104", message, path, hint="keys are texts of whole characters")
