"""Reads the records of a CDR export: lines, quoting, delimiter and header of a text file."""

import csv
import io
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import BinaryIO, NamedTuple

from cdrql.errors import LoadError, Problem
from cdrql.load.cells import looks_like_value
from cdrql.load.recognition import SystemLayout, recognise
from cdrql.texts.places import Place

DELIMITERS = ",;\t|"

_SAMPLE = 200  # lines that are looked at before a row is loaded
_LONGEST_LINE = 1 << 20  # characters; a longer one is cut and its parts rejected
_LONGEST_RECORD = 50  # lines; a quote that is open for longer was never meant to be


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is written: its delimiter, and whether quotes enclose fields or are plain text."""

    delimiter: str
    quoted: bool = True

    def reader(self, lines: Iterator[str]) -> Iterator[list[str]]:
        """Split lines into fields, strictly: half-quoted fields are errors."""
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            quoting=csv.QUOTE_MINIMAL if self.quoted else csv.QUOTE_NONE,
            # `a, "b, c"`: behind a blank a quote would otherwise be part of the text.
            skipinitialspace=True,
            strict=True,
        )


class Record(NamedTuple):
    """One record: its first line's number, its original text, its fields or what is wrong."""

    line: int
    text: str
    cells: list[str]
    fault: str | None


@dataclass(frozen=True, slots=True)
class Export:
    """An opened export: its layout, its header if it has one, a sample, and all of its records.

    `system` is the layout of the system that wrote it, where that is recognised.
    """

    layout: Layout
    width: int
    header: tuple[str, ...] | None
    sample: tuple[Record, ...]
    records: Iterator[Record]
    system: SystemLayout | None = None

    @property
    def names(self) -> tuple[str, ...] | None:
        """Name the columns, by the header or as the system does that writes none."""
        if self.header is None and self.system is not None and self.system.names:
            return self.system.names_of(self.width)
        return self.header


def open_export(
    source: BinaryIO,
    *,
    encoding: str,
    delimiter: str | None,
    header: bool | None,
    values_at: Callable[[int], bool] = lambda _: True,
) -> Export:
    """Open an export; what is not stated is found from its first lines.

    `values_at` tells of a column, counted from 0, whether it holds numbers or times: the first
    record is a header if none of those fields looks like one.
    """
    lines = _decode_lines(source, encoding)
    head = list(islice(lines, _SAMPLE))
    if not any(line.strip() for line in head):
        raise LoadError(Problem("CDR508", "the file holds no line"))
    # The mark of UTF-16, as UTF-8 reads it: two bytes that are none of its own.
    if head[0].startswith(("\udcff\udcfe", "\udcfe\udcff")):
        hint = "add --encoding utf-16"
        raise LoadError(Problem("CDR508", "the file is UTF-16, not UTF-8", hint=hint))
    layout = find_layout(head, delimiter)
    width = _usual_width(layout, head)
    recognised = recognise([row for row in _split_lines(layout, head) if len(row) == width])
    records: Iterator[Record] = Records(chain(head, lines), layout, width)
    if recognised is not None:
        records = (record for record in records if not recognised.layout.is_skipped(record.cells))
        header = recognised.header if header is None else header
    first = [*islice(records, 1)]
    if header is None:
        header = bool(first) and first[0].fault is None and _is_header(first[0].cells, values_at)
    names = None
    if header and first:
        record = first.pop()
        if record.fault:
            message = f"the header cannot be read: {record.fault}"
            raise LoadError(Problem("CDR508", message, place=Place(line=1)))
        names = tuple(name.strip() for name in record.cells)
    sample = (*first, *islice(records, len(head) - 1))
    system = None if recognised is None else recognised.layout
    return Export(layout, width, names, sample, chain(sample, records), system)


def _decode_lines(source: BinaryIO, encoding: str) -> Iterator[str]:
    """Decode a file line by line; bytes that are not text stay in it as lone surrogates."""
    try:
        # Spreadsheets begin a file with a byte order mark, which would be part of the first name.
        name = "utf-8-sig" if encoding.lower() in ("utf-8", "utf8") else encoding
        # No translation of line ends: those inside quotes belong to the value.
        wrapped = io.TextIOWrapper(source, name, errors="surrogateescape", newline="")
    except LookupError:
        message = f"`{encoding}` is not an encoding"
        hint = "write for instance utf-8, latin-1, cp1252 or utf-16"
        raise LoadError(Problem("CDR508", message, hint=hint)) from None
    try:
        # A file without line ends must not be read into memory whole.
        while line := wrapped.readline(_LONGEST_LINE):
            yield line
    finally:
        wrapped.detach()  # else it would close a file that its caller goes on with


def find_layout(sample: list[str], delimiter: str | None = None) -> Layout:
    """Find the layout by which the sample falls into the most fields of one usual width."""
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '"\r\n\0 '):
        message = f"`{delimiter}` cannot separate fields"
        raise LoadError(Problem("CDR508", message, hint="a delimiter is one character"))
    layouts = [Layout(mark) for mark in delimiter or DELIMITERS]
    best = max(layouts, key=lambda layout: _regularity(layout, sample))
    # Logs that quote nothing may hold a lone `"`, which would swallow the lines after it.
    plain = replace(best, quoted=False)
    if _regularity(plain, sample) > _regularity(best, sample) and not _has_enclosed_cell(
        plain, sample
    ):
        return plain
    return best


def _split_lines(layout: Layout, sample: list[str]) -> list[list[str]]:
    """Split the sample line by line; a line that cannot be split has no fields."""
    rows = []
    for line in sample:
        try:
            rows.append(next(layout.reader(iter([line])), []))
        except csv.Error:
            rows.append([])
    return rows


def _regularity(layout: Layout, sample: list[str]) -> int:
    """Count the delimiters in the lines of the usual width."""
    widths = Counter(len(row) for row in _split_lines(layout, sample))
    return max((count * (width - 1) for width, count in widths.items() if width), default=0)


def _usual_width(layout: Layout, sample: list[str]) -> int:
    """Give the number of fields that lines usually have; those of one field weigh nothing."""
    widths = Counter(len(row) for row in _split_lines(layout, sample) if row)
    return max(widths, key=lambda width: (widths[width] * (width - 1), width), default=1)


def _has_enclosed_cell(plain: Layout, sample: list[str]) -> bool:
    """Tell whether quotes enclose some field whole, so that they are not part of its text."""
    cells = (cell.strip() for row in _split_lines(plain, sample) for cell in row)
    return any(len(cell) > 1 and cell[0] == cell[-1] == '"' for cell in cells)


def _is_header(cells: list[str], values_at: Callable[[int], bool]) -> bool:
    """Tell a row of names from a row of a call."""
    looked_at = [cell.strip() for i, cell in enumerate(cells) if values_at(i)]
    return any(looked_at) and not any(map(looks_like_value, looked_at))


class Records:
    """Goes through the records of a file, the broken ones too, and remembers their lines."""

    def __init__(self, lines: Iterator[str], layout: Layout, width: int) -> None:
        self._decode_lines = lines
        self._layout = layout
        self._width = width
        self._again: deque[str] = deque()
        self._taken: list[str] = []
        self._line = 1
        self._rows = layout.reader(self._feed_lines())

    def __iter__(self) -> Iterator[Record]:
        """Go on with the next record."""
        return self

    def __next__(self) -> Record:
        """Give the next record that is not blank."""
        while True:
            self._taken = []
            fault = None
            try:
                cells = next(self._rows)
            except csv.Error as error:
                cells, fault = [], f"its quotes do not match ({error})"
            text = "".join(self._taken)
            line, self._line = self._line, self._line + len(self._taken)
            if text.strip():
                fault = fault or self._find_fault(cells, text)
                # Lines after a stray quote may be good ones.
                if fault and len(self._taken) > 1:
                    text = self._only_first()
                return Record(line, text, cells, fault)

    def _feed_lines(self) -> Iterator[str]:
        """Hand out lines, those to be read once more first, and remember them."""
        while len(self._taken) < _LONGEST_RECORD:
            line = self._again.popleft() if self._again else next(self._decode_lines, None)
            if line is None:
                return
            self._taken.append(line)
            yield line

    def _find_fault(self, cells: list[str], text: str) -> str | None:
        """Say why a record cannot be read, if so."""
        if "\0" in text:
            return "it holds a NUL byte"
        if not text.isascii() and any("\udc80" <= c <= "\udcff" for c in text):
            return "it is not text in the file's encoding"
        if len(cells) != self._width:
            return f"it has {len(cells)} fields instead of {self._width}"
        return None

    def _only_first(self) -> str:
        """Give back all but the first line of a broken record: a stray quote costs one line."""
        # extendleft turns the order round.
        self._again.extendleft(reversed(self._taken[1:]))
        self._line -= len(self._taken) - 1
        self._rows = self._layout.reader(self._feed_lines())
        return self._taken[0]
