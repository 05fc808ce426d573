"""ClickHouse, by HTTP."""

import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, ClassVar

from cdrql.engines.catalogue import add_indexes, finish_tables, gather_tables, kinds_by_word
from cdrql.engines.clickhouse_session import open_client, open_session
from cdrql.engines.contract import Engine
from cdrql.engines.plans import NO_ROWS, WHOLE_TABLE, Access, Question, walk_plan
from cdrql.engines.schema import Form, LiveColumn, LiveTable
from cdrql.engines.sessions import Answering, Parameters, Session
from cdrql.engines.writing import NewTable, TwoSessions
from cdrql.errors import DatabaseError
from cdrql.model.columns import Kind


class ClickHouseEngine(Engine):
    """ClickHouse, as https://clickhouse.com/docs tells."""

    dialect: ClassVar[str] = "clickhouse"
    quote: ClassVar[str] = "`"
    only_instants: ClassVar[bool] = True
    wraps_sums: ClassVar[bool] = True
    no_number: ClassVar[Mapping[Kind, str]] = MappingProxyType(
        {"float": "NOT isFinite(CAST({0} AS Nullable(Float64)))"}
    )
    zone_questions: ClassVar[tuple[tuple[str, str], ...]] = (
        ("serverTimezone()", "SELECT serverTimezone()"),
    )
    seconds_between: ClassVar[tuple[Form, Form] | None] = (
        ("dateDiff('second', {start}, {end})", {}),
        ("dateDiff('millisecond', {start}, {end})", {"divisor": 1_000}),
    )

    def open(self, url: str, timeout: float) -> Session:
        """Open it; a read-only session may still set its time limit."""
        return open_session(url, timeout)

    def tables(self, database: Answering) -> list[LiveTable]:
        """Read `system.tables` and its like; primary keys are not unique, so there are no keys."""
        return _read_catalogue(database)

    def explain(self, database: Answering, sql: str, params: Parameters) -> list[tuple[Any, ...]]:
        """Ask for a plan in JSON, with the indexes."""
        # Without `indexes` the plan does not say which granules a key leaves out.
        return database.query(f"EXPLAIN json = 1, indexes = 1 {sql}", params)

    def access(self, ask: Question) -> Access:
        """Look for the start column among the keys of the sorting key and of the partitions."""
        rows = self.explain(ask.database, ask.sql, ask.params)
        tree = json.loads("\n".join(str(row[0]) for row in rows))
        nodes = (node for top in tree for node in walk_plan(top["Plan"]))
        reads = [node for node in nodes if node["Node Type"].startswith("Read")]
        plan = [_plan_line(index) for node in reads for index in node.get("Indexes", ())]
        return ask.worst((_judge_read(ask, node) for node in reads), plan)

    def knows_zone(self, database: Answering, zone: str) -> bool:
        """Look it up in `system.time_zones`."""
        sql = "SELECT 1 FROM system.time_zones WHERE time_zone = {zone:String}"
        try:
            return bool(database.query(sql, {"zone": zone}))
        except DatabaseError:
            return False

    def writer(self, url: str) -> "ClickHouseWriter":
        """Write by a second session."""
        return ClickHouseWriter(url)


# The catalogue.

_TABLES = """SELECT name, engine LIKE '%View', concat(
    if(partition_key = '', '', concat('PARTITION BY ', partition_key, ' ')),
    if(sorting_key = '', '', concat('ORDER BY ', sorting_key))), total_rows
    FROM system.tables WHERE database = currentDatabase() AND NOT startsWith(name, '.')"""
_COLUMNS = """SELECT table, name, type FROM system.columns
    WHERE database = currentDatabase() ORDER BY table, position"""
# Indexes here leave blocks of rows out, and none makes a value unique.
_INDEXES = """SELECT table, name, 0, expr FROM system.data_skipping_indices
    WHERE database = currentDatabase()"""
_KINDS = kinds_by_word(
    {
        "text": "String FixedString",
        "integer": "Int8 Int16 Int32 Int64 UInt8 UInt16 UInt32 UInt64",
        "decimal": "Decimal",
        "float": "Float32 Float64",
        "time": "DateTime DateTime64",
        "boolean": "Bool",
        "uuid": "UUID",
    }
)
_NARROW = ("Int8", "Int16", "Int32", "UInt8", "UInt16", "UInt32")


def _read_catalogue(database: Answering) -> list[LiveTable]:
    columns = (
        (table, _live_column(name, declared)) for table, name, declared in database.query(_COLUMNS)
    )
    drafts = gather_tables(database.query(_TABLES), columns)
    add_indexes(drafts, database.query(_INDEXES))
    return finish_tables(drafts)


def _live_column(name: str, declared: str) -> LiveColumn:
    """Tell the kind of a column by its type, inside of what says how it is stored."""
    # Wrappers nest: LowCardinality(Nullable(String)).
    inner = re.sub(
        r"^(?:LowCardinality\(|Nullable\(|SimpleAggregateFunction\(\w+, )+", "", declared
    )
    word = re.split(r"[(), ]", inner)[0]
    kind = _KINDS.get(word, "other")
    nullable = "Nullable(" in declared
    return LiveColumn(name, declared, kind, nullable, kind == "time", word in _NARROW)


# Reading a plan: the nodes that read parts of a table, and the indexes that leave granules out.


def _judge_read(ask: Question, node: Mapping[str, Any]) -> Access:
    """Judge a read by the best of its indexes."""
    if node["Node Type"] == "ReadNothing":
        return ask.found("unknown", NO_ROWS)
    if not node["Node Type"].startswith("ReadFromMergeTree"):
        return ask.found("unknown", f"{node['Node Type']} says nothing of indexes")
    names = {"PrimaryKey": "sorting key", "Min-Max": "partitions", "Partition": "partitions"}
    for index in reversed(node.get("Indexes", ())):
        # Behind other columns of the sorting key, the start leaves few granules out.
        searched = index.get("Search Algorithm", "binary search") == "binary search"
        if searched and ask.names_start(" ".join(index.get("Keys", ()))):
            return ask.found("used", names.get(index["Type"], f"{index['Type']} index"))
    return ask.found("none", WHOLE_TABLE)


def _plan_line(index: Mapping[str, Any]) -> str:
    keys = f" ({', '.join(index['Keys'])})" if index.get("Keys") else ""
    granules = f"{index.get('Selected Granules')}/{index.get('Initial Granules')}"
    return f"{index['Type']}{keys}; {index.get('Condition', '')}; granules: {granules}"


# Writing.


class ClickHouseWriter(TwoSessions):
    """A ClickHouse database."""

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
    # MergeTree wants a sorting key; by the start, a window reads few granules.
    ending: ClassVar[str] = " ENGINE = MergeTree ORDER BY start_at"

    def __init__(self, url: str) -> None:
        writer = open_client(url)
        super().__init__(ClickHouseEngine().open(url, 30.0), writer)

    def column(self, name: str, kind: str, not_null: bool) -> str:
        """Columns exclude NULL by themselves here."""
        declared = self.types[kind]
        return f"{name} {declared} NOT NULL" if not_null else f"{name} Nullable({declared})"

    def execute(self, sql: str) -> None:
        """Run one statement."""
        self._connection.command(sql)

    def fill(self, table: NewTable, rows: Iterable[tuple[Any, ...]]) -> None:
        """Insert tab-separated text."""
        self.execute(f"TRUNCATE TABLE {table.name}")
        lines = ("\t".join(map(_tabbed_text, row)) + "\n" for row in rows)
        text = "".join(lines).encode()
        if text:
            self._connection.raw_insert(table.name, tuple(table.kinds), text, fmt="TabSeparated")


_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": "\\0"})


def _tabbed_text(value: object) -> str:
    """Write a value as tab-separated text has it."""
    if value is None:
        return "\\N"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value).translate(_ESCAPES)
