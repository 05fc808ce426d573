"""Refuses what would read the engine's clock: a row answers alike whenever it is asked.

More than functions of nothing do. To some engines the texts `now` and `today 10:00` are times, one
puts a time of day on the day of the question, and one gives a date without a year its own.
"""

import re
from collections.abc import Iterator, Mapping

from sqlglot import exp

from cdrql.mapping.expressions import construct_name, node_span
from cdrql.mapping.flow import TIMED_ARGUMENTS, made_parts
from cdrql.mapping.reading import Refused

_WORD = re.compile(r"(?<![a-z])(now|today|tomorrow|yesterday)(?![a-z])", re.IGNORECASE)
_ALONE = re.compile(r"\s*subsec(ond)?\s*", re.IGNORECASE)  # alone it means `now` too
_YEARLESS = re.compile(r"(?!.*\d{4})(?=.*[a-z:])(?!\W*(epoch|infinity)\W*$)", re.IGNORECASE)
# Each word for the clock has one of these letters, so that none is put together without them.
_LETTERS = re.compile("[aeo]", re.IGNORECASE)
_SPELLED = (exp.Chr, exp.Unhex)

_DAYS = (
    *(exp.Date, exp.Datetime, exp.Timestamp, exp.TsOrDsToDate, exp.TimeToUnix, exp.StrToUnix),
    *(exp.TimeStrToUnix, exp.TimeStrToTime, exp.StrToTime, exp.Day, exp.Month, exp.Year),
    *(exp.TimestampDiff, exp.DateDiff, exp.TsOrDsDiff, exp.UnixToTime),
)
_EITHER = (
    *(exp.TsOrDsToTimestamp, exp.TimeToStr, exp.Hour, exp.Minute, exp.Second, exp.Extract),
    *(exp.DateAdd, exp.DateSub, exp.TsOrDsAdd, exp.TimestampAdd, exp.TimestampSub),
    *(exp.AtTimeZone, exp.ConvertTimezone),
)
_READS: dict[type[exp.Expr], tuple[str, ...]] = {
    exp.Extract: ("expression",),
    exp.ConvertTimezone: ("timestamp",),
    **dict.fromkeys((exp.TimestampDiff, exp.DateDiff, exp.TsOrDsDiff), ("this", "expression")),
}
_OF_HOURS = ("time_to_sec", "timediff", "microsecond", "time")
_T = exp.DataType.Type
_HOURS = (_T.TIME, _T.TIMETZ)
_MIXES = (exp.Predicate, exp.Coalesce, exp.Greatest, exp.Least, exp.Case, exp.If)


def refuse_clocks(tree: exp.Expr, kinds: Mapping[str, str], text: str) -> None:
    """Refuse an expression whose value depends on when it is asked; `kinds` are its columns'.

    `DATETIME('now')` is refused, `CAST('n' || 'ow' AS TIMESTAMP)` too.
    """
    timed = any(kinds.get(column.name) == "time" for column in tree.find_all(exp.Column))
    timed = timed or any(_time_values(node) is not None for node in tree.walk())
    for node in tree.walk():
        values = _time_values(node)
        if values is not None:
            _check_values(node, values, text)
        if isinstance(node, exp.Literal) and timed and _is_word(node, kinds):
            raise _told(f"`{node.this}`", node, text)
        if isinstance(node, _MIXES):
            _check_mixture(node, text)


def _told(what: str, node: exp.Expr, text: str, hint: str | None = None) -> Refused:
    message = f"{what} is the time of the question, not of a call"
    hint = hint or "an expression looks at one row"
    return Refused("CDR607", message, hint, node_span(node, text))


# Functions of time, and casts to one.


def _time_values(node: exp.Expr) -> list[exp.Expr] | None:
    """Give what a function takes for times, or a cast makes one of; None where it is neither."""
    if isinstance(node, exp.Anonymous):
        part = TIMED_ARGUMENTS.get(str(node.this).lower())
        return None if part is None else list(node.expressions[part])
    if isinstance(node, exp.Cast):
        return [node.this] if node.to.this in exp.DataType.TEMPORAL_TYPES else None
    if not isinstance(node, (*_DAYS, *_EITHER)):
        return None
    found = [node.args.get(key) for key in _READS.get(type(node), ("this",))]
    return [value for value in found if value is not None]


def _check_values(node: exp.Expr, values: list[exp.Expr], text: str) -> None:
    if not values:
        raise _told(f"{construct_name(node)} of nothing", node, text, "give it a column")
    for value in values:
        value = value.unnest()
        if isinstance(value, exp.Literal):
            _check_literal(node, value, text)
        else:
            for part in made_parts(value):
                _check_part(part, text)
        if _wants_day(node) and any(map(_is_of_hours, _chosen_parts(value))):
            hint = "take its hours, minutes or seconds, or add it to a date of the call"
            raise _told("the day of a time of day", node, text, hint)


def _check_literal(node: exp.Expr, value: exp.Literal, text: str) -> None:
    """Refuse a text that means the clock, or that the engine gives the year of the question."""
    said = str(value.this)
    if not value.is_string or not (
        _WORD.search(said) or _ALONE.fullmatch(said) or (_wants_day(node) and _YEARLESS.match(said))
    ):
        return
    hint = "write a time out, with its year: 2025-01-31 10:00:00"
    raise _told(f"`{said[:64]}`", value, text, hint)


def _check_part(part: exp.Expr, text: str) -> None:
    """Refuse what could spell a word for the clock, when a time is made of texts."""
    if isinstance(part, _SPELLED) or (
        isinstance(part, exp.Literal) and part.is_string and _LETTERS.search(str(part.this))
    ):
        what = f"`{str(part.this)[:64]}`" if isinstance(part, exp.Literal) else construct_name(part)
        message = f"{what} stands in what is made a time, and could spell `now`"
        hint = "make it of columns, digits and signs"
        raise Refused("CDR607", message, hint, node_span(part, text))


def _is_word(node: exp.Literal, kinds: Mapping[str, str]) -> bool:
    """Say whether a text is a word for the clock, and not compared with what surely is a text."""
    if not node.is_string or not _WORD.search(str(node.this)):
        return False
    around = node.parent
    while isinstance(around, exp.Paren | exp.If):  # a branch of `CASE status WHEN 'now' THEN ...`
        around = around.parent
    if not isinstance(around, exp.Predicate | exp.Case):
        return True
    return not any(_texts_beside(around, kinds))


def _texts_beside(around: exp.Expr, kinds: Mapping[str, str]) -> Iterator[bool]:
    """Go through the operands: whether each reads columns of texts, and makes no time of them."""
    sides = [around.this] if isinstance(around, exp.Case) else list(around.iter_expressions())
    for side in filter(None, sides):
        parts = list(made_parts(side))
        columns = [part for part in parts if isinstance(part, exp.Column)]
        texts = columns and all(kinds.get(column.name) == "text" for column in columns)
        yield bool(texts) and not any(_time_values(part) is not None for part in parts)


# Times of day, of which an engine may make times by its clock.


# Of sqlglot's formats, which are Python's.
_OF_DAYS = re.compile(r"%-?[aAbBcdDeFgGjmuUVwWxyY]")
_CHOOSES = (exp.Coalesce, exp.Case, exp.If, exp.Greatest, exp.Least, exp.Nullif)
_KEEPS = (exp.Paren, exp.TsOrDsToTimestamp, exp.DateAdd, exp.DateSub, exp.TsOrDsAdd)


def _chosen_parts(value: exp.Expr) -> Iterator[exp.Expr]:
    """Go through what a value may be as it is, not through what it is computed of."""
    waiting = [value]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, _CHOOSES):
            waiting += node.iter_expressions()
        elif isinstance(node, _KEEPS):
            waiting.append(node.this)


def _wants_day(node: exp.Expr) -> bool:
    """Say whether something needs a day, or gives one."""
    if isinstance(node, exp.TimeToStr):
        return bool(_OF_DAYS.search(str(node.args.get("format"))))
    if isinstance(node, exp.Cast):
        return node.to.this not in _HOURS
    if isinstance(node, exp.Anonymous):
        return str(node.this).lower() not in _OF_HOURS
    return isinstance(node, _DAYS)


def _is_of_hours(node: exp.Expr) -> bool:
    """Say whether something is a time of day, or a span of hours."""
    if isinstance(node, exp.Cast):
        return node.to.this in _HOURS
    if isinstance(node, exp.StrToTime):
        return not _OF_DAYS.search(str(node.args.get("format")))
    if isinstance(node, exp.TimeFromParts):
        return True
    return isinstance(node, exp.Anonymous) and str(node.this).lower() in ("timediff", "time")


def _check_mixture(node: exp.Expr, text: str) -> None:
    """Refuse to compare or choose between a time of day and what may be a time."""
    sides = [side.unnest() for side in node.iter_expressions()]
    if isinstance(node, exp.Case):
        values = (*(branch.args["true"] for branch in node.args["ifs"]), node.args.get("default"))
        sides = [side.unnest() for side in values if side is not None]
    hours = [side for side in sides if _is_of_hours(side)]
    if hours and any(isinstance(side, exp.Column) or _gives_day(side) for side in sides):
        hint = "CAST(... AS TIME) on both sides compares times of day"
        raise _told("the day of a time of day", hours[0], text, hint)


def _gives_day(node: exp.Expr) -> bool:
    day = isinstance(node, exp.Cast) and _time_values(node) is not None and _wants_day(node)
    return day or isinstance(node, exp.Date | exp.Datetime | exp.Timestamp | exp.TsOrDsToDate)
