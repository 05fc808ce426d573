"""A place in a text of the request, and how it is shown: the line with a caret below it."""

import json
import unicodedata

# Where something stands in its text: [start, end) in code points.
Span = tuple[int, int]

# Characters that nobody sees: control, format, half and line-breaking ones.
UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")

_BEFORE, _AFTER = 40, 40  # how much of a long text is shown around the place


def printable(text: str) -> str:
    """Escape what a terminal would obey or could not show; nothing else changes."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else f"\\u{{{ord(c):x}}}" for c in text)


def printable_lines(text: str) -> str:
    """Escape so in a text of several lines."""
    return "\n".join(map(printable, text.split("\n")))


def escaped(text: str) -> str:
    """Escape in JSON the characters that nobody sees; what it says stays the same."""
    if text.isprintable():
        return text
    return "".join(json.dumps(c)[1:-1] if _is_unseen(c) else c for c in text)


def _is_unseen(character: str) -> bool:
    """Say whether a character is not seen, but for the end of a line, which JSON text may have."""
    return character != "\n" and unicodedata.category(character) in UNSEEN


def width(text: str) -> int:
    """Count the terminal cells of a printable text: wide characters two, combining ones none."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(bool(unicodedata.combining(c)) for c in text)


def snippet(text: str, span: Span) -> tuple[str, str]:
    """Show the text and, on a second line, a caret under each cell of the span."""
    start, end = span
    left, right = max(0, start - _BEFORE), min(len(text), end + _AFTER)
    cut = min(end, start + _AFTER)
    if right - cut > _AFTER:
        right = cut + _AFTER
    before = ("..." if left else "") + printable(text[left:start])
    marked = printable(text[start:cut])
    after = printable(text[cut:right]) + ("..." if right < len(text) else "")
    return before + marked + after, " " * width(before) + "^" * max(1, width(marked))
