"""The text of the SQL: what it depends on, and what it never holds."""

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlglot import exp, parse

import cdrql
from cdrql.backend import backend_names
from cdrql.conformance.random_requests import random_request
from cdrql.shape_cache import KNOWN_SHAPES

DIALECTS = backend_names()
RANDOMS = st.randoms(use_true_random=False)
repeatable = settings(deadline=None, derandomize=True, database=None, max_examples=60)


# --- One shape, one text ------------------------------------------------------------------------


def other_values(rng: random.Random, value: Any, key: str = "") -> Any:
    """Put other values in place of those of a request, and keep its shape."""
    if isinstance(value, dict):
        return {k: v if k in SHAPE else other_values(rng, v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [other_values(rng, item, key) for item in value]
    if value is None or value == "":
        return value
    if key in ("limit", "offset", "user", "original_trunk_id", "callsType"):
        return rng.randint(1, 2**40)
    return f"{rng.randint(0, 2**64)}'; --%s:x?{{}}"[: rng.randint(1, 30)]


SHAPE = frozenset(
    (
        *("group", "fields", "period", "order", "timezone", "having", "start_at", "end_at"),
        *("callAttributes", "duration", "bill_duration"),
    )
)


def other_numbers(rng: random.Random, text: str) -> str:
    tests = [test.partition(";") for test in text.split("|")]
    return "|".join(f"{rng.randint(-99, 9999)}{s}{o}" if s else v for v, s, o in tests)


@pytest.mark.closes("value injection")
@repeatable
@given(rng=RANDOMS)
def test_sql_depends_on_the_shape_alone(rng: random.Random) -> None:
    request = random_request(rng)
    other = other_values(rng, request)
    for holder in (other["filter"], other.get("having") or {}):
        for key, text in holder.items():
            if (holder is not other["filter"] or "duration" in key) and text:
                holder[key] = other_numbers(rng, text)
    for dialect in DIALECTS:
        one, two = (cdrql.compile(asked, dialect) for asked in (request, other))
        KNOWN_SHAPES.clear()
        fresh = cdrql.compile(other, dialect)
        assert one.sql == two.sql == fresh.sql
        assert two.params == fresh.params


# --- The text -----------------------------------------------------------------------------------

FORBIDDEN = (
    exp.DML,
    exp.Create,
    exp.Drop,
    exp.Command,
    exp.Set,
    exp.Into,
    exp.Lock,
    exp.Hint,
    exp.Join,
)


@repeatable
@given(rng=RANDOMS, output=st.sampled_from(["response", "values"]))
def test_sql_is_one_select_of_the_calls(rng: random.Random, output: Any) -> None:
    request = random_request(rng)
    for dialect in DIALECTS:
        style: Any = "typed" if dialect == "clickhouse" else "named"
        sql = cdrql.compile(request, dialect, output=output, paramstyle=style).sql
        statements = parse(sql, dialect=dialect)
        assert len(statements) == 1
        [tree] = statements
        assert type(tree) is exp.Select
        assert not list(tree.find_all(*FORBIDDEN))
        inside = list(tree.find_all(exp.Subquery))
        fences = [query for query in inside if query.alias == "c"]
        assert len(fences) == (dialect == "postgres" and bool(request.get("period")))
        assert all(fence.this.args["offset"].expression.name == "0" for fence in fences)
        assert not any(node.comments for node in tree.walk())
        ctes = {cte.alias for cte in tree.find_all(exp.CTE)}
        assert {query.alias for query in inside} - {"c"} <= {"sums", "page"}
        # MySQL before 8 has no WITH: a query stands in the FROM that reads it.
        assert bool(ctes) is (dialect != "mysql")
        assert {table.name for table in tree.find_all(exp.Table)} - ctes == {"cdrs"}
        assert sum(table.name == "cdrs" for table in tree.find_all(exp.Table)) == 1
