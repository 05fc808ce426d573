"""SQLite files, by the standard library's own SQLite."""

import re
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar

from cdrql.engines.catalogue import Draft, add_indexes, finish_tables, gather_tables
from cdrql.engines.contract import Engine
from cdrql.engines.plans import ALIAS, WHOLE_TABLE, Access, Question
from cdrql.engines.schema import Form, LiveColumn, LiveTable
from cdrql.engines.sessions import Answering, Parameters, Rows, Session
from cdrql.engines.sqlite_file import open_file
from cdrql.engines.writing import STANDARD_TYPES, NewTable, TwoSessions
from cdrql.errors import DatabaseError, Problem
from cdrql.model.columns import NUMBER_KINDS, Kind
from cdrql.texts.secrets import shown_database


class SQLiteEngine(Engine):
    """SQLite, as https://www.sqlite.org/docs.html tells."""

    dialect: ClassVar[str] = "sqlite"
    loose_types: ClassVar[bool] = True
    folds_names: ClassVar[bool] = True
    # https://www.sqlite.org/datatype3.html: a text that spells a number serves as one. What is
    # multiplied by a million to be summed has to be below 2^63 then, a double below 2^53.
    no_number: ClassVar[Mapping[Kind, str]] = MappingProxyType(
        {
            kind: "(TYPEOF({0}) = 'blob' OR TYPEOF({0}) = 'text'"
            " AND (TRIM({0}) GLOB '*[^0-9.eE+-]*' OR {0} NOT GLOB '*[0-9]*')"
            f" OR TYPEOF({{0}}) <> 'integer' AND ABS({{0}}) >= {2**53}{beyond})"
            for kind in NUMBER_KINDS
            for beyond in (["" if kind == "integer" else " OR ABS({0}) > 9e12"])
        }
    )
    seconds_between: ClassVar[tuple[Form, Form] | None] = (
        ("CAST(STRFTIME('%s', {end}) AS INTEGER) - CAST(STRFTIME('%s', {start}) AS INTEGER)", {}),
        ("ROUND((JULIANDAY({end}) - JULIANDAY({start})) * 86400, 3)", {"decimals": 3}),
    )

    def open(self, url: str, timeout: float) -> Session:
        """Open a file that exists; the time limit is kept by the progress handler."""
        path = _path_of(url)
        if not Path(path).is_file():
            message = f"there is no SQLite file `{shown_database(path)}`"
            hint = "give a file, or a URL such as postgresql://user@host/database"
            raise DatabaseError(Problem("CDR505", message, hint=hint))
        connection, close = open_file(path)

        def stream_rows(sql: str, params: Parameters) -> Iterator[Sequence[object]]:
            end = time.monotonic() + timeout
            # SQLite has no time limit, but asks this every so many steps whether to stop.
            connection.set_progress_handler(lambda: time.monotonic() > end, 10_000)
            rows = connection.execute(sql, params)  # up to the first row: all is sorted by then
            connection.set_progress_handler(None, 0)
            # Not from the cursor itself, which would be closed after its connection.
            yield from iter(rows.fetchone, None)

        def query(sql: str, params: Parameters) -> Rows:
            return list(stream_rows(sql, params))

        return Session(query, close, stream_rows)

    def tables(self, database: Answering) -> list[LiveTable]:
        """Read `sqlite_master`, and the values where declarations do not bind."""
        return _read_catalogue(self, database)

    def explain(self, database: Answering, sql: str, params: Parameters) -> list[tuple[Any, ...]]:
        """Ask for one line a step: id, parent, unused, detail."""
        return database.query(f"EXPLAIN QUERY PLAN {sql}", params)

    def access(self, ask: Question) -> Access:
        """Look for SEARCH with a range of the start; the planner takes any index that serves."""
        details = [str(row[3]) for row in self.explain(ask.database, ask.sql, ask.params)]
        # Before 3.36 a step names the table as well: `SCAN TABLE cdrs AS c`.
        step = re.compile(rf"(SEARCH|SCAN)( TABLE .* AS)? {ALIAS}( |$)")
        return ask.worst((_judge_step(ask, text) for text in details if step.match(text)), details)

    def writer(self, url: str) -> "SQLiteWriter":
        """Write to a file, which is made where there is none."""
        return SQLiteWriter(url)


def _path_of(url: str) -> str:
    """Take the path of a URL, or the path that is given."""
    _, separator, rest = url.partition("://")
    # sqlite:///calls.db is relative, sqlite:////var/calls.db absolute.
    return rest.removeprefix("/") if separator else url


# The catalogue.

_TABLES = """SELECT name, type = 'view', '', NULL FROM sqlite_master
    WHERE type IN ('table', 'view') AND substr(name, 1, 7) <> 'sqlite_'"""
_COLUMNS = """SELECT name, type, "notnull" OR pk = 1 AND type LIKE 'integer'
    FROM pragma_table_info(:table) ORDER BY cid"""
_INDEXES = """SELECT m.name, l.name, l."unique", COALESCE(i.name, '(expression)')
    FROM sqlite_master m JOIN pragma_index_list(m.name) l JOIN pragma_index_info(l.name) i
    WHERE m.type = 'table' AND NOT l.partial ORDER BY m.name, l.name, i.seqno"""
# The rowid under its own name is a key that no index shows.
_ROWIDS = """SELECT m.name, 'rowid', 1, min(p.name)
    FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table' AND p.pk > 0
    GROUP BY m.name HAVING count(*) = 1 AND min(p.type) LIKE 'integer'"""
# https://www.sqlite.org/datatype3.html, 3.1: the first that is found in the declared type counts.
# Before the rules of affinity stand words that say what is meant where affinity does not.
_KINDS: tuple[tuple[str, Kind], ...] = (
    (r"datetime|timestamp", "time"),
    (r"bool", "boolean"),
    (r"uuid|json|^date$|^time$", "text"),
    (r"int", "integer"),
    (r"char|clob|text", "text"),
    (r"blob|^$", "other"),
    (r"real|floa|doub", "float"),
    (r"", "decimal"),
)
# With a `T` in its middle a text is no time that the engine's own would compare with.
_TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")


def _read_catalogue(engine: Engine, database: Answering) -> list[LiveTable]:
    tables = database.query(_TABLES)
    columns = (
        (table[0], column) for table in tables for column in _read_columns(database, table[0])
    )
    drafts = gather_tables(tables, columns)
    add_indexes(drafts, database.query(_INDEXES))
    add_indexes(drafts, database.query(_ROWIDS))
    for table, draft in drafts.items():
        _look_at_values(engine, database, table, draft)
    return finish_tables({name: draft for name, draft in drafts.items() if draft.columns})


def _read_columns(database: Answering, table: str) -> Iterator[LiveColumn]:
    """Read the columns of a table; a view whose table is gone has none."""
    try:
        rows = database.query(_COLUMNS, {"table": table})
    except DatabaseError:
        return
    for name, declared, not_null in rows:
        yield LiveColumn(name, declared, _declared_kind(declared), not not_null)


def _declared_kind(declared: str) -> Kind:
    for words, kind in _KINDS:
        if re.search(words, declared, re.IGNORECASE):
            return kind
    return "other"


def _look_at_values(engine: Engine, database: Answering, table: str, draft: Draft) -> None:
    """Let values decide on columns without a type, on times, and on numbers that are none."""
    loose = [c for c in draft.columns.values() if c.kind in _LOOSE or not c.declared]
    rows = engine.sample(database, table, [column.name for column in loose]) if loose else []
    for column in loose:
        values = [row[column.name] for row in rows if row[column.name] not in (None, "")]
        if values and (column.kind not in _FIRM or not _serves(column.kind, values)):
            draft.columns[column.name] = replace(column, kind=_stored_kind(values))


_FIRM: tuple[Kind, ...] = (*NUMBER_KINDS, "boolean")
_LOOSE: tuple[Kind, ...] = (*_FIRM, "time")


def _serves(kind: Kind, values: Sequence[object]) -> bool:
    """Tell whether a column declared as numbers, or as true and false, holds any of these."""
    if kind == "boolean":
        return all(value in (0, 1) for value in values)
    return any(isinstance(value, int | float) for value in values)


def _stored_kind(values: Sequence[object]) -> Kind:
    if all(isinstance(value, int | float) for value in values):
        return "integer" if all(isinstance(value, int) for value in values) else "float"
    if all(isinstance(value, str) and _TIME.match(value) for value in values):
        return "time"
    return "other" if any(isinstance(value, bytes) for value in values) else "text"


# Reading a plan.


def _judge_step(ask: Question, step: str) -> Access:
    index = re.search(r"INDEX (\S+)", step)
    # `SEARCH c USING INDEX i (start_at>? AND start_at<?)`.
    if index and f"{ask.start.lower()}>" in step.lower():
        return ask.found("used", f"index {index[1]}")
    return ask.found("none", WHOLE_TABLE)


# Writing.


class SQLiteWriter(TwoSessions):
    """A SQLite file, which is made where there is none."""

    types: ClassVar[Mapping[str, str]] = MappingProxyType(
        {**STANDARD_TYPES, "time": "TEXT", "text": "TEXT", "money": "NUMERIC"}
    )

    def __init__(self, url: str) -> None:
        writer = sqlite3.connect(_path_of(url), isolation_level=None)
        # A crash would lose no more than a table that was made for this run.
        writer.execute("PRAGMA synchronous = OFF")
        writer.execute("PRAGMA user_version = 0")  # so that there is a file to be read
        super().__init__(SQLiteEngine().open(url, 30.0), writer)

    def fill(self, table: NewTable, rows: Iterable[tuple[Any, ...]]) -> None:
        """Write times as text and money as numbers, in one transaction."""
        self.execute("BEGIN")
        self.execute(f"DELETE FROM {table.name}")  # noqa: S608
        self._connection.executemany(
            table.insert("?"), ([*map(_stored_value, row)] for row in rows)
        )
        self.execute("COMMIT")


def _stored_value(value: object) -> object:
    """Give a value as the default warehouse keeps it in a SQLite file."""
    if isinstance(value, datetime):
        text = value.isoformat(" ")
        return text.rstrip("0") if value.microsecond else text
    if isinstance(value, Decimal):
        # sqlite3 binds no Decimal.
        return int(value) if value == value.to_integral_value() else float(value)
    return value
