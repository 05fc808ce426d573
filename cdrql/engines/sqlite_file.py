"""How a file of SQLite's is opened for reading alone, whatever a writer has left beside it."""

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from cdrql.errors import DatabaseError, Problem
from cdrql.texts.secrets import shown_database

# What may be wrong with a file that is there, by SQLite's primary result codes.
_HINTS = {
    sqlite3.SQLITE_READONLY: (
        "a writer was cut off, and its journal lies beside the file: run this once as somebody who "
        "may write both, and SQLite takes back what was not finished"
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "in WAL mode SQLite reads only where it may write the folder: copy the file to such a one"
    ),
    sqlite3.SQLITE_BUSY: "somebody writes to it: try again when that is done",
}


def open_file(path: str) -> tuple[sqlite3.Connection, Callable[[], None]]:
    """Open a file for reading alone, and give the connection with what closes it.

    Nothing in the file is changed, but what a writer that was killed has left unfinished is taken
    back, as SQLite does for whoever comes first. DatabaseError where it is no database.
    """
    log = Path(f"{path}-wal")
    is_quiet = not log.exists()
    try:
        try:
            connection = _open_mode(path, "ro")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_READONLY:
                raise
            _tidy_up(path)
            connection = _open_mode(path, "ro")
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        shown = shown_database(path)
        message = f"`{shown}` cannot be read as a SQLite database: {error}"
        raise DatabaseError(Problem("CDR505", message, hint=_HINTS.get(code))) from None

    def close_file() -> None:
        connection.close()
        # Who may only read leaves the files of WAL mode behind, which were not there before.
        if is_quiet and log.exists():
            with suppress(sqlite3.Error):
                _tidy_up(path)

    return connection, close_file


def _tidy_up(path: str) -> None:
    """Let SQLite take back what is unfinished and remove what is left over; no data changes."""
    with closing(_open_mode(path, "rw")):
        pass


def _open_mode(path: str, mode: str) -> sqlite3.Connection:
    """Open a file and read from it: only then does SQLite see whether it is a database."""
    # Only by a URI can SQLite be told to open a file for reading alone.
    uri = f"{Path(path).absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
    try:
        connection.execute("PRAGMA query_only = 1")
        connection.execute("PRAGMA schema_version").fetchall()
    except sqlite3.Error:
        connection.close()
        raise
    return connection
