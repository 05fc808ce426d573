"""How each backend says each word of its contract: a call, and the SQL that it makes.

The words of a dialect are in `words/`; `pytest --update-golden` writes them anew. What they mean is
asked of the engines elsewhere; here a change of any of them is seen at once, by its name.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from itertools import chain, combinations
from pathlib import Path
from typing import Any

import pytest
from sqlglot import exp, parse_one

from cdrql.backend import Backend, backend_names, get_backend, sql
from cdrql.model.policy import Mask
from cdrql.model.warehouse import Start
from cdrql.planning.plan import Period

FOLDER = Path(__file__).with_name("words")
PARTS = ("year", "month", "day", "hour")
MOMENT = datetime(2024, 3, 31, 1, 30)
STEPS = ((datetime.min, 3600), (MOMENT, 7200))

STARTS = {
    "utc": Start(),
    "local": Start("local", "Europe/Rome"),
    "instant": Start("instant"),
    "epoch": Start("epoch"),
    "millis": Start("epoch", per_second=1000),
    "micros": Start("epoch", per_second=1000, decimals=3),
    "text": Start("text"),
    "joined": Start("text", format="%Y-%m-%dT%H:%M:%S"),
    "turned": Start("text", format="%H:%M:%S on %d/%m/%Y", decimals=3),
    "narrow": Start("text", format="%Y%m%d%H%M%S"),
}


def x() -> sql.Sql:
    """Refer to a column of a row."""
    return sql.column("x", "c")


def positive() -> sql.Sql:
    """Give what a call adds where a test holds."""
    return sql.when(sql.compare(x(), ">", sql.number(0)), x(), sql.number(0))


def one() -> list[sql.Sql]:
    return [sql.param("a", "text")]


def two() -> list[sql.Sql]:
    return [sql.param("a", "text"), sql.text("")]


def start(name: str) -> Start:
    return STARTS[name]


def at(*parts: str, zone: str | None = "UTC", steps: int = 0) -> Period:
    """Make a period, with so many offsets of its zone in the window."""
    return Period(parts, zone, STEPS[:steps])


def node(text: str) -> sql.Sql:
    """Read an expression as a mapping may have it."""
    return parse_one(text, into=exp.Condition)


NAMES: dict[str, Any] = {
    function.__name__: function
    for function in (x, positive, one, two, start, at, node, Mask, Decimal, datetime)
} | {"total": sql.column("sum_total"), "moment": MOMENT, "aware": MOMENT.replace(tzinfo=UTC)}

ROWS = (
    "dialect",
    "paramstyle",
    "materialized",
    "fenced",
    "unlimited",
    "joins_with_defaults",
    "exact_decimals",
    "sorted(functions)",
    "dict(types)",
    "text_key(x())",
    "exact(x())",
    "filled(x())",
    "equals_exactly(x, one)",
    "equals_exactly(x, two)",
    "starts_with(x, one()[0].copy)",
    "digits(x)",
    "masked(x, Mask(keep_last=3))",
    "masked(x, Mask(keep_last=3, whole_up_to=6))",
    "masked(x, Mask(keep_last=0))",
    "masked(x, Mask(drop_last=4))",
    "addend(x(), False)",
    "addend(x(), True)",
    "count(x())",
    "count(positive())",
    "sum(x())",
    "sum(positive())",
    "scaled(x(), 1)",
    "scaled(x(), 1000)",
    "cut(x(), 1, True)",
    "cut(x(), 1000, True)",
    "cut(x(), 1, False)",
    "cut(x(), 1000, False)",
    "money_sum(x(), 1000000)",
    "money('sum_cost', 1000000)",
    "money_bound('sum_cost', 1000000)",
    "text_of('by_trunk')",
    "clock(total.copy)",
    "whole_quotient(total, x())",
    "decimal(total.copy, 2)",
    "decimal(total.copy, 6)",
    "hundredths_text(total.copy, False)",
    "hundredths_text(total.copy, True)",
    "exact_quotient(total.copy, x, 2)",
    "number_text(total)",
    "real(total)",
    "wide(total)",
    "instant(moment)",
    "instant(datetime(1899, 12, 31))",
    "instant(datetime(1900, 1, 1, 0, 0, 1))",
    "instant(datetime(2299, 12, 31, 23, 59, 59, 500000))",
    "instant(datetime(2300, 1, 1))",
    "instant(datetime(2024, 1, 1, 0, 0, 0, 120000))",
    "zoned(moment)",
    "second(moment)",
    "second(datetime(1969, 12, 31, 23, 59, 59))",
    "second(datetime(2106, 2, 7, 6, 28, 16))",
    "number(Decimal('1700000000.5'))",
    r"prefix('a%b_c*d?e[f]g\\h!i')",
    "literal(7, 'integer')",
    "literal(Decimal('1.5'), 'decimal')",
    "literal('it\\'s', 'text')",
    r"literal('it\'s \\ here', 'text')",
    "literal('né', 'text')",
    "literal(instant(moment), 'time')",
    "literal(zoned(moment), 'zoned')",
    "literal(second(moment), 'second')",
    "adapt(node('CONCAT(a, b, 3)'))",
    "adapt(node('SUBSTRING(a, 2)'))",
    "adapt(node('SUBSTRING(a, 2, 3)'))",
    "adapt(node('IF(a, b, 3)'))",
    "adapt(node('IF(a, b)'))",
    "adapt(node('CASE WHEN a THEN b END').args['ifs'][0])",
    "adapt(node('EXTRACT(HOUR FROM a)'))",
    "adapt(node('REGEXP_LIKE(a, b)'))",
    "adapt(node('a + b'))",
)


def periods() -> Iterator[str]:
    """Write the calls for every choice of parts, and for every way to store a start."""
    for chosen in chain.from_iterable(combinations(PARTS, size) for size in range(1, 5)):
        parts = ", ".join(map(repr, chosen))
        yield f"period_key(at({parts}), start('utc'), x)"
        yield f"period_text(at({parts}), start('utc'), 'by_period')"
    for name in STARTS:
        for zone, steps in (("UTC", 0), ("Europe/Paris", 2), (None, 1), (None, 2)):
            period = f"at('year', 'month', 'day', zone={zone!r}, steps={steps})"
            yield f"period_key({period}, start({name!r}), x)"
            yield f"period_text({period}, start({name!r}), 'by_period')"
        yield f"period_key(at('year', 'hour'), start({name!r}), x)"


def said(backend: Backend, row: str) -> str:
    """Make a call, and print what comes of it, indented below."""
    known = {name: getattr(backend, name) for name in dir(backend) if not name.startswith("_")}
    made = eval(row, known | NAMES)
    text = sql.printed(made, backend.dialect) if isinstance(made, exp.Expression) else repr(made)
    return row + "".join(f"\n    {line}" for line in text.splitlines()) + "\n"


@pytest.mark.parametrize("dialect", backend_names())
def test_every_word_is_said_as_before(dialect: str, update_golden: bool) -> None:
    backend = get_backend(dialect)
    words = "\n".join(said(backend, row) for row in (*ROWS, *periods()))
    path = FOLDER / f"{dialect}.txt"
    if update_golden:
        path.write_text(words, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == words


def test_no_word_is_left_out() -> None:
    """Each method of the contract is called in some row."""
    methods = {name for name in dir(Backend) if callable(getattr(Backend, name))}
    called = {row.partition("(")[0] for row in (*ROWS, *periods())}
    assert {name for name in methods if not name.startswith("_")} <= called
