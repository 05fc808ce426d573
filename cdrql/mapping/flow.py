"""What the value of an expression is made of, and what it shows, apart from what only chooses it.

Of `CASE WHEN src = '' THEN did ELSE TRIM(src) END` the value is made of `did` and `src`; of
`CASE WHEN src = '' THEN 4 ELSE 3 END` no column is shown.
"""

from collections.abc import Callable, Iterator

from sqlglot import exp

# Functions of time that sqlglot has no class for, each with the arguments that are times.
TIMED_ARGUMENTS: dict[str, slice] = {
    **dict.fromkeys(("date", "time", "datetime", "julianday", "unixepoch"), slice(1)),
    **dict.fromkeys(("unix_timestamp", "to_seconds", "time_to_sec", "microsecond"), slice(1)),
    **dict.fromkeys(("todate", "todatetime", "todatetime64", "tounixtimestamp"), slice(1)),
    **dict.fromkeys(("tounixtimestamp64micro", "tounixtimestamp64milli"), slice(1)),
    "timediff": slice(2),
    "age": slice(1, 3),
}
# What of a construct becomes its value, where that is not all: search texts, zones, conditions.
_MADE: dict[type[exp.Expr], tuple[str, ...]] = {
    **dict.fromkeys((exp.Replace, exp.RegexpReplace), ("this", "replacement")),
    **dict.fromkeys((exp.Trim, exp.Nullif, exp.SplitPart, exp.SubstringIndex), ("this",)),
    **dict.fromkeys((exp.RegexpExtract, exp.RegexpSubstr, exp.StrPosition), ("this",)),
    **dict.fromkeys((exp.AtTimeZone, exp.Collate, exp.Cast, exp.TryCast), ("this",)),
    exp.ConvertTimezone: ("timestamp",),
    exp.Extract: ("expression",),
    exp.Case: ("ifs", "default"),
    exp.If: ("true", "false"),
    exp.Interval: (),
}
# Whatever else it reads shows in its value: `INSTR('0123456789', src)` is the digit that `src` is.
_CHOOSES: dict[type[exp.Expr], tuple[str, ...]] = {
    kind: _MADE[kind] for kind in (exp.Case, exp.If, exp.Nullif)
}
_EQUALS = (exp.EQ, exp.NullSafeEQ, exp.In, exp.Like, exp.ILike, exp.Glob, exp.RegexpLike)
_TESTS = (exp.Predicate, exp.Connector, exp.Not, exp.StartsWith)
_CHOICES = ("iif", "if", "multiif")
_HOLDS = ("empty", "notempty", "isnull", "isnotnull", "endswith", "match", "json_valid")


def made_parts(tree: exp.Expr) -> Iterator[exp.Expr]:
    """Go through an expression and all of it that its value is made of."""
    return _valued_parts(tree, _made_children)


def shown_parts(tree: exp.Expr) -> Iterator[exp.Expr]:
    """Go through an expression and all of it that its value tells: what it searches for too."""
    return _valued_parts(tree, _shown_children)


def _valued_parts(
    tree: exp.Expr, children: Callable[[exp.Expr], list[exp.Expr]]
) -> Iterator[exp.Expr]:
    waiting = [tree]
    while waiting:  # a sum of a thousand columns is a thousand deep
        node = waiting.pop()
        # What holds or not shows no more of its columns than that.
        if isinstance(node, _TESTS) or _function_name(node) in _HOLDS:
            continue
        yield node
        waiting += children(node)


def _made_children(node: exp.Expr) -> list[exp.Expr]:
    name = _function_name(node)
    if name in _CHOICES:
        return [*node.expressions[1::2], *node.expressions[-1:]]
    if name in TIMED_ARGUMENTS:
        return list(node.expressions[TIMED_ARGUMENTS[name]])
    return _children_at(node, _MADE.get(type(node)))


def _shown_children(node: exp.Expr) -> list[exp.Expr]:
    if _function_name(node) in _CHOICES:
        tests = zip(node.expressions[:-1:2], node.expressions[1::2], strict=False)
        return [*_made_children(node), *(c for test in tests for c in _copied_columns(*test))]
    copied: list[exp.Expr] = []
    if isinstance(node, exp.If):
        over = node.parent.this if isinstance(node.parent, exp.Case) else None
        copied = list(_copied_columns(node.this, node.args["true"], over))
    return [*_children_at(node, _CHOOSES.get(type(node))), *copied]


def _children_at(node: exp.Expr, keys: tuple[str, ...] | None) -> list[exp.Expr]:
    """Give the children under some keys, all of them without any."""
    if keys is None:
        return list(node.iter_expressions())
    found = [node.args.get(key) for key in keys]
    return [one for part in found for one in (part if isinstance(part, list) else [part]) if one]


def _copied_columns(
    test: exp.Expr, result: exp.Expr, over: exp.Expr | None = None
) -> Iterator[exp.Expr]:
    """Give the columns of a test where the result repeats what they are equal to.

    `CASE src WHEN '1' THEN '1' END` copies `src`; `CASE src WHEN '1' THEN 'boss' END` names it.
    """
    equals = [test] if over else [found for kind in _EQUALS for found in test.find_all(kind)]
    compared = {t.strip("%_*^$") for one in equals for t in _literal_texts(one)} - {""}
    if not compared.isdisjoint(_literal_texts(result)):
        yield from (over or test).find_all(exp.Column)


def _literal_texts(tree: exp.Expr) -> Iterator[str]:
    return (str(literal.this) for literal in tree.find_all(exp.Literal))


def _function_name(node: exp.Expr) -> str:
    """Name a function that sqlglot has no class for."""
    return str(node.this).lower() if isinstance(node, exp.Anonymous) else ""
