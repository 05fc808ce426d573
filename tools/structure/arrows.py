"""Imports as arrows from module to module, when they are made, and the circles among them."""

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from tools.structure.tree import Function, Module

# When an import is made. A circle of the first kind may fail; one of the others is as hard to read.
MADE = ("at import", "inside functions", "for types")

Graph = Mapping[str, set[str]]


class Arrow(NamedTuple):
    """An import of one module of the package by another."""

    by: str
    of: str
    made: str


def find_arrows(modules: Sequence[Module]) -> list[Arrow]:
    """Find the imports among modules; what a package brings by itself is not counted."""
    known = {module.name for module in modules}
    return sorted(
        {
            Arrow(module.name, name, made)
            for module in modules
            for node, made in _imports(module.tree, MADE[0])
            for name in _named(node, known)
            if name != module.name
        }
    )


def _imports(node: ast.AST, made: str) -> Iterator[tuple[ast.Import | ast.ImportFrom, str]]:
    if isinstance(node, ast.Import | ast.ImportFrom):
        yield node, made
    if isinstance(node, Function):
        made = MADE[1]
    elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
        made = MADE[2]
    for inner in ast.iter_child_nodes(node):
        yield from _imports(inner, made)


def _named(node: ast.Import | ast.ImportFrom, known: set[str]) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if alias.name in known)
    elif node.module in known:
        for alias in node.names:
            inner = f"{node.module}.{alias.name}"
            yield inner if inner in known else node.module


def graph_of(arrows: Sequence[Arrow], made: Sequence[str]) -> Graph:
    """Say which modules each module imports, by imports that are made at these times."""
    graph = defaultdict[str, set[str]](set)
    for arrow in arrows:
        if arrow.made in made:
            graph[arrow.by].add(arrow.of)
    return graph


def rooms_graph(arrows: Sequence[Arrow], rooms: Mapping[str, str]) -> Graph:
    """Say which rooms each room imports, whenever it does."""
    graph = defaultdict[str, set[str]](set)
    for arrow in arrows:
        if rooms[arrow.by] != rooms[arrow.of]:
            graph[rooms[arrow.by]].add(rooms[arrow.of])
    return graph


def find_circles(graph: Graph) -> list[list[str]]:
    """Find the sets of modules of which each reaches all others."""
    reached = {name: _reached(graph, name) for name in graph}
    circles = {
        tuple(sorted(other for other in reached[name] if name in reached.get(other, ())))
        for name in graph
        if name in reached[name]
    }
    return sorted(map(list, circles))


def _reached(graph: Graph, start: str) -> set[str]:
    reached, new = set[str](), set(graph[start])
    while new:
        reached |= new
        new = {far for name in new for far in graph.get(name, ())} - reached
    return reached


def count_floors(graph: Graph) -> int:
    """Count the floors: the rooms of the longest way down. Where there is a circle, 0."""
    if find_circles(graph):
        return 0
    height: dict[str, int] = {}

    def height_of(name: str) -> int:
        if name not in height:
            height[name] = 1 + max(map(height_of, graph.get(name, ())), default=0)
        return height[name]

    return max(map(height_of, graph), default=1)
