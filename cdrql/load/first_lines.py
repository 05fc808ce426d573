"""What stands above the calls of a file and is none of them: `sep=;`, titles, then the header."""

import re
from collections.abc import Callable, Sequence

from cdrql.load.cells import looks_like_value
from cdrql.load.records import Layout
from cdrql.model.column_names import column_names, spelling_key
from cdrql.model.default import REQUIRED_COLUMNS

_TITLES = 20  # lines in which the header is looked for

# How a spreadsheet is told the delimiter, by Excel's own export too.
_SEPARATOR = re.compile(r'\ufeff?"?sep=(.|\\t)"?\s*', re.IGNORECASE)

_SURE_NAMES = [{spelling_key(name) for name in column_names(field)} for field in REQUIRED_COLUMNS]


def stated_separator(line: str) -> str | None:
    """Give the delimiter that a line states by `sep=;`, or None where it is another line."""
    found = _SEPARATOR.fullmatch(line)
    return found and ("\t" if found[1] == "\\t" else found[1])


def is_header(cells: Sequence[str], values_at: Callable[[int], bool]) -> bool:
    """Tell a row of names from a row of a call, or of a title."""
    looked_at = [cell.strip() for i, cell in enumerate(cells) if values_at(i)]
    return any(looked_at) and not any(map(looks_like_value, looked_at))


def count_titles(
    head: Sequence[str], layout: Layout, width: int, values_at: Callable[[int], bool]
) -> int:
    """Count the lines above the header, where it is found below others.

    Above it are lines of another width, or half empty, or whatever else where the header has the
    names of start and durations.
    """
    rows = [layout.split(line) for line in head[: _TITLES + 1]]
    for number, cells in enumerate(rows[:_TITLES]):
        whole = len(cells) == width and not _is_sparse(cells)
        if whole and (_has_sure_names(cells) or is_header(cells, values_at)):
            return 0 if _are_calls(rows[:number], rows[number + 1 :]) else number
        if whole and not any(map(_has_sure_names, rows[number:])):
            return 0
    return 0


def _are_calls(above: Sequence[Sequence[str]], below: Sequence[Sequence[str]]) -> bool:
    """Tell whether some row above a header has values where the next row below it has them.

    A file without a header may be followed by one that has it: `cat old.csv new.csv`.
    """
    call = next(iter(below), [])
    values = [i for i, cell in enumerate(call) if looks_like_value(cell.strip())]
    return bool(values) and any(
        len(row) == len(call) and all(looks_like_value(row[i].strip()) for i in values)
        for row in above
    )


def _is_sparse(cells: Sequence[str]) -> bool:
    return 2 * sum(bool(cell.strip()) for cell in cells) <= len(cells)


def _has_sure_names(cells: Sequence[str]) -> bool:
    """Tell whether cells name at least two of what every call needs."""
    keys = {spelling_key(cell) for cell in cells}
    return sum(bool(keys & names) for names in _SURE_NAMES) >= 2
