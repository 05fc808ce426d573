"""How the rows of an answer are printed, in pieces that come while the rows do."""

import csv
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, islice
from types import MappingProxyType
from typing import TYPE_CHECKING

from cdrql.engines.rows import plain_cell, row_as_json
from cdrql.terminal.drawing import draw_fitted, draws_blocks

if TYPE_CHECKING:
    from cdrql.compiled import Column
    from cdrql.engines.rows import AnswerRow, Cell

    Rows = Iterable[AnswerRow]
    Columns = tuple[Column, ...]

_DRAWN = 1000  # rows of a table: all of them are looked at for the widths of columns
_WRITTEN = 1000  # rows at a time, in other formats


def print_json(rows: "Rows", columns: "Columns") -> Iterator[str]:
    """Print an array, one object a line, as `rows_as_json` does."""
    before = "[\n"
    for row in rows:
        yield before + row_as_json(row)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def print_jsonl(rows: "Rows", columns: "Columns") -> Iterator[str]:
    """Print one object a line."""
    return (f"{row_as_json(row)}\n" for row in rows)


def print_table(rows: "Rows", columns: "Columns") -> Iterator[str]:
    """Draw the first rows for the terminal, and say how many there are."""
    rows = iter(rows)
    first = list(islice(rows, _DRAWN))
    across = shutil.get_terminal_size((100, 24)).columns
    yield draw_fitted(first, columns, across, plain=not draws_blocks(sys.stdout)) + "\n"
    if more := sum(1 for _ in rows):
        count = len(first) + more
        yield f"{len(first)} of {count} rows are shown; --format csv, json or jsonl has all\n"
    else:
        yield f"{len(first)} row{'' if len(first) == 1 else 's'}\n"


def print_csv(rows: "Rows", columns: "Columns") -> Iterator[str]:
    """Print CSV with a header; NULL is an empty cell, and texts are as they are stored."""
    return _csv_lines(rows, columns, plain_cell)


def print_spreadsheet(rows: "Rows", columns: "Columns") -> Iterator[str]:
    """Print CSV in which no text begins a formula."""
    return _csv_lines(rows, columns, _defused_cell)


# `spreadsheet` is csv with an option of its own.
PRINTERS: "Mapping[str, Callable[[Rows, Columns], Iterator[str]]]" = MappingProxyType(
    {
        "table": print_table,
        "json": print_json,
        "jsonl": print_jsonl,
        "csv": print_csv,
        "spreadsheet": print_spreadsheet,
    }
)


def join_pieces(pieces: Iterable[str]) -> Iterator[str]:
    """Join what belongs to many rows, so that it is written at once."""
    pieces = iter(pieces)
    while text := "".join(islice(pieces, _WRITTEN)):
        yield text


def await_first(rows: "Rows") -> "Rows":
    """Wait for the first row: what goes wrong before it does so before anything is printed."""
    rows = iter(rows)
    return chain([*islice(rows, 1)], rows)


def _csv_lines(rows: "Rows", columns: "Columns", shown: "Callable[[Cell], Cell]") -> Iterator[str]:
    names = [column.name for column in columns]
    line = csv.writer(_Line()).writerow
    yield f"{line(names)[:-2]}\n"
    for row in rows:
        yield f"{line([shown(row[name]) for name in names])[:-2]}\n"


class _Line:
    """Gives back what is written to it: a line, ended by CR and LF so that both are quoted."""

    def write(self, text: str) -> str:
        """Give it back."""
        return text


# What begins a formula, blanks before it or not; a number below zero, or a clock of ours, does not.
_FORMULA = re.compile(r"\s*[=+@\uff1d\uff0b\uff0d\uff20-]")
_BELOW_ZERO = re.compile(r"-[0-9]+(\.[0-9]+|:[0-9]{2}:[0-9]{2})?")


def _defused_cell(cell: "Cell") -> "Cell":
    """Give a cell so that a spreadsheet shows it, and runs nothing."""
    runs = isinstance(cell, str) and _FORMULA.match(cell) and not _BELOW_ZERO.fullmatch(cell)
    # With a quote in front it begins no formula any more.
    return f"'{cell}" if runs else plain_cell(cell)
