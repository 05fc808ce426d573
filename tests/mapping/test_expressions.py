"""Expressions and mappings of every sort: an error of ours, or one SELECT that is right."""

import json
import sqlite3
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlglot
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlglot import exp

import cdrql
from cdrql.model.vocabulary import Dimension
from cdrql.model.warehouse import Expression

DIALECTS = ("sqlite", "postgres", "mysql", "clickhouse")
FOLDER = Path(tempfile.mkdtemp(prefix="cdrql-mappings-"))
WINDOW = {"start_at": "2025-01-01", "end_at": "2025-02-01"}
BOUNDED = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def written(value: Any) -> str:
    """Write a value as TOML has it on one line."""
    if isinstance(value, dict):
        inner = ", ".join(f"{json.dumps(k)} = {written(v)}" for k, v in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list):
        return f"[{', '.join(written(item) for item in value)}]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
    return json.dumps(value)


def load(mapping: dict[str, Any]) -> cdrql.Warehouse | cdrql.WarehouseError:
    """Load a mapping, or give the one error that may come of it, which can be shown."""
    path = FOLDER / "mapping.toml"
    text = "".join(f"{json.dumps(key)} = {written(value)}\n" for key, value in mapping.items())
    assert tomllib.loads(text) == mapping
    path.write_bytes(text.encode())
    try:
        return cdrql.load_warehouse(path)
    except cdrql.WarehouseError as error:
        assert error.problems
        assert all(problem.code.startswith("CDR6") for problem in error.problems)
        str(error).encode()
        return error


def mapping_of(field: str, sql: str, dialects: tuple[str, ...] = DIALECTS) -> dict[str, Any]:
    """Make a mapping with one field of an expression."""
    kinds = ("start:time not null", "a:text", "b:text not null", "m:integer", "n:integer not null")
    kinds += ("p:decimal", "t:boolean", "f:boolean not null")
    return {
        "dialects": list(dialects),
        "grain": "one row is one call",
        "table": "calls",
        "start": {"column": "start"},
        "columns": dict(kind.split(":") for kind in kinds),
        "fields": {"answered": "n > 0", field: {"sql": sql, "decimals": 3}}
        if field == "duration"
        else {"answered": "n > 0", field: sql},
    }


def statements(warehouse: cdrql.Warehouse) -> Iterator[str]:
    """Compile a request of everything, for each dialect that is claimed."""
    rows = warehouse.answerable
    asked = {
        "group": ";".join(row.name for row in rows if isinstance(row, Dimension)) or "call status",
        "fields": ";".join(row.name for row in rows if not isinstance(row, Dimension)),
        "filter": WINDOW,
    }
    if not any(isinstance(row, Dimension) for row in rows):
        return
    for dialect in warehouse.dialects:
        yield cdrql.compile(asked, dialect, warehouse=warehouse, paramstyle="literal").sql


def check(warehouse: cdrql.Warehouse) -> None:
    """Hold every statement to being one SELECT, with nothing beside it."""
    for dialect, sql in zip(warehouse.dialects, statements(warehouse), strict=False):
        tokens = sqlglot.tokenize(sql, read=dialect)
        assert not any(
            token.comments or (token.text == ";" and token.token_type.name != "STRING")
            for token in tokens
        ), sql
        trees = sqlglot.parse(sql, read=dialect)
        assert len(trees) == 1, sql
        assert isinstance(trees[0], exp.Select)
        names = {table.name for table in trees[0].find_all(exp.Table)}
        assert not names & {"users", "secrets"}, sql


# Any words in any order.

WORDS = (
    *("a", "b", "m", "n", "p", "t", "f", "start", "nosuch", '"a"', "`a`", "[a]", "c.a", "A"),
    *(
        "1",
        "0",
        "2.5",
        "1e9",
        "'x'",
        "''",
        "'it''s'",
        "';'",
        "'--'",
        "'/*'",
        "'%s'",
        "':n'",
        "NULL",
    ),
    *("+", "-", "*", "/", "%", "=", "<>", "<", "||", "->", "->>", "::", ":", "?", "@", "$1", "."),
    *("(", ")", "[", "]", "{", "}", ",", ";", "--", "/*", "*/", "#", "\\", "\n", "'", '"', "`"),
    *("AND", "OR", "NOT", "IN", "IS", "LIKE", "BETWEEN", "CASE", "WHEN", "THEN", "ELSE", "END"),
    *(
        "SELECT",
        "FROM",
        "users",
        "WHERE",
        "UNION",
        "ALL",
        "DISTINCT",
        "AS",
        "INTO",
        "LIMIT",
        "OVER",
    ),
    *("CAST", "BIGINT", "TEXT", "DECIMAL(9, 2)", "COALESCE", "NULLIF", "LOWER", "TRIM", "SUBSTR"),
    *(
        "LENGTH",
        "REPLACE",
        "ABS",
        "CONCAT",
        "MAX",
        "COUNT",
        "EXISTS",
        "INTERVAL",
        "EXTRACT",
        "DATE",
    ),
    *("pg_sleep", "readfile", "load_extension", "url", "sleep", "EPOCH", "é", "\u2028", "🙂"),
)
soups = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)
PIECES = (
    *("CAST({0} AS {1})", "COALESCE({0}, {1})", "({0})", "{0} {1}", "{0} = {1}", "{0} IN ({1})"),
    *("CASE WHEN {0} THEN {1} END", "NOT {0}", "-{0}", "{0} || {1}", "SUBSTR({0}, {1}, 2)"),
    *("{0} IS NULL", "{0} AND {1}", "{0} LIKE {1}", "{0}({1})", "{0}->>{1}", "{0}::{1}"),
)
nested = st.recursive(
    st.sampled_from(WORDS),
    lambda inner: st.builds(str.format, st.sampled_from(PIECES), inner, inner),
    max_leaves=8,
)


@pytest.mark.closes("SQL in mapping files")
@given(soups | nested | st.text(max_size=40), st.sampled_from(DIALECTS), st.booleans())
@settings(BOUNDED, max_examples=300)
def test_any_words(sql: str, dialect: str, alone: bool) -> None:
    for field in ("destination", "duration", "transferred"):
        warehouse = load(mapping_of(field, sql, (dialect,) if alone else (dialect, *DIALECTS)))
        if isinstance(warehouse, cdrql.Warehouse):
            check(warehouse)


# Right expressions, and what they give.

text = st.sampled_from(["a", "b", "'x'", "''", "'a''b'", "'100%'", "'a_b'", "LOWER(a)"])
number = st.sampled_from(["m", "n", "0", "1", "42", "(0 - 3)", "LENGTH(b)"])
test = st.sampled_from(["t", "f", "a IS NULL", "m > 2", "b = 'x'", "a LIKE 'x%'"])


def deeper(children: Any) -> Any:
    texts, numbers, tests = (children.map(lambda kinds, i=i: kinds[i]) for i in range(3))
    more_texts = st.one_of(
        st.builds("COALESCE({}, {})".format, texts, texts),
        st.builds("NULLIF({}, {})".format, texts, texts),
        st.builds("({} || {})".format, texts, texts),
        st.builds("CASE WHEN {} THEN {} ELSE {} END".format, tests, texts, texts),
        st.builds("CASE WHEN {} THEN {} END".format, tests, texts),
        st.builds("CAST({} AS TEXT)".format, numbers),
        st.builds("SUBSTR({}, 2, 2)".format, texts),
        st.builds("REPLACE({}, 'x', 'y')".format, texts),
        st.builds("TRIM({})".format, texts),
        st.builds("UPPER({})".format, texts),
    )
    more_numbers = st.one_of(
        st.builds("{} {} {}".format, numbers, st.sampled_from("+-*"), numbers),
        st.builds("({} {} {})".format, numbers, st.sampled_from("+-*"), numbers),
        st.builds("-({})".format, numbers),
        st.builds("ABS({})".format, numbers),
        st.builds("COALESCE({}, {})".format, numbers, numbers),
        st.builds("NULLIF({}, {})".format, numbers, numbers),
        st.builds("CASE WHEN {} THEN {} ELSE {} END".format, tests, numbers, numbers),
        st.builds("LENGTH({})".format, texts),
    )
    more_tests = st.one_of(
        st.builds("{} AND {}".format, tests, tests),
        st.builds("({} OR {})".format, tests, tests),
        st.builds("NOT {}".format, tests),
        st.builds("{} {} {}".format, numbers, st.sampled_from(["<", ">=", "=", "<>"]), numbers),
        st.builds("{} = {}".format, texts, texts),
        st.builds("{} IN ({}, 3)".format, numbers, numbers),
        st.builds("{} NOT IN ({}, 'x')".format, texts, texts),
        st.builds("{} BETWEEN {} AND 5".format, numbers, numbers),
        st.builds("{} IS NOT NULL".format, texts),
        st.builds("({}) LIKE '%y_%'".format, texts),
    )
    return st.tuples(more_texts, more_numbers, more_tests)


kinds = st.recursive(st.tuples(text, number, test), deeper, max_leaves=6)
ROWS = [
    ("2025-01-01", a, b, m, n, 1.5, t, f)
    for a, b, m, n, t, f in [
        ("x", "xyz", 1, 2, 1, 0),
        (None, "", None, 0, None, 1),
        (" a'b ", "100%", -5, 7, 0, 0),
        ("", "a_b", 42, 42, 1, 1),
        ("XyZ", "é🙂", 3, -3, None, 0),
    ]
]


@pytest.fixture(scope="module")
def database() -> Iterator[sqlite3.Connection]:
    with sqlite3.connect(":memory:") as made:
        made.execute("CREATE TABLE calls (start TEXT, a TEXT, b TEXT, m INT, n INT, p REAL, t, f)")
        made.executemany("INSERT INTO calls VALUES (?, ?, ?, ?, ?, ?, ?, ?)", ROWS)
        yield made
    made.close()


@given(kinds)
@settings(BOUNDED, max_examples=200)
def test_what_is_printed_is_what_was_written(
    database: sqlite3.Connection, found: tuple[str, str, str]
) -> None:
    fields = ("destination", "user_id", "transferred")
    for field, sql in zip(fields, found, strict=True):
        warehouse = load(mapping_of(field, sql))
        assert isinstance(warehouse, cdrql.Warehouse), (sql, str(warehouse))
        check(warehouse)
        again = warehouse.tables[0].code.get(field)
        printed = again.sql["sqlite"] if isinstance(again, Expression) else None
        if printed is None:  # a test of one number, that the compiler writes itself
            continue
        wanted = database.execute(f"SELECT ({sql}) FROM calls ORDER BY rowid").fetchall()
        given_ = database.execute(f"SELECT {printed} FROM calls c ORDER BY rowid").fetchall()
        assert given_ == wanted, (sql, printed)
        # It can stand wherever an operand can.
        operand = f"SELECT {printed} = {printed}, NOT {printed} IS NULL FROM calls c ORDER BY rowid"
        values = [value for (value,) in wanted]
        expected = [(None if v is None else 1, int(v is not None)) for v in values]
        assert database.execute(operand).fetchall() == expected, (sql, printed)


# Whole mappings, with something wrong somewhere.

RICH = mapping_of("destination", "a") | {
    "name": "rich",
    "where": {"sql": "f", "why": "why"},
    "index": {"sqlite": "CREATE INDEX i ON calls (start)"},
    "set": {"p": "CAST(2.5 AS DECIMAL(9, 2))"},
    "start": {"column": "start", "stores": "local", "zone": "Europe/Rome"},
    "call": {"key": "b", "order": "m", "longest": 60, "where": "COUNT(*) > 0"},
    "fields": {
        "answered": {"sql": "n > 0", "fold": "any"},
        "destination": {"sql": "a", "null_like": ["-"]},
        "duration": {"sql": dict.fromkeys(DIALECTS, "MAX(n) - MIN(n)"), "divisor": 1000},
        "cost": {"sql": "p", "decimals": 4, "fold": "sum"},
        "sip_status": {"sql": "m", "lookup": {"table": "codes", "key": "id", "name": "code"}},
        "carrier": {"sql": "LOWER(b)", "type": "text", "fold": "first"},
    },
    "dimensions": {"carrier": {"field": "carrier"}},
    "measures": {
        "margin": {
            "unit": "percent",
            "decimals": 1,
            "formula": "100 * (a - b) / a",
            "parts": {"a": {"sum": "cost"}, "b": {"sum": "cost", "when": "answered"}},
        }
    },
}
junk = st.one_of(
    st.none() | st.booleans() | st.integers(-5, 10**12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([[], {}, "", "a", "n", "MAX(n)", "x" * 300, "cost", "utc", "epoch", "text"]),
    st.lists(st.sampled_from(["a", 1, True, [], {}]), max_size=2),
    st.dictionaries(
        st.sampled_from(["sql", "sqlite", "name", "key", ""]), st.just("a"), max_size=2
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
)


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Go through all places of a mapping."""
    yield path
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from paths(value[key], (*path, key))


PLACES = [path for path in paths(RICH) if path]


def changed(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    """Put another value at a place; None takes the key away."""
    key, *rest = path
    if not isinstance(value, dict | list) or (
        isinstance(value, dict) and rest and key not in value
    ):
        return value
    copy = dict(value) if isinstance(value, dict) else list(value)
    if isinstance(copy, list) and key >= len(copy):
        return copy
    if rest:
        copy[key] = changed(copy[key], tuple(rest), new)
    elif new is None:
        del copy[key]
    else:
        copy[key] = new
    return copy


def test_the_rich_mapping_is_right() -> None:
    warehouse = load(RICH)
    assert isinstance(warehouse, cdrql.Warehouse), str(warehouse)
    check(warehouse)


@given(st.lists(st.tuples(st.sampled_from(PLACES), junk), min_size=1, max_size=3))
@settings(BOUNDED, max_examples=400)
def test_mappings_with_something_wrong(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
    mapping: Any = RICH
    for path, new in changes:
        try:
            mapping = changed(mapping, path, new)
        except (KeyError, TypeError):
            continue
    warehouse = load(mapping)
    if isinstance(warehouse, cdrql.Warehouse):
        check(warehouse)
