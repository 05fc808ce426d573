"""Guesses which columns hold the start, the total and the talk time, by words, units and values."""

import re
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise, permutations

from cdrql.load.column_facts import ColumnFacts
from cdrql.load.talk_values import is_rounded_up, is_sum, is_talk
from cdrql.model.absence import ABSENT
from cdrql.model.default import START_COLUMN
from cdrql.model.name_parts import SPAN, says, suggested
from cdrql.model.name_words import any_word, snake_name

_TOTAL, _TALK = "duration", "bill_duration"

_SPOKEN = re.compile(r"total|spoken|speech|talk|conv|dur|elapsed|bill|charged|" + SPAN)
_MINUTES = re.compile(any_word("min mins minute minutes"))
_RING = re.compile(r"ring|alert")
_END = re.compile(
    any_word("end ended stop stopped disconnect disconnected hangup hung release released finish")
)
_ANSWER = re.compile(any_word("answer answered connect connected pickup picked accepted"))
_ANSWERED = {
    *("answered", "answer", "completed", "connected", "call connected", "success", "successful"),
    *("normal clearing", "normal_clearing", "accepted"),
}
# Words that say so in a column alone whose name asks whether the call was answered.
_YES = {"yes", "y", "true", "t", "ok", "1"}
_ASKS = re.compile(
    any_word(
        "answer answered connect connected pickup picked accepted success successful completed"
    )
)
# What may be completed, or not be, without the call being answered.
_OTHER = re.compile(
    any_word(
        "no not non never un record recording recorded voicemail fax survey payment transfer by"
    )
)

# Units that times beside them tell: how many seconds each has, and how far off it may be.
_UNITS = (("ms", 1e-3, 1), ("microseconds", 1e-6, 1), ("days", 86_400, 1), ("h", 3_600, 36))

_Moments = Sequence[datetime | None]


class Guess:
    """What the columns of a file may be, as `--column` or `--columns` would say it."""

    def __init__(self, names: Sequence[str] | None, sample: Sequence[Sequence[str]]) -> None:
        self._facts = ColumnFacts(names, sample)
        self._names = self._facts.names
        self._moments = self._facts.moments()
        self.either: list[str] = []  # columns that may each be talk time: the user has to say

    def by_name(self, missing: Sequence[str]) -> dict[str, str]:
        """Guess the columns that are missing, by their names or numbers."""
        start, (total, talk) = self._find_start(), self._by_words()
        if (total is None or talk is None) and (pair := self._only_pair(talk)):
            total, talk = (self._names[i] for i in pair)
        if (total is None or talk is None) and (times := self._by_times()):
            start, total, talk = times
        # Where there is talk alone, a call lasts for as long.
        wanted = {START_COLUMN: start, _TOTAL: total or talk, _TALK: talk}
        # A column that one value is said to come from gives no other one by its name.
        both = [_TALK] if talk and not total and _TOTAL in missing else []
        told = {*missing, *both} - ({_TALK} if self.either else set())
        return {name: text for name in wanted if name in told and (text := wanted[name])}

    def by_position(self) -> list[str] | None:
        """Guess all columns that a call needs, where the file has no names; None if not all."""
        found = ["-"] * self._facts.width
        starts, pair = self._facts.times[:1] or self._facts.day_and_clock, self._only_pair(None)
        if not starts or pair is None:
            return None
        for index in starts:
            found[index] = START_COLUMN
        found[pair[0]], found[pair[1]] = _TOTAL, _TALK
        return found

    def unit_by_times(self, field: str, index: int) -> str | None:
        """Tell the unit of a column's numbers from the times beside them; None where it is seconds.

        Of a call from 10:00:00 to 10:01:08 the total is 68, or 1.13, 1, 2 minutes, or 68000 ms.
        """
        pair = self._between(_ANSWER if field == _TALK else None)
        cells = ["0" if cell in ABSENT else cell for cell in self._facts.columns[index]]
        if pair is None or not all(cell.replace(".", "", 1).isdecimal() for cell in cells):
            return None
        end, begin = (self._moments[i] for i in pair)
        lasted = [*map(_seconds, begin, end)]
        rows = [*zip(map(float, cells), lasted, strict=True)]
        if max(lasted) < 60 or all(abs(number - seconds) <= 2 for number, seconds in rows):
            return None
        for unit, per, most in _UNITS:
            if all(abs(number * per - seconds) <= most for number, seconds in rows):
                return unit
        # Minutes may be rounded up or down.
        return "min" if all(abs(60 * number - seconds) < 60 for number, seconds in rows) else None

    def _find_start(self) -> str | None:
        """Find the time that is neither an answer nor an end; or a day and a clock."""
        for index in self._facts.times:
            snake = snake_name(self._names[index])
            if not _END.search(snake) and not _ANSWER.search(snake):
                return self._names[index]
        return " + ".join(self._names[index] for index in self._facts.day_and_clock) or None

    def _by_words(self) -> tuple[str | None, str | None]:
        """Find the total and the talk time by the words of names, held to the times beside them."""
        total, talk = self._suggested(_TOTAL), self._suggested(_TALK)
        if total and talk and self._is_charged(self._names.index(total), self._names.index(talk)):
            talk = None
        total = total or (None if talk else self._only_span())
        talk = self._held_to(self._between(_ANSWER), talk) or self._where_answered(total)
        total = self._held_to(self._between(None), total)
        return total or self._as_sum(talk) or self._with_ring(talk), talk

    def _is_charged(self, total: int, talk: int) -> bool:
        """Tell whether a column has what was charged, in whole minutes: no talk time."""
        numbers = all(cell.isdecimal() for cell in self._facts.columns[talk] if cell not in ABSENT)
        told = numbers and _MINUTES.search(snake_name(self._names[talk])) is not None
        return is_rounded_up(self._facts.seconds(total), self._facts.seconds(talk), told)

    def _as_sum(self, talk: str | None) -> str | None:
        """Find the column of durations that is the sum of talk and of another: of waiting."""
        columns = self._facts
        talks = columns.seconds(self._names.index(talk)) if talk in self._names else []
        others = [seconds for i in range(columns.width) if any(seconds := columns.seconds(i))]
        for index in columns.spans if any(talks) else ():
            totals = columns.seconds(index)
            if totals != talks and any(is_sum(totals, talks, other) for other in others):
                return self._names[index]
        return None

    def _suggested(self, field: str) -> str | None:
        """Find the column of durations whose name suggests the field best."""
        spans = [self._names[index] for index in self._facts.spans]
        return next(iter(suggested(field, spans)), None)

    def _only_span(self) -> str | None:
        """Find the one column of durations that is named as one: `Seconds`, `Time (s)`."""
        named = [name for i in self._facts.spans if says(SPAN, name := self._names[i])]
        return named[0] if len(named) == 1 else None

    def _between(self, first: re.Pattern[str] | None) -> tuple[int, int] | None:
        """Find an end, and the answer or the start before it."""
        named = {i: snake_name(self._names[i]) for i in self._moments}
        end = next((i for i, snake in named.items() if _END.search(snake)), None)
        if first is not None:
            begin = next((i for i, snake in named.items() if first.search(snake)), None)
        else:
            start = self._find_start()
            begin = self._names.index(start) if start in self._names else None
            if begin is None and self._facts.clocks:
                begin = self._facts.day_and_clock[1]
        return None if end is None or begin is None else (end, begin)

    def _held_to(self, pair: tuple[int, int] | None, name: str | None) -> str | None:
        """Take the column where it has the seconds between two times, else the two times."""
        if pair is None:
            return name
        end, begin = pair
        if name is not None:
            talks = self._facts.seconds(self._names.index(name))
            times = self._moments[begin], self._moments[end]
            if all(_is_between(*row) for row in zip(*times, talks, strict=True)):
                return name
        return f"{self._names[end]} - {self._names[begin]}"

    def _with_ring(self, talk: str | None) -> str | None:
        """Add the time of ringing to that of talk."""
        for index, name in enumerate(self._names if talk in self._names else ()):
            if _RING.search(snake_name(name)) and None not in self._facts.seconds(index):
                return f"{name} + {talk}"
        return None

    def _where_answered(self, total: str | None) -> str | None:
        """Take the total as talk time where a column of words says that it was answered."""
        for name, cells in zip(self._names, self._facts.columns, strict=True):
            spelled = snake_name(name)
            asks = _ANSWERED | _YES if _ASKS.search(spelled) else _ANSWERED
            meant = set() if _OTHER.search(spelled) else asks
            words = {cell for cell in cells if cell.casefold() in meant}
            # A column that is always the same word says nothing.
            if total and words and 1 < len({*cells}) <= 20:
                talks = self._talks_beside(total, [cell in words for cell in cells])
                if len(talks) > 1:
                    self.either = talks
                if talks:
                    return talks[0]
                return f"{total} if {name} is {' | '.join(sorted(words))}"
        return None

    def _talks_beside(self, total: str, answered: Sequence[bool]) -> list[str]:
        """Find the columns whose values are talk time: 0 in just the calls not answered."""
        totals = self._facts.seconds(self._names.index(total)) if total in self._names else []
        return [
            self._names[i]
            for i in self._facts.spans
            if self._names[i] != total and is_talk(totals, self._facts.seconds(i), answered)
        ]

    def _only_pair(self, talk: str | None) -> tuple[int, int] | None:
        """Find the total and the talk time beside it, if there are only two such columns."""
        spans = {*self._facts.spans}
        pairs = [
            pair
            for left, right in pairwise(range(self._facts.width))
            for pair in ((left, right), (right, left))
            if {*pair} <= spans and self._lasts(*pair) and not self._is_charged(*pair)
        ]
        if talk in self._names:
            pairs = [pair for pair in pairs if self._names[pair[1]] == talk]
        # Beside a clock, which is a duration, numbers may be anything: extensions, seconds of ring.
        clocks = {i for i in spans if any(":" in cell for cell in self._facts.columns[i])}
        return pairs[0] if len(pairs) == 1 and clocks in (set(), {*pairs[0]}) else None

    def _lasts(self, total: int, talk: int) -> bool:
        """Tell whether each total is at least the talk time, and a call was not answered.

        A name that speaks of durations makes up for that no such call is seen.
        """
        pairs = zip(self._facts.seconds(total), self._facts.seconds(talk), strict=True)
        rows = [(a or 0, b or 0) for a, b in pairs]
        # Real exports hold a few calls that were billed for longer than they lasted.
        most = sum(a >= b for a, b in rows) >= 0.9 * len(rows)
        named = any(_SPOKEN.search(snake_name(self._names[index])) for index in (total, talk))
        missed = any(a > b == 0 for a, b in rows) or (named and any(a > b for a, b in rows))
        return most and missed and any(b for _, b in rows)

    def _by_times(self) -> tuple[str, str, str] | None:
        """Find the start, the total and the talk among three times that follow each other.

        Talk is the column of durations that lasts from the answer to the end, if there is one.
        """
        for start, answer, end in permutations(self._moments, 3):
            rows = zip(*(self._moments[i] for i in (start, answer, end)), strict=True)
            if all(_follow(*row) for row in rows) and any(self._moments[answer]):
                begin, reply, finish = (self._names[i] for i in (start, answer, end))
                talk = self._lasting(self._moments[answer], self._moments[end])
                first = self._find_start() if start in self._facts.clocks else begin
                return first or begin, f"{finish} - {begin}", talk or f"{finish} - {reply}"
        return None

    def _lasting(self, answers: _Moments, ends: _Moments) -> str | None:
        """Find the column that has the seconds from each answer to the end."""
        for index in self._facts.spans:
            rows = zip(answers, ends, self._facts.seconds(index), strict=True)
            if all(_is_between(*row) for row in rows):
                return self._names[index]
        return None


def _follow(start: datetime | None, answer: datetime | None, end: datetime | None) -> bool:
    """Tell whether a call may have begun, been answered, if at all, and ended at these times."""
    return start is not None and end is not None and start <= (answer or start) <= end


def _seconds(begin: datetime | None, end: datetime | None) -> float:
    """Count the seconds from one moment to another, 0 where one is lacking."""
    return (end - begin).total_seconds() if begin and end else 0


def _is_between(begin: datetime | None, end: datetime | None, lasted: int | None) -> bool:
    """Tell whether a duration is the time from one moment to another, to a second."""
    return abs(_seconds(begin, end) - (lasted or 0)) <= 1
