"""What a sum is of: its field, what a call of it may lack, and how it is added up."""

from sqlglot import exp

from cdrql.backend import sql
from cdrql.backend.sql import Sql
from cdrql.emit.naming import inner_name
from cdrql.emit.quotients import sums_positives
from cdrql.emit.target import Target
from cdrql.model.vocabulary import Sum
from cdrql.model.warehouse import Field


def summed_field(target: Target, part: Sum) -> Field | None:
    """Find the field that a sum adds up; None for a count."""
    return target.warehouse.fields[part.field] if part.field else None


def is_rounded_once(target: Target, field: Field) -> bool:
    """Say whether a field is summed as the exact decimal that it is, and its sum rounded."""
    return field.number == "decimal" and target.backend.exact_decimals


def may_lack(target: Target, part: Sum, field: Field) -> bool:
    """Say whether a call that a sum is of may have nothing to add."""
    return field.nullable and not sums_positives(part, target.warehouse)


def total_of(target: Target, part: Sum, addend: Sql) -> Sql:
    """Count or sum the calls of a group; a sum of seconds is 0 where nothing is there.

    `COUNT(*)`, `COALESCE(SUM(c.duration), 0)`
    """
    backend, field = target.backend, summed_field(target, part)
    if field is None:
        return backend.count(addend)
    # Money in the engine's own decimals: what adds it up exactly, the backend knows.
    if not field.counted:
        return backend.money_sum(addend, 10**field.decimals)
    total = exp.Sum(this=addend) if field.type == "money" else backend.sum(addend)
    # An exact decimal loses nothing while it is summed, and is rounded once.
    if is_rounded_once(target, field):
        total = backend.scaled(total, 10**field.decimals)
    lacking = may_lack(target, part, field) or (field.nullable and backend.sums_to_null)
    lacking = lacking and field.type != "money"
    return sql.coalesce(total, sql.number(0)) if lacking else total


def whole_total(target: Target, part: Sum) -> Sql:
    """A sum as a whole number of its smallest unit: `1000000 * sum_cost`, `sum_talked`."""
    field, name = summed_field(target, part), inner_name(part)
    if field and not field.counted:
        return target.backend.money_bound(name, 10**field.decimals)
    return sql.column(name)
