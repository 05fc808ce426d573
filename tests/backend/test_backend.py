"""The contract of backends, and how they are found: the four here and one from elsewhere."""

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Callable
from datetime import datetime
from importlib.metadata import entry_points, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

import cdrql
from cdrql.backend import (
    Backend,
    Binding,
    RowReading,
    backend_names,
    contract,
    get_backend,
    registry,
)
from cdrql.backend.registry import BACKENDS
from cdrql.conformance.reference import answer, as_json
from tests.examples import call
from tools.engines import Engine

ROOT = Path(__file__).parents[2]
NAMES = backend_names()
REQUEST: dict[str, Any] = {
    "group": "trunk",
    "period": "year;month",
    "fields": "total calls;ASR;cost",
    "filter": {"start_at": "2024-01-01", "end_at": "2025-01-01", "destination": ["12", "o'b"]},
    "limit": 5,
}


def test_every_file_is_an_entry_point() -> None:
    files = {path.stem for path in (ROOT / "backends").glob("*.py")} - {"__init__"}
    entries = {
        e.name: e.value for e in entry_points(group=BACKENDS.group) if e.value.startswith("cdrql.")
    }
    assert set(entries) == files
    assert {value.partition(":")[0] for value in entries.values()} == {
        f"cdrql.backends.{name}" for name in files
    }


def test_every_folder_is_packed() -> None:
    """Setuptools packs the packages that are listed, and says nothing of those that are not."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    listed = set(project["tool"]["setuptools"]["packages"])
    package = Path(cdrql.__file__).parent
    folders = {path.parent.relative_to(package.parent) for path in package.rglob("__init__.py")}
    mapped = {"cdrql.backends", "cdrql.grammars"}
    assert listed == {".".join(folder.parts) for folder in folders} | mapped
    assert {path.parent.name for path in ROOT.glob("*/__init__.py")} >= {"backends", "grammars"}
    written = project["project"]["entry-points"][BACKENDS.group]
    assert set(written) == {path.stem for path in (ROOT / "backends").glob("*.py")} - {"__init__"}


@pytest.mark.parametrize("name", NAMES)
def test_a_backend_keeps_the_contract(name: str) -> None:
    backend = get_backend(name)
    assert isinstance(backend, Backend)
    assert get_backend(name) is backend
    assert backend.paramstyle in ("pyformat", "named", "typed")
    own = {key for key in vars(type(backend)) if not key.startswith("_")}
    known = (
        set(dir(Backend))
        | set(Backend.__annotations__)
        | {*Binding.__annotations__, *RowReading.__annotations__}
    )
    assert own <= known, "it has a public name that the contract does not know"
    assert type(backend).__doc__


def test_the_contract_fits_on_a_screen() -> None:
    lines = Path(contract.__file__).read_text(encoding="utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("class Backend"))
    assert len(lines) - start <= 120
    assert len(lines) <= 250, "with the parts that it is made of"


@pytest.mark.parametrize("missing", sorted(Backend.__abstractmethods__))
def test_a_method_that_is_missing_is_named(missing: str) -> None:
    """Python itself refuses, and says which one."""
    methods: dict[str, Callable[..., Any]] = {
        name: lambda *_: None for name in Backend.__abstractmethods__ if name != missing
    }
    unfinished: Any = type("Unfinished", (Backend,), methods)
    with pytest.raises(TypeError, match=f"Unfinished .*{missing}"):
        unfinished()


def test_a_backend_without_literals_says_so() -> None:
    finished: Any = type("Plain", (Backend,), dict.fromkeys(Backend.__abstractmethods__))
    with pytest.raises(cdrql.BackendError) as caught:
        finished().literal("x", "text")
    assert str(caught.value) == (
        "error[CDR504]: the backend `Plain` has no safe literal for text values\n"
        "   = hint: take another parameter style and bind the values"
    )


class Entry:
    """An entry point as a broken package may install one."""

    name = "broken"
    value = "broken:Thing"

    def __init__(self, found: Any) -> None:
        self.found = found

    def load(self) -> Any:
        if isinstance(self.found, Exception):
            raise self.found
        return self.found


UNFINISHED: Any = type("Unfinished", (Backend,), {})
MUTE: Any = type("Mute", (type(get_backend("sqlite")),), {"dialect": None})


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (dict, "`broken:Thing` is not a cdrql backend\n   = hint: derive it from"),
        (object, "`broken:Thing` is not a cdrql backend\n   = hint: derive it from"),
        (
            ImportError("no module named x"),
            "the backend `broken` (`broken:Thing`) cannot be loaded: no module named x",
        ),
        (UNFINISHED, "the backend `broken` (`broken:Thing`) cannot be loaded: Can't instantiate"),
        (sys.exit, "the backend `broken` (`broken:Thing`) cannot be loaded: SystemExit"),
        (MUTE, "the backend `broken` (`broken:Thing`) does not state its `dialect`"),
    ],
)
def test_a_broken_backend_is_an_error_of_ours(
    monkeypatch: pytest.MonkeyPatch, found: Any, said: str
) -> None:
    monkeypatch.setattr(registry, "entry_points", lambda group: [Entry(found)])
    with pytest.raises(cdrql.BackendError) as caught:
        get_backend("broken")
    assert str(caught.value).startswith(f"error[CDR501]: {said}")
    assert "hint" not in said or str(caught.value).endswith(" cdrql.backend.Backend")


def test_no_package_takes_the_name_of_another(monkeypatch: pytest.MonkeyPatch) -> None:
    found = type(get_backend("sqlite"))
    same, other = Entry(found), Entry(found)
    other.value = "another:Thing"
    monkeypatch.setattr(registry, "entry_points", lambda group: [Entry(found), same])
    assert isinstance(BACKENDS.load("broken"), found)  # one package, seen twice
    monkeypatch.setattr(registry, "entry_points", lambda group: [Entry(found), other])
    with pytest.raises(cdrql.BackendError) as caught:
        BACKENDS.load("broken")
    assert str(caught.value) == (
        "error[CDR501]: `broken` is a backend of several packages: "
        "`another:Thing` and `broken:Thing`\n   = hint: uninstall all but one"
    )


# --- A backend from elsewhere -------------------------------------------------------------------

PROJECT = """\
[build-system]
requires = ["setuptools>=61"]
build-backend = "setuptools.build_meta"

[project]
name = "cdrql-cockroach"
version = "1.0"

[project.entry-points."cdrql.backends"]
cockroach = "cdrql_cockroach:Cockroach"

[project.entry-points."cdrql.engines"]
cockroach = "cdrql_cockroach:CockroachEngine"

[tool.setuptools]
py-modules = ["cdrql_cockroach"]
"""

MODULE = '''\
"""CockroachDB: Postgres without MATERIALIZED."""

from cdrql.backend import get_backend
from cdrql.engines import Session, get_engine


class Cockroach(type(get_backend("postgres"))):
    """https://www.cockroachlabs.com/docs/"""

    materialized = False


class CockroachEngine(type(get_engine("postgresql"))):
    """CockroachDB, which speaks PostgreSQL's protocol."""

    dialect = "cockroach"

    def open(self, url: str, timeout: float) -> Session:
        return super().open(url.replace("cockroach://", "postgresql://", 1), timeout)
'''

COMPILE = """\
import json, sys
import cdrql
from cdrql.backend import backend_names
compiled = cdrql.compile(json.load(sys.stdin), "cockroach")
print(json.dumps([compiled.dialect, compiled.sql, backend_names()]))
"""

ASK = """\
import json, sys
import cdrql
from cdrql.engines.database import connect
from cdrql.engines.rows import rows_as_json
with connect(sys.argv[1]) as database:
    compiled = cdrql.compile(json.load(sys.stdin), database.dialect)
    print(rows_as_json(database.answer(compiled)), end="")
"""


def _python(*arguments: str, **options: Any) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, check=False, **options
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a project, build its wheel and install it into a folder."""
    if find_spec("pip") is None:
        pytest.skip("pip is not installed here")
    home = tmp_path_factory.mktemp("cockroach")
    (home / "pyproject.toml").write_text(PROJECT)
    (home / "cdrql_cockroach.py").write_text(MODULE)
    # With a setuptools here that makes wheels by itself nothing is fetched; else pip fetches one.
    makes_wheels = find_spec("setuptools") and int(version("setuptools").split(".")[0]) > 70
    offline = ["--no-build-isolation", "--no-index"] if makes_wheels else []
    pip = ("-m", "pip", "--quiet", "--disable-pip-version-check")
    _python(*pip, "wheel", *offline, "--no-deps", "--wheel-dir", str(home), str(home))
    [wheel] = home.glob("*.whl")
    where = home / "site"
    _python(*pip, "install", "--no-deps", "--no-index", "--target", str(where), str(wheel))
    return where


def compiled_by(site: Path) -> Any:
    """Compile in a process that finds the installed wheel."""
    env = os.environ | {"PYTHONPATH": str(site)}
    return json.loads(_python("-c", COMPILE, input=json.dumps(REQUEST), env=env))


def test_a_wheel_from_elsewhere_is_found_by_its_name(site: Path) -> None:
    dialect, sql, names = compiled_by(site)
    assert dialect == "cockroach"
    assert names == sorted([*NAMES, "cockroach"])
    ours = cdrql.compile(REQUEST, "postgres").sql
    assert sql == ours.replace("AS MATERIALIZED (", "AS (") != ours


@pytest.mark.parametrize("engine", ["postgres"], indirect=True)
def test_a_wheel_from_elsewhere_is_answered(engine: Engine, site: Path) -> None:
    texts = ["12", "o'b", "13", None]
    calls = [
        call(
            start_at=datetime(2024, 1 + i % 3, 2),
            trunk="ab"[i % 2],
            bill_duration=i % 3,
            destination=text,
        )
        for i, text in enumerate(texts * 4)
    ]
    engine.load(calls)
    env = os.environ | {"PYTHONPATH": str(site)}
    url = engine.url.replace("postgresql://", "cockroach://")
    got = _python("-c", ASK, url, input=json.dumps(REQUEST), env=env)
    assert got == as_json(answer(REQUEST, calls)) != "[]\n"


def test_a_time_is_written_as_the_standard_says_where_a_backend_says_nothing() -> None:
    written = RowReading.time_literal(get_backend("postgres"), datetime(2024, 3, 31, 3))
    assert written.sql() == "TIMESTAMP '2024-03-31 03:00:00'"
