"""When clocks change: every change of a zone's offset, found by zoneinfo alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from cdrql.conformance.moments import jump, to_local

FIRST, LAST = datetime(1970, 1, 2), datetime(2038, 1, 1)
DAY = timedelta(days=1)

Change = tuple[datetime, timedelta]  # the instant (UTC), and the offset from then on


def offsets(zone: ZoneInfo, start: datetime, end: datetime) -> list[Change]:
    """List the offset in force at an instant, and each change of it inside (start, end)."""
    found = [(datetime.min, to_local(start, zone) - start)]
    day = start
    while day < end:
        following = min(day + DAY, end)
        offset = to_local(following, zone) - following
        if offset != found[-1][1]:
            at = jump(day.replace(microsecond=0), following, zone)
            if at < end:
                found.append((at, offset))
        day = following
    return found


@cache
def zone(name: str) -> ZoneInfo:
    """Open a zone as the newest database has it; the machine's own may be years old."""
    with (files("tzdata") / "zoneinfo" / name).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


@cache
def changes(name: str) -> tuple[datetime, ...]:
    """List the instants from 1970 to 2037 at which the clocks of a zone are changed."""
    return tuple(at for at, _ in offsets(zone(name), FIRST, LAST)[1:])


def _alike(name: str) -> tuple[Change, ...]:
    """Give all that tells a zone from others."""
    return tuple((at, to_local(at, zone(name)) - at) for at in (FIRST, *changes(name)))


@cache
def zones() -> tuple[str, ...]:
    """Name 200 zones whose clocks were changed since 1970, no two of them always alike."""
    names = (files("tzdata") / "zones").read_text(encoding="utf-8").split()
    found = {}
    for name in sorted(names, key=lambda name: ("/" not in name, name)):
        if changes(name):
            found.setdefault(_alike(name), name)
    return tuple(found.values())
