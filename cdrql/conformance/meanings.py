"""What a row of the default table means under a mapping or a policy."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from cdrql.backend import Backend
from cdrql.conformance.calls import Call
from cdrql.conformance.round_trips import YEAR_2024
from cdrql.model.default import DEFAULT
from cdrql.model.policy import Policy
from cdrql.model.warehouse import Expression, Field, Start, TableColumn, Warehouse

MadeWarehouse = Callable[[Backend], Warehouse]
ALL_CALLS = {**YEAR_2024, "start_at": "2000-01-01"}


@dataclass(frozen=True, eq=False)
class RowMeaning:
    """A warehouse and a policy, and the call of the default warehouse that a row then means.

    The warehouse is made for a backend: its expressions are in the backend's SQL. `folded` makes
    calls of what is seen, where several rows are one.
    """

    warehouse: MadeWarehouse = lambda _: DEFAULT
    policy: Policy | None = None
    seen: Callable[[Call], Call] = lambda call: call
    folded: Callable[[Sequence[Call]], list[Call]] = list


PLAIN = RowMeaning()
ToldRequest = tuple[str, dict[str, Any], RowMeaning]


def warehouse_starting(column: str, start: Start) -> MadeWarehouse:
    """Make a warehouse whose calls start as another column of the table says."""
    tables = (replace(DEFAULT.tables[0], start=column),)
    warehouse = replace(DEFAULT, name=start.stores, tables=tables, start=start)
    return lambda _: warehouse


def warehouse_with(
    field: Field, code: Callable[[Backend], TableColumn | Expression]
) -> MadeWarehouse:
    """Make a warehouse with one field that is made otherwise."""
    fields = {**DEFAULT.fields, field.name: field}
    [table] = DEFAULT.tables

    @cache
    def made(backend: Backend) -> Warehouse:
        other = replace(table, code={**table.code, field.name: code(backend)})
        return replace(DEFAULT, name=field.name, tables=(other,), fields=fields)

    return made
