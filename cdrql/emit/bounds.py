"""What `having` compares: measures with their bounds, in whole numbers."""

from sqlglot import exp

from cdrql.backend import sql
from cdrql.backend.sql import Sql
from cdrql.emit.fragments import printed_once
from cdrql.emit.quotients import quotient_of
from cdrql.emit.ratios import added_side
from cdrql.emit.sums import whole_total
from cdrql.emit.target import Target
from cdrql.model.vocabulary import BOUND_PLACES, CALLS
from cdrql.planning.plan import Bound, Plan


def having_tests(target: Target, plan: Plan) -> exp.Where | None:
    """Keep the groups whose measures meet every bound: `WHERE sum_calls >= :having_1`."""
    if not plan.having:
        return None
    return exp.Where(this=sql.all_of([_bound_test(target, bound) for bound in plan.having]))


@printed_once
def _bound_test(target: Target, bound: Bound) -> Sql:
    """Compare a ratio by its numerator and divisor.

    `1000000000 * sum_talked > :having_1 * sum_answered`
    """
    quotient = quotient_of(bound.measure, target.warehouse)
    value = sql.param(bound.param, "integer")
    # A sum has steps, and the bound is moved to one of them when it is bound.
    if quotient.places is not None:
        alone = quotient.plain
        total = whole_total(target, alone) if alone else added_side(target, quotient.above)
        return sql.compare(total, bound.operator, value)
    # A bound has up to nine decimals: both sides are multiplied until it is whole.
    left = added_side(target, quotient.above, wide=True, by=quotient.up * 10**BOUND_PLACES)
    if not quotient.below:
        right: Sql = sql.times(quotient.down, target.backend.wide(value))
        return sql.compare(left, bound.operator, right)
    below = added_side(target, quotient.below, wide=True, by=quotient.down)
    single = len(quotient.below) == 1 and quotient.below[0][0] * quotient.down == 1
    right = exp.Mul(this=value, expression=below if single else sql.group(below))
    test = sql.compare(left, bound.operator, right)
    # No group is without calls, so here nothing is divided by zero.
    if quotient.below == ((1, CALLS),):
        return test
    # A product compares even where the ratio has no value.
    above_zero = sql.compare(added_side(target, quotient.below), ">", sql.number(0))
    return sql.all_of([above_zero, test])
