"""The request as JSON: its keys, their types, and the values of its filter."""

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from functools import cache
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails, PydanticKnownError

from cdrql.errors import Problem, RequestError
from cdrql.language.findings import (
    json_kind,
    problem_of_finding,
    repeated_key,
    too_many_keys,
    unreadable_key,
    value_at,
)
from cdrql.language.request_text import Repeating, parse_json
from cdrql.model.limits import LONGEST_STRING, LONGEST_TEXT, MOST_KEYS, MOST_VALUES
from cdrql.texts.places import Path

# Any text but control, format and line-breaking characters (half surrogates are no text at all).
_PRINTABLE = r"\A[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*\z"
_HALF = re.compile("[\ud800-\udfff]")
# Python reads no number of more than 4,300 digits; a hundred are enough to be out of range.
_DIGITS = re.compile(r"[0-9]{1,100}")
_LARGEST = 2**63 - 1
# What the API takes beside the type that a key has.


def _one_or_many(value: object) -> object:
    """Read one value as a list of one; an absent one stays absent."""
    if value is None:
        return value
    if not isinstance(value, list | tuple):
        return (value,)
    if len(value) > MOST_VALUES:  # before its items are looked at, each of which may be wrong
        held = {"field_type": "Tuple", "max_length": MOST_VALUES, "actual_length": len(value)}
        raise PydanticKnownError("too_long", held)
    return tuple(value)


def _empty_as_absent(value: object) -> object:
    """Read an empty text as if the key were absent."""
    return None if isinstance(value, str) and not value else value


def _spelled_number(value: object) -> object:
    """Read a string of digits as the number it spells."""
    return int(value) if isinstance(value, str) and _DIGITS.fullmatch(value) else value


Item = TypeVar("Item")
Many = Annotated[
    tuple[Item, ...] | None,
    Field(min_length=1),
    BeforeValidator(_one_or_many),
]
Text = Annotated[str, Field(max_length=LONGEST_TEXT, pattern=_PRINTABLE)]
Prefix = Annotated[Text, Field(min_length=1)]
Integer = Annotated[int, Field(ge=-(2**63), le=_LARGEST)]
Absent = BeforeValidator(_empty_as_absent)
MeasureName = Annotated[str, Field(max_length=LONGEST_TEXT)]
String = Annotated[str, Field(max_length=LONGEST_STRING)]
Words = Annotated[String | None, Absent]


# The model. Each key says what of it is values; a new one that does not is shape whole.


class Role(Enum):
    """What of a key is values, bound to parameters; all the rest of a request is its shape.

    A key that says nothing of it is shape whole. Values are extracted in the order below.
    """

    WINDOW = "a timestamp: it is bound in UTC"
    ITEMS = "the items of an array, but for those that mean NULL or empty"
    NUMBERS = "the numbers of a condition"
    KEYS = "what its own keys say"
    BOUNDS = "the numbers of conditions by name"
    NUMBER = "a number"


_STRICT = ConfigDict(extra="forbid", strict=True, frozen=True, hide_input_in_errors=True)


class Filter(BaseModel):
    """Which calls count: a window that is required, and conditions that all must hold."""

    model_config = _STRICT

    start_at: Annotated[str, Field(min_length=1), Role.WINDOW]
    end_at: Annotated[str, Field(min_length=1), Role.WINDOW]
    destination: Annotated[Many[Text], Role.ITEMS] = None
    caller_id: Annotated[Many[Text], Role.ITEMS] = None
    callAttributes: Annotated[Many[str], Absent] = None  # noqa: N815 (the API's own spelling)
    user: Annotated[Many[Integer | None], Absent, Role.ITEMS] = None
    original_trunk_id: Annotated[Many[Integer | None], Absent, Role.ITEMS] = None
    callsType: Annotated[Many[Integer | None], Absent, Role.ITEMS] = None  # noqa: N815
    duration: Annotated[Words, Role.NUMBERS] = None
    bill_duration: Annotated[Words, Role.NUMBERS] = None
    destination_prefix: Annotated[Many[Prefix], Absent, Role.ITEMS] = None
    caller_id_prefix: Annotated[Many[Prefix], Absent, Role.ITEMS] = None


class Request(BaseModel):
    """An Aggregate-CDRs request: the strings as they were sent, the filter's values checked.

    `group`, `fields` and `period` are lists separated by `;`, `order` is `name;asc|name;desc`,
    `having` maps a measure to a condition such as `100;>=`. Raises pydantic's ValidationError
    when made by hand from wrong types; `cdrql.compile` raises RequestError instead.
    """

    model_config = _STRICT

    group: Annotated[String, Field(min_length=1)]
    filter: Annotated[Filter, Role.KEYS]
    fields: Words = None
    period: Words = None
    order: Words = None
    limit: Annotated[
        Annotated[int, Field(ge=1, le=_LARGEST)] | None,
        BeforeValidator(_spelled_number),
        Absent,
        Role.NUMBER,
    ] = None
    offset: Annotated[
        Annotated[int, Field(ge=0, le=_LARGEST)] | None,
        BeforeValidator(_spelled_number),
        Absent,
        Role.NUMBER,
    ] = None
    timezone: Words = None
    having: Annotated[
        Annotated[dict[MeasureName, Words], Field(max_length=MOST_KEYS["having"])] | None,
        Absent,
        Role.BOUNDS,
    ] = None


def role_of(field: FieldInfo) -> Role | None:
    """What a key of a model says of itself; None where it is shape whole."""
    return next((role for role in field.metadata if isinstance(role, Role)), None)


@cache
def keys_of(model: type[BaseModel], role: Role | None) -> tuple[str, ...]:
    """The keys of a model that say this, in their order."""
    return tuple(key for key, field in model.model_fields.items() if role_of(field) is role)


def given_values(values: tuple[int | str | None, ...]) -> list[int | str]:
    """The values of a list that are compared with, apart from those that mean NULL or empty."""
    return [value for value in values if value is not None and value != ""]


KEYS = {"": tuple(Request.model_fields), "filter": tuple(Filter.model_fields)}


# From JSON to the model, with all problems.


def read_request(
    request: object, known: Mapping[str, tuple[str, ...]] = KEYS
) -> tuple[Request, list[Problem]]:
    """Check the types of a request; with problems, the request holds what is right of it.

    `known` are the keys that hints may name.
    """
    # A subclass may have keys that no shape knows.
    if type(request) is Request:
        return request, []
    if is_text := isinstance(request, str | bytes | bytearray):
        request = parse_json(request)
    if not isinstance(request, dict):
        found = json_kind(request)
        hint = 'send an object such as {"group": "trunk", "filter": {...}}'
        raise RequestError(
            Problem("CDR102", f"a request must be an object, not {found}", hint=hint)
        )
    problems = list(_repeated_keys(request)) if is_text else []
    try:
        return Request.model_validate(request), problems
    except ValidationError:
        request = _readable_keys(request, problems)
    errors = _pydantic_errors(request)
    problems += [problem_of_finding(detail, request, known) for detail in errors]
    return _right_rest(request, [detail["loc"] for detail in errors]), problems


def _request_objects(request: dict[Any, Any]) -> Iterator[tuple[str, dict[Any, Any]]]:
    """Go through the objects of a request: itself, its filter and its having."""
    for path in MOST_KEYS:
        holder = request.get(path) if path else request
        if isinstance(holder, dict):
            yield path, holder


def _repeated_keys(request: dict[Any, Any]) -> Iterator[Problem]:
    """Tell the keys that stand twice; of too many keys it is told that they are."""
    for path, holder in _request_objects(request):
        if isinstance(holder, Repeating) and len(holder) <= MOST_KEYS[path]:
            yield from (repeated_key(path, key) for key in holder.repeated)


def _readable_keys(request: dict[Any, Any], problems: list[Problem]) -> dict[str, Any]:
    """Leave out the keys that are no text, which cannot be pointed at, and tell each.

    Of an object with too many keys those are kept that are known here.
    """
    kept: dict[str, Any] = {}
    for path, holder in _request_objects(request):
        if len(holder) > MOST_KEYS[path]:
            right = {key: holder[key] for key in KEYS.get(path, ()) if key in holder}
            problems.append(too_many_keys(path, MOST_KEYS[path]))
        else:
            right = {key: value for key, value in holder.items() if _is_text(key)}
            problems += [unreadable_key(path, key) for key in holder if key not in right]
        kept = {**kept, path: right} if path else right
    return kept


def _is_text(key: object) -> bool:
    """Say whether a key is a text of whole characters."""
    return isinstance(key, str) and not _HALF.search(key)


def _pydantic_errors(request: dict[str, Any]) -> list[ErrorDetails]:
    try:
        Request.model_validate(request)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        # An array whose only item is wrong is reported as empty too: only real ones are told.
        return [
            e for e in found if e["type"] != "too_short" or value_at(request, e["loc"]) in ([], ())
        ]
    return []


def _right_rest(request: dict[str, Any], wrong: Iterable[Path]) -> Request:
    """Keep what is right of a wrong request, so that the rest of it can be checked too."""
    kept = {key: request[key] for key in Request.model_fields if key in request}
    kept |= {key: dict(value) for key, value in kept.items() if isinstance(value, dict)}
    for first, *inner in wrong:
        inside = kept.get(str(first))
        if inner and isinstance(inside, dict):
            inside.pop(inner[0], None)
        else:
            kept.pop(str(first), None)
    # `?` stands for what is wrong or missing, which is told already.
    filled: dict[str, Any] = {"group": "?", "filter": {}, **kept}
    filled["filter"] = {"start_at": "?", "end_at": "?", **filled["filter"]}
    checked = Request.model_validate(filled)
    absent = {key: "" for key in ("start_at", "end_at") if key not in kept.get("filter", {})}
    filters = checked.filter.model_copy(update=absent)
    group = {} if "group" in kept else {"group": ""}
    return checked.model_copy(update={"filter": filters} | group)
