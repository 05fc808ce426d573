"""The catalogue of each real engine, read as it is: kinds, NULLs, keys, indexes, how rows lie."""

import pytest

from cdrql.engines.database import connect
from cdrql.engines.registry import get_engine
from cdrql.engines.schema import LiveTable
from tools.engines import Engine

SCRIPTS = {
    "postgres": """
CREATE DOMAIN amount AS numeric(14, 6);
CREATE TYPE state AS ENUM ('up', 'down');
CREATE TABLE calls (
  id bigserial PRIMARY KEY, began timestamptz NOT NULL, "Local %Time" timestamp(0), cost amount,
  share real, answered boolean, guid uuid, callee varchar(30) NOT NULL, was state, tags text[],
  extra jsonb, day date, ringing interval
);
CREATE UNIQUE INDEX calls_guid ON calls (guid, callee);
CREATE UNIQUE INDEX calls_one_up ON calls (callee) WHERE answered;
CREATE INDEX calls_began ON calls (began, lower(callee));
CREATE VIEW answered AS SELECT id, began FROM calls WHERE answered;
CREATE SCHEMA archive;
CREATE TABLE archive.calls (began timestamptz NOT NULL, callee text) PARTITION BY RANGE (began);
CREATE TABLE archive.calls_2024 PARTITION OF archive.calls
  FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
""",
    "mysql": """
CREATE TABLE calls (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT, began DATETIME NOT NULL, `Local %Time` TIMESTAMP(3) NULL,
  cost DECIMAL(14,6), share DOUBLE, answered TINYINT(1), callee VARCHAR(30) NOT NULL,
  was ENUM('up', 'down'), raw VARBINARY(16), day DATE,
  PRIMARY KEY (id, began), UNIQUE KEY calls_callee (callee, began), KEY calls_began (began, cost)
) PARTITION BY RANGE (TO_DAYS(began)) (PARTITION p0 VALUES LESS THAN MAXVALUE);
CREATE VIEW answered AS SELECT id, began FROM calls WHERE answered;
""",
    "clickhouse": """
CREATE TABLE calls (
  id UInt64, began DateTime, `Local %Time` Nullable(DateTime64(3, 'UTC')), cost Decimal(14, 6),
  share Float64, answered Bool, guid UUID, callee LowCardinality(Nullable(String)),
  was Enum8('up' = 1), tags Array(String), day Date,
  INDEX calls_cost cost TYPE minmax GRANULARITY 1
) ENGINE = MergeTree PARTITION BY toYYYYMM(began) ORDER BY (began, id);
CREATE VIEW answered AS SELECT id, began FROM calls WHERE answered;
""",
    "sqlite": """
CREATE TABLE calls (
  id INTEGER PRIMARY KEY, began DATETIME NOT NULL, epoch TIMESTAMP, "Local %Time" TIMESTAMP,
  cost DECIMAL(14,6), share REAL, answered BOOLEAN, callee VARCHAR(30) NOT NULL, any_text,
  any_number, any_time, any_bytes, other_time,
  unknown
);
INSERT INTO calls VALUES (1, '2024-01-01 10:00:00.123456789', 1700000000.25, NULL, 1, 0.5, 1, '12',
  'x', 7, '2024-01-01 10:00', x'00',
  '2024-01-01T10:00:00', NULL);
CREATE UNIQUE INDEX calls_callee ON calls (callee, began);
CREATE UNIQUE INDEX calls_one ON calls (callee) WHERE answered;
CREATE INDEX calls_began ON calls (began, lower(callee));
CREATE VIEW answered AS SELECT id, began FROM calls WHERE answered;
CREATE TABLE names (name TEXT PRIMARY KEY, label) WITHOUT ROWID;
""",
}

# column: its kind, `?` where it can be NULL, `@` where it is an instant.
KINDS = {
    "postgres": """id integer, began time@, Local %Time time?, cost decimal?, share float?,
        answered boolean?, guid uuid?, callee text, was other?, tags other?, extra other?,
        day other?, ringing other?""",
    "mysql": """id integer, began time, Local %Time time?@, cost decimal?, share float?,
        answered boolean?, callee text, was text?, raw other?, day other?""",
    "clickhouse": """id integer, began time@, Local %Time time?@, cost decimal, share float,
        answered boolean, guid uuid, callee text?, was other, tags other, day other""",
    "sqlite": """id integer, began time, epoch float?, Local %Time time?, cost decimal?,
        share float?, answered boolean?, callee text, any_text text?, any_number integer?,
        any_time time?, any_bytes other?, other_time text?, unknown other?""",
}
KEYS = {
    "postgres": {("id",), ("guid", "callee")},
    "mysql": {("id", "began"), ("callee", "began")},
    "clickhouse": set(),
    "sqlite": {("id",), ("callee", "began")},
}
BEGINS = {
    "postgres": {"id", "guid", "began"},
    "mysql": {"id", "callee", "began"},
    "clickhouse": {"cost"},
    "sqlite": {"id", "callee", "began"},
}
SORTING = {
    "mysql": "PARTITION BY RANGE (to_days(`began`))",
    "clickhouse": "PARTITION BY toYYYYMM(began) ORDER BY began, id",
}


def kinds(table: LiveTable) -> dict[str, str]:
    return {
        column.name: column.kind + "?" * column.nullable + "@" * column.instant
        for column in table.columns.values()
    }


def test_a_table_is_read_as_it_is(engine: Engine) -> None:
    dialect = engine.dialect
    scratch = engine.database("schema")
    scratch.script(SCRIPTS[dialect])
    with connect(scratch.url) as database:
        schema = database.tables()
        rows = database.sample("calls", ["Local %Time", "callee"])
    scratch.close()
    calls = schema["calls"]
    pairs = (part.strip().rpartition(" ") for part in KINDS[dialect].split(","))
    assert kinds(calls) == {name: kind for name, _, kind in pairs}
    assert set(calls.keys) == KEYS[dialect]
    assert {index.columns[0] for index in calls.indexes} == BEGINS[dialect]
    assert calls.sorting == SORTING.get(dialect, "")
    assert calls.columns["cost"].scale == 6
    assert not calls.is_view
    assert schema["answered"].is_view
    assert kinds(schema["answered"]).keys() == {"id", "began"}
    assert rows == ([{"Local %Time": None, "callee": "12"}] if dialect == "sqlite" else [])


@pytest.mark.parametrize("engine", ["postgres"], indirect=True)
def test_other_schemas_stand_before_a_point_and_partitions_are_their_table(engine: Engine) -> None:
    scratch = engine.database("schemas")
    scratch.script(SCRIPTS["postgres"])
    with connect(scratch.url) as database:
        schema = database.tables()
        assert database.sample("archive.calls", ["callee"]) == []
    scratch.close()
    assert {*schema} == {"answered", "archive.calls", "calls"}
    assert schema["archive.calls"].sorting == "PARTITION BY RANGE (began)"


@pytest.mark.parametrize("engine", ["mysql", "mariadb"], indirect=True)
def test_without_a_database_all_are_looked_at(engine: Engine) -> None:
    scratch = engine.database("nameless")
    scratch.script(SCRIPTS["mysql"])
    with connect(scratch.url.rpartition("/")[0]) as database:
        schema = database.tables()
        assert database.sample("nameless.calls", ["began"]) == []
    scratch.close()
    assert kinds(schema["nameless.answered"]) == {"id": "integer", "began": "time"}
    assert not [name for name in schema if name.startswith(("mysql.", "sys.", "information"))]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_view_whose_table_is_gone_hides_no_other(engine: Engine) -> None:
    scratch = engine.database("gone")
    scratch.script("CREATE TABLE t (began DATETIME);\nCREATE VIEW v AS SELECT began FROM t;\n")
    scratch.script("DROP TABLE t;\n" + SCRIPTS["sqlite"])
    with connect(scratch.url) as database:
        schema = database.tables()
    scratch.close()
    assert schema["names"].keys == (("name",),)
    assert kinds(schema["calls"])["began"] == "time"


def test_names_are_quoted_as_each_dialect_does() -> None:
    assert get_engine("postgres").quoted('a"b`c') == '"a""b`c"'
    assert get_engine("mysql").quoted('a"b`c') == '`a"b``c`'
