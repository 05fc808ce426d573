"""The folder that the demo leaves to play with: its warehouse and its request files."""

import json
import os
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

from cdrql.demo.stops import STOPS
from cdrql.demo.traffic import ROW_COLUMNS, MadeCall, calls
from cdrql.errors import CdrqlError, Problem
from cdrql.load import cdrs

# Stands in the header of a SQLite file that the demo made, and so may make anew: "CDRD".
APPLICATION_ID = 0x43445244
_HEADER, _ID_AT = b"SQLite format 3\0", 68
Progress = Callable[[Iterable[MadeCall]], Iterable[MadeCall]]


def build(database: Path, count: int, seed: int, progress: Progress = iter) -> None:
    """Make the warehouse in this file, whole or not at all; refuse to touch anybody else's file."""
    if database.exists() and not _is_ours(database):
        raise CdrqlError(
            Problem(
                "CDR507",
                f"`{database}` was not made by the demo, so it stays as it is",
                hint="name another folder with --directory",
            )
        )
    # In the same folder: a file is replaced at once only within one file system.
    unfinished = database.with_name(f".{database.name}.{os.getpid()}")
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        unfinished.touch()
        _fill_table(unfinished, progress(calls(count, seed)))
        # SQLite would play an old journal into the new file.
        for journal in ("-journal", "-wal", "-shm"):  # of the file that goes
            database.with_name(database.name + journal).unlink(missing_ok=True)
        unfinished.replace(database)
    except OSError as error:
        raise _unwritable_file(database, error) from None
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _is_ours(database: Path) -> bool:
    """Tell by the application id in its header whether the demo made this file."""
    try:
        with database.open("rb") as file:
            header = file.read(_ID_AT + 4)
    except OSError:
        return False
    return header.startswith(_HEADER) and header[_ID_AT:] == APPLICATION_ID.to_bytes(4, "big")


def _unwritable_file(path: Path, error: OSError) -> CdrqlError:
    return CdrqlError(Problem("CDR507", f"`{path}` cannot be written: {error.strerror or error}"))


def _fill_table(database: Path, made: Iterable[MadeCall]) -> None:
    """Write the calls into a new file with the table and index of the default warehouse."""
    try:
        with cdrs.opened(database) as db:
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            with db.atomic():
                cdrs.create(db)
                # sqlite3 binds no Decimal; the column makes a number of its text again.
                rows = ([str(v) if isinstance(v, Decimal) else v for v in c.values()] for c in made)
                cdrs.insert(db, ROW_COLUMNS, rows)
                cdrs.index(db)
    except sqlite3.Error as error:
        raise OSError(str(error)) from None


def write_requests(folder: Path) -> list[Path]:
    """Write a file for each request; give those that hold something else and are left alone."""
    changed = []
    for stop in STOPS:
        path, text = folder / stop.file, json.dumps(stop.request, indent=2) + "\n"
        try:
            if not path.exists():
                path.write_text(text, encoding="utf-8")
            # People change these files, and keep what they changed.
            elif path.read_bytes() != text.encode():
                changed.append(path)
        except OSError as error:
            raise _unwritable_file(path, error) from None
    return changed
