"""The words that a column's name is made of, and the unit that it may tell."""

import re
import unicodedata
from collections.abc import Iterable
from fractions import Fraction


def snake_name(name: str) -> str:
    """Write a name as words with `_` between them: `callerNumber (ms)` is `caller_number_ms`."""
    plain = without_accents(name)
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", plain)
    return "_".join(re.findall(r"[^\W_]+", apart)).lower()


def without_accents(text: str) -> str:
    """Write letters without their accents: `Durée` is `Duree`."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _units(per: Fraction | int, names: str) -> dict[str, Fraction]:
    return {name: Fraction(per) for name in names.split()}


# How many of a unit make a second.
_OF_TIME = {
    **_units(1_000_000_000, "ns nsec nsecs nanos nanosecond nanoseconds"),
    **_units(1_000_000, "us usec usecs micros microsecond microseconds"),
    **_units(1_000, "ms msec msecs millis millisec millisecs millisecond milliseconds"),
    **_units(1, "s sec secs second seconds"),
    **_units(Fraction(1, 60), "min mins minute minutes"),
    **_units(Fraction(1, 3600), "h hr hrs hour hours"),
    **_units(Fraction(1, 86_400), "days"),  # as spreadsheets keep durations
}
# How many of a unit make one of money.
_OF_MONEY = {
    **_units(100, "cent cents pence"),
    **_units(1_000, "mills mult1000"),
    **_units(1_000_000, "millionths micros microunits mult1000000"),
}
_UNITS = {"seconds": _OF_TIME, "money": _OF_MONEY}
# `billmsec` is `billsec` in milliseconds.
_GLUED = ((re.compile(r"(?<=[a-z])msec$"), Fraction(1_000)), (re.compile("usec$"), Fraction(10**6)))
ONE = Fraction(1)


def unit_of(name: str, type_: str) -> Fraction:
    """Say how many units of a column make one of its field, 1 where its name does not tell.

    `talk_ms` counts 1000 to the second, `duration_mins` 1/60.
    """
    return without_unit(name, type_)[1]


def without_unit(name: str, type_: str) -> tuple[str, Fraction]:
    """Take the unit off a name that tells one, of seconds or of money."""
    words, units = snake_name(name).split("_"), _UNITS.get(type_, {})
    for place in (-1, 0):  # `duration_ms`, `ms_duration`
        if words[place] in units:
            rest = [word for word in (words[:-1] if place else words[1:]) if word != "in"]
            return "_".join(rest), units[words[place]]
    for glued, per in _GLUED if type_ == "seconds" else ():
        if glued.search(name.lower()):
            return glued.sub("sec", name.lower()), per
    return "_".join(words), ONE


def tells_unit(name: str, type_: str) -> bool:
    """Tell whether a name says its unit, be it that of the field."""
    return without_unit(name, type_)[0] != snake_name(name)


def any_word(words: Iterable[str] | str) -> str:
    """Write a pattern that finds any of some words in a name of `snake_name`."""
    listed = words.split() if isinstance(words, str) else words
    return rf"(?:^|_)(?:{'|'.join(listed)})s?(?=_|$)"


def unit_in_seconds(unit: str) -> Fraction:
    """Give the seconds in a unit of time: `ms` has 1/1000, `min` 60; KeyError for another word."""
    return 1 / _OF_TIME[unit]
