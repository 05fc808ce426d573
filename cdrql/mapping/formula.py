"""The formula of an own measure: parts, numbers, + - * /, with at most one division by parts."""

import re
from collections.abc import Mapping
from fractions import Fraction

from sqlglot import exp

from cdrql.errors import did_you_mean, listed_names
from cdrql.mapping.expressions import node_span
from cdrql.mapping.reading import Refused, read_expression
from cdrql.model.vocabulary import Combination, Sum

# Parts, each with its factor; a number alone stands under None.
Linear = dict[str | None, Fraction]
_ONE: Linear = {None: Fraction(1)}


_LONGEST = 500
_NUMBER = re.compile(r"\d{0,12}(\.\d{0,9})?")
# Sums are multiplied by these numbers, and the product has to fit what sums do not fill.
_BIGGEST = 10**15


def formula_sides(text: str, parts: Mapping[str, Sum]) -> tuple[Combination, Combination | None]:
    """Write a formula as one sum of parts, over another where it divides by parts.

    `formula = "(revenue - spent) / calls"` gives `revenue - spent` and `calls`. Raises Refused.
    """
    if len(text) > _LONGEST:
        raise Refused("CDR611", f"a formula has at most {_LONGEST} characters")
    above, below = _formula_quotient(read_expression(text), parts, text)
    if all(factor < 0 for factor in below.values()):  # what divides is above zero, or no value is
        above, below = _scale_side(above, Fraction(-1)), _scale_side(below, Fraction(-1))
    if None in above:
        hint = "a number multiplies or divides a part"
        raise Refused("CDR611", "a formula adds up parts; a number alone is no part", hint)
    if not above:
        raise Refused("CDR611", "the formula is always zero")
    # Divided by a number alone, it is a sum with smaller factors, which adds up.
    if set(below) == {None}:
        return _combination_of({part: f / below[None] for part, f in above.items()}, parts), None
    if None in below:
        raise Refused("CDR611", "a formula divides by parts; a number alone is no part")
    return _combination_of(above, parts), _combination_of(below, parts)


def _combination_of(linear: Linear, parts: Mapping[str, Sum]) -> Combination:
    """Give the sums of a side with their factors."""
    if any(max(abs(f.numerator), f.denominator) > _BIGGEST for f in linear.values()):
        raise Refused("CDR611", "the numbers of the formula are too big when multiplied")
    return Combination(tuple((f, parts[name]) for name, f in linear.items() if name is not None))


def _formula_quotient(node: exp.Expr, parts: Mapping[str, Sum], text: str) -> tuple[Linear, Linear]:
    if isinstance(node, exp.Paren):
        return _formula_quotient(node.this, parts, text)
    if isinstance(node, exp.Neg):
        above, below = _formula_quotient(node.this, parts, text)
        return _scale_side(above, Fraction(-1)), below
    if isinstance(node, exp.Literal) and not node.is_string:
        return {None: _formula_number(str(node.this), text)}, _ONE
    if isinstance(node, exp.Column) and not node.table:
        return {_part_name(node, parts, text): Fraction(1)}, _ONE
    if isinstance(node, exp.Add | exp.Sub | exp.Mul | exp.Div):
        left, right = (_formula_quotient(side, parts, text) for side in (node.left, node.right))
        return _apply_operator(node, left, right, text)
    message = "a formula is made of parts, numbers, + - * / and parentheses"
    raise Refused("CDR611", message, None, node_span(node, text))


def _formula_number(spelled: str, text: str) -> Fraction:
    """Read a number, of which there may be no more digits than sums have room for."""
    if not _NUMBER.fullmatch(spelled):
        message = f"`{spelled[:30]}` is too long a number for a formula"
        at = max(0, text.find(spelled))
        hint = "at most 12 digits, and 9 behind the point"
        raise Refused("CDR611", message, hint, (at, at + len(spelled)))
    return Fraction(spelled)


def _part_name(node: exp.Column, parts: Mapping[str, Sum], text: str) -> str:
    if node.name not in parts:
        hint = did_you_mean(node.name, parts, f"the parts are {listed_names(parts)}")
        message = f"`{node.name}` is not a part of this measure"
        raise Refused("CDR608", message, hint, node_span(node, text))
    return node.name


def _apply_operator(
    node: exp.Binary, left: tuple[Linear, Linear], right: tuple[Linear, Linear], text: str
) -> tuple[Linear, Linear]:
    if isinstance(node, exp.Div):
        left, right, node = left, (right[1], right[0]), exp.Mul()
        if not right[1] or right[1] == {None: Fraction(0)}:
            raise Refused("CDR611", "the formula divides by zero", None, node_span(node, text))
    if isinstance(node, exp.Mul):
        return _multiply_sides(left[0], right[0]), _multiply_sides(left[1], right[1])
    sign = Fraction(-1 if isinstance(node, exp.Sub) else 1)
    above = dict(_multiply_sides(left[0], right[1]))
    for part, factor in _scale_side(_multiply_sides(right[0], left[1]), sign).items():
        above[part] = above.get(part, Fraction(0)) + factor
    below = _multiply_sides(left[1], right[1])
    return {part: factor for part, factor in above.items() if factor}, below


def _multiply_sides(left: Linear, right: Linear) -> Linear:
    """Multiply two sides, of which one has to be a number."""
    for one, other in ((left, right), (right, left)):
        if set(one) <= {None}:
            return _scale_side(other, one.get(None, Fraction(0)))
    raise Refused("CDR611", "the formula multiplies parts, and then groups would not add up")


def _scale_side(linear: Linear, factor: Fraction) -> Linear:
    return {part: f * factor for part, f in linear.items() if f * factor}
