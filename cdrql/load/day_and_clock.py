"""Times whose day and clock stand in two columns, and clocks that run over midnight."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from cdrql.load.serial_dates import serial_number
from cdrql.load.sources import CellSource
from cdrql.load.time_forms import is_clock_alone, tidy_blanks
from cdrql.load.times import Moment
from cdrql.load.unreadable import UnreadableError
from cdrql.model.absence import ABSENT
from cdrql.model.column_names import CLOCK_NAMES, DAY_NAMES
from cdrql.model.default import START_COLUMN

# What databases and spreadsheets add to a day alone, and to a clock alone.
_MIDNIGHT = re.compile(r"(.+[0-9])[ T](?:0?0:00(?::00(?:[.,]0+)?)?|12:00(?::00)? ?AM)\Z")
_ZERO_CLOCK = re.compile(
    r"(?:.+[ T])?(?:0?0:00(?::00(?:[.,]0+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?|12:00(?::00)? ?[Aa][Mm])"
)
_DAY_ONE = re.compile(
    r"(?:1899-12-3[01]|1900-01-0[01]|1970-01-01|0001-01-01|12/30/1899|30[/.]12[/.]1899)[ T]"
)
_FRACTION = re.compile(r"0?[.,]([0-9]+)|0")
LONGEST_RING = timedelta(minutes=10)  # before a midnight that a clock of zeros may be
_LONGEST = timedelta(hours=12)  # a call whose end is before its start more likely has wrong clocks


def day_and_clock_names() -> Iterator[str]:
    """Give what may be the start of a call in two columns, the surest first: `date + time`."""
    days, clocks = (names.replace(",", " ").split() for names in (DAY_NAMES, CLOCK_NAMES))
    return (f"{day} + {clock}" for day in days for clock in clocks)


def joined_time(found: Sequence[str]) -> str:
    """Write the cells of a day and a clock as one time."""
    if len(found) == 1:
        return found[0]
    parts = [_MIDNIGHT.sub(r"\1", _DAY_ONE.sub("", part)) for part in found]
    if serial_number(parts[0]) is not None and (fraction := _FRACTION.fullmatch(parts[-1])):
        return f"{parts[0]}.{fraction[1] or 0}"
    return " ".join(parts)


def are_midnights(cells: Sequence[str]) -> bool:
    """Tell whether times are days alone, a midnight added to them or not."""
    return all(
        (cell.isdecimal() and serial_number(cell)) or _MIDNIGHT.fullmatch(tidy_blanks(cell))
        for cell in cells
    )


def with_days(
    sources: Mapping[str, CellSource], sample: Sequence[Sequence[str]]
) -> dict[str, CellSource]:
    """Give the differences between clocks the column of the day, and all the start of the call."""
    start = sources[START_COLUMN]
    if start.join in ("", "+"):
        sources = {
            name: replace(source, start=start.indexes)
            if source.join == "-" and source.indexes[1] not in start.indexes
            else source
            for name, source in sources.items()
        }
    days = [index for index in start.indexes if not _are_clocks(sample, [index])]
    if start.join != "+" or len(days) != 1:
        return {**sources}
    return {
        name: replace(source, day=days[0])
        if source.join == "-" and _are_clocks(sample, source.indexes)
        else source
        for name, source in sources.items()
    }


def _are_clocks(sample: Sequence[Sequence[str]], indexes: Sequence[int]) -> bool:
    cells = [row[index].strip(" \t") for row in sample for index in indexes]
    return all(is_clock_alone(cell) for cell in cells if cell not in ABSENT)


def is_zero_clock(cell: str) -> bool:
    """Tell whether a time is a clock of zeros, on a day or not."""
    return _ZERO_CLOCK.fullmatch(tidy_blanks(cell)) is not None


def is_no_answer(begin: str, end: str, start: Sequence[str], clocks: bool, local: Moment) -> bool:
    """Tell whether a time of answer is a clock of zeros that cannot be midnight.

    `clocks` have no day: such a call starts at midnight, or rings shortly before it and ends after.
    """
    if not (start and is_zero_clock(begin)):
        return False
    began = local(joined_time(start))
    if not clocks:
        return local(begin) < began.replace(microsecond=0)
    midnight = began.replace(hour=0, minute=0, second=0, microsecond=0)
    if began - midnight < timedelta(seconds=1):
        return False
    ended = local(f"{midnight.date()} {_DAY_ONE.sub('', end)}")
    return midnight + timedelta(days=1) - began > LONGEST_RING or ended >= began


def span_of_clocks(day: str, begin: str, end: str, moment: Moment, local: Moment) -> timedelta:
    """Give the time between two clocks, of which the second may be that of the next day.

    `moment` reads instants, `local` what clocks show.
    """
    span = moment(joined_time([day, end])) - moment(joined_time([day, begin]))
    if span < timedelta(0):
        following = local(joined_time([day, begin])).date() + timedelta(days=1)
        span = moment(f"{following} {end}") - moment(joined_time([day, begin]))
    if span > _LONGEST:
        raise UnreadableError(f"`{end[:40]}` is before `{begin[:40]}`")
    return span
