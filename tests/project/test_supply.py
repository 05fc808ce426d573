"""What the package is made of: libraries that it declares, and nothing that runs data as code."""

import ast
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import requires
from importlib.util import find_spec
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
DECLARED = [
    Requirement(line) for group in (PROJECT["dependencies"], *EXTRAS.values()) for line in group
]
RUNNING = {"postgres", "mysql", "clickhouse", "fast"}  # extras that users install
# What need not be declared, and why.
BROUGHT = {
    "pydantic_core": "pydantic asks for exactly the one that it was made with",
    "pytest": "it loads the plugin, and nobody else does",
}

# Modules that make objects or processes out of data, or read what may.
MODULES = (
    *("pickle", "cloudpickle", "dill", "marshal", "shelve", "yaml", "ruamel", "jsonpickle"),
    *("subprocess", "multiprocessing", "pty", "ctypes", "code", "codeop", "runpy"),
)
NAMES = ("eval", "exec", "compile", "__import__", "breakpoint")
PARTS = {
    "os": ("system", "popen", "fork", "forkpty"),
    "tempfile": ("mktemp",),
    "builtins": NAMES,
    "Lark": ("open", "open_from_package", "load", "save"),  # the last two unpickle
}
STARTS = ("exec", "spawn", "posix_spawn")  # how further functions of os begin


def folders() -> Iterator[Path]:
    """Find the folders of the package, wherever it is installed."""
    for package in ("cdrql", "cdrql.backends", "cdrql.grammars"):
        spec = find_spec(package)
        assert spec
        yield from map(Path, spec.submodule_search_locations or ())


SOURCES = {
    f"{folder.name}/{path.relative_to(folder).as_posix()}": path
    for folder in folders()
    for path in sorted(folder.rglob("*.py"))
}


def imported(tree: ast.AST) -> Iterator[str]:
    """Name what a module imports, each by its whole path."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def dangers(source: str) -> list[str]:
    """Name every import, call and name in a module that turns data into code."""
    tree = ast.parse(source)
    found = [name for name in imported(tree) if name.partition(".")[0] in MODULES]
    found += [name for name in imported(tree) if is_part(*name.rpartition(".")[::2])]
    own = {name.rpartition(".")[2] for name in imported(tree) if name.startswith("cdrql.")}
    own |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in NAMES and node.id not in own:
            found.append(node.id)
        elif isinstance(node, ast.Attribute) and is_part(ast.unparse(node.value), node.attr):
            found.append(ast.unparse(node))
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Lark"):
            found += [f"Lark({key.arg}=)" for key in node.keywords if key.arg in ("cache", None)]
    return found


def is_part(module: str, name: str) -> bool:
    """Tell whether a name of a module is one that is refused."""
    return name in PARTS.get(module, ()) or (module == "os" and name.startswith(STARTS))


@pytest.mark.closes("files that run")
@pytest.mark.parametrize("name", SOURCES)
def test_nothing_runs_data_as_code(name: str) -> None:
    assert dangers(SOURCES[name].read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        *("import pickle", "from marshal import loads", "import yaml.loader", "import subprocess"),
        *("eval(text)", "exec(text)", "compile(text, '', 'exec')", "run = eval"),
        *("__import__(text)", "import os\nos.system(text)", "from os import popen"),
        *("from os import execv", "import os\nos.spawnl(0, text)", "from builtins import exec"),
        *("from tempfile import mktemp", "import tempfile\ntempfile.mktemp()"),
        *("Lark(text, cache=True)", "lark.Lark(text, **options)", "Lark.load(file)"),
    ],
)
def test_what_would_is_found(source: str) -> None:
    assert len(dangers(source)) == 1


def test_our_own_compile_is_none_of_it() -> None:
    assert dangers("from cdrql.compiler import compile\ncompile(request)") == []
    assert dangers("import re\nre.compile(text)") == []


@pytest.mark.parametrize("name", SOURCES)
def test_every_library_is_declared(name: str) -> None:
    tree = ast.parse(SOURCES[name].read_text(encoding="utf-8"))
    roots = {path.partition(".")[0] for path in imported(tree)} - sys.stdlib_module_names
    assert roots - {"cdrql", *BROUGHT} <= {canonical(line) for line in users_get()}


def users_get() -> Iterator[str]:
    """Give the requirements of the package and of the extras that are for users."""
    yield from PROJECT["dependencies"]
    for extra in RUNNING:
        yield from EXTRAS[extra]


def canonical(line: str) -> str:
    """Spell a distribution as the module that it brings: all of ours are called alike."""
    return canonicalize_name(Requirement(line).name).replace("-", "_")


def test_pydantic_brings_its_core() -> None:
    [core] = [line for line in requires("pydantic") or () if line.startswith("pydantic-core")]
    assert [s.operator for s in Requirement(core).specifier] == ["=="]


@pytest.mark.closes("packages that change")
@pytest.mark.parametrize("requirement", DECLARED, ids=str)
def test_every_requirement_has_a_lower_bound_alone(requirement: Requirement) -> None:
    """A bound above would keep the fixes of others away from users."""
    if requirement.name != "cdrql":
        assert [s.operator for s in requirement.specifier] == [">="]


def test_the_compiled_sqlglot_is_as_new_as_the_pure_one() -> None:
    bounds = {str(r.specifier) for r in DECLARED if r.name == "sqlglot"}
    assert len(bounds) == 1
