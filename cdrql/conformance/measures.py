"""The measures of the reference: a value for comparing, and how it is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any

from cdrql.conformance.calls import Call

Calls = Sequence[Call]


@dataclass(frozen=True)
class KnownMeasure:
    """One measure: its response key, its exact value over a group, its two ways of being shown."""

    key: str
    value: Callable[[Calls], Any]
    response: Callable[[Any, Calls], Any]
    plain: Callable[[Any], Any]


def answered_calls(calls: Calls) -> list[Call]:
    """Keep the calls that talked."""
    return [call for call in calls if call["bill_duration"] > 0]


def is_filled(text: object) -> bool:
    """Tell whether a text is neither NULL nor empty."""
    return text is not None and text != ""


def transferred(calls: Calls) -> list[Call]:
    """Keep the calls that were transferred."""
    return [call for call in calls if is_filled(call["transfer_to"])]


def sum_seconds(column: str) -> Callable[[Calls], int]:
    """Sum a column; nothing there is 0."""
    return lambda calls: sum(call[column] for call in calls if call[column] is not None)


def sum_money(column: str) -> Callable[[Calls], Decimal | None]:
    """Sum a column exactly; nothing there is NULL."""

    def total(calls: Calls) -> Decimal | None:
        known = [call[column] for call in calls if call[column] is not None]
        return sum(known, Decimal(0)) if known else None

    return total


def ratio(over: int, under: int) -> Fraction | None:
    """Divide exactly; nothing by nothing is NULL."""
    return Fraction(over, under) if under else None


def acd(calls: Calls) -> Fraction | None:
    """Average the billable seconds of answered calls."""
    return ratio(sum_seconds("bill_duration")(answered_calls(calls)), len(answered_calls(calls)))


def asr(calls: Calls) -> Fraction | None:
    """Give the percentage of answered calls."""
    return ratio(100 * len(answered_calls(calls)), len(calls))


def round_half_up(value: Fraction) -> Decimal:
    """Round half up to two decimals."""
    return Decimal(floor(value * 100 + Fraction(1, 2))).scaleb(-2)


def rounded_or_null(value: Fraction | None) -> Decimal | None:
    """Round what is there."""
    return None if value is None else round_half_up(value)


def plain_number(value: Decimal) -> str:
    """Write a decimal without exponent, without trailing zeros, without a negative zero."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def clock(value: int) -> str:
    """Write seconds as HH:MM:SS."""
    minutes, second = divmod(abs(value), 60)
    hour, minute = divmod(minutes, 60)
    return f"{'-' if value < 0 else ''}{hour:02d}:{minute:02d}:{second:02d}"


def acd_text(value: Fraction | None, calls: Calls) -> str:
    """Show an ACD; without answered calls it is 0."""
    mean = plain_number(round_half_up(value or Fraction(0)))
    return f"{mean} (in {len(answered_calls(calls))} calls)"


def asr_text(value: Fraction, calls: Calls) -> str:
    """Show an ASR."""
    share = plain_number(round_half_up(value))
    return f"{share}% (in {len(answered_calls(calls))} of {len(calls)} calls)"


def as_is(value: Any) -> Any:
    """Show a value as it is."""
    return value


def count_measure(key: str, value: Callable[[Calls], int]) -> KnownMeasure:
    """Describe a measure that shows as the text of a whole number."""
    return KnownMeasure(key, value, lambda number, _calls: str(number), as_is)


def clock_measure(key: str, column: str) -> KnownMeasure:
    """Describe a sum of seconds that shows as HH:MM:SS."""
    return KnownMeasure(key, sum_seconds(column), lambda number, _calls: clock(number), as_is)


def money_measure(key: str, column: str) -> KnownMeasure:
    """Describe a sum of money."""
    return KnownMeasure(key, sum_money(column), lambda number, _calls: number, as_is)


KNOWN_MEASURES = {
    "total calls": count_measure("total", len),
    "successful calls": count_measure("successful", lambda calls: len(answered_calls(calls))),
    "total duration": clock_measure("call_duration", "duration"),
    "total bill duration": clock_measure("call_bill_duration", "bill_duration"),
    "acd": KnownMeasure("acd", acd, acd_text, rounded_or_null),
    "asr": KnownMeasure("asr", asr, asr_text, rounded_or_null),
    "cost": money_measure("cost", "cost"),
    "transfer duration": count_measure("transfer_duration", sum_seconds("transfer_duration")),
    "conference duration": count_measure("conference_duration", sum_seconds("conference_duration")),
    "transfer cost": money_measure("transfer_cost", "transfer_cost"),
    "conference cost": money_measure("conference_cost", "conference_cost"),
    "total transfer": count_measure("total_transfer", lambda calls: len(transferred(calls))),
    "call agent duration": count_measure("call_agent_duration", sum_seconds("agent_duration")),
}
