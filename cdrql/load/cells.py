"""What stands in one cell of an export: how it is read as an integer, an amount, a text."""

import re
from dataclasses import dataclass
from decimal import Decimal
from zoneinfo import ZoneInfo

from cdrql.load.durations import is_clock
from cdrql.load.unreadable import UnreadableError
from cdrql.load.written_times import DayOrder, is_time

CellValue = int | float | str

# What stands for "no value" in exports of MySQL, Postgres, ClickHouse and spreadsheets.
NULLS = frozenset(("", "\\N", "NULL"))
# ... and where a number or a time is expected; in a text `-` may be meant.
ABSENT = NULLS | frozenset(("-", "--", "null", "None", "none", "NA", "N/A", "na", "n/a", "nil"))

_INTEGER = re.compile(r"([+-]?[0-9]{1,19})(?:\.0*)?")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]{1,20}(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?")
_MICRO = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Manner:
    """How cells are read: the zone of local times (None: UTC) and their stated format.

    `day_order` is that of dates of digits that can be read in several ways, as the first lines
    tell it. `round_seconds` rounds fractions of a second.
    """

    zone: ZoneInfo | None = None
    time_format: str | None = None
    round_seconds: bool = False
    day_order: DayOrder | None = None


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


def looks_like_value(cell: str) -> bool:
    """Tell whether a cell holds a number or a time, which no name of a column does."""
    return _DECIMAL.fullmatch(cell) is not None or is_time(cell) or is_clock(cell)
