"""The changes: what else could stand in a place of a module, as one function for each kind.

The usual ones of mutation testing, and some for a compiler: a wrapper that is left out (a COALESCE,
a rounding, a mask), a row of a table, a condition that always or never holds. No library has these,
or changes what stands outside of functions and in decorated ones, of which there are many here.
"""

import ast
import copy
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple


class Change(NamedTuple):
    """What stands in a place, what is put there, and how both are shown."""

    node: ast.AST
    new: ast.AST
    shown: tuple[str, str]


COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
# Calls of these give something of another kind than their arguments: to leave one out only crashes.
CONVERSIONS = frozenset(
    (
        *("isinstance", "len", "str", "int", "bool", "list", "tuple", "dict", "set", "frozenset"),
        *("range", "enumerate", "zip", "super", "getattr", "type", "repr", "id", "hash", "any"),
        *("all", "sum", "next", "iter", "partial", "cache", "lru_cache", "wraps", "compile"),
    )
)
# Of a method of a text, the text itself may stand instead.
OF_TEXTS = frozenset(
    ("strip", "rstrip", "lower", "ljust", "replace", "removeprefix", "removesuffix")
)
NOTHING = "nothing"


def with_(node: ast.AST, **fields: Any) -> Any:
    """Copy a node with other fields."""
    made = copy.copy(node)
    for name, value in fields.items():
        setattr(made, name, value)
    return made


def _put(node: ast.AST, new: ast.AST) -> Change:
    return Change(node, new, (ast.unparse(node), ast.unparse(new)))


def compared(node: ast.Compare) -> Iterator[Change]:
    """Compare otherwise: by the bound's other side, or the other way round."""
    for i, operator in enumerate(node.ops):
        for other in COMPARISONS[type(operator)]:
            ops = [*node.ops[:i], other(), *node.ops[i + 1 :]]
            yield _put(node, with_(node, ops=ops))


def joined(node: ast.BoolOp) -> Iterator[Change]:
    """Join by the other word, or leave out a part."""
    yield _put(node, with_(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And()))
    for rest in _without(node.values):
        yield _put(node, with_(node, values=rest) if len(rest) > 1 else rest[0])


def calculated(node: ast.BinOp) -> Iterator[Change]:
    """Calculate by another operator; of a union or intersection, take one side too."""
    if isinstance(node.op, ast.BitOr | ast.BitAnd):
        yield _put(node, node.left)
        yield _put(node, node.right)
    yield _put(node, with_(node, op=ARITHMETIC[type(node.op)]()))


def signed(node: ast.UnaryOp) -> Iterator[Change]:
    """Leave out a `not` or a minus."""
    yield _put(node, node.operand)


def constant(node: ast.Constant) -> Iterator[Change]:
    """Write another constant."""
    value = node.value
    if isinstance(value, bool):
        yield _put(node, ast.Constant(not value))
    elif isinstance(value, int):
        yield _put(node, ast.Constant(value + 1))
        if value:
            yield _put(node, ast.Constant(value - 1))
    elif isinstance(value, str):
        yield _put(node, ast.Constant("XX"))


def tested(node: ast.If | ast.IfExp) -> Iterator[Change]:
    """Let a condition always hold, or never."""
    for value in (True, False):
        yield _put(node.test, ast.Constant(value))


def repeated(node: ast.While) -> Iterator[Change]:
    """Let a loop never begin."""
    yield _put(node.test, ast.Constant(False))


def gone_through(node: ast.For) -> Iterator[Change]:
    """Go through nothing."""
    yield _put(node.iter, ast.Tuple([], ast.Load()))


def chosen(node: ast.comprehension) -> Iterator[Change]:
    """Choose all, or none."""
    for test in node.ifs:
        for value in (True, False):
            yield _put(test, ast.Constant(value))


def called(node: ast.Call) -> Iterator[Change]:
    """Leave out a call but for one of its arguments, or one of its named arguments."""
    function = node.func
    called_on = function.value if isinstance(function, ast.Attribute) else None
    name = function.attr if isinstance(function, ast.Attribute) else ast.unparse(function)
    of_module = isinstance(called_on, ast.Name) and called_on.id in ("sql", "exp")
    if called_on and name in OF_TEXTS:
        yield _put(node, called_on)
    elif name not in CONVERSIONS and (of_module or not name[:1].isupper()):
        inside = [argument for argument in node.args if not isinstance(argument, ast.Starred)]
        inside += [keyword.value for keyword in node.keywords if keyword.arg == "this"]
        for argument in inside if of_module or name in ("min", "max") else inside[:1]:
            if not isinstance(argument, ast.Constant):
                yield _put(node, argument)
    for i, keyword in enumerate(node.keywords):
        if keyword.arg not in ("this", "strict"):
            rest = [*node.keywords[:i], *node.keywords[i + 1 :]]
            yield Change(node, with_(node, keywords=rest), (ast.unparse(keyword), NOTHING))


def listed(node: ast.List | ast.Set | ast.Tuple) -> Iterator[Change]:
    """Leave out an item of a list."""
    for item, rest in zip(node.elts, _without(node.elts), strict=True):
        empty = isinstance(node, ast.Set) and not rest
        new = ast.parse("set()", mode="eval").body if empty else with_(node, elts=rest)
        yield Change(node, new, (ast.unparse(item), NOTHING))


def keyed(node: ast.Dict) -> Iterator[Change]:
    """Leave out a row of a table."""
    rows = list(zip(node.keys, node.values, strict=True))
    for (key, value), rest in zip(rows, _without(rows), strict=True):
        new = with_(node, keys=[k for k, _ in rest], values=[v for _, v in rest])
        shown = f"{ast.unparse(key)}: {ast.unparse(value)}" if key else f"**{ast.unparse(value)}"
        yield Change(node, new, (shown, NOTHING))


def returned(node: ast.Return) -> Iterator[Change]:
    """Return nothing."""
    if node.value and not (isinstance(node.value, ast.Constant) and node.value.value is None):
        yield Change(node, ast.Return(), (ast.unparse(node), "return"))


def done(node: ast.stmt) -> Iterator[Change]:
    """Leave out a statement."""
    yield Change(node, ast.Pass(), (ast.unparse(node), NOTHING))


def caught(node: ast.ExceptHandler) -> Iterator[Change]:
    """Catch nothing."""
    if node.type:
        yield _put(node.type, ast.Tuple([], ast.Load()))


def written_again(node: ast.FunctionDef) -> Iterator[Change]:
    """Leave out an assignment to a name that has a value already."""
    known = {argument.arg for argument in ast.walk(node.args) if isinstance(argument, ast.arg)}
    assigned = [inner for inner in ast.walk(node) if isinstance(inner, ast.Assign)]
    for statement in sorted(assigned, key=lambda inner: inner.lineno):
        name = ast.unparse(statement.targets[0])
        if name in known:
            yield from done(statement)
        known.add(name)


def _without(items: Sequence[Any]) -> Iterator[list[Any]]:
    """Leave out each item in turn."""
    for i in range(len(items)):
        yield [*items[:i], *items[i + 1 :]]


OPERATORS: dict[type[ast.AST], Callable[[Any], Iterator[Change]]] = {
    ast.Compare: compared,
    ast.BoolOp: joined,
    ast.BinOp: calculated,
    ast.UnaryOp: signed,
    ast.Constant: constant,
    ast.If: tested,
    ast.IfExp: tested,
    ast.While: repeated,
    ast.For: gone_through,
    ast.comprehension: chosen,
    ast.Call: called,
    ast.List: listed,
    ast.Set: listed,
    ast.Tuple: listed,
    ast.Dict: keyed,
    ast.Return: returned,
    ast.Expr: done,
    ast.AugAssign: done,
    ast.Raise: done,
    ast.Continue: done,
    ast.Break: done,
    ast.ExceptHandler: caught,
    ast.FunctionDef: written_again,
}
