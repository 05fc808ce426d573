"""What stands in one cell of an export, read as a time, seconds, money, an integer or a text."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_FLOOR, Decimal
from zoneinfo import ZoneInfo

from cdrql.errors import LoadError, Problem
from cdrql.language.zones import parse_timestamp

CellValue = int | float | str
Moment = Callable[[str], datetime]

# What stands for "no value" in exports of MySQL, Postgres, ClickHouse and spreadsheets.
NULLS = frozenset(("", "\\N", "NULL"))
# ... and where a number or a time is expected; in a text `-` may be meant.
ABSENT = NULLS | frozenset(("-", "--", "null", "None", "none", "NA", "N/A", "na", "n/a", "nil"))

# A start outside is a date that was never set (0, 1970, 1000-01-01) or a number of another kind.
EARLIEST, LATEST = datetime(1990, 1, 1), datetime(2100, 1, 1)

_EPOCH = datetime(1970, 1, 1)
_SINCE_EPOCH = re.compile(r"([0-9]{9,19})(?:\.([0-9]+))?")
_TIME = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]([0-9]{2}:[0-9]{2})(:[0-9]{2})?(?:[.,]([0-9]+))?"
    r"(?: ?(Z|UTC|[+-][0-9]{2}(?::?[0-9]{2})?)(?: UTC)?)?"
)
_CLOCK = re.compile(r"([0-9]{1,5}):([0-5][0-9]):([0-5][0-9](?:\.[0-9]+)?)")
_INTEGER = re.compile(r"([+-]?[0-9]{1,19})(?:\.0*)?")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]{1,20}(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?")
_MICRO = Decimal("0.000001")


class UnreadableError(ValueError):
    """The cell does not hold what its column needs; the text of the error is the reason."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How cells are read: times, and whether fractions of a second are rounded."""

    moment: Moment
    round_seconds: bool = False


def read_text(cell: str) -> str:
    """Take a text as it is."""
    return cell


def read_integer(cell: str) -> int:
    """Read an integer of 64 bits; `12.0`, as dataframes write it, is 12.

    Raises UnreadableError for what is none, or does not fit.
    """
    found = _INTEGER.fullmatch(cell)
    if found is None or not -(2**63) <= int(found[1]) < 2**63:
        raise UnreadableError(f"`{cell[:40]}` is not an integer")
    return int(found[1])


def read_seconds(cell: str, rounded: bool) -> int:
    """Read whole seconds, or a clock: `65` and `00:01:05` are 65.

    A fraction is rounded half up if `rounded`. Raises UnreadableError for a fraction otherwise, and
    for what is no number of seconds below 10**9.
    """
    # What most cells are, without a regular expression or a Decimal.
    if len(cell) < 10 and cell.isascii() and cell.isdecimal():
        return int(cell)
    clock = _CLOCK.fullmatch(cell)
    if clock is None:
        return whole_seconds(_bounded_number(cell, 10**9, "seconds, nor HH:MM:SS"), rounded)
    hours, minutes, rest = clock.groups()
    return whole_seconds(3600 * int(hours) + 60 * int(minutes) + Decimal(rest), rounded)


def whole_seconds(number: Decimal, rounded: bool) -> int:
    """Round a number of seconds half up, if `rounded`: 2.5 gives 3.

    Raises UnreadableError for any other fraction: the warehouse holds whole seconds.
    """
    whole = number.to_integral_value(ROUND_FLOOR)
    if number != whole and not rounded:
        raise UnreadableError(f"`{number}` is no whole number of seconds; see --round-seconds")
    # Python's own rounding takes a half to the even side.
    return int((number + Decimal("0.5")).to_integral_value(ROUND_FLOOR))


def read_money(cell: str) -> int | float:
    """Read an amount with at most 8 digits before the point and 6 after it, exactly.

    `0.5` gives 0.5, `2.00` gives 2. Raises UnreadableError where a digit would be lost.
    """
    return _exact_number(cell, 10**8, "an amount with a decimal point")


def _exact_number(cell: str, bound: int, what: str) -> int | float:
    """Read a decimal number that a double holds to its last digit."""
    return _plain_number(_six_places(cell, _bounded_number(cell, bound, what)))


def _bounded_number(cell: str, bound: int, what: str) -> Decimal:
    if _DECIMAL.fullmatch(cell) is None:
        raise UnreadableError(f"`{cell[:40]}` is not {what}")
    number = Decimal(cell)
    if abs(number) >= bound:
        raise UnreadableError(f"`{cell[:40]}` is too large")
    return number


def _six_places(cell: str, number: Decimal) -> Decimal:
    """Refuse to lose digits beyond the sixth place."""
    if number != number.quantize(_MICRO):
        raise UnreadableError(f"`{cell[:40]}` has more than 6 decimals")
    return number


def _plain_number(number: Decimal) -> int | float:
    """Give the integer, or the double that prints as the same 15 digits."""
    # 8 digits before the point and 6 after it are fewer than the 15 that a double keeps.
    return int(number) if number == number.to_integral_value() else float(number)


def moment_reader(zone: ZoneInfo | None, form: str | None) -> Moment:
    """Make the reader of times: local ones are in the zone (None: UTC), `form` is strptime's."""
    if form is not None:
        _check_format(form)

    def read(cell: str) -> datetime:
        try:
            point = _read_formatted(cell, form, zone) if form else _read_well_known(cell, zone)
        except (ValueError, OverflowError) as error:
            if isinstance(error, UnreadableError):
                raise
            raise UnreadableError(f"`{cell[:40]}` is not a time") from None
        if not EARLIEST <= point < LATEST:
            raise UnreadableError(f"`{cell[:40]}` is no time between 1990 and 2100")
        return point

    return read


def _check_format(form: str) -> None:
    sample = datetime(2001, 2, 3, 4, 5, 6)
    try:
        datetime.strptime(sample.strftime(form), form)
    except (ValueError, re.error):
        message = f"`{form}` is not a format for times"
        hint = "write it as Python's strptime does, for instance %d/%m/%Y %H:%M:%S"
        raise LoadError(Problem("CDR508", message, hint=hint)) from None


def _read_formatted(cell: str, form: str, zone: ZoneInfo | None) -> datetime:
    """Read a time in a stated format; its own offset, if it has one, goes before the zone."""
    point = datetime.strptime(cell, form)
    offset = point.utcoffset()
    if offset is None:
        return parse_timestamp(point.isoformat(" "), zone)
    return point.replace(tzinfo=None) - offset


def _read_well_known(cell: str, zone: ZoneInfo | None) -> datetime:
    """Read an epoch or a timestamp as databases write it, down to the microsecond."""
    if (epoch := _SINCE_EPOCH.fullmatch(cell)) is not None:
        return _EPOCH + timedelta(microseconds=_to_microseconds(epoch[1], epoch[2] or ""))
    found = _TIME.fullmatch(cell)
    if found is None:
        raise UnreadableError(_not_a_time(cell))
    day, clock, second, fraction, offset = found.groups()
    written = f"{day} {clock}{second or ':00'}"
    if fraction:
        # datetime has microseconds; nanoseconds are cut, as the docs say.
        written += f".{fraction[:6]}"
    return parse_timestamp(written + _iso_offset(offset), zone)


def _to_microseconds(digits: str, fraction: str) -> int:
    """Give an epoch of any unit in microseconds."""
    return int(digits + fraction[:9].ljust(9, "0")) // (1000 * per_second(int(digits)))


def per_second(epoch: int) -> int:
    """Tell the units in a second of an epoch by its size: 1, 1000, 10**6 or 10**9.

    1714989600 counts seconds, 1714989600000 thousandths of them.
    """
    unit = 1
    # 10**11 seconds is the year 5138: a larger number counts smaller units.
    while epoch >= 10**11 * unit:
        unit *= 1000
    return unit


def _iso_offset(written: str | None) -> str:
    """Write `+05`, `+0530`, `UTC` as `+05:00`, `+05:30`, `Z`."""
    if written is None:
        return ""
    if written in ("Z", "UTC"):
        return "Z"
    return f"{written[:3]}:{written[3:].lstrip(':') or '00'}"


def _not_a_time(cell: str) -> str:
    """Say what is wrong with a time, and what helps where that is known."""
    if re.match(r"[0-9]{1,4}[/.][0-9]{1,2}[/.][0-9]{1,4}", cell):
        return f"`{cell[:40]}` can be read in several ways; say --time-format"
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", cell):
        return f"`{cell}` is a day without a time"
    return f"`{cell[:40]}` is not a time"


def written(moment: datetime) -> str:
    """Write an instant as the table holds it: UTC, a fraction of 6 digits where there is one."""
    return moment.isoformat(" ")


def looks_like_value(cell: str) -> bool:
    """Tell whether a cell holds a number or a time, which no name of a column does."""
    found = _DECIMAL.fullmatch(cell) or _TIME.match(cell) or _CLOCK.match(cell)
    return found is not None or re.match(r"[0-9]+[/.-][0-9]+[/.-][0-9]+", cell) is not None
