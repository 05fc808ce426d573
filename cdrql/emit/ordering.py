"""What sorts the groups: exact values, in an order that is total, NULLs last."""

from collections.abc import Iterator
from functools import partial

from sqlglot import exp

from cdrql.backend import Backend, sql
from cdrql.backend.sql import Sql
from cdrql.emit.answer_columns import number_key
from cdrql.emit.fragments import printed_once
from cdrql.emit.naming import inner_column
from cdrql.emit.quotients import Quotient, quotient_of
from cdrql.emit.ratios import added_side, ratio_divisor
from cdrql.emit.sums import summed_field
from cdrql.emit.target import Target
from cdrql.model.vocabulary import CALLS, Dimension, Measure
from cdrql.planning.plan import Period, Plan, Sorting


def order_by(target: Target, plan: Plan) -> exp.Order:
    """Sort the groups as the plan says: `ORDER BY sum_calls DESC, by_trunk`."""
    keys = [part for key in plan.order for part in _sorted_by(target, key)]
    return exp.Order(expressions=keys)


def sorted_value(backend: Backend, value: Sql, descending: bool, nullable: bool) -> exp.Ordered:
    """Sort by a value, NULLs last; said only where it matters, for dialects have defaults."""
    nulls = sql.dialect_of(backend.dialect).NULL_ORDERING
    # sqlglot prints NULLS LAST, or a CASE in MySQL, wherever it thinks that it changes the order.
    first = False if nullable else _goes_first(nulls, descending)
    return exp.Ordered(this=value, desc=descending or None, nulls_first=first)


# One key, as the expressions that sort by it.


def _goes_first(nulls: str, descending: bool) -> bool:
    """Say whether NULLs would go first by themselves, were there any."""
    return {"nulls_are_large": descending, "nulls_are_small": not descending}.get(nulls, False)


def _sorted_by(target: Target, key: Sorting) -> Iterator[Sql]:
    """Sort by one key of the order; ACD sorts by its whole part and then the rest."""
    by = key.by
    if isinstance(by, Period):
        yield sorted_value(target.backend, inner_column(by), key.descending, False)
        return
    split = isinstance(by, Measure) and by.per is not None and not _is_share(by)
    for part in range(2 if split else 1):
        yield _sorted_part(target, by, key.descending, part)


def _is_share(measure: Measure) -> bool:
    """Say whether a ratio is one of counts, whose quotients a double tells apart."""
    return all(part.field is None for part in measure.sums)


@printed_once
def _sorted_part(target: Target, by: Dimension | Measure, descending: bool, part: int) -> Sql:
    value, nullable = tuple(_sort_values(target, by))[part]
    return sorted_value(target.backend, value, descending, nullable)


def _sort_values(target: Target, by: Dimension | Measure) -> Iterator[tuple[Sql, bool]]:
    """What a name sorts by, each value with whether it can be NULL."""
    warehouse = target.warehouse
    if isinstance(by, Dimension):
        field = warehouse.fields[by.field]
        # A key without a row in its table of names has no name, and becomes NULL.
        nullable = field.nullable or field.lookup is not None
        # What is no whole number is NULL where a column can hold it.
        nullable |= field.type == "integer" and not target.backend.exact_decimals
        yield number_key(target, by), by.type != "text" and nullable
        return
    quotient = quotient_of(by, warehouse)
    if by.per is None:
        (factor, first), *more = quotient.above
        # Times a number above zero, a sum sorts as it does alone.
        plain = factor > 0 and not more
        total = inner_column(first) if plain else added_side(target, quotient.above)
        fields = (summed_field(target, part) for part in by.sums)
        yield total, any(field and field.type == "money" for field in fields)
    else:
        yield from _sort_ratio(target, quotient, _is_share(by))


def _sort_ratio(target: Target, quotient: Quotient, share: bool) -> Iterator[tuple[Sql, bool]]:
    """Sort by a ratio exactly: a share by its quotient, others by whole part and then the rest."""
    backend = target.backend
    above = partial(added_side, target, quotient.above)
    below = partial(ratio_divisor, target, quotient)
    if share:
        nullable = quotient.below != ((1, CALLS),)
        # Two shares of fewer than 2**26 calls differ by more than the last digit of a double.
        yield sql.divide(backend.real(above()), below()), nullable
        return
    yield backend.whole_quotient(above(), below()), True
    # The rest is NULL only where the whole part is, so its NULLs are in order already.
    yield sql.divide(backend.real(sql.modulo(above(), below())), below()), False
