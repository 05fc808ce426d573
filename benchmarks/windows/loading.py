"""Fills tables from files of tab-separated lines, in the fastest way that an engine has."""

import csv
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from benchmarks.windows.rows import NULL
from tools.engines import Database, statements

_TOGETHER = 50_000  # lines that are written, or inserted, at a time


def write(path: Path, lines: Iterator[str]) -> None:
    """Write the lines to a file that a server of another user can read."""
    with path.open("w", encoding="ascii") as file:
        while some := list(islice(lines, _TOGETHER)):
            file.write("\n".join(some) + "\n")
    path.chmod(0o644)


def make(database: Database, script: str) -> None:
    """Make tables as the script says, in a session that is in UTC and fit for millions of rows."""
    for setting in _SETTINGS.get(database.name, ()):
        database.execute(f"SET {setting}")
    for statement in statements(script, database.dialect):
        database.execute(statement)


def load(database: Database, table: str, columns: str, path: Path) -> None:
    """Add a file's lines to a table, and let the planner know."""
    _LOADERS[database.dialect](database, table, columns, path)


def _sqlite(database: Database, table: str, columns: str, path: Path) -> None:
    """Insert by a connection of its own, in one transaction."""
    marks = ", ".join("?" * (columns.count(",") + 1))
    connection = sqlite3.connect(database.url)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -500000")
    with connection, path.open(encoding="ascii", newline="") as file:
        lines = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        rows = ([None if cell == NULL else cell for cell in line] for line in lines)
        connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)
    connection.close()


def _postgres(database: Database, table: str, columns: str, path: Path) -> None:
    """Let the server copy the file."""
    database.execute(f"COPY {table} ({columns}) FROM '{path}'")
    database.execute(f"VACUUM ANALYZE {table}")


def _mysql(database: Database, table: str, columns: str, path: Path) -> None:
    """Let the server read the file; columns without a value get what their type has for it."""
    database.execute("SET SESSION unique_checks = 0, foreign_key_checks = 0, sql_mode = ''")
    database.execute(f"LOAD DATA INFILE '{path}' INTO TABLE {table} ({columns})")
    database.execute("SET SESSION sql_mode = DEFAULT")
    database.query(f"ANALYZE TABLE {table}")


def _clickhouse(database: Database, table: str, columns: str, path: Path) -> None:
    """Insert what the engine reads from the file."""
    database.execute(f"INSERT INTO {table} ({columns}) SELECT * FROM file('{path}', TSV)")


# MySQL's buffer and redo log are for tests; what Postgres' driver runs often would be prepared.
_BUFFER = "GLOBAL innodb_buffer_pool_size = 4294967296"
_SETTINGS = {
    "postgres": ("timezone = 'UTC'", "plan_cache_mode = force_custom_plan"),
    "mysql": (_BUFFER, "GLOBAL innodb_redo_log_capacity = 2147483648"),
    "mariadb": (_BUFFER, "GLOBAL innodb_log_file_size = 1073741824"),
}
_LOADERS: Mapping[str, Callable[[Database, str, str, Path], None]] = {
    "sqlite": _sqlite,
    "postgres": _postgres,
    "mysql": _mysql,
    "clickhouse": _clickhouse,
}
