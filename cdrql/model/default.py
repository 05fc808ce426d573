"""The default warehouse: the table `cdrs`, written down once, and what is made of its columns.

The table is what `cdrql load` and the demo fill and what the conformance suite asks about. It need
not have every field of the vocabulary: what it lacks can be asked of other warehouses only.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from cdrql.model.vocabulary import FIELD_TYPES
from cdrql.model.warehouse import (
    Field,
    FieldTest,
    Filled,
    Positive,
    Start,
    Table,
    TableColumn,
    Warehouse,
)

CellKind = Literal["time", "text", "integer", "seconds", "money"]


@dataclass(frozen=True, slots=True)
class StoredColumn:
    """A column of `cdrs`: its name, which is its field's, what it holds, whether NULL is refused.

    Times are in UTC, seconds are whole, money has 8 digits before the point and 6 after it.
    """

    name: str
    kind: CellKind
    required: bool = False


CDRS_TABLE, START_COLUMN = "cdrs", "start_at"

# By name, in the order of the table; `id`, before them, is the database's own.
CDRS_COLUMNS: Mapping[str, StoredColumn] = MappingProxyType(
    {
        column.name: column
        for column in (
            StoredColumn(START_COLUMN, "time", required=True),
            StoredColumn("user_id", "integer"),
            StoredColumn("call_status", "text"),
            StoredColumn("hangup", "text"),
            StoredColumn("destination", "text"),
            StoredColumn("caller_id", "text"),
            StoredColumn("q850", "text"),
            StoredColumn("extension", "text"),
            StoredColumn("transfer_to", "text"),
            StoredColumn("conference_to", "text"),
            StoredColumn("trunk", "text"),
            StoredColumn("sip_status", "integer"),
            StoredColumn("trunk_id", "integer"),
            StoredColumn("call_type", "integer"),
            StoredColumn("duration", "seconds", required=True),
            StoredColumn("bill_duration", "seconds", required=True),
            StoredColumn("transfer_duration", "seconds"),
            StoredColumn("conference_duration", "seconds"),
            StoredColumn("agent_duration", "seconds"),
            StoredColumn("cost", "money"),
            StoredColumn("transfer_cost", "money"),
            StoredColumn("conference_cost", "money"),
        )
    }
)
REQUIRED_COLUMNS = tuple(column.name for column in CDRS_COLUMNS.values() if column.required)

# The fields that are no columns: the test of another field, and how a mapping would write it.
_TESTS: Mapping[str, tuple[FieldTest, str]] = {
    "answered": (Positive("bill_duration"), "bill_duration > 0"),
    "transferred": (Filled("transfer_to"), "transfer_to <> ''"),
    "conferenced": (Filled("conference_to"), "conference_to <> ''"),
}


def _field(name: str) -> Field:
    type_ = FIELD_TYPES[name]
    if name in _TESTS:
        test, source = _TESTS[name]
        return Field(name, type_, source=source, test=test)
    nullable, reads = not CDRS_COLUMNS[name].required, frozenset({(CDRS_TABLE, name)})
    if type_ == "money":
        # Six digits after the point, in whatever type the engine keeps decimals in.
        return Field(name, type_, nullable, "decimal", 6, source=name, reads=reads)
    whole = type_ == "integer"
    return Field(name, type_, nullable, as_stored=whole, source=name, reads=reads)


# In the vocabulary's order; what stands in neither list, the table lacks.
_FIELDS = {name: _field(name) for name in FIELD_TYPES if name in _TESTS or name in CDRS_COLUMNS}

DEFAULT = Warehouse(
    name="default",
    tables=(
        Table(
            name=CDRS_TABLE,
            start=START_COLUMN,
            code=MappingProxyType(
                {n: TableColumn(n) for n, f in _FIELDS.items() if f.test is None}
            ),
        ),
    ),
    fields=MappingProxyType(_FIELDS),
    start=Start("utc", "UTC"),
    grain="one row is one call",
    title="The default warehouse",
)
