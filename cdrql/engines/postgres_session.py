"""How PostgreSQL is opened: what its session states, whatever a role or a database sets."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from cdrql.engines.sessions import (
    Answering,
    Parameters,
    Session,
    cursor_session,
    import_driver,
    milliseconds,
)

# Every setting that could change an answer, or how its cells are written. Which rows there are,
# `role` and `row_security` say, and in which order a date in digits stands, `datestyle`: those stay
# as they were made.
SETTINGS: Mapping[str, str] = MappingProxyType(
    {
        "timezone": "UTC",
        "datestyle": "ISO",
        "intervalstyle": "postgres",
        "timezone_abbreviations": "Default",
        "lc_numeric": "C",
        "lc_time": "C",
        "bytea_output": "hex",
        "extra_float_digits": "3",
        "standard_conforming_strings": "on",
        "transform_null_equals": "off",
        "array_nulls": "on",
        "quote_all_identifiers": "off",
        "gin_fuzzy_search_limit": "0",  # which cuts what an index finds
        "cursor_tuple_fraction": "1",  # all rows are fetched
        "default_transaction_read_only": "on",
    }
)
_FETCHED = 1000  # rows at a time
_PATH = "cdrql.path"  # a setting of ours: the path as it was, where some of it is left out
# Schemas with functions or operators that have the names of PostgreSQL's own: overloads of other
# types may be taken in their place, wherever in the path they stand. Those of extensions are meant.
_SHADOWING = """
WITH found AS (
    SELECT 'pg_proc'::regclass AS kind, oid, proname AS name, pronamespace AS home FROM pg_proc
    UNION ALL
    SELECT 'pg_operator'::regclass, oid, oprname, oprnamespace FROM pg_operator
)
SELECT DISTINCT n.nspname FROM found f JOIN pg_namespace n ON n.oid = f.home
WHERE n.nspname = ANY(%s::name[])
    AND (f.kind, f.name) IN (SELECT kind, name FROM found WHERE home = 'pg_catalog'::regnamespace)
    AND NOT EXISTS (
        SELECT FROM pg_depend d WHERE d.classid = f.kind AND d.objid = f.oid AND d.deptype = 'e')
"""
_HOMES = """
SELECT DISTINCT ON (c.relname) c.relname, n.nspname || '.' || c.relname
FROM unnest(current_setting('cdrql.path', true)::name[]) WITH ORDINALITY p(schema, nth)
JOIN pg_namespace n ON n.nspname = p.schema JOIN pg_class c ON c.relnamespace = n.oid
WHERE c.relname = ANY(%(names)s::name[]) AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
ORDER BY c.relname, p.nth
"""


def open_session(url: str, timeout: float) -> Session:
    """Open a session in UTC, whose transactions only read, and state all that it goes by.

    What the URL, `PGOPTIONS` or a service file say holds: `?options=-csearch_path%3Dtenant`.
    """
    psycopg = import_driver("psycopg", "cdrql[postgres]")
    # Else a statement that fails would leave the session in a broken transaction.
    connection = psycopg.connect(urlsplit(url).geturl(), autocommit=True)
    try:
        _state_encoding(connection)
        (schemas,) = connection.execute("SELECT pg_catalog.current_schemas(false)").fetchone()
        limit = {"statement_timeout": str(milliseconds(timeout))}
        _state_settings(connection, {"search_path": "pg_catalog", **SETTINGS, **limit})
        _state_path(connection, [name for name in schemas if name != "pg_catalog"])
    except BaseException:
        connection.close()
        raise

    def stream_rows(sql: str, params: Parameters) -> Iterator[Sequence[object]]:
        # A cursor of the server's lives as long as its transaction. The first rows come when all is
        # sorted: what is fetched after them takes no time of the limit, however slow the reader is.
        with connection.transaction(), connection.cursor("answer") as cursor:
            cursor.itersize = _FETCHED
            cursor.execute(sql, params or None)
            yield from cursor

    return cursor_session(connection, stream_rows)


def find_homes(database: Answering, tables: list[str]) -> dict[str, str]:
    """Find tables that the session no longer finds by their names: `{"cdrs": "public.cdrs"}`."""
    found = database.query(_HOMES, {"names": [name for name in tables if "." not in name]})
    return dict(found)


def _state_encoding(connection: Any) -> None:
    """Read texts as UTF-8; a database without an encoding may be told another by its URL."""
    server, client = map(connection.info.parameter_status, ("server_encoding", "client_encoding"))
    # Without one on either side, texts would be bytes.
    if server != "SQL_ASCII" or client == "SQL_ASCII":
        connection.execute("SET client_encoding TO 'UTF8'")


def _state_settings(connection: Any, settings: Mapping[str, str]) -> None:
    """Set what has a name, in one statement; nothing of it is looked up in anybody's schema."""
    calls = ", ".join(["pg_catalog.set_config(%s, %s, false)"] * len(settings))
    pairs = [text for pair in settings.items() for text in pair]
    connection.execute(f"SELECT {calls}", pairs)


def _state_path(connection: Any, schemas: list[str]) -> None:
    """Look into PostgreSQL's own schema first, and into none whose functions pass for its own."""
    shadowing = {name for (name,) in connection.execute(_SHADOWING, [schemas])}
    kept = ["pg_catalog", *(name for name in schemas if name not in shadowing), "pg_temp"]
    path = ", ".join('"' + name.replace('"', '""') + '"' for name in kept)
    connection.execute(
        "SELECT set_config('search_path', %s, false), set_config(%s, %s::name[]::text, false)",
        [path, _PATH, schemas if shadowing else []],
    )
