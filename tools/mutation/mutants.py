"""The mutants of a module: its source with one change, and where that is."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from tools.mutation import ROOT
from tools.mutation.operators import OPERATORS, Change

LONGEST = 60  # characters of a change that are shown


@dataclass(frozen=True)
class Mutant:
    """A module with one change: where it is, how it is shown, and the whole source.

    `lines` are those of the statement; `code` is the line as it stands, and with `old` and `new`
    names the change whatever the number of the line.
    """

    module: str
    line: int
    lines: range
    code: str
    old: str
    new: str
    source: bytes

    @property
    def place(self) -> str:
        """Give file and line."""
        return f"{file_of(self.module)}:{self.line}"

    @property
    def name(self) -> str:
        """Name the change: `cdrql/x.py | the line | old -> new`."""
        return f"{file_of(self.module)} | {self.code} | {self.old} -> {self.new}"


def file_of(module: str) -> str:
    """Give the file of a module as it stands in the checkout."""
    path = f"{module.replace('.', '/')}.py"
    return path if module.startswith("backends.") else f"cdrql/{path}"


@cache
def path_of(module: str) -> Path:
    """Find the file of a module without importing anything: a trial has to import all anew."""
    return ROOT / file_of(module)


def mutants(module: str) -> Iterator[Mutant]:
    """Make every mutant of a module."""
    yield from changed(module, path_of(module).read_bytes())


def changed(module: str, source: bytes) -> Iterator[Mutant]:
    """Change a source in every place; of two changes that look alike, the second says so."""
    lines = source.splitlines(keepends=True)
    known = Counter[tuple[str, str, str]]()
    for place in _places(ast.parse(source), Place()):
        for change in OPERATORS[type(place.node)](place.node):
            whole = place.text or change.node
            code = lines[whole.lineno - 1].decode().strip()
            old, new = (_cut(text) for text in change.shown)
            known[code, old, new] += 1
            again = known[code, old, new]
            new += f" ({again})" if again > 1 else ""
            made = _put(source, lines, whole, _text(whole, change))
            yield Mutant(module, whole.lineno, place.lines, code, old, new, made)


class Place(NamedTuple):
    """A node that can be changed: the f-string that it is in, the statement's lines, a function."""

    node: Any = None
    text: Any = None
    lines: range = range(0)
    called: bool = False


def _places(node: ast.AST, around: Place) -> Iterator[Place]:
    """Go through what can be changed."""
    lines = _header(node) if isinstance(node, ast.stmt) else around.lines
    here = around._replace(node=node, lines=lines)
    if type(node) in OPERATORS and not _is_left_alone(node, here.called):
        yield here
    if isinstance(node, ast.JoinedStr) and not here.text:
        here = here._replace(text=node)
    called = here.called or isinstance(node, ast.FunctionDef)
    for inner in _inside(node):
        yield from _places(inner, here._replace(called=called))


def _header(statement: ast.stmt) -> range:
    """Give the lines of a statement, without those of a body."""
    body = getattr(statement, "body", None)
    end = body[0].lineno - 1 if body else statement.end_lineno or statement.lineno
    return range(statement.lineno, max(end, statement.lineno) + 1)


def _is_left_alone(node: ast.AST, called: bool) -> bool:
    """Leave out docstrings, and in functions the tuples that are no lists but pairs or targets."""
    if isinstance(node, ast.Tuple | ast.List):
        is_list = isinstance(node, ast.List) or any(isinstance(e, ast.Starred) for e in node.elts)
        return isinstance(node.ctx, ast.Store) or (called and not is_list)
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _inside(node: ast.AST) -> Iterator[ast.AST]:
    """Go into a node, but not where nothing runs: docstrings, decorators, types, assertions."""
    is_assertion = isinstance(node, ast.Assert) or getattr(node, "arg", None) == "strict"
    if is_assertion or _is_left_alone(node, False):
        return
    for name, value in ast.iter_fields(node):
        if name in ("decorator_list", "returns"):
            continue
        for inner in value if isinstance(value, list) else [value]:
            if name == "annotation" or (name == "value" and _is_type(node)):
                yield from _constraints(inner)
            elif isinstance(inner, ast.AST):
                yield inner


def _is_type(node: ast.AST) -> bool:
    """Say whether this gives a type its name."""
    name = ast.unparse(node.targets[0]) if isinstance(node, ast.Assign) else ""
    return re.fullmatch(r"[A-Z]([a-z]\w*)?", name) is not None


def _constraints(type_: Any) -> Iterator[ast.AST]:
    """Give what a type says at run time: the calls in `Annotated[int, Field(ge=1)]`."""
    if isinstance(type_, ast.Call):
        if ast.unparse(type_.func) not in ("TypeVar", "ParamSpec"):
            yield type_
    elif isinstance(type_, ast.AST):
        for inner in ast.iter_child_nodes(type_):
            yield from _constraints(inner)


def _text(whole: ast.AST, change: Change) -> str:
    """Write what stands in a place after a change of it, or of a part of it."""
    if whole is change.node:
        text = ast.unparse(change.new)
        return f"({text})" if isinstance(change.new, ast.expr) else text
    parent, name, place = _place_of(whole, change.node)
    _set(parent, name, place, change.new)
    text = ast.unparse(whole)
    _set(parent, name, place, change.node)
    return text


def _place_of(whole: ast.AST, node: ast.AST) -> tuple[ast.AST, str, int | None]:
    """Find where a node hangs in a tree."""
    for parent in ast.walk(whole):
        for name, value in ast.iter_fields(parent):
            if value is node:
                return parent, name, None
            if isinstance(value, list):
                for place, inner in enumerate(value):
                    if inner is node:
                        return parent, name, place
    raise LookupError(ast.dump(node))


def _set(parent: ast.AST, name: str, place: int | None, node: ast.AST) -> None:
    """Hang a node into a tree."""
    if place is None:
        setattr(parent, name, node)
    else:
        getattr(parent, name)[place] = node


def _put(source: bytes, lines: list[bytes], whole: Any, text: str) -> bytes:
    """Put a text in the place of a node."""
    start = sum(map(len, lines[: whole.lineno - 1])) + whole.col_offset
    end = sum(map(len, lines[: whole.end_lineno - 1])) + whole.end_col_offset
    return source[:start] + text.encode() + source[end:]


def _cut(text: str) -> str:
    """Show a change on one line."""
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."
