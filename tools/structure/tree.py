"""The modules of the package, parsed: those of cdrql/, and backends/ as `cdrql.backends`."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """A module: its name, `cdrql.emit.groups`, and its text."""

    name: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax tree."""
        return ast.parse(self.text)

    @property
    def room(self) -> str:
        """The folder or file at the top level of cdrql/ that it lies in; its own for `cdrql`."""
        return [*self.name.split("."), "__init__"][1]

    @property
    def short(self) -> str:
        """Its name as it is printed: `emit.groups`."""
        return self.name.removeprefix("cdrql.")

    @property
    def has_code(self) -> bool:
        """Whether there is more in it than a docstring."""
        return len(self.tree.body) > (ast.get_docstring(self.tree) is not None)

    def functions(self) -> Iterator[Function]:
        """Find all functions, methods and functions inside functions."""
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))


def read_modules(root: Path) -> list[Module]:
    """Read the modules of a checkout, sorted by their names."""
    found = {}
    for folder, package in (("cdrql", "cdrql"), ("backends", "cdrql.backends")):
        for path in (root / folder).rglob("*.py"):
            parts = path.relative_to(root / folder).with_suffix("").parts
            name = ".".join((package, *parts)).removesuffix(".__init__")
            found[name] = Module(name, path.read_text(encoding="utf-8"))
    return [found[name] for name in sorted(found)]


def rooms_of(root: Path) -> list[str]:
    """Name what stands at the top level of cdrql/: folders, and modules but for `__init__`."""
    apart = {"__init__.py", "__pycache__"}
    tops = [path for path in (root / "cdrql").iterdir() if path.name not in apart]
    return sorted(path.stem for path in tops if path.is_dir() or path.suffix == ".py")
