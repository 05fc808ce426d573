"""MySQL and MariaDB, by PyMySQL."""

from collections.abc import Iterable, Mapping
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
from cdrql.engines.mysql_session import open_connection, open_session
from cdrql.engines.plans import ALIAS, WHOLE_TABLE, Access, Question
from cdrql.engines.schema import Form, LiveColumn, LiveTable
from cdrql.engines.sessions import Answering, Parameters, Session
from cdrql.engines.writing import STANDARD_TYPES, NewTable, TwoSessions


class MySQLEngine(Engine):
    """MySQL and MariaDB: https://dev.mysql.com/doc/ and https://mariadb.com/docs/server/."""

    dialect: ClassVar[str] = "mysql"
    quote: ClassVar[str] = "`"
    folds_names: ClassVar[bool] = True
    zone_questions: ClassVar[tuple[tuple[str, str], ...]] = (
        ("@@global.time_zone", "SELECT @@global.time_zone"),
        ("@@system_time_zone", "SELECT @@system_time_zone"),
    )
    zone_loader: ClassVar[str] = "mysql_tzinfo_to_sql"
    seconds_of_type: ClassVar[Mapping[str, Form]] = MappingProxyType(
        {"time": ("TIME_TO_SEC({})", {"decimals": 0})}
    )
    seconds_between: ClassVar[tuple[Form, Form] | None] = (
        ("TIMESTAMPDIFF(SECOND, {start}, {end})", {}),
        ("TIMESTAMPDIFF(MICROSECOND, {start}, {end})", {"divisor": 1_000_000}),
    )

    def open(self, url: str, timeout: float) -> Session:
        """Open it in UTC; the two servers spell the time limit differently."""
        return open_session(url, timeout)

    def tables(self, database: Answering) -> list[LiveTable]:
        """Read `information_schema` as it is here, with partitions and indexes."""
        return _read_catalogue(database)

    def explain(self, database: Answering, sql: str, params: Parameters) -> list[tuple[Any, ...]]:
        """Ask for the plan in columns, with partitions: one row a table."""
        version = str(database.query("SELECT VERSION()")[0][0])
        # By `explain_format` a MySQL server may print a tree, which has no columns to read.
        words = "PARTITIONS" if "MariaDB" in version else "FORMAT = TRADITIONAL"
        return database.query(f"EXPLAIN {words} {sql}", params)

    def access(self, ask: Question) -> Access:
        """Look for a range on an index that has the start column, or for partitions left out."""
        rows = self.explain(ask.database, ask.sql, ask.params)
        reads = [row for row in rows if row[2] == ALIAS]
        plan = [" | ".join(str(cell) for cell in row if cell is not None) for row in reads]
        whole = 0
        if any(row[3] for row in reads):
            # A plan that reads the whole table names all of its partitions.
            every = f"SELECT * FROM {self.identifier(ask.table.name)}"  # noqa: S608 (quoted)
            lists = (str(row[3] or "").split(",") for row in self.explain(ask.database, every, ()))
            whole = max(map(len, lists))
        if not reads and any("impossible where" in str(row[-1]).lower() for row in rows):
            return ask.found("unknown", "the engine sees that no row can be in the window")
        return ask.worst((_judge_read(ask, row, whole) for row in reads), plan)

    def lacks_zone_tables(self, database: Answering, sql: str) -> bool:
        """CONVERT_TZ gives NULL without its tables."""
        if "CONVERT_TZ" not in sql.upper():
            return False
        found = database.query("SELECT CONVERT_TZ('2024-01-01', 'UTC', 'Europe/Paris')")
        return found[0][0] is None

    def writer(self, url: str) -> "MySQLWriter":
        """Write by a second session."""
        return MySQLWriter(url)


# The catalogue.

_PARTS: Mapping[str, str] = {
    "$name": """CASE WHEN t.table_schema = DATABASE() THEN t.table_name
        ELSE CONCAT(t.table_schema, '.', t.table_name) END""",
    # Without a database in the URL all of them are looked at.
    "$seen": """(t.table_schema = DATABASE() OR DATABASE() IS NULL AND t.table_schema
        NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys'))""",
}
_TABLES = fill_in_parts(
    """SELECT $name, t.table_type <> 'BASE TABLE', CONCAT('PARTITION BY ',
        MAX(p.partition_method), ' (', MAX(p.partition_expression), ')'), MAX(t.table_rows)
    FROM information_schema.tables t LEFT JOIN information_schema.partitions p
        ON p.table_schema = t.table_schema AND p.table_name = t.table_name
    WHERE $seen GROUP BY t.table_schema, t.table_name, t.table_type""",
    _PARTS,
)
_COLUMNS = fill_in_parts(
    """SELECT $name, t.column_name, t.is_nullable, t.column_type, t.data_type
    FROM information_schema.columns t WHERE $seen
    ORDER BY t.table_schema, t.table_name, t.ordinal_position""",
    _PARTS,
)
_INDEXES = fill_in_parts(
    """SELECT $name, t.index_name, t.non_unique = 0, COALESCE(t.column_name, '(expression)')
    FROM information_schema.statistics t WHERE $seen
    ORDER BY t.table_schema, t.table_name, t.index_name, t.seq_in_index""",
    _PARTS,
)
_KINDS = kinds_by_word(
    {
        "text": "char varchar tinytext text mediumtext longtext enum set",
        "integer": "tinyint smallint mediumint int bigint year",
        "decimal": "decimal",
        "float": "float double",
        "time": "datetime timestamp",
        "uuid": "uuid",
    }
)
_NARROW = ("tinyint", "smallint", "mediumint", "int", "year")


def _read_catalogue(database: Answering) -> list[LiveTable]:
    columns = (
        (table, _live_column(name, str(declared), str(word), nullable == "YES"))
        for table, name, nullable, declared, word in database.query(_COLUMNS)
    )
    drafts = gather_tables(database.query(_TABLES), columns)
    add_indexes(drafts, database.query(_INDEXES))
    return finish_tables(drafts)


def _live_column(name: str, declared: str, word: str, nullable: bool) -> LiveColumn:
    """Tell the kind of a column by its type; TINYINT(1) is what BOOLEAN becomes."""
    word = word.lower()
    kind = _KINDS.get(word, "other")
    # MySQL 8 leaves the widths of other integers out, and still writes this one.
    if declared.lower().startswith("tinyint(1)"):
        kind = "boolean"
    return LiveColumn(name, declared, kind, nullable, word == "timestamp", word in _NARROW)


# Reading a plan: id, select type, table, partitions, type, possible keys, key, ...


def _judge_read(ask: Question, row: tuple[Any, ...], whole: int) -> Access:
    """Judge one row; `possible keys` are those that could serve."""
    parts, kind, possible, key = row[3:7]
    start = ask.start.lower()
    # Names of columns do not tell upper from lower case here.
    serving = {i.name for i in ask.table.indexes if start in map(str.lower, i.columns)}
    if key in serving and kind not in ("ALL", "index"):
        return ask.found("used", f"index {key}")
    listed = [part for part in str(parts or "").split(",") if part]
    if whole and len(listed) < whole:
        return ask.found("used", f"{len(listed)} of {whole} partitions")
    if usable := sorted(serving & {*str(possible or "").split(",")}):
        return ask.found("usable", f"index {usable[0]}")
    return ask.found("none", WHOLE_TABLE)


# Writing.


class MySQLWriter(TwoSessions):
    """A MySQL or MariaDB database."""

    types: ClassVar[Mapping[str, str]] = MappingProxyType({**STANDARD_TYPES, "time": "DATETIME(6)"})
    # Servers may default to three bytes a character at most, which lose the rest of Unicode.
    ending: ClassVar[str] = " CHARACTER SET utf8mb4"

    def __init__(self, url: str) -> None:
        writer = open_connection(url, {})
        super().__init__(MySQLEngine().open(url, 30.0), writer)

    def execute(self, sql: str) -> None:
        """Run one statement."""
        with self._connection.cursor() as cursor:
            cursor.execute(sql)

    def fill(self, table: NewTable, rows: Iterable[tuple[Any, ...]]) -> None:
        """Insert in one transaction; PyMySQL joins the rows into few long INSERTs."""
        self._connection.begin()
        with self._connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table.name}")  # noqa: S608
            cursor.executemany(table.insert("%s"), list(rows))
        self._connection.commit()
