"""The expressions of a mapping: parsed, held to an allow-list, their kinds told, printed.

An expression may only look at a row. What every dialect means alike is printed for all of them;
what is a dialect's own stays in the dialect it is written in.
"""

import re
from collections.abc import Callable, Iterator

from sqlglot import exp

from cdrql.backend import Backend
from cdrql.backend import sql as words
from cdrql.errors import did_you_mean
from cdrql.mapping.reading import SELECT, Refused, read_expression
from cdrql.texts.carets import Span

# What every dialect means alike.
PORTABLE: tuple[type[exp.Expr], ...] = (
    *(exp.Column, exp.Identifier, exp.Literal, exp.Null, exp.Boolean, exp.Paren, exp.Neg),
    *(exp.Add, exp.Sub, exp.Mul, exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE),
    *(exp.And, exp.Or, exp.Not, exp.In, exp.Between, exp.Is, exp.Like),
    *(exp.Case, exp.If, exp.Coalesce, exp.Nullif, exp.Cast, exp.DataType, exp.DataTypeParam),
    *(exp.Lower, exp.Upper, exp.Trim, exp.Substring, exp.Length, exp.Concat, exp.DPipe),
    *(exp.Abs, exp.Replace),
)
# What only looks at a row too, but differs from dialect to dialect.
_OWN: tuple[type[exp.Expr], ...] = (
    *(exp.Div, exp.IntDiv, exp.Mod, exp.Round, exp.Floor, exp.Ceil, exp.Trunc, exp.Sign),
    *(exp.Greatest, exp.Least, exp.Escape, exp.SubstringIndex, exp.SplitPart, exp.StrPosition),
    *(exp.Left, exp.Right, exp.Reverse, exp.Pad, exp.Repeat, exp.RegexpLike, exp.RegexpExtract),
    *(
        exp.RegexpReplace,
        exp.RegexpILike,
        exp.RegexpSubstr,
        exp.ILike,
        exp.Glob,
        exp.StartsWith,
        exp.Hex,
        exp.Unhex,
    ),
    *(
        exp.Extract,
        exp.Host,
        exp.Interval,
        exp.Var,
        exp.TimestampDiff,
        exp.DateDiff,
        exp.UnixToTime,
    ),
    *(exp.TimeToUnix, exp.StrToUnix, exp.TimeStrToUnix, exp.TimeToStr, exp.StrToTime),
    *(exp.TsOrDsToTimestamp, exp.TsOrDsToDate, exp.Timestamp, exp.TimestampAdd, exp.TimestampSub),
    *(exp.DateAdd, exp.DateSub, exp.TsOrDsAdd, exp.TsOrDsDiff, exp.Datetime, exp.Date),
    *(exp.AtTimeZone, exp.ConvertTimezone, exp.JSONExtract, exp.JSONExtractScalar),
    *(exp.JSONPath, exp.JSONPathRoot, exp.JSONPathKey, exp.JSONPathSubscript, exp.JSONBExtract),
    *(exp.JSONBExtractScalar, exp.Collate, exp.TryCast, exp.NullSafeEQ, exp.NullSafeNEQ),
    *(exp.Bracket, exp.Dot, exp.ToNumber, exp.Initcap, exp.ConcatWs, exp.Log, exp.Pow, exp.Xor),
    *(exp.BitwiseAnd, exp.BitwiseOr, exp.CharacterSet, exp.Ascii, exp.Chr, exp.TimeStrToTime),
    *(exp.Day, exp.Month, exp.Year, exp.Hour, exp.Minute, exp.Second, exp.Anonymous),
)
# What values are cast to; anything else may be a name, which would be printed as it is.
_T = exp.DataType.Type
_CASTS = {
    *exp.DataType.TEXT_TYPES,
    *exp.DataType.NUMERIC_TYPES,
    *exp.DataType.TEMPORAL_TYPES,
    *(_T.BOOLEAN, _T.UUID, _T.JSON, _T.JSONB, _T.INET, _T.INTERVAL, _T.CHARACTER_SET),
}
# Checks: one node at a time, each with its place for the caret.


AGGREGATES = (exp.Min, exp.Max, exp.Sum, exp.Count)


def parse_expression(text: str, backend: Backend, folds: bool = False) -> exp.Expr:
    """Parse an expression that only looks at a row; `folds` where it may hold aggregates."""
    tree = read_expression(text, backend.dialect)
    for node in tree.walk():
        _check_node(node, backend, folds, text)
        bare = isinstance(node, exp.DataType) and not node.expressions
        if bare and node.this in (_T.CHAR, _T.VARCHAR):  # elsewhere it would be one character
            node.set("this", _T.TEXT)
    return tree


def _check_node(node: exp.Expr, backend: Backend, folds: bool, text: str) -> None:
    if isinstance(node, AGGREGATES) and folds:
        _check_aggregate(node, text)
    elif isinstance(node, exp.AggFunc):
        told = "MIN, MAX, SUM and COUNT may stand in [fields] of a mapping with [call]"
        message = f"{construct_name(node)} folds many rows, and an expression sees one"
        raise Refused("CDR607", message, told, node_span(node, text))
    elif isinstance(node, exp.Star) and isinstance(node.parent, exp.Count):
        return
    elif isinstance(node, exp.Anonymous):
        _check_function(node, backend, text)
    elif isinstance(node, exp.Literal | exp.Identifier) and "\n" in node.name:
        message = "a text or a name goes over the end of a line, where the SQL's own layout begins"
        raise Refused("CDR607", message, "LIKE with `_` stands for any one character")
    elif isinstance(node, exp.Column) and node.table:
        message = f"`{node.sql(dialect=backend.dialect)}` is qualified"
        hint = f"write `{node.name}`: there is one table"
        raise Refused("CDR607", message, hint, node_span(node, text))
    elif isinstance(node, exp.DataType) and not _is_plain(node):
        message = f"`{node.sql(dialect=backend.dialect)}` is not a type that is cast to here"
        hint = "texts, numbers, times, booleans, uuid and json are"
        raise Refused("CDR607", message, hint)
    elif isinstance(node, exp.In) and not (node.expressions or node.args.get("query")):
        message = "IN takes a list in parentheses: what else follows it may be a table"
        hint = "write IN ('a', 'b'), or compare by ="
        raise Refused("CDR607", message, hint, node_span(node, text))
    elif isinstance(node, exp.Is) and not isinstance(node.expression, exp.Null | exp.Boolean):
        raise Refused("CDR607", "IS tests for NULL, TRUE or FALSE", "compare values by =")
    elif not isinstance(node, (*PORTABLE, *_OWN)) or type(node) is exp.Func:
        raise _not_allowed(node, text)


def _check_aggregate(node: exp.Expr, text: str) -> None:
    """Refuse what would fold twice, or is more than one value of each row."""
    if node.find_ancestor(exp.AggFunc):
        message = f"{construct_name(node)} stands inside another aggregate"
        raise Refused("CDR607", message, "the rows of a call fold once", node_span(node, text))
    if isinstance(node.this, exp.Distinct) or node.expressions:
        message = f"{construct_name(node)} takes one value of each row, and no DISTINCT"
        raise Refused("CDR607", message, None, node_span(node, text))


def _not_allowed(node: exp.Expr, text: str) -> Refused:
    """Say why a construct is refused."""
    for kinds, what, hint in _NAMED:
        if isinstance(node, kinds):
            return Refused("CDR607", f"{what} is not allowed", hint, node_span(node, text))
    kind = "a function that is not known here" if isinstance(node, exp.Func) else "not allowed"
    hint = "an expression is scalar: columns, numbers, texts, CASE, and functions of one row"
    return Refused("CDR607", f"{construct_name(node)} is {kind}", hint, node_span(node, text))


# What people try, and what they may write instead.
_READS = "an expression looks at one row and reads no table; for names there is `lookup`"
_NAMED: tuple[tuple[type[exp.Expr] | tuple[type[exp.Expr], ...], str, str], ...] = (
    ((exp.Query, exp.Exists), "a subquery", _READS),
    (exp.Window, "a window function", "one row is looked at; rows of one call fold with [call]"),
    (exp.Alias, "a name behind an expression", "the key on the left is its name"),
    (
        (exp.Placeholder, exp.Parameter, exp.SessionParameter),
        "a parameter or a variable",
        "write its value",
    ),
    (exp.Star, "`*`", "name the columns"),
    ((exp.Tuple, exp.Array), "a list of values", "an expression has one value"),
    (exp.Filter, "FILTER", "write MAX(CASE WHEN ... THEN ... END)"),
)


def _is_plain(node: exp.DataType) -> bool:
    """Say whether a type of a cast is one of single values, with numbers alone as parameters."""
    plain = node.this in _CASTS and not node.args.get("nested")
    return plain and all(isinstance(p, exp.DataTypeParam) for p in node.expressions)


def _check_function(node: exp.Anonymous, backend: Backend, text: str) -> None:
    """Refuse a function that no list of the dialect knows."""
    known = backend.functions
    # A function that sqlglot has no class for may do anything, so each is listed by the backend.
    if str(node.this).lower() not in known:
        message = f"the function `{node.this}` is not known here"
        hint = did_you_mean(str(node.this), known, "use a scalar function of the dialect")
        raise Refused("CDR607", message, hint, node_span(node, text))
    if not node.expressions:
        message = f"`{node.this}` of nothing is the time of the question, not of a call"
        raise Refused("CDR607", message, "give it a column", node_span(node, text))


# What is shown of a node.


def construct_name(node: exp.Expr) -> str:
    """Name a construct as SQL does, in quotes: `COALESCE`, `PLACEHOLDER`."""
    if isinstance(node, exp.Func):
        return f"`{node.sql_name()}`"
    return f"`{type(node).__name__.upper()}`"


def node_span(node: exp.Expr, text: str) -> Span | None:
    """Find a node in its expression's text: its name there, or the names that it holds."""
    name = str(node.this) if isinstance(node, exp.Anonymous) else construct_name(node).strip("`")
    if isinstance(node, exp.Func) and (found := re.search(rf"\b{name}\b", text, re.IGNORECASE)):
        return found.span()
    if isinstance(node, exp.Query) and (found := re.search(r"\bSELECT\b", text, re.IGNORECASE)):
        return found.span()
    marks = [inner.meta for inner in node.walk() if "start" in inner.meta and "end" in inner.meta]
    if not marks:
        return None
    # sqlglot marks the first and the last character of a token, in the text behind `SELECT `.
    begin = min(int(meta["start"]) for meta in marks) - len(SELECT)
    return begin, max(int(meta["end"]) for meta in marks) + 1 - len(SELECT)


# From a tree to the text that a warehouse keeps.


def widen_casts(tree: exp.Expr) -> None:
    """Make the whole numbers of casts bigints, for INTEGER has 32 bits elsewhere.

    `CAST(kind AS INTEGER)` is printed as `CAST(c."kind" AS BIGINT)`.
    """
    for node in tree.find_all(exp.DataType):
        if node.this == _T.INT:
            node.set("this", _T.BIGINT)


def columns_in(tree: exp.Expr) -> Iterator[exp.Column]:
    """Go through the columns of an expression."""
    yield from tree.find_all(exp.Column)


def qualify_columns(
    tree: exp.Expr,
    replace: Callable[[str], exp.Expr | None],
    read: Callable[[exp.Expr], exp.Expr],
) -> exp.Expr:
    """Qualify the columns of an expression, and put other expressions in place of some.

    `read` says how a column is read where something is made of it.
    """

    def swap(node: exp.Expr) -> exp.Expr:
        if not isinstance(node, exp.Column):
            return node
        instead = replace(node.name)
        if instead is None:
            column = exp.Column(this=words.name(node.name, quoted=True), table=words.name("c"))
            if _is_whole(node):
                return column
            return words.group(read(column)) if isinstance(node.parent, _TIGHT) else read(column)
        return instead

    return tree.transform(swap)


# What an operand may bind less than.
_TIGHT = (exp.Binary, exp.Neg, exp.Not, exp.Between, exp.In)


def _is_whole(node: exp.Expr) -> bool:
    """Say whether a column is all of an expression, which may be looked for by its index."""
    by = node.parent
    while isinstance(by, exp.Paren):
        by = by.parent
    return by is None


# Concat is printed as ||, which binds less than COLLATE.
_ATOMS: tuple[type[exp.Expr], ...] = (
    *(exp.Column, exp.Literal, exp.Func, exp.Paren, exp.Null, exp.Boolean, exp.Case, exp.Cast),
    exp.Tuple,  # parentheses of ours, around one value
)


def print_expression(tree: exp.Expr, backend: Backend) -> str:
    """Print an expression on one line, so that it can stand as an operand."""
    atom = isinstance(tree, _ATOMS) and not isinstance(
        tree, exp.Connector | exp.Binary | exp.Concat
    )
    # What binds less than an operand may is put in parentheses.
    adapted = (tree if atom else exp.Paren(this=tree)).transform(backend.adapt)
    return words.printed(words.settle_negations(adapted), backend.dialect, pretty=False)
