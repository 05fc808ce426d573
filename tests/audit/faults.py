"""What can be wrong with a mapping, a table or its rows, and the finding that says so: as data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from cdrql.audit.checks import Bounds
from tools.engines import NAMES

NOW = datetime(2024, 6, 1, 12)
USUAL = Bounds()
DIALECTS = ("sqlite", "postgres", "mysql", "clickhouse")
COLUMNS = {
    "id": "integer not null",
    "started": "time not null",
    "status": "text",
    "total": "integer not null",
    "talk": "integer not null",
    "dst": "text",
    "route": "integer",
}
MAPPING: dict[str, Any] = {
    "name": "checked",
    "dialects": list(DIALECTS),
    "grain": "one row is one call",
    "table": "calls",
    "start": {"column": "started", "stores": "utc"},
    "columns": COLUMNS,
    "fields": {
        "destination": "dst",
        "call_status": "status",
        "duration": "total",
        "bill_duration": "talk",
        "answered": "talk > 0",
        "trunk_id": "route",
    },
}
Row = Mapping[str, Any]


def calls(count: int = 40, **changed: Any) -> list[dict[str, Any]]:
    """Make calls a minute apart that are as they should be: two of three answered."""
    return [
        {
            "id": i,
            "started": NOW - timedelta(days=2, minutes=i),
            "status": "ANSWERED" if i % 3 else "BUSY",
            "total": 30,
            "talk": 20 if i % 3 else 0,
            "dst": f"44{i}",
            "route": i % 2,
        }
        | changed
        for i in range(count)
    ]


@dataclass(frozen=True)
class Fault:
    """What is wrong: with the columns of the table, with the mapping, or with rows among others."""

    finding: str
    columns: Mapping[str, str] = field(default_factory=dict)
    mapping: Mapping[str, Any] = field(default_factory=dict)
    rows: Sequence[Row] = ()
    only: Sequence[Row] | None = None
    index: str | None = "started"
    script: str = ""
    engines: tuple[str, ...] = NAMES
    bounds: Bounds = USUAL


STRICT = ("postgres", "mysql", "mariadb", "clickhouse")
LATER = {"started": NOW - timedelta(days=1)}
ROUTES = "CREATE TABLE routes (id {integer}, label {text}){engine};"
LOOKUP = {"trunk": {"sql": "route", "lookup": {"table": "routes", "key": "id", "name": "label"}}}
# What a mapping may say, and the engines find wrong.
REFUSED = dict.fromkeys(DIALECTS, "dst COLLATE nosuch")
FOLDED = {
    "call": {"key": "dst", "longest": 600},
    "fields": {
        "duration": {"sql": "total", "fold": "max"},
        "bill_duration": {"sql": "talk", "fold": "max"},
        "answered": {"sql": "talk > 0", "fold": "any"},
    },
}
FAULTS = {
    "no table": Fault("error[CDR701] table: there is no table `call`", mapping={"table": "call"}),
    "no table of names": Fault(
        "error[CDR701] fields.trunk.lookup.table: there is no table `routes`",
        mapping={"fields": MAPPING["fields"] | LOOKUP},
    ),
    "no column": Fault(
        "error[CDR702] columns.talk: the table `calls` has no column `talk`",
        columns={"talk": "", "talked": "integer not null"},
        only=(),
    ),
    "no column of names": Fault(
        "error[CDR702] fields.trunk.lookup.name: the table `routes` has no column `label`",
        mapping={"fields": MAPPING["fields"] | LOOKUP},
        script="CREATE TABLE routes (id {integer}, name {text}){engine};",
    ),
    "a text for a number": Fault(
        "error[CDR703] columns.route: `calls.route` is", columns={"route": "text"}, engines=STRICT
    ),
    "a number of another kind": Fault(
        "warning[CDR703] columns.talk: `calls.talk` is",
        columns={"talk": "decimal not null"},
    ),
    "more bits": Fault(
        "warning[CDR703] columns.talk: `calls.talk` is",
        mapping={"columns": COLUMNS | {"talk": "int32 not null"}},
        engines=STRICT,
    ),
    "NULL is possible": Fault(
        "warning[CDR704] columns.talk: `calls.talk` can be NULL", columns={"talk": "integer"}
    ),
    "a text for a start": Fault(
        "error[CDR705] start.stores: `calls.started` is",
        columns={"started": "text not null"},
        engines=STRICT,
    ),
    "no epoch": Fault(
        "error[CDR705] start.stores: `calls.started` is",
        mapping={
            "columns": COLUMNS | {"started": "integer not null"},
            "start": {"column": "started", "stores": "epoch"},
        },
        engines=STRICT,
    ),
    "no instant": Fault(
        "error[CDR705] start.stores: `calls.started` is",
        mapping={"start": {"column": "started", "stores": "instant"}},
        engines=("postgres", "mysql", "mariadb"),
    ),
    "an instant with fractions": Fault(
        "error[CDR705] start.stores: `calls.started` is",
        columns={"started": "instant not null"},
        mapping={"start": {"column": "started", "stores": "seconds"}},
        engines=("postgres",),
    ),
    "an instant for a local time": Fault(
        "error[CDR705] start.stores: `calls.started` is",
        columns={"started": "instant not null"},
        mapping={"start": {"column": "started", "stores": "local", "zone": "Europe/Rome"}},
        engines=STRICT,
    ),
    "an instant for UTC": Fault(
        "warning[CDR705] start.stores: `calls.started` is",
        columns={"started": "instant not null"},
        engines=("postgres", "mysql", "mariadb"),
    ),
    "a collation that is not there": Fault(
        "error[CDR706] fields.destination: the database refuses it:",
        mapping={"fields": MAPPING["fields"] | {"destination": {"sql": REFUSED}}},
    ),
    "another dialect": Fault(
        "error[CDR707] dialects: the mapping is not written for",
        mapping={"dialects": ["mysql"]},
        engines=("sqlite", "postgres", "clickhouse"),
    ),
    "a key twice": Fault(
        "error[CDR708] fields.trunk.lookup.key: `routes.id` holds 1 twice",
        mapping={"fields": MAPPING["fields"] | LOOKUP},
        script=ROUTES + "\nINSERT INTO routes VALUES (0, 'a'), (1, 'b'), (1, 'c');",
    ),
    "keys without a name": Fault(
        "note[CDR728] fields.trunk.lookup: 20 calls with a key of `trunk` that `routes` has",
        mapping={"fields": MAPPING["fields"] | LOOKUP},
        script=ROUTES + "\nINSERT INTO routes VALUES (0, 'a'), (7, 'b');",
    ),
    "keys of something else": Fault(
        "warning[CDR728] fields.trunk.lookup: 40 calls with a key of `trunk` that `routes` has",
        mapping={"fields": MAPPING["fields"] | LOOKUP},
        script=ROUTES + "\nINSERT INTO routes VALUES (5, 'a'), (6, 'b');",
    ),
    "keys of folded calls without a name": Fault(
        "note[CDR728] fields.trunk.lookup: 20 calls with a key of `trunk` that `routes` has",
        mapping=FOLDED
        | {"fields": FOLDED["fields"] | {"trunk": LOOKUP["trunk"] | {"fold": "min"}}},
        script=ROUTES + "\nINSERT INTO routes VALUES (0, 'a');",
    ),
    "more decimals of money": Fault(
        "warning[CDR729] fields.cost.decimals: 1 call with a `cost` of more than 2 decimals",
        columns={"price": "decimal"},
        mapping={
            "columns": COLUMNS | {"price": "decimal"},
            "fields": MAPPING["fields"] | {"cost": {"sql": "price", "decimals": 2}},
        },
        rows=[*calls(1, **LATER, price="1.005"), *calls(1, **LATER, price="1.25")],
    ),
    "more decimals of seconds": Fault(
        "warning[CDR729] fields.duration.decimals: 1 call with a `duration` of more than 0",
        columns={"total": "decimal not null"},
        mapping={
            "columns": COLUMNS | {"total": "decimal not null"},
            "fields": MAPPING["fields"] | {"duration": {"sql": "total", "decimals": 0}},
        },
        rows=calls(1, **LATER, total="30.5"),
    ),
    "rows under two tables": Fault(
        "error[CDR730] tables[1].where: 14 rows of `calls` stand under two of [[tables]]",
        mapping={
            "table": None,
            "tables": [
                {"name": "calls", "where": "total > 0"},
                {"name": "calls", "where": "talk = 0 AND id < 40"},
            ],
        },
    ),
    "no index": Fault(
        "warning[CDR709] start.column: a request for one day reads the whole table `calls`",
        index=None,
    ),
    "an index that does not serve": Fault(
        "warning[CDR709] start.column: a request for one day reads the whole table `calls`",
        index="dst",
    ),
    "no zone tables": Fault(
        "error[CDR710] fields.destination: this expression converts zones by tables",
        mapping={
            "dialects": ["mysql"],
            "fields": MAPPING["fields"]
            | {"destination": "CAST(CONVERT_TZ(started, 'UTC', 'Europe/Rome') AS CHAR)"},
        },
        engines=("mysql", "mariadb"),
    ),
    "no zone tables for a number": Fault(
        "error[CDR710] fields.sip_status: this expression converts zones by tables",
        mapping={
            "dialects": ["mysql"],
            "fields": MAPPING["fields"]
            | {
                "sip_status": {
                    "sql": "HOUR(CONVERT_TZ(started, 'UTC', 'Europe/Rome'))",
                    "null_like": [0],
                }
            },
        },
        engines=("mysql", "mariadb"),
    ),
    "answered by the status": Fault(
        "warning[CDR711] fields.answered: 26 of 50 calls are answered (52.00 %), but"
        " 36 by `call status is ANSWERED` (72.00 %, 10 differ)",
        rows=calls(10, **LATER, status="ANSWERED", talk=0),
    ),
    "a difference that is explained": Fault(
        "note[CDR711] fields.answered: 26 of 44 calls are answered (59.09 %), but"
        " 30 by `call status is ANSWERED` (68.18 %, 4 differ)",
        mapping={
            "fields": MAPPING["fields"] | {"answered": {"sql": "talk > 0", "why": "Paid."}},
        },
        rows=calls(4, **LATER, status="ANSWERED", talk=0),
    ),
    "answered by the time": Fault(
        "warning[CDR711] fields.answered: 26 of 40 calls are answered (65.00 %), but"
        " 40 by `answer_time is set` (100.00 %, 14 differ)",
        columns={"answer_time": "time"},
        only=calls(answer_time=NOW),
    ),
    "all are answered": Fault(
        "warning[CDR712] fields.answered: all of 40 calls are answered",
        only=calls(status="ANSWERED", talk=9),
    ),
    "none is answered": Fault(
        "warning[CDR712] fields.answered: none of 40 calls are answered",
        only=calls(status="BUSY", talk=0),
    ),
    "no start": Fault(
        "warning[CDR713] start.column: 2 rows of `calls` without a start",
        columns={"started": "time"},
        mapping={"columns": COLUMNS | {"started": "time"}},
        rows=calls(2, started=None),
        index=None,
    ),
    "a zero date": Fault(
        "warning[CDR713] start.column: 3 rows of `calls` with a start that is no time of a call,"
        " such as 1970-01-01",
        rows=calls(3, started=datetime(1970, 1, 1, 0, 0, 0)),
    ),
    "milliseconds for seconds": Fault(
        "warning[CDR714] start: the newest start of `calls` is 1717000000002: no time of a",
        columns={"started": "integer not null"},
        mapping={
            "columns": COLUMNS | {"started": "integer not null"},
            "start": {"column": "started", "stores": "epoch"},
        },
        only=[call | {"started": 1_717_000_000_000 + i} for i, call in enumerate(calls(3))],
    ),
    "a zone that is not theirs": Fault(
        "warning[CDR714] start: 3 calls in the future, the last 2024-06-01 16:00:00 UTC",
        rows=calls(3, started=NOW + timedelta(hours=4)),
    ),
    "less than no time": Fault(
        "warning[CDR715] fields.duration: 2 of 42 calls have a duration below zero",
        rows=calls(2, **LATER, status="BUSY", talk=-9, total=-5),
    ),
    "no talk time": Fault(
        "note[CDR732] fields.bill_duration: 3 of 43 calls have no `bill_duration`: sums take it for"
        ' 0, and no filter finds them\n   = hint: sql = "COALESCE(talk, 0)" makes them 0',
        columns={"talk": "integer"},
        mapping={"columns": COLUMNS | {"talk": "integer"}},
        rows=calls(3, **LATER, status="BUSY", talk=None),
    ),
    "billed for longer": Fault(
        "warning[CDR716] fields.bill_duration: 5 of 45 calls are billed for longer",
        rows=calls(5, **LATER, status="ANSWERED", talk=50),
    ),
    "calls longer than the longest": Fault(
        "warning[CDR717] call.longest: 1 call of rows that start more than 600 s apart, 1,200 s",
        mapping=FOLDED,
        rows=[
            call | {"started": NOW - timedelta(days=1, minutes=20 * i)}
            for i, call in enumerate(calls(2, dst="long", talk=5))
        ],
    ),
    "rows without a key": Fault(
        "warning[CDR718] call.key: 2 rows of `calls` without a key: each counts as a call",
        mapping=FOLDED,
        rows=[*calls(1, **LATER, dst=None), *calls(1, **LATER, dst="", talk=5)],
    ),
    "rows of one call": Fault(
        "note[CDR719] call: 6 rows of `calls` share 2 values of `linkedid`, and each row counts as"
        ' a call\n   = hint: if a call is several rows there, fold them: [call] key = "linkedid",'
        " longest = 3600 (its rows start up to 240 s apart), order = a column that tells which came"
        ' first, and fold = "max" or "sum" of duration, bill_duration',
        columns={"linkedid": "text"},
        only=[
            call | {"linkedid": "ab"[i % 2] if i < 6 else str(i)} for i, call in enumerate(calls())
        ],
    ),
    "ids that come again": Fault(
        "note[CDR719] call: 2 rows of `calls` share 1 value of `linkedid`, and each row counts as a"
        " call\n   = hint: its values come again after 61 days, so that they tell no call",
        columns={"linkedid": "text"},
        only=[
            call | {"linkedid": "a", "started": NOW - timedelta(days=61 * i)}
            for i, call in enumerate(calls(2))
        ],
    ),
    "rows of one call by another key": Fault(
        "note[CDR719] call: 4 rows of `calls` share 2 values of `main_call_history_id`",
        columns={"call_history_id": "text", "main_call_history_id": "text"},
        only=[
            call | {"call_history_id": str(i), "main_call_history_id": str(max(i // 2, i - 2))}
            for i, call in enumerate(calls(5))
        ],
    ),
    "both legs that name each other": Fault(
        "warning[CDR719] call: 2 rows of `calls` with a uuid that is the bleg_uuid of another row:"
        " legs of one"
        ' call, and each counts as a call\n   = hint: fold them: call = { key = "CASE WHEN'
        " COALESCE(bleg_uuid, '') = '' OR uuid < bleg_uuid THEN uuid ELSE bleg_uuid END\"",
        columns={"uuid": "text", "bleg_uuid": "text"},
        only=[
            call | {"uuid": own, "bleg_uuid": other}
            for call, own, other in zip(calls(3), ("a", "b", "c"), ("b", "a", ""), strict=True)
        ],
    ),
    "a called leg that names no other": Fault(
        "warning[CDR719] call: 1 row of `calls` with a uuid that is the bleg_uuid of another row:"
        " legs of one"
        ' call, and each counts as a call\n   = hint: fold them: call = { key = "CASE WHEN'
        " COALESCE(bleg_uuid, '') = '' THEN uuid ELSE bleg_uuid END\"",
        columns={"uuid": "text", "bleg_uuid": "text"},
        only=[
            call | {"uuid": own, "bleg_uuid": other}
            for call, own, other in zip(calls(3), ("a", "b", "c"), ("b", "", ""), strict=True)
        ],
    ),
    "texts that sort otherwise": Fault(
        "error[CDR720] start.format: `calls.started` holds `01/06/2024 12:00`",
        columns={"started": "text not null"},
        mapping={
            "columns": COLUMNS | {"started": "text not null"},
            "start": {"column": "started", "stores": "text"},
        },
        only=calls(started="01/06/2024 12:00"),
    ),
    "texts of twelve hours": Fault(
        "error[CDR720] start.format: `calls.started` holds `2024-05-30 01:00:00 PM`",
        columns={"started": "text not null"},
        mapping={
            "columns": COLUMNS | {"started": "text not null"},
            "start": {"column": "started", "stores": "text"},
        },
        only=calls(started="2024-05-30 01:00:00 PM"),
    ),
    "a number that is none": Fault(
        "error[CDR721]: looking at the calls failed: the database did not answer:",
        columns={"dst": "text"},
        mapping={
            "dialects": ["postgres"],
            "fields": MAPPING["fields"] | {"answered": "CAST(dst AS BIGINT) > 0"},
        },
        rows=calls(1, **LATER, dst="anonymous"),
        engines=("postgres",),
    ),
    "an empty text among numbers": Fault(
        "note[CDR725] columns.talk: 2 rows of `calls` with an empty text for `talk`",
        rows=calls(2, **LATER, status="BUSY", talk=""),
        engines=("sqlite",),
    ),
    "a word among numbers": Fault(
        "warning[CDR725] columns.total: 2 rows of `calls` with `n/a` or the like for `total`",
        rows=[
            *calls(1, **LATER, status="BUSY", talk=0, total="n/a"),
            *calls(1, **LATER, status="BUSY", talk=0, total=""),
        ],
        engines=("sqlite",),
    ),
    "a clock among numbers": Fault(
        "warning[CDR725] columns.talk: 40 rows of `calls` with `00:01:30` or the like for `talk`",
        only=calls(status="BUSY", talk="00:01:30"),
        engines=("sqlite",),
    ),
    "an infinite number": Fault(
        "warning[CDR725] columns.talk: 1 row of `calls` with `NaN` or the like for `talk`",
        columns={"talk": "decimal not null"},
        mapping={
            "columns": COLUMNS | {"talk": "decimal not null"},
            "fields": MAPPING["fields"] | {"bill_duration": {"sql": "talk", "decimals": 3}},
        },
        rows=calls(1, **LATER, status="ANSWERED", talk="NaN"),
        engines=("postgres",),
    ),
    "a word that no call has": Fault(
        "warning[CDR726] fields.answered: `calls.status` is compared with `ANSWER`, and holds"
        " `ANSWERED`, `BUSY` in 40 rows looked at",
        mapping={"fields": MAPPING["fields"] | {"answered": "status = 'ANSWER'"}},
    ),
    "numbers in place of words": Fault(
        "warning[CDR726] fields.answered: `calls.status` is compared with `ANSWERED` or `OK`, and"
        " holds `8`, `4` in 3 rows looked at",
        mapping={"fields": MAPPING["fields"] | {"answered": "status IN ('ANSWERED', 'OK')"}},
        only=[call | {"status": "488"[i]} for i, call in enumerate(calls(3))],
    ),
    "no row of that kind": Fault(
        "note[CDR726] where: `calls.status` is compared with `LAST`, and holds `BUSY` in 2 rows",
        mapping={"where": "status = 'LAST'"},
        only=calls(2, status="BUSY", talk=0),
    ),
    "talk where nobody answered": Fault(
        "warning[CDR731] fields.bill_duration: 6 calls with the status `NO ANSWER`, `Failed` have a"
        " `bill_duration` above 0: the numbers count them as answered",
        rows=[
            *calls(4, **LATER, status="NO ANSWER", talk=9),
            *calls(2, **LATER, status="Failed", talk=3),
        ],
    ),
    "talk where the status says no": Fault(
        "warning[CDR731] fields.bill_duration: 1 call with the status `USER_BUSY` has a"
        " `bill_duration` above 0: the numbers count them as not answered, and their seconds as"
        " talk\n   = hint: by the status: bill_duration: sql = \"CASE WHEN status = 'ANSWERED' THEN"
        ' talk ELSE 0 END"; by talk time: answered = "(talk) > 0"',
        mapping={"fields": MAPPING["fields"] | {"answered": "status = 'ANSWERED'"}},
        rows=calls(1, **LATER, status="USER_BUSY", talk=9),
    ),
    "talk after a failure of SIP": Fault(
        "warning[CDR731] fields.bill_duration: 3 calls with the status `486` have a",
        columns={"code": "integer"},
        mapping={
            "columns": COLUMNS | {"code": "integer"},
            "fields": {n: f for n, f in MAPPING["fields"].items() if n != "call_status"}
            | {"sip_status": "code"},
        },
        rows=[*calls(3, **LATER, talk=9, code=486), *calls(2, **LATER, talk=9, code=200)],
    ),
    "answered by a word": Fault(
        "warning[CDR711] fields.answered: 40 of 40 calls are answered (100.00 %), but 0 by"
        " `answer_time is set` (0.00 %, 40 differ)",
        columns={"answer_time": "text"},
        mapping={
            "columns": COLUMNS | {"answer_time": "text"},
            "fields": MAPPING["fields"] | {"answered": "answer_time IS NOT NULL"},
        },
        only=[
            call | {"answer_time": ("N/A", "-", "0000-00-00 00:00:00")[i % 3], "talk": 9}
            for i, call in enumerate(calls(status=None))
        ],
    ),
    "answered by words beside times": Fault(
        "warning[CDR711] fields.answered: 40 of 40 calls are answered (100.00 %), but 20 by"
        " `answer_time is set` (50.00 %, 20 differ)\n   = hint: say in the mapping which one you"
        " mean, and why: answered = { sql = ",
        columns={"answer_time": "text"},
        mapping={
            "columns": COLUMNS | {"answer_time": "text"},
            "fields": {"answered": "answer_time <> ''", "duration": "total"},
        },
        only=[
            call | {"answer_time": ("n.a.", "2024-05-30 10:00:00")[i % 2], "status": None}
            for i, call in enumerate(calls())
        ],
    ),
    "no calls": Fault("note[CDR722] start: no calls are found", only=()),
    "a large table without an index": Fault(
        "note[CDR723] start.column: there are more than 30 rows and no index finds the newest",
        index=None,
        bounds=Bounds(most=30),
    ),
}
# What comes along with some faults, for good reasons.
ALSO: dict[str, set[str]] = {
    "a text for a start": {"CDR703"},
    "no epoch": {"CDR703"},
    "no start": {"CDR709"},
    "milliseconds for seconds": {"CDR713", "CDR722"},
    "texts that sort otherwise": {"CDR713", "CDR714", "CDR722"},
    "a large table without an index": {"CDR709"},
    "an empty text among numbers": {"CDR711"},
    "a word among numbers": {"CDR716"},
    "a clock among numbers": {"CDR703", "CDR711", "CDR712", "CDR716"},
    "an infinite number": {"CDR711", "CDR716", "CDR721"},
    "a word that no call has": {"CDR711", "CDR712"},
    "numbers in place of words": {"CDR711"},
    "no row of that kind": {"CDR722"},
    "talk where nobody answered": {"CDR711"},
    "talk where the status says no": {"CDR711"},
    "talk after a failure of SIP": {"CDR711"},
    "answered by a word": {"CDR712"},
    "answered by words beside times": {"CDR712"},
}
