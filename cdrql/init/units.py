"""The unit of a column of durations: as its name tells, else as its values do."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from statistics import median
from typing import Any

from cdrql.init.elapsed import MICROS, MILLIS, Seconds, unit_by_times
from cdrql.init.numbers import numbers_in
from cdrql.model.name_words import ONE

_LONG, _RATHER_LONG = 2 * 3600, 3600  # seconds: not the length of a usual call
_NEAR = 50  # times that one duration of a call may be another of it


@dataclass(slots=True)
class Units:
    """Tells units, with how many make a second and why that is thought.

    `spans` are the seconds from start to end of each row, and from its answer to its end; `told` is
    a unit that is not the second, with the values that told it: other durations may share it.
    """

    spans: Sequence[Seconds] = ()
    told: tuple[Fraction, Sequence[Any]] | None = None

    def tell(self, held: Sequence[Any], said: Fraction | None) -> tuple[Fraction, str]:
        """Tell the unit of the values of all rows, where the column's name has not said it."""
        per, why = (said, "") if said is not None else self._by_values(held)
        if per != ONE:
            self.told = per, held
        elif said is None and self.told is not None and _are_near(held, self.told[1]):
            return self.told[0], "of a size with the other durations"
        return per, why

    def _by_values(self, held: Sequence[Any]) -> tuple[Fraction, str]:
        """Tell it by the times of the calls, or by its size."""
        for span in self.spans:
            if (per := unit_by_times(held, span)) is not None:
                return per, "" if per == ONE else "as the times of the calls say"
        middle = _middle(held)
        for per in (MICROS, MILLIS):
            if middle > _LONG * per / 1000:
                return per, f"half of its values are above {middle:.0f}, too long for seconds"
        return ONE, "half of its values are above an hour" if middle > _RATHER_LONG else ""


def _middle(held: Sequence[Any]) -> Decimal:
    numbers = [number for number in numbers_in(held) if number > 0]
    return median(numbers) if numbers else Decimal(0)


def _are_near(held: Sequence[Any], others: Sequence[Any]) -> bool:
    """Tell whether two columns of durations are of a size, as those of one unit are."""
    return _middle(held) * _NEAR > _middle(others)
