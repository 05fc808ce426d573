"""The real engines that tests run against: what each can do, and the table that all hold."""

import re
from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from cdrql.conformance.calls import CALL_COLUMNS, COLUMN_KINDS, NOT_NULL
from cdrql.model.default import REQUIRED_COLUMNS

NAMES = ("sqlite", "sqlite-new", "postgres", "mysql", "mariadb", "clickhouse")
# Those that run the SQL of a dialect.
ENGINES = {
    "clickhouse": ("clickhouse",),
    "mysql": ("mysql", "mariadb"),
    "postgres": ("postgres",),
    "sqlite": ("sqlite", "sqlite-new"),
}

Call = Mapping[str, object]
Params = Mapping[str, Any] | Sequence[Any] | None


def columns_of(*kinds: str) -> tuple[str, ...]:
    """Name the columns of `cdrs` that hold a kind of value."""
    return tuple(name for name, kind in COLUMN_KINDS.items() if kind in kinds)


TEXTS = columns_of("text")
INTEGERS = columns_of("integer", "seconds")
MONEY = columns_of("money")

# What an engine declares of each kind, in the order of `_KINDS`.
_KINDS = ("id", "time", "text", "integer", "seconds", "money")
_TYPES = {
    "sqlite": ("INTEGER PRIMARY KEY", "TEXT", "TEXT", "INTEGER", "INTEGER", "NUMERIC"),
    "postgres": (
        *("bigint PRIMARY KEY", "timestamp", "text", "integer", "integer"),
        "numeric(14, 6)",
    ),
    "mysql": (
        *("bigint PRIMARY KEY", "datetime(6)", "varchar(255)", "integer", "integer"),
        "decimal(14, 6)",
    ),
    "clickhouse": ("Int64", "DateTime64(6, 'UTC')", "String", "Int32", "Int32", "Decimal(14, 6)"),
}


class AbsentError(Exception):
    """An engine that is not on this machine; the text says how to get it."""


class Database(Protocol):
    """A database on a running engine."""

    name: str
    dialect: str
    version: str

    @property
    @abstractmethod
    def url(self) -> str:
        """What `cdrql run --database` takes to reach the same tables."""

    @abstractmethod
    def execute(self, sql: str) -> None:
        """Run one statement that answers no rows."""

    @abstractmethod
    def query(self, sql: str, params: Params = None) -> list[tuple[Any, ...]]:
        """Answer a statement written in the dialect's default parameter style."""

    @abstractmethod
    def close(self) -> None:
        """End what was opened and remove what it wrote."""


class Scratch(Database, Protocol):
    """A database that was made empty for one test."""

    @abstractmethod
    def script(self, text: str) -> None:
        """Run a file of statements, each up to a `;` at a line's end, in UTC."""


@runtime_checkable
class Engine(Database, Protocol):
    """A running engine with an empty or loaded table `cdrs` of the default warehouse."""

    @abstractmethod
    def load(self, calls: Sequence[Call]) -> None:
        """Put these calls in place of all rows of `cdrs`."""

    @abstractmethod
    def database(self, name: str) -> Scratch:
        """Make an empty database beside `cdrs`, in place of the one that had this name."""


def ddl(dialect: str) -> Iterator[str]:
    """Give the statements that make the table `cdrs` in a dialect."""
    text = Path(__file__).with_name(f"cdrs.{dialect}.sql").read_text(encoding="utf-8")
    columns = ",\n  ".join(_declared(name, dialect) for name in CALL_COLUMNS)
    return statements(text.replace("{columns}", columns), dialect)


def _declared(name: str, dialect: str) -> str:
    type_ = dict(zip(_KINDS, _TYPES[dialect], strict=True))[COLUMN_KINDS[name]]
    if dialect == "clickhouse":
        return f"{name} {type_ if name in NOT_NULL else f'Nullable({type_})'}"
    return f"{name} {type_}{' NOT NULL' if name in REQUIRED_COLUMNS else ''}"


_COMMENT = r"--[^\n]*|/\*.*?\*/"
_QUOTED = r""" "[^"]*"|`[^`]*`|\$(\w*)\$.*?\$\1\$ """.strip()
_END = r";(?=[ \t]*(?:--[^\n]*)?$)"


def statements(text: str, dialect: str) -> Iterator[str]:
    """Cut a file after each `;` at a line's end that is in no quotes and no comment."""
    start = 0
    for found in _pieces(dialect).finditer(text):
        if found[0] == ";":
            yield text[start : found.start()].strip()
            start = found.end()
    rest = re.sub(rf"{_COMMENT}|\s", "", text[start:], flags=re.DOTALL)
    assert not rest, f"no `;` ends the statement {rest[:80]!r}"


def _pieces(dialect: str) -> re.Pattern[str]:
    """Match a `;` that ends a statement, and whatever may hold one that does not."""
    text = r"'(?:[^'\\]|\\.)*'" if dialect in ("mysql", "clickhouse") else "'[^']*'"
    return re.compile(f"{text}|{_QUOTED}|{_COMMENT}|{_END}", re.DOTALL | re.MULTILINE)
