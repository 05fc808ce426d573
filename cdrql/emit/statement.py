"""The way from a Plan to the dialect's tree.

The inner query reads the calls once: it filters raw columns, groups, and makes plain sums. What
is read by people (ratios, clocks, texts) and the final order are outside, on the rows that remain;
or in the same query, where a dialect can name what they are made of.
Where several rows are one call, earlier queries make calls of rows: see `folding`.
"""

from sqlglot import exp

from cdrql.backend import Backend, sql
from cdrql.backend.sql import Sql
from cdrql.emit.answer_columns import answer_column
from cdrql.emit.bounds import having_tests
from cdrql.emit.columns import addend_column, key_columns, resummed_column, sum_column
from cdrql.emit.folding import folding_queries
from cdrql.emit.naming import READ, inner_column, inner_name
from cdrql.emit.ordering import order_by
from cdrql.emit.predicates import call_tests
from cdrql.emit.sources import Source, sources_of
from cdrql.emit.step_order import Groups, is_paged, step_queries
from cdrql.emit.target import Target, target_of
from cdrql.model.vocabulary import CALLS, PERIOD
from cdrql.model.warehouse import TableColumn
from cdrql.planning.plan import Period, Plan


def emit(plan: Plan, backend: Backend) -> exp.Select:
    """Build the tree of the whole statement: `WITH sums AS (...) SELECT ... FROM sums ORDER BY`."""
    target = target_of(plan.warehouse, backend)
    folding = [*folding_queries(target, plan)]
    sums = [_sums_query(source, plan) for source in sources_of(target)]
    label = plan.warehouse.free("sums")
    groups = Groups(target, plan, order_by(target, plan))
    between = [*step_queries(groups, label)]
    # One level is enough where WITH names expressions, if their names are nobody else's.
    if backend.flat and not (folding or between) and _names_differ(plan):
        return _flat(groups, sums[0])
    # Each reads the one before it, and the answer the last.
    queries = [*folding, (label, sql.union_all(sums)), *between]
    answer = exp.Select(
        expressions=_shown(target, plan),
        from_=sql.read_from(queries[-1][0]),
        # Bounds are tested where the page is cut, so that it is a page of what remains.
        where=None if is_paged(plan) else having_tests(target, plan),
        order=groups.order,
    )
    if backend.nested:
        return sql.nested(queries, answer)
    fence = {label: backend.materialized}
    with_ = [sql.named(name, query, fence.get(name)) for name, query in queries]
    answer.set("with_", exp.With(expressions=with_))
    return answer


def _shown(target: Target, plan: Plan) -> list[Sql]:
    return [answer_column(target, column, plan.output) for column in plan.columns]


# Inside: one scan of the calls.


def _sums_query(source: Source, plan: Plan) -> exp.Select:
    keys = key_columns(source, plan)
    # The fence keeps a planner from expecting as many groups as there are starts.
    if plan.period and source.is_fenced:
        added = [addend_column(source, part) for part in plan.sums if part != CALLS]
        calls = _filtered(source, plan, keys + added)
        named: list[Sql] = [inner_column(by, READ) for by in plan.by]
        sums = [resummed_column(source, part) for part in plan.sums]
        query = exp.Select(expressions=named + sums, from_=sql.fenced(calls, READ))
    else:
        query = _filtered(source, plan, keys + [sum_column(source, part) for part in plan.sums])
    query.set("group", sql.group_by(len(keys)))
    return query


def _filtered(source: Source, plan: Plan, columns: list[Sql]) -> exp.Select:
    tests = call_tests(source, plan)
    where = exp.Where(this=sql.all_of(tests)) if tests else None
    return exp.Select(expressions=columns, from_=source.read_from(), where=where)


# All in one query.


def _flat(groups: Groups, query: exp.Select) -> exp.Select:
    """Show what a query of calls makes in that query itself, its keys and sums named before.

    `WITH c.trunk AS by_trunk, COUNT(*) AS sum_calls SELECT ... FROM cdrs AS c GROUP BY by_trunk`
    """
    target, plan = groups.target, groups.plan
    where = having_tests(target, plan)
    query.set("with_", sql.with_names(query.expressions, target.backend.dialect))
    query.set("group", exp.Group(expressions=[inner_column(by) for by in plan.by]))
    query.set("expressions", _shown(target, plan))
    query.set("having", exp.Having(this=where.this) if where else None)
    query.set("order", groups.order)
    return query


def _names_differ(plan: Plan) -> bool:
    """Say whether no column of the table is named as one of the query: it would be taken for it."""
    [table] = plan.warehouse.tables
    columns = {code.name for code in table.code.values() if isinstance(code, TableColumn)}
    shown = {PERIOD if isinstance(c, Period) else c.key for c in plan.columns}
    names = shown.union(map(inner_name, (*plan.by, *plan.sums)))
    return names.isdisjoint(columns.union(table.columns, (table.start,)))
