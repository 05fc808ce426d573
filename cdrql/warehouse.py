"""Where the logical fields of a call live: a warehouse's table and its columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: its name there, and whether it can be NULL."""

    name: str
    nullable: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Warehouse:
    """A table of calls, one row a call: its start in UTC, and a column for each field it has.

    `columns` maps the logical fields of `cdrql.fields` to columns; a field that is not there
    cannot be asked for. A call is answered when its `bill_duration` is above zero. Names other
    than those of the default warehouse are quoted in SQL.
    """

    name: str
    table: str
    start: str
    columns: Mapping[str, Column]


_REQUIRED = ("duration", "bill_duration")
_NULLABLE = (
    "user_id",
    "call_status",
    "hangup",
    "destination",
    "caller_id",
    "q850",
    "extension",
    "transfer_to",
    "conference_to",
    "trunk",
    "sip_status",
    "trunk_id",
    "call_type",
    "transfer_duration",
    "conference_duration",
    "agent_duration",
    "cost",
    "transfer_cost",
    "conference_cost",
)

DEFAULT = Warehouse(
    name="default",
    table="cdrs",
    start="start_at",
    columns=MappingProxyType(
        {name: Column(name, nullable=False) for name in _REQUIRED}
        | {name: Column(name) for name in _NULLABLE}
    ),
)
