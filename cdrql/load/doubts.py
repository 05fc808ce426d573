"""What is odd about calls that were loaded: whole rows that repeat, numbers that lost digits."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field

from cdrql.model.default import CDRS_COLUMNS, CDRS_TABLE, START_COLUMN

_TEXTS = tuple(column.name for column in CDRS_COLUMNS.values() if column.kind == "text")

# Some of the new calls are equal in every column to others, new ones or those of before; of those
# that are equal among themselves alone the first is not counted. A sort of the new calls' times.
_ALIKE = f"""SELECT COALESCE(SUM(new - (old = 0)), 0) FROM (
    SELECT SUM(id > :before) AS new, SUM(id <= :before) AS old FROM {CDRS_TABLE}
    WHERE {START_COLUMN} BETWEEN (SELECT MIN({START_COLUMN}) FROM {CDRS_TABLE} WHERE id > :before)
        AND (SELECT MAX({START_COLUMN}) FROM {CDRS_TABLE} WHERE id > :before)
    GROUP BY {", ".join(CDRS_COLUMNS)} HAVING COUNT(*) > 1)
WHERE new > 0"""  # noqa: S608 (constants)

# `4.42079E+11`, and `4,42079E+11` where a comma stands for the point.
_ROUNDED = "{0} GLOB '[0-9]*E+[0-9]*' AND NOT {0} GLOB '*[^0-9.,E+]*'"


@dataclass(frozen=True, slots=True)
class Doubts:
    """How many of the new calls repeat others, and the texts of each column that lost digits."""

    alike: int = 0
    rounded: Mapping[str, tuple[int, str]] = field(default_factory=dict)


def find_doubts(connection: sqlite3.Connection, before: int) -> Doubts:
    """Look at the calls whose id is above `before`."""
    known = {"before": before}
    (alike,) = connection.execute(_ALIKE, known).fetchone()
    rounded = {}
    # One look at all texts costs little, and nearly always finds nothing.
    likely = " OR ".join(f"{name} GLOB '*E+*'" for name in _TEXTS)
    query = f"SELECT EXISTS (SELECT 1 FROM {CDRS_TABLE} WHERE id > :before AND ({likely}))"  # noqa: S608
    if connection.execute(query, known).fetchone()[0]:
        for name in _TEXTS:
            test = _ROUNDED.format(name)
            query = f"SELECT COUNT(*), MIN({name}) FROM {CDRS_TABLE} WHERE id > :before AND {test}"  # noqa: S608
            if (found := connection.execute(query, known).fetchone())[0]:
                rounded[name] = found
    return Doubts(alike, rounded)
