"""The request as JSON: its keys, their types, and the values of its filter."""

import json
import re
from collections.abc import Iterable
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from cdrql.errors import Problem, RequestError, did_you_mean

# Values that one filter may list: enough for a report, and no engine's limit is near.
MOST_VALUES = 1_000
LONGEST_TEXT = 256
# Any text but control, format and line-breaking characters (half surrogates are no text at all).
_PRINTABLE = r"\A[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*\z"
_DIGITS = re.compile(r"[0-9]{1,19}")
_LARGEST = 2**63 - 1


def _one_or_many(value: object) -> object:
    """Read one value as a list of one; an absent one stays absent."""
    if value is None:
        return value
    return tuple(value) if isinstance(value, list | tuple) else (value,)


def _present(value: object) -> object:
    """Read an empty text as if the key were absent."""
    return None if value == "" and isinstance(value, str) else value


def _digits(value: object) -> object:
    """Read a string of digits as the number it spells."""
    return int(value) if isinstance(value, str) and _DIGITS.fullmatch(value) else value


Item = TypeVar("Item")
Many = Annotated[
    tuple[Item, ...] | None,
    Field(min_length=1, max_length=MOST_VALUES),
    BeforeValidator(_one_or_many),
]
Text = Annotated[str, Field(max_length=LONGEST_TEXT, pattern=_PRINTABLE)]
Prefix = Annotated[Text, Field(min_length=1)]
Integer = Annotated[int, Field(ge=-(2**63), le=_LARGEST)]
Absent = BeforeValidator(_present)
Words = Annotated[str | None, Absent]

_STRICT = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=False)


class Filter(BaseModel):
    """Which calls count: a window that is required, and conditions that all must hold."""

    model_config = _STRICT

    start_at: Annotated[str, Field(min_length=1)]
    end_at: Annotated[str, Field(min_length=1)]
    destination: Many[Text] = None
    caller_id: Many[Text] = None
    callAttributes: Annotated[Many[str], Absent] = None  # noqa: N815 (the API's own spelling)
    user: Annotated[Many[Integer | None], Absent] = None
    original_trunk_id: Annotated[Many[Integer | None], Absent] = None
    callsType: Annotated[Many[Integer | None], Absent] = None  # noqa: N815
    duration: Words = None
    bill_duration: Words = None
    destination_prefix: Annotated[Many[Prefix], Absent] = None
    caller_id_prefix: Annotated[Many[Prefix], Absent] = None


class Request(BaseModel):
    """An Aggregate-CDRs request: the strings as they were sent, the filter's values checked.

    `group`, `fields` and `period` are lists separated by `;`, `order` is `name;asc|name;desc`,
    `having` maps a measure to a condition such as `100;>=`. Raises pydantic's ValidationError
    when made by hand from wrong types; `cdrql.compile` raises RequestError instead.
    """

    model_config = _STRICT

    group: Annotated[str, Field(min_length=1)]
    filter: Filter
    fields: Words = None
    period: Words = None
    order: Words = None
    limit: Annotated[
        Annotated[int, Field(ge=1, le=_LARGEST)] | None, BeforeValidator(_digits), Absent
    ] = None
    offset: Annotated[
        Annotated[int, Field(ge=0, le=_LARGEST)] | None, BeforeValidator(_digits), Absent
    ] = None
    timezone: Words = None
    having: Annotated[dict[str, Words] | None, Absent] = None


class _NotJSONError(ValueError):
    """A constant or a key that JSON text may not hold."""


def read(request: object) -> tuple[Request, list[Problem]]:
    """Check the types of a request; with problems, the request holds what is right of it."""
    if type(request) is Request:
        return request, []
    problems: list[Problem] = []
    if isinstance(request, str | bytes | bytearray):
        request = _parse_json(request, problems)
    if not isinstance(request, dict):
        found = _kind(request)
        hint = 'send an object such as {"group": "trunk", "filter": {...}}'
        raise RequestError(Problem("CDR102", f"a request is an object, not {found}", hint=hint))
    try:
        return Request.model_validate(request), problems
    except ValidationError as error:
        errors = error.errors(include_url=False, include_input=False)
    # An array whose only item is wrong is reported as empty too: only the real ones are told.
    errors = [e for e in errors if e["type"] != "too_short" or not _at(request, e["loc"])]
    problems += [_problem(detail, request) for detail in errors]
    return _rest(request, [detail["loc"] for detail in errors]), problems


def _parse_json(text: str | bytes | bytearray, problems: list[Problem]) -> object:
    """Parse JSON text, refusing what its readers disagree about: repeated keys, NaN."""

    def pairs(items: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(items)
        if len(found) < len(items):
            seen: set[str] = set()
            for key, _ in items:
                if key in seen:
                    message = f"the key `{key[:64]}` stands twice in one object"
                    problems.append(Problem("CDR103", message, hint="keep one of them"))
                seen.add(key)
        return found

    def constant(name: str) -> object:
        raise _NotJSONError(f"{name} is not a JSON value")

    try:
        source = text if isinstance(text, str) else bytes(text).decode("utf-8")
        return json.loads(source, object_pairs_hook=pairs, parse_constant=constant)
    except json.JSONDecodeError as error:
        place = (error.pos, error.pos + 1)
        message = f"the request is not valid JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        path = f"line {error.lineno}, column {error.colno}"
        line = error.doc.split("\n")[error.lineno - 1]
        column = place[0] - error.doc.rfind("\n", 0, place[0]) - 1
        problem = Problem("CDR101", message, path, line, (column, column + 1))
    except UnicodeDecodeError as error:
        problem = Problem("CDR101", f"the request is not UTF-8: byte {error.start} is not text")
    except RecursionError:
        problem = Problem("CDR101", "the request is nested too deeply")
    except ValueError as error:
        reason = str(error) if isinstance(error, _NotJSONError) else "a number has too many digits"
        problem = Problem("CDR101", f"the request is not valid JSON: {reason}")
    raise RequestError(problem)


_KINDS = (
    (type(None), "null"),
    (bool, "a boolean"),
    (int, "an integer"),
    (float, "a float"),
    (str, "a string"),
    (list | tuple, "an array"),
    (dict, "an object"),
)


def _kind(value: object) -> str:
    """Name the JSON type of a value."""
    return next((name for kind, name in _KINDS if isinstance(value, kind)), "that")


def _at(request: object, loc: tuple[int | str, ...]) -> object:
    """Follow a location into the raw request; what is not there is None."""
    for step in loc:
        if isinstance(request, dict):
            request = request.get(step)
        elif isinstance(request, list | tuple) and isinstance(step, int):
            request = request[step]
    return request


def _steps(detail: ErrorDetails, request: object) -> tuple[int | str, ...]:
    """Give an error's location without the index of a single value that was not an array."""
    loc: tuple[int | str, ...] = detail["loc"]
    single = len(loc) > 1 and not isinstance(_at(request, loc[:-1]), list | tuple | dict)
    return loc[:-1] if single and loc and isinstance(loc[-1], int) else loc


def path_of(steps: tuple[int | str, ...]) -> str:
    """Spell a location as `filter.user[1]`."""
    spelled = "".join(f"[{s}]" if isinstance(s, int) else f".{s[:64]}" for s in steps)
    return spelled.removeprefix(".")


# What pydantic found -> our code, sentence and hint; {} is filled from the error's context.
_FOUND = {
    "missing": (
        "CDR105",
        "`{key}` is required",
        "every request has group, filter.start_at, filter.end_at",
    ),
    "string_too_short": ("CDR105", "`{key}` is empty", "give it a value"),
    "string_type": ("CDR106", "{path} is a string, not {kind}", None),
    "int_type": ("CDR106", "{path} is an integer, not {kind}", None),
    "int_from_float": ("CDR106", "{path} is an integer, not {kind}", None),
    "dict_type": ("CDR106", "{path} is an object, not {kind}", None),
    "model_type": ("CDR106", "{path} is an object, not {kind}", None),
    "model_attributes_type": ("CDR106", "{path} is an object, not {kind}", None),
    "tuple_type": ("CDR106", "{path} is an array, not {kind}", None),
    "greater_than_equal": ("CDR107", "{path} is at least {ge}", None),
    "less_than_equal": ("CDR107", "{path} is at most {le}", None),
    "int_parsing_size": ("CDR107", "{path} does not fit in 64 bits", None),
    "too_short": ("CDR108", "{path} is an empty array", "leave the key out to take every call"),
    "too_long": ("CDR114", f"{{path}} has more than {MOST_VALUES} values", "ask in several parts"),
    "string_unicode": ("CDR109", "{path} holds half of a character", "send whole characters"),
    "string_pattern_mismatch": (
        "CDR109",
        "{path} holds a character that is not printable",
        "remove control, format and line-breaking characters",
    ),
    "string_too_long": ("CDR110", f"{{path}} is longer than {LONGEST_TEXT} characters", None),
}


def _problem(detail: ErrorDetails, request: object) -> Problem:
    """Turn one finding of pydantic into a problem of the request."""
    steps = _steps(detail, request)
    path, value = path_of(steps), _at(request, steps)
    if detail["type"] in ("extra_forbidden", "invalid_key"):
        return _unknown_key(steps)
    code, message, hint = _FOUND.get(detail["type"], ("CDR106", "{path} is not valid", None))
    filled = {"path": f"`{path}`", "key": path, "kind": _kind(value), **detail.get("ctx", {})}
    text, span = _shown(detail["type"], value)
    return Problem(code, message.format(**filled), path, text, span, hint)


def _shown(kind: str, value: object) -> tuple[str | None, tuple[int, int] | None]:
    """Show a wrong text with its first wrong character, a wrong number whole, else nothing."""
    if isinstance(value, str):
        bad = next((i for i, c in enumerate(value) if not c.isprintable()), None)
        if kind in ("string_pattern_mismatch", "string_unicode") and bad is not None:
            return value, (bad, bad + 1)
        return value, (0, len(value))
    if isinstance(value, int | float) and not (isinstance(value, int) and abs(value) > 10**30):
        shown = json.dumps(value)
        return shown, (0, len(shown))
    return None, None


def _unknown_key(steps: tuple[int | str, ...]) -> Problem:
    """Say that a key is not known, and which one may be meant."""
    key = str(steps[-1])
    known = Filter.model_fields if steps[0] == "filter" and len(steps) > 1 else Request.model_fields
    hint = did_you_mean(key, known, f"the keys here are {', '.join(known)}")
    shown = key if len(key) <= LONGEST_TEXT else key[:LONGEST_TEXT]
    message = f"`{shown[:64]}` is not a key here"
    return Problem("CDR104", message, path_of(steps), shown, (0, len(shown)), hint)


def _rest(request: dict[str, Any], wrong: Iterable[tuple[int | str, ...]]) -> Request:
    """Keep what is right of a wrong request, so that the rest of it can be checked too."""
    kept = {key: value for key, value in request.items() if key in Request.model_fields}
    kept |= {key: dict(value) for key, value in kept.items() if isinstance(value, dict)}
    for first, *inner in wrong:
        inside = kept.get(str(first))
        if inner and isinstance(inside, dict):
            inside.pop(inner[0], None)
        else:
            kept.pop(str(first), None)
    filled = {"group": "?", "filter": {}, **kept}
    filled["filter"] = {"start_at": "?", "end_at": "?", **filled["filter"]}
    asked = Request.model_validate(filled)
    absent = {key: "" for key in ("start_at", "end_at") if key not in kept.get("filter", {})}
    filters = asked.filter.model_copy(update=absent)
    return asked.model_copy(update={"filter": filters} | ({} if "group" in kept else {"group": ""}))
