"""What stands in the columns of a file, as far as values and names tell: times, durations."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from cdrql.load.day_and_clock import LONGEST_RING, is_zero_clock
from cdrql.load.durations import SHORT, is_short_clock, seconds_reader, told_unit
from cdrql.load.time_forms import is_clock_alone, is_compact
from cdrql.load.times import moment_reader
from cdrql.load.unreadable import UnreadableError
from cdrql.load.written_times import is_day, is_time, possible_orders
from cdrql.model.absence import ABSENT
from cdrql.model.column_names import column_names, spelling_key
from cdrql.model.default import CDRS_COLUMNS
from cdrql.model.name_parts import SPAN, suggested
from cdrql.model.name_words import snake_name

_EPOCH = re.compile(r"[1-4][0-9]{9}([0-9]{3}|[0-9]{6}|[0-9]{9})?(\.[0-9]+)?")
# What is no duration of a call, or only part of it.
_NO_DURATION = re.compile(
    r"ring|wait|hold|queue|park|setup|pdd|delay|fee|cost|charge|price|rate|amount|tax|money|unit"
    r"|credit|balance|count|code|port|number|transfer"
    r"|(?:^|_)(?:id|no|num|flag|leg|type|is|has)(?:_|$)"
)
_SPAN = re.compile(r"talk|conv|total|bill|spoken|dur|" + SPAN)
_LONGEST = timedelta(hours=6)  # from the start of a call to its end, most calls
_MINUTE = timedelta(minutes=1)  # what a clock without seconds is behind
_LASTS = re.compile(r"talk|conv|spoken|dur|days?$|" + SPAN)  # where a fraction is no money
_OTHER_FIELDS = [name for name, column in CDRS_COLUMNS.items() if column.kind != "seconds"]
_TEXTS = [name for name, column in CDRS_COLUMNS.items() if column.kind == "text"]


def calls_among(rows: Sequence[list[str]]) -> list[list[str]]:
    """Leave out rows without a time where others have theirs: totals, notes."""
    timed = [
        index
        for index in range(len(rows[0]) if rows else 0)
        if 2 * sum(_is_dated(row[index]) for row in rows) >= len(rows)
    ]
    return [row for row in rows if not timed or any(_is_dated(row[i]) for i in timed)]


def _is_dated(cell: str) -> bool:
    return _is_moment(cell.strip(" \t")) or is_day(cell.strip(" \t"))


class ColumnFacts:
    """The columns of a sample: `times` holds days with clocks, `spans` may be durations."""

    def __init__(self, names: Sequence[str] | None, sample: Sequence[Sequence[str]]) -> None:
        self.width = len(sample[0]) if sample else len(names or ())
        # Without names a column goes by its number.
        self.names = [*(names or [str(i + 1) for i in range(self.width)])]
        self.columns = [[row[i].strip(" \t") for row in sample] for i in range(self.width)]
        self.times = [i for i in range(self.width) if self._is_of_times(i)]
        self.day_and_clock = self._find_day_and_clock()
        self.clocks = self._find_clocks()
        no_spans = {*self.day_and_clock, *self.clocks, *self._find_times_of_day()}
        self.spans = [i for i in range(self.width) if i not in no_spans and self._is_span(i)]

    def seconds(self, index: int) -> list[int | None]:
        """Read a column as durations, 0 where nothing stands, None for what is none."""
        return [self._seconds(index, cell) for cell in self.columns[index]]

    def moments(self) -> dict[int, list[datetime | None]]:
        """Read the columns of times, be they mostly empty; None where there is no time."""
        found = {}
        for index, cells in enumerate(self.columns):
            filled = [cell for cell in cells if not _is_never(cell)]
            if filled and all(map(_is_moment, filled)) and not self._is_text(index):
                found[index] = _instants(cells)
        return found | {index: self._clocks_of(index) for index in self.clocks}

    def _is_of_times(self, index: int) -> bool:
        """Tell whether a column holds days with clocks."""
        return self._holds(index, _is_moment) and not self._is_text(index)

    def _is_text(self, index: int) -> bool:
        """Tell whether a column is named as one of texts: a caller may look like an epoch."""
        return _is_named_as(_TEXTS, self.names[index])

    def _holds(self, index: int, test: Callable[[str], object]) -> bool:
        """Tell whether a column is mostly filled, and with nothing else."""
        filled = self._filled(index)
        return 2 * len(filled) > len(self.columns[index]) and all(map(test, filled))

    def _filled(self, index: int) -> list[str]:
        return [cell for cell in self.columns[index] if cell not in ABSENT]

    def _is_span(self, index: int) -> bool:
        """Tell whether a column may hold durations: not flags, not numbers of another kind."""
        name = self.names[index]
        if _NO_DURATION.search(snake_name(name)) or _is_named_as(_OTHER_FIELDS, name):
            return False
        cells = {*self._filled(index)}
        seconds = [self._seconds(index, cell) for cell in cells]
        # Phone numbers begin with 0, amounts have a fraction.
        parts = r"|.*\.[0-9]*[1-9]" * (not _LASTS.search(snake_name(name)))
        odd = any(re.match("0[0-9]" + parts, cell) for cell in cells if ":" not in cell)
        if not cells or odd or None in seconds:
            return False
        # Numbers of three digits or more, and all of as many, are extensions where no name tells.
        digits = {len(cell) for cell in cells} if all(map(str.isdecimal, cells)) else set()
        alike = len(digits) == 1 and min(digits) > 2
        if (cells <= {"0", "1"} or alike) and not _SPAN.search(snake_name(name)):
            return False
        return max(value or 0 for value in seconds) < 86_400

    def _seconds(self, index: int, cell: str) -> int | None:
        if cell in ABSENT:
            return 0
        unit = SHORT if is_short_clock(cell) else told_unit(self.names[index])
        try:
            return seconds_reader(unit, rounded=True)(cell)
        except UnreadableError:
            return None

    def _find_clocks(self) -> list[int]:
        """Find the clock beside a day, and others that follow it: an answer, an end.

        Durations written as clocks are mostly before it, or many hours behind.
        """
        first = self.day_and_clock[1:]
        others = {*range(self.width)} - {*self.day_and_clock}
        return [*first, *(index for index in sorted(others) if first and self._follows(index))]

    def _follows(self, index: int) -> bool:
        filled = self._filled(index)
        if not filled or not all(map(is_clock_alone, filled)):
            return False
        begins = map(_clock, self.columns[self.day_and_clock[1]])
        rows = zip(begins, self._clocks_of(index), strict=True)
        spans = [time - begin for begin, time in rows if begin and time]
        return bool(spans) and sum(span < _LONGEST for span in spans) > 0.9 * len(spans)

    def _find_times_of_day(self) -> list[int]:
        """Find the clocks that go with whole times: the same once more, or of another zone."""
        begins = [_instants(self.columns[index]) for index in self.times]
        return [i for i in range(self.width) if any(self._goes_with(each, i) for each in begins)]

    def _goes_with(self, begins: Sequence[datetime | None], index: int) -> bool:
        cells = self.columns[index]
        filled = [cell for cell in cells if not _is_never(cell)]
        if not filled or not all(map(is_clock_alone, filled)):
            return False
        pairs = [*zip(begins, map(_clock, cells), strict=True)]
        spans = [
            time - begin.replace(year=2001, month=1, day=1)
            for (begin, time), cell in zip(pairs, cells, strict=True)
            if begin and time and not _is_never(cell)
        ]
        near = sum(-_MINUTE < span < _LONGEST for span in spans) > 0.9 * len(spans)
        # Of another zone, where starts are not all of the same minutes.
        behind = [span % timedelta(days=1) for span in spans] or [_LONGEST]
        times = [time for _, time in pairs if time] or [datetime.min]
        apart = max(times) - min(times) > 60 * _MINUTE and len(spans) > 2
        return bool(spans) and (near or (apart and max(behind) - min(behind) < _MINUTE))

    def _clocks_of(self, index: int) -> list[datetime | None]:
        """Read a column of clocks, those before the clock beside the day as of the next day."""
        rows = zip(self.columns[self.day_and_clock[1]], self.columns[index], strict=True)
        pairs = [(_clock(begin), _clock(cell)) for begin, cell in rows]
        times = [
            time + timedelta(days=begin is not None and time < begin) if time else None
            for begin, time in pairs
        ]
        return [
            None if begin and time and is_zero_clock(cell) and time - begin > LONGEST_RING else time
            for (begin, _), time, cell in zip(pairs, times, self.columns[index], strict=True)
        ]

    def _find_day_and_clock(self) -> list[int]:
        """Find a column of days with one of clocks beside it."""
        if self.times:
            return []
        beside = [*pairwise(range(self.width))]
        for day, clock in [*beside, *((second, first) for first, second in beside)]:
            if self._holds(day, is_day) and self._holds(clock, is_clock_alone):
                return [day, clock]
        return []


def _is_never(cell: str) -> bool:
    return cell in ABSENT or not cell.strip("0:-/. ")


def _is_named_as(fields: Sequence[str], name: str) -> bool:
    """Tell whether a column's name says that it holds one of some fields: a caller, a trunk."""
    key = spelling_key(name)
    return any(
        key in map(spelling_key, column_names(field)) or any(suggested(field, [name]))
        for field in fields
    )


def _is_moment(cell: str) -> bool:
    """Tell whether a cell holds a day with a clock, or an epoch."""
    return (
        _EPOCH.fullmatch(cell) is not None
        or is_compact(cell)
        or (is_time(cell) and not is_day(cell))
    )


def _clock(cell: str) -> datetime | None:
    """Read a time of day, on some day; None where there is none."""
    return None if cell in ABSENT else next(iter(_instants([f"2001-01-01 {cell}"])))


def _instants(cells: Sequence[str]) -> list[datetime | None]:
    """Read a column of times, None where there is none; days first, where they do not tell."""
    read = moment_reader(None, None, next(iter(possible_orders(cells)), None))
    found: list[datetime | None] = []
    for cell in cells:
        try:
            found.append(read(cell))
        except UnreadableError:
            found.append(None)
    return found
