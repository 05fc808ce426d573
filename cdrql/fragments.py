"""What a word of the vocabulary becomes in a dialect: keys, sums, what is shown, what sorts.

Each is printed once and reused as text in every later statement: two thirds of a statement are the
same words for the same measure, and printing them is what a compilation would spend its time on.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache, partial, wraps
from typing import Any, ParamSpec

from sqlglot import exp

from cdrql import sql
from cdrql.backend import Backend
from cdrql.choices import Output
from cdrql.fields import MONEY_PLACES, PERIOD, WHEN, Dimension, Measure, Sum
from cdrql.plan import Period, Sorting
from cdrql.sql import Sql
from cdrql.warehouse import DEFAULT, Column, Warehouse

SOURCE = "c"  # the alias of the warehouse's table
MONEY_SCALE = 10**MONEY_PLACES
_PLAIN = frozenset(column.name for column in DEFAULT.columns.values()) | {"start_at", "cdrs"}
FEW = 16  # values, or changes of a zone's offset, that a kept text may hold

P = ParamSpec("P")


def kept(build: Callable[P, Sql]) -> Callable[P, Sql]:
    """Print what a function builds of its arguments once, and give the text ever after.

    The arguments are hashable and given by position, the backend last.
    """
    made: Callable[..., Sql] = build

    @lru_cache(maxsize=2048)
    def text(*arguments: Any) -> str:
        return sql.printed(made(*arguments), arguments[-1].dialect)

    @wraps(build)
    def word(*arguments: P.args, **_: P.kwargs) -> Sql:
        return sql.word(text(*arguments))

    return word


def alias(value: Sql, label: str) -> exp.Alias:
    """Name an expression of a select list."""
    return exp.Alias(this=value, alias=sql.name(label))


def inner_name(part: Dimension | Period | Sum) -> str:
    """Name a column of the inner query, never as a column of the table is named."""
    if isinstance(part, Sum):
        return f"sum_{part.name}"
    return "by_period" if isinstance(part, Period) else f"by_{part.field}"


def identifier(label: str) -> exp.Identifier:
    """Name something of the warehouse; quoted, but for the default warehouse's own names."""
    return sql.name(label, quoted=label not in _PLAIN)


@kept
def raw(column: Column, backend: Backend) -> Sql:
    """Refer to a column of the table."""
    return exp.Column(this=identifier(column.name), table=sql.name(SOURCE))


@kept
def grouped(by: Dimension, house: Warehouse, backend: Backend) -> Sql:
    """Give what a dimension groups by."""
    column = raw(house.columns[by.field], backend)
    value = backend.text_key(column) if by.type == "text" else column
    return alias(value, inner_name(by))


def period(by: Period, house: Warehouse, backend: Backend) -> Sql:
    """Give what a period groups by; kept as text but for windows of many changes of a zone."""
    return (_period if len(by.steps) > FEW else _short_period)(by, house, backend)


def _period(by: Period, house: Warehouse, backend: Backend) -> Sql:
    """Give what a period groups by."""
    start = partial(raw, Column(house.start, nullable=False), backend)
    return alias(backend.period_key(by, start), inner_name(by))


_short_period = kept(_period)


@kept
def summed(part: Sum, house: Warehouse, backend: Backend) -> Sql:
    """Give what a sum adds up."""
    return alias(_added(part, house, backend), inner_name(part))


def _added(part: Sum, house: Warehouse, backend: Backend) -> Sql:
    """Count or sum the calls of a group; a sum of seconds is 0 where nothing is there."""
    held = _when(part.when, house, backend) if part.when else None
    if part.field is None:
        counted = exp.Star() if held is None else sql.when(held, sql.number(1))
        return exp.Count(this=counted)
    column = house.columns[part.field]
    if part.money:
        return backend.money_sum(raw(column, backend), MONEY_SCALE)
    addend = backend.addend(raw(column, backend))
    if held is not None:
        return exp.Sum(this=sql.when(held, addend, sql.number(0)))
    every = exp.Sum(this=addend)
    return sql.coalesce(every, sql.number(0)) if column.nullable else every


def _when(when: str, house: Warehouse, backend: Backend) -> Sql:
    """Say of which calls a sum is made."""
    column = raw(house.columns[WHEN[when]], backend)
    if when == "transferred":
        return backend.filled(column)
    return sql.compare(column, ">", sql.number(0))


def sorted_by(key: Sorting, house: Warehouse, backend: Backend) -> Iterator[Sql]:
    """Give what one key of the order sorts by; ACD sorts by its whole part and then the rest."""
    by = key.by
    if isinstance(by, Period):
        yield _ordered(sql.column(inner_name(by)), key.descending, False, backend)
        return
    split = isinstance(by, Measure) and by.per is not None and by.of.field is not None
    for part in range(2 if split else 1):
        yield _sorted_part(key, part, house, backend)


@kept
def _sorted_part(key: Sorting, part: int, house: Warehouse, backend: Backend) -> Sql:
    """Sort by one of the values that a dimension or measure sorts by."""
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
        yield sql.column(inner_name(by)), by.type != "text" and house.columns[by.field].nullable
    elif isinstance(by, Measure) and by.per is None:
        yield sql.column(inner_name(by.of)), by.of.money
    elif isinstance(by, Measure) and by.per:
        yield from _sort_ratio(inner_name(by.of), inner_name(by.per), by.of, backend)


def _sort_ratio(above: str, below: str, of: Sum, backend: Backend) -> Iterator[tuple[Sql, bool]]:
    """Sort by a ratio exactly: a share by its quotient, others by whole part and then the rest."""
    if of.field is None:
        yield sql.divide(backend.real(sql.column(above)), sql.column(below)), False
        return
    yield backend.whole_quotient(sql.column(above), sql.nullif_zero(sql.column(below))), True
    # The rest is NULL only where the whole part is, so its NULLs are in order already.
    rest = sql.modulo(sql.column(above), sql.nullif_zero(sql.column(below)))
    yield sql.divide(backend.real(rest), sql.nullif_zero(sql.column(below))), False


@kept
def shown(column: Dimension | Measure | Period, output: Output, backend: Backend) -> Sql:
    """Give a column of the answer as the output wants it."""
    if isinstance(column, Period):
        return alias(backend.period_text(column, inner_name(column)), PERIOD)
    if isinstance(column, Measure):
        value = _value(column, backend) if output == "values" else _formatted(column, backend)
    else:
        inner = inner_name(column)
        value = backend.text_of(inner) if column.type == "text" else sql.column(inner)
    return alias(value, column.key)


def _value(measure: Measure, backend: Backend) -> Sql:
    """Give a measure as a number."""
    of = inner_name(measure.of)
    if measure.per:
        return backend.hundredths(partial(_hundredths, measure, backend))
    return backend.money(of, MONEY_SCALE) if measure.of.money else sql.column(of)


def _hundredths(measure: Measure, backend: Backend) -> Sql:
    """Round a ratio half up to whole hundredths, in whole numbers; NULL without a divisor."""
    assert measure.per is not None  # only ratios come here
    of, per = inner_name(measure.of), inner_name(measure.per)
    divisor = sql.times(2, sql.column(per))
    rounded = sql.plus(sql.times(200 * measure.factor, sql.column(of)), sql.column(per))
    never_zero = measure.per.when is None
    return backend.whole_quotient(rounded, divisor if never_zero else sql.nullif_zero(divisor))


def _formatted(measure: Measure, backend: Backend) -> Sql:
    """Print a measure as a response shows it."""
    of = inner_name(measure.of)
    if measure.format == "clock":
        return backend.clock(of)
    if measure.format == "money":
        return backend.money(of, MONEY_SCALE)
    if measure.per is None:
        return backend.integer_text(of)
    ratio = backend.hundredths_text(partial(_hundredths, measure, backend))
    per = backend.integer_text(inner_name(measure.per))
    if measure.format == "acd":
        ratio = sql.coalesce(ratio, sql.text("0"))
        return sql.concat(ratio, sql.text(" (in "), per, sql.text(" calls)"))
    part = backend.integer_text(of)
    return sql.concat(ratio, sql.text("% (in "), part, sql.text(" of "), per, sql.text(" calls)"))
