"""The table `cdrs` of the default warehouse, as it stands in a SQLite file."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from os import PathLike
from typing import TYPE_CHECKING

from cdrql.model.default import CDRS_COLUMNS, CDRS_TABLE, START_COLUMN, CellKind, StoredColumn

if TYPE_CHECKING:
    from sqlite_utils import Database

# What holds each kind of value in SQLite. No REAL: it would turn whole amounts into floats.
_TYPES: Mapping[CellKind, str] = {
    "time": "TEXT",
    "text": "TEXT",
    "integer": "INTEGER",
    "seconds": "INTEGER",
    "money": "NUMERIC",
}


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
    columns = [*names]
    marks = ", ".join("?" * len(columns))
    # By hand: sqlite-utils' own insert takes three times as long.
    statement = f"INSERT INTO {CDRS_TABLE} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608
    db.conn.executemany(statement, rows)


def create(db: "Database") -> None:
    """Create the empty table, without its index."""
    columns = ", ".join(map(declaration, CDRS_COLUMNS.values()))
    # By hand: sqlite-utils has no NUMERIC.
    db.execute(f"CREATE TABLE {CDRS_TABLE} (id INTEGER PRIMARY KEY, {columns})")


def declaration(column: StoredColumn) -> str:
    """Declare a column as CREATE TABLE does: `start_at TEXT NOT NULL`."""
    return f"{column.name} {_TYPES[column.kind]}{' NOT NULL' if column.required else ''}"


def index(db: "Database") -> None:
    """Create the index on the start of calls where it is missing; it costs least after the rows."""
    table = db.table(CDRS_TABLE)
    if not any(found.columns[:1] == [START_COLUMN] for found in table.indexes):
        table.create_index([START_COLUMN])
