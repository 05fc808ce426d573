"""Refuses modifiers of time that read the zone of the process: 'localtime' and 'utc'.

A row answers alike wherever it is asked; a zone is said by `start.zone`.
"""

import re

from sqlglot import exp

from cdrql.mapping.expressions import node_span
from cdrql.mapping.flow import TIMED_ARGUMENTS, made_parts
from cdrql.mapping.reading import Refused

_ZONES = ("localtime", "utc")
_MODIFIED = ("date", "time", "datetime", "julianday", "unixepoch", "strftime")
# What a modifier is put together of and could be no zone: numbers, signs, and a whole unit.
_SHIFT = re.compile(
    r"start of \w+|weekday \d|[^a-z]*(second|minute|hour|day|month|year)s?\s*|[^a-z]*",
    re.IGNORECASE,
)
_FORMAT = re.compile(r"%[-+ 0-9.]*[difg]")
_SPELLS = (exp.Substring, exp.Left, exp.Right, exp.Replace, exp.Trim)


def refuse_zones(tree: exp.Expr, text: str) -> None:
    """Refuse an expression whose value depends on the zone of the process.

    `DATETIME(at, 'utc')` is refused, `DATETIME(at, 'u' || 'tc')` too.
    """
    for node in tree.find_all(exp.Anonymous, exp.DateAdd, exp.DateSub, exp.Date):
        for modifier in _modifiers(node):
            _check_modifier(modifier.unnest(), text)


def _modifiers(node: exp.Expr) -> list[exp.Expr]:
    """Give what may be modifiers of a time: what stands behind it."""
    if isinstance(node, exp.Anonymous):
        name = str(node.this).lower()
        times = TIMED_ARGUMENTS.get(name, slice(2)).stop
        return node.expressions[times:] if name in _MODIFIED else []
    # DATE(at, 'utc') is what they are printed as, and what some sqlglots read as a Date.
    given = (node.args.get("expression"), node.args.get("zone"), *node.expressions)
    return [modifier for modifier in given if modifier is not None]


def _check_modifier(modifier: exp.Expr, text: str) -> None:
    if isinstance(modifier, exp.Literal):
        if str(modifier.this).strip().lower() in _ZONES:
            raise _told(f"`{modifier.this}`", modifier, text)
        return
    cut = {id(text) for call in modifier.find_all(*_SPELLS) for text in call.find_all(exp.Literal)}
    for part in made_parts(modifier):
        literal = isinstance(part, exp.Literal) and part.is_string
        said = _FORMAT.sub("", str(part.this)) if literal else ""
        has_letters = id(part) in cut and re.search("[a-z]", said, re.IGNORECASE)
        if isinstance(part, exp.Chr | exp.Unhex) or has_letters or not _SHIFT.fullmatch(said):
            what = f"`{said[:64]}` could spell 'utc', which" if literal else "this"
            raise _told(what, part, text)


def _told(what: str, node: exp.Expr, text: str) -> Refused:
    message = f"{what} reads the zone of the process that asks"
    hint = 'say the zone of what is stored: start = { column = ..., zone = "Europe/Rome" }'
    return Refused("CDR607", message, hint, node_span(node, text))
