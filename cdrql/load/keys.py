"""Calls that are known by a key of the export, so that each is counted once."""

import re
import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cdrql.errors import LoadError, Problem, did_you_mean
from cdrql.model.column_names import spelling_key
from cdrql.model.default import CDRS_TABLE

if TYPE_CHECKING:
    from sqlite_utils import Database

KEYS_TABLE = "cdrs_keys"

_ROUNDED = re.compile(r"(^|\x1f)[0-9]+([.,][0-9]+)?E\+[0-9]+($|\x1f)")


def key_indexes(key: Sequence[str], names: Sequence[str] | None, width: int) -> tuple[int, ...]:
    """Find the columns of a key, by name, or by number from 1 where there are no names."""
    labels = names or [str(i + 1) for i in range(width)]
    places = {spelling_key(label): i for i, label in reversed([*enumerate(labels)])}
    for name in key:
        if spelling_key(name) not in places:
            hint = did_you_mean(name, labels, f"the file has {', '.join(labels)[:300]}")
            raise LoadError(Problem("CDR508", f"the file has no column `{name}`", hint=hint))
    return tuple(places[spelling_key(name)] for name in key)


def count_unkeyed(db: "Database") -> int:
    """Count the calls in the table where none of them was loaded with a key."""
    return 0 if KEYS_TABLE in db.table_names() else db.table(CDRS_TABLE).count


class KnownCalls:
    """The keys of all calls that were loaded with one, kept beside the calls.

    CREATE TABLE cdrs_keys (key TEXT PRIMARY KEY) WITHOUT ROWID
    """

    def __init__(self, connection: sqlite3.Connection, indexes: Sequence[int]) -> None:
        create = f"CREATE TABLE IF NOT EXISTS {KEYS_TABLE} (key TEXT PRIMARY KEY) WITHOUT ROWID"
        connection.execute(create)
        self._connection = connection
        self._indexes = indexes

    def __call__(self, cells: Sequence[str]) -> bool:
        """Take the key of a record, and tell whether it is new; one without a key always is."""
        parts = [cells[index].strip(" \t") for index in self._indexes]
        if not any(parts):
            return True
        if _ROUNDED.search(key := "\x1f".join(parts)):
            message = f"a spreadsheet has rounded the key `{key}`, which tells no call any more"
            raise LoadError(Problem("CDR508", message, hint="export the file anew, as text"))
        insert = f"INSERT OR IGNORE INTO {KEYS_TABLE} VALUES (?)"  # noqa: S608 (a constant)
        return self._connection.execute(insert, (key,)).rowcount > 0
