"""Calls that a column marks as deleted, or as tests: loaded as all others, and told."""

from collections import Counter
from collections.abc import Sequence

from cdrql.model.absence import is_unset
from cdrql.model.column_names import MARKS, spelling_key

_NO = frozenset(("false", "f", "no", "n"))


class Marks:
    """Counts the calls that each column of marks is set for."""

    def __init__(self, names: Sequence[str] | None) -> None:
        known, columns = {spelling_key(name) for name in MARKS.split(",")}, enumerate(names or ())
        self._columns = [(i, name) for i, name in columns if spelling_key(name) in known]
        self.counts: Counter[str] = Counter()

    def __bool__(self) -> bool:
        """Tell whether the file has such a column."""
        return bool(self._columns)

    def count(self, cells: Sequence[str]) -> None:
        """Count a call that is loaded."""
        for index, name in self._columns:
            cell = cells[index].strip(" \t")
            if not is_unset(cell) and cell.casefold() not in _NO:
                self.counts[name] += 1
