"""The floor under any compiler that prints by sqlglot: build the same tree, print it, no more."""

import enum
from collections.abc import Callable
from typing import Any

import sqlglot
from sqlglot import Dialect, exp

import cdrql
from benchmarks.shapes import Request

# Parameters in a form that sqlglot parses in the dialect.
_STYLES = {"clickhouse": "typed"}


def tree_builder(request: Request, dialect: str) -> Callable[[], Any]:
    """Give a function that builds the tree of a request's SQL, as nested constructors of nodes.

    The tree is what sqlglot parses our SQL to; its constructors are written out once, as source
    text, so that building it anew costs what a program costs that contains just this query.
    """
    style: Any = _STYLES.get(dialect, "qmark")
    tree = sqlglot.parse_one(cdrql.compile(request, dialect, paramstyle=style).sql, dialect=dialect)
    names: dict[str, Any] = {}
    build: Callable[[], Any] = eval(f"lambda: {_source(tree, names)}", names)
    return build


def _source(value: Any, names: dict[str, Any]) -> str:
    """Write the expression that makes a node; what has no literal gets a name."""
    if isinstance(value, list):
        return f"[{', '.join(_source(item, names) for item in value)}]"
    if isinstance(value, exp.Expr):
        kind = type(value)
        names[kind.__name__] = kind
        arguments = (f"{key}={_source(arg, names)}" for key, arg in value.args.items())
        return f"{kind.__name__}({', '.join(arguments)})"
    if isinstance(value, enum.Enum):
        names[f"{type(value).__name__}_{value.name}"] = value
        return f"{type(value).__name__}_{value.name}"
    return repr(value)


def printer(dialect: str) -> Callable[[Any], str]:
    """Give the function that prints a tree as we do: pretty, without a copy of it."""
    known = Dialect.get_or_raise(dialect)
    return lambda tree: known.generator(pretty=True, comments=False).generate(tree, copy=False)
