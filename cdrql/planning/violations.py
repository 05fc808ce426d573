"""Where a request asks for more than its policy lets it, and where the policy cuts its answer."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from cdrql.errors import Problem
from cdrql.language.request import Request
from cdrql.language.values import Values
from cdrql.language.zones import offset_at, open_zone
from cdrql.model.policy import Policy
from cdrql.model.vocabulary import FILTERS
from cdrql.texts.carets import Span


def policy_violations(
    request: Request, values: Values, policy: Policy, now: datetime | None
) -> Iterator[Problem]:
    """Say where a request asks for more than the policy lets it."""
    yield from _window_violations(request, values, policy, now)
    yield from _limit_violations(request, policy)
    filters = request.filter.__dict__
    for row in FILTERS:
        given = filters.get(row.key)
        if given is None:
            continue
        mask = policy.masks.get(row.field)
        # What may not be seen is told as lacking: that it is masked would tell that it is there.
        hidden = policy.visible is not None and row.field not in policy.visible
        if mask and not hidden and (row.kind == "prefix" or mask.filter == "refused"):
            message = f"`filter.{row.key}` looks at what the policy masks"
            exact = mask.filter == "exact"
            hint = "name whole values instead of their start" if exact else "leave it out"
            yield Problem("CDR408", message, f"filter.{row.key}", hint=hint)
        if policy.most_values and isinstance(given, tuple) and len(given) > policy.most_values:
            most = _counted_noun(policy.most_values, "value")
            message = f"the policy lets a filter have at most {most}"
            yield Problem("CDR407", message, f"filter.{row.key}", hint="ask in several parts")


def _window_violations(
    request: Request, values: Values, policy: Policy, now: datetime | None
) -> Iterator[Problem]:
    """Hold the window to its longest length and its oldest age."""
    start, end = values.params.get("start_at"), values.params.get("end_at")
    if not (isinstance(start, datetime) and isinstance(end, datetime)):
        return
    longest = policy.longest_window
    # Longer by both clocks: the hour that autumn adds is nobody's fault.
    if longest and end - start > longest < _clock_length(start, end, request.timezone):
        message = f"the policy lets a window be at most {_spelled_span(longest)} long"
        text, span = _whole_text(request.filter.end_at)
        yield Problem("CDR404", message, "filter.end_at", text, span, "take a narrower window")
    if policy.oldest is not None:
        assert now is not None  # checked before anything is compiled
        first = _earliest_start(now, policy.oldest)
        if start < first:
            message = f"the policy lets calls be at most {_spelled_span(policy.oldest)} old"
            text, span = _whole_text(request.filter.start_at)
            hint = f"begin at {first.isoformat(' ')}Z or later"
            yield Problem("CDR405", message, "filter.start_at", text, span, hint)


# How lengths, ages and numbers are measured and worded.


def _clock_length(start: datetime, end: datetime, zone_name: str | None) -> timedelta:
    """Measure a window by the clocks of its zone, on which a month of autumn has 31 days."""
    length = end - start
    try:
        local = open_zone(zone_name or "UTC")
        shown = timedelta(seconds=offset_at(end, local) - offset_at(start, local))
    except (KeyError, OverflowError):
        return length  # no such zone, which is told; or the ends of the calendar
    return length + shown


def _earliest_start(now: datetime, oldest: timedelta) -> datetime:
    """Give the earliest start, as naive UTC; `now` without a zone is UTC already."""
    try:
        return now.replace(tzinfo=None) - (now.utcoffset() or timedelta(0)) - oldest
    except OverflowError:
        return datetime.min  # older than any calendar


def _whole_text(text: str) -> tuple[str, Span]:
    return text, (0, len(text))


def _spelled_span(span: timedelta) -> str:
    minutes, seconds = divmod(span.seconds, 60)
    count = f"{seconds}.{span.microseconds:06d}".rstrip("0") if span.microseconds else seconds
    parts = (
        (span.days, "day"),
        (minutes // 60, "hour"),
        (minutes % 60, "minute"),
        (count, "second"),
    )
    return " ".join(_counted_noun(number, noun) for number, noun in parts if number)


def _counted_noun(number: int | str, noun: str) -> str:
    """Put a noun to its number."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _limit_violations(request: Request, policy: Policy) -> Iterator[Problem]:
    largest = policy.largest_limit
    if largest is None:
        return
    if request.limit is None and policy.default_limit is None:
        message = f"the policy wants a limit, of at most {_counted_noun(largest, 'row')}"
        yield Problem("CDR406", message, "limit", hint=f'set "limit" to {largest} or less')
    elif request.limit is not None and request.limit > largest:
        shown = str(request.limit)
        message = f"the policy lets an answer have at most {_counted_noun(largest, 'row')}"
        yield Problem("CDR406", message, "limit", shown, (0, len(shown)), "ask page by page")


def policy_warnings(request: Request, policy: Policy) -> Iterator[Problem]:
    """Warn that an answer is cut where a request does not say so itself."""
    if request.limit is None and policy.default_limit is not None:
        rows = _counted_noun(policy.default_limit, "row")
        message = f"the policy gives no more than {rows} without a limit"
        yield Problem("CDR804", message, "limit", hint='set "limit", and page by "offset"')
