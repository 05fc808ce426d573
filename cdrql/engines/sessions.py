"""A session with a database: what runs a query and what ends it, and help to open one."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Any, Protocol

from cdrql.errors import DatabaseError, Problem

Rows = Sequence[Sequence[object]]
Parameters = Mapping[str, object] | tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Session:
    """An open database: what runs a statement that only reads, and what ends the session.

    `query` takes SQL and its parameters as a backend of the dialect gives them, and raises whatever
    the driver raises: also where the time limit is over. `stream` does the same for answers that
    need not fit into memory: rows come as they are read. Without one, `query` is asked.
    """

    query: Callable[[str, Parameters], Rows]
    close: Callable[[], None]
    stream: Callable[[str, Parameters], Iterable[Sequence[object]]] | None = None


class Answering(Protocol):
    """What answers queries: an open `Database`, as an engine gets it."""

    def query(self, sql: str, params: Parameters = ()) -> list[tuple[Any, ...]]:
        """Give the rows of a statement; DatabaseError where it is refused."""
        ...


def import_driver(module: str, install: str) -> ModuleType:
    """Import a driver, or say how to get it: `install` is what pip is to install.

    Raises DatabaseError (CDR505) where it is not installed.
    """
    try:
        # Drivers are extras: who compiles alone needs none of them.
        return import_module(module)
    except ImportError as error:
        message = f"the driver {module} is not installed"
        hint = f"pip install '{install}'"
        raise DatabaseError(Problem("CDR505", message, hint=hint)) from error


def cursor_session(
    connection: Any, stream: Callable[[str, Parameters], Iterable[Sequence[object]]] | None = None
) -> Session:
    """Make a session of a DB-API connection whose cursors are context managers."""

    def query(sql: str, params: Parameters) -> Rows:
        with connection.cursor() as cursor:
            cursor.execute(sql, params or None)  # without parameters no `%` is a mark
            rows: Rows = cursor.fetchall()
        return rows

    return Session(query, connection.close, stream)


def milliseconds(timeout: float) -> int:
    """Turn a time limit in seconds into milliseconds; never zero, which would mean none."""
    return max(1, round(timeout * 1000))
