"""Text pictures of an answer: a table, one record per row, bars, with nothing imported for them."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Protocol, TextIO

from cdrql.model.vocabulary import DIMENSIONS, PERIOD
from cdrql.texts.carets import cell_width as cells
from cdrql.texts.carets import printable

Row = Mapping[str, object]
Number = int | float | Decimal | None

# Texts, even where they are all digits: a phone number is read from the left.
_TEXTS = frozenset(row.key for row in DIMENSIONS if row.type == "text") | {PERIOD}
# A number, `00:00:05`, or a ratio with its remark: `83.25 (in 4 calls)`, `50% (in 1 of 2 calls)`.
_NUMBER = re.compile(r"-?\d+(\.\d+)?%?( \(in [\d of]+ calls\))?|-?\d{2,}:\d\d:\d\d", re.ASCII)
_EIGHTHS = " ▏▎▍▌▋▊▉█"


class Heading(Protocol):
    """A column as a compiled request describes it; its response key is enough, alone as well."""

    @property
    def name(self) -> str: ...  # noqa: D102


def draw_table(
    rows: Sequence[Row], columns: Sequence[Heading | str], *, plain: bool = False
) -> str:
    """Draw rows under their response keys; numbers to the right, NULL as `null`, '' as nothing."""
    drawn = [_draw_column(rows, column) for column in columns]
    rule = "-" if plain else "─"
    lines = ["  ".join(column[0] for column in drawn)]
    lines.append("  ".join(rule * cells(column[0]) for column in drawn))
    lines += ["  ".join(column[nth] for column in drawn) for nth in range(1, len(rows) + 1)]
    return "\n".join(line.rstrip() for line in lines)


def draw_records(rows: Sequence[Row], columns: Sequence[Heading | str]) -> str:
    """Draw each row as a block of lines, one column a line: for rows too wide for a table."""
    names = [_name_of(column) for column in columns]
    wide = max(map(cells, names), default=0)
    blocks = (
        "\n".join(f"{_pad_text(name, wide)}  {cell_text(row[name])}".rstrip() for name in names)
        for row in rows
    )
    return "\n\n".join(blocks)


def draw_fitted(
    rows: Sequence[Row],
    columns: Sequence[Heading | str],
    across: int,
    *,
    plain: bool = False,
) -> str:
    """Draw a table where it fits into so many cells across, otherwise records."""
    drawn = draw_table(rows, columns, plain=plain)
    return drawn if drawing_width(drawn) <= across or not rows else draw_records(rows, columns)


def draw_bars(
    labels: Sequence[str],
    values: Sequence[Number],
    *,
    width: int,
    texts: Sequence[str] | None = None,
    most: Number = None,
    plain: bool = False,
) -> str:
    """Draw one bar a line, none for NULL or less than 0; `most` is as long as the width allows."""
    names = [printable(label) for label in labels]
    notes = _align_points(values) if texts is None else list(map(printable, texts))
    left, right = max(map(cells, names), default=0), max(map(cells, notes), default=0)
    before, after = "  " if left else "", "  " if right else ""
    room = max(1, width - left - right - len(before + after))
    full = most or max((value for value in values if value is not None), default=0)
    lines = (
        f"{_pad_text(name, left)}{before}{_draw_bar(value, full, room, plain)}"
        f"{after}{_pad_text(note, right, to_right=True)}"
        for name, value, note in zip(names, values, notes, strict=True)
    )
    return "\n".join(line.rstrip() for line in lines)


def draw_beside(left: str, right: str) -> str:
    """Put one drawing to the right of another, both ending on the same line."""
    lefts, rights = left.splitlines(), right.splitlines()
    high, wide = max(len(lefts), len(rights)), drawing_width(left)
    # Bars belong to the last rows of a table: its heading has none.
    lefts, rights = ([""] * (high - len(side)) + side for side in (lefts, rights))
    pairs = zip(lefts, rights, strict=True)
    return "\n".join(f"{_pad_text(one, wide)}  {other}".rstrip() for one, other in pairs)


def drawing_width(drawn: str) -> int:
    """Measure the widest line of a drawing, in cells."""
    return max(map(cells, drawn.splitlines()), default=0)


def cell_text(value: object) -> str:
    """Write a value as one line of text that a terminal only shows.

    NULL is `null`, and Decimal("0.50") is `0.5`.
    """
    if value is None:
        return "null"
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return printable(str(value))


def draws_blocks(stream: TextIO) -> bool:
    """Tell whether the stream's encoding has the characters of bars and rules."""
    try:
        # A console of another code page would raise in the middle of a table.
        (_EIGHTHS + "─·").encode(getattr(stream, "encoding", None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _draw_column(rows: Sequence[Row], column: Heading | str) -> list[str]:
    """Draw a column: its header, then its cells, all of one width."""
    name = _name_of(column)
    values = [row[name] for row in rows]
    to_right = name not in _TEXTS and all(map(_is_number, values))
    texts = [printable(name), *_align_points(values)]
    wide = max(map(cells, texts))
    return [_pad_text(text, wide, to_right=to_right) for text in texts]


def _align_points(values: Sequence[object]) -> list[str]:
    """Give cells so padded that, put to the right, the points of decimals are below each other."""
    texts = list(map(cell_text, values))
    tails = [
        len(text.partition(".")[2]) + ("." in text) if isinstance(value, Decimal) else None
        for value, text in zip(values, texts, strict=True)
    ]
    most = max((tail for tail in tails if tail is not None), default=0)
    return [
        text if tail is None else text + " " * (most - tail)
        for text, tail in zip(texts, tails, strict=True)
    ]


def _name_of(column: Heading | str) -> str:
    return column if isinstance(column, str) else column.name


def _is_number(value: object) -> bool:
    """Tell whether a value reads as a number; NULL stands among numbers as well."""
    if isinstance(value, str):
        return _NUMBER.fullmatch(value) is not None
    return True


def _pad_text(text: str, wide: int, *, to_right: bool = False) -> str:
    """Fill a text with blanks up to so many cells."""
    blanks = " " * (wide - cells(text))
    return blanks + text if to_right else text + blanks


def _draw_bar(value: Number, full: int | float | Decimal, room: int, plain: bool) -> str:
    """Draw one bar, to an eighth of a cell, filled with blanks to the room that it has."""
    if value is None or value <= 0 or full <= 0:
        return " " * room
    # What is not nothing has a bar that can be seen.
    eighths = min(8 * room, max(1, round(8 * room * Decimal(value) / Decimal(full))))
    if plain:
        return ("#" * max(1, round(eighths / 8))).ljust(room)
    whole, rest = divmod(eighths, 8)
    return ("█" * whole + _EIGHTHS[rest].strip()).ljust(room)
