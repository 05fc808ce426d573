"""What the answer is over rows whose columns of numbers hold anything, in exact fractions."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

Number = Fraction | None
Numbers = Mapping[str, Number]
Cells = Mapping[str, object]

# The longest beginning of a text that spells a number.
_SPELLED = re.compile(r"[ \t\n\v\f\r]*([+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)")


def read_number(cell: object, nullable: bool) -> Number:
    """Read a cell of a column of numbers: what is no number is 0, an empty text NULL if it may."""
    if cell is None or (cell == "" and nullable):
        return None
    if isinstance(cell, int | float):
        return Fraction(min(max(cell, -(10.0**300)), 10.0**300) if math.isinf(cell) else cell)
    text = cell.decode("latin-1") if isinstance(cell, bytes) else str(cell)
    spelled = _SPELLED.match(text)
    return Fraction(spelled[1]) if spelled else Fraction(0)


def read_whole(cell: object) -> int | None:
    """Read a cell of a column of whole numbers as it is shown: NULL for what is none."""
    if isinstance(cell, int | float):
        return int(cell) if abs(cell) < 2**63 and cell == int(cell) else None
    text = str(cell)
    return int(text) if re.fullmatch(r"-?[1-9][0-9]{0,17}|0", text) else None


def read_text(cell: object) -> str:
    """Read a cell of a column of texts as it is shown."""
    if isinstance(cell, bytes):
        return cell.decode()
    if not isinstance(cell, float):
        return "" if cell is None else str(cell)
    shown = f"{cell:.15g}"
    mantissa, *exponent = shown.split("e")
    return "e".join((mantissa if "." in mantissa else f"{mantissa}.0", *exponent))


def above(value: Number, bound: int) -> bool:
    """Test a number that may be NULL, which is above nothing."""
    return value is not None and value > bound


def answer_rows(
    rows: Iterable[tuple[object, Numbers, bool]], output: str
) -> list[tuple[object, ...]]:
    """Group by the key, and give the measures of each group as the output shows them.

    Of each row: its key, its numbers `duration`, `bill` and `cost`, and whether it was answered.
    """
    groups: dict[object, list[tuple[Numbers, bool]]] = {}
    for key, numbers, answered in rows:
        groups.setdefault(key, []).append((numbers, answered))
    measures = _texts_of if output == "response" else _values_of
    return [(key, *measures(groups[key])) for key in sorted(groups, key=_null_last)]


def _null_last(key: object) -> tuple[bool, object]:
    return (key is None, 0 if key is None else key)


Group = list[tuple[Numbers, bool]]


def _values_of(group: Group) -> tuple[object, ...]:
    answered = sum(one for _, one in group)
    talk = _sum(numbers["bill"] for numbers, one in group if one) or Fraction(0)
    return (
        len(group),
        answered,
        _rounded(_sum(numbers["duration"] for numbers, _ in group) or Fraction(0), 0),
        _rounded(_sum(numbers["bill"] for numbers, _ in group) or Fraction(0), 0),
        _rounded(talk / answered, 2) if answered else None,
        _rounded(Fraction(100 * answered, len(group)), 2),
        _money(numbers["cost"] for numbers, _ in group),
    )


def _texts_of(group: Group) -> tuple[object, ...]:
    calls, answered, duration, bill, acd, asr, cost = _values_of(group)
    return (
        str(calls),
        str(answered),
        _clock(duration),
        _clock(bill),
        f"{_plain(acd)} (in {answered} calls)",
        f"{_plain(asr)}% (in {answered} of {calls} calls)",
        cost,
    )


def _sum(numbers: Iterable[Number]) -> Number:
    found = [number for number in numbers if number is not None]
    return sum(found, Fraction(0)) if found else None


def _money(numbers: Iterable[Number]) -> Decimal | None:
    """Sum money at six places, each amount rounded."""
    parts = (None if one is None else Fraction(_rounded(one, 6)) for one in numbers)
    total = _sum(parts)
    return None if total is None else _rounded(total, 6)


def _rounded(number: Fraction, places: int) -> Decimal:
    """Round half up, away from zero."""
    scaled = abs(number) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(-whole if number < 0 else whole).scaleb(-places).normalize() + 0


def _plain(number: object) -> str:
    return "0" if number is None else f"{number:f}"


def _clock(seconds: object) -> str:
    size = abs(int(str(f"{seconds:f}")))
    sign = "-" if f"{seconds:f}".startswith("-") else ""
    return f"{sign}{size // 3600:02d}:{size // 60 % 60:02d}:{size % 60:02d}"


# Tests that a mapping may call answered, and what it may bill: SQL beside the same in Python.
TESTS: Mapping[str, Callable[[Numbers], bool]] = {
    "talk > 0": lambda n: above(n["talk"], 0),
    "NOT talk = 0": lambda n: n["talk"] is not None and n["talk"] != 0,
    "talk <> 0 AND cause = 16": lambda n: bool(n["talk"]) and n["cause"] == 16,
    "COALESCE(talk, 0) >= 3": lambda n: (n["talk"] or 0) >= 3,
    "talk BETWEEN 1 AND 99": lambda n: n["talk"] is not None and 1 <= n["talk"] <= 99,
    "talk IS NOT NULL": lambda n: n["talk"] is not None,
    "cause IN (16, 31) AND total > 5": lambda n: n["cause"] in (16, 31) and above(n["total"], 5),
    "cause <> 16": lambda n: n["cause"] is not None and n["cause"] != 16,
    "cause = 0 OR talk = 9": lambda n: n["cause"] == 0 or n["talk"] == 9,
    "cause IN (0, 5)": lambda n: n["cause"] in (0, 5),
    "NOT (cause = 16 OR talk < 9)": lambda n: (
        n["cause"] is not None and n["cause"] != 16 and n["talk"] is not None and n["talk"] >= 9
    ),
}
BILLS: Mapping[str, Callable[[Numbers], Number]] = {
    "talk": lambda n: n["talk"],
    "CASE WHEN talk > 0 THEN talk ELSE 0 END": lambda n: (
        n["talk"] if above(n["talk"], 0) else Fraction(0)
    ),
    "total - talk": lambda n: None if None in (n["total"], n["talk"]) else n["total"] - n["talk"],  # type: ignore[operator]
    "COALESCE(talk, total)": lambda n: n["total"] if n["talk"] is None else n["talk"],
}
