"""The text of a mapping file, its TOML, and how a problem of it is told."""

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path as File
from typing import Any

from cdrql.errors import Problem, WarehouseError
from cdrql.mapping.model import MappingKeys
from cdrql.texts.carets import Span
from cdrql.texts.places import Path, Place, place_behind
from cdrql.texts.toml_carets import point_at
from cdrql.texts.toml_lines import TomlStatement, read_statements, toml_path

# Keys that hardly any file but a mapping has, and how their lines begin in one that is not TOML.
OWN_KEYS = frozenset(
    (
        *("extends", "lacks", "dialects", "grain", "tables", "start", "columns", "fields", "call"),
        *("dimensions", "measures", "policy"),
    )
)
_OWN_LINE = re.compile(rf"^\s*(\[\[?\s*)?({'|'.join(sorted(OWN_KEYS))})\s*[]=.]", re.MULTILINE)
_AT = re.compile(r"\(at line (\d+), column (\d+)\)")
_LONG_KEY = re.compile(r"""(?<![\w.-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){200}""")
_NESTED = 32  # tables and arrays in one another, and parts of a dotted key


@dataclass(frozen=True)
class MappingFile:
    """The text of a mapping file, and its name as errors show it."""

    name: str
    text: str
    folder: File | None

    @property
    def id(self) -> tuple[File | None, str]:
        """Tell the same file by any of its names."""
        return self.folder and self.folder.resolve(), File(self.name).name

    @property
    def looks_mapped(self) -> bool:
        """Say whether a line begins as one of a mapping does: else none of it is ever shown."""
        return bool(_OWN_LINE.search(self.text))

    @cached_property
    def statements(self) -> dict[Path, TomlStatement]:
        """Find the statement of each key."""
        return read_statements(self.text)

    @cached_property
    def data(self) -> dict[str, Any]:
        """Read the TOML; WarehouseError where it is none."""
        # Before it is read: a key of thousands of parts takes its reader seconds.
        if found := _LONG_KEY.search(self.text):
            place = replace(place_behind(self.text[: found.start()]), file=self.name)
            raise WarehouseError(replace(self.problem("tables are nested too deep"), place=place))
        try:
            data = tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            raise WarehouseError(self._not_toml(str(error))) from None
        except (ValueError, RecursionError) as error:  # a number of thousands of digits, brackets
            deep = isinstance(error, RecursionError)
            what = "tables or arrays are nested too deep" if deep else "a number is too long"
            raise WarehouseError(self.problem(f"{what} to be read")) from None
        if _is_deep(data):
            raise WarehouseError(self.problem("tables are nested too deep"))
        return data

    def problem(self, message: str) -> Problem:
        """Say that the file cannot be read as a whole."""
        return Problem("CDR601", message, place=Place(self.name))

    def _not_toml(self, error: str) -> Problem:
        """Say where a text stops being TOML."""
        lines = self.text.rstrip().split("\n")
        at = _AT.search(error)
        said = re.sub(r"\('(.*)',?\)", self._shown_key, error.split(" (at ")[0], flags=re.DOTALL)
        # Without a place in its message the parser stopped at the end of the text.
        line, column = (int(at[1]), int(at[2])) if at else (len(lines), len(lines[-1]) + 1)
        if not self.looks_mapped and not self.name.endswith(".toml"):
            told = self.problem("this is no mapping file: it is not TOML")
            return replace(told, place=Place(self.name, line, column))
        shown = lines[min(line, len(lines)) - 1]
        hint = next((hint for start, hint in _TOML.items() if said.startswith(start)), None)
        told = self.problem(f"this is not TOML: {said}")
        place, span = Place(self.name, line, column), (column - 1, column)
        if not self.looks_mapped:
            return replace(told, hint=hint, place=place)
        return replace(told, text=shown, span=span, hint=hint, place=place)

    def _shown_key(self, key: re.Match[str]) -> str:
        """Write a key that the parser names, `('policy', 'masks')`, or none of it."""
        return f"`{key[1].replace(_COMMA, '.')}`" if self.looks_mapped else "a key"


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


# What was read, and where its problems are.


@dataclass(frozen=True)
class ReadMapping:
    """A mapping that its model accepts, and the files it was read from, the last one first."""

    mapping: MappingKeys
    sources: tuple[MappingFile, ...]
    declared: tuple[str, ...] = ()  # every column, those that nothing names included

    def states(self, path: Path) -> bool:
        """Say whether any of the files has a key of its own for a path."""
        return any(path in source.statements for source in self.sources)

    def problem(
        self, code: str, path: Path, message: str, hint: str | None = None, at: Span | None = None
    ) -> Problem:
        """Tell a problem at the key where it stands; `at` is a span of the key's own text."""
        return problem_at_key(self.sources, code, path, message, hint, at)


def problem_at_key(
    sources: tuple[MappingFile, ...],
    code: str,
    path: Path,
    message: str,
    hint: str | None = None,
    at: Span | None = None,
) -> Problem:
    """Tell a problem at the line of a key, or of the nearest table around it."""
    told = Problem(code, message, toml_path(path), hint=hint, place=Place(sources[0].name))
    for length in range(len(path), 0, -1):
        for i, source in enumerate(sources):
            statement = source.statements.get(path[:length])
            # A file above may have put an expression alone where this one has a table.
            if statement and not any(_replaces(above, path[:length]) for above in sources[:i]):
                value = _value_at(source.data, path) if length == len(path) else None
                found = point_at(statement, path[:length], value, at)
                place = replace(found.place, file=source.name)
                # Of a file that is extended, a key that no mapping has is shown without its value.
                bare = i and source.folder is not None and code == "CDR602" and len(path) == 1
                text = found.text[: found.span[1]] if bare else found.text
                return replace(told, text=text, span=found.span, place=place)
    return told


def _replaces(above: MappingFile, path: Path) -> bool:
    """Say whether a file has an expression alone where the path leads into a table."""
    return any(isinstance(_value_at(above.data, path[:n]), str) for n in range(1, len(path)))


def _value_at(value: Any, path: Path) -> Any:
    """Give what stands at a path in a file; an expression alone stands for its `sql`."""
    for step in path:
        if isinstance(value, dict):
            value = value.get(step) if isinstance(step, str) else None
        elif isinstance(value, list):
            value = value[step] if isinstance(step, int) and step < len(value) else None
    return value
