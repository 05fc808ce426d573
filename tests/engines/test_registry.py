"""The contract of engines, and how they are found: by the scheme of a URL."""

import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest

import cdrql
from cdrql.backend import backend_names, registry
from cdrql.compiled import Column, Compiled
from cdrql.engines import (
    Engine,
    LiveTable,
    Parameters,
    Question,
    Session,
    contract,
    database,
    get_engine,
)
from cdrql.engines.database import Database
from cdrql.engines.registry import ENGINES, scheme_of
from cdrql.errors import Problem

FOLDER = Path(contract.__file__).parent
OURS = {
    entry.name: entry.value
    for entry in entry_points(group=ENGINES.group)
    if entry.value.startswith("cdrql.")
}


def _raise(error: Any = None) -> Any:
    raise error if isinstance(error, Exception) else ValueError("odd")


class Plain(Engine):
    """An engine that states no more than it must."""

    dialect = "plain"

    def open(self, url: str, timeout: float) -> Session:
        def answered(sql: str, params: Parameters) -> list[tuple[Any, ...]]:
            return [(sql, params)]

        return Session(answered, lambda: None)


def test_every_entry_point_is_an_engine_of_an_installed_backend() -> None:
    assert {value.partition(":")[0] for value in OURS.values()} == {
        f"cdrql.engines.{name}" for name in ("clickhouse", "mysql", "postgres", "sqlite")
    }
    for scheme in OURS:
        engine = get_engine(scheme)
        assert engine is get_engine(scheme)
        assert engine.dialect in backend_names()
        own = {name for name in vars(type(engine)) if not name.startswith("_")}
        assert own <= {*dir(Engine), *Engine.__annotations__}, "the contract does not know it"
        assert {"tables", "explain", "access", "writer"} <= own


def test_the_contract_fits_on_a_screen() -> None:
    lines = Path(contract.__file__).read_text(encoding="utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("class Engine"))
    assert len(lines) - start <= 80


def test_two_things_must_be_stated() -> None:
    assert Engine.__abstractmethods__ == {"open"}
    unfinished: Any = type("Unfinished", (Engine,), {})
    with pytest.raises(TypeError, match=r"Unfinished .*open"):
        unfinished()


def test_what_an_engine_does_not_tell_is_unknown() -> None:
    engine = Plain()
    database = Database(engine, engine.open("plain://", 1), 1)
    ask = Question(database, "SELECT 1", {}, LiveTable("calls", {}), "began")
    access = engine.access(ask)
    assert (access.table, access.verdict) == ("calls", "unknown")
    assert access.how == "plans of plain are not read"
    assert engine.explain(database, "SELECT 1", ()) == [("EXPLAIN SELECT 1", ())]
    assert engine.knows_zone(database, "Europe/Paris")
    assert not engine.lacks_zone_tables(database, "CONVERT_TZ(began, 'UTC', 'Europe/Paris')")
    assert engine.identifier('old.ca"lls') == '"old"."ca""lls"'
    with pytest.raises(cdrql.DatabaseError, match="nothing is known that writes to a database"):
        engine.writer("plain://")


def test_a_path_is_a_file_of_sqlite() -> None:
    assert scheme_of("/var/cdrs.db") == "sqlite"
    assert scheme_of("postgresql://me@host/x") == "postgresql"


@pytest.mark.parametrize(
    ("scheme", "hint"),
    [("postgre", "did you mean `postgres`?"), ("oracle", "known are clickhouse, clickhouses, ")],
)
def test_an_unknown_scheme_is_told_what_is_known(scheme: str, hint: str) -> None:
    with pytest.raises(cdrql.DatabaseError) as caught:
        get_engine(scheme)
    [problem] = caught.value.problems
    assert (problem.code, problem.message) == ("CDR505", f"`{scheme}` is not a kind of database")
    assert str(problem.hint).startswith(hint)


class Entry:
    """An entry point as a broken package may install one."""

    name = "broken"
    value = "broken:Thing"

    def __init__(self, found: Any) -> None:
        self.load = lambda: found


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (dict, "`broken:Thing` is not a cdrql engine\n   = hint: derive it from cdrql.engines.Eng"),
        (type("Unfinished", (Engine,), {}), "the engine `broken` (`broken:Thing`) cannot be lo"),
        (
            type("Mute", (Plain,), {"dialect": None}),
            "the engine `broken` (`broken:Thing`) does",
        ),
        (
            type("Odd", (Plain,), {"__init__": _raise}),
            "the engine `broken` (`broken:Thing`) cannot",
        ),
    ],
)
def test_a_broken_engine_is_an_error_of_ours(
    monkeypatch: pytest.MonkeyPatch, found: Any, said: str
) -> None:
    monkeypatch.setattr(registry, "entry_points", lambda group: [Entry(found)])
    with pytest.raises(cdrql.DatabaseError) as caught:
        get_engine("broken")
    assert str(caught.value).startswith(f"error[CDR505]: {said}")


def test_no_package_takes_the_name_of_another(monkeypatch: pytest.MonkeyPatch) -> None:
    again, other = Entry(Plain), Entry(Plain)
    other.value = "rival:Engine"
    monkeypatch.setattr(registry, "entry_points", lambda group: [Entry(Plain), again])
    assert isinstance(ENGINES.load("broken"), Plain)  # one package, seen twice
    monkeypatch.setattr(registry, "entry_points", lambda group: [Entry(Plain), other])
    with pytest.raises(cdrql.DatabaseError, match="`broken:Thing` and `rival:Engine`"):
        ENGINES.load("broken")


# --- What a session of somebody else's engine may do ---------------------------------------------

URL = "plain://bob:s3cr%40t@host/calls?sslpassword=hunter22"


def own_error(url: str) -> cdrql.DatabaseError:
    """Make an error of ours, as a package of somebody else may raise it."""
    return cdrql.DatabaseError(Problem("CDR505", f"no {url}"))


def opened(monkeypatch: pytest.MonkeyPatch, opens: Any) -> Database:
    """Open a database by an engine whose `open` gives this."""
    engine = type("Opening", (Plain,), {"open": lambda self, url, timeout: opens(url)})
    monkeypatch.setattr(database, "get_engine", lambda scheme: engine())
    return database.connect(URL)


@pytest.mark.parametrize(
    ("opens", "said"),
    [
        (lambda url: None, "the engine opens a NoneType, not a Session"),
        (lambda url: _raise(ValueError()), "cannot open the database: ValueError"),
        (lambda url: _raise(ValueError(f"no {url}")), "holds the password and is not shown"),
        (lambda url: _raise(own_error(url)), "holds the password and is not shown"),
        (lambda url: _raise(own_error("it")), "^error.CDR505.: no it$"),
    ],
)
def test_what_does_not_open_is_an_error_of_ours(
    monkeypatch: pytest.MonkeyPatch, opens: Any, said: str
) -> None:
    with pytest.raises(cdrql.DatabaseError, match=said) as caught:
        opened(monkeypatch, opens)
    assert_tells_no_password(caught.value)


@pytest.mark.closes("passwords in URLs")
@pytest.mark.parametrize(
    "query",
    [
        lambda sql, params: _raise(ValueError(f"no answer from {URL}")),
        lambda sql, params: _raise(ValueError("user bob, password s3cr@t")),
        lambda sql, params: _raise(ValueError("hunter22 is refused")),
        lambda sql, params: None,
        lambda sql, params: [5],
    ],
)
def test_what_a_query_raises_tells_no_password(monkeypatch: pytest.MonkeyPatch, query: Any) -> None:
    found = opened(monkeypatch, lambda url: Session(query, lambda: None))
    with pytest.raises(cdrql.DatabaseError, match="CDR506") as caught:
        found.query("SELECT 1")
    assert_tells_no_password(caught.value)


def assert_tells_no_password(error: BaseException | None) -> None:
    """Look for the passwords of the URL in an error and in whatever comes along with it."""
    while error is not None:
        assert not [secret for secret in ("s3cr", "hunter22") if secret in f"{error} {error!r}"]
        error = error.__cause__ or error.__context__


def test_rows_of_another_width_are_an_error_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    found = opened(monkeypatch, lambda url: Session(lambda sql, params: [(1,)], lambda: None))
    columns = tuple(Column(name, name, "integer") for name in ("a", "b"))
    compiled = Compiled("SELECT 1", (), columns, (), "plain")
    with pytest.raises(cdrql.DatabaseError, match="a row of 1 cells for 2 columns"):
        found.answer(compiled)


def test_an_engine_without_a_catalogue_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    refuses = Session(lambda sql, params: _raise(ValueError("no such table")), lambda: None)
    with pytest.raises(cdrql.DatabaseError) as caught:
        opened(monkeypatch, lambda url: refuses).tables()
    [problem] = caught.value.problems
    assert problem.message == "nothing is known that reads the catalogue of plain"
    assert problem.hint == "it has no `information_schema`: its engine needs a `tables` of its own"


DRIVERS = {"sqlite3", "psycopg", "pymysql", "clickhouse_connect", "duckdb", "sqlite_utils"}


@pytest.mark.parametrize(
    ("schemes", "loaded"),
    [([name for name in OURS if name != "sqlite"], set()), (["sqlite"], {"sqlite3"})],
)
def test_a_driver_is_imported_where_its_database_is_opened(
    schemes: list[str], loaded: set[str]
) -> None:
    code = (
        "import sys; from cdrql.engines.database import connect; from cdrql.engines import *\n"
        f"[get_engine(scheme) for scheme in {schemes}]\n"
        "print(*{name.split('.')[0] for name in sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {*done.stdout.split()} & DRIVERS == loaded
