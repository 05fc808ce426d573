"""Columns of the time of day: a clock that goes with a moment of its row is no length of time."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import time, timedelta
from typing import Any

from cdrql.init.elapsed import epoch_seconds

_CLOCK = re.compile(
    r"([0-9]{1,2}):?([0-5][0-9])(?::?([0-5][0-9]))?(?:[.,][0-9]+)?\s*([AP]M)?", re.IGNORECASE
)
_DAY = 86_400
_APART = 60  # seconds between a moment and its clock, which may have none or be written later
_EARLY = 3_600  # seconds after midnight
_NO_CLOCK = -1  # of a value that is none
_SHARE = 0.8  # of the rows, which is far from chance


def clocks(
    columns: Iterable[str], rows: Sequence[Mapping[str, Any]], moments: Iterable[str | None]
) -> Iterator[tuple[str, str]]:
    """Give the columns that hold the time of day of one of the moments, with its name."""
    known = {name: [epoch_seconds(row.get(name)) for row in rows] for name in moments if name}
    for column in columns:
        held = [seconds_of_day(row.get(column)) for row in rows]
        for moment, epochs in known.items():
            if column != moment and _goes_with(held, epochs):
                yield column, moment
                break


def seconds_of_day(value: object) -> int | None:
    """Read a clock as the seconds since midnight; what is no clock is -1."""
    if value in (None, ""):
        return None
    if isinstance(value, timedelta):  # MySQL's TIME
        return int(value.total_seconds())
    text = value.isoformat() if isinstance(value, time) else str(value).strip()
    found = _CLOCK.fullmatch(text.zfill(6) if text.isdecimal() and len(text) == 5 else text)
    if found is None:
        return _NO_CLOCK
    hours, half = int(found[1]), (found[4] or "").upper()
    hours = hours % 12 + 12 * (half == "PM") if half else hours
    return 3600 * hours + 60 * int(found[2]) + int(found[3] or 0)


def _goes_with(clock: Sequence[int | None], moments: Sequence[float | None]) -> bool:
    """Tell whether clocks are those of moments; soon after midnight a length of time may be."""
    pairs = [(c, m) for c, m in zip(clock, moments, strict=True) if c is not None and m is not None]
    near = [c for c, m in pairs if c >= 0 and min((c - m) % _DAY, (m - c) % _DAY) <= _APART]
    return max(near, default=0) > _EARLY and len(near) >= _SHARE * len(pairs)
