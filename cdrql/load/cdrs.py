"""The table `cdrs` of the default warehouse, as it stands in a SQLite file."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import chain
from os import PathLike
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

TABLE = "cdrs"
_BATCH = 100  # rows; sqlite-utils takes no more variables in one statement than SQLite allows

# column: (SQL type, kind of value); `id` is the database's own.
COLUMNS = {
    "start_at": ("TEXT NOT NULL", "time"),
    "user_id": ("INTEGER", "integer"),
    "call_status": ("TEXT", "text"),
    "hangup": ("TEXT", "text"),
    "destination": ("TEXT", "text"),
    "caller_id": ("TEXT", "text"),
    "q850": ("TEXT", "text"),
    "extension": ("TEXT", "text"),
    "transfer_to": ("TEXT", "text"),
    "conference_to": ("TEXT", "text"),
    "trunk": ("TEXT", "text"),
    "sip_status": ("INTEGER", "integer"),
    "trunk_id": ("INTEGER", "integer"),
    "call_type": ("INTEGER", "integer"),
    "duration": ("INTEGER NOT NULL", "seconds"),
    "bill_duration": ("INTEGER NOT NULL", "seconds"),
    "transfer_duration": ("INTEGER", "seconds"),
    "conference_duration": ("INTEGER", "seconds"),
    "agent_duration": ("INTEGER", "seconds"),
    "cost": ("NUMERIC", "money"),
    "transfer_cost": ("NUMERIC", "money"),
    "conference_cost": ("NUMERIC", "money"),
}
REQUIRED = tuple(name for name, (declared, _) in COLUMNS.items() if "NOT NULL" in declared)


@contextmanager
def opened(path: str | PathLike[str]) -> Iterator["Database"]:
    """Open a SQLite file for sqlite-utils to write; sqlite3.Error where that cannot be."""
    from sqlite_utils import Database

    # By the standard library: sqlite-utils by itself takes pysqlite3 where that is installed, whose
    # errors are other classes and whose temporary tables, an index being sorted, fill memory.
    with closing(sqlite3.connect(path)) as connection:
        yield Database(connection, execute_plugins=False)


def insert(db: "Database", names: Iterable[str], rows: Iterable[Sequence[object]]) -> None:
    """Insert rows of values in the order of the columns named."""
    # A list of names first, then lists of values: sqlite-utils' form without dicts.
    db.table(TABLE).insert_all(chain([[*names]], rows), batch_size=_BATCH)


def create(db: "Database") -> None:
    """Create the empty table, without its index."""
    # By hand: sqlite-utils has no NUMERIC, and a REAL column would turn whole amounts into floats.
    columns = ", ".join(f"{name} {declared}" for name, (declared, _) in COLUMNS.items())
    db.execute(f"CREATE TABLE {TABLE} (id INTEGER PRIMARY KEY, {columns})")


def index(db: "Database") -> None:
    """Create the index on the start of calls where it is missing; it costs least after the rows."""
    table = db.table(TABLE)
    if not any(found.columns[:1] == ["start_at"] for found in table.indexes):
        table.create_index(["start_at"])
