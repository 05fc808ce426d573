"""What nobody may read: passwords of databases, and the numbers that requests ask about."""

import json
import logging
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pydantic
import pytest
from click.testing import CliRunner

import cdrql
from cdrql.backend import backend_names
from cdrql.cli.main import cli
from cdrql.conformance.connection import open_writer
from cdrql.engines.database import connect
from cdrql.options import STYLES
from cdrql.shape_cache import KNOWN_SHAPES
from cdrql.texts.secrets import gather_secrets
from tests.examples import WINDOW, call
from tools.engines import Engine

# --- Passwords ----------------------------------------------------------------------------------

PASSWORD = "s3cr3t-pw"
NOWHERE = "127.0.0.1:1/x"
URLS = (
    *(f"{kind}://me:PW@{NOWHERE}" for kind in ("postgresql", "mysql", "clickhouse", "clickhouses")),
    *(f"{kind}://{NOWHERE}?password=PW" for kind in ("postgresql", "mysql", "clickhouse")),
    f"mysql://{NOWHERE}?passwd=PW&port=PW",
    f"postgresql://{NOWHERE}?sslpassword=PW&nosuch=1",
    # Misspelled, or with characters that should have been escaped.
    *(f"{kind}://me:PW@127.0.0.1:port/x" for kind in ("postgresql", "mysql", "clickhouse")),
    *(f"{kind}://me:PW/x@{NOWHERE}" for kind in ("postgresql", "mysql", "clickhouse")),
    *(f"{kind}://me:x/PW@{NOWHERE}" for kind in ("postgresql", "mysql", "clickhouse")),
    *(f"{kind}://me:x#PW?y@{NOWHERE}" for kind in ("postgresql", "mysql", "clickhouse")),
    *(f"{kind}://me:PW%zz@{NOWHERE}" for kind in ("postgresql", "mysql", "clickhouse")),
    *(f"{kind}://me:a b PW@{NOWHERE}" for kind in ("postgresql", "mysql", "clickhouse")),
    *(f"{kind}://me:PW@h\u2100st/x" for kind in ("postgresql", "mysql", "clickhouse")),
    *(f"{kind}://me:PW@[::1/x" for kind in ("postgresql", "mysql", "clickhouse")),
    f"mysql://me:{'x' * 280}PW@127.0.0.1:{'x' * 280}PW/x",
    *("postgres//me:PW@h/x", "postgresql:/me:PW@h/x", "me:PW@h", "sqlite://me:PW@h/x.db"),
    # Bytes of a command line that are not UTF-8, and keys of what encrypts a file.
    *(
        f"{kind}://me:\udcffPW@{NOWHERE}"
        for kind in ("postgresql", "mysql", "clickhouse", "oracle")
    ),
    *("file:x.db?key=PW", "x.db?mode=ro&hexkey=PW", "file:x?pragma=PW"),
    *("mysql://127.0.0.1:1/x?api_key=PW", "x.db?key=PW\udcff"),
    *("oracle://me:PW@h/x", "oracle:PW@h://x", "x.db?password=PW"),
    # The host was forgotten, so that the password stands where a port would.
    *(f"{kind}://me:PW/x" for kind in ("postgresql", "mysql", "clickhouse", "sqlite", "oracle")),
    *(f"{kind}://me:PW" for kind in ("postgresql", "mysql", "mariadb", "clickhouse")),
    *("me:PW/x", "mysql:me:PW", "mysql:/me:PW/x"),
    # What other programs take.
    *("host=h user=me password=PW", "host=h password = 'PW' user=me", "password='a\\'PW b'"),
    *("Server=h;Uid=me;Pwd=PW;", "user=me;password=PW;host=h", '{"password": "PW"}'),
    *("PGPASSWORD=PW postgresql://h/x", "MYSQL_PWD='PW' mysql", "mysql -u me -pPW x"),
    *("psql --password PW x", "jdbc:mysql://h/x?user=me&password=PW", "me:PW@tcp(h:3306)/x"),
)
each_url = pytest.mark.parametrize("url", [url.replace("PW", PASSWORD) for url in URLS])


def all_of(error: BaseException) -> str:
    """Give whatever a log or a debugger may show of an error."""
    shown = [str(error), repr(error), *traceback.format_exception(error)]
    if isinstance(error, cdrql.CdrqlError):
        shown.append(json.dumps(error.as_dict()))
    behind = (error.__cause__, error.__context__)
    return "\n".join([*shown, *(all_of(each) for each in behind if each)])


@pytest.mark.closes("passwords in URLs")
@each_url
def test_no_password_is_shown(url: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(cdrql.DatabaseError) as caught:
        connect(url, timeout=1)
    assert [problem.code for problem in caught.value.problems] == ["CDR505"]
    assert PASSWORD not in all_of(caught.value)
    assert PASSWORD not in caplog.text


@pytest.mark.closes("passwords in URLs")
@pytest.mark.parametrize(
    "words", ["run request.json", "init", "warehouse check", "load calls.csv", "load request.json"]
)
def test_no_command_shows_a_password(
    words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("request.json").write_text("{}")
    Path("calls.csv").write_text("a,b\n1,2\n")
    loads = words.startswith("load")
    for url in (url.replace("PW", PASSWORD) for url in URLS):
        for more, env in ((["--database", url], {}), ([], {"CDRQL_DATABASE": url}))[: 2 - loads]:
            done = CliRunner().invoke(cli, [*words.split(), *more], env=env)
            assert done.exit_code == (1 if loads else 5), done.output
            assert loads or "error[CDR505]" in done.stderr
            assert PASSWORD not in done.output


@pytest.mark.closes("passwords in URLs")
@each_url
def test_no_trial_shows_a_password(url: str, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)  # where a path that is no URL becomes a file
    try:
        open_writer("nobody's", url).close()
    except cdrql.DatabaseError as error:
        assert PASSWORD not in all_of(error)
    else:
        assert "://" not in url


@pytest.mark.closes("passwords in URLs")
def test_an_open_database_does_not_tell_either(engine: Engine) -> None:
    url = engine.url.replace("postgres@", f"postgres:{PASSWORD}@")  # which it does not ask for
    if engine.dialect == "mysql":  # whose root has none
        url += f"?read_timeout=60&program_name={PASSWORD}"
    with connect(url) as database:
        assert PASSWORD not in repr(database) + repr(database._session)
        with pytest.raises(cdrql.DatabaseError) as caught:
            database.query("SELECT nothing FROM nowhere")
        assert PASSWORD not in all_of(caught.value)


# --- Numbers ------------------------------------------------------------------------------------

NUMBER = 33612345678
ASKS: dict[str, Any] = {
    "destination": [f"{NUMBER}", ""],
    "caller_id": f"{NUMBER}",
    "user": [NUMBER],
    "original_trunk_id": NUMBER,
    "duration": f"{NUMBER};<",
    "caller_id_prefix": f"{NUMBER}",
}
REQUEST = {
    "group": "user",
    "fields": "total calls;cost",
    "filter": WINDOW | ASKS,
    "having": {"cost": f"{NUMBER};<"},
    "limit": NUMBER,
    "offset": NUMBER,
}
WRONG = (
    *({"group": "usr"}, {"fields": "x;;y"}, {"period": "week"}, {"order": "user;down"}, {"x": 1}),
    *({"limit": -1}, {"offset": "x"}, {"timezone": "Mars"}, {"having": {"ASR": "x"}}, {"group": 1}),
    *({"filter": WINDOW | ASKS | dict.fromkeys(("start_at", "user", "usr", "duration"), "x")},),
    {"filter": WINDOW | ASKS | {"callsType": [99]}, "group": None},
)


def is_told(text: str) -> bool:
    return str(NUMBER) in text


@pytest.mark.closes("errors that tell")
@pytest.mark.parametrize("wrong", WRONG, ids=repr)
def test_no_error_shows_what_is_right(wrong: dict[str, Any]) -> None:
    request = REQUEST | wrong
    for sent in (request, json.dumps(request), json.dumps(request).encode()):
        with pytest.raises(cdrql.RequestError) as caught:
            cdrql.compile(sent, "sqlite")
        assert not is_told(all_of(caught.value))


@pytest.mark.closes("errors that tell")
def test_no_result_shows_values_of_itself() -> None:
    with_warning = REQUEST | {"filter": WINDOW | ASKS | {"callsType": [99]}}
    for dialect in backend_names():
        for style in STYLES:
            if style != "literal" and (style != "typed" or dialect == "clickhouse"):
                it = cdrql.compile(with_warning, dialect, paramstyle=style)
                values = it.params.values() if isinstance(it.params, Mapping) else it.params
                assert NUMBER in values
                assert not is_told(repr(it) + it.sql + "".join(map(str, it.warnings)))
    assert not is_told(repr([*KNOWN_SHAPES._statements.items()]))


@pytest.mark.closes("errors that tell")
def test_pydantic_shows_no_input() -> None:
    wrong = {"group": 5, "filter": WINDOW | {"destination": [NUMBER]}}
    with pytest.raises(pydantic.ValidationError) as caught:
        cdrql.Request(**wrong)  # type: ignore[arg-type]
    assert not is_told(str(caught.value))


# What makes engines say which text they could not read.
UNREADABLE = {
    "postgres": "SELECT CAST(%(n)s AS uuid)",
    "mysql": "SELECT id FROM cdrs WHERE start_at = %(n)s",
    "clickhouse": "SELECT toUUID({n:String})",
}


@pytest.mark.closes("errors that tell")
@pytest.mark.parametrize("engine", [*UNREADABLE], indirect=True)
def test_what_an_engine_says_is_told_without_values(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    engine.load([call()])
    refused = pytest.raises(cdrql.DatabaseError, match="CDR506")
    with connect(engine.url) as opened, refused as caught:
        opened.query(UNREADABLE[engine.dialect], {"n": f"{NUMBER}"})
    assert "***" in str(caught.value), "the engine said nothing that had to be hidden"
    assert not is_told(all_of(caught.value) + caplog.text)


def test_an_engines_own_error_comes_along_where_it_tells_nothing(engine: Engine) -> None:
    engine.load([call()])
    with connect(engine.url) as database:
        with pytest.raises(cdrql.DatabaseError) as caught:
            database.query("SELECT nothing FROM cdrs")
        assert caught.value.__cause__ is not None


def test_the_folders_of_a_shell_are_no_secrets() -> None:
    assert gather_secrets([], {"PWD": "/home/me/calls", "OLDPWD": "/home/me"}) == set()
    assert gather_secrets([], {"MYPWD": "s3cret"}) == {"s3cret"}
