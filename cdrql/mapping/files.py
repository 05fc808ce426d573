"""Reads mapping files: TOML, what it extends, and the model that pydantic holds it to."""

import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path as File
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from cdrql.errors import Problem, WarehouseError, did_you_mean
from cdrql.mapping.model import Mapping, found_model, keys_of
from cdrql.mapping.places import Path, Place, places
from cdrql.source import Span

_PRESETS = files("cdrql") / "warehouses"
_AT = re.compile(r"\(at line (\d+), column (\d+)\)")
_DEEPEST = 8


@dataclass(frozen=True)
class Source:
    """The text of a mapping file, and its name as errors show it."""

    name: str
    text: str
    folder: File | None

    @cached_property
    def places(self) -> dict[Path, Place]:
        """Find the line of each key."""
        return places(self.text)

    @cached_property
    def data(self) -> dict[str, Any]:
        """Read the TOML; WarehouseError where it is none."""
        try:
            return tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            at = _AT.search(str(error))
            line, column = (int(at[1]), int(at[2])) if at else (1, 1)
            lines = self.text.splitlines() or [""]
            shown = lines[min(line, len(lines)) - 1]
            message = f"this is not TOML: {_AT.sub('', str(error)).strip()}"
            span = (column - 1, column)
            problem = Problem("CDR601", message, f"{self.name}:{line}", shown, span)
            raise WarehouseError(problem) from None


@dataclass(frozen=True)
class Read:
    """A mapping that its model accepts, and the files it was read from, the last one first."""

    mapping: Mapping
    sources: tuple[Source, ...]

    def problem(
        self, code: str, path: Path, message: str, hint: str | None = None, at: Span | None = None
    ) -> Problem:
        """Tell a problem at the key where it stands; `at` is a span of the key's own text."""
        return problem_at(self.sources, code, path, message, hint, at)


def problem_at(
    sources: tuple[Source, ...],
    code: str,
    path: Path,
    message: str,
    hint: str | None = None,
    at: Span | None = None,
) -> Problem:
    """Tell a problem at the line of a key, or of the nearest table around it."""
    spelled = ".".join(str(step) for step in path)
    for length in range(len(path), 0, -1):
        for source in sources:
            if place := source.places.get(path[:length]):
                shown = place.text.strip()
                span = _span(source, path, shown, at)
                where = f"{source.name}:{place.line}: {spelled}"
                return Problem(code, message, where, shown, span, hint)
    return Problem(code, message, f"{sources[0].name}: {spelled}".rstrip(": "), hint=hint)


def _span(source: Source, path: Path, shown: str, at: Span | None) -> Span:
    """Find what to point at in a line: part of the value, or the last key that stands there."""
    value: Any = source.data
    for step in path:
        if isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            value = value.get(step) if isinstance(value, dict) else None
    if at and isinstance(value, str) and "\n" not in value and (start := shown.find(value)) >= 0:
        return start + at[0], start + max(at[1], at[0] + 1)
    for step in reversed(path):
        if isinstance(step, str) and (start := shown.find(step)) >= 0:
            return start, start + len(step)
    return 0, len(shown) or 1


@cache
def presets() -> tuple[str, ...]:
    """Name the mappings that come with cdrql."""
    return tuple(sorted(f.name[:-5] for f in _PRESETS.iterdir() if f.name.endswith(".toml")))


def read_mapping(name: str | File) -> Read:
    """Read a preset by its name, or a file by its path; WarehouseError says all that is wrong."""
    chain = _chain(_source(name, None))
    merged: dict[str, Any] = {}
    for source in reversed(chain):
        merged = _merge(merged, source.data)
        for lacking in source.data.get("lacks", []):
            _drop(merged, lacking, chain)
    for key in ("extends", "lacks"):
        merged.pop(key, None)
    merged["columns"] = _used_columns(merged, chain)
    stem = File(chain[0].name).stem
    merged["name"] = chain[0].data.get("name", merged.get("name", stem))
    return Read(_validated(merged, chain), chain)


def _source(name: str | File, near: File | None) -> Source:
    """Open a mapping file: a preset by name, else a path; relative to a file that extends it."""
    if isinstance(name, str) and name in presets():
        text = (_PRESETS / f"{name}.toml").read_text(encoding="utf-8")
        return Source(f"{name}.toml", text, None)
    path = File(near or "", name)
    if not path.is_file():
        hint = did_you_mean(str(name), presets(), f"presets are {', '.join(presets())}")
        message = f"there is no warehouse `{name}`: neither a preset nor a file"
        raise WarehouseError(Problem("CDR605", message, hint=hint))
    try:
        return Source(str(path), path.read_text(encoding="utf-8"), path.parent)
    except (OSError, UnicodeDecodeError) as error:
        raise WarehouseError(Problem("CDR601", f"cannot read `{path}`: {error}")) from error


def _chain(first: Source) -> tuple[Source, ...]:
    """Follow `extends` from a file to the one that extends nothing."""
    chain = [first]
    while "extends" in chain[-1].data:
        wanted = chain[-1].data["extends"]
        if not isinstance(wanted, str) or len(chain) == _DEEPEST:
            message = "`extends` names a preset or a file, and not in a circle"
            raise WarehouseError(problem_at((chain[-1],), "CDR605", ("extends",), message))
        chain.append(_source(wanted, chain[-1].folder))
    return tuple(chain)


def _merge(
    below: dict[str, Any], above: dict[str, Any], expressions: bool = False
) -> dict[str, Any]:
    """Lay a mapping over the one it extends: tables key by key, expressions and all else anew."""
    merged = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        if key == "tables":
            merged.pop("table", None)
        if key == "table":
            merged.pop("tables", None)
        if isinstance(under, str) and (expressions or key == "where"):
            under = {"sql": under}  # what is said of an expression beside its text
        if isinstance(value, dict) and isinstance(under, dict) and "sql" not in value:
            value = _merge(under, value, key == "fields")
        merged[key] = value
    return merged


def _drop(merged: dict[str, Any], lacking: object, chain: tuple[Source, ...]) -> None:
    """Take away a field, and the own dimensions and measures that are made of it."""
    fields = merged.get("fields", {})
    if lacking not in fields:
        hint = did_you_mean(str(lacking), fields, f"its fields are {', '.join(fields)}")
        message = f"`{lacking}` is not a field of what this extends"
        raise WarehouseError(problem_at(chain, "CDR605", ("lacks",), message, hint))
    merged["fields"] = {name: field for name, field in fields.items() if name != lacking}
    dimensions = merged.get("dimensions", {})
    merged["dimensions"] = {n: d for n, d in dimensions.items() if d.get("field") != lacking}
    merged["measures"] = {
        name: measure
        for name, measure in merged.get("measures", {}).items()
        if not any(lacking in part.values() for part in measure.get("parts", {}).values())
    }


def _used_columns(merged: dict[str, Any], chain: tuple[Source, ...]) -> dict[str, Any]:
    """Leave out the inherited columns that no expression names any more."""
    words = set(_WORD.findall(json.dumps(_without(merged), default=str)))
    own: Any = chain[0].data.get("columns", {})
    columns: dict[str, Any] = merged.get("columns", {})
    if not isinstance(columns, dict) or not isinstance(own, dict):
        return columns  # its model refuses it
    return {name: kind for name, kind in columns.items() if name in own or name in words}


def _without(value: Any) -> Any:
    """Leave out of a mapping what is not SQL: texts for people, and the columns themselves."""
    if isinstance(value, dict):
        return {k: _without(v) for k, v in value.items() if k not in _PROSE}
    return [_without(item) for item in value] if isinstance(value, list) else value


_WORD = re.compile(r"\w+")
_PROSE = ("columns", "title", "about", "grain", "why", "index")


def _validated(merged: dict[str, Any], chain: tuple[Source, ...]) -> Mapping:
    """Hold a mapping to its model."""
    try:
        return Mapping.model_validate(merged)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        unique = {_told(detail, chain): None for detail in details}
        raise WarehouseError(*unique) from None


def _told(detail: ErrorDetails, chain: tuple[Source, ...]) -> Problem:
    """Turn a finding of pydantic into a problem of the file."""
    path = tuple(s for s in detail["loc"] if isinstance(s, int) or not _is_inner(s))
    tell = _TELL.get(detail["type"])
    code, message, hint = tell(path, detail) if tell else ("CDR604", detail["msg"], None)
    return problem_at(chain, code, path, message, hint)


def _is_inner(step: str) -> bool:
    """Say whether a step of a location is pydantic's own: a branch of a union, a key's mark."""
    return step in ("str", "int", "bool", "[key]") or step.endswith("]") or "[" in step


def _unknown(path: Path, _: ErrorDetails) -> tuple[str, str, str | None]:
    """Tell an unknown key."""
    known = keys_of(found_model(path[:-1]))
    hint = did_you_mean(str(path[-1]), known, f"the keys here are {', '.join(known)}")
    return "CDR602", f"`{path[-1]}` is not a key here", hint


def _missing(path: Path, _: ErrorDetails) -> tuple[str, str, str | None]:
    """Tell a missing key."""
    return "CDR603", f"`{path[-1]}` is missing", None


def _choice(path: Path, detail: ErrorDetails) -> tuple[str, str, str | None]:
    """Tell a value that is none of the allowed ones."""
    return "CDR604", f"`{path[-1]}` is none of {detail['ctx']['expected']}", None


def _pattern(path: Path, detail: ErrorDetails) -> tuple[str, str, str | None]:
    """Tell a text that is not of its form."""
    if "integer|decimal" in str(detail["ctx"]["pattern"]):
        kinds = "text, integer, decimal, float, time, boolean, uuid, other"
        return "CDR604", "this is not the kind of a column", f"{kinds}; `not null` may follow"
    return "CDR604", f"`{path[-1]}` is not a name: {detail['ctx']['pattern']}", None


_TELL: dict[str, Callable[[Path, ErrorDetails], tuple[str, str, str | None]]] = {
    "extra_forbidden": _unknown,
    "missing": _missing,
    "literal_error": _choice,
    "string_pattern_mismatch": _pattern,
}
