"""Calls that are known by a key of the export, so that each is counted once."""

import json
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

_ROUNDED = re.compile(r"[0-9]+([.,][0-9]+)?E\+[0-9]+")


def key_indexes(key: Sequence[str], names: Sequence[str] | None, width: int) -> tuple[int, ...]:
    """Find the columns of a key, by name, or by number from 1 where there are no names."""
    labels = names or [str(i + 1) for i in range(width)]
    places = {spelling_key(label): i for i, label in reversed([*enumerate(labels)])}
    for name in key:
        if spelling_key(name) not in places:
            hint = did_you_mean(name, labels, f"the file has {', '.join(labels)[:300]}")
            raise LoadError(Problem("CDR508", f"the file has no column `{name}`", hint=hint))
    return tuple(places[spelling_key(name)] for name in key)


def count_unkeyed(db: "Database", key: Sequence[str]) -> int:
    """Count the calls in the table that have no key of these columns."""
    keyed = 0
    if KEYS_TABLE in db.table_names():
        if "columns" not in db.table(KEYS_TABLE).columns_dict:
            message = f"the table {KEYS_TABLE} is of an earlier version: it names no columns"
            hint = "load all files anew, into another database: --database NAME"
            raise LoadError(Problem("CDR508", message, hint=hint))
        keyed = db.table(KEYS_TABLE).count_where("columns = ?", [_key_columns(key)])
    return max(0, db.table(CDRS_TABLE).count - keyed)


def _key_columns(key: Sequence[str]) -> str:
    """Name the columns of a key, however they are spelled and ordered: `["node", "seq"]`."""
    return json.dumps(sorted({spelling_key(name) for name in key}))


class KnownCalls:
    """The keys of all calls that were loaded with one, kept beside the calls.

    Columns and values are lists of JSON: those of other columns tell other calls.
    """

    def __init__(
        self, connection: sqlite3.Connection, key: Sequence[str], indexes: Sequence[int]
    ) -> None:
        connection.execute(
            f"CREATE TABLE IF NOT EXISTS {KEYS_TABLE} "
            "(columns TEXT, key TEXT, PRIMARY KEY (columns, key)) WITHOUT ROWID"
        )
        self._connection = connection
        self._columns = _key_columns(key)
        places = dict(zip(map(spelling_key, key), indexes, strict=True))
        self._indexes = [places[name] for name in sorted(places)]

    def __call__(self, cells: Sequence[str]) -> bool:
        """Take the key of a record, and tell whether it is new; one without a key always is."""
        parts = [cells[index].strip(" \t") for index in self._indexes]
        if not any(parts):
            return True
        if any(map(_ROUNDED.fullmatch, parts)):
            shown = ", ".join(parts)
            message = f"a spreadsheet has rounded the key `{shown}`, which tells no call any more"
            raise LoadError(Problem("CDR508", message, hint="export the file anew, as text"))
        insert = f"INSERT OR IGNORE INTO {KEYS_TABLE} VALUES (?, ?)"  # noqa: S608 (a constant)
        return self._connection.execute(insert, (self._columns, json.dumps(parts))).rowcount > 0
