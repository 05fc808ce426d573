"""Times that name their zone: `Europe/Rome` tells one, `CST` what clocks of several call theirs."""

from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from cdrql.language.zones import open_zone, parse_timestamp, zone_names
from cdrql.load.unreadable import UnreadableError

# Of those whose clocks show a name, these are told.
_SHOWN = """
    America/New_York America/Chicago America/Denver America/Los_Angeles America/Halifax
    America/Anchorage America/Phoenix America/Panama America/Havana Pacific/Honolulu Europe/London
    Europe/Dublin Europe/Lisbon Europe/Paris Europe/Athens Europe/Moscow Africa/Johannesburg
    Africa/Lagos Africa/Nairobi Asia/Jerusalem Asia/Karachi Asia/Kolkata Asia/Jakarta Asia/Manila
    Asia/Shanghai Asia/Hong_Kong Asia/Seoul Asia/Tokyo Australia/Perth Australia/Adelaide
    Australia/Sydney Pacific/Auckland"""


@cache
def _by_case() -> dict[str, str]:
    return {name.casefold(): name for name in zone_names()}


def instant_in(iso: str, name: str, zone: ZoneInfo | None) -> datetime:
    """Give the instant of a local time in the zone that stands with it, as naive UTC.

    An abbreviation is read where it is what clocks of the stated `zone` show at that time, which
    also tells the two readings of a repeated hour apart; UnreadableError where it is not.
    """
    if "/" in name and (known := _by_case().get(name.casefold())):
        return parse_timestamp(iso, open_zone(known))
    point = datetime.fromisoformat(iso)
    if zone is not None and (found := _instant_where_shown(point, name, zone)):
        return found
    said = f"clocks of {zone.key} do not show {name} then" if zone else f"{name} tells no zone"
    fitting = [
        each for each in _SHOWN.split() if _instant_where_shown(point, name, open_zone(each))
    ]
    ways = " or ".join(f"--timezone {each}" for each in fitting[:4])
    hint = f"say whose clocks show it, for instance {ways}"
    if not fitting:
        hint = f"say --timezone, and `{name}` as a text: --time-format '%Y-%m-%d %H:%M:%S {name}'"
    raise UnreadableError(f"`{iso} {name}`: {said}; say --timezone", hint)


def _instant_where_shown(point: datetime, name: str, zone: ZoneInfo) -> datetime | None:
    """Give the instant at which clocks of the zone show this time and name; `ET` is any of ET."""
    for fold in (0, 1):
        local = point.replace(tzinfo=zone, fold=fold)
        shown, offset = local.tzname(), local.utcoffset()
        if shown is not None and offset is not None and name in (shown, f"{shown[0]}{shown[-1]}"):
            return point - offset
    return None
