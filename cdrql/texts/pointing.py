"""Points at what is wrong in a mapping file: the line of a key, and the place in that line."""

import re
from typing import Any

from cdrql.texts.spans import Span
from cdrql.texts.toml import Path, Place

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def spelled(path: Path) -> str:
    """Write a path as TOML does, and the places of an array in brackets."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += ("." if text else "") + (step if _BARE.fullmatch(step) else f'"{step}"')
    return text


def pointed(place: Place, path: Path, value: Any, at: Span | None) -> tuple[int, str, Span]:
    """Give line, text and span: of a part of the key's own value, or of the key.

    `value` is what stands at the path, and `at` a span of it.
    """
    if isinstance(value, str) and value and (at or isinstance(path[-1], int)):
        found = _in_value(place, path, value, at or (0, len(value)))
        if found:
            return found
    first = place.lines[0]
    begin = len(first) - len(first.lstrip())
    return place.line, first.strip(), _moved(_key(first, path) or (begin, len(first)), -begin)


def _moved(span: Span, by: int) -> Span:
    """Move a span, which is one character wide at least."""
    start = max(0, span[0] + by)
    return start, max(start + 1, span[1] + by)


def _key(line: str, path: Path) -> Span | None:
    """Find the last key of a path that stands in a line, its keys one after the other."""
    found, start = None, 0
    for step in path:
        word = re.compile(rf"(?<![\w-]){re.escape(str(step))}(?![\w-])")
        if isinstance(step, str) and (match := word.search(line, start)):
            found, start = match.span(), match.end()
    return found


def _in_value(place: Place, path: Path, value: str, at: Span) -> tuple[int, str, Span] | None:
    """Find a part of a text where it is written as it is, or with escaped quotes."""
    before = value[: at[0]].split("\n")
    start = len(before[-1])
    inner = start, start + max(1, min(at[1], len(value)) - at[0])
    for escape in (str, _escaped):
        wanted = [escape(line) for line in value.split("\n")]
        for first in range(len(place.lines) - len(wanted) + 1):
            line = first + len(before) - 1
            left = _column(place.lines, first, wanted, path)
            if left is None:
                continue
            text, plain = place.lines[line], value.split("\n")[len(before) - 1]
            left = left if len(before) == 1 else text.find(wanted[len(before) - 1])
            begin = left + len(escape(plain[: inner[0]]))
            end = min(left + len(escape(plain[: inner[1]])), len(text))
            indent = len(text) - len(text.lstrip())
            return place.line + line, text.strip(), _moved((begin, end), -indent)
    return None


def _column(lines: tuple[str, ...], first: int, wanted: list[str], path: Path) -> int | None:
    """Find where the lines of a value begin, behind its key if that is there too."""
    if any(part not in lines[first + i] for i, part in enumerate(wanted)):
        return None
    key = _key(lines[first], path) if first == 0 else None
    left = lines[first].find(wanted[0], key[1] if key else 0)
    return left if left >= 0 else None


def _escaped(text: str) -> str:
    """Write a text as it stands between quotes in TOML."""
    return text.replace("\\", "\\\\").replace('"', '\\"')
