"""Public names: those that are defined twice, and functions that are named by one word."""

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from tools.structure.tree import Module

# Names that many modules define with one meaning, by where the modules lie, and why they may.
CONVENTIONS = {
    ("cdrql.cli.", "command"): "the click command of each file, which cli/main.py imports by name",
    ("cdrql.cli.", "main"): "what is run when a program starts",
    ("cdrql.conformance.", "main"): "what is run when a program starts",
}


def find_homonyms(modules: Sequence[Module]) -> Mapping[str, list[str]]:
    """Find the classes, functions and constants that two or more modules define, and those."""
    found = defaultdict[str, list[str]](list)
    for module in modules:
        for name in dict.fromkeys(_defined(module.tree.body)):
            if not name.startswith("_") and not _is_convention(module.name, name):
                found[name].append(module.short)
    return {name: places for name, places in sorted(found.items()) if len(places) > 1}


def _is_convention(module: str, name: str) -> bool:
    return any(module.startswith(start) and name == of for start, of in CONVENTIONS)


def _defined(body: Sequence[ast.stmt]) -> Iterator[str]:
    """Name what statements define at the level of the module, under an `if` too."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign):
            yield from (
                name.id
                for target in node.targets
                for name in ast.walk(target)
                if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)
            )
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id
        elif isinstance(node, ast.If | ast.Try):
            yield from _defined([*node.body, *node.orelse])


def share_of_one_word(modules: Sequence[Module]) -> float:
    """Give the share of functions and methods whose name is one word: `take`, `_raw`."""
    names = [function.name for module in modules for function in module.functions()]
    named = [name.strip("_") for name in names if not name.startswith("__")]
    return share(sum("_" not in name for name in named), len(named))


def share(part: int, whole: int) -> float:
    """Give the part in percent of the whole; of nothing, 0."""
    return 100 * part / whole if whole else 0.0
