"""The way from a Plan to the dialect's tree: one function for each plan node.

The inner query reads the calls once: it filters raw columns, groups, and makes plain sums. What
is read by people (ratios, clocks, texts) and the final order are outside, on the rows that remain;
or in the same query, where a dialect can name what they are made of.
Where several rows are one call, earlier queries make calls of rows: see `calls.py`.
"""

from dataclasses import replace
from datetime import datetime

from sqlglot import exp

from cdrql.backend import Backend, sql
from cdrql.backend.sql import Sql
from cdrql.emit import fragments, groups
from cdrql.emit.calls import calls
from cdrql.emit.fragments import SOURCE, alias, inner_name
from cdrql.emit.predicates import test, tests
from cdrql.model.vocabulary import CALLS, PERIOD, Dimension, Measure
from cdrql.model.warehouse import Column, Table
from cdrql.planning.plan import Period, Plan

# How a period prints depends on whether readings are shifted, not on when and by how much.
_SHIFTED = ((datetime.min, 0),)


def emit(plan: Plan, backend: Backend) -> exp.Select:
    """Build the tree of the whole statement."""
    house = plan.warehouse
    with_ = [sql.named(label, query) for label, query in calls(plan, backend)]
    last = house.free("sums")
    tables = (None,) if house.fold else house.tables
    summed = [_inner(plan, table, backend) for table in tables]
    adds_up = len(tables) > 1 or any(house.fields[by.field].lookup for by in plan.keys)
    paged = plan.limited or plan.skipping
    if backend.flat and not (with_ or adds_up or paged) and _names_differ(plan):
        return _flat(plan, summed[0], backend)
    with_.append(sql.named(last, sql.union_all(summed), backend.materialized))
    if adds_up:
        query = _totals(plan, last, backend)
        last = house.free("totals")
        with_.append(sql.named(last, query))
    order = _order(plan, backend)
    if paged:
        query = _page(plan, last, order, backend)
        last = house.free("page")
        with_.append(sql.named(last, query))
    return exp.Select(
        with_=exp.With(expressions=with_),
        expressions=[_shown(column, plan, backend) for column in plan.columns],
        from_=sql.read_from(last),
        where=None if paged else _where(plan, backend),
        order=order,
    )


def _flat(plan: Plan, query: exp.Select, backend: Backend) -> exp.Select:
    """Show what a query of calls makes in that query itself, its keys and sums named before."""
    where = _where(plan, backend)
    query.set("with_", sql.with_names(query.expressions, backend.dialect))
    query.set("group", exp.Group(expressions=[sql.column(inner_name(by)) for by in plan.by]))
    query.set("expressions", [_shown(column, plan, backend) for column in plan.columns])
    query.set("having", exp.Having(this=where.this) if where else None)
    query.set("order", _order(plan, backend))
    return query


def _names_differ(plan: Plan) -> bool:
    """Say whether no column of the table is named as one of the query: it would be taken for it."""
    [table] = plan.warehouse.tables
    columns = {code.name for code in table.code.values() if isinstance(code, Column)}
    shown = {PERIOD if isinstance(c, Period) else c.key for c in plan.columns}
    names = shown.union(map(inner_name, (*plan.by, *plan.sums)))
    return names.isdisjoint(columns.union(table.columns, (table.start,)))


def _shown(column: Dimension | Measure | Period, plan: Plan, backend: Backend) -> Sql:
    """Give a column of the answer."""
    if isinstance(column, Period):
        column = replace(column, offset_changes=_SHIFTED if column.offset_changes else ())
    return groups.shown(column, plan.output, plan.warehouse, backend)


def _page(plan: Plan, source: str, order: exp.Order, backend: Backend) -> exp.Select:
    """Cut the page out of the groups, in the order of the answer, while they are numbers."""
    limit = sql.param("limit", "page") if plan.limited else None
    if limit is None and backend.unlimited:
        limit = sql.word(backend.unlimited)
    return exp.Select(
        expressions=[exp.Star()],
        from_=sql.read_from(source),
        where=_where(plan, backend),
        order=order,
        limit=exp.Limit(expression=limit) if limit else None,
        offset=exp.Offset(expression=sql.param("offset", "page")) if plan.skipping else None,
    )


# Inside: one scan of the calls.


def _inner(plan: Plan, table: Table | None, backend: Backend) -> exp.Select:
    """Filter, group and sum the calls of a table, or those that earlier queries made."""
    house = plan.warehouse
    keys = [fragments.grouped(by, plan.mask(by), house, table, backend) for by in plan.keys]
    if plan.period:
        keys.append(fragments.period(plan.period, house, table, backend))
    if table and plan.period and backend.fenced:
        added = [fragments.added(p, house, table, backend) for p in plan.sums if p != CALLS]
        calls = _filtered(plan, table, keys + added, backend)
        keys = _names(plan)
        sums = [fragments.resummed(part, house, backend) for part in plan.sums]
        query = exp.Select(expressions=keys + sums, from_=sql.fenced(calls, SOURCE))
    else:
        sums = [fragments.summed(part, house, table, backend) for part in plan.sums]
        query = _filtered(plan, table, keys + sums, backend)
    query.set("group", sql.group_by(len(keys)))
    return query


def _filtered(plan: Plan, table: Table | None, columns: list[Sql], backend: Backend) -> exp.Select:
    """Read the calls that pass every test."""
    house = plan.warehouse
    if table:
        source = fragments.table_of(table, backend)
        conditions = list(tests(plan, table, backend))
    else:  # calls that were folded are those of the window
        source = sql.read_from(house.free("calls"), SOURCE)
        conditions = [test(p, house, None, backend) for p in plan.predicates[1:]]
    where = exp.Where(this=sql.all_of(conditions)) if conditions else None
    return exp.Select(expressions=columns, from_=source, where=where)


def _names(plan: Plan) -> list[Sql]:
    """Refer to the keys that an inner query made."""
    return [sql.column(inner_name(by), SOURCE) for by in plan.by]


# Between: groups of several tables, and names that are looked up by key.


def _totals(plan: Plan, source: str, backend: Backend) -> exp.Select:
    """Put names in place of keys, and add up the groups that are one."""
    house = plan.warehouse
    keys = _names(plan)
    joins = []
    for place, by in enumerate(plan.keys):
        if lookup := house.fields[by.field].lookup:
            names = f"n{place + 1}"
            keys[place] = fragments.label(by, plan.mask(by), lookup, names, backend)
            joins.append(fragments.join(by, lookup, names, backend))
    sums: list[Sql] = [
        alias(exp.Sum(this=sql.column(inner_name(part), SOURCE)), inner_name(part))
        for part in plan.sums
    ]
    return exp.Select(
        expressions=keys + sums,
        from_=sql.read_from(source, SOURCE),
        joins=joins,
        group=sql.group_by(len(keys)),
    )


# Outside: on groups.


def _where(plan: Plan, backend: Backend) -> exp.Where | None:
    """Keep the groups whose measures meet every bound."""
    if not plan.having:
        return None
    house = plan.warehouse
    return exp.Where(this=sql.all_of([groups.bound(b, house, backend) for b in plan.having]))


def _order(plan: Plan, backend: Backend) -> exp.Order:
    """Sort the groups, NULLs last; the plan's order is total."""
    keys = [part for key in plan.order for part in groups.sorted_by(key, plan.warehouse, backend)]
    return exp.Order(expressions=keys)
