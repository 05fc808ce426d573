"""Holds requests to a policy: what it hides is lacking, what it bounds is checked, with codes."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from types import MappingProxyType

from cdrql.errors import PolicyError, Problem, did_you_mean
from cdrql.language.findings import is_printable
from cdrql.language.request import KEYS, Request
from cdrql.language.values import Values
from cdrql.language.zones import offset_at, zone
from cdrql.model.policy import LONGEST_TEXT, Fixed, Mask, Policy
from cdrql.model.vocabulary import ATTRIBUTES, FILTERS
from cdrql.model.warehouse import Field, Warehouse
from cdrql.texts.spans import Span

Masks = Mapping[str, Mask]


def check_policy(policy: Policy, house: Warehouse, now: datetime | None) -> None:
    """Refuse a policy that does not fit a warehouse, or whose scope has no values yet."""
    wrong = [*_unfit(*policy.names, house), *_unfit_values(policy, house)]
    if policy.oldest is not None and not isinstance(now, datetime):
        message = "the policy bounds the age of calls, and `now` is not given"
        wrong.append(Problem("CDR402", message, hint="compile(..., now=datetime.now(UTC))"))
    if wrong:
        raise PolicyError(*wrong)


@lru_cache(maxsize=256)
def _unfit(
    scoped: tuple[str, ...], visible: frozenset[str] | None, masks: Fixed[Mask], house: Warehouse
) -> tuple[Problem, ...]:
    """Say where the fields that a policy names do not fit, once for all values of a scope."""
    return tuple(_misnamed(scoped, visible, masks, house))


def _misnamed(
    scoped: tuple[str, ...], visible: Set[str] | None, masks: Masks, house: Warehouse
) -> Iterator[Problem]:
    """Say which fields are not there, or not what they are taken for."""
    named = {*scoped, *masks, *(visible or ())}
    for name in sorted(named - set(house.fields)):
        message = f"the policy names `{name[:64]}`, which `{house.name}` does not have"
        hint = did_you_mean(name, house.fields, f"its fields are {', '.join(house.fields)}")
        yield Problem("CDR403", message, hint=hint)
    for name in scoped:
        if name in house.fields and (why := unfit_scope(house.fields[name])):
            yield Problem("CDR403", why)
    for name in masks:
        if (held := house.fields.get(name)) is None:
            continue
        if why := unfit_mask(held):
            yield Problem("CDR403", why)
        elif why := shown_elsewhere(held, masks, visible, house.fields):
            yield Problem("CDR403", why, hint="mask it alike, or leave it out of `visible`")


def unfit_scope(field: Field) -> str | None:
    """Say why rows cannot be scoped by a field, if they cannot."""
    if field.type not in ("text", "integer"):
        return f"rows are scoped by a text or an integer, and `{field.name}` is {field.type}"
    return f"rows are not scoped by `{field.name}`, which is looked up" if field.lookup else None


def unfit_mask(field: Field) -> str | None:
    """Say why a field cannot be masked, if it cannot."""
    return f"only texts are masked, and `{field.name}` is {field.type}" * (field.type != "text")


def _unfit_values(policy: Policy, house: Warehouse) -> Iterator[Problem]:
    """Say which values of a scope are missing or will not do, without showing them."""
    for name, values in policy.required.items():
        field = house.fields.get(name)
        if field is None or unfit_scope(field):
            continue
        if values is None:
            hint = f'the application gives it: policy=cdrql.Policy(scope={{"{name}": ...}})'
            yield Problem("CDR402", f"the policy's scope of `{name}` has no value", hint=hint)
        elif not all(_is_scope(value, field) for value in values):
            whole = field.type == "integer"
            kind = "whole numbers" if whole else "printable texts that are not empty"
            yield Problem("CDR403", f"the policy's scope of `{name}` is not made of {kind}")


def _is_scope(value: int | str, field: Field) -> bool:
    """Say whether a value is one that the field can hold; an empty text would mean NULL."""
    if field.type == "integer":
        return isinstance(value, int) and -(2**63) <= value < 2**63
    return isinstance(value, str) and 0 < len(value) <= LONGEST_TEXT and is_printable(value)


def shown_elsewhere(
    held: Field, masks: Masks, visible: Set[str] | None, fields: Mapping[str, Field]
) -> str | None:
    """Find a field that would show what is masked, for it reads the same."""
    for name, other in fields.items():
        seen = visible is None or name in visible
        masked = masks.get(name) == masks[held.name]
        shown = seen and other.type in ("text", "integer") and not masked
        if shown and other is not held and _reads(other) and _reads(other) == _reads(held):
            return f"`{name}` reads what `{held.name}` does, and is not masked as that is"
    return None


def _reads(field: Field) -> tuple[object, ...] | None:
    """Give what a field shows: its expression, and the names that are looked up by it."""
    look = field.lookup
    names = (look.table, look.key, look.name) if look else ()
    return (*field.source.split(), names) if field.source else None


def seen(house: Warehouse, visible: Set[str] | None) -> Warehouse:
    """Give the warehouse as it looks to who may see these fields: it lacks the others.

    Whether a call was answered may always be seen, as its count may.
    """
    return house if visible is None else _narrowed(house, frozenset(visible))


@lru_cache(maxsize=256)
def _narrowed(house: Warehouse, visible: frozenset[str]) -> Warehouse:
    """Leave out what may not be seen, and whatever of the warehouse's own is made of it."""
    fields = {n: f for n, f in house.fields.items() if n in visible or n == "answered"}
    narrow = replace(house, fields=MappingProxyType(fields))
    return replace(
        narrow,
        dimensions=tuple(row for row in house.dimensions if narrow.answers(row)),
        measures=tuple(row for row in house.measures if narrow.answers(row)),
    )


def known_keys(policy: Policy) -> Mapping[str, tuple[str, ...]]:
    """Give the keys that hints may name: of the filter, those on fields that may be seen."""
    visible = policy.visible
    if visible is None:
        return KEYS
    hidden = {row.key for row in FILTERS if row.field not in visible}
    hidden |= set() if visible & set(ATTRIBUTES.values()) else {"callAttributes"}
    return {**KEYS, "filter": tuple(key for key in KEYS["filter"] if key not in hidden)}


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
            message = (
                f"the policy lets a filter have at most {_counted(policy.most_values, 'value')}"
            )
            yield Problem("CDR407", message, f"filter.{row.key}", hint="ask in several parts")


def _window(
    asked: Request, values: Values, policy: Policy, now: datetime | None
) -> Iterator[Problem]:
    """Hold the window to its longest length and its oldest age."""
    start, end = values.params.get("start_at"), values.params.get("end_at")
    if not (isinstance(start, datetime) and isinstance(end, datetime)):
        return
    longest = policy.longest_window
    if longest and end - start > longest < _length(start, end, asked.timezone):
        message = f"the policy lets a window be at most {_spelled(longest)} long"
        text, span = _text(asked.filter.end_at)
        yield Problem("CDR404", message, "filter.end_at", text, span, "take a narrower window")
    if policy.oldest is not None:
        assert now is not None  # checked before anything is compiled
        first = _before(now, policy.oldest)
        if start < first:
            message = f"the policy lets calls be at most {_spelled(policy.oldest)} old"
            text, span = _text(asked.filter.start_at)
            hint = f"begin at {first.isoformat(' ')}Z or later"
            yield Problem("CDR405", message, "filter.start_at", text, span, hint)


def _length(start: datetime, end: datetime, zone_name: str | None) -> timedelta:
    """Measure a window by the clocks of its zone, on which a month of autumn has 31 days."""
    length = end - start
    try:
        local = zone(zone_name or "UTC")
        shown = timedelta(seconds=offset_at(end, local) - offset_at(start, local))
    except (KeyError, OverflowError):
        return length  # no such zone, which is told; or the ends of the calendar
    return length + shown


def _before(now: datetime, oldest: timedelta) -> datetime:
    """Give the earliest start, as naive UTC; `now` without a zone is UTC already."""
    try:
        return now.replace(tzinfo=None) - (now.utcoffset() or timedelta(0)) - oldest
    except OverflowError:
        return datetime.min  # older than any calendar


def _text(text: str) -> tuple[str, Span]:
    """Point at a whole text."""
    return text, (0, len(text))


def _spelled(span: timedelta) -> str:
    """Spell a length of time."""
    minutes, seconds = divmod(span.seconds, 60)
    count = f"{seconds}.{span.microseconds:06d}".rstrip("0") if span.microseconds else seconds
    parts = (
        (span.days, "day"),
        (minutes // 60, "hour"),
        (minutes % 60, "minute"),
        (count, "second"),
    )
    return " ".join(_counted(number, noun) for number, noun in parts if number)


def _counted(number: int | str, noun: str) -> str:
    """Put a noun to its number."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _limit(asked: Request, policy: Policy) -> Iterator[Problem]:
    """Hold the limit to the largest."""
    largest = policy.largest_limit
    if largest is None:
        return
    if asked.limit is None and policy.default_limit is None:
        message = f"the policy wants a limit, of at most {_counted(largest, 'row')}"
        yield Problem("CDR406", message, "limit", hint=f'set "limit" to {largest} or less')
    elif asked.limit is not None and asked.limit > largest:
        shown = str(asked.limit)
        message = f"the policy lets an answer have at most {_counted(largest, 'row')}"
        yield Problem("CDR406", message, "limit", shown, (0, len(shown)), "ask page by page")


def limits(asked: Request, policy: Policy) -> Iterator[Problem]:
    """Warn that an answer is cut where a request does not say so itself."""
    if asked.limit is None and policy.default_limit is not None:
        rows = _counted(policy.default_limit, "row")
        message = f"the policy gives no more than {rows} without a limit"
        yield Problem("CDR804", message, "limit", hint='set "limit", and page by "offset"')
