"""The rules of the layout that no type checker holds: who may know of whom."""

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
ROOT = Path(__file__).parents[2]

# The floors, lowest first; a room imports from its own floor or a lower one. The first line is what
# `cdrql.compile` is made of, with the mappings that give it warehouses; the second are the tools.
COMPILER = (
    *("texts", "errors", "options", "compiled", "model", "language", "planning", "backend"),
    *("mapping", "emit", "shape_cache", "compiler"),
)
TOOLS = ("engines", "terminal", "load", "demo", "init", "audit", "conformance", "cli")
FLOORS = (*COMPILER, *TOOLS)

# Who may name an engine; backends may too, and nobody else.
NAMES_ENGINES = ("engines/", "load/", "demo/", "cli/main.py", "cli/options.py", "cli/load.py")
ENGINES = re.compile(r"postgres|mysql|maria|clickhouse|sqlite(?!.utils)", re.IGNORECASE)
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


def floor_of(module: str) -> int:
    """Say on which floor a module of the package stands: the first folder, or file, of its path."""
    return FLOORS.index(module.split(".")[1])


@pytest.mark.parametrize("name", [n for n in modules() if Path(n).name != "__init__.py"])
def test_no_room_looks_up(name: str) -> None:
    here = floor_of("cdrql." + name.removesuffix(".py").replace("/", "."))
    ours = {n for n in imports(modules()[name]) if n.startswith("cdrql.") and n in known()}
    assert {found for found in ours if floor_of(found) > here} == set()


def known() -> set[str]:
    """Name the modules and the packages of the package, apart from what is mapped into it."""
    files = (name.removesuffix(".py").removesuffix("/__init__") for name in modules())
    return {"cdrql." + file.replace("/", ".") for file in files} - {"cdrql.__init__"}


def test_every_folder_has_a_floor() -> None:
    tops = {name.split(".")[1] for name in known()} - {"warehouses"}  # which holds no code
    assert tops == set(FLOORS)


def used() -> set[str]:
    """Name the modules of the package that the compiler imports, however far away."""
    reached, new = set[str](), {"cdrql.compiler"}
    while new:
        reached |= new
        found = {name for module in new for name in imports(path_of(module))}
        new = (found & known()) - reached
    return reached


def path_of(module: str) -> Path:
    """Find the file of a module, or of a package."""
    path = PACKAGE / module.removeprefix("cdrql.").replace(".", "/")
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def test_the_compiler_imports_no_tool() -> None:
    assert {name for name in used() if name.split(".")[1] in (*TOOLS, "mapping")} == set()


def test_no_room_is_left_out_of_coverage() -> None:
    project = ROOT / "pyproject.toml"
    settings = tomllib.loads(project.read_text(encoding="utf-8"))["tool"]["coverage"]
    rooms = [path_of(name).relative_to(PACKAGE.parent).as_posix() for name in used()]
    rooms += ["cdrql/__init__.py", *(f"backends/{name}.py" for name in backend_names())]
    left_out = settings["run"]["omit"]
    assert [room for room in rooms for path in left_out if fnmatch(room, path)] == []
    assert settings["run"]["branch"] is True
    assert settings["report"]["fail_under"] == 100
    assert not {"exclude_lines", "exclude_also", "partial_branches"} & set(settings["report"])
    files = [PACKAGE.parent / room for room in rooms if room.startswith("cdrql/")]
    files += (ROOT / "backends").glob("*.py")
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
