"""Durations as exports write them, as whole seconds: numbers of a unit, clocks, ISO's, words."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction

from cdrql.load.amounts import (
    AS_WRITTEN,
    AmountForm,
    UnclearAmountError,
    both_ways,
    has_lost_digits,
    is_unclear_point,
    told_ways,
    with_point,
)
from cdrql.load.unreadable import UnreadableError
from cdrql.model.name_words import tells_unit, unit_in_seconds, unit_of, without_unit

_NAMED_CLOCK = re.compile(r"\bh{0,2}:?mm:ss\b|\bhh:mm\b", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,20}(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?")
# Spreadsheets and dataframes put a duration on the day that they count from.
_DAY_ONE = r"(?:(?:1970-01-01|1899-12-3[01]|1900-01-00)[ T])?"
_CLOCK = re.compile(
    _DAY_ONE + r"(?:([0-9]{1,4})(?:\.| days?,? |d ))?"
    r"([0-9]{1,5}):([0-5][0-9]):([0-5][0-9](?:[.,][0-9]+)?)"
)
_SHORT = re.compile(r"([0-9]{1,5}):([0-5][0-9](?:\.[0-9]+)?)")
_SHORT_NAMED = re.compile(r"([0-9]{1,5}):([0-5][0-9](?:\.[0-9]+)?) ?(?:(h|hrs?|hours?)|m|mins?\.?)")
_ISO = re.compile(
    r"P(?:([0-9]+)D)?(?:T(?=.)(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+(?:\.[0-9]+)?)S)?)?"
)
# Words of several languages, `1 Min. 7 Sek.`, and `1'07"`.
_NEXT = r"(?:,| and| und| et| y| e)? ?"
_WORDS = re.compile(
    rf"(?:([0-9]+) ?(?:d|days?|tage?n?|jours?|d[ií]as?){_NEXT})?"
    rf"(?:([0-9]+) ?(?:h|hrs?|hours?|std|stunden?|heures?|horas?)\.?{_NEXT})?"
    rf"(?:([0-9]+) ?(?:m|mins?|minut[eo]?[sn]?)\.?{_NEXT})?"
    r"(?:([0-9]+(?:[.,][0-9]+)?) ?(?:s|se[ckg]s?|second[eo]?s?|sekunden?|segundos?)\.?)?",
    re.IGNORECASE,
)
_PRIMES = re.compile(
    r"(?:(?:([0-9]{1,4}) ?h ?)?([0-9]{1,5}) ?\x27 ?)?"
    r"(?:([0-9]{1,5}(?:[.,][0-9]+)?) ?\"|([0-5]?[0-9]))?"
)
_AS_PRIMES = str.maketrans("\u2032\u2019\u00b4\u2033\u201d", '\x27\x27\x27""')
_IN_SECONDS = (86_400, 3_600, 60, 1)
_DAY = Fraction(86_400)


@dataclass(frozen=True, slots=True)
class DurationUnit:
    """What a number counts, in seconds; and what the last part of a clock of two parts counts.

    `told` says that a name or the user told it; `form` is what clocks of three parts are said to
    be: those of `mm:ss:00` are minutes and seconds that a spreadsheet took for hours and minutes.
    """

    seconds: Fraction = Fraction(1)
    clock: int | None = None
    told: bool = True
    form: str = ""


# A clock of two parts does not tell by itself which of these it is.
_SHORT_CLOCKS = {"mm:ss": DurationUnit(clock=1), "hh:mm": DurationUnit(clock=60)}
SHORT = _SHORT_CLOCKS["mm:ss"]
# Nor does one of three parts, where the last is always 0.
SHIFTED, UNSHIFTED = "mm:ss:00", "hh:mm:ss"
_CLOCKS = _SHORT_CLOCKS | {form: DurationUnit(form=form) for form in (SHIFTED, UNSHIFTED)}


SECONDS = DurationUnit(told=False)


def named_unit(word: str) -> DurationUnit | None:
    """Give the unit that a word means: `ms`, `minutes`, `mm:ss`; None where it is none."""
    try:
        word = "days" if word in ("d", "day") else word  # too short for a name: `Start Day`
        return _CLOCKS.get(word) or DurationUnit(unit_in_seconds(word))
    except KeyError:
        return None


def told_unit(name: str) -> DurationUnit:
    """Give the unit that a column's name tells, seconds where it tells none.

    `billsec_ms` counts milliseconds, `Duration (min)` minutes, `Talk (mm:ss)` has clocks.
    """
    clock = _NAMED_CLOCK.search(name.lower())
    if clock is not None and clock[0] in _CLOCKS:
        return _CLOCKS[clock[0]]
    return DurationUnit(1 / unit_of(name, "seconds"), told=tells_unit(name, "seconds"))


def base_name(name: str) -> str:
    """Take the unit off a column's name: `Talk Time (mm:ss)` and `talk_time_ms` are `talk_time`."""
    return without_unit(_NAMED_CLOCK.sub("", name), "seconds")[0]


def seconds_reader(
    unit: DurationUnit, rounded: bool, form: AmountForm = AS_WRITTEN
) -> Callable[[str], int]:
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
        if told is not None and unit.form == SHIFTED:
            told /= 60
        number = _scaled_number(cell, unit.seconds, rounded, form) if told is None else told
        return whole_seconds(number, rounded)

    return read


def _told_seconds(cell: str) -> Decimal | None:
    """Give the seconds of a duration that tells its units itself."""
    for form in (_CLOCK, _ISO, _WORDS):
        found = form.fullmatch(cell)
        if found and any(found.groups()):
            return _sum_parts(found.groups("0"), _IN_SECONDS)
    if found := _SHORT_NAMED.fullmatch(cell):
        return _sum_parts(found.groups()[:2], (3_600, 60) if found[3] else (60, 1))
    written = cell.translate(_AS_PRIMES).replace("''", '"')
    if ("'" in written or '"' in written) and (found := _PRIMES.fullmatch(written)):
        return _sum_parts(found.groups("0"), (3_600, 60, 1, 1))
    return None


def _sum_parts(parts: Sequence[str], units: Sequence[int]) -> Decimal:
    pairs = zip(parts, units, strict=True)
    return sum((Decimal(part.replace(",", ".")) * unit for part, unit in pairs), Decimal(0))


def _scaled_number(cell: str, scale: Fraction, rounded: bool, form: AmountForm) -> Decimal:
    """Read a number of some unit as seconds."""
    # Thousands of minutes or days are no duration of a call.
    if scale <= 1 and is_unclear_point(cell, form):
        raise _unclear_duration(cell, scale, rounded)
    try:
        written = with_point(cell, form)
    except UnclearAmountError:
        raise _unclear_duration(cell, scale, rounded) from None
    if _NUMBER.fullmatch(written) is None:
        if _SHORT.fullmatch(cell):
            raise UnreadableError(f"`{cell}` may be mm:ss or hh:mm; say which")
        raise UnreadableError(f"`{cell[:40]}` is not seconds, nor HH:MM:SS")
    number = Decimal(written) * scale.numerator / scale.denominator
    if abs(number) >= 10**9:
        raise UnreadableError(f"`{cell[:40]}` is too large")
    if scale == _DAY:
        return _seconds_of_days(written)
    if "e" in written.lower() and has_lost_digits(Decimal(written), scale):
        raise UnreadableError(f"`{cell}` was rounded by a spreadsheet, and its seconds are lost")
    return number


def _seconds_of_days(written: str) -> Decimal:
    """Give the seconds of a fraction of a day: 0.000775463 stands for 67, not for 67.0000032."""
    number = Decimal(written)
    seconds = 86_400 * number
    whole = seconds.to_integral_value()
    if whole == seconds:
        return whole
    if has_lost_digits(number, _DAY):
        raise UnreadableError(f"`{written}` days have too few decimals, and its seconds are lost")
    exponent = number.as_tuple().exponent
    step = 86_400 * Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return whole if abs(whole - seconds) <= step / 2 else seconds


def _unclear_duration(cell: str, scale: Fraction, rounded: bool) -> UnclearAmountError:
    """Ask what a comma or a point means, and say what either gives."""
    ways: dict[str, str] = {}
    for option, text in both_ways(cell).items():
        number = Decimal(text) * scale.numerator / scale.denominator
        whole = whole_seconds(number, rounded=True)
        ways[option if rounded or whole == number else f"{option} --round-seconds"] = str(whole)
    reason = f"`{cell}` can be read in two ways; say --decimal-comma or --decimal-point"
    return UnclearAmountError(reason, told_ways(ways))


def is_clock(cell: str) -> bool:
    """Tell whether a cell begins as a clock does: `00:01:05`."""
    return _CLOCK.match(cell) is not None


def may_be_shifted(cells: Sequence[str]) -> bool:
    """Tell whether a spreadsheet may have taken minutes and seconds for hours and minutes.

    No clock has seconds then, and a tenth of the calls or more would last for hours.
    """
    found = [_CLOCK.fullmatch(cell) for cell in cells]
    clocks = [(int(each[2]), int(each[3])) for each in found if each and not each[4].strip("0.,")]
    lasting = [hours for hours, minutes in clocks if hours or minutes]
    return len(clocks) == len(cells) >= 10 and 10 * sum(map(bool, lasting)) >= max(len(lasting), 1)


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
