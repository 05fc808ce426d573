"""The expressions of a mapping: parsed, held to an allow-list, their kinds told, printed.

An expression may only look at a row. What every dialect means alike is printed for all of them;
what is a dialect's own stays in the dialect it is written in.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from sqlglot import ErrorLevel, exp
from sqlglot.dialects.dialect import Dialect
from sqlglot.errors import ParseError, SqlglotError, TokenError
from sqlglot.optimizer.annotate_types import annotate_types

from cdrql import sql as words
from cdrql.backend import Backend
from cdrql.errors import did_you_mean
from cdrql.source import Span
from cdrql.sql import dialect_of

LONGEST = 10_000

_T = exp.DataType.Type
_TYPES = {
    "text": _T.TEXT,
    "integer": _T.BIGINT,
    "decimal": _T.DECIMAL,
    "float": _T.DOUBLE,
    "time": _T.TIMESTAMP,
    "boolean": _T.BOOLEAN,
    "uuid": _T.UUID,
    "other": _T.UNKNOWN,
}

# What every dialect means alike.
_PORTABLE: tuple[type[exp.Expr], ...] = (
    *(exp.Column, exp.Identifier, exp.Literal, exp.Null, exp.Boolean, exp.Paren, exp.Neg),
    *(exp.Add, exp.Sub, exp.Mul, exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE),
    *(exp.And, exp.Or, exp.Not, exp.In, exp.Between, exp.Is, exp.Like, exp.Escape),
    *(exp.Case, exp.If, exp.Coalesce, exp.Nullif, exp.Cast, exp.DataType, exp.DataTypeParam),
    *(exp.Lower, exp.Upper, exp.Trim, exp.Substring, exp.Length, exp.Concat, exp.DPipe),
    *(exp.Abs, exp.Tuple),
)
# What only looks at a row too, but differs from dialect to dialect.
_OWN: tuple[type[exp.Expr], ...] = (
    *(exp.Div, exp.IntDiv, exp.Mod, exp.Round, exp.Floor, exp.Ceil, exp.Trunc, exp.Sign),
    *(exp.Greatest, exp.Least, exp.Replace, exp.SubstringIndex, exp.SplitPart, exp.StrPosition),
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
    *(exp.Extract, exp.Interval, exp.Var, exp.TimestampDiff, exp.DateDiff, exp.UnixToTime),
    *(exp.TimeToUnix, exp.StrToUnix, exp.TimeStrToUnix, exp.TimeToStr, exp.StrToTime),
    *(exp.TsOrDsToTimestamp, exp.TsOrDsToDate, exp.Timestamp, exp.TimestampAdd, exp.TimestampSub),
    *(exp.DateAdd, exp.DateSub, exp.TsOrDsAdd, exp.TsOrDsDiff, exp.Datetime, exp.Date),
    *(exp.AtTimeZone, exp.ConvertTimezone, exp.JSONExtract, exp.JSONExtractScalar),
    *(exp.JSONPath, exp.JSONPathRoot, exp.JSONPathKey, exp.JSONPathSubscript, exp.JSONBExtract),
    *(exp.JSONBExtractScalar, exp.Collate, exp.TryCast, exp.NullSafeEQ, exp.NullSafeNEQ),
    *(exp.Bracket, exp.Dot, exp.ToNumber, exp.Initcap, exp.ConcatWs, exp.Log, exp.Pow, exp.Xor),
    *(exp.BitwiseAnd, exp.BitwiseOr, exp.CharacterSet, exp.Ascii, exp.Chr, exp.TimeStrToTime),
    *(exp.Day, exp.Month, exp.Year, exp.Hour, exp.Minute, exp.Second, exp.Distinct, exp.Anonymous),
)
_AGGREGATES = (exp.Min, exp.Max, exp.Sum, exp.Count)


@dataclass(eq=False)
class Refused(Exception):  # noqa: N818 (it is caught where the place is known)
    """Why an expression is refused: code, sentence, hint, and the place in its text."""

    code: str
    message: str
    hint: str | None = None
    span: Span | None = None


def parsed(text: str, backend: Backend, folds: bool = False) -> exp.Expr:
    """Parse an expression that only looks at a row; `folds` where it may hold aggregates."""
    if not text.strip():
        raise Refused("CDR606", "the expression is empty")
    if len(text) > LONGEST:
        raise Refused("CDR606", f"an expression has at most {LONGEST} characters")
    tree = read(text, backend.dialect)
    for node in tree.walk():
        _check(node, backend, folds, text)
        bare = isinstance(node, exp.DataType) and not node.expressions
        if bare and node.this in (_T.CHAR, _T.VARCHAR):  # elsewhere it would be one character
            node.set("this", _T.TEXT)
    return tree


def read(text: str, dialect: str = "") -> exp.Expr:
    """Parse one expression, and nothing beside it."""
    known = dialect_of(dialect)
    try:
        tokens = known.tokenize(text)
        for token in tokens:
            if token.comments:
                raise Refused("CDR607", "a comment stands in the expression", "write `why` instead")
            if token.text == ";":
                span = (token.start, token.end + 1)
                raise Refused("CDR607", "`;` ends a statement", "write one expression", span)
        if not tokens:
            raise Refused("CDR607", "there is nothing but a comment", "write `why` instead")
        return _parse(known, text)
    except TokenError as error:
        raise Refused("CDR606", f"the expression cannot be read: {_first_line(error)}") from None
    except ParseError as error:
        raise _unreadable(error) from None
    except (SqlglotError, RecursionError) as error:
        raise Refused("CDR606", f"the expression cannot be read: {_first_line(error)}") from None


def _parse(known: Dialect, text: str) -> exp.Expr:
    """Parse a text as the one item of a select list."""
    statements = known.parse(f"SELECT {text}")
    select = statements[0] if len(statements) == 1 else None
    if (
        not isinstance(select, exp.Select)
        or len(select.expressions) != 1
        or any(value for key, value in select.args.items() if key not in ("expressions", "kind"))
    ):
        raise Refused("CDR607", "this is more than one expression", "write one scalar expression")
    found: exp.Expr = select.expressions[0]
    return found.pop()


def _first_line(error: BaseException) -> str:
    """Shorten what sqlglot says."""
    return (str(error).splitlines() or [type(error).__name__])[0][:200]


def _unreadable(error: ParseError) -> Refused:
    """Say where an expression cannot be read; the text was parsed behind `SELECT `."""
    detail = error.errors[0] if error.errors else {}
    message = f"the expression cannot be read: {detail.get('description') or _first_line(error)}"
    column, shown = int(detail.get("col") or 0), str(detail.get("highlight") or "")
    end = column - len("SELECT ")
    span = (max(0, end - len(shown)), end) if detail.get("line") == 1 and end > 0 else None
    return Refused("CDR606", message[:300], None, span)


def _check(node: exp.Expr, backend: Backend, folds: bool, text: str) -> None:
    """Refuse a construct that is not on the list."""
    if isinstance(node, _AGGREGATES):
        if not folds:
            message = f"{_spelled(node)} folds many rows, and an expression sees one"
            hint = "sums are made by measures; rows of one call fold where the mapping has [call]"
            raise Refused("CDR607", message, hint, span_of(node, text))
        return
    if isinstance(node, exp.Star) and isinstance(node.parent, exp.Count):
        return
    if isinstance(node, exp.Anonymous):
        _check_name(node, backend, text)
        return
    if isinstance(node, exp.Column) and node.table:
        message = f"`{node.sql(dialect=backend.dialect)}` is qualified"
        hint = f"write `{node.name}`: there is one table"
        raise Refused("CDR607", message, hint, span_of(node, text))
    if not isinstance(node, (*_PORTABLE, *_OWN)) or type(node) in (exp.Func, exp.Window):
        kind = "a function that is not known here" if isinstance(node, exp.Func) else "not allowed"
        message = f"{_spelled(node)} is {kind}"
        hint = "an expression is scalar: columns, numbers, texts, CASE, and functions of one row"
        raise Refused("CDR607", message, hint, span_of(node, text))


def _check_name(node: exp.Anonymous, backend: Backend, text: str) -> None:
    """Refuse a function that no list of the dialect knows."""
    known = backend.functions
    if str(node.this).lower() not in known:
        message = f"the function `{node.this}` is not known here"
        hint = did_you_mean(str(node.this), known, "use a scalar function of the dialect")
        raise Refused("CDR607", message, hint, span_of(node, text))


def _spelled(node: exp.Expr) -> str:
    """Name a construct as SQL does."""
    if isinstance(node, exp.Func):
        return f"`{node.sql_name()}`"
    return {"Subquery": "a subquery", "Select": "a subquery", "Window": "a window"}.get(
        type(node).__name__, f"`{type(node).__name__.upper()}`"
    )


def span_of(node: exp.Expr, text: str) -> Span | None:
    """Find a node in its expression's text, where sqlglot knows the place."""
    for inner in node.walk():
        meta = inner.meta
        if "start" in meta and "end" in meta:
            begin = int(meta["start"]) - len("SELECT ")
            return (begin, int(meta["end"]) + 1 - len("SELECT "))
    start = text.upper().find(_spelled(node).strip("`"))
    return (start, start + len(_spelled(node).strip("`"))) if start >= 0 else None


def own_construct(tree: exp.Expr) -> str | None:
    """Name a construct that means the same in its own dialect only, if there is one."""
    for node in tree.walk():
        if not isinstance(node, (*_PORTABLE, *_AGGREGATES, exp.Star)):
            return str(node.this) if isinstance(node, exp.Anonymous) else _spelled(node).strip("`")
    return None


def columns_of(tree: exp.Expr) -> Iterator[exp.Column]:
    """Go through the columns of an expression."""
    yield from tree.find_all(exp.Column)


def kind_of(tree: exp.Expr, kinds: Mapping[str, str], dialect: str, text: str) -> str | None:
    """Tell the kind of an expression's value, None where it is not known; refuse wrong mixtures."""

    def typed(node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.Column):
            return exp.Cast(this=exp.Null(), to=exp.DataType(this=_TYPES[kinds[node.name]]))
        if isinstance(node, exp.Extract):  # of an epoch it has a fraction
            return exp.Cast(this=exp.Null(), to=exp.DataType(this=_T.DOUBLE))
        return node

    copy = tree.copy().transform(typed)
    known = annotate_types(copy, dialect=dialect)
    for node in known.find_all(exp.Binary):
        _check_mixture(node, text)
    return _kind(known)


# Kinds that compare and combine with each other.
_FAMILIES = {"integer": "number", "decimal": "number", "float": "number", "uuid": "text"}


def _check_mixture(node: exp.Binary, text: str) -> None:
    """Refuse to compare or combine a text with a number."""
    if not isinstance(
        node, exp.EQ | exp.NEQ | exp.GT | exp.GTE | exp.LT | exp.LTE | exp.Add | exp.Sub
    ):
        return
    kinds = [_kind(side) for side in (node.left, node.right)]
    families = {_FAMILIES.get(kind, kind) for kind in kinds if kind and kind != "other"}
    if families == {"text", "number"}:
        message = f"{' and '.join(f'{k}' for k in kinds)} are compared or combined"
        raise Refused("CDR609", message, "compare a text with a text, a number with a number")


def _kind(node: exp.Expr) -> str | None:
    """Tell a kind from sqlglot's type."""
    type_ = node.type
    if type_ is None or not isinstance(type_, exp.DataType):
        return None
    if type_.this in exp.DataType.TEXT_TYPES:
        return "text"
    if type_.this in exp.DataType.INTEGER_TYPES:
        return "integer"
    if type_.this in exp.DataType.FLOAT_TYPES:
        return "float"
    if type_.this in exp.DataType.REAL_TYPES:
        return "decimal"
    if type_.this in exp.DataType.TEMPORAL_TYPES:
        return "time"
    return {_T.BOOLEAN: "boolean", _T.UUID: "uuid"}.get(type_.this)


def qualified(tree: exp.Expr, replace: Callable[[str], exp.Expr | None]) -> exp.Expr:
    """Qualify the columns of an expression, and put other expressions in place of some."""

    def swap(node: exp.Expr) -> exp.Expr:
        if not isinstance(node, exp.Column):
            return node
        instead = replace(node.name)
        if instead is None:
            return exp.Column(this=words.name(node.name, quoted=True), table=words.name("c"))
        return instead

    return tree.copy().transform(swap)


_ATOMS = (exp.Column, exp.Literal, exp.Func, exp.Paren, exp.Null, exp.Boolean, exp.Case, exp.Cast)


def printed(tree: exp.Expr, backend: Backend) -> str:
    """Print an expression on one line, so that it can stand as an operand."""
    atom = isinstance(tree, _ATOMS) and not isinstance(tree, exp.Connector | exp.Binary)
    adapted = (tree if atom else exp.Paren(this=tree)).copy().transform(backend.adapt)
    generator = dialect_of(backend.dialect).generator(
        comments=False, unsupported_level=ErrorLevel.RAISE
    )
    return generator.generate(adapted, copy=False)
