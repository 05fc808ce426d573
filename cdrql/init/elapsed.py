"""How long calls lasted by their times, and the unit of a duration beside that."""

from calendar import timegm
from collections.abc import Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from re import findall
from typing import Any

from cdrql.init.numbers import number_of
from cdrql.load.times import per_second
from cdrql.model.name_words import ONE

Seconds = Sequence[float | None]  # of each row looked at

MILLIS, MICROS, _MINUTES = Fraction(1000), Fraction(10**6), Fraction(1, 60)
# The units that durations are in, with how far a whole number of each may be off, in seconds.
_UNITS = ((ONE, 1.5), (MILLIS, 1.5), (MICROS, 1.5), (_MINUTES, 60.0))


def elapsed(rows: Sequence[Mapping[str, Any]], begin: str | None, end: str | None) -> Seconds:
    """Give the seconds between two columns of times, None where one of them is no time."""
    if begin is None or end is None:
        return [None] * len(rows)
    pairs = ((epoch_seconds(row.get(begin)), epoch_seconds(row.get(end))) for row in rows)
    return [b - a if a and b and b >= a else None for a, b in pairs]


def epoch_seconds(value: object) -> float | None:
    """Read a time as seconds from 1970; a zone does not matter, as both ends have the same."""
    if isinstance(value, datetime):
        return timegm(value.timetuple()) + value.microsecond / 1e6
    if (number := number_of(value)) is not None:
        return float(number / per_second(int(number))) if number > 10**8 else None
    parts = [int(part) for part in findall(r"[0-9]+", str(value)[:19])]
    if len(parts) != 6:
        return None
    try:
        return float(timegm(datetime(*parts).timetuple()))  # type: ignore[arg-type]
    except ValueError:
        return None


def _agrees(values: Sequence[object], spans: Seconds, per: Fraction) -> bool:
    """Tell whether a column holds these spans, in a unit of which `per` make a second."""
    tolerance = dict(_UNITS)[per]
    pairs = [
        (float(number) / float(per), span)
        for value, span in zip(values, spans, strict=True)
        if span is not None and (number := number_of(value)) is not None
    ]
    near = sum(abs(held - span) <= tolerance for held, span in pairs)
    longest = max((span for _, span in pairs), default=0)
    # Spans of a second or two agree with nearly anything.
    return longest > 2 * tolerance and near >= 0.8 * len(pairs)


def unit_by_times(values: Sequence[object], spans: Seconds) -> Fraction | None:
    """Tell in which unit a column holds the spans between times; None where it does not."""
    return next((per for per, _ in _UNITS if _agrees(values, spans, per)), None)
