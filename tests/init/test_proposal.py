"""Mappings proposed for unknown tables on the real engines, and asked."""

from pathlib import Path

import pytest

from cdrql.cli import asking
from cdrql.engines.database import connect
from cdrql.engines.registry import get_engine
from cdrql.init import zone
from cdrql.mapping import load_warehouse
from tests.init.mappings import STATS, answers, init, made, written
from tools.engines import Engine

EPOCHS = """
CREATE TABLE call_log (id {integer}, begun_ms {integer}, a_number {text}, b_number {text},
  outcome {text}, talk_ms {integer}, cause {small}, price {money}){tail};
INSERT INTO call_log VALUES
  (1, 1710237600000, '0301', '0302', 'OK', 61500, 16, 0.25),
  (2, 1710237660000, '0301', '0303', 'BUSY', 0, 17, 0),
  (3, 1710237720000, '0304', '0302', 'OK', 30500, 16, 0.125),
  (4, 1710324000000, '0301', '0302', 'OK', 1000, 16, 0);
"""
TEXTS = """
CREATE TABLE anrufe_export (call_date {text}, src {text}, dst {text}, duration {integer},
  billsec {integer}, disposition {text}){tail};
INSERT INTO anrufe_export VALUES
  ('2024/03/12 10:00:00', '0301', '0302', 70, 61, 'ANSWERED'),
  ('2024/03/12 10:01:00', '0301', '0303', 20, 0, 'BUSY'),
  ('2024/03/12 10:02:00.5', '0304', '0302', 40, 31, 'ANSWERED'),
  ('2024/03/13 10:00:00', '0301', '0302', 9, 1, 'ANSWERED');
"""
DECIMALS = """
CREATE TABLE sip_calls (init_time {moment}, source_cli {text}, destination_user_in {text},
  duration {seconds}, call_code {text}, source_customer_cost {money}){tail};
INSERT INTO sip_calls VALUES
  (1710237600.125, '0301', '0302', 61.500, '200', 0.25),
  (1710237660.5, '0301', '0303', 4.250, '486', 0),
  (1710237720, '0304', '0302', 30.500, '200', 0.125),
  (1710324000, '0301', '0302', 1, '200', 0);
"""
# What the scripts name: integer, small, text, money, moment, seconds, tail.
TYPES = {
    "sqlite": "INTEGER|INTEGER|TEXT|NUMERIC|NUMERIC|REAL|",
    "postgres": "bigint|smallint|text|numeric(10,3)|numeric(13,3)|numeric(9,3)|",
    "mysql": "BIGINT|SMALLINT|VARCHAR(30)|DECIMAL(10,3)|DECIMAL(13,3)|DECIMAL(9,3)|",
    "clickhouse": "Int64|UInt8|LowCardinality(String)|Decimal(10,3)|Decimal(13,3)|Float64|"
    " ENGINE = MergeTree ORDER BY tuple()",
}


def script(text: str, dialect: str) -> str:
    names = ("integer", "small", "text", "money", "moment", "seconds", "tail")
    return text.format(**dict(zip(names, TYPES[dialect].split("|"), strict=True)))


def test_epochs_in_milliseconds_are_told_by_their_size(engine: Engine, tmp_path: Path) -> None:
    scratch = engine.database("epochs")
    scratch.script(script(EPOCHS, engine.dialect))
    done = init(scratch.url, tmp_path, "--yes")
    assert "outcome is `OK` in 3 of the 4 rows looked at" in done.stderr
    assert 'stores = "epoch"\nunit = "ms"\n' in written(tmp_path)
    rows = answers(
        scratch.url,
        tmp_path / "cdrql.toml",
        "total calls;successful calls;total bill duration;cost",
    )
    scratch.close()
    assert [[*row.values()] for row in rows] == [
        ["0301", "2", "1", "62", "0.25"],  # 61.5 s, rounded half up
        ["0304", "1", "1", "31", "0.125"],
    ]


def test_texts_are_read_in_their_format_and_zone(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zone, "server_zone", lambda _: zone.Zone("Europe/Paris", "a test"))
    scratch = engine.database("texts")
    scratch.script(script(TEXTS, engine.dialect))
    done = init(scratch.url, tmp_path, "--yes")
    assert "Starts are local times, taken to be in Europe/Paris (a test)." in done.stderr
    assert 'format = "%Y/%m/%d %H:%M:%S"\nzone = "Europe/Paris"  # a test\n' in written(tmp_path)
    rows = answers(
        *(scratch.url, tmp_path / "cdrql.toml", "total calls;total duration;ASR"),
        start_at="2024-03-12 09:00:01",  # a second after the first call
    )
    scratch.close()
    assert [[*row.values()] for row in rows] == [
        ["0301", "1", "20", "0"],
        ["0304", "1", "40", "100"],
    ]


def test_decimal_epochs_and_fractions_of_seconds_are_kept(engine: Engine, tmp_path: Path) -> None:
    scratch = engine.database("decimals")
    scratch.script(script(DECIMALS, engine.dialect))
    done = init(scratch.url, tmp_path, "--table", "sip_calls", "--yes")
    assert done.exit_code == 1  # nothing says which of these calls were answered
    assert "sip_calls does not tell what is answered" in done.stderr
    more = "ALTER TABLE sip_calls ADD COLUMN success {small} DEFAULT 1;\n"
    scratch.script(script(more, engine.dialect))
    done = init(scratch.url, tmp_path, "--yes")
    assert done.exit_code == 0, done.stderr
    assert 'unit = "s"\ndecimals = 3\n' in written(tmp_path)
    fields = "total calls;total duration;cost"
    rows = answers(
        scratch.url, tmp_path / "cdrql.toml", fields, start_at="2024-03-12 10:00:00.125001"
    )
    scratch.close()
    assert [[*row.values()] for row in rows] == [
        ["0301", "1", "4", "0"],
        ["0304", "1", "31", "0.125"],
    ]


ODD = """
CREATE TABLE {q}Calls{q} (id {integer}, {q}start{q} {time}, {q}Answer Time{q} {time},
  {q}end{q} {time}, from_number {text}, {q}to_number{q} {text}, account_code {text},
  disposition {text}, sip_code {text}, {q}Transfer To{q} {text}, price {float},
  transfer_cost {money}, agent_duration {float}, {q}trunk_id{q} {text}, ext {integer}){tail};
INSERT INTO {q}Calls{q} VALUES
  (1, '2024-03-12 10:00:00.500', '2024-03-12 10:00:10', '2024-03-12 10:01:10', '1', '2', '12',
    'ANSWERED', '200', '9', 0.25, 0.5, 1.5, '3', 7),
  (2, '2024-03-12 10:02:00', NULL, '2024-03-12 10:02:09', '1', '3', 'acme',
    'BUSY', '486', '', 0, 0, 0, '', 8);
"""
ODD_TYPES = {
    "sqlite": "DATETIME|REAL",
    "postgres": "timestamp with time zone|double precision",
    "mysql": "DATETIME(3)|DOUBLE",
    "clickhouse": "Nullable(DateTime64(3))|Nullable(Float64)",
}


def test_odd_names_fractions_and_times_for_durations_work(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zone, "server_zone", lambda _: zone.Zone("UTC", "a test"))
    time, real = ODD_TYPES[engine.dialect].split("|")
    mark = get_engine(engine.dialect).quote
    odd = ODD.replace("{q}", mark).replace("{time}", time).replace("{float}", real)
    scratch = engine.database("odd")
    scratch.script(script(odd, engine.dialect))
    assert init(scratch.url, tmp_path, "--yes").exit_code == 0
    fields = "total calls;ASR;total duration;total bill duration;cost;transfer cost"
    rows = answers(
        scratch.url, tmp_path / "cdrql.toml", f"{fields};total transfer;call agent duration"
    )
    scratch.close()
    # 69.5 + 9 seconds, and 60 of talk; 1.5 seconds of an agent.
    assert [[*row.values()] for row in rows] == [
        ["1", "2", "50", "79", "60", "0.25", "0.5", "1", "2"],
    ]
    warehouse = load_warehouse(tmp_path / "cdrql.toml")
    assert {
        "user_id",
        "sip_status",
        "trunk_id",
        "extension",
        "destination",
    } <= warehouse.fields.keys()


GERMAN = """
CREATE TABLE "Gespräche" (Nr INTEGER PRIMARY KEY, "Beginn am" DATETIME NOT NULL, Dauer INTEGER,
  Anrufer TEXT, Ziel TEXT);
INSERT INTO "Gespräche" VALUES (1, '2024-03-12 10:00:00', 61, '0301', '0302');
INSERT INTO "Gespräche" VALUES (2, '2024-03-12 10:01:00', 0, '0301', '0303');
"""


def test_names_of_another_language_are_not_guessed(tmp_path: Path) -> None:
    done = init(made(tmp_path, GERMAN), tmp_path, "--yes")
    assert done.exit_code == 1
    assert "start  Beginn am  doubtful    the only column of times" in done.stderr
    assert "Columns that are not used: Nr, Dauer, Anrufer, Ziel." in done.stderr
    assert "error[CDR511]: Gespräche does not tell what is answered" in done.stderr
    assert not (tmp_path / "cdrql.toml").exists()


def test_a_terminal_asks_what_cannot_be_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "is_terminal", lambda: True)
    url = made(tmp_path, GERMAN)
    none = "-\n" * 4
    done = init(url, tmp_path, input=f"{none}Dauer > 0\nBeginn\n\n\nn\n")
    assert done.exit_code == 1
    assert "Which calls are answered (SQL, for instance talk > 0): " in done.stderr
    assert "`Beginn` is none of Nr, Beginn am, Dauer" in done.stderr
    assert done.stderr.endswith("Nothing was written.\n")
    done = init(url, tmp_path, input="Dauer\n\nZiel\nAnrufer\n\n\n\n")
    assert done.exit_code == 0, done.stderr
    text = written(tmp_path)
    assert '"Beginn am" = "time not null"\n' in text
    assert 'answered = "\\"Dauer\\" > 0"' in text
    rows = answers(url, tmp_path / "cdrql.toml", "total calls;ASR;total bill duration")
    assert [[*row.values()] for row in rows] == [["0301", "2", "50", "61"]]


PUSHER = """
CREATE TABLE cdr (rowid INTEGER PRIMARY KEY, caller_id_number VARCHAR(255), duration INTEGER,
  start_stamp DATETIME NOT NULL, destination_number VARCHAR(255), billsec INTEGER,
  hangup_cause_q850 INTEGER, uuid VARCHAR(255), account_code VARCHAR(255));
INSERT INTO cdr VALUES
  (1, '562-246-7846 x1', 289, '2024-03-12 12:36:07.905639107', '9', 279, 16, 'a', 'acme'),
  (2, '562-246-7846 x1', 9, '2024-03-12 12:36:07.9', '9', 0, 17, 'b', 'acme'),
  (3, 'o''brien', 5, '2024-03-13 00:00:00.000000001', '9', 5, 0, 'c', '12');
"""


def test_tables_like_those_of_cdr_pusher_are_mapped(tmp_path: Path) -> None:
    url = made(tmp_path, PUSHER)
    done = init(url, tmp_path, "--yes", "--table", "cdr")
    assert "No user_id: `account_code` holds texts such as `acme`." in done.stderr
    assert 'q850 = { sql = "hangup_cause_q850", null_like = [0] }' in written(tmp_path)
    rows = answers(url, tmp_path / "cdrql.toml", "total calls;total bill duration;ASR")
    assert [[*row.values()] for row in rows] == [["562-246-7846 x1", "2", "279", "50"]]


def test_tables_like_those_of_cdr_stats_are_mapped(tmp_path: Path) -> None:
    url = made(tmp_path, STATS)
    init(url, tmp_path, "--yes")
    rows = answers(url, tmp_path / "cdrql.toml", "total duration;ACD;cost")
    assert [[*row.values()] for row in rows] == [["81050000", "103", "78", "0.5"]]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        *(("Europe/Paris", "Europe/Paris"), ("Etc/UTC", "UTC"), ("+02:00", "Etc/GMT-2")),
        *(("-11:00", "Etc/GMT+11"), ("+05:30", None), ("CEST", None), ("+00:00", "UTC")),
    ],
)
def test_zones_of_servers_become_names(said: str, name: str | None) -> None:
    assert zone.iana_name(said) == name


def test_every_server_is_asked_in_its_own_words(engine: Engine) -> None:
    with connect(engine.url) as database:
        found = zone.server_zone(database)
    assert zone.iana_name(found.name) == found.name
    assert found.why.startswith("assumed" if "sqlite" in engine.name else ("the", "assumed"))
