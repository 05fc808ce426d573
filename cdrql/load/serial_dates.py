"""Days and times of day as spreadsheets count them: `45992.51` days since the end of 1899."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from cdrql.load.unreadable import UnreadableError

# By the words of --time-format: the day 0. Excel's 1900 is a leap year, so it is not the last day
# of 1899; old Macs count from 1904.
SERIAL_DATES: Mapping[str, datetime] = {
    "excel": datetime(1899, 12, 30),
    "excel1904": datetime(1904, 1, 1),
}
_SERIAL = re.compile("[0-9]{5}(?:[.,][0-9]+)?")
_SECONDS = 86_400


def serial_number(cell: str) -> Decimal | None:
    """Give the number of days that a cell may count, None where it is no such number."""
    # 30000 is in 1982, 73050 the end of 2099.
    found = _SERIAL.fullmatch(cell)
    number = Decimal(cell.replace(",", ".")) if found else Decimal(0)
    return number if 30_000 <= number < 73_051 else None


def read_serial(cell: str, system: str) -> str:
    """Write such a number as `YYYY-MM-DD HH:MM:SS`, to the nearest second.

    A spreadsheet's fractions of a day are no whole seconds: 10:00 is .416666666667.
    """
    if (number := serial_number(cell)) is None:
        raise UnreadableError(f"`{cell[:40]}` is no day of a spreadsheet")
    return str(SERIAL_DATES[system] + timedelta(seconds=round(number * _SECONDS)))


def are_serials(cells: Sequence[str]) -> bool:
    """Tell whether times are such numbers: most are, and some have a time of day."""
    numbers = [number for cell in cells if (number := serial_number(cell)) is not None]
    return 2 * len(numbers) > len(cells) and any(number % 1 for number in numbers)
