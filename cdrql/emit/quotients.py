"""A measure in the numbers that a warehouse stores: a quotient of sums, in whole units.

A measure is `up` x N / (`down` x D): N and D are whole numbers, sums times whole factors, and D is
above zero or there is no value. Nothing is rounded before it is shown, and then once, half up.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import gcd, lcm

from cdrql.model.vocabulary import BOUND_PLACES, Combination, Measure, Sum
from cdrql.model.warehouse import Positive, Warehouse

# A side of a measure: its sums, each with the whole number that it is multiplied by.
Side = tuple[tuple[int, Sum], ...]


@dataclass(frozen=True, slots=True)
class Quotient:
    """A measure of a warehouse: `up` x above / (`down` x below); nothing below is a one."""

    up: int
    above: Side
    down: int
    below: Side

    @property
    def places(self) -> int | None:
        """Give the decimal places that it is exact to; None where it has to be rounded."""
        digits = len(str(self.down)) - 1
        return digits if not self.below and self.up == 1 and self.down == 10**digits else None

    @property
    def plain(self) -> Sum | None:
        """Give the one sum that stands above, where it stands there once, and alone."""
        (factor, part), *more = self.above
        return part if factor == 1 and not more else None


@lru_cache(maxsize=1024)
def quotient_of(measure: Measure, warehouse: Warehouse) -> Quotient:
    """Write a measure in the smallest units that the warehouse's numbers are stored in.

    ACD over milliseconds is 1 x talked / (1000 x answered).
    """
    above, shrunk = _side(measure.of, warehouse)
    if measure.per is None:
        # A power of ten below, where there is one, needs no rounding.
        by = next((10**n // shrunk for n in range(BOUND_PLACES + 1) if 10**n % shrunk == 0), 1)
        return Quotient(1, tuple((f * by, part) for f, part in above), shrunk * by, ())
    below, grown = _side(measure.per, warehouse)
    # What all sums above share moves out of them: smaller products, the same quotient.
    common = gcd(*(factor for factor, _ in above))
    above = tuple((factor // common, part) for factor, part in above)
    up, down = grown * common, shrunk
    return Quotient(up // gcd(up, down), above, down // gcd(up, down), below)


def _side(combination: Combination, warehouse: Warehouse) -> tuple[Side, int]:
    """Multiply a combination until its factors are whole, and say by how much."""
    factors = [
        (factor / 10 ** _places(part, warehouse), part) for factor, part in combination.terms
    ]
    common = lcm(*(factor.denominator for factor, _ in factors))
    return tuple((int(factor * common), part) for factor, part in factors), common


def _places(part: Sum, warehouse: Warehouse) -> int:
    """Give the decimal places that a sum is exact to."""
    return warehouse.fields[part.field].places if part.field else 0


# What is known of signs, so that no SQL is spent on what cannot be.


def may_be_negative(quotient: Quotient, warehouse: Warehouse) -> bool:
    """Say whether a numerator can be below zero.

    A count cannot, nor can a sum of those values alone that a test found to be positive.
    """
    return any(
        factor < 0 or not (part.field is None or sums_positives(part, warehouse))
        for factor, part in quotient.above
    )


def sums_positives(part: Sum, warehouse: Warehouse) -> bool:
    """Say whether a sum is of positive values: its calls are those where the very field is."""
    test = warehouse.fields[part.when].test if part.when else None
    return part.field is not None and test == Positive(part.field)
