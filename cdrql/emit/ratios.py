"""The arithmetic of quotients: whole numbers only, until the one rounding at the end."""

from functools import partial

from sqlglot import exp

from cdrql.backend import sql
from cdrql.backend.sql import Sql
from cdrql.emit.quotients import Quotient, Side, may_be_negative
from cdrql.emit.sums import summed_field, whole_total
from cdrql.emit.target import Target
from cdrql.model.vocabulary import CALLS


def added_side(target: Target, side: Side, wide: bool = False, by: int = 1) -> Sql:
    """Add a side's sums, times `by`; `wide` where the product may not fit what a sum does.

    `200 * sum_talked`, `sum_duration - 3 * sum_calls`
    """
    found: Sql | None = None
    for factor, part in side:
        field, total = summed_field(target, part), whole_total(target, part)
        times = abs(factor) * by
        # More than a column is a product already, and may be near the end of 64 bits.
        if wide or total.key != "column":
            total = target.backend.wide(total)
        # ClickHouse sums Int32 to Int64, whose products wrap around in silence.
        elif field and field.narrow and times > 1:
            total = target.backend.addend(total, False)
        term = sql.times(times, total)
        if found is None:
            found = exp.Neg(this=sql.group(term)) if factor < 0 else term
        else:
            found = (exp.Sub if factor < 0 else exp.Add)(this=found, expression=term)
    assert found is not None  # a side has sums
    return found


def ratio_divisor(target: Target, quotient: Quotient, by: int = 1) -> Sql:
    """What a ratio divides by, times `by`: NULL where it is not above zero.

    `NULLIF(2 * sum_answered, 0)`, `CASE WHEN sum_duration > 0 THEN sum_duration END`
    """
    below = quotient.below
    if not below:
        return sql.number(by)
    added = added_side(target, below, by=by)
    if below == ((1, CALLS),):
        return added  # no group is without calls
    if all(part.field is None and factor > 0 for factor, part in below):
        return sql.nullif(added, 0)
    return sql.when(sql.compare(added_side(target, below), ">", sql.number(0)), added)


def rounded_quotient(target: Target, quotient: Quotient, places: int) -> Sql:
    """Round half up, away from zero, to a whole number of 10**-places.

    `(200 * sum_talked + sum_answered) / NULLIF(2 * sum_answered, 0)`
    """
    # (2 x above + below) / (2 x below), cut, is the quotient rounded half up.
    above = added_side(target, quotient.above, by=2 * 10**places * quotient.up)
    half = _half(target, quotient)
    # SQLite has no wider integers: a product beyond 64 bits becomes a REAL.
    if quotient.down > 1 and quotient.up == 1 and not target.backend.exact_decimals:
        return _rounded_apart(target, quotient, places, half)
    below = ratio_divisor(target, quotient, by=2 * quotient.down)
    divided = target.backend.whole_quotient(sql.plus(above, half), below)
    # Where a column holds a fraction its sum is a REAL there; a count is whole.
    real = not target.backend.exact_decimals and any(part.field for _, part in quotient.above)
    return target.backend.cut(divided, 1, True) if real and quotient.up > 1 else divided


def _half(target: Target, quotient: Quotient) -> Sql:
    """Give what is added before a quotient is cut: below zero, where the numerator may be."""
    down = quotient.down
    # Half of the doubled divisor, which is whole.
    half = added_side(target, quotient.below, by=down) if quotient.below else sql.number(down)
    if not may_be_negative(quotient, target.warehouse):
        return half
    # Engines cut towards zero, so a numerator below it takes its half away.
    below_zero = sql.compare(added_side(target, quotient.above), "<", sql.number(0))
    return sql.when(below_zero, exp.Neg(this=sql.group(half)), half.copy())


def _rounded_apart(target: Target, quotient: Quotient, places: int, half: Sql) -> Sql:
    """Round the whole part and the rest apart: the product of both may not fit 64 bits."""
    backend = target.backend

    def above() -> Sql:
        return sql.group(added_side(target, quotient.above))

    def unit() -> Sql:
        return sql.group(ratio_divisor(target, quotient, by=quotient.down))

    def whole() -> Sql:
        # Cut, and no `%` below: either sum is a REAL where a column holds a fraction.
        return backend.cut(backend.whole_quotient(above(), unit()), 1, True)

    rest = sql.group(exp.Sub(this=above(), expression=exp.Mul(this=whole(), expression=unit())))
    doubled = sql.plus(sql.times(2 * 10**places, rest), half)
    below = ratio_divisor(target, quotient, by=2 * quotient.down)
    return sql.plus(
        sql.times(10**places, whole()),
        backend.cut(backend.whole_quotient(doubled, below), 1, True),
    )


def divided_exactly(target: Target, quotient: Quotient, places: int) -> Sql | None:
    """Round by the engine's own exact division, where it has one."""
    above = partial(added_side, target, quotient.above, by=quotient.up)
    below = partial(ratio_divisor, target, quotient, by=quotient.down)
    return target.backend.exact_quotient(above, below, places)
