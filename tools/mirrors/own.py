"""What the reference knows of mirrors: seconds with a fraction, and measures written by hand."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from cdrql.conformance.measures import (
    KNOWN_MEASURES,
    Calls,
    KnownMeasure,
    acd_text,
    answered_calls,
    as_is,
    clock,
    ratio,
    sum_money,
    sum_seconds,
)

Number = Fraction | None


def whole(value: Decimal | Fraction) -> int:
    """Round half up, away from zero."""
    return int(shown(Fraction(value), 0))


def shown(value: Fraction, places: int) -> Decimal:
    """Round half up, away from zero, to so many decimals."""
    twice = abs(value) * 10**places * 2 + 1
    size = Decimal(twice.numerator // twice.denominator // 2).scaleb(-places)
    return -size if value < 0 else size


# --- Seconds with a fraction --------------------------------------------------------------------


def timed(key: str, column: str) -> KnownMeasure:
    """Sum seconds exactly, and round them once."""
    return KnownMeasure(key, sum_seconds(column), lambda value, _: clock(whole(value)), whole)


def counted(key: str, column: str) -> KnownMeasure:
    return KnownMeasure(key, sum_seconds(column), lambda value, _: str(whole(value)), whole)


def acd(calls: Calls) -> Number:
    talked = Fraction(sum_seconds("bill_duration")(answered_calls(calls)))
    return ratio(talked, len(answered_calls(calls)))  # type: ignore[arg-type]


# The dimension shows whole seconds, whatever follows the point.
FRACTIONAL_DIMENSIONS = {"duration": ("duration", "whole_duration", False)}
FRACTIONAL = {
    "total duration": timed("call_duration", "duration"),
    "total bill duration": timed("call_bill_duration", "bill_duration"),
    "acd": KnownMeasure("acd", acd, acd_text, KNOWN_MEASURES["acd"].plain),
    "transfer duration": counted("transfer_duration", "transfer_duration"),
    "conference duration": counted("conference_duration", "conference_duration"),
    "call agent duration": counted("call_agent_duration", "agent_duration"),
}


# --- Measures of a mapping's own ----------------------------------------------------------------


def total(column: str) -> Callable[[Calls], Number]:
    """Sum money; nothing there is NULL."""

    def value(calls: Calls) -> Number:
        found = sum_money(column)(calls)
        return None if found is None else Fraction(found)

    return value


def spent_seconds(column: str) -> Callable[[Calls], Fraction]:
    return lambda calls: Fraction(sum_seconds(column)(calls))


def over(above: Number, below: Number) -> Number:
    """Divide; there is no value unless the divisor is above zero."""
    return None if above is None or below is None or below <= 0 else above / below


def premium(calls: Calls) -> Calls:
    return [call for call in calls if call["premium"]]


def margin(calls: Calls) -> Number:
    revenue, spent = total("sell")(calls), total("buy")(calls)
    return None if revenue is None or spent is None else revenue - spent


def margin_percent(calls: Calls) -> Number:
    found = margin(calls)
    return over(None if found is None else 100 * found, total("sell")(calls))


def week_budget(calls: Calls) -> Number:
    revenue, spent = total("sell")(calls), total("buy")(premium(calls))
    return None if revenue is None or spent is None else (2 * revenue - spent) / 7


def price_per_minute(calls: Calls) -> Number:
    earned = total("sell")(answered_calls(calls))
    return over(
        None if earned is None else 60 * earned,
        spent_seconds("bill_duration")(answered_calls(calls)),
    )


def idle_time(calls: Calls) -> Fraction:
    billed = spent_seconds("bill_duration")(answered_calls(calls))
    return spent_seconds("ring")(calls) / 2 - 3 * spent_seconds("pause")(calls) + billed


def number(key: str, places: int, value: Callable[[Calls], Number]) -> KnownMeasure:
    """Show a measure as a number in both outputs."""

    def plain(found: Any) -> Any:
        return None if found is None else shown(found, places)

    return KnownMeasure(key, value, lambda found, _: plain(found), plain)


OWN_DIMENSIONS = {
    "country": ("country", "country", True),
    "tariff class": ("tariff", "class", False),
}
OWN = {
    "margin": number("margin", 6, margin),
    "margin percent": number("margin_percent", 2, margin_percent),
    "average ring": number(
        "average_ring", 3, lambda calls: over(spent_seconds("ring")(calls), Fraction(len(calls)))
    ),
    "idle time": KnownMeasure("idle_time", idle_time, lambda found, _: clock(whole(found)), whole),
    "premium share": number(
        "premium_share",
        1,
        lambda calls: over(
            Fraction(100 * len(premium(calls))), Fraction(len(answered_calls(calls)))
        ),
    ),
    "unanswered": KnownMeasure(
        "unanswered",
        lambda calls: len(calls) - len(answered_calls(calls)),
        lambda found, _: str(found),
        as_is,
    ),
    "attempts per call": number(
        "attempts_per_call",
        4,
        lambda calls: over(Fraction(sum_seconds("attempts")(calls)), Fraction(len(calls))),
    ),
    "price per minute": number("price_per_minute", 5, price_per_minute),
    "week budget": number("week_budget", 3, week_budget),
}
LOOKUP_DIMENSIONS = {
    "account number": ("account_number", "account_number", False),
    "carrier": ("carrier", "carrier", True),
    "tariff class": ("tariff", "tariff", False),
}
