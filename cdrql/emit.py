"""The way from a Plan to the dialect's tree: one function for each plan node.

The inner query reads the calls once: it filters raw columns, groups, and makes plain sums. What
is read by people (ratios, clocks, texts) and the final order are outside, on the rows that remain.
"""

from dataclasses import replace
from functools import partial

from sqlglot import exp

from cdrql import fragments, sql
from cdrql.backend import Backend
from cdrql.choices import Output
from cdrql.fields import RATIO_PLACES, Dimension, Measure
from cdrql.fragments import FEW, MONEY_SCALE, SOURCE, identifier, inner_name, kept, raw
from cdrql.plan import (
    AnyFilled,
    Bound,
    Compared,
    OneOf,
    Period,
    Plan,
    Predicate,
    Prefixed,
)
from cdrql.sql import Sql
from cdrql.warehouse import Column, Warehouse

_SUMS, _PAGE = "sums", "page"


def emit(plan: Plan, backend: Backend) -> exp.Select:
    """Build the tree of the whole statement."""
    with_ = [_named(_SUMS, _inner(plan, backend), backend.materialized)]
    order = _order(plan, backend)
    paged = plan.limited or plan.skipping
    if paged:
        with_.append(_named(_PAGE, _page(plan, order, backend)))
    return exp.Select(
        with_=exp.With(expressions=with_),
        expressions=[_shown(column, plan.output, backend) for column in plan.columns],
        from_=exp.From(this=exp.Table(this=sql.name(_PAGE if paged else _SUMS))),
        where=None if paged else _where(plan, backend),
        order=order,
    )


def _shown(column: Dimension | Measure | Period, output: Output, backend: Backend) -> Sql:
    """Give a column of the answer; how a period prints does not depend on the zone's offsets."""
    if isinstance(column, Period):
        column = replace(column, steps=())
    return fragments.shown(column, output, backend)


def _named(label: str, query: exp.Select, materialized: bool | None = None) -> exp.CTE:
    """Name a query of the WITH clause."""
    alias = exp.TableAlias(this=sql.name(label))
    return exp.CTE(this=query, alias=alias, materialized=materialized or None)


def _page(plan: Plan, order: exp.Order, backend: Backend) -> exp.Select:
    """Cut the page out of the groups, in the order of the answer, while they are numbers."""
    limit = sql.param("limit", "page") if plan.limited else None
    if limit is None and backend.unlimited:
        limit = sql.word(backend.unlimited)
    return exp.Select(
        expressions=[exp.Star()],
        from_=exp.From(this=exp.Table(this=sql.name(_SUMS))),
        where=_where(plan, backend),
        order=order,
        limit=exp.Limit(expression=limit) if limit else None,
        offset=exp.Offset(expression=sql.param("offset", "page")) if plan.skipping else None,
    )


# Inside: one scan of the calls.


def _inner(plan: Plan, backend: Backend) -> exp.Select:
    """Filter, group and sum the calls."""
    house = plan.warehouse
    keys = [fragments.grouped(by, house, backend) for by in plan.keys]
    if plan.period:
        keys.append(fragments.period(plan.period, house, backend))
    sums = [fragments.summed(part, house, backend) for part in plan.sums]
    table = exp.Table(this=identifier(house.table), alias=_table_alias())
    return exp.Select(
        expressions=keys + sums,
        from_=exp.From(this=table),
        where=exp.Where(this=sql.all_of([_test(p, house, backend) for p in plan.predicates])),
        group=exp.Group(expressions=[sql.number(i) for i in range(1, len(keys) + 1)]),
    )


def _table_alias() -> exp.TableAlias:
    """Name the table, so that its columns cannot be taken for anything else."""
    return exp.TableAlias(this=sql.name(SOURCE))


def _test(predicate: Predicate, house: Warehouse, backend: Backend) -> Sql:
    """Test a call by one predicate; a short test is the same text in every request."""
    long = isinstance(predicate, OneOf | Prefixed) and len(predicate.params) > FEW
    return (_built if long else _kept)(predicate, house, backend)


def _built(predicate: Predicate, house: Warehouse, backend: Backend) -> Sql:
    """Build the test of a predicate."""
    if isinstance(predicate, Compared):
        bound = sql.param(predicate.param, "integer")
        return sql.compare(raw(predicate.column, backend), predicate.operator, bound)
    if isinstance(predicate, OneOf):
        return _one_of(predicate, backend)
    if isinstance(predicate, Prefixed):
        return _prefixed(predicate, backend)
    if isinstance(predicate, AnyFilled):
        return sql.any_of([backend.filled(raw(column, backend)) for column in predicate.columns])
    start = Column(house.start, nullable=False)
    return sql.all_of(
        [
            sql.compare(raw(start, backend), ">=", sql.param("start_at", "time")),
            sql.compare(raw(start, backend), "<", sql.param("end_at", "time")),
        ]
    )


_kept = kept(_built)


def _one_of(predicate: OneOf, backend: Backend) -> Sql:
    """Test for one of the listed values, and for NULL where that is listed."""
    column = partial(raw, predicate.column, backend)
    kind = "text" if predicate.text else "integer"

    def options() -> list[Sql]:
        listed: list[Sql] = [sql.param(label, kind) for label in predicate.params]
        return [*listed, sql.text("")] if predicate.empty and predicate.text else listed

    tests: list[Sql] = []
    if predicate.text:
        tests.append(backend.equals_exactly(column, options))
    elif predicate.params:
        tests.append(sql.is_in(column(), options()))
    if predicate.empty:
        tests.append(sql.is_null(column()))
    return sql.any_of(tests)


def _prefixed(predicate: Prefixed, backend: Backend) -> Sql:
    """Test for one of the listed prefixes."""
    column = partial(raw, predicate.column, backend)
    return sql.any_of(
        [
            backend.starts_with(column, partial(sql.param, label, "prefix"))
            for label in predicate.params
        ]
    )


# Outside: on groups.


def _where(plan: Plan, backend: Backend) -> exp.Where | None:
    """Keep the groups whose measures meet every bound."""
    if not plan.having:
        return None
    return exp.Where(this=sql.all_of([_bound(bound, backend) for bound in plan.having]))


@kept
def _bound(bound: Bound, backend: Backend) -> Sql:
    """Compare a measure with its bound in whole numbers; a ratio by its numerator and divisor."""
    measure, value = bound.measure, sql.param(bound.param, "integer")
    of = inner_name(measure.of)
    if measure.per is None:
        total = backend.money_bound(of, MONEY_SCALE) if measure.of.money else sql.column(of)
        return sql.compare(total, bound.operator, value)
    per = inner_name(measure.per)
    left = sql.times(measure.factor * 10**RATIO_PLACES, backend.wide(of))
    right = exp.Mul(this=value, expression=backend.wide(per))
    test = sql.compare(left, bound.operator, right)
    if measure.per.when is None:
        return test
    return sql.all_of([sql.compare(sql.column(per), ">", sql.number(0)), test])


def _order(plan: Plan, backend: Backend) -> exp.Order:
    """Sort the groups, NULLs last; the plan's order is total."""
    keys = [
        part for key in plan.order for part in fragments.sorted_by(key, plan.warehouse, backend)
    ]
    return exp.Order(expressions=keys)
