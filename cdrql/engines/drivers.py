"""The engines' drivers: how each opens a read-only session with a time limit.

A driver is imported only when a database of its engine is opened.
"""

import logging
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote

from cdrql.engines.secrets import passwords, without
from cdrql.errors import DatabaseError, Problem

Rows = Sequence[Sequence[object]]
Parameters = Mapping[str, object] | tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Session:
    """An open database: its backend's name, what runs a query, and what ends the session."""

    dialect: str
    query: Callable[[str, Parameters], Rows]
    close: Callable[[], None]


def _driver(module: str, extra: str) -> ModuleType:
    """Import a driver, or say how to get it."""
    try:
        return import_module(module)
    except ImportError as error:
        message = f"the driver {module} is not installed"
        hint = f"pip install 'cdrql[{extra}]'"
        raise DatabaseError(Problem("CDR505", message, hint=hint)) from error


def open_sqlite(path: str, timeout: float) -> Session:
    """Open a SQLite file that exists; the timeout is kept by the progress handler."""
    if not Path(path).is_file():
        message = f"there is no SQLite file `{without(path, passwords(path))}`"
        hint = "give a file, or a URL such as postgresql://user@host/database"
        raise DatabaseError(Problem("CDR505", message, hint=hint))
    uri = f"{Path(path).absolute().as_uri()}?mode=ro"
    connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
    try:
        connection.execute("PRAGMA query_only = 1")
        connection.execute("PRAGMA schema_version")
    except sqlite3.DatabaseError as error:
        shown = without(path, passwords(path))
        message = f"`{shown}` cannot be read as a SQLite database: {error}"
        raise DatabaseError(Problem("CDR505", message)) from None

    def query(sql: str, params: Parameters) -> Rows:
        end = time.monotonic() + timeout
        connection.set_progress_handler(lambda: time.monotonic() > end, 10_000)
        return connection.execute(sql, params).fetchall()

    return Session("sqlite", query, connection.close)


def open_postgres(url: SplitResult, timeout: float) -> Session:
    """Open PostgreSQL in UTC; every transaction is read-only."""
    psycopg = _driver("psycopg", "postgres")
    limit = f"-c statement_timeout={_milliseconds(timeout)}"
    options = f"-c default_transaction_read_only=on -c timezone=UTC {limit}"
    connection = psycopg.connect(url.geturl(), options=options, autocommit=True)
    return Session("postgres", _cursor_query(connection), connection.close)


def open_mysql(url: SplitResult, timeout: float) -> Session:
    """Open MySQL or MariaDB in UTC; they spell the time limit differently."""
    pymysql = _driver("pymysql", "mysql")
    connection = pymysql.connect(
        host=url.hostname or "127.0.0.1",
        port=url.port or 3306,
        user=unquote(url.username or ""),
        password=unquote(url.password or ""),
        database=unquote(url.path.removeprefix("/")) or None,
        charset="utf8mb4",
        autocommit=True,
        **{key: int(text) if text.isdecimal() else text for key, text in parse_qsl(url.query)},
    )
    seconds = f"max_statement_time = {timeout}"
    limit = f"max_execution_time = {_milliseconds(timeout)}"
    with connection.cursor() as cursor:
        mariadb = "MariaDB" in connection.get_server_info()
        cursor.execute(f"SET SESSION {seconds if mariadb else limit}")
        cursor.execute("SET SESSION time_zone = '+00:00'")  # in which TIMESTAMP columns read
        cursor.execute("SET SESSION TRANSACTION READ ONLY")
    return Session("mysql", _cursor_query(connection), connection.close)


def open_clickhouse(url: SplitResult, timeout: float) -> Session:
    """Open ClickHouse by HTTP; a read-only session may still set its time limit."""
    clickhouse = _driver("clickhouse_connect", "clickhouse")
    logging.getLogger("clickhouse_connect").addHandler(logging.NullHandler())  # errors are raised
    secure = url.scheme == "clickhouses"
    client = clickhouse.get_client(
        host=url.hostname or "127.0.0.1",
        port=url.port or (8443 if secure else 8123),
        username=unquote(url.username or "default"),
        password=unquote(url.password or ""),
        database=unquote(url.path.removeprefix("/")) or "default",
        secure=secure,
        form_encode_query_params=True,  # in the body: a URL has no room for long lists
        settings=dict(parse_qsl(url.query)),
    )
    settings = {
        "readonly": 2,
        "max_execution_time": max(1, round(timeout)),
        "max_query_size": 4 * 1024 * 1024,  # the longest lists of values fill its 256 KiB
    }

    def query(sql: str, params: Parameters) -> Rows:
        rows: Rows = client.query(sql, parameters=params, settings=settings).result_rows
        return rows

    return Session("clickhouse", query, client.close)


def _milliseconds(timeout: float) -> int:
    """Give a time limit in milliseconds; zero would mean none."""
    return max(1, round(timeout * 1000))


def _cursor_query(connection: Any) -> Callable[[str, Parameters], Rows]:
    """Give what runs a query on a DB-API connection."""

    def query(sql: str, params: Parameters) -> Rows:
        with connection.cursor() as cursor:
            cursor.execute(sql, params or None)  # without parameters no `%` is a mark
            rows: Rows = cursor.fetchall()
        return rows

    return query


OPENERS: Mapping[str, Callable[[SplitResult, float], Session]] = {
    "postgresql": open_postgres,
    "postgres": open_postgres,
    "mysql": open_mysql,
    "mariadb": open_mysql,
    "clickhouse": open_clickhouse,
    "clickhouses": open_clickhouse,
}
