"""What a request asks about: its instants, numbers and texts, apart from the shape it has."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from operator import itemgetter
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from cdrql.errors import Problem, item_path
from cdrql.language.conditions import DECIMAL, WHOLE, extract_numbers
from cdrql.language.request import Request, Role, given_values, keys_of
from cdrql.language.zones import (
    FIRST_YEAR,
    LAST_YEAR,
    OffsetChange,
    SkippedReadings,
    not_a_zone,
    offset_changes,
    open_zone,
    parse_timestamp,
    skipped_readings,
    wall_changes,
)
from cdrql.model.parameters import HAVING, numbered_parameters
from cdrql.model.vocabulary import BOUND_PLACES, CALL_TYPES
from cdrql.texts.carets import Span

Value = int | str | datetime

# The longest of each: within it no two days, or months, fall together.
_MONTH, _YEAR = timedelta(days=31), timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Values:
    """The values of a request by parameter name, and the shape that is left.

    `stored` is the zone of the start column's clock, `offset_changes` what makes local time of it,
    `skipped` the readings that this clock never shows.
    """

    shape: tuple[object, ...]
    params: Mapping[str, Value]
    stored: str
    offset_changes: tuple[OffsetChange, ...]
    skipped: tuple[SkippedReadings, ...]


def extract_values(request: Request, stored: str, problems: list[Problem]) -> Values:
    """Take the values out of a request; two requests of one shape compile to the same SQL.

    `stored` is the zone in which the warehouse stores the start of calls. Whatever the model does
    not declare as values is shape.
    """
    params: dict[str, Value] = {}
    clocks = _window(request, stored, params, problems)
    shape = _extract("", request, params, problems)
    return Values((clocks, shape), params, stored, *clocks)


def _extract(
    path: str, holder: BaseModel, params: dict[str, Value], problems: list[Problem]
) -> tuple[object, ...]:
    """Take the values out of an object of a request, and give the shape that is left."""
    given = holder.__dict__
    whole, extractors = _extractors(type(holder))
    shape = [whole(given)]
    for key, extract in extractors:
        value = given[key]
        if value is not None:
            shape.append((key, extract(path, key, value, params, problems)))
    return tuple(shape)


@cache
def _extractors(
    model: type[BaseModel],
) -> tuple[Callable[[Mapping[str, Any]], object], tuple[tuple[str, Callable[..., object]], ...]]:
    """Give what picks all that is shape whole, and what extracts the values of each other key."""
    return itemgetter(*keys_of(model, None)), tuple(
        (key, extract) for role, extract in _EXTRACTORS.items() for key in keys_of(model, role)
    )


def _window(
    request: Request, stored: str, params: dict[str, Value], problems: list[Problem]
) -> tuple[tuple[OffsetChange, ...], tuple[SkippedReadings, ...]]:
    """Turn the window into UTC, and give what to add to a stored start for local time in it.

    Beside that the readings in it that the stored clock skips.
    """
    local = _zone(request, problems)
    for key in ("start_at", "end_at"):
        text = getattr(request.filter, key)
        if not text:
            continue
        try:
            params[key] = parse_timestamp(text, local)
        except ValueError as error:
            message = f"`filter.{key}` is not a timestamp: {error}"
            hint = "write 2025-01-31, 2025-01-31 23:59:59 or 2025-01-31T23:59:59+01:00"
            problem = Problem("CDR111", message, f"filter.{key}", text, (0, len(text)), hint)
            problems.append(problem)
    start, end = params.get("start_at"), params.get("end_at")
    if not (isinstance(start, datetime) and isinstance(end, datetime)):
        return (), ()
    if start >= end:
        message = "the window is empty: `start_at` is not before `end_at`"
        text = request.filter.end_at
        hint = "a window holds the calls from start_at on and before end_at"
        problems.append(Problem("CDR306", message, "filter.end_at", text, (0, len(text)), hint))
    shown = local.key if local else "UTC"
    # Only periods are shown in local time.
    if request.period is None or start >= end or stored == shown == "UTC":
        return (), ()
    # Only clocks that differ need offsets.
    zones = (stored, shown)
    changes = () if stored == shown else _offset_changes(zones, start, end, request, problems)
    return changes, () if stored == "UTC" else skipped_readings(*zones, start, end)


# Zones of the request.


def _zone(request: Request, problems: list[Problem]) -> ZoneInfo | None:
    """Open the request's zone; UTC needs none."""
    name = request.timezone
    if name is None or name == "UTC":
        return None
    try:
        return open_zone(name)
    except KeyError:
        problems.append(not_a_zone(name, "timezone", name))
        return None


def _offset_changes(
    zones: tuple[str, str],
    start: datetime,
    end: datetime,
    request: Request,
    problems: list[Problem],
) -> tuple[OffsetChange, ...]:
    """Give the zone's offsets in the window, within the years that zones are known for."""
    if start.year < FIRST_YEAR or end.year > LAST_YEAR:
        message = f"periods in local time are given from {FIRST_YEAR} to {LAST_YEAR}"
        text = request.filter.start_at if start.year < FIRST_YEAR else request.filter.end_at
        path = "filter.start_at" if start.year < FIRST_YEAR else "filter.end_at"
        hint = "take a narrower window, or leave out timezone or period"
        problems.append(Problem("CDR307", message, path, text, (0, len(text)), hint))
        return ()
    stored, shown = zones
    return (
        offset_changes(shown, start, end)
        if stored == "UTC"
        else wall_changes(stored, shown, start, end)
    )


# What takes the values out of a key: given the path of its holder, the key and what it holds, they
# put the values to the parameters, tell what is wrong, and give the shape that is left.


def _items(
    _: str, key: str, items: tuple[int | str | None, ...], params: dict[str, Value], __: object
) -> object:
    given = given_values(items)
    count = len(given)
    params.update(zip(numbered_parameters(key, count), given, strict=True))
    return count, count < len(items)


def _numbers(
    path: str, key: str, text: str, params: dict[str, Value], problems: list[Problem]
) -> object:
    numbers, rest = extract_numbers(text, WHOLE, f"{path}{key}", problems)
    count = len(numbers)
    params.update(zip(numbered_parameters(key, count), map(int, numbers), strict=True))
    return count, rest


def _keys(
    path: str, key: str, holder: BaseModel, params: dict[str, Value], problems: list[Problem]
) -> object:
    return _extract(f"{path}{key}.", holder, params, problems)


def _bounds(
    path: str,
    key: str,
    texts: Mapping[str, str | None],
    params: dict[str, Value],
    problems: list[Problem],
) -> object:
    """Bounds stay as they are written: they are scaled when their measure is known."""
    shape: list[object] = []
    bounds: list[str] = []
    for name, text in texts.items():
        numbers, rest = extract_numbers(text or "", DECIMAL, f"{path}{key}.{name}", problems)
        bounds += numbers
        shape.append((name, rest, len(numbers)))
    params.update(zip(numbered_parameters(HAVING, len(bounds)), bounds, strict=True))
    return tuple(shape)


def _number(_: str, key: str, number: int, params: dict[str, Value], __: object) -> object:
    params[key] = number
    return ()


# In the order in which values are bound, and their problems told.
_EXTRACTORS: Mapping[Role, Callable[..., object]] = {
    Role.ITEMS: _items,
    Role.NUMBERS: _numbers,
    Role.KEYS: _keys,
    Role.BOUNDS: _bounds,
    Role.NUMBER: _number,
}


# A bound that no count and no sum of money meets: what lies between two of them equals none.
_NEVER = -(2**63)


def scaled_bound(number: str, operator: str, places: int | None) -> int:
    """Give a bound on a measure as a whole number that compares just as the number does.

    For a ratio (`places` None) it counts 10**-BOUND_PLACES, with the far ends cut where no ratio
    comes; for counts and money 10**-places, moved to the next such step.
    """
    whole, _, fraction = number.partition(".")
    digits = int(whole + fraction.ljust(BOUND_PLACES, "0"))
    if places is None:
        return max(-(2**63), min(2**63 - 1, digits))
    step, rest = divmod(digits, int(10 ** (BOUND_PLACES - places)))
    if rest and operator in ("=", "!="):
        return _NEVER
    # Between two steps `>= 1.5` is `>= 2`, and `> 1.5` is `> 1`.
    if rest and operator in (">=", "<"):
        step += 1
    return max(-(2**63), min(2**63 - 1, step))


# Warnings.


def request_warnings(request: Request, parts: tuple[str, ...], values: Values) -> Iterator[Problem]:
    """Warn of what is allowed but seldom meant."""
    kinds = request.filter.callsType or ()
    for i, kind in enumerate(kinds):
        if kind is not None and kind not in CALL_TYPES:
            known = ", ".join(f"{number} {name}" for number, name in CALL_TYPES.items())
            message = f"{kind} is not a documented call type"
            path = item_path("filter.callsType", i, len(kinds))
            shown, hint = str(kind), f"the types are {known}"
            yield Problem("CDR801", message, path, shown, (0, len(shown)), hint)
    yield from _folded(request.period or "", parts, values)


def _folded(period: str, parts: tuple[str, ...], values: Values) -> Iterator[Problem]:
    """Warn where a period folds days or months together that its next part would split."""
    start, end = values.params["start_at"], values.params["end_at"]
    assert isinstance(start, datetime) and isinstance(end, datetime)
    span: Span = (0, len(period))
    if "day" in parts and "month" not in parts and end - start > _MONTH:
        message = "`day` without `month` over more than a month: every 12th falls together"
        yield Problem("CDR802", message, "period", period, span, "add `month` to the period")
    if "month" in parts and "year" not in parts and end - start > _YEAR:
        message = "`month` without `year` over more than a year: every January falls together"
        yield Problem("CDR803", message, "period", period, span, "add `year` to the period")
