"""A day's window over real tables: the rows of SQL that was written by hand, found by the index."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from benchmarks.windows.cases import CASES
from benchmarks.windows.measuring import OURS, fill, hold_equal, statements
from benchmarks.windows.plans import plan
from tools.engines import NAMES, Engine

ROWS = 20_000
# What an engine's plan says of a case where it reads little more of its tables than the window.
FOUND_BY = {
    ("asterisk-legs", "sqlite"): "USING INDEX cdr_calldate (calldate>? AND calldate<?)",
    ("asterisk-legs", "postgres"): "Index Scan using cdr_calldate",
    ("asterisk-legs", "mysql"): "range by calldate",
    ("asterisk", "sqlite"): "USING INDEX cdr_calldate (calldate>? AND calldate<?)",
    ("asterisk", "postgres"): "Index Scan using cdr_calldate",
    ("freepbx", "mysql"): "range by calldate",
    ("voipmonitor", "mysql"): "partitions p44",
    ("magnusbilling", "mysql"): "range by starttime",
    ("freeswitch", "postgres"): "Index Scan using cdr_start_stamp",
    ("freeswitch-mysql", "mysql"): "range by cdr_start_timestamp",
    (
        "freeswitch-sqlite",
        "sqlite",
    ): "USING INDEX cdr_start_stamp (start_stamp>? AND start_stamp<?)",
    ("cgrates", "postgres"): "Index Scan using setup_time_idx",
    ("cgrates", "mysql"): "range by setup_time_idx",
    ("kamailio", "postgres"): "Scan using acc_time_idx; Scan using missed_calls_time_idx",
    ("kamailio", "mysql"): "range by acc_time_idx; range by missed_calls_time_idx",
    ("opensips", "postgres"): "Scan using acc_created_idx; Scan using missed_calls_time_idx",
    ("opensips", "mysql"): "range by acc_created_idx; range by missed_calls_time_idx",
    ("a2billing", "postgres"): "Index Scan using cc_call_starttime_ind",
    ("a2billing", "mysql"): "range by starttime",
    ("fusionpbx", "postgres"): "Index Scan using index_start_stamp",
    ("yeti", "postgres"): "cdr_2019_02_14",
    ("yeti", "clickhouse"): "PrimaryKey: Granules: 1/3",
}
# The tests' ClickHouse lives in a zone where neither partitions nor sorting keys may serve.
AT_HOME = " SETTINGS session_timezone = 'UTC', use_partition_pruning = 1, use_primary_key = 1"
PAIRS = [
    (engine, case)
    for case, dialect in FOUND_BY
    for engine in NAMES
    if {"sqlite-new": "sqlite", "mariadb": "mysql"}.get(engine, engine) == dialect
]


def test_every_case_is_tested() -> None:
    assert list(FOUND_BY) == [
        (case.name, dialect) for case in CASES.values() for dialect in case.tables
    ]


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Give a folder where servers of other users read the rows.

    It is none of pytest's: each pytest that starts takes what others may read from those.
    """
    with TemporaryDirectory(prefix="cdrql-windows-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.mark.parametrize(("engine", "name"), PAIRS, indirect=["engine"])
def test_a_day_is_found(engine: Engine, name: str, folder: Path) -> None:
    case, database = CASES[name], engine.database(f"windows_{name.replace('-', '_')}")
    fill(case, database, ROWS, folder)
    both = statements(case, engine.dialect)
    hold_equal(both, database)
    at_home = AT_HOME if engine.dialect == "clickhouse" else ""
    lines = plan(database, both[OURS].sql + at_home, both[OURS].params)
    for found in FOUND_BY[name, engine.dialect].split("; "):
        assert any(found in line for line in lines), lines
    database.close()
