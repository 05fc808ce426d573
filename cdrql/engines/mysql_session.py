"""How MySQL and MariaDB are opened: what their session states, whatever a server sets."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType, ModuleType
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from cdrql.engines.sessions import Parameters, Session, cursor_session, import_driver, milliseconds
from cdrql.errors import DatabaseError, Problem

# Every variable that could change an answer, by its value; a server has most of them. The modes are
# those of MySQL 8 that concern expressions. As of when a versioned table is read, is not touched.
SETTINGS: Mapping[str, str | int] = MappingProxyType(
    {
        "sql_mode": "STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO",
        "old_mode": "",
        "time_zone": "+00:00",  # in which TIMESTAMP columns read
        "sql_auto_is_null": 0,  # by which `id IS NULL` finds a row
        "max_recursive_iterations": 1000,
        "div_precision_increment": 4,
        "max_sort_length": 1024,
        "group_concat_max_len": 2**20,
        "default_week_format": 0,
        "lc_time_names": "en_US",
    }
)


def open_session(url: str, timeout: float) -> Session:
    """Open a session in UTC, which only reads what is committed, and state all that it goes by."""
    options = parse_qsl(urlsplit(url).query)
    # PyMySQL wants numbers as such: `?connect_timeout=5`.
    typed = {key: int(text) if text.isdecimal() else text for key, text in options}
    connection = open_connection(url, typed)
    try:
        with connection.cursor() as cursor:
            limits = _time_limits(timeout)
            known = _state_settings(cursor, {**SETTINGS, **limits})
            if not known & limits.keys():
                _refuse_server(connection.get_server_info())
            # They hold for the transactions that follow; autocommit makes each statement one.
            cursor.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SET SESSION TRANSACTION READ ONLY")
    except BaseException:
        connection.close()
        raise

    def stream_rows(sql: str, params: Parameters) -> Iterator[Sequence[object]]:
        cursor = connection.cursor(_import_pymysql().cursors.SSCursor)
        cursor.execute(sql, params or None)
        result = connection._result
        try:
            # Not from the cursor itself, which would be closed where nobody wants more.
            yield from iter(cursor.fetchone, None)
        finally:
            if result.unbuffered_active:
                # The driver would read to the end what nobody wants: rather end the session.
                result.unbuffered_active, cursor.connection = False, None
                if connection.open:
                    connection.close()

    return cursor_session(connection, stream_rows)


def _time_limits(timeout: float) -> dict[str, object]:
    """Give the limit as MariaDB counts it, in seconds of any statement, and MySQL, of a SELECT."""
    return {"max_statement_time": timeout, "max_execution_time": milliseconds(timeout)}


def _refuse_server(version: str) -> None:
    """Refuse a server before MySQL 5.7.8 and MariaDB 10.1.1, which can promise neither."""
    message = f"{version} has no time limit of a statement, and may have no read-only session"
    hint = "print SQL by `cdrql compile --paramstyle literal`, and give it to `mysql`"
    raise DatabaseError(Problem("CDR505", message, hint=hint))


def _state_settings(cursor: Any, settings: Mapping[str, object]) -> set[str]:
    """Set the variables that the server has, in one statement, and name them."""
    # They cut or refuse every answer, and that of the next statement too.
    cursor.execute(f"SET SESSION sql_select_limit = {2**64 - 1}, SESSION sql_big_selects = 1")
    cursor.execute("SHOW SESSION VARIABLES WHERE Variable_name IN %s", [[*settings]])
    known = [name for name, _ in cursor.fetchall()]
    pairs = ", ".join(f"SESSION {name} = %s" for name in known)
    cursor.execute(f"SET {pairs}", [settings[name] for name in known])
    return set(known)


def open_connection(url: str, options: Mapping[str, Any]) -> Any:
    """Open a connection of the driver's, which commits by itself."""
    at = urlsplit(url)
    return _import_pymysql().connect(
        host=at.hostname or "127.0.0.1",
        port=at.port or 3306,
        user=unquote(at.username or ""),
        password=unquote(at.password or ""),
        database=unquote(at.path.removeprefix("/")) or None,
        charset="utf8mb4",
        autocommit=True,
        **options,
    )


def _import_pymysql() -> ModuleType:
    return import_driver("pymysql", "cdrql[mysql]")
