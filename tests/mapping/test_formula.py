"""Formulas of own measures: worked out by hand, and by fractions over numbers of their parts."""

import operator as python
import re
import sqlite3
from decimal import Decimal
from fractions import Fraction
from math import floor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cdrql
from cdrql.emit.quotients import quotient_of
from cdrql.language.conditions import OPERATORS
from cdrql.mapping.formula import formula_sides
from cdrql.mapping.reading import Refused
from cdrql.model.vocabulary import BOUND_PLACES, Combination, Measure, Sum

PARTS = {name: Sum(name, name) for name in "abc"}


def terms(side: Combination | None) -> dict[str, Fraction] | None:
    """Give the factors of a side by the names of its parts."""
    return None if side is None else {part.name: factor for factor, part in side.terms}


@pytest.mark.parametrize(
    ("formula", "above", "below"),
    [
        ("a", {"a": 1}, None),
        ("-a", {"a": -1}, None),
        ("a + b - c", {"a": 1, "b": 1, "c": -1}, None),
        ("a - (b - c)", {"a": 1, "b": -1, "c": 1}, None),
        ("a - b - c", {"a": 1, "b": -1, "c": -1}, None),
        ("2 * a + 3 * b", {"a": 2, "b": 3}, None),
        ("a + b * 2", {"a": 1, "b": 2}, None),
        ("(a + b) * 2", {"a": 2, "b": 2}, None),
        ("a / 3 + b / 2", {"a": Fraction(1, 3), "b": Fraction(1, 2)}, None),
        ("a / 2 / 3", {"a": Fraction(1, 6)}, None),
        ("a / (2 / 3)", {"a": Fraction(3, 2)}, None),
        ("0.1 * a", {"a": Fraction(1, 10)}, None),
        (".5 * a", {"a": Fraction(1, 2)}, None),
        ("a + 0 * b", {"a": 1}, None),
        ("a / b", {"a": 1}, {"b": 1}),
        ("100 * (a - b) / a", {"a": 100, "b": -100}, {"a": 1}),
        ("100 * a / (b + c)", {"a": 100}, {"b": 1, "c": 1}),
        ("a / b - 1", {"a": 1, "b": -1}, {"b": 1}),
        ("1 - a / b", {"b": 1, "a": -1}, {"b": 1}),
        ("a / (b / 60)", {"a": 1}, {"b": Fraction(1, 60)}),
        ("a / (-b)", {"a": -1}, {"b": 1}),
        ("-(a / b)", {"a": -1}, {"b": 1}),
        ("a / (b - c)", {"a": 1}, {"b": 1, "c": -1}),
        ("a / a", {"a": 1}, {"a": 1}),
        ("(a) / ((b))", {"a": 1}, {"b": 1}),
    ],
)
def test_is_sums_over_sums(
    formula: str, above: dict[str, Fraction], below: dict[str, Fraction] | None
) -> None:
    up, down = formula_sides(formula, PARTS)
    factor = 1  # a quotient is the same where both sides are multiplied
    if below and (found := terms(down)):
        factor = Fraction(below[next(iter(below))]) / found[next(iter(below))]
        assert {name: f * factor for name, f in found.items()} == below
    else:
        assert terms(down) == below
    assert {name: f * factor for name, f in (terms(up) or {}).items()} == above


@pytest.mark.parametrize(
    "formula",
    [
        "a * b",
        "a / b / c",
        "a / (b / c)",
        "a / b + b / a",
        "1 / a",
        "a + 1",
        "a / (b + 1)",
        "5",
        "a - a",
        "0 * a",
        "a / 0",
        "a / (b - b)",
        "a / (1 - 1)",
        "a ** 2",
        "a % b",
        "ABS(a)",
        "a; b",
        "a, b",
        "a --",
        "(SELECT a)",
        "a AS b",
        "'a'",
        "TRUE",
        "NULL",
        "a = b",
        "*",
        "d",
        "1e9 * a",
        "0x10 * a",
        "9999999999999 * a",
        "1.0000000001 * a",
        "a AND b",
        "a.b",
        "",
        "999999999999 * 999999999999 * a",
        "a / 999999999999 / 999999999999",
        "CASE WHEN a THEN b END",
    ],
)
def test_is_refused(formula: str) -> None:
    with pytest.raises(Refused):
        formula_sides(formula, PARTS)


numbers = st.integers(0, 999).map(str) | st.sampled_from(["0.5", "0.25", "1.1", "100"])
formulas = st.recursive(
    numbers | st.sampled_from("abc"),
    lambda inner: (
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})")
        | st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda t: f"{t[0]} {t[1]} {t[2]}")
        | inner.map(lambda one: f"-({one})")
    ),
    max_leaves=6,
)
VALUES = {"a": Fraction(7), "b": Fraction(11, 3), "c": Fraction(5, 2)}


@given(formulas)
@settings(max_examples=400, deadline=None, derandomize=True)
def test_means_what_arithmetic_does(formula: str) -> None:
    """Python's precedence is SQL's here; a formula that is accepted has the value it spells."""
    try:
        above, below = formula_sides(formula, PARTS)
    except Refused:
        return
    spelled = re.sub(r"\d+(?:\.\d+)?", lambda number: f"Fraction('{number[0]}')", formula)
    value = eval(spelled, {"Fraction": Fraction}, VALUES)  # our own text
    up, down = (
        sum(f * VALUES[part.name] for f, part in side.terms) if side else Fraction(1)
        for side in (above, below)
    )
    assert up == value * down


# The numbers that SQL gives.

MAPPING = """
dialects = ["sqlite"]
grain = "one row is one call"
table = "cdr"
[start]
column = "began"
[columns]
began = "time not null"
talk = "integer not null"
price = "decimal"
paid = "decimal"
ok = "boolean not null"
[fields]
answered = "ok"
call_status = "'any'"
bill_duration = {{ sql = "talk", divisor = 1000 }}
cost = {{ sql = "price", decimals = 4 }}
paid = {{ sql = "paid", decimals = 2, type = "money" }}
[measures.own]
formula = "{formula}"
decimals = {decimals}
[measures.own.parts]
a = {{ sum = "cost" }}
b = {{ sum = "paid", when = "answered" }}
c = {{ sum = "bill_duration" }}
d = {{ count = "answered" }}
"""
ROWS = [(61_500, "0.1234", "0.10", 1), (1, "2.5", "9.99", 1), (0, "0.0001", "0.01", 0)]
ROWS += [(999, "-1.5", None, 1), (7, None, "3.33", 0)]
SUMS = {
    "a": sum(Fraction(row[1]) for row in ROWS if row[1]),
    "b": sum(Fraction(row[2]) for row in ROWS if row[2] and row[3]),
    "c": Fraction(sum(row[0] for row in ROWS), 1000),
    "d": Fraction(sum(row[3] for row in ROWS)),
}
REQUEST = {
    "group": "call status",
    "fields": "own",
    "filter": {"start_at": "2025-01-01", "end_at": "2025-02-01"},
}

HOLDS = (python.gt, python.ge, python.lt, python.le, python.eq, python.ne)
OPERATIONS = dict(zip(OPERATORS, HOLDS, strict=True))


def rows(formula: str, decimals: int, folder: Path, having: str | None = None) -> list[object]:
    """Ask SQLite for a measure over ROWS: one group, or none that meets a condition."""
    path = folder / "own.toml"
    path.write_text(MAPPING.format(formula=formula, decimals=decimals), encoding="utf-8")
    warehouse = cdrql.load_warehouse(path)
    with sqlite3.connect(":memory:") as database:
        database.execute("CREATE TABLE cdr (began TEXT, talk INTEGER, price REAL, paid REAL, ok)")
        calls = [("2025-01-05 10:00:00", *row) for row in ROWS]
        database.executemany("INSERT INTO cdr VALUES (?, ?, ?, ?, ?)", calls)
        request = REQUEST | {"having": {"own": having} if having else None}
        compiled = cdrql.compile(request, "sqlite", output="values", warehouse=warehouse)
        return [row[-1] for row in database.execute(compiled.sql, dict(compiled.params))]


def answer(formula: str, decimals: int, folder: Path) -> object:
    """Give the measure of the one group."""
    [value] = rows(formula, decimals, folder)
    return value


def half_up(value: Fraction, places: int) -> Fraction:
    """Round half away from zero."""
    scaled = abs(value) * 10**places
    whole = int(scaled) + (scaled - int(scaled) >= Fraction(1, 2))
    return Fraction(whole if value >= 0 else -whole, 10**places)


@pytest.mark.parametrize("decimals", [0, 2, 4])
@pytest.mark.parametrize(
    "formula",
    [
        "a / d",
        "100 * (a - b) / b",
        "a / c",
        "60 * a / c",
        "c / d",
        "b / 3",
        "(a - b) / d",
        "d / c",
        "a / 7 + b / 3",
        "1 - a / b",
        "a / (-d)",
        "(2 * a + c) / (d + 0.5 * c)",
    ],
)
def test_is_rounded_once(formula: str, decimals: int, tmp_path: Path) -> None:
    spelled = re.sub(r"\d+(?:\.\d+)?", lambda number: f"Fraction('{number[0]}')", formula)
    value = eval(spelled, {"Fraction": Fraction}, SUMS)  # our own text
    found = answer(formula, decimals, tmp_path)
    assert Fraction(str(found)) == half_up(value, decimals)


@pytest.mark.parametrize(
    "formula",
    [
        "a",
        "-a",
        "a + b",
        "a - b",
        "d",
        "-d",
        "a - c",
        "c + b",
        "3 * d",
        "2 * a",
        "3 * a",
        "c + c",
        "a / 4",
    ],
)
def test_sums_are_exact(formula: str, tmp_path: Path) -> None:
    """What only adds up has the decimals that are stored, whatever `decimals` says."""
    spelled = re.sub(r"\d+", lambda number: f"Fraction({number[0]})", formula)
    value = eval(spelled, {"Fraction": Fraction}, SUMS)  # our own text
    assert Fraction(str(answer(formula, 0, tmp_path))) == value


@pytest.mark.parametrize(
    "formula",
    ["a", "-a", "3 * d", "a / 4", "b / 3", "a / 7 + b / 3", "60 * a / c", "c / d", "1 - a / b"],
)
def test_a_bound_is_compared_with_what_was_not_rounded(formula: str, tmp_path: Path) -> None:
    spelled = re.sub(r"\d+", lambda number: f"Fraction({number[0]})", formula)
    value = eval(spelled, {"Fraction": Fraction}, SUMS)  # our own text
    below = floor(value * 10**BOUND_PLACES)
    for number in (below - 1, below, below + 1):
        bound = Fraction(number, 10**BOUND_PLACES)
        text = f"{Decimal(number).scaleb(-BOUND_PLACES):f}"
        for operator, holds in OPERATIONS.items():
            assert bool(rows(formula, 0, tmp_path, f"{text};{operator}")) == holds(value, bound)


@pytest.mark.parametrize("formula", ["a / (b - 2 * b + b - c + a)", "c / (d - 2 * c)"])
def test_nothing_is_divided_by_what_is_not_above_zero(formula: str, tmp_path: Path) -> None:
    assert answer(formula, 2, tmp_path) is None


@given(
    st.lists(st.fractions(-100, 100, max_denominator=60), min_size=1, max_size=3),
    st.lists(st.fractions(-100, 100, max_denominator=60), min_size=1, max_size=3),
    st.lists(st.integers(1, 10**9), min_size=3, max_size=3),
)
@settings(max_examples=200, deadline=None, derandomize=True)
def test_a_quotient_of_whole_numbers_is_the_measure(
    ups: list[Fraction], downs: list[Fraction], values: list[int]
) -> None:
    """Up x N / (down x D) equals the measure, whatever units the sums are stored in."""
    default = cdrql.load_warehouse("default")
    fields = ("cost", "duration", "transfer_cost")
    sums = [Sum(name, name) for name in fields]
    of = Combination(tuple((f, part) for f, part in zip(ups, sums, strict=False) if f))
    per = Combination(tuple((f, part) for f, part in zip(downs, sums, strict=False) if f))
    if not of.terms or not per.terms:
        return
    measure = Measure("own", "own", of, "number", "number", per)
    q = quotient_of(measure, default)
    stored = dict(zip(fields, values, strict=True))
    units = {name: Fraction(stored[name], 10 ** default.fields[name].places) for name in fields}
    above = sum(factor * stored[part.field or ""] for factor, part in q.above)
    below = sum(factor * stored[part.field or ""] for factor, part in q.below)
    left = q.up * above * sum(f * units[part.field or ""] for f, part in per.terms)
    assert left == q.down * below * sum(f * units[part.field or ""] for f, part in of.terms)
