"""Says which constructs mean the same in every dialect, and which in their own alone."""

from collections.abc import Callable

from sqlglot import exp

from cdrql.mapping.expressions import AGGREGATES, PORTABLE, construct_name

_T = exp.DataType.Type
KindOf = Callable[[exp.Expr], str | None]


def own_construct(tree: exp.Expr, kind: KindOf) -> tuple[exp.Expr, str] | None:
    """Find a construct that means the same in its own dialect only, and name it.

    `kind` tells the kind of a part of the expression.
    """
    for node in tree.walk():
        if not isinstance(node, (*PORTABLE, *AGGREGATES, exp.Star)):
            function = f"`{node.this}`" if isinstance(node, exp.Anonymous) else None
            return node, function or construct_name(node)
        if differs := next((name for test, name in _TESTS if test(node, kind)), None):
            return node, differs
    return None


# Tests, each of what one kind of construct means elsewhere.


def _of_time(node: exp.Expr, kind: KindOf) -> bool:
    """Arithmetic with times gives numbers here, intervals there."""
    return isinstance(node, exp.Add | exp.Sub | exp.Mul | exp.Neg) and "time" in (
        kind(node.this),
        kind(node.expression) if isinstance(node, exp.Binary) else None,
    )


def _dialect_cast(node: exp.Expr, _: KindOf) -> bool:
    """A type that every dialect has: text, bigint, decimal with its digits."""
    if not isinstance(node, exp.Cast):
        return False
    digits = bool(node.to.expressions)
    return not (
        (node.to.this in (_T.TEXT, _T.BIGINT, _T.INT) and not digits)
        or (node.to.this == _T.DECIMAL and digits)
    )


def _rounding_cast(node: exp.Expr, kind: KindOf) -> bool:
    """A cast of a fraction to a whole number cuts it here and rounds it there."""
    whole = isinstance(node, exp.Cast) and node.to.this in (_T.BIGINT, _T.INT)
    return whole and kind(node.this) in ("decimal", "float")


def _odd_substring(node: exp.Expr, _: KindOf) -> bool:
    """Places below one, and patterns, mean something else everywhere."""
    if not isinstance(node, exp.Substring):
        return False
    start, length = node.args.get("start"), node.args.get("length")
    return _literal_number(start) < 1 or (length is not None and _literal_number(length) < 0)


def _literal_number(node: object) -> int:
    """Give a whole number that is written as one, else one below zero."""
    plain = isinstance(node, exp.Literal) and not node.is_string and str(node.this).isdigit()
    # Eighteen digits are enough to know that it is not below one.
    return int(str(node.this)[:18]) if isinstance(node, exp.Literal) and plain else -1


def _odd_trim(node: exp.Expr, _: KindOf) -> bool:
    """More than one character is a set here and a text there."""
    signs = node.args.get("expression") if isinstance(node, exp.Trim) else None
    one = isinstance(signs, exp.Literal) and len(str(signs.this)) == 1
    return signs is not None and not one


def _escaping_like(node: exp.Expr, _: KindOf) -> bool:
    """A backslash escapes here and is itself there."""
    if not isinstance(node, exp.Like):
        return False
    pattern = node.expression
    return not isinstance(pattern, exp.Literal) or "\\" in str(pattern.this)


def _byte_length(node: exp.Expr, _: KindOf) -> bool:
    """Of bytes here, of characters there."""
    return isinstance(node, exp.Length) and bool(node.args.get("binary"))


_TESTS: tuple[tuple[Callable[[exp.Expr, KindOf], bool], str], ...] = (
    (_of_time, "arithmetic with times"),
    (_dialect_cast, "this CAST"),
    (_rounding_cast, "CAST of a fraction to a whole number"),
    (_odd_substring, "SUBSTRING from such a place"),
    (_odd_trim, "TRIM of such characters"),
    (_escaping_like, "LIKE with such a pattern"),
    (_byte_length, "LENGTH in bytes (CHAR_LENGTH counts characters)"),
)
