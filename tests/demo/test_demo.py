"""The demo: its whole tour, and the folder that it leaves."""

import re
import shlex
import sqlite3

import pytest
from click.testing import CliRunner

import cdrql
from cdrql.cli.main import cli
from cdrql.demo import company, playground
from cdrql.demo.stops import STOPS
from cdrql.demo.traffic import DEMO_SEED, calls
from cdrql.errors import CdrqlError
from cdrql.load import cdrs
from cdrql.model.default import CDRS_COLUMNS

OUTGOING = (company.PHONEBOOK, company.MANUAL)


def invoke(*arguments):
    """Run the command line as a user would, its output apart from its talk."""
    return CliRunner().invoke(cli, arguments, catch_exceptions=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("a demo") / "cdrql-demo"


@pytest.fixture(scope="module")
def shown(folder):
    """What the tour shows of 2,000 calls on a terminal of 80 columns."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "80")
        result = invoke("demo", "--calls", "2000", "--directory", str(folder))
    assert (result.exit_code, result.stderr) == (0, "")
    return re.sub(r"in \d+ ms", "in 1 ms", result.stdout)


PAGE = """\
── 1 of 6 · The API page's own request ─────────────────────────────────────────

All 12 dimensions, all 13 measures, by the hour, and every filter. It is as on
the page but for three values that only fit other data: the window, destination
and caller_id.

  group     user;call status;duration;hangup;destination;caller_id;q850;
            sip termination status;extension number;transfer to;conference to;
            trunk
  fields    user;call status;duration;hangup;destination;caller_id;q850;
            sip termination status;extension number;transfer to;conference to;
            trunk;total calls;successful calls;total duration;
            total bill duration;ACD;ASR;cost;transfer duration;
            conference duration;transfer cost;conference cost;total transfer;
            call agent duration
  period    year;month;day;hour
  filter    start_at: 2025-01-01 00:00:00
            end_at: 2025-04-01 00:00:00
            destination: ["442079460120", "448081570199"]
            caller_id: ["447700900137", "447700900274", "447700900411",
                       "447700900548"]
            callAttributes: ["Conference", "Transfer"]
            user: [2, 3]
            original_trunk_id: [2]
            callsType: [6, 4]
            bill_duration: 3;>=
            duration: 5;>|9999;<
  order     user;desc
  limit     100
  offset    0

  warning[CDR801]: 6 is not a documented call type

2 rows in 1 ms:

  caller_user_id             3
  status                     NORMAL_CLEARING
  duration                   156
  client_hangup_disposition  callee
  dst                        442079460120
  client_callerid_number     447700900548
  q850                       Normal call clearing
  sip_term_status            200
  src                        103
  transfer_to                115
  conference_to
  trunk                      london
  period                     2025 02 26 10
  total                      1
  successful                 1
  call_duration              00:02:36
  call_bill_duration         00:02:31
  acd                        151 (in 1 calls)
  asr                        100% (in 1 of 1 calls)
  cost                       0
  transfer_duration          129
  conference_duration        0
  transfer_cost              0
  conference_cost            null
  total_transfer             1
  call_agent_duration        115

"""

TRUNKS = """\
── 2 of 6 · Which trunk is good? ───────────────────────────────────────────────

ASR and ACD of the outgoing calls (types 2 and 3) over each trunk.

  group     trunk
  fields    total calls;ASR;ACD
  filter    start_at: 2025-01-01 00:00:00
            end_at: 2025-04-01 00:00:00
            callsType: [2, 3]
  order     ASR;desc

5 rows in 1 ms:

  trunk      total                           asr                    acd
  ─────────  ─────  ────────────────────────────  ─────────────────────
  london       323  61.61% (in 199 of 323 calls)   171.3 (in 199 calls)
  new-york     160   56.88% (in 91 of 160 calls)   204.56 (in 91 calls)
  dublin       260  56.54% (in 147 of 260 calls)  191.67 (in 147 calls)
  frankfurt    232  56.03% (in 130 of 232 calls)  148.07 (in 130 calls)
  wholesale    194   42.27% (in 82 of 194 calls)   135.06 (in 82 calls)

  london     ████████████████████████████████████▍                        61.61%
  new-york   █████████████████████████████████▌                           56.88%
  dublin     █████████████████████████████████▍                           56.54%
  frankfurt  █████████████████████████████████                            56.03%
  wholesale  █████████████████████████                                    42.27%

"""

HOURS = """\
  trunk   period  total
  ──────  ──────  ─────
  london  00          1  ▉
  london  01          2  █▊
  london  02          1  ▉
  london  03          1  ▉
  london  05          3  ██▋
  london  06          6  █████▎
  london  07         26  ██████████████████████▊
  london  08         55  ████████████████████████████████████████████████
  london  09         57  █████████████████████████████████████████████████▊
  london  10         61  █████████████████████████████████████████████████████▎
  london  11         63  ███████████████████████████████████████████████████████
"""

BAD_DAYS = """\
── 6 of 6 · Did a trunk have a bad day? ────────────────────────────────────────

Days on which a trunk answered fewer than a quarter of at least 50 outgoing
calls.

  group     trunk
  fields    total calls;successful calls;ASR
  period    year;month;day
  filter    start_at: 2025-01-01 00:00:00
            end_at: 2025-04-01 00:00:00
            callsType: [2, 3]
  having    total calls: 50;>=
            ASR: 25;<

No rows: with so few calls no trunk has 50 a day. With 100,000 one has, on
2025-02-11.

"""


def test_the_tour_begins_with_where_the_calls_are(shown, folder):
    assert shown.startswith(
        "2,000 calls of an invented company, January to March 2025, are in\n"
        f"{folder / 'cdrs.db'}: a SQLite file with one table, `cdrs`.\n\n"
    )


@pytest.mark.parametrize(
    "part", [PAGE, TRUNKS, HOURS, BAD_DAYS], ids=["page", "trunks", "hours", "bad"]
)
def test_the_tour_shows_requests_and_answers(shown, part):
    assert part in shown


def test_the_tour_tells_the_truth_of_trunks(shown):
    for trunk in company.TRUNKS:
        tried = [c for c in calls(2000) if c["trunk"] == trunk.name and c["call_type"] in OUTGOING]
        answered = sum(call["bill_duration"] > 0 for call in tried)
        assert f"% (in {answered} of {len(tried)} calls)" in shown


def test_the_tour_shows_sql_once(shown, folder):
    compiled = cdrql.compile((folder / "trunks.json").read_bytes(), "sqlite")
    assert shown.count("\nWITH ") == shown.count("GROUP BY") == 1
    assert compiled.sql in shown


def test_the_tour_is_plain_text_of_80_columns(shown, folder):
    sql = shown[shown.index("\nWITH ") : shown.index("── 3 of 6")]
    lines = [line for line in shown.replace(sql, "").splitlines() if str(folder) not in line]
    assert max(map(len, lines)) == 80
    assert "\x1b" not in shown


def commands(shown):
    """The commands that the tour names."""
    return [line.strip() for line in shown.splitlines() if line.startswith("  cdrql ")]


def test_every_command_works_as_printed(shown):
    assert len(commands(shown)) == 8
    for command in commands(shown):
        result = invoke(*shlex.split(command)[1:])
        assert result.exit_code == 0
        assert result.stdout


def test_the_folder_is_left_to_play_with(shown, folder):
    assert shown
    assert {path.name for path in folder.iterdir()} == {"cdrs.db", *(stop.file for stop in STOPS)}
    with sqlite3.connect(folder / "cdrs.db") as db:
        columns = [(name, kind) for _, name, kind, *_ in db.execute("PRAGMA table_info(cdrs)")]
        kinds = dict(db.execute("SELECT typeof(cost), count(*) FROM cdrs GROUP BY 1"))
        plan = db.execute("EXPLAIN QUERY PLAN SELECT 1 FROM cdrs WHERE start_at >= '2025'")
        assert columns == [("id", "INTEGER")] + [
            tuple(cdrs.declaration(column).split()[:2]) for column in CDRS_COLUMNS.values()
        ]
        assert set(kinds) == {"integer", "real", "null"}
        assert "USING COVERING INDEX" in str(plan.fetchall())


def test_the_encoding_decides_about_blocks(tmp_path):
    runner = CliRunner(charset="ascii")
    result = runner.invoke(cli, ["demo", "--calls", "500", "--directory", str(tmp_path)])
    assert result.exit_code == 0
    assert result.stdout.isascii()
    assert "\n-- 2 of 6 - Which trunk is good? -----" in result.stdout
    assert re.search(r"\n  london +#{20,} +\d", result.stdout)


def test_a_demo_is_made_anew_and_changed_requests_stay(tmp_path):
    playground.build(tmp_path / "cdrs.db", 10, DEMO_SEED)
    (tmp_path / "trunks.json").write_text("{}")
    result = invoke("demo", "--calls", "20", "--directory", str(tmp_path))
    assert result.stdout.startswith("20 calls")
    assert result.stderr == (
        f"{tmp_path / 'trunks.json'} was changed: it stays as it is, the tour asks the original.\n"
    )
    assert (tmp_path / "trunks.json").read_text() == "{}"


@pytest.mark.closes("paths out of their folder")
@pytest.mark.parametrize("content", [b"", b"mine", b"SQLite format 3\0" + bytes(100)])
def test_somebody_elses_file_is_refused(tmp_path, content):
    database = tmp_path / "cdrs.db"
    database.write_bytes(content)
    with pytest.raises(CdrqlError) as caught:
        playground.build(database, 10, DEMO_SEED)
    assert str(caught.value) == (
        f"error[CDR507]: `{database}` was not made by the demo, so it stays as it is\n"
        "   = hint: name another folder with --directory"
    )
    assert database.read_bytes() == content
    assert list(tmp_path.iterdir()) == [database]


def test_an_interrupted_build_leaves_what_was_there(tmp_path):
    database = tmp_path / "cdrs.db"
    playground.build(database, 10, DEMO_SEED)
    before = database.read_bytes()

    def interrupted(made):
        yield next(iter(made))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        playground.build(database, 10, DEMO_SEED, interrupted)
    assert database.read_bytes() == before
    assert list(tmp_path.iterdir()) == [database]


def test_a_folder_that_cannot_be_is_an_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CdrqlError, match=r"^error\[CDR507\]: `.*` cannot be written: "):
        playground.build(tmp_path / "file" / "cdrs.db", 10, DEMO_SEED)
