"""Reads timestamps and tells local time for the reference, as the specification words it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

PARTS = {"year": 4, "month": 2, "day": 2, "hour": 2}  # in the order shown, with their digits

TIMESTAMP = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)"
    r"(?:[ T](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?(?:(Z)|([+-])(\d\d):(\d\d))?)?"
)


def instant(text: str, zone: ZoneInfo) -> datetime:
    """Read a timestamp as naive UTC; without an offset it is local time of the zone."""
    match = TIMESTAMP.fullmatch(text)
    year, month, day, hour, minute, second, fraction, utc, sign, hours, minutes = match.groups()
    moment = datetime(
        *(int(part or 0) for part in (year, month, day, hour, minute, second)),
        microsecond=int((fraction or "0").ljust(6, "0")),
    )
    if utc:
        return moment
    if sign:
        offset = timedelta(hours=int(hours), minutes=int(minutes))
        return moment + offset if sign == "-" else moment - offset
    return to_utc(moment, zone)


def to_utc(local: datetime, zone: ZoneInfo) -> datetime:
    """Find the first instant at which the zone's clocks show this time, or jump over it."""
    early, late = sorted(local - zone.utcoffset(local.replace(fold=fold)) for fold in (0, 1))
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
    return moment.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None, fold=0)


def period_of(start: datetime, parts: Iterable[str], zone: ZoneInfo) -> str:
    """Write the chosen parts of an instant's local time, in the order of the calendar."""
    local = to_local(start, zone)
    return " ".join(
        str(getattr(local, part)).zfill(digits) for part, digits in PARTS.items() if part in parts
    )
