"""How the conformance suite writes to a database: one table, made, filled and dropped."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar

from cdrql.engines.sessions import Parameters, Session

# The type of each kind of column in standard SQL; a time has microseconds and no zone.
STANDARD_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "id": "BIGINT",
        "time": "TIMESTAMP",
        "text": "VARCHAR(300)",
        "integer": "INTEGER",
        "seconds": "INTEGER",
        "money": "DECIMAL(14, 6)",
    }
)


@dataclass(frozen=True, slots=True)
class NewTable:
    """A table to be made: its columns with their kinds, and those that exclude NULL."""

    name: str
    kinds: Mapping[str, str]
    not_null: frozenset[str]

    def insert(self, mark: str) -> str:
        """Write the INSERT of one row, by a driver's mark: `INSERT INTO t (a, b) VALUES (?, ?)`."""
        marks = ", ".join([mark] * len(self.kinds))
        return f"INSERT INTO {self.name} ({', '.join(self.kinds)}) VALUES ({marks})"  # noqa: S608


class Writer(ABC):
    """A database that may be written to, opened by the driver that the backend is for."""

    types: ClassVar[Mapping[str, str]] = STANDARD_TYPES
    ending: ClassVar[str] = ""  # what follows the columns in CREATE TABLE

    @abstractmethod
    def query(self, sql: str, params: Parameters) -> Iterable[Sequence[object]]:
        """Answer compiled SQL with its parameters, both as `cdrql.compile` gives them."""

    @abstractmethod
    def execute(self, sql: str) -> None:
        """Run one statement that answers no rows, and commit it."""

    @abstractmethod
    def fill(self, table: NewTable, rows: Iterable[tuple[Any, ...]]) -> None:
        """Put these rows in place of all rows of a table, and commit them.

        Of a row a time is a datetime without zone, in UTC; money is a Decimal; NULL is None.
        """

    def column(self, name: str, kind: str, not_null: bool) -> str:
        """Declare a column: `start_at TIMESTAMP NOT NULL`."""
        return f"{name} {self.types[kind]}{' NOT NULL' if not_null else ''}"

    def create(self, table: NewTable) -> None:
        """Make a table; it is an error that there is one.

        CREATE TABLE cdrs (id BIGINT NOT NULL, start_at TIMESTAMP NOT NULL, ...)
        """
        columns = (
            self.column(name, kind, name in table.not_null) for name, kind in table.kinds.items()
        )
        self.execute(f"CREATE TABLE {table.name} ({', '.join(columns)}){self.ending}")

    def drop(self, table: NewTable) -> None:
        """Remove a table."""
        self.execute(f"DROP TABLE {table.name}")

    def close(self) -> None:
        """End the session."""
        return


class TwoSessions(Writer):
    """Asks by a session of `Engine.open`, as `cdrql run` does, and writes by another.

    `connection` is the driver's: of a DB-API, committing by itself.
    """

    def __init__(self, reader: Session, connection: Any) -> None:
        self._reader = reader
        self._connection = connection

    def query(self, sql: str, params: Parameters) -> list[tuple[Any, ...]]:
        """Answer compiled SQL with its parameters."""
        return [tuple(row) for row in self._reader.query(sql, params)]

    def execute(self, sql: str) -> None:
        """Run one statement."""
        self._connection.execute(sql)

    def close(self) -> None:
        """End both sessions."""
        self._reader.close()
        self._connection.close()
