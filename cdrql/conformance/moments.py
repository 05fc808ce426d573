"""Reads timestamps and tells local time for the reference, as the specification words it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

CLOCK_PARTS = {"year": 4, "month": 2, "day": 2, "hour": 2}  # in the order shown, with their digits

TIMESTAMP = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)"
    r"(?:[ T](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?(?:(Z)|([+-])(\d\d):(\d\d))?)?"
)


def clock_instant(text: str, zone: ZoneInfo) -> datetime:
    """Read a timestamp as naive UTC; without an offset it is local time of the zone."""
    match = TIMESTAMP.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is not a timestamp of a valid request")
    *clock, fraction, utc, sign, hours, minutes = match.groups()
    year, month, day, hour, minute, second = (int(part or 0) for part in clock)
    microsecond = int((fraction or "0").ljust(6, "0"))
    moment = datetime(year, month, day, hour, minute, second, microsecond)
    if utc:
        return moment
    if sign:
        offset = timedelta(hours=int(hours), minutes=int(minutes))
        return moment + offset if sign == "-" else moment - offset
    return to_utc(moment, zone)


def to_utc(local: datetime, zone: ZoneInfo) -> datetime:
    """Find the first instant at which the zone's clocks show this time, or jump over it."""
    offsets = [local.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1)]
    early, late = sorted(local - (offset or timedelta(0)) for offset in offsets)
    for candidate in (early, late):
        if to_local(candidate, zone) == local:
            return candidate
    return jump(early.replace(microsecond=0), late + timedelta(seconds=1), zone)


def jump(early: datetime, late: datetime, zone: ZoneInfo) -> datetime:
    """Find the first second after early whose offset is not early's, by halving."""
    span = int((late - early).total_seconds())
    before = to_local(early, zone) - early
    low, high = 0, span
    while high - low > 1:
        middle = early + timedelta(seconds=(low + high) // 2)
        same = to_local(middle, zone) - middle == before
        low, high = ((low + high) // 2, high) if same else (low, (low + high) // 2)
    return early + timedelta(seconds=high)


def to_local(moment: datetime, zone: ZoneInfo) -> datetime:
    """Read a zone's clocks at an instant (naive UTC)."""
    return moment.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None, fold=0)


def period_of(start: datetime, parts: Iterable[str], zone: ZoneInfo) -> str:
    """Write the chosen parts of an instant's local time, in the order of the calendar."""
    local = to_local(start, zone)
    return " ".join(
        str(getattr(local, part)).zfill(digits)
        for part, digits in CLOCK_PARTS.items()
        if part in parts
    )
