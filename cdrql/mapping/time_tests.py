"""SQL that tells of a column whether a time was ever put there, by what the column holds."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from cdrql.model.absence import is_unset
from cdrql.model.columns import NUMBER_KINDS, Kind

_CLOCK = re.compile(r"[0-2]?[0-9]:[0-5][0-9](:[0-5][0-9])?( ?[AaPp][Mm])?")
# How texts of times are written, with the LIKE that they alone follow: no word, no zero, no day of
# 1970 does. A LIKE compares alike in every collation, and on SQLite whatever a column declares.
_FORMS = (
    (re.compile(r"20[0-9]{2}([-/.])[0-9]{1,2}\1.*", re.DOTALL), "20__{0}%"),
    (re.compile(r"20[0-9]{12}.*", re.DOTALL), "20____________%"),
    (re.compile(r"1[0-9]{9,18}(?:\.[0-9]+)?"), "1_________%"),
    (re.compile(r"[^:]*([-/. ])20[0-9]{2}([ ,T]).*:.*", re.DOTALL), "%{0}20__{1}%"),
    (re.compile(r".*:[0-9]{2} (?:.* )?20[0-9]{2}"), "% 20__"),
)
_MOST = 3  # ways of writing, or words for nothing, that one test names
_LATEST = 4 * 10**18  # nanoseconds until 2096
_EARLIEST = 10**9  # an epoch of 2001; smaller numbers count something else


class TimeTest(NamedTuple):
    """SQL over `{0}` that holds for times alone; without it, why there is none."""

    sql: str = ""
    refusal: str = ""


def time_test(name: str, kind: Kind, values: Iterable[object], loose: bool) -> TimeTest:
    """Tell how to see of a column whether it holds a time; `loose` if types do not bind.

    `answer_time LIKE '20__-%'` of texts, `answer_epoch > 0` of numbers.
    """
    held = [*values]
    if kind in NUMBER_KINDS:
        odd = [v for v in held if not is_unset(str(v)) and not _is_epoch(v)]
        if odd:
            return TimeTest(refusal=f"`{name}` holds `{_shown(odd[0])}`, which is no time")
        # Where types do not bind, a text is above every number.
        texts = any(isinstance(value, str) for value in held)
        return TimeTest(f"{{0}} BETWEEN 1 AND {_LATEST}" if texts else "{0} > 0")
    if kind == "time" and not any(isinstance(value, str) for value in held):
        return TimeTest("{0} LIKE '20__-%'" if loose else "{0} > '1971-01-01 00:00:00'")
    if kind not in ("text", "time"):
        return TimeTest(refusal=f"`{name}` is no column of times")
    if kind == "time" and not loose:  # a zero date, which the driver cannot but show as a text
        return TimeTest("{0} > '1971-01-01 00:00:00'")
    return _text_test(name, [str(value) for value in held])


def _text_test(name: str, texts: list[str]) -> TimeTest:
    filled = [text for text in texts if not is_unset(text)]
    if not filled:
        return TimeTest(refusal=f"`{name}` is a text, and no time was seen in it")
    tests = {text: _test_of(text) for text in filled}
    if odd := next((text for text, test in tests.items() if not test), None):
        return TimeTest(refusal=f"`{name}` holds `{_shown(odd)}`, which is in no known form")
    chosen = sorted({*tests.values()})
    words = {*texts, "00:00", "00:00:00", "0:00:00"} - {*filled}
    # What a pattern would take though it is none: a clock of zeros, whether seen or not.
    taken = sorted(word for word in words if any(_is_like(word, test) for test in chosen))
    if len(chosen) > _MOST or len(taken) > _MOST:
        return TimeTest(
            refusal=f"`{name}` holds texts of many forms, such as `{_shown(filled[0])}`"
        )
    sql = " OR ".join(f"{{0}} LIKE '{like}'" for like in chosen)
    if taken:
        listed = ", ".join(f"'{word}'" for word in taken)
        sql = f"({sql})" if len(chosen) > 1 else sql
        sql = f"{sql} AND {{0}} NOT IN ({listed})"
    return TimeTest(sql)


def _test_of(text: str) -> str:
    """Write the pattern of the way in which a time is written, nothing for no way known."""
    if _CLOCK.fullmatch(text):
        return re.sub("[0-9A-Za-z]", "_", text)
    for form, like in _FORMS:
        if found := form.fullmatch(text):
            return like.format(*found.groups())
    return ""


def _is_like(text: str, like: str) -> bool:
    pattern = "".join({"%": ".*", "_": "."}.get(sign, re.escape(sign)) for sign in like)
    return re.fullmatch(pattern, text, re.DOTALL) is not None


def _is_epoch(value: object) -> bool:
    try:
        return float(str(value)) >= _EARLIEST
    except ValueError:
        return False


def _shown(value: object) -> str:
    return str(value)[:32]
