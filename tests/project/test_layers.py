"""The rules of the house that no type checker holds: who may know of whom."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from tokenize import COMMENT, tokenize, untokenize

import pytest

import cdrql
from cdrql.backend import backend_names

PACKAGE = Path(cdrql.__file__).parent

# What may name an engine, and why; nothing else may. All of them are tools, not the compiler.
NAMES_ENGINES = {
    "drivers.py": "opens each engine by its own driver",
    "run.py": "documents the URLs of the engines",
    "catalogues.py": "asks each engine's own catalogue",
    "schema.py": "reads what each engine's catalogue says",
    "check/engines.py": "reads each engine's own plans",
    "conformance/engines.py": "opens and fills each engine that is known",
    "proposal/": "looks at values as each engine gives them",
    "cdrs.py": "the table as it stands in a SQLite file",
    "load/": "loads SQLite files, from what other engines exported",
    "demo/": "builds a SQLite file, shows the SQL of several dialects",
    "cli/main.py": "says in one line what the commands do",
    "cli/options.py": "documents the URLs of the engines",
    "cli/load.py": "loads SQLite files",
}
ENGINES = re.compile(r"postgres|mysql|maria|clickhouse|sqlite(?!.utils)", re.IGNORECASE)

# The rooms of the compiler, in the order of a request's way; each imports only what is before it.
COMPILER = (
    *(
        "source",
        "errors",
        "policy",
        "choices",
        "fields",
        "sql",
        "warehouse",
        "findings",
        "request",
        "query",
        "parser",
    ),
    *("zones", "values", "guard", "plan", "names", "rules", "planner"),
    *("starts", "binding", "reading", "backend", "fragments", "groups", "predicates", "calls"),
    *("emit", "printer", "compiler", "stages"),
)
HEAVY = ("sqlglot", "lark", "pydantic", "click", "sqlite_utils", "sqlite3", "psycopg", "pymysql")


@cache
def modules() -> dict[str, Path]:
    """Find all of the package apart from backends and grammars, which a wheel has inside it."""
    found = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}
    return {n: p for n, p in found.items() if not n.startswith(("backends/", "grammars/"))}


def code(path: Path) -> str:
    """Give a module without its comments, which may say why an engine needs what is done."""
    with path.open("rb") as source:
        words = [word for word in tokenize(source.readline) if word.type != COMMENT]
    return untokenize(words).decode()


def imports(path: Path, *, at_import: bool = False) -> Iterator[str]:
    """Name the modules that a file imports, or only those that its import brings along."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    later = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) or _is_for_types(node)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if at_import and id(node) in later:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


@pytest.mark.parametrize("name", [n for n in modules() if not n.startswith((*NAMES_ENGINES,))])
def test_no_dialect_is_named_outside_backends(name: str) -> None:
    lines = code(modules()[name]).splitlines()
    assert [line for line in lines if ENGINES.search(line)] == []


@pytest.mark.parametrize("start", NAMES_ENGINES)
def test_every_exception_is_needed(start: str) -> None:
    paths = [path for name, path in modules().items() if name.startswith(start)]
    assert any(ENGINES.search(code(path)) for path in paths)


def test_grammars_name_no_dialect() -> None:
    import cdrql.grammars

    for path in Path(next(iter(cdrql.grammars.__path__))).glob("*.lark"):
        assert not ENGINES.search(path.read_text(encoding="utf-8")), path.name


@pytest.mark.parametrize("room", COMPILER)
def test_no_room_of_the_compiler_looks_ahead_or_at_tools(room: str) -> None:
    known = {f"cdrql.{name}" for name in COMPILER[: COMPILER.index(room)]} | {"cdrql.grammars"}
    ours = {name for name in imports(PACKAGE / f"{room}.py") if name.startswith("cdrql.")}
    assert {".".join(name.split(".")[:2]) for name in ours - {"cdrql.sql"}} <= known | {"cdrql.sql"}


def used() -> set[str]:
    """Name the modules of the package that the compiler imports, however far away."""
    reached, new = set[str](), {"cdrql.compiler"}
    while new:
        reached |= new
        paths = [PACKAGE / f"{name.removeprefix('cdrql.')}.py" for name in new]
        found = {name for path in paths for name in imports(path) if name.count(".") == 1}
        ours = {n for n in found if (PACKAGE / f"{n.removeprefix('cdrql.')}.py").is_file()}
        new = {name for name in ours if name.startswith("cdrql.")} - reached
    return reached


def test_every_room_is_known_here() -> None:
    """A new module of the compiler takes its place in the order above."""
    assert used() <= {f"cdrql.{name}" for name in COMPILER}


def test_no_room_is_left_out_of_coverage() -> None:
    project = Path(__file__).parents[1] / "pyproject.toml"
    settings = tomllib.loads(project.read_text(encoding="utf-8"))["tool"]["coverage"]
    rooms = [f"{name.replace('.', '/')}.py" for name in used()] + ["cdrql/__init__.py"]
    rooms += [f"backends/{name}.py" for name in backend_names()]
    left_out = settings["run"]["omit"]
    assert [room for room in rooms for path in left_out if fnmatch(room, path)] == []
    assert settings["run"]["branch"] is True
    assert settings["report"]["fail_under"] == 100
    assert not {"exclude_lines", "exclude_also", "partial_branches"} & set(settings["report"])
    files = [PACKAGE.parent / room for room in rooms if room.startswith("cdrql/")]
    files += (Path(__file__).parents[1] / "backends").glob("*.py")
    assert [file.name for file in files if "no cover" in file.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize("name", [*modules()])
def test_nobody_imports_a_backend_by_its_path(name: str) -> None:
    backends = ("cdrql.backends", "backends")
    assert not [found for found in imports(modules()[name]) if found.startswith(backends)]


@pytest.mark.parametrize("name", [n for n in modules() if n != "cli/__init__.py"])
def test_no_driver_is_imported_with_a_module(name: str) -> None:
    drivers = ("psycopg", "pymysql", "clickhouse_connect", "chdb", "sqlite_utils")
    found = {name.split(".")[0] for name in imports(modules()[name], at_import=True)}
    assert not found & set(drivers)


def loaded_by(code: str) -> set[str]:
    """Run code in a fresh interpreter and name the packages that are then loaded."""
    show = "; import sys; print(*{name.split('.')[0] for name in sys.modules})"
    done = subprocess.run(
        [sys.executable, "-c", code + show], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("code", "without"),
    [
        ("import cdrql", HEAVY),
        ("import cdrql; cdrql.RequestError, cdrql.Problem, cdrql.Warehouse", HEAVY),
        ("import cdrql.cli.main", [name for name in HEAVY if name != "click"]),
        ("import cdrql; cdrql.compile", ["click", "sqlite_utils", "sqlite3", "psycopg", "pymysql"]),
        (
            "import cdrql; cdrql.compile({'group': 'user', 'filter':"
            " {'start_at': '2024-01-01', 'end_at': '2024-02-01'}}, 'sqlite')",
            ["click", "sqlite_utils", "sqlite3", "psycopg", "pymysql", "clickhouse_connect"],
        ),
    ],
)
def test_what_is_not_needed_is_not_loaded(code: str, without: list[str]) -> None:
    assert not loaded_by(code) & set(without)


def test_the_version_loads_nothing() -> None:
    code = "import sys; sys.argv[1:] = ['--version']; from cdrql.cli import main; main()"
    assert not loaded_by(code) & set(HEAVY)


def test_the_surface_is_what_is_documented() -> None:
    assert sorted(cdrql.__all__) == cdrql.__all__ == sorted(cdrql._HOMES)
    assert all(getattr(cdrql, name) for name in cdrql.__all__)
    assert set(backend_names()) >= {"clickhouse", "mysql", "postgres", "sqlite"}
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        cdrql.nothing  # noqa: B018
