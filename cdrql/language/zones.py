"""Local time: timestamps as a request spells them, and the offsets of a zone inside a window."""

import re
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from zoneinfo import ZoneInfo

from cdrql.errors import Problem, nearest_word

# Local periods are given between these years: before, zones are folklore; after, guesses.
FIRST_YEAR, LAST_YEAR = 1900, 2100

# `[0-9]`, for `\d` takes the digits of every script.
_TIMESTAMP = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
    r"(?:[ T]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,6}))?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?"
)
_SECOND = timedelta(seconds=1)
_WEEK = timedelta(days=7)

# From `start` (UTC, naive) on, local time is UTC plus `offset` seconds.
OffsetChange = tuple[datetime, int]
# Readings that clocks jump over: the first, the one behind the last, and what is shown instead.
SkippedReadings = tuple[datetime, datetime, datetime]


@cache
def zone_names() -> frozenset[str]:
    """Name every zone of the IANA database."""
    return frozenset((files("tzdata") / "zones").read_text(encoding="utf-8").split())


@lru_cache(maxsize=64)
def open_zone(name: str) -> ZoneInfo:
    """Open a zone by its exact name; KeyError where there is none.

    It is the package's, not the machine's own database, which may be years old.
    """
    if name not in zone_names():
        raise KeyError(name)
    with (files("tzdata") / "zoneinfo" / name).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


def not_a_zone(name: str, path: str = "", text: str | None = None) -> Problem:
    """Say that no zone has this name, and which one may be meant."""
    by_case = {known.lower(): known for known in zone_names()}
    near = nearest_word(name, by_case)
    hint = f"did you mean `{by_case[near]}`?" if near else "write an IANA name such as Europe/Paris"
    span = (0, len(text)) if text is not None else None
    return Problem("CDR112", f"`{name[:64]}` is not a time zone", path, text, span, hint)


# Timestamps.


def parse_timestamp(text: str, local: ZoneInfo | None) -> datetime:
    """Give the instant that a timestamp means, as a naive UTC datetime; ValueError where none.

    Without an offset it is in `local` (None: UTC): of a time that occurs twice the first, of a
    time that is skipped the instant of the jump.
    """
    found = _TIMESTAMP.fullmatch(text)
    if found is None:
        raise ValueError("it is not written as YYYY-MM-DD HH:MM:SS")
    year, month, day, hour, minute, second, fraction, offset = found.groups()
    micro = int(fraction.ljust(6, "0")) if fraction else 0
    point = datetime(
        int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0), micro
    )
    try:
        if offset is None:
            return point if local is None else _from_local(point, local)
        return point if offset == "Z" else point - _parse_offset(offset)
    except OverflowError:
        raise ValueError("it lies outside the years 1 to 9999") from None


def _parse_offset(text: str) -> timedelta:
    """Read `+HH:MM`."""
    hours, minutes = int(text[1:3]), int(text[4:6])
    if hours > 23 or minutes > 59:
        raise ValueError("its offset is not a time")
    span = timedelta(hours=hours, minutes=minutes)
    return -span if text[0] == "-" else span


def _from_local(point: datetime, local: ZoneInfo) -> datetime:
    """Give the first instant at which clocks of the zone show the time, or jump over it."""
    first = point.replace(tzinfo=local)
    # `fold` tells the two readings of a repeated hour apart; in a gap it tells both offsets.
    before, after = first.utcoffset(), first.replace(fold=1).utcoffset()
    assert before is not None and after is not None  # a ZoneInfo always answers
    read_before = point - before
    if after <= before:
        return read_before
    # A gap: the offset in force before it reads past the jump; the jump itself is asked for.
    return _offset_jump(point - after, read_before, local)


def _offset_jump(low: datetime, high: datetime, local: ZoneInfo) -> datetime:
    """Find the instant in (low, high] from which on another offset is in force."""
    held = offset_at(low, local)
    low, high = low.replace(microsecond=0), high.replace(microsecond=0)
    while high - low > _SECOND:
        middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
        low, high = (middle, high) if offset_at(middle, local) == held else (low, middle)
    return high


# Offsets of a zone.


def offset_at(point: datetime, local: ZoneInfo) -> int:
    """Give the zone's offset at an instant, in seconds east of UTC."""
    seconds = point.replace(tzinfo=UTC).astimezone(local).utcoffset()
    assert seconds is not None  # a ZoneInfo always answers
    return int(seconds.total_seconds())


@lru_cache(maxsize=4096)
def _year_changes(name: str, year: int) -> tuple[OffsetChange, ...]:
    """Find the changes of a zone's offset in a UTC year, at most one a week."""
    local = open_zone(name)
    point, end = datetime(year, 1, 1), datetime(year + 1, 1, 1)
    found = []
    # A step of a week, and then the second is looked for, of each week that has a change.
    while point < end:
        following = min(point + _WEEK, end)
        if offset_at(following, local) != offset_at(point, local):
            jump = _offset_jump(point, following, local)
            found.append((jump, offset_at(jump, local)))
        point = following
    return tuple(found)


def wall_bound(point: datetime, name: str) -> datetime:
    """Give the least reading of the zone's clocks that means this instant or a later one.

    A reading that clocks show twice means its first instant, one that they skip the jump.
    """
    try:
        found = offset_changes(name, point - timedelta(days=1), point)
    except (OverflowError, ValueError):
        return point  # in the calendar's first day and last year, where no calls are
    offset = found[-1][1]
    if len(found) > 1:
        jump, before = found[-1][0], found[-2][1]
        if point - jump < timedelta(seconds=before - offset):
            return jump + timedelta(seconds=before)  # clocks show these readings again
    return point + timedelta(seconds=offset)


def wall_changes(
    stored: str, shown: str, start: datetime, end: datetime
) -> tuple[OffsetChange, ...]:
    """Give what to add to readings of one zone's clocks for another's: (reading, seconds).

    The first is from ever on; `start` and `end` bound the instants that are asked about.
    """
    if stored == shown:
        return ()
    jumps = {at for name in (stored, shown) for at, _ in offset_changes(name, start, end)[1:]}
    first = offset_at(start, open_zone(shown)) - offset_at(start, open_zone(stored))
    found: list[OffsetChange] = [(datetime.min, first)]
    for jump in sorted(jumps):
        before, after = (offset_at(at, open_zone(stored)) for at in (jump - _SECOND, jump))
        reading = max(jump + timedelta(seconds=max(before, after)), found[-1][0])
        if found[-1][0] == reading:
            found.pop()
        found.append((reading, offset_at(jump, open_zone(shown)) - after))
    return tuple(found)


def skipped_readings(
    stored: str, shown: str, start: datetime, end: datetime
) -> tuple[SkippedReadings, ...]:
    """Give the readings of a zone's clocks that mean a jump in [start, end), for they skip them.

    02:00 to 03:00 of a spring night in Paris, and what another zone's clocks show at the jump.
    """
    first = max(start, datetime(FIRST_YEAR, 1, 1)) - timedelta(microseconds=1)
    changes = offset_changes(stored, first, min(end, datetime(LAST_YEAR + 1, 1, 1)))
    return tuple(
        (
            jump + timedelta(seconds=before),
            jump + timedelta(seconds=after),
            jump + timedelta(seconds=offset_at(jump, open_zone(shown))),
        )
        for (_, before), (jump, after) in pairwise(changes)
        if before < after
    )


def offset_changes(name: str, start: datetime, end: datetime) -> tuple[OffsetChange, ...]:
    """Give the offsets of a zone that are in force in [start, end), the first from ever on."""
    changes = (
        step
        for year in range(start.year, end.year + 1)
        for step in _year_changes(name, year)
        if start < step[0] < end
    )
    return (datetime.min, offset_at(start, open_zone(name))), *changes
