"""What a check asks each engine in its own words: its plan of a query, and its time zones.

The only room of the checks that knows engines; a reader turns the engine's plan into an Access.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from cdrql.audit.report import Access, Verdict
from cdrql.engines.schema import Table, quoted
from cdrql.errors import DatabaseError

if TYPE_CHECKING:
    from cdrql.engines.database import Database
    from cdrql.engines.drivers import Parameters

Rows = list[tuple[Any, ...]]

WHOLE, EMPTY = "the whole table", "there are no rows"
_ALIAS = "c"  # of the mapping's table in every statement that cdrql prints

# Dialects whose tables hold times as texts, and whose declared types do not bind.
LOOSE_TYPES = frozenset({"sqlite"})
# Dialects in which every time is an instant, whatever zone a column shows it in.
ONLY_INSTANTS = frozenset({"clickhouse"})


@dataclass(frozen=True, slots=True)
class Question:
    """How the database would find the rows of `table` for a statement: one about its `start`."""

    database: "Database"
    sql: str
    params: "Parameters"
    table: Table
    start: str

    def planned(self) -> Rows:
        """Let the engine plan the statement."""
        return explain(self.database, self.sql, self.params)

    def names_start(self, text: str) -> bool:
        """Say whether a condition or a key is about the start column."""
        return re.search(rf"\b{re.escape(self.start)}\b", text, re.IGNORECASE) is not None

    def found(self, verdict: Verdict, how: str) -> Access:
        """Word an answer."""
        return Access(self.table.name, verdict, how)

    def worst(self, reads: Iterable[Access], plan: Iterable[str]) -> Access:
        """Let the worst of several reads speak for the table."""
        order: tuple[Verdict, ...] = ("none", "unknown", "usable", "used")
        found = sorted(reads, key=lambda read: order.index(read.verdict))
        if not found:
            found = [self.found("unknown", "the plan shows no read of the table")]
        return replace(found[0], plan=tuple(plan))


def explain(database: "Database", sql: str, params: "Parameters") -> Rows:
    """Let the engine plan a statement without running it; DatabaseError where it refuses."""
    return database.query(f"{_explain(database)} {sql}", params)


def access(question: Question) -> Access:
    """Say how the engine would find the rows."""
    return _READERS[question.database.dialect](question, question.planned())


def identifier(table: str, dialect: str) -> str:
    """Write the name of a table, and of the schema that stands before it."""
    return ".".join(quoted(part, dialect) for part in table.split("."))


def _explain(database: "Database") -> str:
    """Give the words that ask for a plan, as the readers below read it."""
    if database.dialect == "mysql":
        version = str(database.query("SELECT VERSION()")[0][0])
        return "EXPLAIN PARTITIONS" if "MariaDB" in version else "EXPLAIN FORMAT = TRADITIONAL"
    return _EXPLAIN[database.dialect]


_EXPLAIN = {
    "sqlite": "EXPLAIN QUERY PLAN",
    "postgres": "EXPLAIN (FORMAT JSON)",
    "clickhouse": "EXPLAIN json = 1, indexes = 1",
}


# Reading one line a step: id, parent, unused, detail.


def _read_sqlite(ask: Question, rows: Rows) -> Access:
    """Look for SEARCH with a range of the start column; the planner takes any index that serves."""
    details = [str(row[3]) for row in rows]
    step = re.compile(rf"(SEARCH|SCAN)( TABLE .* AS)? {_ALIAS}( |$)")
    return ask.worst((_sqlite_step(ask, text) for text in details if step.match(text)), details)


def _sqlite_step(ask: Question, step: str) -> Access:
    """Judge one step."""
    index = re.search(r"INDEX (\S+)", step)
    if index and f"{ask.start.lower()}>" in step.lower():
        return ask.found("used", f"index {index[1]}")
    return ask.found("none", WHOLE)


# Reading a tree of nodes.


def _read_postgres(ask: Question, rows: Rows) -> Access:
    """Look for an index condition on the start column, or for partitions that are left out."""
    found = _pg_plan(ask, rows)
    if found.verdict != "none":
        return found
    # A small table is read whole although an index could serve: forbid it to see.
    ask.database.query("SELECT set_config('enable_seqscan', 'off', false)")
    try:
        again = _pg_plan(ask, ask.planned())
    finally:
        ask.database.query("SELECT set_config('enable_seqscan', 'on', false)")
    return replace(found, verdict="usable", how=again.how) if again.verdict == "used" else found


def _pg_plan(ask: Question, rows: Rows) -> Access:
    """Judge the nodes that read relations."""
    said = rows[0][0]
    nodes = list(_nodes((json.loads(said) if isinstance(said, str) else said)[0]["Plan"]))
    reads = [node for node in nodes if "Relation Name" in node]
    plan = [_pg_line(node) for node in nodes if {"Relation Name", "Index Cond"} & {*node}]
    parts = {str(node["Relation Name"]) for node in reads} - {ask.table.name.rpartition(".")[2]}
    if parts or any("Subplans Removed" in node for node in nodes):
        count = "SELECT COUNT(*) FROM pg_inherits WHERE inhparent = %(name)s::regclass"
        name = {"name": identifier(ask.table.name, "postgres")}
        whole = int(ask.database.query(count, name)[0][0])
        if len(parts) < whole:
            return ask.worst([ask.found("used", f"{len(parts)} of {whole} partitions")], plan)
    return ask.worst((_pg_read(ask, node) for node in reads), plan)


def _pg_read(ask: Question, read: Mapping[str, Any]) -> Access:
    """Judge a read of a relation, and what brings the places of its rows."""
    if read["Node Type"] == "Foreign Scan":
        return ask.found("unknown", "a foreign table, which is planned elsewhere")
    for node in _nodes(read):
        if ask.names_start(str(node.get("Index Cond", ""))):
            return ask.found("used", f"index {node['Index Name']}")
    return ask.found("none", WHOLE)


def _pg_line(node: Mapping[str, Any]) -> str:
    """Write what counts of a node, as the plan in text does."""
    name = f" using {node['Index Name']}" if "Index Name" in node else ""
    where = f" on {node['Relation Name']}" if "Relation Name" in node else ""
    tests = [f"{key}: {node[key]}" for key in ("Index Cond", "Filter") if key in node]
    return "; ".join([f"{node['Node Type']}{name}{where}", *tests])


def _nodes(tree: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Walk a plan, parents first."""
    yield tree
    for child in tree.get("Plans", ()):
        yield from _nodes(child)


# Reading one row a table: id, select type, table, partitions, type, possible keys, key, ...


def _read_mysql(ask: Question, rows: Rows) -> Access:
    """Look for a range on an index that has the start column, or for partitions left out."""
    reads = [row for row in rows if row[2] == _ALIAS]
    plan = [" | ".join(str(cell) for cell in row if cell is not None) for row in reads]
    whole = 0
    if any(row[3] for row in reads):
        every = f"SELECT * FROM {identifier(ask.table.name, 'mysql')}"  # noqa: S608 (quoted)
        whole = max(len(str(row[3] or "").split(",")) for row in explain(ask.database, every, ()))
    if not reads and any("impossible where" in str(row[-1]).lower() for row in rows):
        return ask.found("unknown", "the engine sees that no row can be in the window")
    return ask.worst((_mysql_row(ask, row, whole) for row in reads), plan)


def _mysql_row(ask: Question, row: tuple[Any, ...], whole: int) -> Access:
    """Judge one row; `possible keys` are those that could serve."""
    parts, kind, possible, key = row[3:7]
    start = ask.start.lower()
    ours = {i.name for i in ask.table.indexes if start in map(str.lower, i.columns)}
    if key in ours and kind not in ("ALL", "index"):
        return ask.found("used", f"index {key}")
    listed = [part for part in str(parts or "").split(",") if part]
    if whole and len(listed) < whole:
        return ask.found("used", f"{len(listed)} of {whole} partitions")
    if usable := sorted(ours & {*str(possible or "").split(",")}):
        return ask.found("usable", f"index {usable[0]}")
    return ask.found("none", WHOLE)


# Reading the nodes that read parts of a table, and the indexes that leave granules out.


def _read_clickhouse(ask: Question, rows: Rows) -> Access:
    """Look for the start column among the keys of the sorting key and of the partitions."""
    tree = json.loads("\n".join(str(row[0]) for row in rows))
    reads = [n for top in tree for n in _nodes(top["Plan"]) if n["Node Type"].startswith("Read")]
    plan = [_ch_line(index) for node in reads for index in node.get("Indexes", ())]
    return ask.worst((_ch_read(ask, node) for node in reads), plan)


def _ch_read(ask: Question, node: Mapping[str, Any]) -> Access:
    """Judge a read by the best of its indexes."""
    if node["Node Type"] == "ReadNothing":
        return ask.found("unknown", EMPTY)
    if not node["Node Type"].startswith("ReadFromMergeTree"):
        return ask.found("unknown", f"{node['Node Type']} says nothing of indexes")
    names = {"PrimaryKey": "sorting key", "Min-Max": "partitions", "Partition": "partitions"}
    for index in reversed(node.get("Indexes", ())):
        # Behind other columns of the sorting key, the start leaves few granules out.
        searched = index.get("Search Algorithm", "binary search") == "binary search"
        if searched and ask.names_start(" ".join(index.get("Keys", ()))):
            return ask.found("used", names.get(index["Type"], f"{index['Type']} index"))
    return ask.found("none", WHOLE)


def _ch_line(index: Mapping[str, Any]) -> str:
    """Write what counts of an index."""
    keys = f" ({', '.join(index['Keys'])})" if index.get("Keys") else ""
    granules = f"{index.get('Selected Granules')}/{index.get('Initial Granules')}"
    return f"{index['Type']}{keys}; {index.get('Condition', '')}; granules: {granules}"


_READERS: Mapping[str, Callable[[Question, Rows], Access]] = {
    "sqlite": _read_sqlite,
    "postgres": _read_postgres,
    "mysql": _read_mysql,
    "clickhouse": _read_clickhouse,
}


# Time zones.

LOADER = "mysql_tzinfo_to_sql"  # the program that fills the tables, where there are tables


def converts_by_tables(database: "Database", sql: str) -> bool:
    """Say whether an expression converts zones with tables that an engine may not have loaded."""
    return database.dialect == "mysql" and "CONVERT_TZ" in sql.upper()


def tables_loaded(database: "Database") -> bool:
    """Say whether the zone tables of such an engine are loaded."""
    found = database.query("SELECT CONVERT_TZ('2024-01-01', 'UTC', 'Europe/Paris')")
    return found[0][0] is not None


def knows_zone(database: "Database", zone: str) -> bool:
    """Ask the engine whether it knows a zone by this name; where it is never asked for one, yes."""
    if database.dialect not in _ZONES:
        return True
    try:
        return bool(database.query(_ZONES[database.dialect], {"zone": zone}))
    except DatabaseError:
        return False


_ZONES = {
    "postgres": "SELECT now() AT TIME ZONE %(zone)s",
    "clickhouse": "SELECT 1 FROM system.time_zones WHERE time_zone = {zone:String}",
}
