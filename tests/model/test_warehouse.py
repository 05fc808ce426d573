"""A warehouse of other names: quoted in every dialect, and what it lacks cannot be asked for."""

import re

import pytest

import cdrql
from cdrql import load_warehouse
from cdrql.engines.rows import normalise, rows_as_json
from cdrql.model.warehouse import name_tables
from tools.engines import Engine

# Names that need quotes, reserved words, and names that our own inner query uses.
MAPPING = r'''
name = "odd"
dialects = ["postgres", "mysql", "clickhouse", "sqlite"]
grain = "one row is one call"
table = "my calls"
[start]
column = "select"
[columns]
select = "time"
Group = "integer"
'to "whom"' = "text"
by_trunk = "text"
sum_calls = "integer not null"
"a`b" = "integer not null"
[fields]
user_id = '"Group"'
destination = '"to ""whom"""'
trunk = "by_trunk"
duration = "sum_calls"
bill_duration = '"a`b"'
answered = '"a`b" > 0'
'''
COLUMNS = ("select", "Group", 'to "whom"', "by_trunk", "sum_calls", "a`b")


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> cdrql.Warehouse:
    path = tmp_path_factory.mktemp("odd") / "odd.toml"
    path.write_text(MAPPING, encoding="utf-8")
    return cdrql.load_warehouse(path)


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
    columns = ", ".join(f"{quoted(engine, n)} {k}" for n, k in zip(COLUMNS, kinds, strict=True))
    name = quoted(engine, "my calls")
    engine.execute(f"DROP TABLE IF EXISTS {name}")
    engine.execute(f"CREATE TABLE {name} ({columns}){tail}")
    engine.execute(
        f"INSERT INTO {name} VALUES ('2025-01-31 23:30:00', 7, '12', 'x', 5, 0), "
        "('2025-02-01 00:30:00', 7, '12', 'x', 9, 7), ('2025-04-01 00:00:00', 7, '12', 'x', 1, 1)"
    )
    return engine


def test_any_names_will_do(table: Engine, warehouse: cdrql.Warehouse) -> None:
    compiled = cdrql.compile(REQUEST, table.dialect, warehouse=warehouse)
    rows = normalise(table.query(compiled.sql, compiled.params), compiled.columns)
    assert rows_as_json(rows) == (
        '[\n{"caller_user_id": 7, "trunk": "x", "period": "2025 02", "total": "2", '
        '"successful": "1", "call_duration": "00:00:14", "call_bill_duration": "00:00:07", '
        '"acd": "7 (in 1 calls)", "asr": "50% (in 1 of 2 calls)"}\n]\n'
    )


def test_the_default_fields_are_what_the_warehouse_has(warehouse: cdrql.Warehouse) -> None:
    request = {"group": "user", "filter": {"start_at": "2025-01-01", "end_at": "2025-02-01"}}
    compiled = cdrql.compile(request, "postgres", warehouse=warehouse)
    assert not re.search("cost|transfer|agent", compiled.sql)


@pytest.mark.parametrize("field", ["cost", "total transfer", "call status"])
def test_what_is_lacking_is_an_error(field: str, warehouse: cdrql.Warehouse) -> None:
    with pytest.raises(cdrql.RequestError) as caught:
        cdrql.compile(REQUEST | {"fields": field, "order": None}, "sqlite", warehouse=warehouse)
    problem = caught.value.problems[-1] if field == "call status" else caught.value.problems[0]
    assert problem.code == "CDR308"
    assert "has user, destination, trunk" in (problem.hint or "").replace("duration, ", "")


def test_tables_are_named_by_their_schemas() -> None:
    calls = load_warehouse("asterisk")
    assert name_tables(calls, "postgres", {}) is calls
    named = name_tables(calls, "postgres", {"cdr": "old.cdr"})
    assert [table.name_in("postgres") for table in named.tables] == ["old.cdr"]
    assert [table.name_in("postgres") for table in calls.tables] == ["cdr"]
    named = load_warehouse("a2billing")
    looked_up = {f.lookup.table for f in named.fields.values() if f.lookup}
    homes = {name: f"far.{name}" for name in looked_up}
    placed = name_tables(named, "mysql", homes)
    assert {f.lookup.table for f in placed.fields.values() if f.lookup} == {*homes.values()}
    assert looked_up
