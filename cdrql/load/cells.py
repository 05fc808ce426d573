"""What stands in one cell of an export: how it is read as an integer or a text, or as none."""

import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from cdrql.load.amounts import AS_WRITTEN, AmountForm
from cdrql.load.durations import is_clock
from cdrql.load.unreadable import UnreadableError
from cdrql.load.written_times import DayOrder, is_day, is_time

CellValue = int | float | str

_INTEGER = re.compile(r"([+-]?[0-9]{1,19})(?:\.0*)?")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]{1,20}(?:[.,][0-9]*)?|[.,][0-9]+)(?:[eE][+-]?[0-9]{1,2})?")
_DIALLED = re.compile(
    r"(?:[^<]*<)?(?:sips?:|tel:)?[+*#]?[0-9][0-9 ()/*#-]{1,24}(?:@[^\s>]+)?>?"
    r"|anonymous|restricted|private|unknown|unavailable",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Manner:
    """How cells are read: the zone of local times (None: UTC) and their stated format.

    `day_order` is that of dates of digits that can be read in several ways, as it is stated or the
    first lines tell it. `round_seconds` rounds fractions of a second. `amounts` is how amounts are
    written.
    """

    zone: ZoneInfo | None = None
    time_format: str | None = None
    round_seconds: bool = False
    day_order: DayOrder | None = None
    amounts: AmountForm = AS_WRITTEN


def is_dialled(cell: str) -> bool:
    """Tell whether a cell holds the number of a telephone: `101`, `+49 30 1234`, `sip:101@pbx`."""
    return _DIALLED.fullmatch(cell) is not None and not is_day(cell)


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


def looks_like_value(cell: str) -> bool:
    """Tell whether a cell holds a number or a time, which no name of a column does."""
    return _DECIMAL.fullmatch(cell) is not None or is_time(cell) or is_clock(cell)
