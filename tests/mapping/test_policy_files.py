"""Policies of mapping files, and values of their scope on the command line."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import cdrql
from cdrql import Mask, Policy
from cdrql.cli.main import cli
from cdrql.demo import playground
from cdrql.demo.traffic import DEMO_SEED
from cdrql.texts.places import Place
from tools.policies.effect import masked

MAPPING = """
dialects = ["sqlite"]
grain = "one row is one call"
table = "cdrs"
[start]
column = "start_at"
[columns]
start_at = "time not null"
user_id = "integer"
destination = "text"
caller_id = "text"
call_status = "text"
bill_duration = "integer not null"
cost = "decimal"
[fields]
answered = "bill_duration > 0"
user_id = "user_id"
destination = "destination"
caller_id = "caller_id"
call_status = "call_status"
bill_duration = "bill_duration"
cost = "cost"
"""
POLICY = """
[policy]
scope = ["user_id"]
visible = ["destination", "caller_id", "bill_duration"]
longest_window_days = 400
oldest_days = 36525
most_values = 5
default_limit = 3
largest_limit = 100
smallest_group = 2

[policy.masks]
destination = { keep_last = 3, filter = "exact" }
caller_id = { drop_last = 4, whole_up_to = 6 }
"""


def loaded(folder: Path, text: str, name: str = "cdrql.toml") -> cdrql.Warehouse:
    (folder / name).write_text(text, encoding="utf-8")
    return cdrql.load_warehouse(folder / name)


def test_a_mapping_says_a_policy(tmp_path: Path) -> None:
    warehouse = loaded(tmp_path, MAPPING + POLICY)
    assert warehouse.policy == Policy(
        {"user_id": None},
        frozenset({"destination", "caller_id", "bill_duration"}),
        {
            "destination": Mask(3, filter="exact"),
            "caller_id": Mask(None, 4, whole_up_to=6),
        },
        *(timedelta(days=400), timedelta(days=36525), 5, 3, 100, 2),
    )
    assert loaded(tmp_path, MAPPING).policy is None
    assert loaded(tmp_path, MAPPING + "[policy]\n").policy == Policy()


def test_what_is_said_is_laid_over_what_is_extended(tmp_path: Path) -> None:
    loaded(tmp_path, MAPPING + POLICY, "base.toml")
    above = 'extends = "base.toml"\nlacks = ["caller_id"]\n[policy]\nmost_values = 9\n'
    policy = loaded(tmp_path, above + "[policy.masks]\ncall_status = { keep_last = 0 }\n").policy
    assert policy is not None
    assert (policy.most_values, policy.smallest_group) == (9, 2)
    assert sorted(policy.masks) == ["call_status", "destination"]
    assert policy.visible == {"destination", "bill_duration"}
    with pytest.raises(cdrql.WarehouseError, match="`user_id` is not a field of this mapping"):
        loaded(tmp_path, 'extends = "base.toml"\nlacks = ["user_id"]\n')


# What is wrong: what is written below [policy], the line it is told at, and what is told.
WRONG = [
    ('scope = ["usr_id"]', "policy.scope[0]", "CDR608", "did you mean `user_id`?"),
    ('scope = "user_id"', "policy.scope", "CDR604", "`scope` takes an array"),
    ("scope = { user_id = 7 }", "policy.scope", "CDR604", "`scope` takes an array"),
    ("scope = [7]", "policy.scope[0]", "CDR604", "an item of `scope` takes a text"),
    ('scope = ["cost"]', "policy.scope[0]", "CDR609", "`cost` is money"),
    ('visible = ["user"]', "policy.visible[0]", "CDR608", "did you mean `user_id`?"),
    ("masks.cost = { keep_last = 3 }", "policy.masks.cost", "CDR609", "only texts are masked"),
    ("masks.dst = { keep_last = 3 }", "policy.masks.dst", "CDR608", "is not a field"),
    ("masks.destination = {}", "policy.masks.destination", "CDR611", "either `keep_last` or"),
    (
        "masks.destination = { keep_last = 3, drop_last = 3 }",
        "policy.masks.destination",
        "CDR611",
        "either `keep_last` or `drop_last`",
    ),
    (
        "masks.destination = { drop_last = 0 }",
        "policy.masks.destination.drop_last",
        "CDR604",
        "has to be at least 1",
    ),
    (
        'masks.destination = { keep_last = 3, filter = "prefix" }',
        "policy.masks.destination.filter",
        "CDR604",
        "it is one of refused, exact",
    ),
    (
        "masks.destination = { keep = 3 }",
        "policy.masks.destination.keep",
        "CDR602",
        "did you mean `keep_last`?",
    ),
    ("longest_window_days = 0", "policy.longest_window_days", "CDR604", "at least 1"),
    ("oldest_days = 1.5", "policy.oldest_days", "CDR604", "takes a whole number"),
    ("oldest_days = true", "policy.oldest_days", "CDR604", "takes a whole number"),
    ("most_value = 5", "policy.most_value", "CDR602", "did you mean `most_values`?"),
    ("largest_limit = 5\ndefault_limit = 6", "policy.default_limit", "CDR611", "is above"),
    ("smallest_group = 0", "policy.smallest_group", "CDR604", "at least 1"),
]


@pytest.mark.parametrize(("text", "path", "code", "told"), WRONG, ids=[w[0] for w in WRONG])
def test_what_is_wrong_is_told_at_its_line(
    tmp_path: Path, text: str, path: str, code: str, told: str
) -> None:
    with pytest.raises(cdrql.WarehouseError) as caught:
        loaded(tmp_path, f"{MAPPING}[policy]\n{text}\n")
    [problem] = caught.value.problems
    line = MAPPING.count("\n") + 1 + len(text.splitlines())
    assert problem.code == code
    assert problem.path == path
    assert problem.span
    assert problem.place == Place(str(tmp_path / "cdrql.toml"), line, problem.span[0] + 1)
    assert f"  --> {tmp_path / 'cdrql.toml'}:{line}: {path}\n" in str(problem)
    assert problem.text and problem.text in text
    assert told in str(problem)


def test_fields_that_read_the_same_are_masked_alike(tmp_path: Path) -> None:
    same = MAPPING + 'extension = " caller_id"\n[policy.masks]\ncaller_id = { keep_last = 3 }\n'
    with pytest.raises(cdrql.WarehouseError, match="`extension` shows `caller_id`"):
        loaded(tmp_path, same)
    loaded(tmp_path, same + "extension = { keep_last = 3 }\n")
    loaded(tmp_path, same + '[policy]\nvisible = ["caller_id"]\n')


# --- On the command line ------------------------------------------------------------------------

REQUEST = {"group": "destination", "fields": "total calls", "order": "total calls;desc"}
QUARTER = {"start_at": "2025-01-01", "end_at": "2025-04-01"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a small warehouse, its mapping with a policy, and a request."""
    folder = tmp_path_factory.mktemp("policy")
    playground.build(folder / "cdrs.db", 2_000, DEMO_SEED, lambda made: made)
    loaded(folder, MAPPING + POLICY)
    (folder / "request.json").write_text(json.dumps(REQUEST | {"filter": QUARTER}))
    return folder


def run(folder: Path, *words: str, **options: Any) -> Result:
    mapping = str(folder / "cdrql.toml")
    given = [words[0], str(folder / "request.json"), "--warehouse", mapping, *words[1:]]
    return CliRunner().invoke(cli, given, prog_name="cdrql", **options)


def test_run_is_scoped(folder: Path) -> None:
    database = ("--database", str(folder / "cdrs.db"), "--format", "json", "--output", "values")
    missing = run(folder, "run", *database)
    assert (missing.exit_code, missing.stdout) == (1, "")
    assert "error[CDR402]: the policy's scope of `user_id` has no value" in missing.stderr
    scopes = [("--scope", "user_id=7"), ("--scope", "user_id=8")]
    answers = []
    for scope in (*scopes, (*scopes[0], *scopes[1])):
        done = run(folder, "run", *database, *scope)
        assert done.exit_code == 0, done.output
        answers.append(json.loads(done.stdout))
        assert "warning[CDR804]" in done.stderr
    assert all(0 < len(rows) <= 3 for rows in answers)
    for row in (row for rows in answers for row in rows):
        assert row["total"] >= 2
        assert set(row["dst"][:-3]) <= {"*"}


@pytest.mark.parametrize(
    ("scope", "code", "told"),
    [
        ("user_id", 2, "`user_id` is not FIELD=VALUE, such as user_id=7"),
        ("user_id=x", 1, "error[CDR403]: the policy's scope of `user_id` is not made of whole"),
        ("user_id=" + "9" * 19, 1, "error[CDR403]"),
        ("user_id=7.5", 1, "error[CDR403]"),
        ("user_id=", 1, "error[CDR403]"),
        ("user=7", 1, "did you mean `user_id`?"),
        ("call_status=a=b", 1, "error[CDR402]: the policy's scope of `user_id` has no value"),
    ],
)
def test_a_scope_that_will_not_do(folder: Path, scope: str, code: int, told: str) -> None:
    done = run(folder, "compile", "--scope", scope)
    assert (done.exit_code, done.stdout) == (code, "")
    assert told in done.stderr


def test_compile_is_scoped(folder: Path) -> None:
    words = ("compile", "--scope", "user_id=-7", "--scope", "call_status=a=b", "--format", "json")
    [done] = json.loads(run(folder, *words).stdout)
    bound = {name: done["params"][name] for name in done["params"] if name.startswith("scope")}
    assert bound == {"scope_user_id_1": -7, "scope_call_status_1": "a=b"}
    plan = run(folder, "compile", "--scope", "user_id=7", "--stage", "plan").stdout
    assert "'scope_user_id_1'" in plan


def test_the_clock_is_read_by_commands_only(folder: Path) -> None:
    above = 'extends = "cdrql.toml"\n[policy]\noldest_days = 30\nlongest_window_days = 9999\n'
    loaded(folder, above, "recent.toml")
    now = datetime.now(UTC)
    for days, code in ((29, 0), (31, 1)):
        start = now - timedelta(days=days)
        window = {"start_at": f"{start:%Y-%m-%dT%H:%M:%SZ}", "end_at": f"{now:%Y-%m-%dT%H:%M:%SZ}"}
        request = json.dumps(REQUEST | {"filter": window})
        words = ["compile", "-", "-w", str(folder / "recent.toml"), "--scope", "user_id=7"]
        done = CliRunner().invoke(cli, words, input=request)
        assert (done.exit_code, "CDR405" in done.stderr) == (code, bool(code)), done.output


def test_fields_shows_what_may_be_seen(folder: Path) -> None:
    words = ["fields", "--warehouse", str(folder / "cdrql.toml"), "--format", "json"]
    shown = json.loads(CliRunner().invoke(cli, words).stdout)
    assert [row["name"] for row in shown["dimensions"]] == ["destination", "caller_id"]
    assert "cost" not in json.dumps(shown)


def test_a_check_looks_at_all_calls(folder: Path) -> None:
    mapping, database = str(folder / "cdrql.toml"), str(folder / "cdrs.db")
    words = ["warehouse", "check", "--warehouse", mapping, "--database", database]
    done = CliRunner().invoke(cli, words)
    assert "CDR4" not in done.output + done.stderr
    assert done.exit_code == 0, done.output


def test_the_page_about_policies_is_right(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "policy.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```(\w+)\n(.*?)```", page, re.DOTALL)
    made: dict[str, Any] = {}
    for code in (text for language, text in blocks if language == "python"):
        exec(code, made)
    assert made["compiled"].params["scope_user_id_1"] == 7
    [example] = (text for language, text in blocks if language == "toml")
    assert loaded(tmp_path, MAPPING + example).policy is not None
    texts = re.findall(r"`(\d+)`", re.search(r"\| mask \|.*", page)[0])  # type: ignore[index]
    for mask, *shown in re.findall(
        r"^\| `(Mask\(.*?\))` \| `(.*?)` \| `(.*?)` \| `(.*?)`", page, re.M
    ):
        applied = eval(mask, made)
        kind = "drop_last" if applied.keep_last is None else "keep_last"
        assert shown == [masked(text, kind, applied.size, applied.whole_up_to) for text in texts]
