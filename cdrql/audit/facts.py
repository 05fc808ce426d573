"""Facts of a mapping in words: how it stores starts, what it lacks, what a measure is made of."""

from fractions import Fraction

from cdrql.model.vocabulary import FIELD_TYPES, Combination, Measure, Sum
from cdrql.model.warehouse import Start, Warehouse

_STORES = {
    "utc": "timestamps without a zone, in UTC",
    "local": "timestamps without a zone, by clocks in {zone}",
    "instant": "instants",
    "epoch": "{unit} since 1970",
    "text": "texts as {format}, by clocks in {zone}",
}
_UNITS = {1: "seconds", 1000: "milliseconds", 10**6: "microseconds", 10**9: "nanoseconds"}


def start_words(start: Start) -> str:
    """Say in words what the start column stores."""
    text = _STORES[start.stores].format(
        zone=start.zone or "UTC", unit=_UNITS[start.per_second], format=start.format
    )
    return f"{text} in whole seconds" if start.whole else text


def unmapped_fields(warehouse: Warehouse) -> list[str]:
    """Name the logical fields that a mapping lacks."""
    return [name for name in FIELD_TYPES if name not in warehouse.fields]


def formula(measure: Measure) -> str:
    """Write what a measure is made of."""
    of = _written_combination(measure.of)
    return of if measure.per is None else f"({of}) / ({_written_combination(measure.per)})"


def _written_combination(combination: Combination) -> str:
    terms = [_written_term(factor, part) for factor, part in combination.terms]
    # A part that is taken off is a factor below zero: `a + -b`.
    return " + ".join(terms).replace("+ -", "- ")


def _written_term(factor: Fraction, part: Sum) -> str:
    when = f" where {part.when}" if part.when else ""
    sum_ = f"sum({part.field}{when})" if part.field else f"count({when.strip() or 'calls'})"
    return sum_ if factor == 1 else f"-{sum_}" if factor == -1 else f"{factor} x {sum_}"
