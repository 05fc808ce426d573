"""Runs compiled requests on a database, and gives rows that are the same from every engine."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from cdrql.compiled import Column, Compiled
from cdrql.engines.drivers import OPENERS, Parameters, Rows, Session, open_sqlite
from cdrql.engines.secrets import passwords, telling, without
from cdrql.errors import CdrqlError, DatabaseError, Problem, did_you_mean
from cdrql.texts.spans import escaped

Cell = int | str | Decimal | None
Row = dict[str, Cell]

_NO_TABLE = (
    "does it hold the tables of the warehouse? `cdrql init` maps what is there; "
    "`cdrql load` and `cdrql demo` make `cdrs`"
)


class Database:
    """An open database of calls: read-only, with a time limit for each query.

    Use it in a `with` statement. `dialect` is the name of the backend to compile for.
    """

    def __init__(self, session: Session, timeout: float) -> None:
        self._session = session
        self._timeout = timeout

    @property
    def dialect(self) -> str:
        """Name the backend whose SQL this database answers."""
        return self._session.dialect

    def answer(self, compiled: Compiled) -> list[Row]:
        """Run a compiled request; DatabaseError where the engine refuses or takes too long."""
        if compiled.dialect != self.dialect:
            message = f"SQL for {compiled.dialect} is not run on {self.dialect}"
            raise DatabaseError(Problem("CDR506", message, hint="compile it for that dialect"))
        rows = self._rows(compiled.sql, compiled.params, hint=_NO_TABLE)
        return normalise(rows, compiled.columns)

    def query(self, sql: str, params: Parameters = ()) -> list[tuple[Any, ...]]:
        """Give the rows of any statement that only reads, as the driver gives them.

        Parameters stand in it as in compiled SQL of the dialect; without any, a `%` is itself.
        Raises DatabaseError as `answer` does.
        """
        return [tuple(row) for row in self._rows(sql, params)]

    def _rows(self, sql: str, params: Parameters, hint: str | None = None) -> Rows:
        """Run a statement, and put what a driver raises into words."""
        try:
            return self._session.query(sql, params)
        except Exception as error:  # each driver has a family of its own
            refused, said = error, " ".join(str(error).split())
        # Out of the handler, so that an error that holds values does not come along.
        told = without(said, telling(params.values() if isinstance(params, Mapping) else params))
        problem = self._refused(told, hint)
        raise DatabaseError(problem) from (refused if told == said else None)

    def _refused(self, said: str, table: str | None) -> Problem:
        """Say what the engine said, and what may help; `table` does where something is missing."""
        slow = any(word in said.lower() for word in ("interrupt", "timeout", "execution time"))
        limit = f"it may take {self._timeout:g} s: narrow the window, or allow more time"
        missing = any(word in said.lower() for word in ("no such", "exist", "unknown"))
        hint = limit if slow else table if missing else None
        return Problem("CDR506", f"the database did not answer: {said[:300]}", hint=hint)

    def close(self) -> None:
        """End the session."""
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


def connect(database: str, *, timeout: float = 30.0) -> Database:
    """Open a database, read-only: the path of a SQLite file, or a URL of another engine.

    URLs are postgresql://, mysql://, mariadb:// and clickhouse:// (https: clickhouses://), each
    `scheme://user:password@host:port/database`. `timeout` is in seconds for each query. Raises
    DatabaseError where nothing answers; its text never shows the password.
    """
    scheme, separator, rest = database.partition("://")
    if not separator:
        return Database(open_sqlite(database, timeout), timeout)
    if scheme == "sqlite":
        return Database(open_sqlite(rest.removeprefix("/"), timeout), timeout)
    if scheme not in OPENERS:
        hint = did_you_mean(scheme, OPENERS, f"known are {', '.join(OPENERS)}")
        message = f"`{scheme.partition(':')[0]}` is not a kind of database"
        raise DatabaseError(Problem("CDR505", message, hint=hint))
    try:
        return Database(OPENERS[scheme](urlsplit(database), timeout), timeout)
    except CdrqlError:
        raise
    except Exception as error:  # each driver has a family of its own
        said = " ".join(str(error).split())
    # Out of the handler, so that an error that holds the password does not come along.
    if any(secret in said for secret in passwords(database)):
        said = "what its driver says holds the password and is not shown"
    raise DatabaseError(Problem("CDR505", f"cannot open the database: {said[:300]}"))


def normalise(rows: Iterable[Sequence[object]], columns: Sequence[Column]) -> list[Row]:
    """Name the cells of rows and give each the type of its column, whatever the driver gave."""
    kinds = [(column.name, _TYPES[column.type]) for column in columns]
    return [
        {
            name: None if cell is None else kind(cell)
            for (name, kind), cell in zip(kinds, row, strict=True)
        }
        for row in rows
    ]


def _decimal(value: object) -> Decimal:
    """Give an exact number in its shortest form; SQLite's doubles print exactly."""
    number = Decimal(str(value)).normalize()
    return abs(number) if number.is_zero() else number


def _integer(value: object) -> int:
    """Give a whole number, which some drivers bring as a Decimal."""
    return int(str(value)) if isinstance(value, str | Decimal) else int(value)  # type: ignore[call-overload]


_TYPES: Mapping[str, Callable[[object], Cell]] = {
    "integer": _integer,
    "text": str,
    "decimal": _decimal,
}


def as_json(rows: Iterable[Row]) -> str:
    """Print rows as a JSON array, one object a line; the same rows give the same bytes."""
    lines = ",\n".join(map(json_object, rows))
    return f"[\n{lines}\n]\n" if lines else "[]\n"


def json_object(row: Row) -> str:
    """Print a row as a JSON object; money and ratios in plain notation."""
    cells = (f"{json.dumps(name)}: {_json(cell)}" for name, cell in row.items())
    return "{" + ", ".join(cells) + "}"


def _json(cell: Cell) -> str:
    """Print a cell; json has no Decimal, and a float would not do."""
    if isinstance(cell, Decimal):
        return str(plain(cell))
    return escaped(json.dumps(cell, ensure_ascii=False))


def plain(cell: Cell) -> Cell:
    """Give an exact number as its text in plain notation, and other cells as they are."""
    return f"{cell:f}" if isinstance(cell, Decimal) else cell
