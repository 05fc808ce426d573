"""The queries that make calls of rows, where several rows are one call.

The rows of all tables are read in a window that is wider by the longest call, folded by the call's
key, and kept if the folded start is in the window that was asked for.
"""

from collections.abc import Iterator

from sqlglot import exp

from cdrql.backend import Backend, sql
from cdrql.backend.sql import Sql
from cdrql.backend.starts import kind_of
from cdrql.emit import fragments
from cdrql.emit.fragments import SOURCE, alias
from cdrql.emit.groups import ordered
from cdrql.emit.predicates import window
from cdrql.model.warehouse import Filled, Fold, Positive, Present, Table
from cdrql.planning.plan import AnyHolds, Period, Plan, Window

# Which row of a call is the first, and which the last.
RANKS = {"first": False, "last": True}


def calls(plan: Plan, backend: Backend) -> Iterator[tuple[str, Sql]]:
    """Give the queries that come before the calls are summed, each with its name."""
    house = plan.warehouse
    if house.fold is None:
        return
    names = tuple(_fields(plan))
    names += ("where",) if "where" in house.fold.code else ()
    parts = dict.fromkeys(p for n in names for p in house.fold.parts[n][backend.dialect])
    legs = [part for part in parts if part not in RANKS]
    branches = [_legs(plan, house.fold, table, legs, backend) for table in house.tables]
    last = house.free("legs")
    yield last, sql.union_all(branches)
    if ranks := [rank for rank in RANKS if rank in parts]:
        query = _ranked(ranks, last, backend)
        last = house.free("ranked")
        yield last, query
    yield house.free("calls"), _folded(plan, house.fold, names, last, backend)


def _fields(plan: Plan) -> Iterator[str]:
    """Name the fields of calls that a plan reads, each once."""
    derived = plan.warehouse.tables[0].code
    rows = [row for row in plan.columns if not isinstance(row, Period)]
    rows += (bound.measure for bound in plan.having)
    asked = [name for row in rows for name in row.needs]
    for predicate in plan.predicates:
        if isinstance(predicate, AnyHolds):
            asked += [field.name for field in predicate.fields]
        elif not isinstance(predicate, Window):
            asked.append(predicate.field.name)
    found = (derived.get(name) for name in asked)
    names = [
        code.field if isinstance(code, Filled | Positive | Present) else name
        for name, code in zip(asked, found, strict=True)
    ]
    yield from dict.fromkeys(names)


def _legs(plan: Plan, fold: Fold, table: Table, parts: list[str], backend: Backend) -> exp.Select:
    """Read the rows of one table that may belong to a call of the window."""
    house = plan.warehouse
    columns = [
        alias(backend.text_key(fragments.raw("key", house, table, backend)), "leg_key"),
        alias(fragments.start(house, table, backend), "leg_start"),
    ]
    if fold.ordered:
        columns.append(alias(fragments.raw("order", house, table, backend), "leg_order"))
    columns += [alias(fragments.raw(part, house, table, backend), part) for part in parts]
    conditions = [window(house, table, backend, "rows_")]
    if table.where:
        conditions.append(sql.word(table.where.sql[backend.dialect]))
    return exp.Select(
        expressions=columns,
        from_=fragments.table_of(table, backend),
        where=exp.Where(this=sql.all_of(conditions)),
    )


def _ranked(ranks: list[str], source: str, backend: Backend) -> exp.Select:
    """Number the rows of each call, from its first on or from its last."""
    columns: list[Sql] = [exp.Column(this=exp.Star(), table=sql.name(SOURCE))]
    for rank in ranks:
        order = [
            ordered(sql.column(f"leg_{name}", SOURCE), RANKS[rank], name == "order", backend)
            for name in ("start", "order")
        ]
        numbered = exp.Window(
            this=exp.RowNumber(),
            partition_by=[sql.column("leg_key", SOURCE)],
            order=exp.Order(expressions=order),
        )
        columns.append(alias(numbered, f"leg_{rank}"))
    return exp.Select(expressions=columns, from_=sql.read_from(source, SOURCE))


def _folded(
    plan: Plan, fold: Fold, names: tuple[str, ...], source: str, backend: Backend
) -> exp.Select:
    """Make one call of the rows that share a key, and keep those that start in the window."""
    start: Sql = exp.Min(this=sql.column("leg_start", SOURCE))
    columns = [alias(start, "call_start")]
    columns += [
        alias(sql.word(fold.code[name].sql[backend.dialect]), f"call_{name}")
        for name in names
        if name != "where"
    ]
    kind = kind_of(plan.warehouse.start_in(backend.dialect), backend.types)
    bounds: list[Sql] = [
        sql.compare(start.copy(), operator, sql.param(bound, kind))
        for operator, bound in ((">=", "start_at"), ("<", "end_at"))
    ]
    if kept := fold.code.get("where"):
        bounds.append(sql.word(kept.sql[backend.dialect]))
    return exp.Select(
        expressions=columns,
        from_=sql.read_from(source, SOURCE),
        group=exp.Group(expressions=[sql.column("leg_key", SOURCE)]),
        having=exp.Having(this=sql.all_of(bounds)),
    )
