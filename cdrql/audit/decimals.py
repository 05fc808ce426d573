"""Numbers that have more decimals than the mapping says: engines round them, each at its place."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from cdrql.audit.probes import EVERY_CALL, Of, Probe, compile_probes, int_cell, with_probes
from cdrql.audit.report import Finding, count_text, warning
from cdrql.audit.scope import CallScope
from cdrql.model.warehouse import Field, Warehouse

if TYPE_CHECKING:
    from cdrql.engines.database import Database


def decimal_findings(
    database: "Database", warehouse: Warehouse, scope: CallScope
) -> Iterator[Finding]:
    """Count the calls whose seconds and money are not whole in the last place that is stated."""
    fields = [
        field
        for field in warehouse.fields.values()
        if field.type in ("seconds", "money") and field.number != "integer"
    ]
    if not fields:
        return
    probes = tuple(Probe(f"fine_{field.name}", partial(_is_finer, field)) for field in fields)
    request = {
        "group": EVERY_CALL.name,
        "fields": ";".join(probe.measure.name for probe in probes),
        "filter": scope.filter,
    }
    extended = with_probes(warehouse, probes, database.dialect)
    rows = database.answer(compile_probes(extended, database.dialect, request))
    for field, probe in zip(fields, probes, strict=True):
        if count := sum(int_cell(row, probe.field) for row in rows):
            message = (
                f"{count_text(count, 'call')} with a `{field.name}` of more than {field.decimals}"
                " decimals: its sums are rounded, and not alike on every engine"
            )
            hint = "state as many decimals as the column has"
            yield warning("CDR729", message, f"fields.{field.name}.decimals", hint)


def _is_finer(field: Field, of: Of) -> str:
    """Write the test of a number that is not whole in its last place, but for what floats add."""
    shifted = f"({of(field.name)} * 1e{field.decimals})"
    # Of larger numbers a float does not hold the digits that would tell.
    return f"ABS({shifted}) < 1e12 AND ABS({shifted} - ROUND({shifted})) > 0.01"
