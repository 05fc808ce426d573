"""Points into a TOML text: at a key, or at a part of the text that is its value."""

from typing import Any, NamedTuple

from cdrql.texts.carets import Span
from cdrql.texts.places import Path, Place
from cdrql.texts.toml_lines import TomlStatement, key_span


class Pointed(NamedTuple):
    """What is pointed at: its place in the file, its line without blanks around it, a span there.

    At `disposition` of `  answered = "disposition = 'OK'"`: column 15 of the line, span (12, 23).
    """

    place: Place
    text: str
    span: Span


def point_at(statement: TomlStatement, path: Path, value: Any, span: Span | None) -> Pointed:
    """Point at a span of the value that a path leads to, or at the path's last key.

    `value` is what stands at the path; without a span an item of an array is pointed at whole.
    """
    if isinstance(value, str) and value and (span or isinstance(path[-1], int)):
        found = _in_value(statement, path, value, span or (0, len(value)))
        if found:
            return found
    return _point_in_line(statement, *statement.key_line(path))


def _point_in_line(statement: TomlStatement, nth: int, span: Span) -> Pointed:
    """Show the nth line of a statement without its indent; the span is one character at least."""
    line = statement.lines[nth]
    indent = len(line) - len(line.lstrip())
    # The line is shown without its indent, so the span moves left with it.
    start = max(0, span[0] - indent)
    place = Place(None, statement.line + nth, indent + start + 1)
    return Pointed(place, line.strip(), (start, max(start + 1, span[1] - indent)))


def _in_value(statement: TomlStatement, path: Path, value: str, span: Span) -> Pointed | None:
    """Find a part of a text where it is written as it is, or with escaped quotes."""
    before = value[: span[0]].split("\n")
    start = len(before[-1])
    inner = start, start + max(1, min(span[1], len(value)) - span[0])
    # In '...' a text stands as it is, in "..." with escapes.
    for escape in (str, _escape_quotes):
        wanted = [escape(line) for line in value.split("\n")]
        for first in range(len(statement.lines) - len(wanted) + 1):
            nth = first + len(before) - 1
            left = _value_column(statement.lines, first, wanted, path)
            if left is None:
                continue
            text, plain = statement.lines[nth], value.split("\n")[len(before) - 1]
            left = left if len(before) == 1 else text.find(wanted[len(before) - 1])
            begin = left + len(escape(plain[: inner[0]]))
            end = min(left + len(escape(plain[: inner[1]])), len(text))
            return _point_in_line(statement, nth, (begin, end))
    return None


def _value_column(lines: tuple[str, ...], first: int, wanted: list[str], path: Path) -> int | None:
    """Find where the lines of a value begin, behind its key if that is there too."""
    if any(part not in lines[first + i] for i, part in enumerate(wanted)):
        return None
    key = key_span(lines[first], path) if first == 0 else None
    left = lines[first].find(wanted[0], key[1] if key else 0)
    return left if left >= 0 else None


def _escape_quotes(text: str) -> str:
    """Write a text as it stands between quotes in TOML."""
    return text.replace("\\", "\\\\").replace('"', '\\"')
