"""A measure of a group as a number, with its decimals."""

from functools import partial

from cdrql.backend.sql import Sql
from cdrql.emit.naming import inner_name
from cdrql.emit.quotients import quotient_of
from cdrql.emit.ratios import added_side, divided_exactly, rounded_quotient
from cdrql.emit.sums import summed_field
from cdrql.emit.target import Target
from cdrql.model.vocabulary import Measure


def measure_value(target: Target, measure: Measure) -> Sql:
    """A measure as a number: `sum_duration`, `sum_cost`, ACD and ASR with their decimals."""
    if measure.format in ("seconds", "clock"):
        value = whole_value(target, measure)
        # What was divided is whole already.
        plain = quotient_of(measure, target.warehouse).places == 0
        return target.backend.whole(value) if plain else value
    if measure.format == "count":
        return whole_value(target, measure)
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


def whole_value(target: Target, measure: Measure) -> Sql:
    """A measure as a whole number, rounded half up: `sum_calls`."""
    quotient = quotient_of(measure, target.warehouse)
    # A sum of whole units is shown as it is: rounding costs an engine an addition and a division.
    if quotient.places == 0:
        return added_side(target, quotient.above)
    return rounded_quotient(target, quotient, 0)
