"""A place in a text of the request, and how it is shown: the line with a caret below it."""

import json
import unicodedata

# Where something stands in its text: [start, end) in code points.
Span = tuple[int, int]

# Characters that nobody sees: control, format, half and line-breaking ones.
UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")

_BEFORE, _MARKED, _AFTER = 40, 40, 40  # how much of a long text is shown around a span


def printable(text: str) -> str:
    """Escape what a terminal would obey or could not show; nothing else changes."""
    if text.isprintable():
        return text
    # A request may hold escape sequences, which a terminal would obey.
    return "".join(c if c.isprintable() else f"\\u{{{ord(c):x}}}" for c in text)


def printable_lines(text: str) -> str:
    """Escape so in a text of several lines."""
    return "\n".join(map(printable, text.split("\n")))


def escape_unseen(text: str) -> str:
    """Escape in JSON the characters that nobody sees; what it says stays the same."""
    if text.isprintable():
        return text
    return "".join(json.dumps(c)[1:-1] if _is_unseen(c) else c for c in text)


def _is_unseen(character: str) -> bool:
    """Say whether a character is not seen, but for the end of a line, which JSON text may have."""
    return character != "\n" and unicodedata.category(character) in UNSEEN


# What is shown of a text.


def cell_width(text: str) -> int:
    """Count the terminal cells of a printable text: wide characters two, combining ones none."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(bool(unicodedata.combining(c)) for c in text)


def excerpt(text: str, span: Span | None) -> tuple[str, Span | None, int]:
    """Cut what stands around a span out of a text, 120 characters at most.

    Give the part, the span in it, which ends with the part where it is longer, and the index in
    the whole text where the part begins.
    """
    start, end = span or (0, 0)
    left, end = max(0, start - _BEFORE), min(end, start + _MARKED)
    part = text[left : end + _AFTER]
    return part, span and (start - left, end - left), left


def snippet(text: str, span: Span) -> tuple[str, str]:
    """Show what stands around a span and, on a second line, a caret under each cell of it.

    `group;usr` with (6, 9) is shown as it is, above `      ^^^`.
    """
    part, within, left = excerpt(text, span)
    start, end = within or (0, 0)
    before = ("..." if left else "") + printable(part[:start])
    marked = printable(part[start:end])
    after = printable(part[end:]) + ("..." if left + len(part) < len(text) else "")
    return before + marked + after, " " * cell_width(before) + "^" * max(1, cell_width(marked))
