"""Guesses which columns hold the start, the total and the talk time, by words, units and values."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import pairwise, permutations

from cdrql.load.cells import ABSENT
from cdrql.load.durations import seconds_reader, told_unit
from cdrql.load.times import moment_reader
from cdrql.load.unreadable import UnreadableError
from cdrql.load.written_times import is_day, is_time, possible_orders
from cdrql.model.column_names import column_names, spelling_key
from cdrql.model.default import CDRS_COLUMNS, START_COLUMN
from cdrql.model.name_parts import SPAN, says, suggested
from cdrql.model.name_words import any_word, snake_name, tells_unit

_TOTAL, _TALK = "duration", "bill_duration"

_CLOCK = re.compile(r"[0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?( ?[AaPp]\.?[Mm]\.?)?")
_EPOCH = re.compile(r"[1-4][0-9]{9}([0-9]{3}|[0-9]{6}|[0-9]{9})?(\.[0-9]+)?")
# What is no duration of a call, or only part of it.
_NO_DURATION = re.compile(
    r"ring|wait|hold|queue|park|setup|pdd|delay|fee|cost|charge|price|rate|amount|tax|money|unit"
    r"|credit|balance|count|code|port|number|transfer|(?:^|_)(?:id|no|num|flag|leg|type|is|has)(?:_|$)"
)
_SPOKEN = re.compile(r"total|spoken|speech|talk|conv|dur|elapsed|bill|charged|" + SPAN)
_RING = re.compile(r"ring|alert")
_END = re.compile(
    any_word("end ended stop stopped disconnect disconnected hangup hung release released finish")
)
_ANSWER = re.compile(any_word("answer answered connect connected pickup picked accepted"))
_OTHER_FIELDS = [name for name, column in CDRS_COLUMNS.items() if column.kind != "seconds"]
_ANSWERED = {
    *("answered", "answer", "completed", "connected", "call connected", "success", "successful"),
    *("normal clearing", "normal_clearing", "accepted", "yes", "true", "ok"),
}


class Guess:
    """What the columns of a file may be, as `--column` or `--columns` would say it."""

    def __init__(self, names: Sequence[str] | None, sample: Sequence[Sequence[str]]) -> None:
        self._width = len(sample[0]) if sample else len(names or ())
        # Without names a column goes by its number.
        self._names = [*(names or [str(i + 1) for i in range(self._width)])]
        self._columns = [[row[i].strip(" \t") for row in sample] for i in range(self._width)]
        self._times = [i for i in range(self._width) if self._holds(i, _is_moment)]
        self._spans = [i for i in range(self._width) if self._is_span(i)]

    def by_name(self, missing: Sequence[str]) -> dict[str, str]:
        """Guess the columns that are missing, where the file names its columns."""
        found: dict[str, str] = {}
        if START_COLUMN in missing and (start := self._find_start()):
            found[START_COLUMN] = start
        talk, total = self._suggested(_TALK), self._suggested(_TOTAL)
        total = total or self._only_span()
        talk = talk or self._between(_ANSWER) or self._where_answered(total)
        total = total or self._between(None) or self._with_ring(talk)
        if (talk is None or total is None) and (pair := self._only_pair()):
            total, talk = (self._names[i] for i in pair)
        if (talk is None or total is None) and (times := self._by_times()):
            start, total, talk = times
            found |= {START_COLUMN: start} if START_COLUMN in missing else {}
        wanted = {_TOTAL: total, _TALK: talk}
        return found | {name: text for name, text in wanted.items() if name in missing and text}

    def by_position(self) -> list[str] | None:
        """Guess all columns that a call needs, where the file has no names; None if not all."""
        found = ["-"] * self._width
        starts = self._times[:1] or self._day_and_clock()
        pair = self._only_pair()
        if not starts or pair is None:
            return None
        for index in starts:
            found[index] = START_COLUMN
        found[pair[0]], found[pair[1]] = _TOTAL, _TALK
        return found

    def _holds(self, index: int, test: Callable[[str], object]) -> bool:
        """Tell whether a column is mostly filled, and with nothing else."""
        filled = [cell for cell in self._columns[index] if cell not in ABSENT]
        return 2 * len(filled) > len(self._columns[index]) and all(map(test, filled))

    def _is_span(self, index: int) -> bool:
        """Tell whether a column may hold durations: not flags, not numbers of another kind."""
        name = self._names[index]
        if _NO_DURATION.search(snake_name(name)) or _is_other(name):
            return False
        cells = {cell for cell in self._columns[index] if cell not in ABSENT}
        seconds = [self._seconds(index, cell) for cell in cells]
        # Phone numbers begin with 0, amounts have a fraction.
        odd = any(re.match(r"0[0-9]|.*\.[0-9]*[1-9]", cell) for cell in cells if ":" not in cell)
        if not cells or odd or None in seconds:
            return False
        flags = cells <= {"0", "1"} and not tells_unit(name, "seconds")
        return not flags and max(value or 0 for value in seconds) < 86_400

    def _seconds(self, index: int, cell: str) -> int | None:
        try:
            return seconds_reader(told_unit(self._names[index]), rounded=True)(cell)
        except UnreadableError:
            return None

    def _find_start(self) -> str | None:
        """Find the time that is neither an answer nor an end; or a day and a clock."""
        for index in self._times:
            snake = snake_name(self._names[index])
            if not _END.search(snake) and not _ANSWER.search(snake):
                return self._names[index]
        return " + ".join(self._names[index] for index in self._day_and_clock()) or None

    def _day_and_clock(self) -> list[int]:
        """Find a column of days with one of clocks beside it."""
        for day, clock in [
            *pairwise(range(self._width)),
            *((i + 1, i) for i in range(self._width - 1)),
        ]:
            if self._holds(day, is_day) and self._holds(clock, _CLOCK.fullmatch):
                return [day, clock]
        return []

    def _suggested(self, field: str) -> str | None:
        """Find the one column of durations whose name suggests the field."""
        spans = [self._names[index] for index in self._spans]
        return next(iter(suggested(field, spans)), None)

    def _only_span(self) -> str | None:
        """Find the one column of durations that is named as one: `Seconds`, `Time (s)`."""
        named = [name for i in self._spans if says(SPAN, name := self._names[i])]
        return named[0] if len(named) == 1 else None

    def _between(self, first: re.Pattern[str] | None) -> str | None:
        """Find an end, and the answer or the start before it."""
        named = {snake_name(self._names[i]): self._names[i] for i in self._moments()}
        end = next((name for snake, name in named.items() if _END.search(snake)), None)
        if first is None:
            begin = self._find_start()
        else:
            begin = next((name for snake, name in named.items() if first.search(snake)), None)
        return f"{end} - {begin}" if end and begin and " + " not in begin else None

    def _by_times(self) -> tuple[str, str, str] | None:
        """Find the start, the total and the talk among three times that follow each other.

        Talk is the column of durations that lasts from the answer to the end, if there is one.
        """
        times = {i: _instants(self._columns[i]) for i in self._moments()}
        for start, answer, end in permutations(times, 3):
            rows = [*zip(times[start], times[answer], times[end], strict=True)]
            if all(_follow(*row) for row in rows) and any(answered for _, answered, _ in rows):
                begin, reply, finish = (self._names[i] for i in (start, answer, end))
                talk = self._lasting(rows) or f"{finish} - {reply}"
                return begin, f"{finish} - {begin}", talk
        return None

    def _lasting(
        self, rows: Sequence[tuple[datetime | None, datetime | None, datetime | None]]
    ) -> str | None:
        """Find the column that has the seconds from each answer to the end."""
        for index in self._spans:
            seconds = (self._seconds(index, cell) or 0 for cell in self._columns[index])
            pairs = zip(rows, seconds, strict=True)
            if all(_is_between(answer, end, talk) for (_, answer, end), talk in pairs):
                return self._names[index]
        return None

    def _moments(self) -> list[int]:
        """Give the columns of times, be they mostly empty."""
        return [
            i
            for i, cells in enumerate(self._columns)
            if any(cell not in ABSENT for cell in cells)
            and all(_is_moment(cell) for cell in cells if cell not in ABSENT)
        ]

    def _with_ring(self, talk: str | None) -> str | None:
        """Add the time of ringing to that of talk."""
        for name in self._names if talk in self._names else ():
            index = self._names.index(name)
            rings = _RING.search(snake_name(name)) and self._columns[index]
            if rings and all(self._seconds(index, cell) is not None for cell in rings):
                return f"{name} + {talk}"
        return None

    def _where_answered(self, total: str | None) -> str | None:
        """Take the total as talk time where a column of words says that it was answered."""
        for name, cells in zip(self._names, self._columns, strict=True):
            words = {cell for cell in cells if cell.casefold() in _ANSWERED}
            # A column that is always the same word says nothing.
            if total and words and 1 < len({*cells}) <= 20:
                return f"{total} if {name} is {' | '.join(sorted(words))}"
        return None

    def _only_pair(self) -> tuple[int, int] | None:
        """Find the total and the talk time beside it, if there are only two such columns."""
        pairs = [
            pair
            for left, right in pairwise(range(self._width))
            for pair in ((left, right), (right, left))
            if {*pair} <= {*self._spans} and self._lasts(*pair)
        ]
        # Beside a clock, which is a duration, numbers may be anything: extensions, seconds of ring.
        clocks = {i for i in self._spans if any(":" in cell for cell in self._columns[i])}
        return pairs[0] if len(pairs) == 1 and clocks <= {*pairs[0]} else None

    def _lasts(self, total: int, talk: int) -> bool:
        """Tell whether each total is at least the talk time, and a call was not answered.

        A name that speaks of durations makes up for that no such call is seen.
        """
        rows = [
            (self._seconds(total, a) or 0, self._seconds(talk, b) or 0)
            for a, b in zip(self._columns[total], self._columns[talk], strict=True)
        ]
        # Real exports hold a few calls that were billed for longer than they lasted.
        most = sum(a >= b for a, b in rows) >= 0.9 * len(rows)
        named = any(_SPOKEN.search(snake_name(self._names[index])) for index in (total, talk))
        missed = any(a > b == 0 for a, b in rows) or (named and any(a > b for a, b in rows))
        return most and missed and any(b for _, b in rows)


def _is_other(name: str) -> bool:
    """Tell whether a column's name says that it holds another field: a caller, a trunk."""
    key = spelling_key(name)
    return any(
        key in map(spelling_key, column_names(field)) or any(suggested(field, [name]))
        for field in _OTHER_FIELDS
    )


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


def _follow(start: datetime | None, answer: datetime | None, end: datetime | None) -> bool:
    """Tell whether a call may have begun, been answered, if at all, and ended at these times."""
    return start is not None and end is not None and start <= (answer or start) <= end


def _is_between(answer: datetime | None, end: datetime | None, talk: int) -> bool:
    """Tell whether talk is the time from the answer to the end, to a second."""
    lasted = (end - answer).total_seconds() if answer and end else 0
    return abs(lasted - talk) <= 1


def _is_moment(cell: str) -> bool:
    """Tell whether a cell holds a day with a clock, or an epoch."""
    return _EPOCH.fullmatch(cell) is not None or (is_time(cell) and not is_day(cell))
