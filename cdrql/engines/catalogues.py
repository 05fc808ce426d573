"""The catalogues of the engines: how each lists its tables, columns, keys and indexes."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from cdrql.engines.schema import Index, LiveColumn, Table, sample
from cdrql.errors import DatabaseError
from cdrql.model.columns import Kind

if TYPE_CHECKING:
    from cdrql.engines.database import Database

Rows = Sequence[tuple[Any, ...]]


@dataclass(slots=True)
class Draft:
    """A table while rows of the catalogue are gathered."""

    is_view: bool
    sorting: str
    rows: int | None
    columns: dict[str, LiveColumn] = field(default_factory=dict)
    indexes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    unique: set[str] = field(default_factory=set)

    def done(self, name: str) -> Table:
        """Give the finished table."""
        keys = (tuple(parts) for index, parts in self.indexes.items() if index in self.unique)
        indexes = tuple(Index(index, tuple(parts)) for index, parts in self.indexes.items())
        return Table(
            name, self.columns, tuple(keys), indexes, self.sorting, self.rows, self.is_view
        )


def _gather(tables: Rows, columns: Iterable[tuple[str, LiveColumn]]) -> dict[str, Draft]:
    """Put columns into their tables, which are rows of name, is a view, sorting, rows."""
    drafts = {
        name: Draft(bool(is_view), sorting or "", None if rows is None or rows < 0 else int(rows))
        for name, is_view, sorting, rows in tables
    }
    for table, column in columns:
        if table in drafts:
            drafts[table].columns[column.name] = column
    return drafts


def _index(drafts: Mapping[str, Draft], parts: Rows) -> None:
    """Add indexes, which are rows of table, index, is unique, column; each in its order."""
    for table, index, unique, column in parts:
        if table in drafts:
            drafts[table].indexes[index].append(column)
            if unique:
                drafts[table].unique.add(index)


def _words(pairs: Mapping[Kind, str]) -> Mapping[str, Kind]:
    """Turn kinds with the types' names into names with their kinds."""
    return {word: kind for kind, words in pairs.items() for word in words.split()}


def _sql(text: str, parts: Mapping[str, str]) -> str:
    """Put the parts that several queries share in the place of their names."""
    for name, part in parts.items():
        text = text.replace(name, part)
    return text


# --- PostgreSQL ---------------------------------------------------------------------------------

_PG: Mapping[str, str] = {
    "$name": """CASE WHEN pg_table_is_visible(c.oid) THEN c.relname
        ELSE n.nspname || '.' || c.relname END""",
    "$tables": "pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace",
    # A partition's rows are found in its parent.
    "$seen": """c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
        AND n.nspname <> 'information_schema' AND left(n.nspname, 3) <> 'pg_'
        AND has_schema_privilege(n.oid, 'USAGE') AND has_any_column_privilege(c.oid, 'SELECT')""",
}
_PG_TABLES = _sql(
    """SELECT $name, c.relkind IN ('v', 'm'),
        CASE WHEN c.relkind = 'p' THEN 'PARTITION BY ' || pg_get_partkeydef(c.oid) END,
        CASE WHEN c.relkind IN ('r', 'm') THEN c.reltuples::bigint END
    FROM $tables WHERE $seen""",
    _PG,
)
_PG_COLUMNS = _sql(
    """SELECT $name, a.attname, a.attnotnull,
        CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod)
            ELSE format_type(a.atttypid, a.atttypmod) END
    FROM $tables JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_type t ON t.oid = a.atttypid
    WHERE $seen AND a.attnum > 0 AND NOT a.attisdropped ORDER BY c.oid, a.attnum""",
    _PG,
)
_PG_INDEXES = _sql(
    """SELECT $name, i.relname, x.indisunique,
        COALESCE(a.attname, pg_get_indexdef(x.indexrelid, k, true))
    FROM $tables JOIN pg_index x ON x.indrelid = c.oid JOIN pg_class i ON i.oid = x.indexrelid
    CROSS JOIN generate_series(1, x.indnkeyatts) k LEFT JOIN pg_attribute a
        ON a.attrelid = c.oid AND a.attnum = x.indkey[k - 1] AND a.attnum > 0
    WHERE $seen AND x.indpred IS NULL AND x.indisvalid ORDER BY c.oid, i.relname, k""",
    _PG,
)
_PG_KINDS = _words(
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
_PG_NARROW = ("smallint", "integer")


def _postgres(database: "Database") -> dict[str, Draft]:
    """Read the catalogue of PostgreSQL."""
    columns = (
        (table, _pg_column(name, declared, bool(not_null)))
        for table, name, not_null, declared in database.query(_PG_COLUMNS)
    )
    drafts = _gather(database.query(_PG_TABLES), columns)
    _index(drafts, database.query(_PG_INDEXES))
    return drafts


def _pg_column(name: str, declared: str, not_null: bool) -> LiveColumn:
    """Tell the kind of a column by its type; an array is another."""
    word = "" if declared.endswith("]") else re.split(r"[ (]", declared)[0]
    kind = _PG_KINDS.get(word, "other")
    instant = kind == "time" and declared.endswith("with time zone")
    return LiveColumn(name, declared, kind, not not_null, instant, word in _PG_NARROW)


# --- MySQL and MariaDB --------------------------------------------------------------------------

_MY: Mapping[str, str] = {
    "$name": """CASE WHEN t.table_schema = DATABASE() THEN t.table_name
        ELSE CONCAT(t.table_schema, '.', t.table_name) END""",
    # Without a database in the URL all of them are looked at.
    "$seen": """(t.table_schema = DATABASE() OR DATABASE() IS NULL AND t.table_schema
        NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys'))""",
}
_MY_TABLES = _sql(
    """SELECT $name, t.table_type <> 'BASE TABLE', CONCAT('PARTITION BY ',
        MAX(p.partition_method), ' (', MAX(p.partition_expression), ')'), MAX(t.table_rows)
    FROM information_schema.tables t LEFT JOIN information_schema.partitions p
        ON p.table_schema = t.table_schema AND p.table_name = t.table_name
    WHERE $seen GROUP BY t.table_schema, t.table_name, t.table_type""",
    _MY,
)
_MY_COLUMNS = _sql(
    """SELECT $name, t.column_name, t.is_nullable, t.column_type, t.data_type
    FROM information_schema.columns t WHERE $seen
    ORDER BY t.table_schema, t.table_name, t.ordinal_position""",
    _MY,
)
_MY_INDEXES = _sql(
    """SELECT $name, t.index_name, t.non_unique = 0, COALESCE(t.column_name, '(expression)')
    FROM information_schema.statistics t WHERE $seen
    ORDER BY t.table_schema, t.table_name, t.index_name, t.seq_in_index""",
    _MY,
)
_MY_KINDS = _words(
    {
        "text": "char varchar tinytext text mediumtext longtext enum set",
        "integer": "tinyint smallint mediumint int bigint year",
        "decimal": "decimal",
        "float": "float double",
        "time": "datetime timestamp",
        "uuid": "uuid",
    }
)
_MY_NARROW = ("tinyint", "smallint", "mediumint", "int", "year")


def _mysql(database: "Database") -> dict[str, Draft]:
    """Read the catalogue of MySQL or MariaDB."""
    columns = (
        (table, _my_column(name, str(declared), str(word), nullable == "YES"))
        for table, name, nullable, declared, word in database.query(_MY_COLUMNS)
    )
    drafts = _gather(database.query(_MY_TABLES), columns)
    _index(drafts, database.query(_MY_INDEXES))
    return drafts


def _my_column(name: str, declared: str, word: str, nullable: bool) -> LiveColumn:
    """Tell the kind of a column by its type; TINYINT(1) is what BOOLEAN becomes."""
    word = word.lower()
    kind = _MY_KINDS.get(word, "other")
    if declared.lower().startswith("tinyint(1)"):
        kind = "boolean"
    return LiveColumn(name, declared, kind, nullable, word == "timestamp", word in _MY_NARROW)


# --- ClickHouse ---------------------------------------------------------------------------------

_CH_TABLES = """SELECT name, engine LIKE '%View', concat(
    if(partition_key = '', '', concat('PARTITION BY ', partition_key, ' ')),
    if(sorting_key = '', '', concat('ORDER BY ', sorting_key))), total_rows
    FROM system.tables WHERE database = currentDatabase() AND NOT startsWith(name, '.')"""
_CH_COLUMNS = """SELECT table, name, type FROM system.columns
    WHERE database = currentDatabase() ORDER BY table, position"""
_CH_INDEXES = """SELECT table, name, 0, expr FROM system.data_skipping_indices
    WHERE database = currentDatabase()"""
_CH_KINDS = _words(
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
_CH_NARROW = ("Int8", "Int16", "Int32", "UInt8", "UInt16", "UInt32")


def _clickhouse(database: "Database") -> dict[str, Draft]:
    """Read the catalogue of ClickHouse; its primary keys are not unique, so there are no keys."""
    columns = (
        (table, _ch_column(name, declared)) for table, name, declared in database.query(_CH_COLUMNS)
    )
    drafts = _gather(database.query(_CH_TABLES), columns)
    _index(drafts, database.query(_CH_INDEXES))
    return drafts


def _ch_column(name: str, declared: str) -> LiveColumn:
    """Tell the kind of a column by its type, inside of what says how it is stored."""
    inner = re.sub(
        r"^(?:LowCardinality\(|Nullable\(|SimpleAggregateFunction\(\w+, )+", "", declared
    )
    word = re.split(r"[(), ]", inner)[0]
    kind = _CH_KINDS.get(word, "other")
    nullable = "Nullable(" in declared
    return LiveColumn(name, declared, kind, nullable, kind == "time", word in _CH_NARROW)


# --- SQLite -------------------------------------------------------------------------------------

_LITE_TABLES = """SELECT name, type = 'view', '', NULL FROM sqlite_master
    WHERE type IN ('table', 'view') AND substr(name, 1, 7) <> 'sqlite_'"""
_LITE_COLUMNS = """SELECT name, type, "notnull" OR pk = 1 AND type LIKE 'integer'
    FROM pragma_table_info(:table) ORDER BY cid"""
_LITE_INDEXES = """SELECT m.name, l.name, l."unique", COALESCE(i.name, '(expression)')
    FROM sqlite_master m JOIN pragma_index_list(m.name) l JOIN pragma_index_info(l.name) i
    WHERE m.type = 'table' AND NOT l.partial ORDER BY m.name, l.name, i.seqno"""
# The rowid under its own name is a key that no index shows.
_LITE_ROWIDS = """SELECT m.name, 'rowid', 1, min(p.name)
    FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table' AND p.pk > 0
    GROUP BY m.name HAVING count(*) = 1 AND min(p.type) LIKE 'integer'"""
# https://www.sqlite.org/datatype3.html, 3.1: the first that is found in the declared type counts.
# Before the rules of affinity stand words that say what is meant where affinity does not.
_LITE_KINDS: tuple[tuple[str, Kind], ...] = (
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
_LITE_TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")


def _sqlite(database: "Database") -> dict[str, Draft]:
    """Read the catalogue of SQLite, and the values where declarations do not bind."""
    tables = database.query(_LITE_TABLES)
    columns = ((table[0], column) for table in tables for column in _columns(database, table[0]))
    drafts = _gather(tables, columns)
    _index(drafts, database.query(_LITE_INDEXES))
    _index(drafts, database.query(_LITE_ROWIDS))
    for table, draft in drafts.items():
        _look_at_values(database, table, draft)
    return {name: draft for name, draft in drafts.items() if draft.columns}


def _columns(database: "Database", table: str) -> Iterator[LiveColumn]:
    """Read the columns of a table; a view whose table is gone has none."""
    try:
        rows = database.query(_LITE_COLUMNS, {"table": table})
    except DatabaseError:
        return
    for name, declared, not_null in rows:
        yield LiveColumn(name, declared, _declared_kind(declared), not not_null)


def _declared_kind(declared: str) -> Kind:
    """Tell what a declaration means."""
    for words, kind in _LITE_KINDS:
        if re.search(words, declared, re.IGNORECASE):
            return kind
    return "other"


def _look_at_values(database: "Database", table: str, draft: Draft) -> None:
    """Let values decide on columns without a type, and on times, which may be epochs."""
    loose = [c for c in draft.columns.values() if c.kind == "time" or not c.declared]
    rows = sample(database, table, [column.name for column in loose]) if loose else []
    for column in loose:
        values = [row[column.name] for row in rows if row[column.name] not in (None, "")]
        if values:
            draft.columns[column.name] = replace(column, kind=_stored_kind(values))


def _stored_kind(values: Sequence[object]) -> Kind:
    """Tell what values of one column are."""
    if all(isinstance(value, int | float) for value in values):
        return "integer" if all(isinstance(value, int) for value in values) else "float"
    if all(isinstance(value, str) and _LITE_TIME.match(value) for value in values):
        return "time"
    return "other" if any(isinstance(value, bytes) for value in values) else "text"


READERS: Mapping[str, Callable[["Database"], dict[str, Draft]]] = {
    "postgres": _postgres,
    "mysql": _mysql,
    "clickhouse": _clickhouse,
    "sqlite": _sqlite,
}
