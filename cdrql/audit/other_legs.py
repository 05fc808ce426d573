"""Rows of two legs of one call, each of which counts as a call: those that FreeSWITCH bridged."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cdrql.audit.missed_talk import quoted
from cdrql.audit.probes import written_name
from cdrql.audit.report import Finding, count_text, warning
from cdrql.audit.structure import Schema, live_table
from cdrql.emit.naming import READ
from cdrql.model.warehouse import Table, Warehouse

if TYPE_CHECKING:
    from cdrql.engines.database import Database

_OWN, _OTHER = "uuid", "bleg_uuid"  # of a leg, and of the leg that it was bridged to
# Where each leg names the other, what both have is the smaller; else the called leg's own.
_KEYS = {
    True: "CASE WHEN {alone} OR uuid < bleg_uuid THEN uuid ELSE bleg_uuid END",
    False: "CASE WHEN {alone} THEN uuid ELSE bleg_uuid END",
}
_ALONE = {"text": "COALESCE(bleg_uuid, '') = ''", "uuid": "bleg_uuid IS NULL"}


def leg_findings(
    database: "Database", warehouse: Warehouse, schema: Schema, most: int
) -> Iterator[Finding]:
    """Count the rows whose id another row has for that of its other leg."""
    for table in warehouse.tables if warehouse.fold is None else ():
        live = live_table(schema, table.name)
        if live is None or not {_OWN, _OTHER} <= live.columns.keys():
            continue
        rows, both = _bridged_rows(database, warehouse, table, most)
        if rows:
            message = (
                f"{count_text(rows, 'row')} of `{table.name}` with a {_OWN} that is the {_OTHER} of"
                " another row: legs of one call, and each counts as a call"
            )
            kinds = {live.columns[name].kind for name in (_OWN, _OTHER)}
            kind = "uuid" if kinds == {"uuid"} else "text"
            yield warning("CDR719", message, "call", _fold_hint(warehouse, both, kind))


def _bridged_rows(
    database: "Database", warehouse: Warehouse, table: Table, most: int
) -> tuple[int, bool]:
    """Count them, and say whether they name each other."""
    test = table.where.sql[written_name(warehouse, database.dialect)] if table.where else "1 = 1"
    source = database.engine.identifier(table.name)
    bounded = f"(SELECT * FROM {source} LIMIT {most}) AS {READ}"  # noqa: S608
    some = f"(SELECT {_OWN} AS o, {_OTHER} AS p FROM {bounded} WHERE {test})"  # noqa: S608
    pairs = f"{some} AS b JOIN {some} AS a ON a.p = b.o WHERE a.o <> b.o"
    mutual = "COUNT(DISTINCT CASE WHEN b.p = a.o THEN b.o END)"
    rows, both = database.query(f"SELECT COUNT(DISTINCT b.o), {mutual} FROM {pairs}")[0]  # noqa: S608
    return int(rows), int(both) > 0


def _fold_hint(warehouse: Warehouse, both: bool, kind: str) -> str:
    """Write what folds the legs into one call, of which the longest is the caller's."""
    folds = [
        f'fields.{name} = {{ sql = {quoted(warehouse.fields[name].source)}, fold = "{how}" }}'
        for name, how in (("duration", "max"), ("bill_duration", "max"), ("answered", "any"))
        if name in warehouse.fields
    ]
    longest = warehouse.fields.get("duration") or warehouse.fields["bill_duration"]
    key, order = quoted(_KEYS[both].format(alone=_ALONE[kind])), quoted(f"0 - {longest.source}")
    return (
        f"fold them: call = {{ key = {key}, order = {order}, longest = 14400 }},"
        f' columns.{_OWN} = "{kind}", columns.{_OTHER} = "{kind}", {", ".join(folds)}'
    )
