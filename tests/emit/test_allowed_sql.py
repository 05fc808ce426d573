"""What SQL is made of, read by another parser: nothing but what is listed here, and whose calls.

A new construct of a backend needs a row here, written by somebody who has thought about it.
"""

import random
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from sqlglot import exp, parse, tokenize

import cdrql
from cdrql.backend import backend_names
from cdrql.conformance.calls import CALL_COLUMNS
from cdrql.conformance.random_requests import random_request
from cdrql.model.default import DEFAULT
from tools.differential.fitting import fitted
from tools.mirrors.all import MIRRORS
from tools.policies.effect import Rules, allowed, random_rules

REQUESTS = 40
every_dialect = pytest.mark.parametrize("dialect", backend_names())

NODES = frozenset(
    (
        # Queries; the only one within another is PostgreSQL's: see test_shapes.py
        *(
            "Subquery",
            "Select",
            "With",
            "CTE",
            "From",
            "Table",
            "TableAlias",
            "Identifier",
            "Column",
            "Star",
        ),
        *("Alias", "Where", "Group", "Having", "Order", "Ordered", "Limit", "Offset"),
        # Values
        *("Literal", "Null", "Placeholder", "Var", "DataType", "DataTypeParam", "Paren", "Neg"),
        # Operators
        *("Add", "Sub", "Mul", "Div", "IntDiv", "Mod", "And", "Or", "EQ", "NEQ", "GT", "GTE", "LT"),
        *("LTE", "In", "Is", "Like", "Glob", "Escape", "DPipe", "Collate", "AtTimeZone"),
        # Functions, whose names are below
        *("Abs", "Anonymous", "Between", "Case", "Cast", "Coalesce", "Concat", "ConcatWs", "Count"),
        *(
            "CombinedAggFunc",
            "CountIf",
            "DayOfMonth",
            "Extract",
            "Hex",
            "Hour",
            "If",
            "Left",
            "Length",
            "Month",
            "Nullif",
            "Pad",
        ),
        *("Repeat", "Replace", "Right", "Round", "StartsWith", "Substring", "Sum", "TimeToStr"),
        *("TimestampAdd", "TimestampTrunc", "Trim", "TsOrDsToDate", "TsOrDsToTimestamp"),
        *("Typeof", "Year"),
    )
)
FUNCTIONS = {
    "everywhere": "ABS AND CASE COALESCE COUNT IF LENGTH NULLIF OR SUM",
    "sqlite": "CAST COLLATE HEX PRINTF REPLACE ROUND STRFTIME SUBSTRING TRIM TYPEOF ZEROBLOB",
    "postgres": ("CAST COLLATE EXTRACT LEFT REPEAT RIGHT TIMESTAMP_TRUNC TIME_TO_STR TRIM_SCALE"),
    "mysql": (
        "CAST CONCAT CONCAT_WS DAY_OF_MONTH EXTRACT HOUR LEFT MONTH REPEAT RIGHT SEC_TO_TIME PAD"
        " TIMESTAMPADD TIMESTAMP_ADD TIME_FORMAT TIME_TO_STR TRIM TS_OR_DS_TO_DATE"
        " TS_OR_DS_TO_TIMESTAMP YEAR"
    ),
    "clickhouse": (
        "CONCAT COUNT_IF PAD REPEAT ROUND STARTS_WITH intDiv leftUTF8 lengthUTF8 rightUTF8 sumIf"
        " toDayOfMonth toDecimal128 toFloat64 toHour toInt128 toMonth toString toUInt16 toYYYYMM"
        " toYYYYMMDD toYear"
    ),
}
OWN = {"sums", "page"}
UNIT = ("TIMESTAMPADD", "SECOND")


@cache
def asked(count: int) -> list[tuple[dict[str, Any], Rules | None]]:
    """Make random requests, every other with a policy that scopes and masks."""
    rng = random.Random("allowed")
    found: list[tuple[dict[str, Any], Rules | None]] = []
    for number in range(count):
        rules = random_rules(rng) if number % 2 else None
        request = random_request(rng)
        found.append((allowed(request, rules) if rules else request, rules))
    return found


def sql_of(dialect: str, request: Any, rules: Rules | None, **options: Any) -> str:
    style: Any = "typed" if dialect == "clickhouse" else "named"
    policy = rules.policy() if rules else None
    return cdrql.compile(request, dialect, paramstyle=style, policy=policy, **options).sql


@pytest.mark.closes("value injection", "names as SQL", "stacked statements", "comments and hints")
@every_dialect
def test_sql_is_made_of_what_is_allowed(dialect: str) -> None:
    outputs: list[Any] = ["response", "values"]
    functions = {*FUNCTIONS["everywhere"].split(), *FUNCTIONS[dialect].split()}
    for number, (request, rules) in enumerate(asked(REQUESTS)):
        sql = sql_of(dialect, request, rules, output=outputs[number // 2 % 2])
        assert not any(
            token.comments or token.token_type.name == "SEMICOLON"
            for token in tokenize(sql, read=dialect)
        )
        [tree] = parse(sql, read=dialect)
        assert type(tree) is exp.Select
        assert {type(node).__name__ for node in tree.walk()} - NODES == set()
        assert {called(node) for node in tree.find_all(exp.Func)} - functions == set()
        assert {table.sql() for table in tree.find_all(exp.Table)} <= {"cdrs AS c", *OWN}
        assert all(is_known(column) for column in tree.find_all(exp.Column))


def called(function: exp.Expression) -> str:
    return (
        function.name
        if isinstance(function, exp.Anonymous | exp.AnonymousAggFunc)
        else function.sql_name()
    )


def is_known(column: exp.Column) -> bool:
    """Say whether a column is one of the table, or of our own queries."""
    if column.table:
        return column.table == "c" and (column.name in CALL_COLUMNS or is_ours(column))
    return is_ours(column) or is_unit(column)


def is_unit(column: exp.Column) -> bool:
    """Say whether it is no column: sqlglot 30.25 reads the unit of TIMESTAMPADD as one."""
    call = column.parent
    return isinstance(call, exp.Anonymous) and (call.name, column.name) == UNIT


def is_ours(column: exp.Column) -> bool:
    """Say whether a column has a name that no table's column has."""
    return column.name.startswith(("by_", "sum_"))


# --- Whose calls count --------------------------------------------------------------------------

# Tables, calls of several rows, names that are looked up: each reads rows in its own way.
WAREHOUSES = {"default": DEFAULT} | {
    mirror.name: mirror.warehouse
    for mirror in MIRRORS
    if mirror.name in ("tables", "legs", "lookups", "lookups_of_legs", "legs_of_two")
}
SMALLEST = "sum_calls >= :smallest_group"


@pytest.mark.closes("other people's calls", "groups of one call")
@pytest.mark.parametrize("name", WAREHOUSES)
def test_a_policy_holds_wherever_calls_are_counted(name: str) -> None:
    """Joined by AND at the root of each WHERE, beside whatever the request asks."""
    rng = random.Random(name)
    for _ in range(REQUESTS // 2):
        rules = random_rules(rng)
        rules = Rules(rules.scope, rules.masks, rules.smallest or 2, rules.limit)
        request = allowed(fitted(random_request(rng), WAREHOUSES[name]), rules)
        [tree] = parse(sql_of("sqlite", request, rules, warehouse=WAREHOUSES[name]), read="sqlite")
        counting = [select for select in tree.find_all(exp.Select) if counts(select)]
        assert counting
        for select in counting:
            scoped = [tests for test in conjuncts(select) if (tests := scope_of(test))]
            wanted = {
                frozenset(f"scope_{field}_{i}" for i, _ in enumerate(values, 1))
                for field, values in rules.scope.items()
            }
            assert {*scoped} == wanted
        # A page is cut from the groups that are large enough: the root reads nothing else.
        pages = {cte.alias: cte.this for cte in tree.find_all(exp.CTE) if "page" in cte.alias}
        cut = pages.get(tree.args["from_"].this.name, tree)
        assert SMALLEST in [test.sql("sqlite") for test in conjuncts(cut)]


def counts(select: exp.Select) -> bool:
    """Say whether a query counts rows that are calls."""
    return any(column.sql() == "COUNT(*) AS sum_calls" for column in select.expressions)


def conjuncts(select: exp.Select) -> Iterator[exp.Expression]:
    """Give the tests that a WHERE joins by AND at its root."""
    test = select.args["where"].this
    yield from test.flatten() if isinstance(test, exp.And) else [test]


def scope_of(test: exp.Expression) -> frozenset[str]:
    """Name the scope's parameters of a test that is nothing but a comparison with them."""
    names = [str(mark.this) for mark in test.find_all(exp.Placeholder)]
    plain = isinstance(test, exp.EQ | exp.In) and all(n.startswith("scope_") for n in names)
    return frozenset(names) if plain and not test.find(exp.Or, exp.Select) else frozenset()
