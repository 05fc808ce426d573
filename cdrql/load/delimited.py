"""Opens a CDR export: delimiter, quoting and header of a text file, from its first lines."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice

from cdrql.errors import LoadError, Problem
from cdrql.load.call_records import CallRecords
from cdrql.load.first_lines import count_titles, is_header, stated_separator
from cdrql.load.json_lines import JsonRecords, is_json_line
from cdrql.load.recognition import SystemLayout, recognise_layout
from cdrql.load.records import Layout, Record, Records, line_shape, quotes_balance
from cdrql.texts.places import Place

DELIMITERS = ",;\t|"

_SAMPLE = 200  # lines that are looked at before a row is loaded


class NoLinesError(LoadError):
    """The file holds no line."""

    def __init__(self) -> None:
        super().__init__(Problem("CDR508", "the file holds no line"))


@dataclass(frozen=True, slots=True)
class Export:
    """An opened export: its layout, its header if it has one, a sample, and all of its records.

    `system` is the layout of the system that wrote it, where that is recognised; `first_line` is
    the number of the line that the header stands in, or the first call (0: each call has names).
    """

    layout: Layout
    width: int
    header: tuple[str, ...] | None
    sample: tuple[Record, ...]
    records: Iterator[Record]
    system: SystemLayout | None = None
    call_records: CallRecords | None = None
    first_line: int = 1

    @property
    def passed_over(self) -> int:
        """Count the lines so far that are no calls."""
        return 0 if self.call_records is None else self.call_records.passed_over

    @property
    def names(self) -> tuple[str, ...] | None:
        """Name the columns, by the header or as the system does that writes none."""
        if self.header is None and self.system is not None and self.system.names:
            return self.system.names_of(self.width)
        return self.header


def open_export(
    lines: Iterator[str],
    *,
    delimiter: str | None,
    header: bool | None,
    skip: int = 0,
    values_at: Callable[[int], bool] = lambda _: True,
) -> Export:
    """Open an export by its lines, `skip` of them left out; what is not stated is found from them.

    `values_at` tells of a column, counted from 0, whether it holds numbers or times: the first
    record is a header if none of those fields looks like one.
    """
    skip = min(skip, sys.maxsize - _SAMPLE)  # islice counts no further, and no file has as many
    head = list(islice(lines, skip, skip + _SAMPLE))
    if not any(line.strip() for line in head):
        raise NoLinesError
    # The mark of UTF-16, as UTF-8 reads it: two bytes that are none of its own.
    if head[0].startswith(("\udcff\udcfe", "\udcfe\udcff")):
        hint = "add --encoding utf-16"
        raise LoadError(Problem("CDR508", "the file is UTF-16, not UTF-8", hint=hint))
    if is_json_line(next(filter(str.strip, head))):
        return _open_objects(head, lines, skip + 1)
    if (separator := stated_separator(head[0])) is not None:
        delimiter, skip, head = delimiter or separator, skip + 1, head[1:]
    layout = find_layout(head, delimiter)
    width = _usual_width(layout, head)
    titles = 0 if header is False else count_titles(head, layout, width, values_at)
    skip, head = skip + titles, head[titles:]
    recognised = recognise_layout([row for line in head if len(row := layout.split(line)) == width])
    system = None if recognised is None else recognised.layout
    header = recognised.header if recognised and header is None else header
    every = Records(chain(head, lines), layout, line_shape(layout, width, head), skip + 1)
    records = CallRecords(every, system)
    if system is not None and not header:
        records.names = system.names_of(width)
    first = [*islice(records, 1)]
    if header is None:
        header = bool(first) and first[0].fault is None and is_header(first[0].cells, values_at)
    names = _header_names(first.pop()) if header and first else None
    export = Export(layout, width, names, (), records, system, records, skip + 1)
    records.names = export.names or ()
    sample = (*first, *islice(records, len(head) - 1))
    return replace(export, sample=sample, records=chain(sample, records))


def _header_names(record: Record) -> tuple[str, ...]:
    """Give the names of a header; LoadError where it cannot be read."""
    if record.fault:
        message = f"the header cannot be read: {record.fault}"
        raise LoadError(Problem("CDR508", message, place=Place(line=record.line)))
    return tuple(name.strip() for name in record.cells)


def _open_objects(head: list[str], lines: Iterator[str], first: int) -> Export:
    """Open a file of JSON objects, whose keys are the header."""
    every = JsonRecords(head, lines, first)
    recognised = recognise_layout([every.names])
    system = recognised.layout if recognised and recognised.header else None
    records = CallRecords(every, system)
    records.names = every.names
    sample = (*islice(records, len(head)),)
    rest = chain(sample, records)
    width = len(every.names)
    return Export(Layout(","), width, every.names, sample, rest, system, records, 0)


def find_layout(sample: list[str], delimiter: str | None = None) -> Layout:
    """Find the layout by which the sample falls into the most fields of one usual width."""
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '"\r\n\0 '):
        message = f"`{delimiter}` cannot separate fields"
        raise LoadError(Problem("CDR508", message, hint="a delimiter is one character"))
    layouts = [Layout(mark) for mark in delimiter or DELIMITERS]
    best = max(layouts, key=lambda layout: _regularity(layout, sample))
    # Logs that quote nothing may hold a lone `"`, which would swallow the lines after it.
    plain = replace(best, quoted=False)
    fits = _regularity(plain, sample) > _regularity(best, sample)
    return plain if fits and quotes_balance(best, _usual_width(best, sample), sample) < 0 else best


def _regularity(layout: Layout, sample: list[str]) -> int:
    """Count the delimiters in the lines of the usual width."""
    widths = _count_widths(layout, sample)
    return max((count * (width - 1) for width, count in widths.items()), default=0)


def _count_widths(layout: Layout, sample: list[str]) -> Counter[int]:
    """Count the lines of each number of fields."""
    return Counter(len(row) for line in sample if (row := layout.split(line)))


def _usual_width(layout: Layout, sample: list[str]) -> int:
    """Give the number of fields that lines usually have; those of one field weigh nothing."""
    widths = _count_widths(layout, sample)
    return max(widths, key=lambda width: (widths[width] * (width - 1), width), default=1)
