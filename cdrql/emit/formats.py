"""What an answer shows of a group: dimensions, the period, and measures as numbers or as texts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from cdrql.backend import sql
from cdrql.backend.sql import Sql
from cdrql.emit.fragments import printed_once
from cdrql.emit.naming import inner_column, inner_name, with_alias
from cdrql.emit.quotients import may_be_negative, quotient_of
from cdrql.emit.ratios import added_side, divided_exactly, rounded_quotient
from cdrql.emit.sums import summed_field
from cdrql.emit.target import Target
from cdrql.model.vocabulary import PERIOD, Combination, Dimension, Format, Measure
from cdrql.options import Output
from cdrql.planning.plan import Period

# How a period prints depends on whether readings are shifted, not on when and by how much.
_SHIFTED = ((datetime.min, 0),)


def answer_column(target: Target, column: Dimension | Measure | Period, output: Output) -> Sql:
    """One column of the answer, as the output wants it: `by_user_id AS caller_user_id`."""
    if isinstance(column, Period):
        column = replace(column, offset_changes=_SHIFTED if column.offset_changes else ())
    return _shown(target, column, output)


@printed_once
def _shown(target: Target, column: Dimension | Measure | Period, output: Output) -> Sql:
    backend, warehouse = target.backend, target.warehouse
    if isinstance(column, Period):
        printed = backend.period_text(column, target.stored_start, inner_name(column))
        return with_alias(printed, PERIOD)
    if isinstance(column, Measure):
        made = measure_value if output == "values" else _text
        # Keys of a warehouse's own may be words of SQL, such as `rank`, so they are quoted.
        return with_alias(made(target, column), column.key, column in warehouse.measures)
    text = column.type == "text"
    value = backend.text_of(inner_name(column)) if text else number_key(target, column)
    return with_alias(value, column.key, column in warehouse.dimensions)


def number_key(target: Target, by: Dimension) -> Sql:
    """The number that calls are grouped by: NULL for the one that stands for it.

    `by_user_id`, `NULLIF(by_sip_status, -1)`
    """
    key, nothing = inner_column(by), target.warehouse.fields[by.field].nothing
    return key if nothing is None else sql.nullif(key, nothing)


def measure_value(target: Target, measure: Measure) -> Sql:
    """A measure as a number: `sum_duration`, `sum_cost`, ACD and ASR with their decimals."""
    if measure.format in ("count", "seconds", "clock"):
        return _whole(target, measure)
    quotient, backend = quotient_of(measure, target.warehouse), target.backend
    if quotient.places is not None:
        # Money that the engine sums as decimals needs no scaling at all.
        if quotient.plain and (field := summed_field(target, quotient.plain)) and not field.counted:
            return backend.money(inner_name(quotient.plain), 10**field.decimals)
        total = partial(added_side, target, quotient.above)
        return backend.decimal(total, quotient.places) if quotient.places else total()
    if exact := divided_exactly(target, quotient, measure.places):
        return exact
    return backend.decimal(
        partial(rounded_quotient, target, quotient, measure.places), measure.places
    )


def _whole(target: Target, measure: Measure) -> Sql:
    quotient = quotient_of(measure, target.warehouse)
    # A sum of whole units is shown as it is: rounding costs an engine an addition and a division.
    if quotient.places == 0:
        return added_side(target, quotient.above)
    return rounded_quotient(target, quotient, 0)


# How a measure reads in a response.


def _text(target: Target, measure: Measure) -> Sql:
    return _TEXTS[measure.format](target, measure)


def _number_text(target: Target, measure: Measure) -> Sql:
    """Print a whole number: `65`."""
    return target.backend.number_text(_whole(target, measure))


def _clock_text(target: Target, measure: Measure) -> Sql:
    """Print seconds: `00:01:05`."""
    return target.backend.clock(partial(_whole, target, measure))


def _mean_text(target: Target, measure: Measure) -> Sql:
    """Print a mean and the number of calls that it is of: `12.5 (in 2 calls)`."""
    # Of no answered call the mean is shown as 0, where NULL would swallow the whole text.
    ratio = sql.coalesce(_hundredths(target, measure), sql.text("0"))
    calls = _first_sum(target, measure.per)
    return sql.concat(ratio, sql.text(" (in "), calls, sql.text(" calls)"))


def _share_text(target: Target, measure: Measure) -> Sql:
    """Print a share in percent, and both numbers of calls: `50% (in 1 of 2 calls)`."""
    ratio = _hundredths(target, measure)
    part, calls = _first_sum(target, measure.of), _first_sum(target, measure.per)
    return sql.concat(ratio, sql.text("% (in "), part, sql.text(" of "), calls, sql.text(" calls)"))


def _hundredths(target: Target, measure: Measure) -> Sql:
    """Print a ratio with at most two decimals."""
    quotient, backend = quotient_of(measure, target.warehouse), target.backend
    if exact := divided_exactly(target, quotient, 2):
        return backend.number_text(exact)
    signed = may_be_negative(quotient, target.warehouse)
    return backend.hundredths_text(partial(rounded_quotient, target, quotient, 2), signed)


def _first_sum(target: Target, side: Combination | None) -> Sql:
    """Print the number of calls that a side of a measure is."""
    assert side is not None  # only ratios of counted calls are printed so
    return target.backend.number_text(inner_column(side.terms[0][1]))


_TEXTS: dict[Format, Callable[[Target, Measure], Sql]] = {
    "count": _number_text,
    "seconds": _number_text,
    "clock": _clock_text,
    "mean of calls": _mean_text,
    "share of calls": _share_text,
    "number": measure_value,
}
