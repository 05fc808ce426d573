"""Says what pydantic finds wrong with a mapping in words of the file."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from pydantic_core import ErrorDetails

from cdrql.backend import backend_names
from cdrql.errors import did_you_mean
from cdrql.mapping.kind_hints import kind_hint
from cdrql.mapping.model import KIND, key_names, model_at
from cdrql.mapping.model import MappingKeys as Whole
from cdrql.texts.places import Path

# Code, path, sentence and hint of a problem.
MappingFinding = tuple[str, Path, str, str | None]

_TYPES = {
    "string_type": "a text",
    "dict_type": "a table",
    "model_type": "a table",
    "model_attributes_type": "a table",
    "list_type": "an array",
    "int_type": "a whole number",
    "bool_type": "true or false",
}
_FORM = "lower-case letters, digits and single _ in it, a letter first"
_REQUEST = "letters, digits, blanks, _ and - in it, a letter first"

# What to write where a key is missing, by the end of its path.
_MISSING = {
    "grain": 'say in one sentence what a row is: grain = "one row is one call"',
    "start": 'when a call began: [start] with column = "..."',
    "columns": 'every column that is used, with its kind: [columns] with dst = "text"',
    "fields": "where the fields of a call live: [fields] with answered = \"status = 'ok'\"",
    "column": "the column that says when a call began",
    "sql": "an expression over the columns",
    "longest": "seconds between the first and the last row of one call, at most: longest = 14400",
    "key": "rows with the same key are one call, or one name",
    "formula": 'parts, numbers, + - * /: formula = "revenue - spent"',
    "parts": 'what is added up: parts = { revenue = { sum = "cost" } }',
    "table": "the table that has the names",
    "field": "the own field that it groups by",
}


def mapping_findings(
    details: Iterable[ErrorDetails], data: dict[str, Any]
) -> Iterator[MappingFinding]:
    """Tell each mistake once, though pydantic tells it for every form that a value may have."""
    at: dict[Path, list[ErrorDetails]] = {}
    for detail in details:
        at.setdefault(_real_path(detail, data), []).append(detail)
    # A union tells of each of its forms; the one that was meant has its errors further inside.
    around = {path[:length] for path in at for length in range(len(path))}
    for path, found in at.items():
        value = _value_at(data, path)
        if path in around and isinstance(value, dict | list):
            continue  # it is of the right form, and what is wrong is inside
        exact = [detail for detail in found if detail["type"] not in _TYPES]
        if not exact or (isinstance(value, dict | list) and exact[0]["type"] == "literal_error"):
            yield _of_wrong_type(path, value, found)
        for detail in exact if exact else ():
            if detail["type"] != "literal_error" or not isinstance(value, dict | list):
                yield _tell_finding(path, value, detail)


def _real_path(detail: ErrorDetails, data: Any) -> Path:
    """Leave out of a location what is pydantic's own: a branch of a union, a key's mark."""
    path: Path = ()
    value: Any = data
    for place, step in enumerate(detail["loc"], 1):
        last = place == len(detail["loc"]) and detail["type"] == "missing"
        here = isinstance(value, dict) and step in value
        here = here or (isinstance(value, list) and isinstance(step, int) and step < len(value))
        if not (here or last):
            continue
        value = None if last else _value_at(value, (step,))
        path = (*path, step)
    return path


def _value_at(data: Any, path: Path) -> Any:
    """Give what stands at a path, None where nothing does."""
    for step in path:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def _key_name(path: Path) -> str:
    """Name a key, or an item of an array by its array."""
    names = [step for step in path if isinstance(step, str)]
    item = "an item of " if path and isinstance(path[-1], int) else ""
    return f"{item}`{names[-1]}`" if names else "the file"


def toml_kind(value: object) -> str:
    """Name the type of a TOML value."""
    # A bool is an int to Python, so it comes first.
    if isinstance(value, bool):
        return "true or false"
    kinds: Mapping[type | tuple[type, ...], str] = {
        str: "a text",
        int: "a whole number",
        float: "a number with a point",
        dict: "a table",
        list: "an array",
        (date, datetime, time): "a date or a time",
    }
    return next((name for kind, name in kinds.items() if isinstance(value, kind)), "nothing")


# One finding in words.


def _of_wrong_type(path: Path, value: object, found: list[ErrorDetails]) -> MappingFinding:
    """Tell a value of a type that its key does not take."""
    wanted = dict.fromkeys(_TYPES.get(detail["type"], "a text") for detail in found)
    taken = " or ".join(wanted)
    if path[:1] == ("fields",) and len(path) == 2:
        taken = "an expression, or a table with `sql`"
    message = f"{_key_name(path)} takes {taken}, and this is {toml_kind(value)}"
    return "CDR604", path, message, None


def _tell_finding(path: Path, value: object, detail: ErrorDetails) -> MappingFinding:
    """Tell a finding that is not of a wrong type."""
    kind, ctx = detail["type"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown_key(path)
    if kind == "missing":
        return "CDR603", path, f"{_key_name(path)} is missing", _hint_of_missing(path)
    if kind == "literal_error":
        known = [a or b for a, b in re.findall(r"'([^']*)'|(\d+)", ctx["expected"])]
        hint = did_you_mean(str(value), known, f"it is one of {', '.join(known)}")
        return "CDR604", path, f"{_key_name(path)} cannot be `{value}`", hint
    if kind == "string_pattern_mismatch":
        return _wrong_form(path, value, str(ctx["pattern"]), detail["loc"][-1] == "[key]")
    return "CDR604", path, *_out_of_range(path, value, kind, ctx)


def _out_of_range(
    path: Path, value: object, kind: str, ctx: Mapping[str, Any]
) -> tuple[str, str | None]:
    """Tell a number, a text or an array that is too big or too small."""
    if kind in ("string_too_short", "too_short"):
        return f"{_key_name(path)} is empty", None
    if kind == "string_too_long":
        return f"{_key_name(path)} is longer than {ctx['max_length']} characters", None
    if kind in ("greater_than_equal", "less_than_equal"):
        bound = f"at least {ctx['ge']}" if "ge" in ctx else f"at most {ctx['le']}"
        return f"{_key_name(path)} is {value}, and has to be {bound}", None
    if kind == "power_of_ten":
        hint = "divide by another number in the expression, and say how many `decimals` remain"
        hint = hint if isinstance(value, int) and value > 0 else "1 leaves numbers as they are"
        return f"{_key_name(path)} is {value}, and has to be 1, 10, 100 or so, up to 10^9", hint
    return f"{_key_name(path)} is not allowed: {kind.replace('_', ' ')}", None


def _unknown_key(path: Path) -> MappingFinding:
    known = key_names(model_at(path[:-1]))
    if len(path) == 1:
        known = ("extends", "lacks", *known)
    hint = did_you_mean(str(path[-1]), known, f"the keys here are {', '.join(known)}")
    if len(path) == 2 and path[-1] in key_names(Whole) and not hint.startswith("did"):
        hint = f"`{path[-1]}` is a key of the file itself: put it above the first [...]"
    return "CDR602", path, f"`{path[-1]}` is not a key here", hint


def _hint_of_missing(path: Path) -> str | None:
    """Say what to write."""
    if path[-1] == "dialects":
        return f"the SQL of the database, one or more of {', '.join(backend_names())}"
    if path[-1] == "name":
        return "the table's name" if path[0] == "tables" else "the column that holds the name"
    return _MISSING.get(str(path[-1]))


def _wrong_form(path: Path, value: object, pattern: str, key: bool) -> MappingFinding:
    if pattern == KIND:
        return "CDR604", path, f"`{value}` is not the kind of a column", kind_hint(str(value))
    name = path[-1] if key else value
    form = _FORM if pattern.startswith("^[a-z]") else _REQUEST
    return "CDR604", path, f"`{name}` cannot be a name here", f"a name has {form}"
