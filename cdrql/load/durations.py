"""Durations as exports write them, as whole seconds: numbers of a unit, clocks, ISO's, words."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction

from cdrql.load.unreadable import UnreadableError
from cdrql.model.name_words import tells_unit, unit_in_seconds, unit_of, without_unit

_NAMED_CLOCK = re.compile(r"\bh{0,2}:?mm:ss\b|\bhh:mm\b", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,20}(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?")
# Spreadsheets and dataframes put a duration on the day that they count from.
_DAY_ONE = r"(?:(?:1970-01-01|1899-12-3[01]|1900-01-00)[ T])?"
_CLOCK = re.compile(
    _DAY_ONE + r"(?:([0-9]{1,4})(?:\.| days?,? |d ))?"
    r"([0-9]{1,5}):([0-5][0-9]):([0-5][0-9](?:\.[0-9]+)?)"
)
_SHORT = re.compile(r"([0-9]{1,5}):([0-5][0-9](?:\.[0-9]+)?)")
_ISO = re.compile(
    r"P(?:([0-9]+)D)?(?:T(?=.)(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+(?:\.[0-9]+)?)S)?)?"
)
_WORDS = re.compile(
    r"(?:([0-9]+) ?(?:d|days?),? ?)?(?:([0-9]+) ?(?:h|hrs?|hours?),? ?)?"
    r"(?:([0-9]+) ?(?:m|mins?|minutes?),? ?)?"
    r"(?:([0-9]+(?:\.[0-9]+)?) ?(?:s|secs?|seconds?))?",
    re.IGNORECASE,
)
_IN_SECONDS = (86_400, 3_600, 60, 1)


@dataclass(frozen=True, slots=True)
class DurationUnit:
    """What a number counts, in seconds; and what the last part of a clock of two parts counts.

    `told` says that a name or the user told it.
    """

    seconds: Fraction = Fraction(1)
    clock: int | None = None
    told: bool = True


# A clock of two parts does not tell by itself which of these it is.
_SHORT_CLOCKS = {"mm:ss": DurationUnit(clock=1), "hh:mm": DurationUnit(clock=60)}
SHORT = _SHORT_CLOCKS["mm:ss"]


SECONDS = DurationUnit(told=False)


def named_unit(word: str) -> DurationUnit | None:
    """Give the unit that a word means: `ms`, `minutes`, `mm:ss`; None where it is none."""
    try:
        return _SHORT_CLOCKS.get(word) or DurationUnit(unit_in_seconds(word))
    except KeyError:
        return None


def told_unit(name: str) -> DurationUnit:
    """Give the unit that a column's name tells, seconds where it tells none.

    `billsec_ms` counts milliseconds, `Duration (min)` minutes, `Talk (mm:ss)` has clocks.
    """
    clock = _NAMED_CLOCK.search(name.lower())
    if clock is not None and clock[0] in _SHORT_CLOCKS:
        return _SHORT_CLOCKS[clock[0]]
    return DurationUnit(1 / unit_of(name, "seconds"), told=tells_unit(name, "seconds"))


def base_name(name: str) -> str:
    """Take the unit off a column's name: `Talk Time (mm:ss)` and `talk_time_ms` are `talk_time`."""
    return without_unit(_NAMED_CLOCK.sub("", name), "seconds")[0]


def seconds_reader(unit: DurationUnit, rounded: bool) -> Callable[[str], int]:
    """Make the reader of durations; numbers are of the unit.

    Clocks (`00:01:05`), ISO 8601 (`PT1M5S`) and words (`1m 5s`) tell their own: all are 65 seconds.
    A fraction of a second is rounded half up if `rounded`, and refused else.
    """
    plain = unit.seconds == 1

    def read(cell: str) -> int:
        # What most cells are, without a regular expression or a Decimal.
        if plain and len(cell) < 10 and cell.isascii() and cell.isdecimal():
            return int(cell)
        if unit.clock is not None and (found := _SHORT.fullmatch(cell)):
            return whole_seconds((60 * Decimal(found[1]) + Decimal(found[2])) * unit.clock, rounded)
        told = _told_seconds(cell)
        number = _scaled_number(cell, unit.seconds) if told is None else told
        return whole_seconds(number, rounded)

    return read


def _told_seconds(cell: str) -> Decimal | None:
    """Give the seconds of a duration that tells its units itself."""
    for form in (_CLOCK, _ISO, _WORDS):
        found = form.fullmatch(cell)
        if found and any(found.groups()):
            parts = zip(found.groups("0"), _IN_SECONDS, strict=True)
            return sum((Decimal(number) * unit for number, unit in parts), Decimal(0))
    return None


def _scaled_number(cell: str, scale: Fraction) -> Decimal:
    """Read a number of some unit as seconds."""
    if _NUMBER.fullmatch(cell) is None:
        if _SHORT.fullmatch(cell):
            raise UnreadableError(f"`{cell}` may be mm:ss or hh:mm; say which")
        raise UnreadableError(f"`{cell[:40]}` is not seconds, nor HH:MM:SS")
    number = Decimal(cell) * scale.numerator / scale.denominator
    if abs(number) >= 10**9:
        raise UnreadableError(f"`{cell[:40]}` is too large")
    return number


def is_clock(cell: str) -> bool:
    """Tell whether a cell begins as a clock does: `00:01:05`."""
    return _CLOCK.match(cell) is not None


def is_short_clock(cell: str) -> bool:
    """Tell whether a cell is a clock of two parts: `1:05`, which may be minutes or hours."""
    return _SHORT.fullmatch(cell.strip()) is not None


def whole_seconds(number: Decimal, rounded: bool) -> int:
    """Round a number of seconds half up, if `rounded`: 2.5 gives 3.

    Raises UnreadableError for any other fraction: the warehouse holds whole seconds.
    """
    whole = number.to_integral_value(ROUND_FLOOR)
    if number != whole and not rounded:
        raise UnreadableError(f"`{number:f}` is no whole number of seconds; see --round-seconds")
    # Python's own rounding takes a half to the even side.
    return int((number + Decimal("0.5")).to_integral_value(ROUND_FLOOR))
