"""The ways in which systems write a time, and how each is written as ISO does."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal

from cdrql.load.unreadable import UnreadableError

# The order of day, month and year, where digits alone do not tell it.
DayOrder = Literal["dmy", "mdy", "ymd"]

_ORDERS: tuple[DayOrder, ...] = ("dmy", "mdy", "ymd")
_CLOCK = (
    r"( ?[ T] *|, ?| at )([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]+))?)?"
    r"(?:( ?)([AaPp])\.?[Mm]\.?)?(?:( ?)(Z|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?)(?: UTC)?)?"
)
_WEEKDAY = r"((?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?,? )?"
_IN_DIGITS = re.compile(_WEEKDAY + r"([0-9]{1,4})([-/.])([0-9]{1,2})\3([0-9]{1,4})" + _CLOCK)
_DAY_MONTH = re.compile(_WEEKDAY + r"([0-9]{1,2})[ -]([A-Za-z]{3,9})\.?[ -]([0-9]{4})" + _CLOCK)
_MONTH_DAY = re.compile(_WEEKDAY + r"([A-Za-z]{3,9})\.? +([0-9]{1,2}),? ([0-9]{4})" + _CLOCK)
_COMPACT = re.compile(
    r"((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])[ T-]?([0-2][0-9]):?([0-5][0-9]):?([0-5][0-9])(Z?)"
)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def as_iso(cell: str, order: DayOrder | None) -> str:
    """Write a time as `YYYY-MM-DD HH:MM:SS[.ffffff][Z or offset]`; days may be out of range.

    `order` is that of digits that may mean several days. Raises UnreadableError where they do and
    it is None, and for what is no time.
    """
    if found := _COMPACT.fullmatch(cell):
        return "{}-{}-{} {}:{}:{}{}".format(*found.groups())
    if found := _DAY_MONTH.fullmatch(cell):
        _, day, month, year, *clock = found.groups()
        return _join(year, _month_number(month), day, clock)
    if found := _MONTH_DAY.fullmatch(cell):
        _, month, day, year, *clock = found.groups()
        return _join(year, _month_number(month), day, clock)
    found = _IN_DIGITS.fullmatch(cell)
    if found is None:
        raise UnreadableError(_not_a_time(cell))
    _, first, _, second, third, *clock = found.groups()
    order = "ymd" if len(first) == 4 else order
    if order is None:
        if not possible_orders([cell]):
            raise UnreadableError(f"`{cell[:40]}` is not a time")
        raise UnreadableError(f"`{cell[:40]}` can be read in several ways; say --time-format")
    parts = dict(zip(order, (first, second, third), strict=True))
    year = parts["y"] if len(parts["y"]) == 4 else f"20{parts['y']:0>2}"
    return _join(year, parts["m"], parts["d"], clock)


def is_compact(cell: str) -> bool:
    """Tell whether digits are a time such as `20250301100000`: as an epoch it would be far off."""
    return _COMPACT.fullmatch(cell) is not None


def _month_number(name: str) -> str:
    return str(_MONTHS.index(name[:3].lower()) + 1)


def _join(year: str, month: str, day: str, clock: Sequence[str | None]) -> str:
    """Join the parts; ValueError for `13:05 PM`."""
    _, hour, minute, second, fraction, _, half, _, offset = clock
    hours = int(hour or 0)
    if half:
        if not 1 <= hours <= 12:
            raise ValueError(hour)
        hours = hours % 12 + (12 if half in "pP" else 0)
    micro = f".{fraction[:6]}" if fraction else ""
    clock_time = f"{hours:02}:{minute}:{second or '00'}{micro}{iso_offset(offset)}"
    return f"{year}-{month:0>2}-{day:0>2} {clock_time}"


def iso_offset(written: str | None) -> str:
    """Write `+05`, `+0530`, `UTC` as `+05:00`, `+05:30`, `Z`."""
    if written is None:
        return ""
    if written in ("Z", "UTC", "GMT"):
        return "Z"
    return f"{written[:3]}:{written[3:].lstrip(':') or '00'}"


def _not_a_time(cell: str) -> str:
    """Say what is wrong with a time, and what helps where that is known."""
    if is_day(cell):
        return f"`{cell}` is a day without a time"
    if re.match(r"[0-9]{1,4}[/.][0-9]{1,2}[/.][0-9]{1,4} ", cell):
        return f"`{cell[:40]}` is in no known form; say --time-format"
    return f"`{cell[:40]}` is not a time"


def is_time(cell: str) -> bool:
    """Tell whether a cell begins with a day, in whatever order."""
    return re.match(r"[0-9]+[/.-][0-9]+[/.-][0-9]+", cell) is not None or any(
        form.fullmatch(cell) for form in (_DAY_MONTH, _MONTH_DAY)
    )


def is_day(cell: str) -> bool:
    """Tell whether a cell holds a day alone."""
    return any(form.fullmatch(f"{cell} 00:00") for form in (_IN_DIGITS, _DAY_MONTH, _MONTH_DAY))


def possible_orders(cells: Iterable[str]) -> list[DayOrder]:
    """Give the orders in which all of some times may be read that digits alone do not tell.

    `3/1/2025 10:00` may be either; beside `3/13/2025 10:00` it is `mdy`.
    """
    open_ones = [cell for cell in cells if _is_open(cell)]
    fitting = [{order for order in _ORDERS if _fits(cell, order)} for cell in open_ones]
    # What is no day in any order tells nothing.
    common = set[DayOrder](_ORDERS).intersection(*filter(None, fitting))
    return [order for order in _ORDERS if any(fitting) and order in common]


def _is_open(cell: str) -> bool:
    found = _IN_DIGITS.fullmatch(cell)
    return found is not None and len(found[2]) < 4


def _fits(cell: str, order: DayOrder) -> bool:
    """Tell whether there is such a day, and whether its weekday is the one that stands with it."""
    try:
        day = datetime.fromisoformat(as_iso(cell, order))
    except ValueError:
        return False
    weekday = _WEEKDAYS.index(cell[:3].lower()) if cell[:1].isalpha() else day.weekday()
    return day.weekday() == weekday


def strptime_format(cell: str, order: DayOrder) -> str | None:
    """Write the format that reads such a time in this order, or None where strptime has none.

    `3/1/2025 1:05:00 PM` is `%m/%d/%Y %I:%M:%S %p`.
    """
    found = _IN_DIGITS.fullmatch(cell)
    if found is None:
        return None
    weekday, first, mark, second, third, gap, _, _, secs, fraction, blank, half, space, zone = (
        found.groups()
    )
    year = "%Y" if max(map(len, (first, second, third))) == 4 else "%y"
    days = mark.join(year if part == "y" else f"%{part}" for part in order)
    clock = f"%{'I' if half else 'H'}:%M" + (":%S" if secs else "") + (".%f" if fraction else "")
    tail = f"{blank}%p" * bool(half) + f"{space}%z" * bool(zone)
    form = f"{'%a ' if weekday else ''}{days}{gap}{clock}{tail}"
    try:
        datetime.strptime(cell, form)
    except ValueError:
        return None
    return form
