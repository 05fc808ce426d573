"""Where a warehouse column's value stands in a record: in one column, or in several together."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from cdrql.model.column_names import spelling_key

Join = Literal["", "-", "+", "or"]

_JOINS: tuple[Join, ...] = ("or", "-", "+")


@dataclass(frozen=True, slots=True)
class CellSource:
    """One column of a file, or some of them joined.

    `-`: the seconds from the second time to the first. `+`: a day and a clock of one time, or the
    sum of durations. `or`: the first that is neither empty nor 0.
    """

    indexes: tuple[int, ...]
    join: Join = ""
    sure: bool = True  # said by hand or named as the warehouse does, not only a well-known name

    def label(self, names: Sequence[str]) -> str:
        """Write it with the names of the file's columns."""
        return f" {self.join} ".join(names[index] for index in self.indexes)


def parse_source(text: str, places: Mapping[str, int], sure: bool = True) -> CellSource | None:
    """Read `NAME`, `END - START`, `DAY + CLOCK`, `A + B + C`, `A or B`; None for an unknown name.

    `places` has the file's columns by spelling key. A name that holds such a sign goes before.
    """
    if (whole := places.get(spelling_key(text))) is not None:
        return CellSource((whole,), sure=sure)
    for join in _JOINS:
        parts = re.split(rf"\s{re.escape(join)}\s", text)
        found = [place for part in parts if (place := places.get(spelling_key(part))) is not None]
        if len(found) == len(parts) > 1 and (join != "-" or len(parts) == 2):
            return CellSource(tuple(found), join, sure)
    return None
