"""The command line, as a shell meets it: files in, data on stdout, talk on stderr, an exit code.

Each tests/cli/*.txt is a command and all that it prints; `pytest --update-golden` writes it anew.
"""

import json
import os
import shlex
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import cdrql
from cdrql.backend import backend_names
from cdrql.cli.main import COMMANDS, cli
from cdrql.conformance.goldens import golden_calls
from cdrql.conformance.reference import answer, as_json
from tools.engines.sqlite import start

FOLDER = Path(__file__).with_name("cases")
FILES = sorted(path.stem for path in FOLDER.glob("*.txt"))
PAGE = json.loads((FOLDER / "page.json").read_text())


def run(*words: str, **options: Any) -> Result:
    result = CliRunner().invoke(cli, words, prog_name="cdrql", **options)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Make a folder with the requests, a database of the golden calls and an empty one."""
    folder = tmp_path_factory.mktemp("cli")
    for request in FOLDER.glob("*.json"):
        shutil.copy(request, folder)
    engine = start("sqlite")
    engine.load(golden_calls())
    shutil.copy(engine.url, folder / "cdrs.db")
    engine.close()
    sqlite3.connect(folder / "empty.db").close()
    yield folder


@pytest.fixture
def at_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work there, with nothing in the environment that changes what is printed."""
    monkeypatch.chdir(home)
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("CDRQL_DATABASE", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return home


@pytest.mark.parametrize("name", FILES)
def test_prints(name: str, at_home: Path, update_golden: bool) -> None:
    path = FOLDER / f"{name}.txt"
    command = path.read_text(encoding="utf-8").partition("\n")[0]
    if "mysql://" in command:
        pytest.importorskip("pymysql")
    done = run(*shlex.split(command.removeprefix("$ cdrql ")))
    said = f"--- stderr\n{done.stderr}" if done.stderr else ""
    code = f"--- exit {done.exit_code}\n" if done.exit_code else ""
    wanted = f"{command}\n{done.stdout}{said}{code}"
    if update_golden:
        path.write_text(wanted, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == wanted
    assert not (done.exit_code and done.stdout), "what fails prints no data"
    assert "secret" not in done.output
    assert "Traceback" not in done.output


@pytest.mark.parametrize(
    ("names", "code"),
    [
        ("wrong-request wrong-request-run strict no-dialect no-style", 1),
        ("no-command no-option no-choice no-file no-argument no-timeout no-shell", 2),
        ("no-database no-scheme no-server no-table not-a-database", 5),
    ],
)
def test_exit_codes_are_those_that_help_names(names: str, code: int) -> None:
    for name in names.split():
        text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
        assert text.endswith(f"--- exit {code}\n"), name
    assert f"{code} the " in run("--help").stdout


@pytest.mark.parametrize(
    ("module", "url", "extra"),
    [
        ("psycopg", "postgresql://127.0.0.1/x", "postgres"),
        ("pymysql", "mysql://127.0.0.1/x", "mysql"),
        ("clickhouse_connect", "clickhouse://127.0.0.1/x", "clickhouse"),
    ],
)
def test_a_driver_that_is_missing_is_named(
    module: str, url: str, extra: str, at_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    done = run("run", "page.json", "--database", url)
    assert (done.exit_code, done.stdout) == (5, "")
    assert done.stderr == (
        f"error[CDR505]: the driver {module} is not installed\n"
        f"   = hint: pip install 'cdrql[{extra}]'\n\n"
    )


# --- Around it ----------------------------------------------------------------------------------


def test_a_dash_is_stdin(at_home: Path) -> None:
    text = json.dumps(PAGE)
    assert run("compile", "-", input=text).stdout == run("compile", "page.json").stdout
    assert (
        run("run", "-", "-D", "cdrs.db", input=text).stdout
        == run("run", "page.json", "-D", "cdrs.db").stdout
    )


@pytest.mark.closes("passwords in URLs")
def test_the_database_may_come_from_the_environment(at_home: Path) -> None:
    done = run("run", "page.json", env={"CDRQL_DATABASE": "cdrs.db"})
    assert (done.exit_code, done.stdout) == (0, as_json(answer(PAGE, golden_calls())))


@pytest.mark.parametrize("name", backend_names())
def test_one_dialect_prints_its_sql_alone(name: str, at_home: Path) -> None:
    assert run("compile", "page.json", "-d", name).stdout == cdrql.compile(PAGE, name).sql + ";\n"


def test_colour_is_for_terminals_that_want_it(at_home: Path) -> None:
    for color, env, coloured in (
        (False, {}, False),
        (True, {}, True),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
    ):
        assert ("\x1b[" in run("compile", "wrong.json", color=color, env=env).stderr) is coloured
        assert "\x1b" not in run("compile", "page.json", color=color, env=env).stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    done = run(command, "--help")
    assert done.exit_code == 0
    assert done.stdout.startswith(f"Usage: cdrql {command}")
    assert f"  {command} " in run("-h").stdout


# --- In a process of its own --------------------------------------------------------------------


def shell(*words: str, **options: Any) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-c", "from cdrql.cli import main; main()"]
    return subprocess.run(
        [*program, *words], capture_output=True, text=True, check=False, **options
    )


def test_the_version() -> None:
    for done in (shell("--version"), run("--version")):
        assert done.stdout == f"cdrql {cdrql.__version__}\n"


def test_a_process_exits_as_it_says(home: Path) -> None:
    words = (
        ("compile", "page.json"),
        ("compile", "wrong.json"),
        ("complie",),
        ("run", "page.json", "-D", "x"),
    )
    assert [shell(*w, cwd=home).returncode for w in words] == [0, 1, 2, 5]


def test_stdout_that_is_closed_early_is_no_error(home: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    program = [sys.executable, "-c", "from cdrql.cli import main; main()", "compile", "page.json"]
    with os.fdopen(writer, "w") as pipe:
        done = subprocess.run(program, stdout=pipe, stderr=subprocess.PIPE, cwd=home, check=False)
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("cdrql com", {"compile", "completion"}),
        ("cdrql compile x --dia", {"--dialect"}),
        ("cdrql compile x --dialect s", {"sqlite"}),
        ("cdrql compile x --dialect ", {"all", *backend_names()}),
        ("cdrql run x --format j", {"json", "jsonl"}),
    ],
)
def test_a_shell_is_told_what_may_come(typed: str, offered: set[str]) -> None:
    words = typed.split(" ")
    env = os.environ | {"_CDRQL_COMPLETE": "bash_complete", "COMP_WORDS": typed}
    code = "import sys; sys.argv[0] = 'cdrql'; from cdrql.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=env | {"COMP_CWORD": str(len(words) - 1)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert {line.partition(",")[2] for line in done.stdout.splitlines()} == offered


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_a_shell_gets_its_script(name: str) -> None:
    assert "_CDRQL_COMPLETE" in run("completion", name).stdout


def test_no_more_is_read_of_a_request_than_any_has() -> None:
    for arguments, given in (
        (["compile", "/dev/zero"], b""),
        (["compile", "-"], b" " * 16_000_100),
    ):
        done = CliRunner().invoke(cli, arguments, input=given)
        assert (done.exit_code, done.stdout) == (1, "")
        assert "error[CDR115]: the request has more than 16,000,000 bytes" in done.stderr
