"""Tells the kind of an expression's value, and refuses mixtures of kinds that engines refuse."""

from collections.abc import Iterator, Mapping

from sqlglot import exp
from sqlglot.optimizer.annotate_types import annotate_types

from cdrql.mapping.expressions import node_span
from cdrql.mapping.reading import Refused

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

# Kinds that compare and combine with each other.
_FAMILIES = {"integer": "number", "decimal": "number", "float": "number"}
_COMPARED = (exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.NullSafeEQ, exp.NullSafeNEQ)
_COUNTED = (exp.Add, exp.Sub, exp.Mul, exp.Div, exp.IntDiv, exp.Mod)


def expression_kind(
    tree: exp.Expr, kinds: Mapping[str, str], dialect: str, text: str
) -> str | None:
    """Tell the kind of an expression's value, None where it is not known; refuse wrong mixtures.

    With `talk = "integer"` in [columns], `talk > 0` is boolean and `talk > '0'` is refused.
    """

    def typed(node: exp.Expr) -> exp.Expr:
        if not isinstance(node, exp.Column | exp.Extract):
            return node
        # EXTRACT of an epoch has a fraction.
        kind = _TYPES[kinds[node.name]] if isinstance(node, exp.Column) else _T.DOUBLE
        # To the annotator a column is what it is cast to; the marks of its place stay for the
        # caret.
        cast = exp.Cast(this=exp.Null(), to=exp.DataType(this=kind))
        cast.meta.update(node.this.meta)
        return cast

    try:
        known = annotate_types(tree.transform(typed), dialect=dialect)
    except Exception:  # whatever the annotator stumbles over: then the kind is not known
        return None
    for node in known.walk():
        try:
            _check_operands(node)
        except Refused as refused:
            refused.span = node_span(node, text)
            raise
    return _kind_of(known)


def _check_operands(node: exp.Expr) -> None:
    if isinstance(node, exp.Connector):
        _check_tests((node.left, node.right), type(node).__name__.upper())
    elif isinstance(node, exp.Not):
        _check_tests((node.this,), "NOT")
    elif isinstance(node, exp.Case):
        if node.this is None:
            _check_tests([branch.this for branch in node.args["ifs"]], "WHEN")
        _check_alike([b.args["true"] for b in node.args["ifs"]] + [node.args.get("default")])
    elif isinstance(node, exp.Like):
        _check_texts((node.this, node.expression), "LIKE")
    elif isinstance(node, _OF_TEXTS):
        _check_texts((node.this,), node.sql_name())
    elif isinstance(node, exp.Neg) and _kind_of(node.this) == "text":
        raise Refused("CDR609", "a text has no sign", "CAST makes a number of it")
    elif isinstance(node, exp.Mul | exp.Div) and "text" in map(_kind_of, (node.left, node.right)):
        raise Refused("CDR609", "a text is multiplied or divided", "CAST makes a number of it")
    else:
        _check_alike(list(_operands_of(node)))


_OF_TEXTS = (exp.Lower, exp.Upper, exp.Trim, exp.Substring, exp.Length, exp.Replace)


def _check_texts(nodes: tuple[exp.Expr, ...], word: str) -> None:
    """Refuse a number, or what holds or not, where a text is taken."""
    for node in nodes:
        if (kind := _kind_of(node)) in ("boolean", *_FAMILIES):
            hint = "CAST(... AS CHAR) makes a text of it"
            raise Refused("CDR609", f"{word} takes a text, and this is {kind}", hint)


def _operands_of(node: exp.Expr) -> Iterator[exp.Expr | None]:
    if isinstance(node, (*_COMPARED, *_COUNTED)):
        yield from (node.left, node.right)
    elif isinstance(node, exp.Between):
        yield from (node.this, node.args["low"], node.args["high"])
    elif isinstance(node, exp.In | exp.Coalesce):
        yield from (node.this, *node.expressions)
    elif isinstance(node, exp.Nullif):
        yield from (node.this, node.expression)


def _check_alike(nodes: list[exp.Expr | None]) -> None:
    """Refuse to mix a text, or what holds or not, with a number."""
    kinds = [kind for node in nodes if node is not None if (kind := _kind_of(node))]
    # An enum or an uuid is compared with texts by some engines, so it is left to them.
    families = {_FAMILIES.get(kind, kind) for kind in kinds} - {"other", "uuid", "time"}
    if len(families) > 1:
        message = f"{' and '.join(dict.fromkeys(kinds))} are compared or combined"
        hint = "compare a text with a text, a number with a number; what holds or not stands alone"
        raise Refused("CDR609", message, hint)
    if "time" in kinds and "number" in families:
        message = f"{' and '.join(dict.fromkeys(kinds))} are compared or combined"
        raise Refused("CDR609", message, "use a function of the dialect for time")


def _check_tests(nodes: tuple[exp.Expr, ...] | list[exp.Expr], word: str) -> None:
    """Refuse a number or a text where something holds or not."""
    for node in nodes:
        if (kind := _kind_of(node)) not in (None, "boolean"):
            message = f"{word} takes what holds or not, and this is {kind}"
            raise Refused("CDR609", message, "compare it: `column > 0`, `column <> ''`")


def _kind_of(node: exp.Expr) -> str | None:
    """Tell a kind from sqlglot's type."""
    type_ = node.type
    if isinstance(node, exp.Null) or not isinstance(type_, exp.DataType):
        return None
    for kinds, name in _NAMES:
        if type_.this in kinds:
            return name
    return {_T.BOOLEAN: "boolean", _T.UUID: "uuid"}.get(type_.this)


_NAMES = (
    (exp.DataType.TEXT_TYPES, "text"),
    (exp.DataType.INTEGER_TYPES, "integer"),
    (exp.DataType.FLOAT_TYPES, "float"),
    (exp.DataType.REAL_TYPES, "decimal"),
    (exp.DataType.TEMPORAL_TYPES, "time"),
)
