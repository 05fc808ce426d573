"""PostgreSQL, and what speaks its protocol, by psycopg."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, ClassVar

from cdrql.engines.catalogue import (
    add_indexes,
    fill_in_parts,
    finish_tables,
    gather_tables,
    kinds_by_word,
)
from cdrql.engines.contract import Engine
from cdrql.engines.plans import WHOLE_TABLE, Access, Question, walk_plan
from cdrql.engines.postgres_session import find_homes, open_session
from cdrql.engines.schema import Form, LiveColumn, LiveTable
from cdrql.engines.sessions import Answering, Parameters, Session
from cdrql.engines.writing import NewTable, TwoSessions
from cdrql.errors import DatabaseError
from cdrql.model.columns import Kind

_SECONDS: Form = ("EXTRACT(EPOCH FROM ({end} - {start}))", {"decimals": 6})


class PostgresEngine(Engine):
    """PostgreSQL, as https://www.postgresql.org/docs/current/ tells."""

    dialect: ClassVar[str] = "postgres"
    strict_types: ClassVar[bool] = True
    no_number: ClassVar[Mapping[Kind, str]] = MappingProxyType(
        dict.fromkeys(("decimal", "float"), "CAST({0} AS TEXT) IN ('NaN', 'Infinity', '-Infinity')")
    )
    zone_questions: ClassVar[tuple[tuple[str, str], ...]] = (
        (
            "the database's own setting",
            """SELECT substr(s, 10) FROM pg_db_role_setting r, unnest(r.setconfig) s
            WHERE r.setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND lower(left(s, 9)) = 'timezone='""",
        ),
        ("log_timezone", "SELECT current_setting('log_timezone')"),
    )
    seconds_of_type: ClassVar[Mapping[str, Form]] = MappingProxyType(
        dict.fromkeys(("interval", "time"), ("EXTRACT(EPOCH FROM {})", {"decimals": 6}))
    )
    seconds_between: ClassVar[tuple[Form, Form] | None] = (_SECONDS, _SECONDS)

    def open(self, url: str, timeout: float) -> Session:
        """Open it in UTC; every transaction is read-only."""
        return open_session(url, timeout)

    def tables(self, database: Answering) -> list[LiveTable]:
        """Read `pg_class` and its like, which tell of partitions, domains and expressions."""
        return _read_catalogue(database)

    def explain(self, database: Answering, sql: str, params: Parameters) -> list[tuple[Any, ...]]:
        """Ask for a plan in JSON."""
        return database.query(f"EXPLAIN (FORMAT JSON) {sql}", params)

    def access(self, ask: Question) -> Access:
        """Look for an index condition on the start column, or for partitions that are left out."""
        found = _judge_plan(self, ask)
        if found.verdict != "none":
            return found
        # A small table is read whole although an index could serve: forbid it to see.
        ask.database.query("SELECT set_config('enable_seqscan', 'off', false)")
        try:
            again = _judge_plan(self, ask)
        finally:
            ask.database.query("SELECT set_config('enable_seqscan', 'on', false)")
        return replace(found, verdict="usable", how=again.how) if again.verdict == "used" else found

    def table_homes(self, database: Answering, tables: list[str]) -> dict[str, str]:
        """Look into the schemas whose functions would pass for PostgreSQL's own."""
        return find_homes(database, tables)

    def knows_zone(self, database: Answering, zone: str) -> bool:
        """Convert a time to it."""
        try:
            return bool(database.query("SELECT now() AT TIME ZONE %(zone)s", {"zone": zone}))
        except DatabaseError:
            return False

    def writer(self, url: str) -> "PostgresWriter":
        """Write by a second session."""
        return PostgresWriter(url)


# The catalogue.

_PARTS: Mapping[str, str] = {
    "$name": """CASE WHEN pg_table_is_visible(c.oid) THEN c.relname
        ELSE n.nspname || '.' || c.relname END""",
    "$tables": "pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace",
    # A partition's rows are found in its parent.
    "$seen": """c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
        AND n.nspname <> 'information_schema' AND left(n.nspname, 3) <> 'pg_'
        AND has_schema_privilege(n.oid, 'USAGE') AND has_any_column_privilege(c.oid, 'SELECT')""",
}
_TABLES = fill_in_parts(
    """SELECT $name, c.relkind IN ('v', 'm'),
        CASE WHEN c.relkind = 'p' THEN 'PARTITION BY ' || pg_get_partkeydef(c.oid) END,
        CASE WHEN c.relkind IN ('r', 'm') THEN c.reltuples::bigint END
    FROM $tables WHERE $seen""",
    _PARTS,
)
_COLUMNS = fill_in_parts(
    """SELECT $name, a.attname, a.attnotnull,
        CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod)
            ELSE format_type(a.atttypid, a.atttypmod) END
    FROM $tables JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_type t ON t.oid = a.atttypid
    WHERE $seen AND a.attnum > 0 AND NOT a.attisdropped ORDER BY c.oid, a.attnum""",
    _PARTS,
)
_INDEXES = fill_in_parts(
    """SELECT $name, i.relname, x.indisunique,
        COALESCE(a.attname, pg_get_indexdef(x.indexrelid, k, true))
    FROM $tables JOIN pg_index x ON x.indrelid = c.oid JOIN pg_class i ON i.oid = x.indexrelid
    CROSS JOIN generate_series(1, x.indnkeyatts) k LEFT JOIN pg_attribute a
        ON a.attrelid = c.oid AND a.attnum = x.indkey[k - 1] AND a.attnum > 0
    WHERE $seen AND x.indpred IS NULL AND x.indisvalid ORDER BY c.oid, i.relname, k""",
    _PARTS,
)
_KINDS = kinds_by_word(
    {
        "text": "text character bpchar name citext varchar",
        "integer": "smallint integer bigint",
        "decimal": "numeric",
        "float": "real double",
        "time": "timestamp",
        "boolean": "boolean",
        "uuid": "uuid",
    }
)
_NARROW = ("smallint", "integer")


def _read_catalogue(database: Answering) -> list[LiveTable]:
    columns = (
        (table, _live_column(name, declared, bool(not_null)))
        for table, name, not_null, declared in database.query(_COLUMNS)
    )
    drafts = gather_tables(database.query(_TABLES), columns)
    add_indexes(drafts, database.query(_INDEXES))
    return finish_tables(drafts)


def _live_column(name: str, declared: str, not_null: bool) -> LiveColumn:
    """Tell the kind of a column by its type; an array is another."""
    # format_type writes `numeric(14,6)`, `timestamp without time zone`, `text[]`.
    word = "" if declared.endswith("]") else re.split(r"[ (]", declared)[0]
    kind = _KINDS.get(word, "other")
    instant = kind == "time" and declared.endswith("with time zone")
    return LiveColumn(name, declared, kind, not not_null, instant, word in _NARROW)


# Reading a plan, a tree of nodes.


def _judge_plan(engine: Engine, ask: Question) -> Access:
    printed = engine.explain(ask.database, ask.sql, ask.params)[0][0]
    # psycopg reads JSON by itself; others that speak the protocol may give text.
    nodes = list(
        walk_plan((json.loads(printed) if isinstance(printed, str) else printed)[0]["Plan"])
    )
    reads = [node for node in nodes if "Relation Name" in node]
    plan = [_plan_line(node) for node in nodes if {"Relation Name", "Index Cond"} & {*node}]
    # The plan names partitions, each a relation of its own, without their schema.
    parts = {str(node["Relation Name"]) for node in reads} - {ask.table.name.rpartition(".")[2]}
    # What is cut off while the plan is made is not in it; what is when it starts, is only counted.
    if parts or any("Subplans Removed" in node for node in nodes):
        count = "SELECT COUNT(*) FROM pg_inherits WHERE inhparent = %(name)s::regclass"
        name = {"name": engine.identifier(ask.table.name)}
        whole = int(ask.database.query(count, name)[0][0])
        if len(parts) < whole:
            return ask.worst([ask.found("used", f"{len(parts)} of {whole} partitions")], plan)
    return ask.worst((_judge_read(ask, node) for node in reads), plan)


def _judge_read(ask: Question, read: Mapping[str, Any]) -> Access:
    """Judge a read of a relation, and what brings the places of its rows."""
    if read["Node Type"] == "Foreign Scan":
        return ask.found("unknown", "a foreign table, which is planned elsewhere")
    for node in walk_plan(read):
        if ask.names_start(str(node.get("Index Cond", ""))):
            return ask.found("used", f"index {node['Index Name']}")
    return ask.found("none", WHOLE_TABLE)


def _plan_line(node: Mapping[str, Any]) -> str:
    """Write what counts of a node, as the plan in text does."""
    name = f" using {node['Index Name']}" if "Index Name" in node else ""
    where = f" on {node['Relation Name']}" if "Relation Name" in node else ""
    tests = [f"{key}: {node[key]}" for key in ("Index Cond", "Filter") if key in node]
    return "; ".join([f"{node['Node Type']}{name}{where}", *tests])


# Writing.


class PostgresWriter(TwoSessions):
    """A PostgreSQL database, or one that speaks its protocol."""

    def __init__(self, url: str) -> None:
        import psycopg

        writer = psycopg.connect(url, autocommit=True)
        super().__init__(PostgresEngine().open(url, 30.0), writer)

    def fill(self, table: NewTable, rows: Iterable[tuple[Any, ...]]) -> None:
        """Insert in one transaction."""
        with self._connection.transaction(), self._connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table.name}")  # noqa: S608
            cursor.executemany(table.insert("%s"), list(rows))
