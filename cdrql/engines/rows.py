"""Rows that are the same from every engine, and how they are printed as JSON."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from functools import lru_cache
from json.encoder import encode_basestring

from cdrql.compiled import Column
from cdrql.errors import DatabaseError, Problem
from cdrql.texts.carets import escape_unseen

Cell = int | str | Decimal | None
AnswerRow = dict[str, Cell]


def normalise(rows: Iterable[Sequence[object]], columns: Sequence[Column]) -> list[AnswerRow]:
    """Name the cells of rows and give each the type of its column, whatever the driver gave.

    [("442", Decimal("80"))] becomes [{"dst": "442", "total": 80}]; NULL is None.
    """
    return list(name_cells(rows, columns))


def name_cells(rows: Iterable[Sequence[object]], columns: Sequence[Column]) -> Iterator[AnswerRow]:
    """Do so one row after the other."""
    kinds = [(column.name, _TYPES[column.type]) for column in columns]
    for row in rows:
        try:
            yield {
                name: None if cell is None else kind(cell)
                for (name, kind), cell in zip(kinds, row, strict=True)
            }
        except (ValueError, ArithmeticError):
            raise DatabaseError(_odd_cell(columns, row)) from None


def _odd_cell(columns: Sequence[Column], row: Sequence[object]) -> Problem:
    """Say which cell of a row is not what its column is: a NaN, a word among numbers."""
    for column, cell in zip(columns, row, strict=True):
        with suppress(ValueError, ArithmeticError):
            if cell is None or _TYPES[column.type](cell) is not None:
                continue
        shown = f"`{column.name}` is {str(cell)[:40]} in the answer"
        message = f"{shown}, which is no number, or none that is exact"
        hint = "`cdrql warehouse check` counts such rows; write NULL or a number in their place"
        return Problem("CDR506", message, hint=hint)
    return Problem("CDR506", "the answer cannot be read")


def _plain_text(value: object) -> str:
    """Give a text, of bytes too, without the zeros that fill columns of fixed length."""
    # A text that is none of theirs may end in a zero of its own.
    if isinstance(value, bytes):
        return value.decode(errors="backslashreplace").rstrip("\0")
    return str(value)


def _exact_number(value: object) -> Decimal:
    """Give an exact number in its shortest form; SQLite's doubles print exactly."""
    # By its text: Decimal(0.1) would have all the digits of the double.
    number = Decimal(str(_exact_double(value))).normalize()
    if not number.is_finite():
        raise ValueError(value)
    # Minus zero, which a double may be, would print with its sign.
    return abs(number) if number.is_zero() else number


def _whole_number(value: object) -> int:
    """Give a whole number, which some drivers bring as a Decimal."""
    # MySQL and MariaDB give every SUM of integers as a DECIMAL.
    return int(str(value)) if isinstance(value, str | Decimal) else int(_exact_double(value))  # type: ignore[call-overload]


def _exact_double(value: object) -> object:
    """Give what is a double only below the size from which on doubles leave out whole numbers."""
    if isinstance(value, float) and not abs(value) < 2**53:
        raise ValueError(value)
    return value


_TYPES: Mapping[str, Callable[[object], Cell]] = {
    "integer": _whole_number,
    "text": _plain_text,
    "decimal": _exact_number,
}


def rows_as_json(rows: Iterable[AnswerRow]) -> str:
    """Print rows as a JSON array, one object a line; the same rows give the same bytes.

    [
    {"dst": "442", "cost": 0.5}
    ]
    """
    lines = ",\n".join(map(row_as_json, rows))
    return f"[\n{lines}\n]\n" if lines else "[]\n"


def row_as_json(row: AnswerRow) -> str:
    """Print a row as a JSON object, `{"cost": 0.000001}`: money and ratios in plain notation."""
    cells = [_key_as_json(name) + _cell_as_json(cell) for name, cell in row.items()]
    return "{" + ", ".join(cells) + "}"


@lru_cache(1000)
def _key_as_json(name: str) -> str:
    return f"{json.dumps(name)}: "


def _cell_as_json(cell: Cell) -> str:
    """Print a cell; json has no Decimal, and a float would not do."""
    if isinstance(cell, str):
        return escape_unseen(encode_basestring(cell))
    return "null" if cell is None else str(plain_cell(cell))


def plain_cell(cell: Cell) -> Cell:
    """Turn an exact number into its text, `0.000001` and not 1E-6; leave other cells."""
    return f"{cell:f}" if isinstance(cell, Decimal) else cell
