"""Numbers among the values of a column, whatever the column declares."""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

# Digits alone, so that it is a text that every engine's CAST takes: no 1e3, no 1,234, no 0x10.
NUMERAL = r"[+-]?[0-9]+(?:\.[0-9]+)?"


def number_of(value: object) -> Decimal | None:
    """Read a number; None where there is none: an empty text, a word, NaN, infinity."""
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def numbers_in(values: Iterable[object]) -> list[Decimal]:
    """Give the numbers among some values."""
    return [number for number in map(number_of, values) if number is not None]


def is_positive(value: object) -> bool:
    """Tell whether a value is a number above zero, or a clock such as `00:01:30`."""
    number = number_of(value)
    return number > 0 if number is not None else bool(re.search("[1-9]", str(value)))


def places(value: object) -> int:
    """Count the digits after the point of a number as it prints."""
    exponent = (number_of(value) or Decimal(0)).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
