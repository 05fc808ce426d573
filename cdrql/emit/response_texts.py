"""How a measure reads in a response: `65`, `00:01:05`, `12.5 (in 2 calls)`."""

from collections.abc import Callable
from functools import partial

from cdrql.backend import sql
from cdrql.backend.sql import Sql
from cdrql.emit.measure_values import measure_value, whole_value
from cdrql.emit.naming import inner_column
from cdrql.emit.quotients import may_be_negative, quotient_of
from cdrql.emit.ratios import divided_exactly, rounded_quotient
from cdrql.emit.target import Target
from cdrql.model.vocabulary import Combination, Format, Measure


def measure_text(target: Target, measure: Measure) -> Sql:
    """A measure as a response prints it, in its format."""
    return _TEXTS[measure.format](target, measure)


def _number_text(target: Target, measure: Measure) -> Sql:
    """Print a whole number: `65`."""
    return target.backend.number_text(measure_value(target, measure))


def _clock_text(target: Target, measure: Measure) -> Sql:
    """Print seconds: `00:01:05`."""
    return target.backend.clock(partial(whole_value, target, measure))


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
