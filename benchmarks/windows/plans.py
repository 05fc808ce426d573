"""What an engine says of its plan: the lines that tell how it finds the rows of a window."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from tools.engines import Database

_EXPLAIN = {
    "sqlite": "EXPLAIN QUERY PLAN",
    "postgres": "EXPLAIN",
    "mysql": "EXPLAIN FORMAT=TRADITIONAL",
    "mariadb": "EXPLAIN PARTITIONS",
    "clickhouse": "EXPLAIN indexes = 1",
}
Rows = Sequence[Sequence[Any]]


def plan(database: Database, sql: str, params: Any) -> list[str]:
    """Give the lines of a statement's plan that tell how rows of tables are found."""
    explain = _EXPLAIN.get(database.name, _EXPLAIN[database.dialect])
    rows = database.query(f"{explain} {sql}", params)
    return list(dict.fromkeys(_READERS[database.dialect](rows)))


def _sqlite(rows: Rows) -> Iterator[str]:
    """Take searches and scans of tables, not those of what the statement made itself."""
    lines = (str(row[-1]) for row in rows)
    return (line for line in lines if " USING " in line and "TEMP" not in line)


def _postgres(rows: Rows) -> Iterator[str]:
    """Take scans of tables and indexes, without their costs."""
    for (line,) in rows:
        if found := re.search(r"(?:Seq|Index|Index Only|Bitmap Index) Scan [^(]*", line):
            yield found[0].strip()


def _mysql(rows: Rows) -> Iterator[str]:
    """Take what tables are read by, and which of their partitions."""
    for _, _, table, partitions, way, _, key, *_ in rows:
        if table is not None and (key is not None or partitions):
            cut = f", partitions {partitions}" if partitions else ""
            yield f"{table}: {way} by {key or 'no index'}{cut}"


def _clickhouse(rows: Rows) -> Iterator[str]:
    """Take what partitions and the sorting key leave of the granules."""
    step = ""
    for line in (str(row[0]).strip() for row in rows):
        if line in ("MinMax", "Partition", "PrimaryKey"):
            step = line
        elif step and line.startswith("Granules: "):
            yield f"{step}: {line}"
            step = ""


_READERS: Mapping[str, Callable[[Rows], Iterator[str]]] = {
    "sqlite": _sqlite,
    "postgres": _postgres,
    "mysql": _mysql,
    "clickhouse": _clickhouse,
}
