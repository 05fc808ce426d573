"""`cdrql init` on the real engines: presets recognised, and what it asks and writes."""

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

import cdrql
from cdrql.cli import asking
from cdrql.cli.main import cli
from cdrql.init import zone
from cdrql.mapping import load_warehouse, read_mapping
from tests.init.mappings import STATS, init, made, written
from tests.warehouses import CASES, ENGINES, Case
from tools.engines import Engine

SYSTEMS = [case for case in CASES if not case.name.startswith("own-")]
# Cases whose tables are just those of another preset, which is the base of the case's own.
SEEN_AS = {"freepbx-legs": "freepbx", "yeti-routing": "yeti"}
# Their start is of a kind that the presets read only with a mapping that says so.
UNSEEN = {("asterisk-epoch", "postgres"), ("asterisk-epoch", "sqlite")}
UNSEEN |= {("asterisk-text", "postgres"), ("asterisk-text", "mysql")}


@pytest.fixture
def in_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every server be in UTC, wherever the tests run."""
    monkeypatch.setattr(zone, "server_zone", lambda _: zone.Zone("UTC", "a test"))


# --- Presets ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("case", "engine"),
    [(case, engine) for case in SYSTEMS for name in case.dialects for engine in ENGINES[name]],
    ids=str,
    indirect=["engine"],
)
def test_a_preset_is_recognised(case: Case, engine: Engine, tmp_path: Path, in_utc: None) -> None:
    scratch = case.fill(engine)
    done = init(scratch.url, tmp_path, "--yes")
    scratch.close()
    chain = read_mapping(tmp_path / "cdrql.toml").sources
    if (case.name, engine.dialect) in UNSEEN:
        assert len(chain) == 1
        assert "The preset asterisk-start does not fit (cdr.start is " in done.stderr
        return
    own = case.folder / "mapping.toml"
    wanted = read_mapping(own).sources[1].name.removesuffix(".toml") if own.is_file() else case.name
    wanted = SEEN_AS.get(case.name, wanted)
    assert chain[1].name == f"{wanted}.toml"
    assert f"The preset {wanted} fits: " in done.stderr
    assert "lacks =" not in written(tmp_path)
    if not own.is_file() and wanted == case.name:
        found = load_warehouse(tmp_path / "cdrql.toml")
        for asked in case.requests():
            statements = [
                cdrql.compile(asked["request"], engine.dialect, warehouse=warehouse)
                for warehouse in (found, case.warehouse())
            ]
            assert statements[0].sql == statements[1].sql


@pytest.mark.parametrize(
    ("engine", "name", "table"),
    [("sqlite", "cucm", "cdr"), ("postgres", "3cx", "cdroutput"), ("mysql", "freepbx", "cdr")],
    indirect=["engine"],
)
def test_a_table_is_recognised_by_its_columns_whatever_it_is_called(
    engine: Engine, name: str, table: str, tmp_path: Path, in_utc: None
) -> None:
    case = Case(name)
    scratch = case.fill(engine)
    scratch.script(f"ALTER TABLE {table} RENAME TO calls_2025;\n")
    done = init(scratch.url, tmp_path, "--yes")
    assert f"The preset {name} fits calls_2025: " in done.stderr
    found = load_warehouse(tmp_path / "cdrql.toml")
    asked = case.requests()[0]
    compiled = cdrql.compile(
        asked["request"], engine.dialect, warehouse=found, output=asked["output"]
    )
    assert len(scratch.query(compiled.sql, compiled.params)) == len(asked["rows"])
    scratch.close()


@pytest.mark.parametrize("engine", ["mysql"], indirect=True)
def test_what_a_preset_lacks_here_is_said_and_left_out(
    engine: Engine, tmp_path: Path, in_utc: None
) -> None:
    scratch = Case("voipmonitor").fill(engine)
    scratch.script("ALTER TABLE cdr DROP COLUMN whohanged;\n")
    done = init(scratch.url, tmp_path, "--yes")
    scratch.close()
    assert "The preset voipmonitor fits: " in done.stderr
    assert "  Not there, or of another kind: cdr.whohanged.\n" in done.stderr
    assert "  So it lacks here: hangup.\n" in done.stderr
    assert '# Not there: cdr.whohanged.\nlacks = ["hangup"]\n' in written(tmp_path)
    assert "hangup" not in load_warehouse(tmp_path / "cdrql.toml").fields


@pytest.mark.parametrize("engine", ["mariadb"], indirect=True)
def test_a_table_of_names_that_is_gone_is_lacking(
    engine: Engine, tmp_path: Path, in_utc: None
) -> None:
    scratch = Case("magnusbilling").fill(engine)
    scratch.script("DROP TABLE pkg_trunk;\n")
    init(scratch.url, tmp_path, "--yes")
    assert '# Not there: pkg_trunk.\nlacks = ["trunk"]\n' in written(tmp_path)
    scratch.script("DROP TABLE pkg_cdr_failed;\n")
    done = init(scratch.url, tmp_path, "--force")
    scratch.close()
    assert "The preset magnusbilling does not fit (not there: pkg_cdr_failed, pkg_trunk)." in (
        done.stderr
    )


@pytest.mark.parametrize("engine", ["postgres"], indirect=True)
def test_types_that_differ_are_stated_anew(engine: Engine, tmp_path: Path, in_utc: None) -> None:
    scratch = Case("freeswitch").fill(engine)
    scratch.script(
        "ALTER TABLE cdr ALTER start_stamp TYPE timestamp, ALTER billsec TYPE numeric(10,0);\n"
    )
    done = init(scratch.url, tmp_path, "--yes")
    scratch.close()
    assert done.exit_code == 0, done.stderr
    lines = written(tmp_path).splitlines()
    assert 'stores = "local"  # here another than in the preset' in lines
    assert 'zone = "UTC"  # a test' in lines
    assert 'billsec = "decimal not null"' in lines
    assert "bill_duration = { decimals = 0 }" in lines


@pytest.mark.parametrize("engine", ["mysql", "mariadb"], indirect=True)
def test_a_url_without_a_database_is_told_the_right_one(engine: Engine, tmp_path: Path) -> None:
    scratch = Case("voipmonitor").fill(engine)
    done = init(scratch.url.rpartition("/")[0], tmp_path, "--table", "voipmonitor.cdr")
    assert "A mapping of voipmonitor.cdr, by its columns" in done.stderr
    done = init(scratch.url.rpartition("/")[0], tmp_path)
    scratch.close()
    assert "The preset voipmonitor fits in voipmonitor: connect to that by the URL." in done.stderr


def test_a_terminal_chooses_among_presets(
    tmp_path: Path, in_utc: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "is_terminal", lambda: True)
    url = str(tmp_path / "calls.db")
    folder = Case("asterisk").folder
    with sqlite3.connect(url) as database:
        database.executescript((folder / "schema.sqlite.sql").read_text(encoding="utf-8"))
    answers = "legs\nasterisk-legs\nEurope/Pari\nEurope/Paris\ny\n"
    done = init(url, tmp_path, input=answers)
    assert done.exit_code == 0, done.stderr
    assert "`legs` is none of asterisk, asterisk-legs, -" in done.stderr
    assert "did you mean `Europe/Paris`?" in done.stderr
    assert 'extends = "asterisk-legs"' in written(tmp_path)
    assert 'zone = "Europe/Paris"  # as you said\n' in written(tmp_path)


def test_the_default_warehouse_needs_no_file(tmp_path: Path) -> None:
    csv = tmp_path / "calls.csv"
    csv.write_text("start_at,duration,bill_duration\n2024-03-12 10:00:00,9,5\n")
    CliRunner().invoke(cli, ["load", str(csv), "--database", str(tmp_path / "calls.db")])
    done = init(str(tmp_path / "calls.db"), tmp_path)
    assert (done.exit_code, (tmp_path / "cdrql.toml").exists()) == (0, False)
    assert "needs no mapping file" in done.stderr


# --- Files and errors ---------------------------------------------------------------------------


def test_nothing_is_written_without_yes_where_nobody_can_be_asked(tmp_path: Path) -> None:
    url = made(tmp_path, STATS)
    done = init(url, tmp_path, input="y\n")
    assert done.exit_code == 1
    assert done.stderr.endswith("Nothing was written: --yes does without asking.\n")
    assert not (tmp_path / "cdrql.toml").exists()


@pytest.mark.closes("paths out of their folder")
def test_a_file_is_not_written_over(tmp_path: Path) -> None:
    url = made(tmp_path, STATS)
    (tmp_path / "cdrql.toml").write_text("# mine\n")
    done = init(url, tmp_path, "--yes")
    assert (done.exit_code, written(tmp_path)) == (1, "# mine\n")
    assert "--force writes over it" in done.stderr
    assert init(url, tmp_path, "--yes", "--force").exit_code == 0
    assert 'table = "voip_cdr"' in written(tmp_path)


@pytest.mark.parametrize(
    ("tables", "words", "said"),
    [
        ("", (), "the database shows no table"),
        (STATS, ("--table", "voip_cdrs"), "did you mean `voip_cdr`?"),
        ("CREATE TABLE t (a INTEGER);", (), "t does not tell what is start and answered"),
        (STATS, ("--output", "no/such/folder.toml"), "no/such/folder.toml cannot be written"),
    ],
)
def test_what_cannot_be_done_is_said(
    tables: str, words: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    done = init(made(tmp_path, tables), tmp_path, "--yes", *words)
    assert done.exit_code != 0
    assert said in done.stderr
