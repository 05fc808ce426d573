"""The engines that are known here: each is asked by the driver that `cdrql run` uses for it."""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any, ClassVar
from urllib.parse import parse_qsl, unquote, urlsplit

from cdrql.conformance.calls import COLUMNS, NOT_NULL, Call, insert, rows
from cdrql.conformance.connection import STANDARD, Connection, Params
from cdrql.engines.database import connect
from cdrql.model.default import CDRS_TABLE


class Known(Connection):
    """A database that is asked as `cdrql run` asks it, and written to by a session of its own."""

    def __init__(self, url: str, writer: Any) -> None:
        self._writer = writer
        self._reader = connect(url)

    def query(self, sql: str, params: Params) -> list[tuple[Any, ...]]:
        """Answer compiled SQL with its parameters."""
        return self._reader.query(sql, params)

    def execute(self, sql: str) -> None:
        """Run one statement."""
        self._writer.execute(sql)

    def close(self) -> None:
        """End both sessions."""
        self._reader.close()
        self._writer.close()


class SQLite(Known):
    """A SQLite file, which is made where there is none."""

    types: ClassVar[Mapping[str, str]] = MappingProxyType(
        {**STANDARD, "time": "TEXT", "text": "TEXT", "money": "NUMERIC"}
    )

    def __init__(self, url: str) -> None:
        path = url.removeprefix("sqlite://").removeprefix("/") if "://" in url else url
        writer = sqlite3.connect(path, isolation_level=None)
        writer.execute("PRAGMA synchronous = OFF")
        writer.execute("PRAGMA user_version = 0")  # so that there is a file to be read
        super().__init__(path, writer)

    def load(self, calls: Sequence[Call]) -> None:
        """Write times as text and money as numbers, in one transaction."""
        self.execute("BEGIN")
        self.execute(f"DELETE FROM {CDRS_TABLE}")  # noqa: S608
        stored = ([_stored(value) for value in row] for row in rows(calls))
        self._writer.executemany(insert("?"), stored)
        self.execute("COMMIT")


def _stored(value: object) -> object:
    """Give a value as the default warehouse keeps it in a SQLite file."""
    if isinstance(value, datetime):
        text = value.isoformat(" ")
        return text.rstrip("0") if value.microsecond else text
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


class Postgres(Known):
    """A PostgreSQL database, or one that speaks its protocol."""

    def __init__(self, url: str) -> None:
        import psycopg

        super().__init__(url, psycopg.connect(url, autocommit=True))

    def load(self, calls: Sequence[Call]) -> None:
        """Insert in one transaction."""
        with self._writer.transaction(), self._writer.cursor() as cursor:
            cursor.execute(f"DELETE FROM {CDRS_TABLE}")  # noqa: S608
            cursor.executemany(insert("%s"), list(rows(calls)))


class MySQL(Known):
    """A MySQL or MariaDB database."""

    types: ClassVar[Mapping[str, str]] = MappingProxyType({**STANDARD, "time": "DATETIME(6)"})
    ending: ClassVar[str] = " CHARACTER SET utf8mb4"

    def __init__(self, url: str) -> None:
        import pymysql

        at = urlsplit(url)
        writer = pymysql.connect(
            host=at.hostname or "127.0.0.1",
            port=at.port or 3306,
            user=unquote(at.username or ""),
            password=unquote(at.password or ""),
            database=unquote(at.path.removeprefix("/")) or None,
            charset="utf8mb4",
            autocommit=True,
        )
        super().__init__(url, writer)

    def execute(self, sql: str) -> None:
        """Run one statement."""
        with self._writer.cursor() as cursor:
            cursor.execute(sql)

    def load(self, calls: Sequence[Call]) -> None:
        """Insert in one transaction; PyMySQL joins the rows into few long INSERTs."""
        self._writer.begin()
        with self._writer.cursor() as cursor:
            cursor.execute(f"DELETE FROM {CDRS_TABLE}")  # noqa: S608
            cursor.executemany(insert("%s"), list(rows(calls)))
        self._writer.commit()


class ClickHouse(Known):
    """A ClickHouse database, by HTTP."""

    types: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "id": "Int64",
            "time": "DateTime64(6, 'UTC')",
            "text": "String",
            "integer": "Int32",
            "seconds": "Int32",
            "money": "Decimal(14, 6)",
        }
    )
    ending: ClassVar[str] = " ENGINE = MergeTree ORDER BY start_at"

    def __init__(self, url: str) -> None:
        import clickhouse_connect

        at = urlsplit(url)
        secure = at.scheme == "clickhouses"
        writer = clickhouse_connect.get_client(
            host=at.hostname or "127.0.0.1",
            port=at.port or (8443 if secure else 8123),
            username=unquote(at.username or "default"),
            password=unquote(at.password or ""),
            database=unquote(at.path.removeprefix("/")) or "default",
            secure=secure,
            settings=dict(parse_qsl(at.query)),
        )
        super().__init__(url, writer)

    def column(self, name: str) -> str:
        """Columns exclude NULL by themselves here."""
        declared = super().column(name)
        if name in NOT_NULL:
            return declared
        column, _, kind = declared.partition(" ")
        return f"{column} Nullable({kind})"

    def execute(self, sql: str) -> None:
        """Run one statement."""
        self._writer.command(sql)

    def load(self, calls: Sequence[Call]) -> None:
        """Insert tab-separated text."""
        self.execute(f"TRUNCATE TABLE {CDRS_TABLE}")
        lines = ("\t".join(map(_tabbed, row)) + "\n" for row in rows(calls))
        text = "".join(lines).encode()
        if text:
            self._writer.raw_insert(CDRS_TABLE, COLUMNS, text, fmt="TabSeparated")


_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": "\\0"})


def _tabbed(value: object) -> str:
    """Write a value as tab-separated text has it."""
    if value is None:
        return "\\N"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value).translate(_ESCAPES)


# The first part of a URL, none for the path of a file -> what opens it.
ENGINES: Mapping[str, Callable[[str], Connection]] = {
    "": SQLite,
    "sqlite": SQLite,
    **dict.fromkeys(("postgresql", "postgres"), Postgres),
    **dict.fromkeys(("mysql", "mariadb"), MySQL),
    **dict.fromkeys(("clickhouse", "clickhouses"), ClickHouse),
}
