"""How a start is stored: the bounds of the window as the column holds them, and literals of it."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial

from cdrql.backend import sql
from cdrql.backend.sql import Sql
from cdrql.language.zones import wall_bound
from cdrql.model.warehouse import TIME_FORMAT, Start

_EPOCH, _MICROSECOND = datetime(1970, 1, 1), timedelta(microseconds=1)
# The signs of a format, each with the digits that it stands for.
_PLACES = {"%Y": 4, "%m": 2, "%d": 2, "%H": 2, "%M": 2, "%S": 2}


def bound_kind(start: Start, types: Mapping[str, str]) -> str:
    """Name the kind of parameter that a bound of the window is, as in `Backend.types`.

    An instant is "zoned", an epoch "integer" or "decimal", a text "text", any other start "time";
    whole seconds are "second" if there is a type for them.
    """
    if start.stores == "epoch":
        return "decimal" if start.decimals else "integer"
    if start.whole and "second" in types:
        return "second"
    # What is left holds readings of a clock, in UTC or of a place.
    return {"text": "text", "instant": "zoned"}.get(start.stores, "time")


def clock_reading(value: datetime, start: Start) -> datetime:
    """Give the least reading of the column's clock that means this instant (naive UTC) or later."""
    return value if start.zone == "UTC" else wall_bound(value, start.zone)


def epoch_number(value: datetime, start: Start) -> int | Decimal:
    """Give the least number the column may hold that means this instant (naive UTC) or a later one.

    2024-01-01 00:00:00.5 is 1704067201 in whole seconds, 1704067200500 in milliseconds.
    """
    units = (value - _EPOCH) // _MICROSECOND * start.per_second
    if start.decimals:
        return Decimal(units) / 1_000_000
    # Rounded up: of a bound between two seconds, the second before it is outside.
    return -(-units // 1_000_000)


def start_text(value: datetime, start: Start) -> str:
    """Write a reading, or the next that the column can tell apart: `2024-01-01 00:00:01`."""
    value = round_up(value, start.decimals)
    text = start.format
    # A struct_time goes on behind the seconds, with the day of the week.
    for sign, part in zip(_PLACES, value.timetuple(), strict=False):
        text = text.replace(sign, f"{part:0{_PLACES[sign]}d}")
    # `01.5` sorts before `01.50`: a bound with zeros would leave out its own instant.
    return f"{text}.{value.microsecond:06d}".rstrip("0") if value.microsecond else text


def round_up(value: datetime, decimals: int) -> datetime:
    """Give the next time of so many digits after the second's point: of 0, a whole second."""
    # No datetime is finer than a microsecond, though a column may be.
    step = 10 ** (6 - min(decimals, 6))
    return _moved(value, timedelta(microseconds=-value.microsecond % step))


def widen_bound(seconds: int) -> Callable[[datetime], datetime]:
    """Give what moves a bound by some seconds, within the calendar."""
    return partial(_moved, span=timedelta(seconds=seconds))


def _moved(value: datetime, span: timedelta) -> datetime:
    """Move an instant, no further than to the calendar's end."""
    try:
        return value + span
    except OverflowError:
        return datetime.min if span < timedelta(0) else datetime.max


# Literals of starts, and the parts of starts that are texts.


def start_literal(value: datetime, start: Start, time: Callable[[datetime], Sql]) -> Sql:
    """Write an instant of ours as what the column stores: `1711846800`, `'2024-03-31 01:00:00'`.

    `time` writes the dialect's timestamp, for columns that hold such.
    """
    if start.stores == "epoch":
        return sql.number(int(epoch_number(value, start)))
    return sql.text(start_text(value, start)) if start.stores == "text" else time(value)


def standard_text(text: Callable[[], Sql], start: Start, part: Callable[..., Sql]) -> Sql:
    """Make `YYYY-MM-DD HH:MM:SS` of a text start; `part(text, from, length)` cuts a text."""
    # Only the sign between date and time differs, and every engine reads both.
    if start.format.replace("T", " ") == TIME_FORMAT:
        return part(text(), 1, 19)
    pieces: list[Sql] = []
    for sign, after in zip(_PLACES, ("-", "-", " ", ":", ":", ""), strict=True):
        pieces.append(part(text(), *place_of(sign, start)))
        if after:
            pieces.append(sql.text(after))
    return sql.concat(*pieces)


def place_of(sign: str, start: Start) -> tuple[int, int]:
    """Say where a part of a text start stands: `%m` of `%Y-%m-%d %H:%M:%S` is (6, 2)."""
    before = start.format[: start.format.index(sign)]
    place = len(before) + sum(_PLACES[s] - len(s) for s in _PLACES if s in before)
    return place + 1, _PLACES[sign]
