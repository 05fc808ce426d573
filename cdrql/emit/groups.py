"""What is made of the sums of a group: what is shown, what sorts, what `having` compares.

A measure is `up` x N / (`down` x D): N and D are whole numbers, sums times whole factors, and D is
above zero or there is no value. Nothing is rounded before it is shown, and then once, half up.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from math import gcd, lcm

from sqlglot import exp

from cdrql.backend import Backend, sql
from cdrql.backend.sql import Sql
from cdrql.emit.fragments import alias, inner_name, kept
from cdrql.model.vocabulary import BOUND_PLACES, CALLS, PERIOD, Combination, Dimension, Measure, Sum
from cdrql.model.warehouse import Field, Positive, Warehouse
from cdrql.options import Output
from cdrql.planning.plan import Bound, Period, Sorting

# A side of a measure: its sums, each with the whole number that it is multiplied by.
Side = tuple[tuple[int, Sum], ...]


@dataclass(frozen=True, slots=True)
class Quotient:
    """A measure of a warehouse: `up` x above / (`down` x below); nothing below is a one."""

    up: int
    above: Side
    down: int
    below: Side

    @property
    def places(self) -> int | None:
        """Give the decimal places that it is exact to; None where it has to be rounded."""
        digits = len(str(self.down)) - 1
        return digits if not self.below and self.up == 1 and self.down == 10**digits else None


@lru_cache(maxsize=1024)
def quotient(measure: Measure, house: Warehouse) -> Quotient:
    """Write a measure in the smallest units that the warehouse's numbers are stored in."""
    above, shrunk = _side(measure.of, house)
    if measure.per is None:
        # A power of ten below, where there is one, needs no rounding.
        by = next((10**n // shrunk for n in range(BOUND_PLACES + 1) if 10**n % shrunk == 0), 1)
        return Quotient(1, tuple((f * by, part) for f, part in above), shrunk * by, ())
    below, grown = _side(measure.per, house)
    common = gcd(*(factor for factor, _ in above))
    above = tuple((factor // common, part) for factor, part in above)
    up, down = grown * common, shrunk
    return Quotient(up // gcd(up, down), above, down // gcd(up, down), below)


def _side(combination: Combination, house: Warehouse) -> tuple[Side, int]:
    """Multiply a combination until its factors are whole, and say by how much."""
    factors = [(factor / 10 ** _places(part, house), part) for factor, part in combination.terms]
    common = lcm(*(factor.denominator for factor, _ in factors))
    return tuple((int(factor * common), part) for factor, part in factors), common


def _places(part: Sum, house: Warehouse) -> int:
    """Give the decimal places that a sum is exact to."""
    return house.fields[part.field].places if part.field else 0


def _total(part: Sum, house: Warehouse, backend: Backend) -> Sql:
    """Give a sum as a whole number of its smallest unit."""
    field, name = _field(part, house), inner_name(part)
    if field and not field.counted:
        return backend.money_bound(name, 10**field.decimals)
    return sql.column(name)


def _field(part: Sum, house: Warehouse) -> Field | None:
    """Find the field that a sum adds up, if it is no count."""
    return house.fields[part.field] if part.field else None


def _added(side: Side, house: Warehouse, backend: Backend, wide: bool = False, by: int = 1) -> Sql:
    """Add a side's sums, times `by`; `wide` where the product may not fit what a sum does."""
    found: Sql | None = None
    for factor, part in side:
        field, total = _field(part, house), _total(part, house, backend)
        times = abs(factor) * by
        if wide or total.key != "column":
            total = backend.wide(total)
        elif field and field.narrow and times > 1:
            total = backend.addend(total, False)
        term = sql.times(times, total)
        if found is None:
            found = exp.Neg(this=sql.group(term)) if factor < 0 else term
        else:
            found = (exp.Sub if factor < 0 else exp.Add)(this=found, expression=term)
    assert found is not None  # a side has sums
    return found


def _divisor(q: Quotient, house: Warehouse, backend: Backend, by: int = 1) -> Sql:
    """Give what a ratio divides by, times `by`: NULL where it is not above zero."""
    if not q.below:
        return sql.number(by)
    below = _added(q.below, house, backend, by=by)
    if q.below == ((1, CALLS),):
        return below
    if all(part.field is None and factor > 0 for factor, part in q.below):
        return sql.nullif(below, 0)
    test = sql.compare(_added(q.below, house, backend), ">", sql.number(0))
    return sql.when(test, below)


def _rounded(measure: Measure, places: int, house: Warehouse, backend: Backend) -> Sql:
    """Round a measure half up, away from zero, to a whole number of 10**-places."""
    q = quotient(measure, house)
    above = _added(q.above, house, backend, by=2 * 10**places * q.up)
    half = _added(q.below, house, backend, by=q.down) if q.below else sql.number(q.down)
    if _may_be_negative(q, house):
        below_zero = sql.compare(_added(q.above, house, backend), "<", sql.number(0))
        half = sql.when(below_zero, exp.Neg(this=sql.group(half)), half.copy())
    if q.down > 1 and q.up == 1 and not backend.exact_decimals:
        return _rounded_apart(q, places, half, house, backend)
    return backend.whole_quotient(sql.plus(above, half), _divisor(q, house, backend, by=2 * q.down))


def _rounded_apart(q: Quotient, places: int, half: Sql, house: Warehouse, backend: Backend) -> Sql:
    """Round the whole part and the rest apart: the product of both may not fit 64 bits."""

    def above() -> Sql:
        return sql.group(_added(q.above, house, backend))

    def unit() -> Sql:
        return sql.group(_divisor(q, house, backend, by=q.down))

    whole = sql.times(10**places, sql.group(backend.whole_quotient(above(), unit())))
    rest = sql.plus(sql.times(2 * 10**places, sql.group(sql.modulo(above(), unit()))), half)
    return sql.plus(
        whole,
        sql.group(backend.whole_quotient(rest, _divisor(q, house, backend, by=2 * q.down))),
    )


def _may_be_negative(q: Quotient, house: Warehouse) -> bool:
    """Say whether a numerator can be below zero: counts and the talk of positive calls cannot."""
    positive = {name for name, code in house.tables[0].code.items() if isinstance(code, Positive)}
    return any(
        factor < 0
        or not (part.field is None or (part.when in positive and part.field == "bill_duration"))
        for factor, part in q.above
    )


# What is shown.


@kept
def shown(
    column: Dimension | Measure | Period, output: Output, house: Warehouse, backend: Backend
) -> Sql:
    """Give a column of the answer as the output wants it."""
    if isinstance(column, Period):
        return alias(
            backend.period_text(column, house.start_in(backend.dialect), inner_name(column)), PERIOD
        )
    if isinstance(column, Measure):
        made = _value if output == "values" else _formatted
        return alias(made(column, house, backend), column.key, column in house.measures)
    text = column.type == "text"
    value = backend.text_of(inner_name(column)) if text else _number(column, house)
    return alias(value, column.key, column in house.dimensions)


def _number(by: Dimension, house: Warehouse) -> Sql:
    """Give the number that calls are grouped by: NULL for the one that stands for it."""
    key, nothing = sql.column(inner_name(by)), house.fields[by.field].nothing
    return key if nothing is None else sql.nullif(key, nothing)


def _value(measure: Measure, house: Warehouse, backend: Backend) -> Sql:
    """Give a measure as a number."""
    if measure.format in ("count", "seconds", "clock"):
        return _whole(measure, house, backend)
    q = quotient(measure, house)
    field = _field(q.above[0][1], house)
    plain = q.places is not None and len(q.above) == 1 and q.above[0][0] == 1
    if plain and field and not field.counted:
        return backend.money(inner_name(q.above[0][1]), 10**field.decimals)
    if q.places is not None:
        return _exact(q, house, backend)
    if exact := _quotient(measure, measure.places, house, backend):
        return exact
    rounded = partial(_rounded, measure, measure.places, house, backend)
    return backend.decimal(rounded, measure.places)


def _quotient(measure: Measure, places: int, house: Warehouse, backend: Backend) -> Sql | None:
    """Round a measure by the engine's own exact division, where it has one."""
    q = quotient(measure, house)
    above = partial(_added, q.above, house, backend, by=q.up)
    return backend.exact_quotient(above, partial(_divisor, q, house, backend, by=q.down), places)


def _exact(q: Quotient, house: Warehouse, backend: Backend) -> Sql:
    """Give a sum that needs no rounding."""
    total = partial(_added, q.above, house, backend)
    return backend.decimal(total, q.places) if q.places else total()


def _whole(measure: Measure, house: Warehouse, backend: Backend) -> Sql:
    """Give a measure as a whole number."""
    q = quotient(measure, house)
    return (
        _added(q.above, house, backend)
        if not q.places and q.places is not None
        else _rounded(measure, 0, house, backend)
    )


def _formatted(measure: Measure, house: Warehouse, backend: Backend) -> Sql:
    """Print a measure as a response shows it."""
    if measure.format == "clock":
        return backend.clock(partial(_whole, measure, house, backend))
    if measure.format == "number":
        return _value(measure, house, backend)
    if measure.per is None:
        return backend.number_text(_whole(measure, house, backend))
    if exact := _quotient(measure, 2, house, backend):
        ratio = backend.number_text(exact)
    else:
        ratio = backend.hundredths_text(partial(_rounded, measure, 2, house, backend))
    per = backend.number_text(sql.column(inner_name(measure.per.terms[0][1])))
    if measure.format == "acd":
        ratio = sql.coalesce(ratio, sql.text("0"))
        return sql.concat(ratio, sql.text(" (in "), per, sql.text(" calls)"))
    part = backend.number_text(sql.column(inner_name(measure.of.terms[0][1])))
    return sql.concat(ratio, sql.text("% (in "), part, sql.text(" of "), per, sql.text(" calls)"))


# What sorts.


def sorted_by(key: Sorting, house: Warehouse, backend: Backend) -> Iterator[Sql]:
    """Give what one key of the order sorts by; ACD sorts by its whole part and then the rest."""
    by = key.by
    if isinstance(by, Period):
        yield ordered(sql.column(inner_name(by)), key.descending, False, backend)
        return
    split = isinstance(by, Measure) and by.per is not None and not _is_share(by)
    for part in range(2 if split else 1):
        yield _sorted_part(by, key.descending, part, house, backend)


def _is_share(measure: Measure) -> bool:
    """Say whether a ratio is one of counts, whose quotients a double tells apart."""
    return all(part.field is None for part in measure.sums)


@kept
def _sorted_part(
    by: Dimension | Measure, descending: bool, part: int, house: Warehouse, backend: Backend
) -> Sql:
    """Sort by one of the values that a dimension or measure sorts by."""
    value, nullable = tuple(_sort_values(by, house, backend))[part]
    return ordered(value, descending, nullable, backend)


def ordered(value: Sql, descending: bool, nullable: bool, backend: Backend) -> exp.Ordered:
    """Sort by a value, NULLs last; said only where it matters, for dialects have defaults."""
    nulls = sql.dialect_of(backend.dialect).NULL_ORDERING
    first = False if nullable else _natural(nulls, descending)
    return exp.Ordered(this=value, desc=descending or None, nulls_first=first)


def _natural(nulls: str, descending: bool) -> bool:
    """Say where NULLs would go by themselves, were there any."""
    return {"nulls_are_large": descending, "nulls_are_small": not descending}.get(nulls, False)


def _sort_values(
    by: Dimension | Measure, house: Warehouse, backend: Backend
) -> Iterator[tuple[Sql, bool]]:
    """Give the values that a name sorts by, each with whether it can be NULL."""
    if isinstance(by, Dimension):
        field = house.fields[by.field]
        nullable = field.nullable or field.lookup is not None
        yield _number(by, house), by.type != "text" and nullable
    elif by.per is None:
        q = quotient(by, house)
        plain = len(q.above) == 1 and q.above[0][0] > 0
        total = sql.column(inner_name(q.above[0][1])) if plain else _added(q.above, house, backend)
        yield total, any(_is_money(part, house) for part in by.sums)
    else:
        yield from _sort_ratio(quotient(by, house), _is_share(by), house, backend)


def _is_money(part: Sum, house: Warehouse) -> bool:
    """Say whether a sum is NULL where every value is."""
    field = _field(part, house)
    return field is not None and field.type == "money"


def _sort_ratio(
    q: Quotient, share: bool, house: Warehouse, backend: Backend
) -> Iterator[tuple[Sql, bool]]:
    """Sort by a ratio exactly: a share by its quotient, others by whole part and then the rest."""
    above = partial(_added, q.above, house, backend)
    below = partial(_divisor, q, house, backend)
    if share:
        yield sql.divide(backend.real(above()), below()), q.below != ((1, CALLS),)
        return
    yield backend.whole_quotient(above(), below()), True
    # The rest is NULL only where the whole part is, so its NULLs are in order already.
    yield sql.divide(backend.real(sql.modulo(above(), below())), below()), False


# What `having` compares.


@kept
def bound(asked: Bound, house: Warehouse, backend: Backend) -> Sql:
    """Compare a measure with its bound in whole numbers; a ratio by its numerator and divisor."""
    q, value = quotient(asked.measure, house), sql.param(asked.param, "integer")
    if q.places is not None:
        plain = len(q.above) == 1 and q.above[0][0] == 1
        total = _total(q.above[0][1], house, backend) if plain else _added(q.above, house, backend)
        return sql.compare(total, asked.operator, value)
    left = _added(q.above, house, backend, wide=True, by=q.up * 10**BOUND_PLACES)
    if not q.below:
        return sql.compare(left, asked.operator, sql.times(q.down, backend.wide(value)))
    below = _added(q.below, house, backend, wide=True, by=q.down)
    plain = len(q.below) == 1 and q.below[0][0] * q.down == 1
    right = exp.Mul(this=value, expression=below if plain else sql.group(below))
    test = sql.compare(left, asked.operator, right)
    if q.below == ((1, CALLS),):
        return test
    above_zero = sql.compare(_added(q.below, house, backend), ">", sql.number(0))
    return sql.all_of([above_zero, test])
