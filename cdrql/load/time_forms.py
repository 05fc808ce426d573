"""The forms in which systems write a time: where its day, its clock and its zone stand."""

import re
from collections.abc import Mapping
from functools import lru_cache

from cdrql.model.name_words import without_accents

_WEEKDAY = r"(?:(?P<weekday>Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?,? )?"
_CLOCK = (
    r"(?P<hour>[0-9]{1,2})(?P<colon>[:.h])(?P<minute>[0-9]{2})"
    r"(?:(?P=colon)(?P<second>[0-9]{2})(?:[.,:](?P<fraction>[0-9]+))?)?"
    r"(?:(?P<blank> ?)(?P<half>[AaPp])\.? ?[Mm]\.?)?(?: ?(?:Uhr|h|hrs))?"
)
_OFFSET = r"[+-][0-9]{2}(?::?[0-9]{2})?"
# Behind an offset a name says nothing more: `+0100 CET`, `GMT+0100 (Central European Time)`.
_ZONE = (
    rf"(?:(?P<space> ?)(?P<offset>[Zz]|(?:UTC|GMT)[+-][0-9]{{1,2}}(?::?[0-9]{{2}})?|{_OFFSET}"
    r"|(?i:UTC|GMT))(?: [A-Z]{3,5}| [+-][0-9]{2,4})?"
    r"| (?P<zone>[A-Z]{2,5}|[A-Z][A-Za-z_]+(?:/[A-Za-z0-9_+-]+)+))?"
    r"(?: ?[\[(](?P<inner>[^\[\]()]*)[\])])?"
)
_MONTH = r"(?P<month>[^\W\d_]{3,10})\.?"
_YEAR = r"(?P<year>[0-9]{4})"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_IN_DIGITS = (
    r"(?P<first>[0-9]{1,4})(?P<mark>[-/.]) ?(?P<middle>[0-9]{1,2})(?P=mark) ?"
    r"(?P<last>[0-9]{1,4})\.?"
)
_IN_WORDS = (
    # Oracle's day, month and year of two digits stand in this order wherever they are.
    rf"{_DAY}\.?(?: of| de)?[-/ ]?{_MONTH}(?: de|,)?[-/ ]?(?P<year>[0-9]{{4}}|[0-9]{{2}})",
    rf"{_MONTH} {_DAY},? {_YEAR}",
    rf"{_YEAR}[-/ .]{_MONTH}[-/ .]{_DAY}",
)
# `2026-11-30-10.00.00` is DB2's, `30/Nov/2026:10:00:00` Apache's.
_GAP = (
    r"(?P<gap>,? (?:at |um )?|,| ?T ?"
    r"|(?<=[0-9]{4}-[0-9]{2}-[0-9]{2})-|(?<=[A-Za-z/][0-9]{4}):)"
)
_DAYS = (_IN_DIGITS, *_IN_WORDS)

_COMPACT = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2})(?P<month>[01][0-9])(?P<day>[0-3][0-9])[ T-]?(?P<hour>[0-2][0-9])"
    r":?(?P<minute>[0-5][0-9])(?::?(?P<second>[0-5][0-9])(?:[.,](?P<fraction>[0-9]+))?)?" + _ZONE
)
_CTIME = rf"{_WEEKDAY}{_MONTH} {_DAY} {_CLOCK}{_ZONE} {_YEAR}"
_FORMS = (
    _COMPACT,
    *(re.compile(_WEEKDAY + day + _GAP + _CLOCK + _ZONE) for day in _DAYS),
    re.compile(_CTIME),
    # Cisco's: 10:00:07.123 CET Mon Nov 30 2026
    *(re.compile(f"{_CLOCK}{_ZONE},? {_WEEKDAY}{day}") for day in _DAYS),
)
_CLOCK_ALONE = re.compile(_CLOCK)

# What the names of a month begin with, in several languages.
_MONTHS = """
    jan gen ene, feb fev, mar mrz mae mrt, apr avr abr, may mai mag mei, jun giu juin,
    jul lug juil, aug ago aou, sep set, oct okt ott out, nov, dec dez dic"""

TimeParts = Mapping[str, str | None]


def tidy_blanks(cell: str) -> str:
    """Write all blanks, such as the narrow one before AM, as one; and a minus sign as `-`."""
    # A spreadsheet marks a text by `'`, Cisco a clock that was not set by `*` or `.`.
    return " ".join(cell.replace("\u2212", "-").split()).lstrip("'*.")


def find_time_parts(cell: str) -> TimeParts | None:
    """Find the parts of a time: `first`, `middle`, `last`, or `day`, `month`, `year`; its clock.

    None for what is no time.
    """
    tidy = tidy_blanks(cell)
    for form in _FORMS:
        if (found := form.fullmatch(tidy)) is not None:
            return found.groupdict()
    return None


def is_compact(cell: str) -> bool:
    """Tell whether digits are a time such as `20250301100000`: as an epoch it would be far off."""
    return _COMPACT.fullmatch(cell) is not None


def is_clock_alone(cell: str) -> bool:
    """Tell whether a cell holds a time of day without a day: `10:00:07`, `1:05 PM`."""
    return _CLOCK_ALONE.fullmatch(tidy_blanks(cell)) is not None


@lru_cache(maxsize=64)
def month_number(name: str) -> int | None:
    """Give the number of a month by digits or by a name, None where it is none."""
    if name.isdecimal():
        return int(name)
    folded = without_accents(name).lower()
    starts = ((start, i) for i, each in enumerate(_MONTHS.split(","), 1) for start in each.split())
    return next((i for start, i in starts if folded.startswith(start)), None)
