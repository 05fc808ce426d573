"""What the value of an expression is made of, apart from what only chooses it.

Of `CASE WHEN src = '' THEN did ELSE TRIM(src) END` the value is made of `did` and `src`; of
`CASE WHEN src = '' THEN 4 ELSE 3 END` no column is shown.
"""

from collections.abc import Iterator

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
_SHOWN: dict[type[exp.Expr], tuple[str, ...]] = {
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
_TESTS = (exp.Predicate, exp.Connector, exp.Not, exp.StartsWith)
_CHOICES = ("iif", "if", "multiif")
_HOLDS = ("empty", "notempty", "isnull", "isnotnull", "endswith", "match", "json_valid")


def shown_parts(tree: exp.Expr) -> Iterator[exp.Expr]:
    """Go through an expression and all of it that its value is made of."""
    waiting = [tree]
    while waiting:  # a sum of a thousand columns is a thousand deep
        node = waiting.pop()
        # What holds or not shows no more of its columns than that.
        if isinstance(node, _TESTS) or _function_name(node) in _HOLDS:
            continue
        yield node
        waiting += _shown_children(node)


def _shown_children(node: exp.Expr) -> list[exp.Expr]:
    name = _function_name(node)
    if name in _CHOICES:
        return [*node.expressions[1::2], *node.expressions[-1:]]
    if name in TIMED_ARGUMENTS:
        return list(node.expressions[TIMED_ARGUMENTS[name]])
    if (keys := _SHOWN.get(type(node))) is None:
        return list(node.iter_expressions())
    found = [node.args.get(key) for key in keys]
    return [one for part in found for one in (part if isinstance(part, list) else [part]) if one]


def _function_name(node: exp.Expr) -> str:
    """Name a function that sqlglot has no class for."""
    return str(node.this).lower() if isinstance(node, exp.Anonymous) else ""
