"""Puts calls into the table `cdrs` of a SQLite file: all of them, or none."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from cdrql.errors import LoadError, Problem
from cdrql.load import cdrs
from cdrql.load.doubts import Doubts, find_doubts
from cdrql.load.keys import KEYS_TABLE
from cdrql.model.default import CDRS_COLUMNS, CDRS_TABLE
from cdrql.texts.secrets import shown_database

if TYPE_CHECKING:
    from sqlite_utils import Database

_JOURNALS = ("-journal", "-wal", "-shm")  # files that SQLite keeps beside a database

Existing = Literal["refuse", "append", "replace"]


def check_database(path: str) -> None:
    """Refuse what SQLite would take and then keep nothing in, or take for the path of a file."""
    hint = "give the path of a SQLite file"
    if path.strip() in ("", ":memory:"):
        message = f"calls loaded into `{path}` would be kept nowhere"
    elif path.startswith("file:"):
        # Some builds of SQLite take it for a URI, which may name memory, and others for a path.
        message = f"`{path}` is a URI, and calls loaded into one may be kept nowhere"
        hint = "give the path of a SQLite file; one whose name begins so is ./file:..."
    elif "://" in path:
        message = "calls are loaded into SQLite files only"
    else:
        return
    raise LoadError(Problem("CDR505", message, hint=hint))


def journal_owner(path: str) -> Path | None:
    """Give the database whose journal, beside it, a path would be by its name, if it would."""
    whole = Path(path).resolve()
    ending = next(filter(whole.name.endswith, _JOURNALS), None)
    return whole.with_name(whole.name.removesuffix(ending)) if ending else None


def is_database(path: str | Path) -> bool:
    """Tell whether a file is a database of SQLite's, whatever is in it."""
    with Path(path).open("rb") as file:
        return file.read(16) == b"SQLite format 3\0"


def write_calls(path: str, existing: Existing, fill: Callable[["Database"], set[str]]) -> Doubts:
    """Let `fill` insert calls in one transaction, and tell what is odd about them.

    It gives the columns that it filled.
    """
    try:
        with _no_trace(path), cdrs.opened(path) as db, db.atomic():
            _prepare_table(db, existing)
            before = db.execute(f"SELECT COALESCE(MAX(id), 0) FROM {CDRS_TABLE}").fetchone()[0]  # noqa: S608
            filled = fill(db)
            cdrs.index(db)
            return find_doubts(db.conn, before, filled)
    except sqlite3.Error as error:
        message = f"{shown_database(path)} cannot be written: {error}"
        raise LoadError(Problem("CDR505", message)) from error


@contextmanager
def _no_trace(path: str) -> Iterator[None]:
    """Leave no empty file where there was none, of a load that failed."""
    was_there = Path(path).exists()
    try:
        yield
    except BaseException:
        if not was_there and Path(path).is_file() and not Path(path).stat().st_size:
            Path(path).unlink()
        raise


def _prepare_table(db: "Database", existing: Existing) -> None:
    """Create the table, or see that the one that is there may be written to."""
    if CDRS_TABLE not in [*db.table_names(), *db.view_names()]:
        cdrs.create(db)
        return
    is_view = CDRS_TABLE in db.view_names()
    has = set() if is_view else set(db.table(CDRS_TABLE).columns_dict)
    if differing := has ^ {"id", *CDRS_COLUMNS}:
        what = "a view" if is_view else f"what differs: {', '.join(sorted(differing))[:200]}"
        message = f"the database has another `cdrs` already ({what})"
        raise LoadError(Problem("CDR508", message, hint="load into another file"))
    if existing == "replace":
        db.execute(f"DELETE FROM {CDRS_TABLE}")  # noqa: S608 (a constant)
        db.execute(f"DROP TABLE IF EXISTS {KEYS_TABLE}")
    elif existing == "refuse" and (count := db.table(CDRS_TABLE).count):
        message = f"the database holds {count} calls already"
        hint = "add these to them with --append, or put these in their place with --replace"
        raise LoadError(Problem("CDR508", message, hint=hint))
