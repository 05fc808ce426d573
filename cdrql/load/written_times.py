"""Written times as ISO writes them, and whether days or months go first in them."""

import re
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Literal, NamedTuple, get_args

from cdrql.load.time_forms import TimeParts, find_time_parts, is_clock_alone, month_number
from cdrql.load.unreadable import UnreadableError

# The order of day, month and year, where digits alone do not tell it.
DayOrder = Literal["dmy", "mdy", "ymd"]

DAY_ORDERS: tuple[DayOrder, ...] = get_args(DayOrder)
_PLAIN = re.compile(
    r"([0-9]{1,4})([-/.])([0-9]{1,2})\2([0-9]{1,4})[ T]([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?"
    r"(?: ([AaPp])[Mm])?"
)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class WrittenTime(NamedTuple):
    """A time as `YYYY-MM-DD HH:MM:SS[.ffffff]`, and its zone: `Z`, `+01:00`, a name or nothing."""

    iso: str
    zone: str


def read_written(cell: str, order: DayOrder | None) -> WrittenTime:
    """Read a written time; its day may be out of range.

    `order` is that of digits that may mean several days. Raises UnreadableError where they do and
    it is None, ValueError for what is no time.
    """
    if (plain := _read_plain(cell, order)) is not None:
        return plain
    parts = find_time_parts(cell)
    if parts is None:
        raise UnreadableError(_not_a_time(cell))
    if _is_open(parts) and order is None:
        if not possible_orders([cell]):
            raise UnreadableError(f"`{cell[:40]}` is not a time")
        raise UnreadableError(f"`{cell[:40]}` can be read in several ways; say --time-format")
    hour, minute = parts["hour"] or "", parts["minute"] or ""
    clock = _join_clock(hour, parts.get("half"), minute, parts["second"], parts["fraction"])
    return WrittenTime(f"{_iso_day(parts, order)} {clock}", _zone_of(parts))


def _read_plain(cell: str, order: DayOrder | None) -> WrittenTime | None:
    """Read `13/3/2025 10:00`: most times that are not ISO's, in less time."""
    found = _PLAIN.fullmatch(cell)
    if found is None:
        return None
    first, _, middle, last, hour, minute, second, half = found.groups()
    if len(first) == 4:
        year, month, day = first, middle, last
    elif order == "dmy":
        day, month, year = first, middle, last
    elif order == "mdy":
        month, day, year = first, middle, last
    else:
        return None
    if len(year) != 4:
        return None
    clock = _join_clock(hour, half, minute, second, None)
    return WrittenTime(f"{year}-{month:0>2}-{day:0>2} {clock}", "")


def _iso_day(parts: TimeParts, order: DayOrder | None) -> str:
    """Write the day; ValueError where a part cannot be what the order says."""
    if "first" in parts:
        digits = (parts["first"], parts["middle"], parts["last"])
        named = dict(zip(order if _is_open(parts) and order else "ymd", digits, strict=True))
        year, month, day = named["y"] or "", named["m"] or "", named["d"] or ""
    else:
        year, month, day = parts["year"] or "", parts["month"] or "", parts["day"] or ""
    if len(year) == 2:
        # As strptime and databases do.
        year = f"{20 if int(year) < 69 else 19}{year}"
    number = month_number(month)
    if len(year) != 4 or number is None:
        raise ValueError(year)
    return f"{year}-{number:02}-{day:0>2}"


def _join_clock(
    hour: str, half: str | None, minute: str, second: str | None, fraction: str | None
) -> str:
    """Write the time of day; ValueError for `13:05 PM`."""
    if half:
        hours = int(hour)
        if not 1 <= hours <= 12:
            raise ValueError(hours)
        hour = str(hours % 12 + (12 if half in "pP" else 0))
    # datetime has microseconds; smaller parts are cut.
    micro = f".{fraction[:6]}" if fraction else ""
    return f"{hour:0>2}:{minute}:{second or '00'}{micro}"


def _zone_of(parts: TimeParts) -> str:
    if parts["offset"]:
        return iso_offset(parts["offset"])
    named = parts["zone"] or parts["inner"] or ""
    return "Z" if named in ("UTC", "GMT") else named


@lru_cache(maxsize=64)
def iso_offset(written: str | None) -> str:
    """Write `+05`, `+0530`, `GMT+1`, `UTC` as `+05:00`, `+05:30`, `+01:00`, `Z`."""
    if written is None:
        return ""
    number = written.upper().removeprefix("UTC").removeprefix("GMT")
    if number in ("", "Z"):
        return "Z"
    digits = number[1:].replace(":", "")
    hours, minutes = (digits, "00") if len(digits) < 3 else (digits[:-2], digits[-2:])
    return f"{number[0]}{hours:0>2}:{minutes}"


def _not_a_time(cell: str) -> str:
    """Say what is wrong with a time, and what helps where that is known."""
    if is_day(cell):
        return f"`{cell}` is a day without a time"
    if is_clock_alone(cell):
        return f"`{cell}` is a time without a day"
    if re.match(r"[0-9]{1,4}[/.][0-9]{1,2}[/.][0-9]{1,4} ", cell):
        return f"`{cell[:40]}` is in no known form; say --time-format"
    return f"`{cell[:40]}` is not a time"


def is_time(cell: str) -> bool:
    """Tell whether a cell begins with a day, in whatever order, or holds one with a clock."""
    # A number, be it of as many digits as a compact time, is not meant.
    begins = re.match(r"[0-9]+[/.-][0-9]+[/.-][0-9]+", cell) is not None
    return begins or (not cell.isdecimal() and find_time_parts(cell) is not None)


def is_day(cell: str) -> bool:
    """Tell whether a cell holds a day alone."""
    return find_time_parts(f"{cell} 00:00") is not None


def possible_orders(cells: Iterable[str]) -> list[DayOrder]:
    """Give the orders in which all of some times may be read that digits alone do not tell.

    `3/1/2025 10:00` may be either; beside `3/13/2025 10:00` it is `mdy`.
    """
    found = ((cell, find_time_parts(cell)) for cell in cells)
    open_ones = [cell for cell, parts in found if parts is not None and _is_open(parts)]
    fitting = [{order for order in DAY_ORDERS if _fits(cell, order)} for cell in open_ones]
    # What is no day in any order tells nothing.
    common = set[DayOrder](DAY_ORDERS).intersection(*filter(None, fitting))
    return [order for order in DAY_ORDERS if any(fitting) and order in common]


def _is_open(parts: TimeParts) -> bool:
    return len(parts.get("first") or "year") < 4


def _fits(cell: str, order: DayOrder) -> bool:
    """Tell whether there is such a day, and whether its weekday is the one that stands with it."""
    try:
        day = datetime.fromisoformat(read_written(cell, order).iso)
    except ValueError:
        return False
    weekday = (find_time_parts(cell) or {}).get("weekday")
    return weekday is None or day.weekday() == _WEEKDAYS.index(weekday.lower())


def strptime_format(cell: str, order: DayOrder) -> str | None:
    """Write the format that reads such a time in this order, or None where strptime has none.

    `3/1/2025 1:05:00 PM` is `%m/%d/%Y %I:%M:%S %p`.
    """
    parts = find_time_parts(cell)
    if parts is None or "first" not in parts or "gap" not in parts:
        return None
    longest = max(len(parts[place] or "") for place in ("first", "middle", "last"))
    days = (parts["mark"] or "").join(
        ("%Y" if longest == 4 else "%y") if part == "y" else f"%{part}" for part in order
    )
    half, second, fraction = parts["half"], parts["second"], parts["fraction"]
    clock = f"%{'I' if half else 'H'}:%M" + (":%S" if second else "") + (".%f" if fraction else "")
    tail = f"{parts['blank']}%p" * bool(half) + f"{parts['space']}%z" * bool(parts["offset"])
    form = f"{'%a ' if parts['weekday'] else ''}{days}{parts['gap']}{clock}{tail}"
    try:
        datetime.strptime(cell, form)
    except ValueError:
        return None
    return form
