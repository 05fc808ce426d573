"""What a request asks about: its instants, numbers and texts, apart from the shape it has."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from cdrql.errors import Problem, item_path
from cdrql.language.request import Request
from cdrql.language.zones import (
    FIRST_YEAR,
    LAST_YEAR,
    OffsetChange,
    instant,
    not_a_zone,
    offset_changes,
    wall_changes,
    zone,
)
from cdrql.model.vocabulary import BOUND_PLACES, CALL_TYPES, FILTERS
from cdrql.texts.spans import Span

Value = int | str | datetime

# The numbers of a condition; what is left when they are taken out is its shape.
_WHOLE = re.compile(r"-?[0-9]+")
_DECIMAL = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_LONGEST_NUMBER = 20

_LISTS = tuple(row.key for row in FILTERS if row.kind != "condition")
_CONDITIONS = tuple(row.key for row in FILTERS if row.kind == "condition")
_MONTH, _YEAR = timedelta(days=31), timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Values:
    """The values of a request by parameter name, and the shape that is left.

    `stored` is the zone of the start column's clock, `offset_changes` what makes local time of it.
    """

    shape: tuple[object, ...]
    params: Mapping[str, Value]
    stored: str
    offset_changes: tuple[OffsetChange, ...]


def take(asked: Request, stored: str, problems: list[Problem]) -> Values:
    """Take the values out of a request; two requests of one shape compile to the same SQL.

    `stored` is the zone in which the warehouse stores the start of calls.
    """
    params: dict[str, Value] = {}
    offsets = _window(asked, stored, params, problems)
    shape: list[object] = [asked.group, asked.fields, asked.period, asked.order]
    shape += asked.timezone, offsets, asked.limit is None, asked.offset is None
    filters = asked.filter.__dict__
    for key in _LISTS:
        if filters[key] is not None:
            shape.append((key, *_listed(key, filters[key], params)))
    for key in _CONDITIONS:
        if filters[key] is not None:
            found = _numbers(filters[key], _WHOLE, f"filter.{key}", problems)
            params.update((f"{key}_{i}", int(n)) for i, n in enumerate(found, 1))
            shape.append((key, len(found), _WHOLE.sub("#", filters[key])))
    if filters["callAttributes"] is not None:
        shape.append(filters["callAttributes"])
    if asked.having:
        shape.append(tuple(_having(asked.having, params, problems)))
    if asked.limit is not None:
        params["limit"] = asked.limit
    if asked.offset is not None:
        params["offset"] = asked.offset
    return Values(tuple(shape), params, stored, offsets)


def _window(
    asked: Request, stored: str, params: dict[str, Value], problems: list[Problem]
) -> tuple[OffsetChange, ...]:
    """Turn the window into UTC, and give what to add to a stored start for local time in it."""
    local = _zone(asked, problems)
    for key in ("start_at", "end_at"):
        text = getattr(asked.filter, key)
        if not text:
            continue
        try:
            params[key] = instant(text, local)
        except ValueError as error:
            message = f"`filter.{key}` is not a timestamp: {error}"
            hint = "write 2025-01-31, 2025-01-31 23:59:59 or 2025-01-31T23:59:59+01:00"
            problem = Problem("CDR111", message, f"filter.{key}", text, (0, len(text)), hint)
            problems.append(problem)
    start, end = params.get("start_at"), params.get("end_at")
    if not (isinstance(start, datetime) and isinstance(end, datetime)):
        return ()
    if start >= end:
        message = "the window is empty: `start_at` is not before `end_at`"
        text = asked.filter.end_at
        hint = "a window holds the calls from start_at on and before end_at"
        problems.append(Problem("CDR306", message, "filter.end_at", text, (0, len(text)), hint))
    shown = local.key if local else "UTC"
    if asked.period is None or start >= end or stored == shown:
        return ()
    return _offset_changes((stored, shown), start, end, asked, problems)


def _zone(asked: Request, problems: list[Problem]) -> ZoneInfo | None:
    """Open the request's zone; UTC needs none."""
    name = asked.timezone
    if name is None or name == "UTC":
        return None
    try:
        return zone(name)
    except KeyError:
        problems.append(not_a_zone(name, "timezone", name))
        return None


def _offset_changes(
    zones: tuple[str, str],
    start: datetime,
    end: datetime,
    asked: Request,
    problems: list[Problem],
) -> tuple[OffsetChange, ...]:
    """Give the zone's offsets in the window, within the years that zones are known for."""
    if start.year < FIRST_YEAR or end.year > LAST_YEAR:
        message = f"periods in local time are given from {FIRST_YEAR} to {LAST_YEAR}"
        text = asked.filter.start_at if start.year < FIRST_YEAR else asked.filter.end_at
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


def _listed(
    key: str, values: tuple[int | str | None, ...], params: dict[str, Value]
) -> tuple[int, bool]:
    """Name the values of a list, apart from those that mean NULL or empty."""
    given = [value for value in values if value is not None and value != ""]
    for i, value in enumerate(given, 1):
        params[f"{key}_{i}"] = value
    return len(given), len(given) < len(values)


def _numbers(text: str, number: re.Pattern[str], path: str, problems: list[Problem]) -> list[str]:
    """Find the numbers of a condition; one that does not fit is a problem."""
    found = number.findall(text)
    if any(_misfit(n) for n in found):
        for match in number.finditer(text):
            if reason := _misfit(match[0]):
                problems.append(Problem("CDR107", reason, path, text, match.span()))
        return []  # with a problem, nothing is compiled
    return found


def _misfit(number: str) -> str | None:
    """Say why a number cannot be compared with, if it cannot."""
    if len(number) < _LONGEST_NUMBER - 1 and "." not in number:
        return None
    whole, _, fraction = number.partition(".")
    if len(fraction) > BOUND_PLACES:
        return f"a number has at most {BOUND_PLACES} decimals"
    if len(whole) > _LONGEST_NUMBER or not -(2**63) <= int(whole) < 2**63:
        return f"`{number if len(number) < 64 else number[:61] + '...'}` does not fit in 64 bits"
    return None


def _having(
    having: Mapping[str, str | None], params: dict[str, Value], problems: list[Problem]
) -> Iterator[tuple[str, str, int]]:
    """Name the bounds on measures, in their order; they are scaled when their measure is known."""
    bounds = 0
    for name, text in having.items():
        if text is None:
            yield name, "", 0
            continue
        found = _numbers(text, _DECIMAL, f"having.{name}", problems)
        for n in found:
            bounds += 1
            params[f"having_{bounds}"] = n
        yield name, _DECIMAL.sub("#", text), len(found)


# A bound that no count and no sum of money meets: what lies between two of them equals none.
_NEVER = -(2**63)


def scaled(number: str, operator: str, places: int | None) -> int:
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
    if rest and operator in (">=", "<"):
        step += 1
    return max(-(2**63), min(2**63 - 1, step))


def cautions(asked: Request, parts: tuple[str, ...], values: Values) -> Iterator[Problem]:
    """Warn of what is allowed but seldom meant."""
    kinds = asked.filter.callsType or ()
    for i, kind in enumerate(kinds):
        if kind not in CALL_TYPES:
            known = ", ".join(f"{number} {name}" for number, name in CALL_TYPES.items())
            message = f"{kind} is not a documented call type"
            path = item_path("filter.callsType", i, len(kinds))
            shown, hint = str(kind), f"the types are {known}"
            yield Problem("CDR801", message, path, shown, (0, len(shown)), hint)
    yield from _folded(asked.period or "", parts, values)


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
