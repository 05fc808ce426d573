"""`cdrql warehouse check`: each fault is found on every engine that can have it, and no other."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cdrql.audit import zones
from cdrql.audit.checks import Bounds, check_mapping
from cdrql.audit.report import Report
from cdrql.engines.database import connect
from cdrql.mapping import load_warehouse
from cdrql.model.default import DEFAULT
from tests.audit.fault_tables import fill, mapping
from tests.audit.faults import ALSO, FAULTS, LOOKUP, MAPPING, NOW, ROUTES, USUAL, Fault
from tests.warehouses import CASES, ENGINES, Case
from tools.engines import Engine, Scratch

Kept = dict[str, Scratch]


@pytest.fixture(scope="module")
def kept() -> Iterator[Kept]:
    """Keep one database of each engine: a new one takes some of them seconds."""
    databases: Kept = {}
    yield databases
    for database in databases.values():
        database.close()


@pytest.fixture
def scratch(engine: Engine, kept: Kept) -> Scratch:
    """Give an engine's database without tables."""
    if engine.name not in kept:
        kept[engine.name] = engine.database("checked")
    kept[engine.name].script("DROP TABLE IF EXISTS calls;\nDROP TABLE IF EXISTS routes;")
    return kept[engine.name]


def checked(database: Scratch, file: Path, bounds: Bounds = USUAL) -> Report:
    """Check a mapping file as the command does, at a known moment."""
    if database.dialect == "clickhouse":
        pytest.importorskip("clickhouse_connect")
    with connect(database.url) as opened:
        return check_mapping(opened, load_warehouse(file), bounds, NOW)


EACH = [(name, engine) for name, fault in FAULTS.items() for engine in fault.engines]


@pytest.mark.parametrize(("name", "engine"), EACH, indirect=["engine"])
def test_a_fault_is_found(name: str, scratch: Scratch, tmp_path: Path) -> None:
    fault = FAULTS[name]
    fill(scratch, fault)
    file = mapping(tmp_path, fault.mapping)
    report = checked(scratch, file, fault.bounds)
    said = [str(finding) for finding in report.findings]
    assert any(line.startswith(fault.finding) for line in said), said
    places = [finding.problem.path for finding in report.findings]
    named = {place.split(".")[1] for place in places if place.startswith("fields.")}
    assert named <= {*load_warehouse(file).fields}, said
    code = fault.finding.partition("[")[2][:6]
    others = {finding.problem.code for finding in report.findings} - {code}
    follows = {"CDR706", "CDR723"} if fault.finding.startswith("error") else set()
    assert others <= ALSO.get(name, set()) | follows, said
    assert report.failed == fault.finding.startswith("error")


def test_nothing_is_found_where_nothing_is_wrong(scratch: Scratch, tmp_path: Path) -> None:
    fill(scratch, Fault("", script=ROUTES + "\nINSERT INTO routes VALUES (0, 'a'), (1, 'b');"))
    report = checked(scratch, mapping(tmp_path, {"fields": MAPPING["fields"] | LOOKUP}))
    assert list(map(str, report.findings)) == []
    assert report.sample and (report.sample.calls, report.sample.answered) == (40, 26)
    assert [access.verdict for access in report.access] != ["none"]
    assert json.dumps(report.as_dict())


@pytest.mark.parametrize(
    ("case", "engine"),
    [(case, ENGINES[dialect][0]) for case in CASES for dialect in case.dialects],
    ids=str,
    indirect=["engine"],
)
def test_presets_fit_the_tables_that_their_systems_make(case: Case, engine: Engine) -> None:
    """What cases are about may be odd; the tables are as the mapping says, and take its SQL."""
    database = case.fill(engine)
    if database.dialect == "clickhouse":
        pytest.importorskip("clickhouse_connect")
    with connect(database.url) as opened:
        report = check_mapping(opened, case.warehouse())
    database.close()
    allowed = {"CDR709", "CDR711", "CDR713", "CDR718", "CDR719", "CDR728", "CDR729"}
    allowed |= {"CDR731", "CDR732"}
    others = [f for f in report.findings if f.problem.code not in allowed]
    assert list(map(str, others)) == []
    assert report.sample and report.sample.answered


# Which calls are looked at.


@pytest.mark.parametrize(
    ("bounds", "calls_seen"),
    [
        (Bounds(), 40),
        (Bounds(most=20), 10),  # the newest: a minute has one, ten minutes have ten, an hour all
        (Bounds(most=20, full=True), 40),
        (Bounds(most=20, since=date(2024, 5, 30)), 40),
        (Bounds(most=20, since=date(2024, 5, 31)), 0),
    ],
)
def test_no_more_is_read_than_may_be(
    scratch: Scratch, tmp_path: Path, bounds: Bounds, calls_seen: int
) -> None:
    fill(scratch, Fault(""))
    report = checked(scratch, mapping(tmp_path, {}), bounds)
    assert report.sample and report.sample.calls == calls_seen


@pytest.mark.parametrize("engine", ["postgres", "mysql", "mariadb", "clickhouse"], indirect=True)
def test_partitions_serve_as_an_index_does(scratch: Scratch, tmp_path: Path) -> None:
    scratch.script(f"{PARTITIONED[scratch.dialect]}INSERT INTO calls VALUES {ONE_A_DAY};")
    changed = {"columns": {"started": "time not null", "talk": "integer not null"}}
    fields = {"bill_duration": "talk", "answered": "talk > 0"}
    report = checked(scratch, mapping(tmp_path, changed | {"fields": fields}))
    assert [(access.verdict, access.how) for access in report.access] == [
        ("used", "partitions" if scratch.dialect == "clickhouse" else "1 of 3 partitions")
    ]
    assert "CDR709" not in {finding.problem.code for finding in report.findings}


DAYS = ["2024-05-30", "2024-05-31", "2024-06-01"]
ONE_A_DAY = ", ".join(f"('{day} 12:00:00', 1)" for day in DAYS)
PARTITIONED = {
    "postgres": "CREATE TABLE calls (started TIMESTAMP NOT NULL, talk INT NOT NULL)"
    " PARTITION BY RANGE (started);\n"
    + "".join(
        f"CREATE TABLE calls_{day.replace('-', '')} PARTITION OF calls"
        f" FOR VALUES FROM ('{day}') TO ('{day} 23:59:59');\n"
        for day in DAYS
    ),
    "mysql": "CREATE TABLE calls (started DATETIME NOT NULL, talk INT NOT NULL)"
    " PARTITION BY RANGE COLUMNS (started) (PARTITION p0 VALUES LESS THAN ('2024-05-31'),"
    " PARTITION p1 VALUES LESS THAN ('2024-06-01'), PARTITION p2 VALUES LESS THAN MAXVALUE);\n",
    "clickhouse": "CREATE TABLE calls (started DateTime, talk Int32) ENGINE = MergeTree"
    " PARTITION BY toDate(started) ORDER BY talk;\n",
}


@pytest.mark.parametrize("engine", ["postgres"], indirect=True)
def test_an_index_of_a_table_too_small_for_it_counts(scratch: Scratch, tmp_path: Path) -> None:
    fill(scratch, Fault(""))
    scratch.script("ANALYZE calls;")
    report = checked(scratch, mapping(tmp_path, {}))
    assert [(a.verdict, a.how) for a in report.access] == [("usable", "index calls_started")]
    assert "Seq Scan on calls" in report.access[0].plan[0]
    assert not report.findings


@pytest.mark.closes("servers without zones")
@pytest.mark.parametrize("engine", ["postgres", "clickhouse"], indirect=True)
def test_a_zone_that_the_database_does_not_know_is_found(scratch: Scratch) -> None:
    if scratch.dialect == "clickhouse":
        pytest.importorskip("clickhouse_connect")
    with connect(scratch.url) as opened:
        found = zones.zone_findings(opened, DEFAULT, ("Europe/Paris", "Mars/Olympus"))
        said = [str(finding).partition("\n")[0] for finding in found]
    assert said == ["error[CDR710]: the database does not know the time zone `Mars/Olympus`"]
