"""Rows that two entries of [[tables]] take, each of which counts them."""

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from cdrql.audit.probes import written_name
from cdrql.audit.report import Finding, count_text, error
from cdrql.emit.naming import READ
from cdrql.model.warehouse import Table, Warehouse

if TYPE_CHECKING:
    from cdrql.engines.database import Database


def overlap_findings(database: "Database", warehouse: Warehouse, most: int) -> Iterator[Finding]:
    """Count the rows of a table for which the filters of two of its entries hold."""
    for (_, one), (place, other) in combinations(enumerate(warehouse.tables), 2):
        if one.name.lower() != other.name.lower():
            continue
        if count := _shared_rows(database, warehouse, one, other, most):
            message = (
                f"{count_text(count, 'row')} of `{one.name}` stand under two of [[tables]],"
                " and count twice"
            )
            hint = "let the `where` of each leave out what the other takes"
            yield error("CDR730", message, f"tables[{place}].where", hint)


def _shared_rows(
    database: "Database", warehouse: Warehouse, one: Table, other: Table, most: int
) -> int:
    name = written_name(warehouse, database.dialect)
    tests = [table.where.sql[name] for table in (one, other) if table.where]
    both = " AND ".join(f"({test})" for test in tests) or "1 = 1"
    # Bounded, for the table may be huge: one row is enough to be wrong.
    some = f"(SELECT * FROM {database.engine.identifier(one.name)} LIMIT {most}) AS {READ}"  # noqa: S608
    return int(database.query(f"SELECT COUNT(*) FROM {some} WHERE {both}")[0][0])  # noqa: S608
