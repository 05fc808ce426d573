"""A warehouse of other names: quoted in every dialect, and what it lacks cannot be asked for."""

import re

import pytest

import cdrql
from cdrql.run import as_json, normalise
from cdrql.warehouse import Column
from tests.engines import Engine

# Names that need quotes, reserved words, and names that our own inner query uses.
HOUSE = cdrql.Warehouse(
    name="odd",
    table="my calls",
    start="select",
    columns={
        "user_id": Column("Group"),
        "destination": Column('to "whom"'),
        "trunk": Column("by_trunk"),
        "duration": Column("sum_calls", nullable=False),
        "bill_duration": Column("a`b", nullable=False),
    },
)
TYPES = {
    "sqlite": ("TEXT", "INTEGER", "TEXT", ""),
    "postgres": ("timestamp", "integer", "text", ""),
    "mysql": ("datetime(6)", "integer", "varchar(99)", ""),
    "clickhouse": (
        "DateTime64(6, 'UTC')",
        "Nullable(Int32)",
        "Nullable(String)",
        " ENGINE = MergeTree ORDER BY tuple()",
    ),
}
REQUEST = {
    "group": "user;trunk",
    "period": "year;month",
    "timezone": "Europe/Paris",
    "filter": {
        "start_at": "2025-01-01",
        "end_at": "2025-03-01",
        "destination": ["12", ""],
        "destination_prefix": "1",
        "duration": "0;>=",
    },
    "order": "ASR;desc",
}


def quoted(engine: Engine, name: str) -> str:
    """Quote a name as the engine does."""
    mark, escaped = {"mysql": ("`", "``"), "clickhouse": ("`", "\\`")}.get(
        engine.dialect, ('"', '""')
    )
    return f"{mark}{name.replace(mark, escaped)}{mark}"


@pytest.fixture
def table(engine: Engine) -> Engine:
    """Make the odd table with three calls, one of them outside the window."""
    start, integer, text, tail = TYPES[engine.dialect]
    kinds = (start, integer, text, text, integer, integer)
    names = (HOUSE.start, *(column.name for column in HOUSE.columns.values()))
    columns = ", ".join(f"{quoted(engine, n)} {k}" for n, k in zip(names, kinds, strict=True))
    name = quoted(engine, HOUSE.table)
    engine.execute(f"DROP TABLE IF EXISTS {name}")
    engine.execute(f"CREATE TABLE {name} ({columns}){tail}")
    engine.execute(
        f"INSERT INTO {name} VALUES ('2025-01-31 23:30:00', 7, '12', 'x', 5, 0), "
        "('2025-02-01 00:30:00', 7, '12', 'x', 9, 7), ('2025-04-01 00:00:00', 7, '12', 'x', 1, 1)"
    )
    return engine


def test_any_names_will_do(table: Engine) -> None:
    compiled = cdrql.compile(REQUEST, table.dialect, warehouse=HOUSE)
    rows = normalise(table.query(compiled.sql, compiled.params), compiled.columns)
    assert as_json(rows) == (
        '[\n{"caller_user_id": 7, "trunk": "x", "period": "2025 02", "total": "2", '
        '"successful": "1", "call_duration": "00:00:14", "call_bill_duration": "00:00:07", '
        '"acd": "7 (in 1 calls)", "asr": "50% (in 1 of 2 calls)"}\n]\n'
    )


def test_the_default_fields_are_what_the_warehouse_has() -> None:
    request = {"group": "user", "filter": {"start_at": "2025-01-01", "end_at": "2025-02-01"}}
    compiled = cdrql.compile(request, "postgres", warehouse=HOUSE)
    assert not re.search("cost|transfer|agent", compiled.sql)


@pytest.mark.parametrize("field", ["cost", "total transfer", "call status"])
def test_what_is_lacking_is_an_error(field: str) -> None:
    with pytest.raises(cdrql.RequestError) as caught:
        cdrql.compile(REQUEST | {"fields": field, "order": None}, "sqlite", warehouse=HOUSE)
    problem = caught.value.problems[-1] if field == "call status" else caught.value.problems[0]
    assert problem.code == "CDR308"
    assert "has user, destination, trunk" in (problem.hint or "").replace("duration, ", "")
