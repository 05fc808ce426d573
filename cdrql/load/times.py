"""The reader of an export's times: epochs and written ones, in any zone, as instants in UTC."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from cdrql.errors import LoadError, Problem
from cdrql.language.zones import parse_timestamp
from cdrql.load.named_zones import instant_in
from cdrql.load.serial_dates import SERIAL_DATES, read_serial, serial_number
from cdrql.load.time_forms import is_compact
from cdrql.load.unreadable import UnreadableError
from cdrql.load.written_times import DayOrder, iso_offset, read_written

Moment = Callable[[str], datetime]

# A start outside is a date that was never set (0, 1970, 1000-01-01) or a number of another kind.
EARLIEST, LATEST = datetime(1990, 1, 1), datetime(2100, 1, 1)

_EPOCH = datetime(1970, 1, 1)
_SINCE_EPOCH = re.compile(r"([0-9]{9,19})(?:[.,]([0-9]+))?")
_OFFSET = r"(?: ?(Z|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?)(?: UTC)?)?"
# What most exports hold, without a look at other ways.
_MARKS = "-- ::"  # every third sign of `2025-03-01 10:00:00` from the fifth on
_ISO = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]([0-9]{2}:[0-9]{2})(:[0-9]{2})?(?:[.,]([0-9]+))?" + _OFFSET
)


def moment_reader(
    zone: ZoneInfo | None, form: str | None = None, order: DayOrder | None = None
) -> Moment:
    """Make the reader of times: local ones are in the zone (None: UTC), `form` is strptime's.

    `order` says how dates of digits are meant that can be read in several ways.
    """

    def read(cell: str) -> datetime:
        try:
            point = _read_formatted(cell, form, zone) if form else _read_known(cell, zone, order)
        except (ValueError, OverflowError) as error:
            if isinstance(error, UnreadableError):
                raise
            raise UnreadableError(f"`{cell[:40]}` is not a time") from None
        if not EARLIEST <= point < LATEST:
            raise UnreadableError(f"`{cell[:40]}` is no time between 1990 and 2100")
        return point

    return read


def checked_format(form: str | None) -> str | None:
    """Give a format of strptime's, or none; LoadError for what is no such format."""
    if form in SERIAL_DATES:
        return form
    if form is not None and re.search("(?<!%)(?:%%)*%Z", form):
        message = "`%Z` reads no zone: a name such as CST is that of several"
        hint = "write the name itself, for instance '%Y-%m-%d %H:%M:%S CST', and say --timezone"
        raise LoadError(Problem("CDR508", message, hint=hint))
    sample = datetime(2001, 2, 3, 4, 5, 6)
    try:
        if form is not None:
            datetime.strptime(sample.strftime(form), form)
    except (ValueError, re.error):
        message = f"`{form}` is not a format for times"
        hint = "write it as Python's strptime does, for instance %d/%m/%Y %H:%M:%S"
        raise LoadError(Problem("CDR508", message, hint=hint)) from None
    return form


def _read_formatted(cell: str, form: str, zone: ZoneInfo | None) -> datetime:
    """Read a time in a stated format; its own offset, if it has one, goes before the zone."""
    if form in SERIAL_DATES:
        return parse_timestamp(read_serial(cell, form), zone)
    point = datetime.strptime(cell, form)
    offset = point.utcoffset()
    if offset is None:
        return parse_timestamp(point.isoformat(" "), zone)
    return point.replace(tzinfo=None) - offset


def _read_known(cell: str, zone: ZoneInfo | None, order: DayOrder | None) -> datetime:
    """Read an epoch or a time as systems write it, down to the microsecond."""
    # What most files hold; all else takes several times as long.
    if zone is None and len(cell) == 19 and _is_plain(cell):
        return datetime.fromisoformat(cell)
    if (epoch := _SINCE_EPOCH.fullmatch(cell)) and not is_compact(cell):
        return _EPOCH + timedelta(microseconds=_to_microseconds(epoch[1], epoch[2] or ""))
    found = _ISO.fullmatch(cell)
    if found is None:
        return _read_in_words(cell, zone, order)
    day, clock, second, fraction, offset = found.groups()
    written = f"{day} {clock}{second or ':00'}"
    if fraction:
        # datetime has microseconds; nanoseconds are cut, as the docs say.
        written += f".{fraction[:6]}"
    return parse_timestamp(written + iso_offset(offset), zone)


def _read_in_words(cell: str, zone: ZoneInfo | None, order: DayOrder | None) -> datetime:
    """Read a time that is not written as ISO does; its own zone goes before the stated one."""
    if serial_number(cell) is not None:
        hint = "say --time-format excel; a day alone is midnight, unless the sheet writes its time"
        raise UnreadableError(f"`{cell}` may be a spreadsheet's day", hint)
    iso, named = read_written(cell, order)
    if named and named[0] not in "Z+-":
        return instant_in(iso, named, zone)
    return parse_timestamp(iso + named, zone)


def _is_plain(cell: str) -> bool:
    """Tell whether 19 characters have the signs of `2025-03-01 10:00:00` between their digits."""
    return cell[4] == cell[7] == "-" and cell[10] in " T" and cell[13] == cell[16] == ":"


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


def stored_time_reader(
    zone: ZoneInfo | None, form: str | None = None, order: DayOrder | None = None
) -> Callable[[str], str]:
    """Make the reader of times that gives each as the table holds it.

    That is UTC, with a fraction of 6 digits where there is one: `2025-03-01 10:00:00`.
    """
    moment, plain = moment_reader(zone, form, order), form is None and zone is None

    def read(cell: str) -> str:
        # Most cells are written so already: they are looked at, and a parse of ours is spared.
        if plain and len(cell) == 19 and cell[4::3] == _MARKS and cell[11:13] != "24":
            try:
                if EARLIEST <= datetime.fromisoformat(cell) < LATEST:
                    return cell
            except ValueError:
                pass
        return moment(cell).isoformat(" ")

    return read
