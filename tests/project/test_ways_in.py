"""Every way in is on a list: whatever takes a request, or asks a database, obeys the policy.

What is new fails here until somebody has written down how it does.
"""

import ast
import inspect
import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

import cdrql
from cdrql import Mask, Policy
from cdrql.cli.main import COMMANDS, cli
from cdrql.model.default import DEFAULT
from cdrql.terminal.stages import show_stage
from tests.examples import WINDOW, call
from tools.engines.sqlite import start

PACKAGE = Path(cdrql.__file__).parent
CANARY = "CANARY"
MINE = "33612345678"

# What reads a request, makes SQL of it or opens a database; and who calls it, how it may.
CALLERS = {
    "cdrql.compiler.compile": {
        "__init__.py": "gives it to applications, which give it their policy",
        "cli/run.py": "holds the request to the policy of the mapping and to --scope",
        "cli/compile.py": "does the same",
        "demo/tour.py": "asks its own requests of its own made-up calls",
        "audit/probes.py": "asks its own requests, for the operator, of all calls",
        "conformance/trial.py": "asks its own requests of its own calls",
    },
    "cdrql.language.request.read_request": {
        "compiler.py": "before the policy's own rules",
    },
    "cdrql.planning.planner.plan_query": {
        "compiler.py": "after the policy's own rules",
    },
    "cdrql.compiler.understand": {
        "terminal/stages.py": "shows what was understood, and neither SQL nor calls",
    },
    "cdrql.emit.statement.emit": {"compiler.py": "of a plan"},
    "cdrql.emit.printing.print_statement": {"compiler.py": "of a tree"},
    "cdrql.engines.database.connect": {
        "cli/run.py": "answers what was compiled under the policy",
        "cli/init.py": "is for operators: reads tables, to propose their mapping",
        "cli/warehouse.py": "is for operators: reads all calls, to check their mapping",
        "demo/tour.py": "opens the demo's own file",
    },
    "cdrql.engines.registry.get_engine": {
        "engines/__init__.py": "gives it to engines of plugins",
        "engines/database.py": "opens what is read",
        "conformance/connection.py": "opens a database of test calls, to write them",
    },
}


@cache
def sources() -> dict[str, list[ast.AST]]:
    """Read the modules of the package, each as its nodes."""
    return {
        path.relative_to(PACKAGE).as_posix(): [*ast.walk(ast.parse(path.read_bytes()))]
        for path in sorted(PACKAGE.rglob("*.py"))
    }


def callers(wanted: str) -> Iterator[str]:
    """Name the modules that import a function, or take it from the package."""
    module, _, name = wanted.rpartition(".")
    for path, nodes in sources().items():
        for node in nodes:
            imported = isinstance(node, ast.ImportFrom) and node.module == module
            if (imported and name in (alias.name for alias in node.names)) or (
                isinstance(node, ast.Attribute) and ast.unparse(node) == f"cdrql.{name}"
            ):
                yield path


@pytest.mark.closes("other people's calls")
@pytest.mark.parametrize("name", CALLERS)
def test_every_caller_is_known(name: str) -> None:
    assert {*callers(name)} == {*CALLERS[name]}


@pytest.mark.closes("other people's calls")
def test_one_public_function_takes_a_request() -> None:
    public = {name: getattr(cdrql, name) for name in cdrql.__all__}
    functions = {name for name, value in public.items() if inspect.isfunction(value)}
    assert functions == {"compile", "load_warehouse"}
    assert "policy" in inspect.signature(cdrql.compile).parameters
    policies = [
        field for field in cdrql.Request.model_fields if field in Policy.__dataclass_fields__
    ]
    assert policies == [], "a request cannot say what it may do"


# --- Each form of a request, and each command ---------------------------------------------------

REQUEST = {"group": "destination;user", "fields": "total calls", "filter": WINDOW}
FORMS: list[Any] = [
    REQUEST,
    json.dumps(REQUEST),
    json.dumps(REQUEST).encode(),
    bytearray(json.dumps(REQUEST), "utf-8"),
    cdrql.Request.model_validate(REQUEST),
]
RULE = Policy({"user_id": None}, masks={"destination": Mask(keep_last=3)})


@pytest.mark.closes("other people's calls")
@pytest.mark.parametrize("request_", FORMS, ids=lambda form: type(form).__name__)
def test_no_form_of_a_request_gets_past(request_: Any) -> None:
    warehouse = replace(DEFAULT, policy=RULE)
    for given in (None, Policy(), Policy({"trunk_id": 1})):
        with pytest.raises(cdrql.PolicyError, match="CDR402"):
            cdrql.compile(request_, "sqlite", warehouse=warehouse, policy=given)
    with pytest.raises(cdrql.PolicyError, match="CDR402"):
        cdrql.compile(request_, "sqlite", policy=RULE)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a warehouse of two tenants' calls, and a mapping that says whose may be seen."""
    folder = tmp_path_factory.mktemp("ways")
    engine = start("sqlite")
    mine = [call(user_id=7, destination=MINE), call(user_id=7, destination=CANARY)]
    engine.load([*mine, call(user_id=8, destination=f"{CANARY} 0451")])
    (folder / "cdrs.db").write_bytes(Path(engine.url).read_bytes())
    engine.close()
    (folder / "request.json").write_text(json.dumps(REQUEST))
    (folder / "cdrql.toml").write_text(
        'dialects = ["sqlite"]\ngrain = "one row is one call"\ntable = "cdrs"\n'
        'start.column = "start_at"\n[columns]\nstart_at = "time not null"\ndestination = "text"\n'
        'user_id = "integer"\n[fields]\nanswered = "user_id > 0"\ndestination = "destination"\n'
        'user_id = "user_id"\n[policy]\nscope = ["user_id"]\n'
        "[policy.masks]\ndestination = { keep_last = 3 }\n"
    )
    return folder


def commands(group: click.Group = cli, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Go through all commands, those of a group too."""
    names = COMMANDS if group is cli else group.commands
    for name in names:
        found = group.get_command(click.Context(group), name)
        if isinstance(found, click.Group):
            yield from commands(found, (*path, name))
        else:
            yield (*path, name)


# How each command is called in a test; those that take no request say why.
CALLED: dict[tuple[str, ...], tuple[str, ...] | str] = {
    ("run",): ("request.json", "-D", "cdrs.db"),
    ("compile",): ("request.json", "--paramstyle", "literal"),
    ("fields",): "shows what may be asked",
    ("demo",): "has its own calls",
    ("init",): "is for operators",
    ("load",): "is for operators",
    ("completion",): "asks nothing",
    ("warehouse", "list"): "asks nothing",
    ("warehouse", "show"): "is for operators",
    ("warehouse", "check"): "is for operators",
}
ASKING = [name for name, words in CALLED.items() if isinstance(words, tuple)]


@pytest.mark.closes("other people's calls")
def test_every_command_is_known() -> None:
    assert {*commands()} == {*CALLED}


def asked(name: tuple[str, ...], home: Path, monkeypatch: pytest.MonkeyPatch, *more: str) -> Result:
    monkeypatch.chdir(home)
    return CliRunner().invoke(cli, [*name, *CALLED[name], *more])


@pytest.mark.closes("other people's calls")
@pytest.mark.parametrize("name", ASKING)
def test_no_command_answers_without_a_scope(
    name: tuple[str, ...], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = asked(name, home, monkeypatch)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "error[CDR402]" in done.stderr
    done = asked(name, home, monkeypatch, "--scope", "user_id=7")
    assert done.exit_code == 0, done.stderr
    assert "8" not in done.stdout.replace("678", "")
    assert (f"{'*' * 8}678" in done.stdout) is (name == ("run",))
    assert MINE not in done.stdout
    assert CANARY not in done.stdout


@pytest.mark.closes("other people's calls")
def test_a_stage_shows_no_calls(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for stage in ("query", "plan"):
        done = asked(("compile",), home, monkeypatch, "--stage", stage)
        assert done.exit_code == 0
        assert "SELECT" not in done.stdout
        assert CANARY not in done.stdout


@pytest.mark.closes("errors that tell")
def test_a_stage_names_nothing_that_is_hidden() -> None:
    warehouse = replace(DEFAULT, policy=Policy(visible={"user_id"}))
    request = {"group": "user", "filter": WINDOW | {"destinaton": "1"}}
    with pytest.raises(cdrql.RequestError) as caught:
        show_stage(request, "plan", warehouse=warehouse)
    assert [problem.code for problem in caught.value.problems] == ["CDR104"]
    assert "destination" not in str(caught.value)


# --- Files that would run -----------------------------------------------------------------------

LOADERS = {"pickle", "marshal", "shelve", "dill", "joblib", "yaml", "ruamel", "xml", "runpy"}


@pytest.mark.closes("files that run")
def test_no_file_is_run() -> None:
    """Nothing is unpickled or evaluated, and Lark keeps no parsers on disk."""
    for path, nodes in sources().items():
        for node in nodes:
            if isinstance(node, ast.Import):
                assert not {alias.name.split(".")[0] for alias in node.names} & LOADERS, path
            elif isinstance(node, ast.ImportFrom):
                assert str(node.module).split(".")[0] not in LOADERS, path
            elif isinstance(node, ast.Call):
                assert ast.unparse(node.func) not in ("eval", "exec", "__import__"), path
                cached = [key.arg for key in node.keywords if ast.unparse(node.func) == "Lark"]
                assert "cache" not in cached, path
