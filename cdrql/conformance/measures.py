"""The measures of the reference: a value for comparing, and how it is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any

Call = Mapping[str, Any]
Calls = Sequence[Call]


@dataclass(frozen=True)
class Measure:
    """One measure: its response key, its exact value over a group, its two ways of being shown."""

    key: str
    value: Callable[[Calls], Any]
    response: Callable[[Any, Calls], Any]
    plain: Callable[[Any], Any]


def answered(calls: Calls) -> list[Call]:
    """Keep the calls that talked."""
    return [call for call in calls if call["bill_duration"] > 0]


def is_filled(text: object) -> bool:
    """Tell whether a text is neither NULL nor empty."""
    return text is not None and text != ""


def transferred(calls: Calls) -> list[Call]:
    """Keep the calls that were transferred."""
    return [call for call in calls if is_filled(call["transfer_to"])]


def seconds(column: str) -> Callable[[Calls], int]:
    """Sum a column; nothing there is 0."""
    return lambda calls: sum(call[column] for call in calls if call[column] is not None)


def money(column: str) -> Callable[[Calls], Decimal | None]:
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
    return ratio(seconds("bill_duration")(answered(calls)), len(answered(calls)))


def asr(calls: Calls) -> Fraction | None:
    """Give the percentage of answered calls."""
    return ratio(100 * len(answered(calls)), len(calls))


def rounded(value: Fraction) -> Decimal:
    """Round half up to two decimals."""
    return Decimal(floor(value * 100 + Fraction(1, 2))).scaleb(-2)


def rounded_or_null(value: Fraction | None) -> Decimal | None:
    """Round what is there."""
    return None if value is None else rounded(value)


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
    return f"{plain_number(rounded(value or Fraction(0)))} (in {len(answered(calls))} calls)"


def asr_text(value: Fraction, calls: Calls) -> str:
    """Show an ASR."""
    return f"{plain_number(rounded(value))}% (in {len(answered(calls))} of {len(calls)} calls)"


def as_is(value: Any) -> Any:
    """Show a value as it is."""
    return value


def counted(key: str, value: Callable[[Calls], int]) -> Measure:
    """Describe a measure that shows as the text of a whole number."""
    return Measure(key, value, lambda number, _calls: str(number), as_is)


def timed(key: str, column: str) -> Measure:
    """Describe a sum of seconds that shows as HH:MM:SS."""
    return Measure(key, seconds(column), lambda number, _calls: clock(number), as_is)


def paid(key: str, column: str) -> Measure:
    """Describe a sum of money."""
    return Measure(key, money(column), lambda number, _calls: number, as_is)


MEASURES = {
    "total calls": counted("total", len),
    "successful calls": counted("successful", lambda calls: len(answered(calls))),
    "total duration": timed("call_duration", "duration"),
    "total bill duration": timed("call_bill_duration", "bill_duration"),
    "acd": Measure("acd", acd, acd_text, rounded_or_null),
    "asr": Measure("asr", asr, asr_text, rounded_or_null),
    "cost": paid("cost", "cost"),
    "transfer duration": counted("transfer_duration", seconds("transfer_duration")),
    "conference duration": counted("conference_duration", seconds("conference_duration")),
    "transfer cost": paid("transfer_cost", "transfer_cost"),
    "conference cost": paid("conference_cost", "conference_cost"),
    "total transfer": counted("total_transfer", lambda calls: len(transferred(calls))),
    "call agent duration": counted("call_agent_duration", seconds("agent_duration")),
}
