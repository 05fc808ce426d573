"""Holds requests to a policy: what it hides is lacking, what it bounds is checked, with codes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from types import MappingProxyType

from cdrql.errors import PolicyError, Problem
from cdrql.fields import FILTERS
from cdrql.findings import is_printable
from cdrql.policy import Policy
from cdrql.request import Request
from cdrql.source import Span
from cdrql.values import Values
from cdrql.warehouse import Field, Warehouse


def check_policy(policy: Policy, house: Warehouse, now: datetime | None) -> None:
    """Refuse a policy that does not fit a warehouse, or whose scope has no values yet."""
    wrong = list(_unfit(policy, house))
    if policy.oldest is not None and not isinstance(now, datetime):
        message = "the policy bounds the age of calls, and `now` is not given"
        wrong.append(Problem("CDR402", message, hint="compile(..., now=datetime.now(UTC))"))
    if wrong:
        raise PolicyError(*wrong)


def _unfit(policy: Policy, house: Warehouse) -> Iterator[Problem]:
    """Say where a policy does not fit a warehouse."""
    named = {*policy.scope, *policy.masks, *(policy.visible or ())}
    for name in sorted(named - set(house.fields)):
        yield Problem("CDR403", f"the policy names `{name}`, which `{house.name}` does not have")
    for name, values in policy.scope.items():
        if field := house.fields.get(name):
            yield from _unfit_scope(name, values, field)
    for name in policy.masks:
        held = house.fields.get(name)
        if held and held.type != "text":
            yield Problem("CDR403", f"only texts are masked, and `{name}` is {held.type}")


def _unfit_scope(
    name: str, values: tuple[int | str, ...] | None, field: Field
) -> Iterator[Problem]:
    """Say why a scope's field or values will not do."""
    if field.type not in ("text", "integer") or field.lookup:
        yield Problem("CDR403", f"rows are not scoped by `{name}`: it is no plain text or integer")
    elif values is None:
        hint = "the application gives it: Policy(scope={...}) & policy"
        yield Problem("CDR402", f"the policy's scope of `{name}` has no value", hint=hint)
    elif not all(_is_scope(value, field) for value in values):
        yield Problem(
            "CDR403", f"the policy's scope of `{name}` is not made of {field.type} values"
        )


def _is_scope(value: int | str, field: Field) -> bool:
    """Say whether a value is one that the field can hold; an empty text would mean NULL."""
    if field.type == "integer":
        return isinstance(value, int) and -(2**63) <= value < 2**63
    return isinstance(value, str) and 0 < len(value) <= 256 and is_printable(value)


@lru_cache(maxsize=256)
def seen(house: Warehouse, visible: frozenset[str] | None) -> Warehouse:
    """Give the warehouse as it looks to who may see these fields: it lacks the others.

    Whether a call was answered may always be seen, as its count may.
    """
    if visible is None:
        return house
    fields = {n: f for n, f in house.fields.items() if n in visible or n == "answered"}
    narrow = replace(house, fields=MappingProxyType(fields))
    return replace(
        narrow,
        dimensions=tuple(row for row in house.dimensions if narrow.answers(row)),
        measures=tuple(row for row in house.measures if narrow.answers(row)),
    )


def violations(
    asked: Request, values: Values, policy: Policy, now: datetime | None
) -> Iterator[Problem]:
    """Say where a request asks for more than the policy lets it."""
    yield from _window(asked, values, policy, now)
    yield from _limit(asked, policy)
    filters = asked.filter.__dict__
    for row in FILTERS:
        given = filters.get(row.key)
        if given is None:
            continue
        mask = policy.masks.get(row.field)
        hidden = policy.visible is not None and row.field not in policy.visible
        if mask and not hidden and (row.kind == "prefix" or mask.filter == "refused"):
            message = f"`filter.{row.key}` looks at what the policy masks"
            exact = mask.filter == "exact"
            hint = "name whole values instead of their start" if exact else "leave it out"
            yield Problem("CDR408", message, f"filter.{row.key}", hint=hint)
        if policy.most_values and isinstance(given, tuple) and len(given) > policy.most_values:
            message = f"the policy lets a filter have {policy.most_values} values"
            yield Problem("CDR407", message, f"filter.{row.key}", hint="ask in several parts")


def _window(
    asked: Request, values: Values, policy: Policy, now: datetime | None
) -> Iterator[Problem]:
    """Hold the window to its longest length and its oldest age."""
    start, end = values.params.get("start_at"), values.params.get("end_at")
    if not (isinstance(start, datetime) and isinstance(end, datetime)):
        return
    if policy.longest_window is not None and end - start > policy.longest_window:
        message = f"the policy lets a window be {_spelled(policy.longest_window)} long"
        text, span = _text(asked.filter.end_at)
        yield Problem("CDR404", message, "filter.end_at", text, span, "take a narrower window")
    if policy.oldest is not None:
        assert now is not None  # checked before anything is compiled
        first = _naive(now) - policy.oldest
        if start < first:
            message = f"the policy lets calls be {_spelled(policy.oldest)} old"
            text, span = _text(asked.filter.start_at)
            hint = f"begin at {first:%Y-%m-%d %H:%M:%S} UTC or later"
            yield Problem("CDR405", message, "filter.start_at", text, span, hint)


def _naive(now: datetime) -> datetime:
    """Give an instant as naive UTC; one without a zone is that already."""
    return now.astimezone(UTC).replace(tzinfo=None) if now.tzinfo else now


def _text(text: str) -> tuple[str, Span]:
    """Point at a whole text."""
    return text, (0, len(text))


def _spelled(span: timedelta) -> str:
    """Spell a length of time."""
    days, seconds = span.days, span.seconds
    hours = f"{seconds // 3600} hours" if seconds >= 3600 and seconds % 3600 == 0 else ""
    whole = f"{days} day{'s' if days != 1 else ''}" if days else ""
    return " ".join(part for part in (whole, hours) if part) or f"{span.total_seconds():g} seconds"


def _limit(asked: Request, policy: Policy) -> Iterator[Problem]:
    """Hold the limit to the largest."""
    largest = policy.largest_limit
    if largest is None:
        return
    if asked.limit is None and policy.default_limit is None:
        message = f"the policy wants a limit, of at most {largest} rows"
        yield Problem("CDR406", message, "limit", hint=f'set "limit" to {largest} or less')
    elif asked.limit is not None and asked.limit > largest:
        shown = str(asked.limit)
        message = f"the policy lets an answer have {largest} rows"
        yield Problem("CDR406", message, "limit", shown, (0, len(shown)), "ask page by page")


def limits(asked: Request, policy: Policy) -> Iterator[Problem]:
    """Warn that an answer is cut where a request does not say so itself."""
    if asked.limit is None and policy.default_limit is not None:
        message = f"the policy gives no more than {policy.default_limit} rows without a limit"
        yield Problem("CDR804", message, "limit", hint='set "limit", and page by "offset"')
