"""The way from a Plan to the dialect's tree: one function for each plan node.

The inner query reads the calls once: it filters raw columns, groups, and makes plain sums. What
is read by people (ratios, clocks, texts) and the final order are outside, on the rows that remain.
"""

from collections.abc import Callable, Hashable, Iterator
from functools import lru_cache, partial, wraps
from typing import Any, TypeVar

from sqlglot import exp

from cdrql import sql
from cdrql.backend import Backend
from cdrql.fields import MONEY_PLACES, RATIO_PLACES, Dimension, Measure, Sum
from cdrql.plan import (
    AnyFilled,
    Bound,
    Compared,
    OneOf,
    Output,
    Period,
    Plan,
    Predicate,
    Prefixed,
    Sorting,
)
from cdrql.sql import Sql
from cdrql.warehouse import DEFAULT, Column, Warehouse

_SOURCE, _SUMS, _PAGE = "c", "sums", "page"
_MONEY_SCALE = 10**MONEY_PLACES
_PLAIN = frozenset(column.name for column in DEFAULT.columns.values()) | {"start_at", "cdrs"}
_TRANSFER = "transfer_to"


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


Node = TypeVar("Node", bound=Hashable)


def _printed(build: Callable[[Node, Any, Backend], Sql]) -> Callable[[Node, Any, Backend], Sql]:
    """Print what a node of the vocabulary becomes once, and reuse the text in every later tree.

    Two thirds of a statement are the same words for the same measure; printing them anew is what
    a compilation would spend most of its time on.
    """

    @lru_cache(maxsize=2048)
    def text(node: Node, about: Any, backend: Backend) -> str:
        return sql.printed(build(node, about, backend), backend.dialect)

    return wraps(build)(lambda node, about, backend: sql.word(text(node, about, backend)))


def key_of(column: Dimension | Measure | Period) -> str:
    """Name a column of the answer."""
    return "period" if isinstance(column, Period) else column.key


def _named(label: str, query: exp.Select, materialized: bool | None = None) -> exp.CTE:
    """Name a query of the WITH clause."""
    alias = exp.TableAlias(this=sql.name(label))
    return exp.CTE(this=query, alias=alias, materialized=materialized or None)


def _alias(value: Sql, label: str) -> exp.Alias:
    """Name an expression of a select list."""
    return exp.Alias(this=value, alias=sql.name(label))


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
    keys = [_key(key, house, backend) for key in plan.keys]
    if plan.period:
        start = partial(_raw, Column(house.start, nullable=False), backend)
        keys.append(_alias(backend.period_key(plan.period, start), _inner_name(plan.period)))
    sums = [_sum(part, house, backend) for part in plan.sums]
    table = exp.Table(this=_identifier(house.table), alias=_table_alias())
    return exp.Select(
        expressions=keys + sums,
        from_=exp.From(this=table),
        where=exp.Where(this=sql.all_of([_test(p, plan, backend) for p in plan.predicates])),
        group=exp.Group(expressions=[sql.number(i) for i in range(1, len(keys) + 1)]),
    )


def _inner_name(part: Dimension | Period | Sum) -> str:
    """Name a column of the inner query, never as a column of the table is named."""
    if isinstance(part, Sum):
        return f"sum_{part.name}"
    return "by_period" if isinstance(part, Period) else f"by_{part.field}"


def _table_alias() -> exp.TableAlias:
    """Name the table, so that its columns cannot be taken for anything else."""
    return exp.TableAlias(this=sql.name(_SOURCE))


def _identifier(label: str) -> exp.Identifier:
    """Name something of the warehouse; quoted, but for the default warehouse's own names."""
    return sql.name(label, quoted=label not in _PLAIN)


def _raw(column: Column, backend: Backend) -> Sql:
    """Refer to a column of the table."""
    return _spelled(column, None, backend)


@_printed
def _spelled(column: Column, _: None, backend: Backend) -> Sql:
    """Spell a column of the table."""
    return exp.Column(this=_identifier(column.name), table=sql.name(_SOURCE))


@_printed
def _key(key: Dimension, house: Warehouse, backend: Backend) -> Sql:
    """Give what a dimension groups by."""
    column = _raw(house.columns[key.field], backend)
    value = backend.text_key(column) if key.type == "text" else column
    return _alias(value, _inner_name(key))


@_printed
def _sum(part: Sum, house: Warehouse, backend: Backend) -> Sql:
    """Give what a sum adds up."""
    return _alias(_total(part, house, backend), _inner_name(part))


def _total(part: Sum, house: Warehouse, backend: Backend) -> Sql:
    """Count or sum the calls of a group; a sum of seconds is 0 where nothing is there."""
    held = _when(part, house, backend) if part.when else None
    if part.field is None:
        counted = exp.Star() if held is None else sql.when(held, sql.number(1))
        return exp.Count(this=counted)
    column = house.columns[part.field]
    if part.money:
        return backend.money_sum(_raw(column, backend))
    addend = backend.addend(_raw(column, backend))
    if held is not None:
        return exp.Sum(this=sql.when(held, addend, sql.number(0)))
    total = exp.Sum(this=addend)
    return sql.coalesce(total, sql.number(0)) if column.nullable else total


def _when(part: Sum, house: Warehouse, backend: Backend) -> Sql:
    """Say of which calls a sum is made."""
    if part.when == "transferred":
        return backend.filled(_raw(house.columns[_TRANSFER], backend))
    return sql.compare(_raw(house.columns["bill_duration"], backend), ">", sql.number(0))


def _test(predicate: Predicate, plan: Plan, backend: Backend) -> Sql:
    """Test a call by one predicate."""
    if isinstance(predicate, Compared):
        bound = sql.param(predicate.param, "integer")
        return sql.compare(_raw(predicate.column, backend), predicate.operator, bound)
    if isinstance(predicate, OneOf):
        return _one_of(predicate, backend)
    if isinstance(predicate, Prefixed):
        return _prefixed(predicate, backend)
    if isinstance(predicate, AnyFilled):
        return sql.any_of([backend.filled(_raw(column, backend)) for column in predicate.columns])
    start = Column(plan.warehouse.start, nullable=False)
    return sql.all_of(
        [
            sql.compare(_raw(start, backend), ">=", sql.param("start_at", "time")),
            sql.compare(_raw(start, backend), "<", sql.param("end_at", "time")),
        ]
    )


def _one_of(predicate: OneOf, backend: Backend) -> Sql:
    """Test for one of the listed values, and for NULL where that is listed."""
    column = partial(_raw, predicate.column, backend)
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
    column = partial(_raw, predicate.column, backend)
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


def _bound(bound: Bound, backend: Backend) -> Sql:
    """Compare a measure with its bound in whole numbers; a ratio by its numerator and divisor."""
    measure, value = bound.measure, sql.param(bound.param, "integer")
    of = _inner_name(measure.of)
    if measure.per is None:
        total = backend.money_bound(of, _MONEY_SCALE) if measure.of.money else sql.column(of)
        return sql.compare(total, bound.operator, value)
    per = _inner_name(measure.per)
    left = sql.times(measure.factor * 10**RATIO_PLACES, backend.wide(of))
    right = exp.Mul(this=value, expression=backend.wide(per))
    test = sql.compare(left, bound.operator, right)
    if measure.per.when is None:
        return test
    return sql.all_of([sql.compare(sql.column(per), ">", sql.number(0)), test])


def _order(plan: Plan, backend: Backend) -> exp.Order:
    """Sort the groups, NULLs last; the plan's order is total."""
    keys = [part for key in plan.order for part in _sorted(key, plan.warehouse, backend)]
    return exp.Order(expressions=keys)


def _sorted(key: Sorting, house: Warehouse, backend: Backend) -> Iterator[Sql]:
    """Give what one key of the order sorts by; ACD sorts by its whole part and then the rest."""
    by = key.by
    if isinstance(by, Period):
        yield _ordered(sql.column(_inner_name(by)), key.descending, False, backend)
        return
    split = isinstance(by, Measure) and by.per is not None and by.of.field is not None
    for part in range(2 if split else 1):
        yield _sorted_part(key, (house, part), backend)


@_printed
def _sorted_part(key: Sorting, about: tuple[Warehouse, int], backend: Backend) -> Sql:
    """Sort by one of the values that a dimension or measure sorts by."""
    house, part = about
    value, nullable = tuple(_sort_values(key.by, house, backend))[part]
    return _ordered(value, key.descending, nullable, backend)


def _ordered(value: Sql, descending: bool, nullable: bool, backend: Backend) -> exp.Ordered:
    """Sort by a value, NULLs last; said only where it matters, for dialects have defaults."""
    nulls = sql.dialect_of(backend.dialect).NULL_ORDERING
    first = False if nullable else _natural(nulls, descending)
    return exp.Ordered(this=value, desc=descending or None, nulls_first=first)


def _natural(nulls: str, descending: bool) -> bool:
    """Say where NULLs would go by themselves, were there any."""
    return {"nulls_are_large": descending, "nulls_are_small": not descending}.get(nulls, False)


def _sort_values(
    by: Dimension | Measure | Period, house: Warehouse, backend: Backend
) -> Iterator[tuple[Sql, bool]]:
    """Give the values that a name sorts by, each with whether it can be NULL."""
    if isinstance(by, Dimension):
        yield sql.column(_inner_name(by)), by.type != "text" and house.columns[by.field].nullable
    elif isinstance(by, Measure) and by.per is None:
        yield sql.column(_inner_name(by.of)), by.of.money
    elif isinstance(by, Measure) and by.per:
        yield from _sort_ratio(_inner_name(by.of), _inner_name(by.per), by.of, backend)


def _sort_ratio(above: str, below: str, of: Sum, backend: Backend) -> Iterator[tuple[Sql, bool]]:
    """Sort by a ratio exactly: a share by its quotient, others by whole part and then the rest."""
    if of.field is None:
        yield sql.divide(backend.real(sql.column(above)), sql.column(below)), False
        return
    yield backend.whole_quotient(sql.column(above), sql.nullif_zero(sql.column(below))), True
    # The rest is NULL only where the whole part is, so its NULLs are in order already.
    rest = sql.modulo(sql.column(above), sql.nullif_zero(sql.column(below)))
    yield sql.divide(backend.real(rest), sql.nullif_zero(sql.column(below))), False


def _shown(column: Dimension | Measure | Period, output: Output, backend: Backend) -> Sql:
    """Give a column of the answer."""
    if isinstance(column, Period):
        return _alias(backend.period_text(column, _inner_name(column)), key_of(column))
    return _read(column, output, backend)


@_printed
def _read(column: Dimension | Measure, output: Output, backend: Backend) -> Sql:
    """Give a dimension or a measure as the output wants it."""
    if isinstance(column, Measure):
        value = _value(column, backend) if output == "values" else _formatted(column, backend)
    else:
        inner = _inner_name(column)
        value = backend.text_of(inner) if column.type == "text" else sql.column(inner)
    return _alias(value, column.key)


def _value(measure: Measure, backend: Backend) -> Sql:
    """Give a measure as a number."""
    of = _inner_name(measure.of)
    if measure.per:
        return backend.hundredths(partial(_hundredths, measure, backend))
    return backend.money(of, _MONEY_SCALE) if measure.of.money else sql.column(of)


def _hundredths(measure: Measure, backend: Backend) -> Sql:
    """Round a ratio half up to whole hundredths, in whole numbers; NULL without a divisor."""
    assert measure.per is not None  # only ratios come here
    of, per = _inner_name(measure.of), _inner_name(measure.per)
    divisor = sql.times(2, sql.column(per))
    rounded = sql.plus(sql.times(200 * measure.factor, sql.column(of)), sql.column(per))
    never_zero = measure.per.when is None
    return backend.whole_quotient(rounded, divisor if never_zero else sql.nullif_zero(divisor))


def _formatted(measure: Measure, backend: Backend) -> Sql:
    """Print a measure as a response shows it."""
    of = _inner_name(measure.of)
    if measure.format == "clock":
        return backend.clock(of)
    if measure.format == "money":
        return backend.money(of, _MONEY_SCALE)
    if measure.per is None:
        return backend.integer_text(of)
    ratio = backend.hundredths_text(partial(_hundredths, measure, backend))
    per = backend.integer_text(_inner_name(measure.per))
    if measure.format == "acd":
        ratio = sql.coalesce(ratio, sql.text("0"))
        return sql.concat(ratio, sql.text(" (in "), per, sql.text(" calls)"))
    part = backend.integer_text(of)
    return sql.concat(ratio, sql.text("% (in "), part, sql.text(" of "), per, sql.text(" calls)"))
