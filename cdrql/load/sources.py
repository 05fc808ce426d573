"""Where a warehouse column's value stands in a record: in one column, or in several together."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from cdrql.load.durations import SECONDS, SHORT, DurationUnit, base_name, named_unit, told_unit
from cdrql.model.column_names import spelling_key

Join = Literal["", "-", "+", "or", "if"]

_CONDITION = re.compile(r"(.+?) if (.+?) is (.+)")
_JOINS: tuple[Join, ...] = ("or", "-", "+")


@dataclass(frozen=True, slots=True)
class CellSource:
    """One column of a file, or some of them joined.

    `-`: the seconds from the second time to the first; `day` is the column of their day where they
    are clocks, `start` those of the start where the second time is another. `+`: a day and a clock
    of one time, or the sum of durations. `or`: the first that is neither empty nor 0. `if`: the
    first, or 0 seconds where the second is none of `words`. `units`
    are those of durations, a unit a column.
    """

    indexes: tuple[int, ...]
    join: Join = ""
    units: tuple[DurationUnit, ...] = ()
    sure: bool = True  # said by hand, not only found by a name
    words: frozenset[str] = frozenset()
    day: int | None = None
    start: tuple[int, ...] = ()

    def with_clock(self) -> "CellSource":
        """Give the same where clocks of two parts count minutes, unless something tells."""
        short = replace(SHORT, told=False)
        units = tuple(unit if unit.told else short for unit in self.units)
        return replace(self, units=units)

    def in_unit(self, name: str) -> "CellSource":
        """Give the same where numbers are of a unit, unless something tells theirs."""
        stated = named_unit(name)
        return replace(self, units=tuple(u if u.told or not stated else stated for u in self.units))

    def label(self, names: Sequence[str], unit: str = "") -> str:
        """Write it with the names of the file's columns, and a unit ` in ms` behind the value."""
        if self.join == "if":
            value, told = (names[index] for index in self.indexes)
            return f"{value}{unit} if {told} is {' | '.join(sorted(self.words))}"
        return f" {self.join} ".join(names[index] for index in self.indexes) + unit


class ColumnPlaces:
    """Finds the columns of a file by name, loosely spelled, with or without the unit of a name."""

    def __init__(self, header: Sequence[str]) -> None:
        self._header = tuple(header)
        self._places: dict[str, int] = {}
        # Of two alike the first counts, and a name goes before another that a unit follows.
        for spell in (spelling_key, lambda name: spelling_key(base_name(name))):
            for index, name in enumerate(header):
                if key := spell(name):
                    self._places.setdefault(key, index)

    def has(self, names: Iterable[str]) -> bool:
        """Tell whether the file has all of these columns."""
        return all(spelling_key(name) in self._places for name in names)

    def find(self, text: str, sure: bool = True) -> CellSource | None:
        """Read `NAME`, `END - START`, `DAY + CLOCK`, `A + B + C`, `A or B`; also `... in ms`.

        `A if B is x | y` is A where B is one of the words, whatever their case, and else 0 seconds.
        None for an unknown name. A name that is written so itself goes before.
        """
        if text in self._header:
            return self._source([self._header.index(text)], "", None, sure)
        if (condition := _CONDITION.fullmatch(text)) is not None:
            return self._conditional(condition[1], condition[2], condition[3], sure)
        words, _, unit_name = text.rpartition(" in ")
        unit = named_unit(unit_name.strip()) if words else None
        return self._joined(text, None, sure) or (
            self._joined(words, unit, sure) if unit is not None else None
        )

    def _conditional(self, text: str, name: str, words: str, sure: bool) -> CellSource | None:
        value, told = self.find(text, sure), self._place(name)
        if value is None or value.join or told is None:
            return None
        listed = frozenset(word.strip().casefold() for word in words.split("|"))
        indexes, units = (*value.indexes, told), (*value.units, SECONDS)
        return CellSource(indexes, "if", units, sure, listed)

    def _joined(self, text: str, unit: DurationUnit | None, sure: bool) -> CellSource | None:
        for join in _JOINS:
            parts = re.split(rf"\s{re.escape(join)}\s", text)
            found = [place for part in parts if (place := self._place(part)) is not None]
            if len(found) == len(parts) > 1 and (join != "-" or len(parts) == 2):
                return self._source(found, join, unit, sure)
        whole = self._place(text)
        return None if whole is None else self._source([whole], "", unit, sure)

    def _place(self, name: str) -> int | None:
        return self._places.get(spelling_key(name))

    def _source(
        self, indexes: Sequence[int], join: Join, unit: DurationUnit | None, sure: bool
    ) -> CellSource:
        units = [unit or told_unit(self._header[index]) for index in indexes]
        return CellSource(tuple(indexes), join, tuple(units), sure)
