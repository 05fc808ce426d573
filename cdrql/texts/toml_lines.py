"""Where the keys of a TOML text stand: its statements, read one by one."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cdrql.texts.carets import Span
from cdrql.texts.places import Path, Place

_BARE = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class TomlStatement:
    """A `key = value` or a `[header]`: the number of its first line, from 1, and its lines."""

    line: int
    lines: tuple[str, ...]

    def key_span(self, path: Path) -> Span:
        """Find the last key of a path that stands in the first line, else all that is there."""
        first = self.lines[0]
        begin = len(first) - len(first.lstrip())
        return key_span(first, path) or (begin, len(first))

    def key_line(self, path: Path) -> tuple[int, Span]:
        """Find the line of a path's last key, counted from 0, and the key there.

        Of a key in several tables of an array it is the one with the array's index, if each has it.
        """
        index = next((step for step in path if isinstance(step, int)), None)
        if index is None or not isinstance(path[-1], str) or len(self.lines) == 1:
            return 0, self.key_span(path)
        word = re.compile(rf"(?<![\w-]){re.escape(path[-1])}(?=[\"']?\s*=)")
        every = [(n, m.span()) for n, line in enumerate(self.lines) for m in word.finditer(line)]
        return every[min(index, len(every) - 1)] if every else (0, self.key_span(path))


def locate_toml_keys(text: str) -> dict[Path, Place]:
    """Find where each key begins, and each item of an array; the text must be right TOML.

    `[fields]` above `country = "dst"` has `("fields", "country")` at line 2, column 1. What stands
    in a value, such as an item of an array, is found where its key is.
    """
    return {
        path: Place(None, statement.line, statement.key_span(path)[0] + 1)
        for path, statement in read_statements(text).items()
    }


def read_statements(text: str) -> dict[Path, TomlStatement]:
    """Find the statement in which each key begins; the text must be right TOML."""
    found: dict[Path, TomlStatement] = {}
    arrays: dict[Path, int] = {}
    home: Path = ()
    for statement, value in _split_statements(text):
        below: Iterator[Path]
        if statement.lines[0].lstrip().startswith("["):
            home = _opened_table(value, arrays)
            below = (home[:length] for length in range(1, len(home) + 1))
        else:
            below = _inner_paths(value, home)
        for path in below:
            found.setdefault(path, statement)
    return found


def toml_path(path: Path) -> str:
    """Write a path as TOML does, indexes in brackets: `fields."cost ct".null_like[0]`."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += ("." if text else "") + (step if _BARE.fullmatch(step) else f'"{step}"')
    return text


def key_span(line: str, path: Path) -> Span | None:
    """Find the last key of a path that stands in a line, its keys one after the other."""
    found, start = None, 0
    for step in path:
        # Whole words: `cost` does not stand in `cost_ct`.
        word = re.compile(rf"(?<![\w-]){re.escape(str(step))}(?![\w-])")
        if isinstance(step, str) and (match := word.search(line, start)):
            found, start = match.span(), match.end()
    return found


# Statements, and the paths that they open.


def _split_statements(text: str) -> Iterator[tuple[TomlStatement, dict[str, Any]]]:
    """Read a text statement by statement; each is right TOML by itself."""
    lines = text.split("\n")
    begins = 0
    for end, line in enumerate(lines, 1):
        first = begins == end - 1
        if first and _is_idle(line):
            begins = end
        # A value of several lines ends with one of these; no other line is worth a try.
        elif first or any(closing in line for closing in "\"'}]"):
            try:
                value = tomllib.loads("\n".join(lines[begins:end]))
            except tomllib.TOMLDecodeError:
                continue  # inside a value of several lines
            yield TomlStatement(begins + 1, tuple(lines[begins:end])), value
            begins = end


def _is_idle(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _opened_table(value: Any, arrays: dict[Path, int]) -> Path:
    """Give the table that a header opens; one of an array of tables has its number."""
    path: Path = ()
    while isinstance(value, dict) and value:
        ((key, value),) = value.items()
        path = (*path, key)
        if isinstance(value, list):
            arrays[path] = arrays.get(path, -1) + 1
        if path in arrays:
            path = (*path, arrays[path])
    return path


def _inner_paths(value: object, path: Path) -> Iterator[Path]:
    """Go through the keys of tables and arrays, the outer first."""
    inner: Iterator[tuple[str | int, object]] = iter(())
    if isinstance(value, dict):
        inner = iter(value.items())
    elif isinstance(value, list):
        inner = iter(enumerate(value))
    for key, below in inner:
        yield (*path, key)
        yield from _inner_paths(below, (*path, key))
