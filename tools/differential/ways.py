"""Every way in which SQL and its values reach an engine: styles, drivers, and odd modes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest

import cdrql
import cdrql.engines.database
from tools.engines import NAMES, Engine

Ask = Callable[[str, Any], Any]


@contextmanager
def default(engine: Engine) -> Iterator[Ask]:
    """By the engine's own connection; without parameters the text goes as it is."""
    yield lambda sql, params: engine.query(sql, params or None)


@contextmanager
def runner(engine: Engine) -> Iterator[Ask]:
    """As `cdrql run` asks: for SQLite by the standard library, for ClickHouse by HTTP."""
    if engine.dialect == "clickhouse":
        pytest.importorskip("clickhouse_connect")
    with cdrql.engines.database.connect(engine.url) as db:
        yield db.query


@contextmanager
def dollars(engine: Engine) -> Iterator[Ask]:
    """SQLite takes `$1` for a name."""
    yield lambda sql, params: engine.query(sql, {str(i): v for i, v in enumerate(params, 1)})


@contextmanager
def psycopg(engine: Engine, settings: str = "", cursor: str = "Cursor") -> Iterator[Ask]:
    """By a connection with settings of its own; a raw cursor takes `$1`, a client's none at all."""
    import psycopg

    factory: Any = getattr(psycopg, cursor)
    with closing(psycopg.connect(engine.url, options=settings, cursor_factory=factory)) as db:
        yield lambda sql, params: db.execute(sql, params or None).fetchall()


@contextmanager
def pymysql(
    engine: Engine, mode: str | None = None, prepared: bool = False, charset: str = "utf8mb4"
) -> Iterator[Ask]:
    """By a connection in an sql_mode of its own; `?` is for statements that the server prepares."""
    import pymysql

    url = urlsplit(engine.url)
    # Without TLS, whose context takes longer to make than many queries do.
    login = {"host": url.hostname, "port": url.port, "user": url.username, "ssl_disabled": True}
    db = pymysql.connect(**login, database=url.path[1:], charset=charset)  # type: ignore[arg-type]
    with closing(db), db.cursor() as cursor:
        if mode is not None:
            cursor.execute("SET SESSION sql_mode = CONCAT(@@sql_mode, %s)", [f",{mode}"])

        def ask(sql: str, params: Any) -> Any:
            if not prepared:
                cursor.execute(sql, params or None)
                return cursor.fetchall()
            cursor.execute("PREPARE asked FROM %s", (sql,))
            names = [f"@p{place}" for place in range(len(params))]
            set_all = ", ".join(f"{name} = %s" for name in names)
            cursor.execute(f"SET {set_all}", params)
            cursor.execute("EXECUTE asked USING " + ", ".join(names))
            return cursor.fetchall()

        yield ask


BACKSLASHES = "-c standard_conforming_strings=off -c backslash_quote=on"

# What a way is called: (dialect, style, connection).
WAYS: dict[str, tuple[str, str, Callable[[Engine], Any]]] = {
    "sqlite named": ("sqlite", "named", default),
    "sqlite qmark": ("sqlite", "qmark", default),
    "sqlite numeric": ("sqlite", "numeric", dollars),
    "sqlite literal": ("sqlite", "literal", default),
    "sqlite runner": ("sqlite", "named", runner),
    "postgres pyformat": ("postgres", "pyformat", default),
    "postgres pyformat, put in by the client": (
        "postgres",
        "pyformat",
        lambda e: psycopg(e, cursor="ClientCursor"),
    ),
    "postgres pyformat, put in by the client, backslashes escape": (
        "postgres",
        "pyformat",
        lambda e: psycopg(e, BACKSLASHES, cursor="ClientCursor"),
    ),
    "postgres numeric": ("postgres", "numeric", lambda e: psycopg(e, cursor="RawCursor")),
    "postgres literal": ("postgres", "literal", default),
    "postgres literal, backslashes escape": (
        "postgres",
        "literal",
        lambda e: psycopg(e, BACKSLASHES),
    ),
    "postgres runner": ("postgres", "pyformat", runner),
    "mysql pyformat": ("mysql", "pyformat", default),
    "mysql pyformat, no escapes": (
        "mysql",
        "pyformat",
        lambda e: pymysql(e, "NO_BACKSLASH_ESCAPES"),
    ),
    "mysql qmark": ("mysql", "qmark", lambda e: pymysql(e, prepared=True)),
    "mysql literal": ("mysql", "literal", default),
    "mysql literal, no escapes": (
        "mysql",
        "literal",
        lambda e: pymysql(e, "NO_BACKSLASH_ESCAPES"),
    ),
    "mysql literal, ANSI": ("mysql", "literal", lambda e: pymysql(e, "ANSI")),
    "mysql literal, ANSI, no escapes": (
        "mysql",
        "literal",
        lambda e: pymysql(e, "ANSI,NO_BACKSLASH_ESCAPES"),
    ),
    "mysql runner": ("mysql", "pyformat", runner),
    "clickhouse typed": ("clickhouse", "typed", default),
    "clickhouse literal": ("clickhouse", "literal", default),
    "clickhouse runner": ("clickhouse", "typed", runner),
}
DIALECT = {name: name.split("-")[0].replace("mariadb", "mysql") for name in NAMES}
PAIRS = [(name, way) for name in NAMES for way in WAYS if WAYS[way][0] == DIALECT[name]]
every_way = pytest.mark.parametrize(("engine", "way"), PAIRS, indirect=["engine"])
# Where many single requests are asked: the runner's ClickHouse is slow to begin each.
every_connection = pytest.mark.parametrize(
    ("engine", "way"), [pair for pair in PAIRS if "runner" not in pair[1]], indirect=["engine"]
)
