"""Where the keys of a TOML file stand: its statements, read one by one."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A statement of a file: the number of its first line, from 1, and its lines."""

    line: int
    lines: tuple[str, ...]


def places(text: str) -> dict[Path, Place]:
    """Give the statement in which each key of a TOML text begins; the text must be right TOML."""
    found: dict[Path, Place] = {}
    arrays: dict[Path, int] = {}
    home: Path = ()
    for place, value in _statements(text):
        below: Iterator[Path]
        if place.lines[0].lstrip().startswith("["):
            home = _header(value, arrays)
            below = (home[:length] for length in range(1, len(home) + 1))
        else:
            below = _paths(value, home)
        for path in below:
            found.setdefault(path, place)
    return found


def _statements(text: str) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Read a text statement by statement; each is right TOML by itself."""
    lines = text.split("\n")
    begins = 0
    for end, line in enumerate(lines, 1):
        first = begins == end - 1
        if first and _is_idle(line):
            begins = end
        elif first or any(closing in line for closing in "\"'}]"):
            try:
                value = tomllib.loads("\n".join(lines[begins:end]))
            except tomllib.TOMLDecodeError:
                continue  # inside a value of several lines
            yield Place(begins + 1, tuple(lines[begins:end])), value
            begins = end


def _is_idle(line: str) -> bool:
    """Say whether a line says nothing."""
    return not line.strip() or line.lstrip().startswith("#")


def _header(value: Any, arrays: dict[Path, int]) -> Path:
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


def _paths(value: object, path: Path) -> Iterator[Path]:
    """Go through the keys of tables and arrays, the outer first."""
    inner: Iterator[tuple[str | int, object]] = iter(())
    if isinstance(value, dict):
        inner = iter(value.items())
    elif isinstance(value, list):
        inner = iter(enumerate(value))
    for key, below in inner:
        yield (*path, key)
        yield from _paths(below, (*path, key))
