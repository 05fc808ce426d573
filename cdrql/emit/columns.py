"""The columns of the inner queries, each named: the keys of groups, the sums of calls."""

from sqlglot import exp

from cdrql.backend.sql import Sql
from cdrql.emit.fragments import FEW, printed_once
from cdrql.emit.naming import READ, inner_column, inner_name, with_alias
from cdrql.emit.sources import Source
from cdrql.emit.sums import total_of
from cdrql.emit.target import Target
from cdrql.model.policy import Mask
from cdrql.model.vocabulary import CALLS, Dimension, Sum
from cdrql.planning.plan import Period, Plan


def key_columns(source: Source, plan: Plan) -> list[Sql]:
    """All that calls are grouped by, the period last."""
    keys: list[Sql] = [_key(source, by, plan.mask(by)) for by in plan.keys]
    if plan.period:
        # With many changes the text is long, and of use to few requests: it is not kept.
        clocks = len(plan.period.offset_changes) + len(plan.period.skipped)
        made = _built_period if clocks > FEW else _period
        keys.append(made(source, plan.period))
    return keys


@printed_once
def _key(source: Source, by: Dimension, mask: Mask | None) -> Sql:
    return with_alias(source.group_key(by, mask), inner_name(by))


def _built_period(source: Source, by: Period) -> Sql:
    return with_alias(source.period_key(by), inner_name(by))


_period = printed_once(_built_period)


@printed_once
def sum_column(source: Source, part: Sum) -> Sql:
    """A sum of a source's calls: `SUM(c.duration) AS sum_duration`."""
    return with_alias(total_of(source, part, source.addend(part)), inner_name(part))


@printed_once
def addend_column(source: Source, part: Sum) -> Sql:
    """What a call adds to a sum, for a query of queries: `c.duration AS sum_duration`."""
    return with_alias(source.addend(part), inner_name(part))


@printed_once
def resummed_column(target: Target, part: Sum) -> Sql:
    """Add up what `addend_column` gave: `SUM(c.sum_duration) AS sum_duration`."""
    # Each row of the fenced query is a call.
    addend = exp.Star() if part == CALLS else inner_column(part, READ)
    return with_alias(total_of(target, part, addend), inner_name(part))


def merged_column(part: Sum) -> Sql:
    """Add up the sums of groups that are one: `SUM(c.sum_calls) AS sum_calls`."""
    return with_alias(exp.Sum(this=inner_column(part, READ)), inner_name(part))
