"""Opens a database by its URL or path, and runs compiled requests on it."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import replace
from operator import attrgetter
from types import TracebackType
from typing import Any, Self

from cdrql.compiled import Compiled
from cdrql.engines.contract import LOOKED_AT, Engine
from cdrql.engines.registry import get_engine, scheme_of
from cdrql.engines.rows import AnswerRow, name_cells
from cdrql.engines.schema import LiveTable
from cdrql.engines.sessions import Parameters, Session
from cdrql.errors import CdrqlError, DatabaseError, Problem
from cdrql.model.limits import LONGEST_TIMEOUT, SHORTEST_TIMEOUT
from cdrql.model.warehouse import Warehouse, name_tables
from cdrql.texts.secrets import find_passwords, hide_secrets, telling_values

_NO_TABLE = (
    "does it hold the tables of the warehouse? `cdrql init` maps what is there; "
    "`cdrql load` and `cdrql demo` make `cdrs`"
)

_ENCODING = "say in which encoding its texts are: ?client_encoding=latin1, for instance"

_NO_TEXT = re.compile("[\\ud800-\\udfff]")  # bytes of a command line that were no UTF-8

Run = Callable[[str, Parameters], Iterable[Sequence[object]]]


class Database:
    """An open database of calls: read-only, with a time limit for each query.

    Use it in a `with` statement. `dialect` is the name of the backend to compile for.
    """

    def __init__(
        self, engine: Engine, session: Session, timeout: float, passwords: Set[str] = frozenset()
    ) -> None:
        self.engine = engine
        self._session = session
        self._timeout = timeout
        self._passwords = passwords  # of its URL, which a driver may repeat whenever it fails

    @property
    def dialect(self) -> str:
        """Name the backend whose SQL this database answers."""
        return self.engine.dialect

    def answer(self, compiled: Compiled) -> list[AnswerRow]:
        """Run a compiled request; DatabaseError where the engine refuses or takes too long."""
        return [*self._named_rows(compiled, self._session.query)]

    def stream_answer(self, compiled: Compiled) -> Iterator[AnswerRow]:
        """Run a compiled request, and give its rows as they come; they need not fit into memory.

        Raises DatabaseError as `answer` does, with the first row or in the middle of the answer.
        """
        count = 0
        try:
            for row in self._named_rows(compiled, self._session.stream or self._session.query):
                yield row
                count += 1
        except DatabaseError as error:
            [problem] = error.problems
            if not count:
                raise
            message = f"the answer breaks off after {count} rows: {problem.message}"
            raise DatabaseError(replace(problem, message=message)) from error.__cause__

    def _named_rows(self, compiled: Compiled, run: Run) -> Iterator[AnswerRow]:
        if compiled.dialect != self.dialect:
            message = f"SQL for {compiled.dialect} is not run on {self.dialect}"
            raise DatabaseError(Problem("CDR506", message, hint="compile it for that dialect"))
        rows = self._run_statement(run, compiled.sql, compiled.params, hint=_NO_TABLE)
        return name_cells(_as_wide(rows, len(compiled.columns)), compiled.columns)

    def query(self, sql: str, params: Parameters = ()) -> list[tuple[Any, ...]]:
        """Give the rows of any statement that only reads, as the driver gives them.

        Parameters stand in it as in compiled SQL of the dialect; without any, a `%` is itself.
        Raises DatabaseError as `answer` does.
        """
        return [*self._run_statement(self._session.query, sql, params)]

    def place_tables(self, warehouse: Warehouse) -> Warehouse:
        """Name the tables of a warehouse by their schemas, where the session needs to be told."""
        lookups = (field.lookup.table for field in warehouse.fields.values() if field.lookup)
        named = {*(table.name_in(self.dialect) for table in warehouse.tables), *lookups}
        return name_tables(warehouse, self.dialect, self.engine.table_homes(self, sorted(named)))

    def tables(self) -> Mapping[str, LiveTable]:
        """Read the tables and views that may be read, by name.

        Raises DatabaseError where the catalogue cannot be read.
        """
        return {
            table.name: table for table in sorted(self.engine.tables(self), key=attrgetter("name"))
        }

    def sample(
        self, table: str, columns: Iterable[str], limit: int = LOOKED_AT
    ) -> list[dict[str, Any]]:
        """Read some rows of a table, as the driver gives them."""
        return self.engine.sample(self, table, columns, limit)

    def _run_statement(
        self, run: Run, sql: str, params: Parameters, hint: str | None = None
    ) -> Iterator[tuple[Any, ...]]:
        """Run a statement, and put what a driver raises into words."""
        try:
            for row in run(sql, params):
                yield tuple(row)
            return
        except Exception as error:  # each driver has a family of its own
            cause, text = error, said_by(error)
        # Out of the handler, so that an error that holds values does not come along.
        values = telling_values(params.values() if isinstance(params, Mapping) else params)
        shown = hide_secrets(text, values | self._passwords)
        problem = self._word_refusal(shown, hint)
        raise DatabaseError(problem) from (cause if shown == text else None)

    def _word_refusal(self, text: str, table: str | None) -> Problem:
        """Say what the engine said, and what may help; `table` does where something is missing."""
        # Drivers have no code for it in common, only words: "interrupted", "statement timeout".
        slow = any(word in text.lower() for word in ("interrupt", "timeout", "execution time"))
        limit = f"it may take {self._timeout:g} s: narrow the window, or allow more time"
        missing = any(word in text.lower() for word in ("no such", "exist", "unknown"))
        unread = any(word in text for word in ("byte sequence", "codec can't decode"))
        hint = limit if slow else _ENCODING if unread else table if missing else None
        return Problem("CDR506", f"the database did not answer: {text[:300]}", hint=hint)

    def close(self) -> None:
        """End the session; what cannot be ended is let go, for the answer is there."""
        with suppress(Exception):
            self._session.close()

    def __enter__(self) -> Self:
        """Give the open database."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the session."""
        self.close()


def _as_wide(rows: Iterable[tuple[Any, ...]], width: int) -> Iterator[tuple[Any, ...]]:
    """Give rows, which must have so many cells."""
    for row in rows:
        if len(row) != width:
            message = f"the database gave a row of {len(row)} cells for {width} columns"
            raise DatabaseError(Problem("CDR506", message))
        yield row


def said_by(error: BaseException) -> str:
    """Give what a driver's error says, on one line; its class where it says nothing."""
    said = ""
    with suppress(Exception):
        said = " ".join(str(error).split())
    return said or type(error).__name__


def _check_text(database: str) -> None:
    """Refuse a URL with bytes that are no text; the path of a file may have them."""
    if scheme_of(database) != "sqlite" and _NO_TEXT.search(database):
        hint = "write such a byte as a URL does: %FF"
        raise DatabaseError(Problem("CDR505", "the URL is not UTF-8", hint=hint))


def _check_timeout(seconds: float) -> None:
    """Refuse what is no time limit: to a server 0 means none, and nan is less than nothing."""
    if not SHORTEST_TIMEOUT <= seconds <= LONGEST_TIMEOUT:
        hint = f"give seconds, from {SHORTEST_TIMEOUT} to {LONGEST_TIMEOUT}"
        raise DatabaseError(Problem("CDR505", f"the timeout {seconds} is no time limit", hint=hint))


def connect(database: str, *, timeout: float = 30.0) -> Database:
    """Open a database, read-only: the path of a SQLite file, or a URL of an installed engine.

    URLs are postgresql://, mysql://, mariadb:// and clickhouse:// (https: clickhouses://), each
    `scheme://user:password@host:port/database`, and those of plugins. `timeout` is in seconds for
    each query. Raises DatabaseError where nothing answers; its text never shows the password.
    """
    engine, passwords = get_engine(scheme_of(database)), find_passwords(database)
    try:
        _check_text(database)
        _check_timeout(timeout)
        session = engine.open(database, timeout)
        if not isinstance(session, Session):
            raise TypeError(f"the engine opens a {type(session).__name__}, not a Session")
        return Database(engine, session, timeout, passwords)
    except CdrqlError as error:
        if hide_secrets(str(error), passwords) == str(error):
            raise
        text = said_by(error)
    except Exception as error:  # each driver has a family of its own
        text = said_by(error)
    # Out of the handler, so that an error that holds the password does not come along.
    hint = None
    if hide_secrets(text, passwords) != text:
        text = "what its driver says holds the password and is not shown"
        hint = "write scheme://user:password@host:port/database, with %40 for an @ in the password"
    raise DatabaseError(Problem("CDR505", f"cannot open the database: {text[:300]}", hint=hint))
