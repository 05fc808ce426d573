"""What is written where there is no value: words, zeros, the day that clocks count from."""

import re

# What stands for "no value" in exports of MySQL, Postgres, ClickHouse and spreadsheets.
NULLS = frozenset(("", "\\N", "NULL"))
_MARKS = ("-", "--", "---", "\u2012", "\u2013", "\u2014", "\u2015", "\u2212", "?", "k.A.", "n. a.")
_WORDS = """null none na n/a n.a. n.a nil never n.v. k.a. #n/a (null) <null> [null] (none) <none>
    [none] (blank) (empty)"""
# ... and where a number or a time is expected; in a text `-` may be meant.
ABSENT = NULLS.union(_MARKS, *((w, w.upper(), w.capitalize(), w.title()) for w in _WORDS.split()))

_NO_NUMBERS = ("nan", "nat")  # of dataframes: an amount of money shall rather be refused
_ZEROS = re.compile(r"[0:./T Z+-]+")
# Day one of epochs, databases and spreadsheets, or a little before: a time that was never set.
_YEAR = "(?:0[0-9]{3}|1[0-8][0-9]{2}|19[0-8][0-9])"
_MONTH = r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b"
_NEVER = re.compile(
    rf"(?:{_YEAR}[-/.].*|[0-9]{{1,2}}[-/.][0-9]{{1,2}}[-/.]{_YEAR}\b.*"
    rf"|.*{_MONTH}.*(?<=[ ,/-]){_YEAR}(?:[ ,].*)?)",
    re.IGNORECASE,
)


def is_unset(text: str, times: bool = True) -> bool:
    """Tell whether a text holds nothing: a word such as `N/A`, a zero.

    `times` where a day long ago is none either, as it is not before a duration.
    """
    text = text.strip(" \t")
    if text in ABSENT or text.casefold() in _NO_NUMBERS or _ZEROS.fullmatch(text):
        return True
    return times and _NEVER.fullmatch(text) is not None
