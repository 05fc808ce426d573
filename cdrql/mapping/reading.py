"""Reads the text of an expression, and says why one cannot be read."""

import re
from dataclasses import dataclass
from typing import Any

from sqlglot import exp
from sqlglot.dialects.dialect import Dialect
from sqlglot.errors import ParseError, TokenError

from cdrql.backend.sql import dialect_of
from cdrql.texts.carets import Span

LONGEST = 10_000
_DEEPEST = 20  # parentheses, CASE and signs in one another: parsing needs the stack for each
SELECT = "SELECT "  # what an expression is parsed behind


@dataclass(eq=False)
class Refused(Exception):  # noqa: N818 (it is caught where the place is known)
    """Why an expression is refused: code, sentence, hint, and the place in its text."""

    code: str
    message: str
    hint: str | None = None
    span: Span | None = None


def read_expression(text: str, dialect: str = "") -> exp.Expr:
    """Parse one expression, such as `talk > 0`, and nothing beside it; Refused says why not."""
    if not text.strip():
        raise Refused("CDR606", "the expression is empty")
    if len(text) > LONGEST:
        raise Refused("CDR606", f"an expression has at most {LONGEST} characters")
    known = dialect_of(dialect)
    try:
        _check_tokens(known.tokenize(text), text)
        return _parse_item(known, text)
    except Refused:
        raise
    except TokenError as error:
        raise _unclosed_mark(text, str(error)) from None
    except ParseError as error:
        raise _unreadable_text(error, text) from None
    except RecursionError:
        raise Refused("CDR606", "the expression is nested too deep to be read here") from None
    except Exception as error:  # whatever else the parser stumbles over
        message = f"the expression cannot be read: {type(error).__name__}"
        raise Refused("CDR606", message) from None


# Words that may follow SELECT without being an expression.
_BEFORE = ("DISTINCT", "ALL", "ALIAS")


def _check_tokens(tokens: list[Any], text: str) -> None:
    """Refuse what no expression holds, whatever the parser makes of it."""
    found = next((token.comments[0] for token in tokens if token.comments), None)
    if found is not None or not tokens:
        start = text.find(found) if found else 0
        # A comment is given without the two signs that open it.
        span = (max(0, start - 2), start + len(found)) if found and start >= 0 else (0, len(text))
        hint = "write `why` beside `sql` instead"
        raise Refused("CDR607", "a comment stands in the expression", hint, span)
    for token in tokens:
        if token.token_type.name == "SEMICOLON":
            hint = "an expression is no statement: leave it out"
            raise Refused("CDR607", "`;` ends a statement", hint, (token.start, token.end + 1))
    _check_depth(tokens)
    if tokens[0].token_type.name in _BEFORE:
        span = (tokens[0].start, tokens[0].end + 1)
        message = f"`{tokens[0].text}` does not begin an expression"
        raise Refused("CDR607", message, None, span)


_OPENS, _CLOSES = ("(", "[", "{", "CASE"), (")", "]", "}", "END")
_SIGNS = ("NOT", "-", "~", "!")


def _check_depth(tokens: list[Any]) -> None:
    """Refuse what is nested deeper than anybody writes, before a parser meets it."""
    open_, signs = 0, 0
    for token in tokens:
        word = token.text.upper() if token.token_type.name not in ("STRING", "IDENTIFIER") else ""
        # Signs count as long as they follow one another: `- - - a` nests as deep as `(((a)))`.
        open_ += (word in _OPENS) - (word in _CLOSES)
        signs = signs + 1 if word in _SIGNS else 0
        if open_ + signs > _DEEPEST:
            span = (token.start, token.end + 1)
            message = f"the expression is nested deeper than {_DEEPEST} levels"
            raise Refused("CDR606", message, None, span)


def _parse_item(known: Dialect, text: str) -> exp.Expr:
    """Parse a text as the one item of a select list."""
    statements = known.parse(SELECT + text)
    select = statements[0] if len(statements) == 1 else None
    if (
        not isinstance(select, exp.Select)
        or len(select.expressions) != 1
        or any(value for key, value in select.args.items() if key != "expressions")
    ):
        hint = "write one scalar expression: columns, CASE, functions of one row"
        raise Refused("CDR607", "this is more than one expression", hint)
    found: exp.Expr = select.expressions[0]
    return found.pop()


# What the parser says, in words of the one who wrote the expression.


def _unclosed_mark(text: str, error: str) -> Refused:
    """Say what is wrong where the text is not even words."""
    marks = [mark for mark in "'\"`" if text.count(mark) % 2]
    if marks:
        # The last of an odd number of marks is the one that nothing closes.
        at = text.rfind(marks[0])
        return Refused("CDR606", f"a {marks[0]} is not closed", None, (at, at + 1))
    first = (error.splitlines() or [""])[0][:80]
    return Refused("CDR606", f"the expression cannot be read: {first}")


_NEEDS = re.compile(r"Required keyword: '\w+' missing")


def _unreadable_text(error: ParseError, text: str) -> Refused:
    """Say where an expression cannot be read; the text was parsed behind `SELECT `."""
    detail = error.errors[0] if error.errors else {}
    description = str(detail.get("description") or "it is no SQL of the dialect")
    shown, before = str(detail.get("highlight") or ""), str(detail.get("start_context") or "")
    at = (SELECT + text).find(before + shown) + len(before) - len(SELECT)
    span = (at, at + len(shown)) if shown and at >= 0 else None
    if _NEEDS.match(description):
        message = f"something is missing at `{shown}`" if span else "something is missing"
    elif description.startswith("Expecting "):
        message = f"`{description.removeprefix('Expecting ')}` is missing behind `{shown}`"
    elif description.startswith("Invalid expression"):
        message = f"`{shown}` is not expected here"
    else:
        message = f"the expression cannot be read: {description[:200]}"
    hint = _SAID.get(shown.upper()) or _OTHERWISE.get(text.split()[0].upper())
    return Refused("CDR606", message, hint, span)


_SUBQUERY = "an expression looks at one row and reads no table"
_SAID = {"==": "equality is written =", "&&": "write AND", "SELECT": _SUBQUERY}
_OTHERWISE: dict[str, str] = dict.fromkeys(
    ("SELECT", "WITH", "INSERT", "UPDATE", "DELETE", "DROP", "CREATE", "ALTER", "VALUES"), _SUBQUERY
)
