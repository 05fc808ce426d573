"""What an answer shows of a group: dimensions, the period and measures, each a column."""

from cdrql.backend import sql
from cdrql.backend.sql import Sql
from cdrql.emit.fragments import printed_once
from cdrql.emit.measure_values import measure_value
from cdrql.emit.naming import inner_column, inner_name, with_alias
from cdrql.emit.response_texts import measure_text
from cdrql.emit.target import Target
from cdrql.model.vocabulary import PERIOD, Dimension, Measure
from cdrql.options import Output
from cdrql.planning.plan import Period


def answer_column(target: Target, column: Dimension | Measure | Period, output: Output) -> Sql:
    """One column of the answer, as the output wants it: `by_user_id AS caller_user_id`."""
    if isinstance(column, Period):
        column = column.unshifted
    return _shown(target, column, output)


@printed_once
def _shown(target: Target, column: Dimension | Measure | Period, output: Output) -> Sql:
    backend, warehouse = target.backend, target.warehouse
    if isinstance(column, Period):
        printed = backend.period_text(column, target.stored_start, inner_name(column))
        return with_alias(printed, PERIOD)
    if isinstance(column, Measure):
        made = measure_value if output == "values" else measure_text
        # Keys of a warehouse's own may be words of SQL, such as `rank`, so they are quoted.
        return with_alias(made(target, column), column.key, column in warehouse.measures)
    text = column.type == "text"
    value = backend.text_of(inner_column(column)) if text else number_key(target, column)
    return with_alias(value, column.key, column in warehouse.dimensions)


def number_key(target: Target, by: Dimension) -> Sql:
    """The number that calls are grouped by: NULL for the one that stands for it.

    `by_user_id`, `NULLIF(by_sip_status, -1)`
    """
    key, nothing = inner_column(by), target.warehouse.fields[by.field].nothing
    return key if nothing is None else sql.nullif(key, nothing)
