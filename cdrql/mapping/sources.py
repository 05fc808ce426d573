"""The text of a mapping file, its TOML, and how a problem of it is told."""

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path as File
from typing import Any

from cdrql.errors import Problem, WarehouseError
from cdrql.mapping.model import Mapping
from cdrql.texts.pointing import pointed, spelled
from cdrql.texts.spans import Span
from cdrql.texts.toml import Path, Place, places

_AT = re.compile(r"\(at line (\d+), column (\d+)\)")
_NESTED = 32  # tables and arrays in one another, and parts of a dotted key


@dataclass(frozen=True)
class Source:
    """The text of a mapping file, and its name as errors show it."""

    name: str
    text: str
    folder: File | None

    @property
    def id(self) -> tuple[File | None, str]:
        """Tell the same file by any of its names."""
        return self.folder and self.folder.resolve(), File(self.name).name

    @cached_property
    def places(self) -> dict[Path, Place]:
        """Find the line of each key."""
        return places(self.text)

    @cached_property
    def data(self) -> dict[str, Any]:
        """Read the TOML; WarehouseError where it is none."""
        try:
            data = tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            raise WarehouseError(self._not_toml(str(error))) from None
        except (ValueError, RecursionError) as error:  # a number of thousands of digits, brackets
            deep = isinstance(error, RecursionError)
            what = "tables or arrays are nested too deep" if deep else "a number is too long"
            raise WarehouseError(Problem("CDR601", f"{what} to be read", self.name)) from None
        if _is_deep(data):
            raise WarehouseError(Problem("CDR601", "tables are nested too deep", self.name))
        return data

    def _not_toml(self, error: str) -> Problem:
        """Say where a text stops being TOML."""
        lines = self.text.rstrip().split("\n")
        at = _AT.search(error)
        said = re.sub(r"\('([^()]*)',?\)", lambda m: f"`{m[1].replace(_COMMA, '.')}`", error)
        said = said.split(" (at ")[0]
        line, column = (int(at[1]), int(at[2])) if at else (len(lines), len(lines[-1]) + 1)
        shown = lines[min(line, len(lines)) - 1]
        hint = next((hint for start, hint in _TOML.items() if said.startswith(start)), None)
        span = (column - 1, column)
        message = f"this is not TOML: {said}"
        return Problem("CDR601", message, f"{self.name}:{line}", shown, span, hint)


def _is_deep(data: dict[str, Any]) -> bool:
    """Say whether tables and arrays are nested deeper than any mapping's are."""
    level: list[Any] = [data]
    for _ in range(_NESTED):
        level = [v for one in level for v in (one.values() if isinstance(one, dict) else one)]
        level = [one for one in level if isinstance(one, dict | list)]
    return bool(level)


_COMMA = "', '"  # between the keys of a path, as the parser prints it

# What a newcomer to TOML may have meant.
_TOML = {
    "Invalid value": "a text stands in quotes; so does an expression: \"status = 'ok'\"",
    "Cannot overwrite a value": "a key stands once in a table",
    "Cannot declare": "a table is opened once",
    "Unescaped '\\' in a string": "a text in '...' takes a backslash as it is",
    "Illegal character '\\n'": "a text of several lines stands in triple quotes",
}


@dataclass(frozen=True)
class Read:
    """A mapping that its model accepts, and the files it was read from, the last one first."""

    mapping: Mapping
    sources: tuple[Source, ...]
    declared: tuple[str, ...] = ()  # every column, those that nothing names included

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
    for length in range(len(path), 0, -1):
        for i, source in enumerate(sources):
            place = source.places.get(path[:length])
            if place and not any(_replaces(above, path[:length]) for above in sources[:i]):
                value = _value(source.data, path) if length == len(path) else None
                line, shown, span = pointed(place, path[:length], value, at)
                where = f"{source.name}:{line}: {spelled(path)}"
                return Problem(code, message, where, shown, span, hint)
    where = f"{sources[0].name}: {spelled(path)}".rstrip(": ")
    return Problem(code, message, where, hint=hint)


def _replaces(above: Source, path: Path) -> bool:
    """Say whether a file has an expression alone where the path leads into a table."""
    return any(isinstance(_value(above.data, path[:n]), str) for n in range(1, len(path)))


def _value(value: Any, path: Path) -> Any:
    """Give what stands at a path in a file; an expression alone stands for its `sql`."""
    for step in path:
        if isinstance(value, dict):
            value = value.get(step) if isinstance(step, str) else None
        elif isinstance(value, list):
            value = value[step] if isinstance(step, int) and step < len(value) else None
    return value
