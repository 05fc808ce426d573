"""Sizes of files and functions, and what is written for readers: docstrings and comments."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tools.structure.names import share
from tools.structure.tree import Function, Module

Documented = ast.Module | ast.ClassDef | Function

# An example: a line that is indented below a text, a prompt, or code between backticks that is
# more than a name.
_EXAMPLE = re.compile(r"^ {4,}\S|>>>|``[^`]+``|`[^`\n]*[^\w.`\n][^`\n]*`", re.MULTILINE)
_FOR_TOOLS = re.compile(r"#\s*(noqa|type:|pyright:|pragma)")


class Size(NamedTuple):
    """How many lines a file or a function has."""

    lines: int
    where: str


def sizes_of_files(modules: Sequence[Module]) -> list[Size]:
    """Measure the files that hold more than a docstring, the longest last."""
    return sorted(Size(len(m.text.splitlines()), m.short) for m in modules if m.has_code)


def sizes_of_functions(modules: Sequence[Module]) -> list[Size]:
    """Measure functions from `def` to their last line, the longest last."""
    return sorted(
        Size((node.end_lineno or node.lineno) - node.lineno + 1, f"{module.short}.{node.name}")
        for module in modules
        for node in module.functions()
    )


def at_share(sizes: Sequence[Size], part: float) -> int:
    """Give the lines that such a part of all has at most: the median for a half."""
    return sizes[min(int(part * len(sizes)), len(sizes) - 1)].lines if sizes else 0


def docstrings(modules: Sequence[Module]) -> list[str]:
    """Give all docstrings, of modules, classes and functions."""
    return list(_docstrings(modules))


def _docstrings(modules: Sequence[Module]) -> Iterator[str]:
    for module in modules:
        for node in ast.walk(module.tree):
            if isinstance(node, Documented) and ast.get_docstring(node):
                yield _dedented(node.body[0])


def _dedented(docstring: ast.stmt) -> str:
    """Give a docstring's text with its own margin taken off, so that an indented line stays one."""
    assert isinstance(docstring, ast.Expr) and isinstance(docstring.value, ast.Constant)
    text = str(docstring.value.value).strip()
    return text.replace("\n" + " " * docstring.col_offset, "\n")


def has_example(docstring: str) -> bool:
    """Say whether a docstring shows code: ``Give the ratio: `a / b`.`` does."""
    return bool(_EXAMPLE.search(docstring))


def share_of_comments(modules: Sequence[Module]) -> float:
    """Give the share of written lines that have a comment for people."""
    comments = written = 0
    for module in modules:
        written += sum(bool(line.strip()) for line in module.text.splitlines())
        for word in tokenize.generate_tokens(io.StringIO(module.text).readline):
            comments += word.type == tokenize.COMMENT and not _FOR_TOOLS.match(word.string)
    return share(comments, written)
