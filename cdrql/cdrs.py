"""The table `cdrs` of the default warehouse, as it stands in a SQLite file."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

TABLE = "cdrs"

# column: (SQL type, kind of value); `id` is the database's own.
COLUMNS = {
    "start_at": ("TEXT NOT NULL", "time"),
    "user_id": ("INTEGER", "integer"),
    "call_status": ("TEXT", "text"),
    "hangup": ("TEXT", "text"),
    "destination": ("TEXT", "text"),
    "caller_id": ("TEXT", "text"),
    "q850": ("TEXT", "text"),
    "extension": ("TEXT", "text"),
    "transfer_to": ("TEXT", "text"),
    "conference_to": ("TEXT", "text"),
    "trunk": ("TEXT", "text"),
    "sip_status": ("INTEGER", "integer"),
    "trunk_id": ("INTEGER", "integer"),
    "call_type": ("INTEGER", "integer"),
    "duration": ("INTEGER NOT NULL", "seconds"),
    "bill_duration": ("INTEGER NOT NULL", "seconds"),
    "transfer_duration": ("INTEGER", "seconds"),
    "conference_duration": ("INTEGER", "seconds"),
    "agent_duration": ("INTEGER", "seconds"),
    "cost": ("NUMERIC", "money"),
    "transfer_cost": ("NUMERIC", "money"),
    "conference_cost": ("NUMERIC", "money"),
}
REQUIRED = tuple(name for name, (declared, _) in COLUMNS.items() if "NOT NULL" in declared)


def create(db: "Database") -> None:
    """Create the empty table, without its index."""
    # By hand: sqlite-utils has no NUMERIC, and a REAL column would turn whole amounts into floats.
    columns = ", ".join(f"{name} {declared}" for name, (declared, _) in COLUMNS.items())
    db.execute(f"CREATE TABLE {TABLE} (id INTEGER PRIMARY KEY, {columns})")


def index(db: "Database") -> None:
    """Create the index on the start of calls where it is missing; it costs least after the rows."""
    table = db.table(TABLE)
    if not any(found.columns[:1] == ["start_at"] for found in table.indexes):
        table.create_index(["start_at"])
