"""What is odd about calls that were loaded: whole rows that repeat, numbers that lost digits."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from cdrql.model.default import CDRS_COLUMNS, CDRS_TABLE, START_COLUMN

# The new calls, and those of before among which one of them could be.
_LIKELY = f"""FROM {CDRS_TABLE}
    WHERE {START_COLUMN} BETWEEN (SELECT MIN({START_COLUMN}) FROM {CDRS_TABLE} WHERE id > :before)
        AND (SELECT MAX({START_COLUMN}) FROM {CDRS_TABLE} WHERE id > :before)"""  # noqa: S608

# Of calls that are equal among themselves alone the first is not counted.
_COUNT_ALIKE = f"""SELECT SUM(new - (old = 0)) FROM (
    SELECT SUM(id > :before) AS new, SUM(id <= :before) AS old {_LIKELY}
    GROUP BY {{columns}} HAVING COUNT(*) > 1)
WHERE new > 0"""  # noqa: S608

# `4.42079E+11`, and `4,42079E+11` where a comma stands for the point.
_ROUNDED = "{0} GLOB '[0-9]*E+[0-9]*' AND NOT {0} GLOB '*[^0-9.,E+]*'"


@dataclass(frozen=True, slots=True)
class Doubts:
    """How many of the new calls repeat others, or have more talk time than they last.

    `rounded` has the texts of each column that lost digits.
    """

    alike: int = 0
    longer: int = 0
    rounded: Mapping[str, tuple[int, str]] = field(default_factory=dict)


def find_doubts(connection: sqlite3.Connection, before: int, filled: Iterable[str]) -> Doubts:
    """Look at the calls whose id is above `before`; they have values in the columns `filled`."""
    # Other columns are NULL in all new calls, but perhaps not in those of before.
    compared = [name for name in CDRS_COLUMNS if before or name in filled]
    texts = [name for name in filled if CDRS_COLUMNS[name].kind == "text"]
    alike = _count_alike(connection, before, compared)
    return Doubts(alike, _count_longer(connection, before), _rounded(connection, before, texts))


def _count_longer(connection: sqlite3.Connection, before: int) -> int:
    longer = f"SELECT COUNT(*) FROM {CDRS_TABLE} WHERE id > ? AND bill_duration > duration"  # noqa: S608
    return int(connection.execute(longer, (before,)).fetchone()[0])


def _count_alike(connection: sqlite3.Connection, before: int, compared: Sequence[str]) -> int:
    known, columns = {"before": before}, ", ".join(compared)
    # To count those that differ takes half as long as to group them, and mostly that is all.
    differing = f"SELECT COUNT(*) FROM (SELECT DISTINCT {columns} {_LIKELY})"  # noqa: S608
    (all_,) = connection.execute(f"SELECT COUNT(*) {_LIKELY}", known).fetchone()
    if connection.execute(differing, known).fetchone() == (all_,):
        return 0
    alike = connection.execute(_COUNT_ALIKE.format(columns=columns), known).fetchone()[0]
    return int(alike or 0)


def _rounded(
    connection: sqlite3.Connection, before: int, texts: Sequence[str]
) -> dict[str, tuple[int, str]]:
    """Count the texts of each column that are rounded numbers, with one of them."""
    known = {"before": before}
    new = f"FROM {CDRS_TABLE} WHERE id > :before"
    found: dict[str, tuple[int, str]] = {}
    # One look at all of them nearly always finds nothing.
    likely = " OR ".join(f"instr({name}, 'E+')" for name in texts) or "0"
    if connection.execute(f"SELECT EXISTS (SELECT 1 {new} AND ({likely}))", known).fetchone()[0]:
        for name in texts:
            query = f"SELECT COUNT(*), MIN({name}) {new} AND {_ROUNDED.format(name)}"
            count, example = connection.execute(query, known).fetchone()
            if count:
                found[name] = (count, example)
    return found
