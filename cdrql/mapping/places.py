"""Where in a TOML file a key stands, found by reading ever more of its lines."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file, counted from 1, and its text."""

    line: int
    text: str


def places(text: str) -> dict[Path, Place]:
    """Give the line at which each key of a TOML text begins; the text must be right TOML."""
    found: dict[Path, Place] = {}
    lines = text.splitlines()
    begins = 0
    for end in range(1, len(lines) + 1):
        if _is_idle(lines[end - 1]) and begins == end - 1:
            begins = end
            continue
        try:
            so_far = tomllib.loads("\n".join(lines[:end]))
        except tomllib.TOMLDecodeError:
            continue  # inside a value of several lines
        for path in _paths(so_far, ()):
            found.setdefault(path, Place(begins + 1, lines[begins]))
        begins = end
    return found


def _is_idle(line: str) -> bool:
    """Say whether a line says nothing."""
    return not line.strip() or line.lstrip().startswith("#")


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
