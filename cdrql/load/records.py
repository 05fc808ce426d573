"""The records of an export, the broken ones too: fields by quotes, and what quotes tear apart."""

import csv
import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from cdrql.load.cells import looks_like_value
from cdrql.load.lines import LONGEST_LINE

_SURROGATE = re.compile("[\ud800-\udfff]")
_FORCED, _FORCED_TEXT = '="', re.compile('="((?:[^"]|"")*)"')
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

    def split(self, line: str) -> list[str]:
        """Split one line by itself; one that cannot be split has no fields."""
        try:
            cells = next(self.reader(iter([line])), [])
        except csv.Error:
            return []
        return [*map(_unforced, cells)] if _FORCED in line else cells


class Record(NamedTuple):
    """One record: its first line's number, its original text, its fields or what is wrong."""

    line: int
    text: str
    cells: list[str]
    fault: str | None


@dataclass(frozen=True, slots=True)
class LineShape:
    """What lines look like: how many fields, which hold values, whether quotes enclose any.

    Fields are as a reader finds them who takes a quote for any other sign.
    """

    plain: Layout
    width: int
    values: frozenset[int]
    encloses: bool

    def whole_call(self, line: str) -> list[str] | None:
        """Give the fields of a line that by itself looks like a call of this file, else None."""
        cells = self.plain.split(line)
        if len(cells) != self.width:
            return None
        # What a quote has torn off is no value any more.
        looked_at = (cells[i] for i in self.values if '"' not in cells[i])
        return cells if all(map(_is_value, looked_at)) else None


def line_shape(layout: Layout, width: int, sample: Sequence[str]) -> LineShape:
    """Find the shape from the first lines."""
    plain = replace(layout, quoted=False)
    usual = [row for line in sample if len(row := plain.split(line)) == width]
    found = Counter(i for row in usual for i, cell in enumerate(row) if _is_value(cell))
    # One of them may be the header, others are titles or broken.
    often = frozenset(i for i, count in found.items() if 10 * count >= 9 * (len(usual) - 1))
    return LineShape(plain, width, often, quotes_balance(layout, width, sample) > 0)


def quotes_balance(layout: Layout, width: int, sample: Sequence[str]) -> int:
    """Count the lines in which quotes enclose fields, less those in which they cannot."""
    marked = [line for line in sample if '"' in line]
    return sum(1 if len(layout.split(line)) == width else -1 for line in marked)


def _is_value(cell: str) -> bool:
    return looks_like_value(cell.strip(' \t\r\n"'))


class Records:
    """Goes through the records of a file, the broken ones too, and remembers their lines."""

    def __init__(
        self, lines: Iterator[str], layout: Layout, shape: LineShape, first: int = 1
    ) -> None:
        self._lines = lines
        self._layout = layout
        self._shape = shape
        self._again: deque[str] = deque()
        self._taken: list[str] = []
        self._line = first
        # Spreadsheets end a table with lines of nothing but delimiters.
        self._blank = f'{layout.delimiter}" \t\r\n'
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
                cells, fault = [], _csv_fault(error)
            text = "".join(self._taken)
            if _FORCED in text:
                cells = [*map(_unforced, cells)]
            line, self._line = self._line, self._line + len(self._taken)
            if text.strip(self._blank):
                if len(text) >= LONGEST_LINE and max(map(len, self._taken)) >= LONGEST_LINE:
                    fault = f"it is longer than {LONGEST_LINE:,} characters, the rest is left out"
                elif len(self._taken) > 1 and fault is None:
                    fault = self._find_swallowed()
                fault = fault or self._find_fault(cells, text)
                if fault is None:
                    return Record(line, text, cells, None)
                return self._save_first(line, text, cells, fault)

    def _save_first(self, line: int, text: str, cells: list[str], fault: str) -> Record:
        """Save what can be saved of a record that cannot be read as it stands."""
        # Lines after a stray quote may be good ones.
        if len(self._taken) > 1:
            text = self._only_first()
        # Where no field was ever enclosed, a quote is a sign as any other: `mysql --batch`.
        whole = None if self._shape.encloses else self._shape.whole_call(text)
        if whole is not None and self._find_fault(whole, text) is None:
            return Record(line, text, whole, None)
        return Record(line, text, cells, fault)

    def _feed_lines(self) -> Iterator[str]:
        """Hand out lines, those to be read once more first, and remember them."""
        while len(self._taken) < _LONGEST_RECORD:
            line = self._again.popleft() if self._again else next(self._lines, None)
            if line is None:
                return
            self._taken.append(line)
            yield line

    def _find_swallowed(self) -> str | None:
        """Doubt a text of several lines of which two are calls by themselves.

        Two lone quotes, lines apart, make one record of all that lies between, of the right width.
        One such line is no sign of it: a break in the first or the last field leaves one, too.
        """
        if sum(self._shape.whole_call(line) is not None for line in self._taken) > 1:
            return "its quotes do not match (they would enclose other calls)"
        return None

    def _find_fault(self, cells: list[str], text: str) -> str | None:
        """Say why a record cannot be read, if so."""
        if (bad := find_bad_sign(text)) is not None:
            return bad
        if len(cells) != self._shape.width:
            return f"it has {len(cells)} fields instead of {self._shape.width}"
        return None

    def _only_first(self) -> str:
        """Give back all but the first line of a broken record: a stray quote costs one line."""
        # extendleft turns the order round.
        self._again.extendleft(reversed(self._taken[1:]))
        self._line -= len(self._taken) - 1
        self._rows = self._layout.reader(self._feed_lines())
        return self._taken[0]


def _unforced(cell: str) -> str:
    """Take off what keeps a spreadsheet from taking a text for a number: `="007"` is 007."""
    found = _FORCED_TEXT.fullmatch(cell.strip(" \t"))
    return found[1].replace('""', '"') if found else cell


def _csv_fault(error: csv.Error) -> str:
    return str(error) if "limit" in str(error) else f"its quotes do not match ({error})"


def find_bad_sign(text: str) -> str | None:
    """Say what in a text of a file is none, if something is not."""
    if "\0" in text:
        return "it holds a NUL byte"
    if text.isascii() or (half := _SURROGATE.search(text)) is None:
        return None
    if "\udc80" <= half[0] <= "\udcff":  # how decoding keeps a byte that is no text
        return "it is not text in the file's encoding"
    return f"it holds half of a character (U+{ord(half[0]):04X})"
