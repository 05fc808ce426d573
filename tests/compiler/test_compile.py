"""The library call: what it takes, what it gives, and what must never change."""

import contextlib
import copy
import dataclasses
import json
import pickle
import random
import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Any

import pytest

import cdrql
from cdrql import compiler
from cdrql.backend import backend_names
from cdrql.conformance.random_requests import random_request
from cdrql.shape_cache import KnownShapes

DIALECTS = backend_names()
WINDOW = {"start_at": "2024-01-01", "end_at": "2024-02-01"}
REQUEST: dict[str, Any] = {
    "group": "user;trunk",
    "fields": "total calls;ASR;cost",
    "period": "year;month",
    "filter": WINDOW | {"destination": ["12", "*97"], "duration": "5;>"},
    "having": {"ASR": "40;<"},
    "limit": 10,
}
ODD = REQUEST | {"filter": REQUEST["filter"] | {"callsType": 6}}
MYSQL_ALONE = cdrql.load_warehouse("freepbx")


def test_a_measure_without_a_condition_is_as_if_absent() -> None:
    said = [cdrql.compile(REQUEST | {"having": h}, "sqlite") for h in ({}, {"ACD": ""})]
    assert said[0] == said[1]
    both = REQUEST["having"] | {"asr": None, "ACD": None}
    assert cdrql.compile(REQUEST | {"having": both}, "sqlite") == cdrql.compile(REQUEST, "sqlite")
    with pytest.raises(cdrql.RequestError, match="CDR301"):  # whatever is remembered of the shape
        cdrql.compile(REQUEST | {"having": {"ACDC": None}}, "sqlite")


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_request_may_come_in_any_form(dialect: str) -> None:
    text = json.dumps(REQUEST)
    forms = (REQUEST, text, text.encode(), bytearray(text.encode()), cdrql.Request(**_strict()))
    results = [cdrql.compile(form, dialect) for form in forms]
    assert all(result == results[0] for result in results)


def _strict() -> dict[str, Any]:
    from cdrql.language.request import Filter

    return REQUEST | {"filter": Filter(**REQUEST["filter"])}


def test_columns_say_what_they_are() -> None:
    rows = [
        dataclasses.astuple(c) for c in cdrql.compile(REQUEST, "sqlite", output="values").columns
    ]
    assert rows == [
        ("caller_user_id", "user", "integer", None),
        ("trunk", "trunk", "text", None),
        ("period", "period", "text", None),
        ("total", "total calls", "integer", "calls"),
        ("asr", "ASR", "decimal", "percent"),
        ("cost", "cost", "decimal", "money"),
    ]
    texts = cdrql.compile(REQUEST, "sqlite").columns[3:]
    assert [(c.type, c.unit) for c in texts] == [
        ("text", None),
        ("text", None),
        ("decimal", "money"),
    ]


@pytest.mark.parametrize(
    ("options", "code", "hint"),
    [
        ({"dialect": "postgre"}, "CDR501", "did you mean `postgres`?"),
        ({"dialect": "oracle"}, "CDR501", f"installed are {', '.join(DIALECTS)}"),
        ({"dialect": ""}, "CDR501", "installed are"),
        ({"dialect": None}, "CDR501", "installed are"),
        ({"dialect": "sqlite\x1b[31m"}, "CDR501", "did you mean `sqlite`?"),
        ({"paramstyle": "qmarks"}, "CDR502", "did you mean `qmark`?"),
        ({"paramstyle": "typed"}, "CDR502", "it has pyformat, named"),
        ({"paramstyle": 5}, "CDR502", "it has pyformat, named"),
        ({"output": "value"}, "CDR503", "did you mean `values`?"),
        ({"output": None}, "CDR503", "the outputs are response, values"),
        ({"dialect": 10**5000}, "CDR501", "installed are"),  # too long for Python to print
        ({"paramstyle": 10**5000}, "CDR502", "it has pyformat, named"),
        ({"output": 10**5000}, "CDR503", "the outputs are response, values"),
        ({"warehouse": "cdrs"}, "CDR509", "load one with cdrql.load_warehouse"),
        ({"warehouse": MYSQL_ALONE}, "CDR510", "it is for mysql"),
    ],
)
def test_what_cannot_be_had(options: dict[str, Any], code: str, hint: str) -> None:
    with pytest.raises(cdrql.BackendError) as caught:
        cdrql.compile(REQUEST, **{"dialect": "sqlite"} | options)
    [problem] = caught.value.problems
    assert problem.code == code
    assert problem.hint is not None
    assert hint in problem.hint
    assert "\x1b" not in str(caught.value)


@pytest.mark.closes("errors that tell")
@pytest.mark.parametrize("dialect", [["sqlite"], {}, 5, b"sqlite", "x" * 100_000])
def test_no_other_error_leaves(dialect: Any) -> None:
    with pytest.raises(cdrql.BackendError):
        cdrql.compile(REQUEST, dialect)


def test_a_result_cannot_be_changed() -> None:
    compiled = cdrql.compile(REQUEST, "sqlite")
    with pytest.raises(dataclasses.FrozenInstanceError):
        compiled.sql = ""  # type: ignore[misc]
    assert isinstance(compiled.columns, tuple)
    assert isinstance(compiled.warnings, tuple)
    params: Any = compiled.params
    before = dict(params)
    changes = [
        lambda: params.__setitem__("limit", 1),
        lambda: params.__delitem__("limit"),
        lambda: params.update(limit=1),
        lambda: params.__ior__({"limit": 1}),
        lambda: params.setdefault("x", 1),
        lambda: params.pop("limit"),
        params.popitem,
        params.clear,
    ]
    for change in changes:
        with pytest.raises(TypeError, match="cannot be changed"):
            change()
    assert params == before


@pytest.mark.parametrize("style", [None, "qmark", "numeric", "literal"])
@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_result_can_be_copied_and_sent(dialect: str, style: Any) -> None:
    compiled = cdrql.compile(ODD, dialect, paramstyle=style)
    again = [copy.copy(compiled), copy.deepcopy(compiled), pickle.loads(pickle.dumps(compiled))]
    assert again == [compiled] * 3
    assert [type(one.params) for one in again] == [type(compiled.params)] * 3


def test_an_error_can_be_sent() -> None:
    with pytest.raises(cdrql.RequestError) as caught:
        cdrql.compile({"group": "usr"}, "sqlite")
    again = pickle.loads(pickle.dumps(caught.value))
    assert (type(again), str(again)) == (cdrql.RequestError, str(caught.value))


def test_strict_makes_warnings_errors() -> None:
    [warning] = cdrql.compile(ODD, "sqlite").warnings
    assert warning.code == "CDR801"
    with pytest.raises(cdrql.RequestError) as caught:
        cdrql.compile(ODD, "sqlite", strict=True)
    assert caught.value.problems == (warning,)
    assert cdrql.compile(REQUEST, "sqlite", strict=True).warnings == ()


def test_the_request_is_left_alone() -> None:
    for request in (copy.deepcopy(ODD), {"group": "usr", "filter": {"start_at": 1, "x": []}}):
        before = copy.deepcopy(request)
        for _ in range(2):
            with contextlib.suppress(cdrql.RequestError):
                cdrql.compile(request, "sqlite")
        assert request == before


def test_many_prefixes_are_no_deep_tree() -> None:
    """SQLite allows a thousand levels: in one chain the prefixes would be twice as many."""
    prefixes = [f"{number}x" for number in range(1000)]
    asked = {"group": "user", "fields": "total calls", "filter": WINDOW}
    asked["filter"] = WINDOW | {"destination_prefix": prefixes, "caller_id_prefix": prefixes}
    compiled = cdrql.compile(asked, "sqlite", output="values")
    with sqlite3.connect(":memory:") as database:
        database.execute("CREATE TABLE cdrs (start_at, user_id, destination, caller_id)")
        calls = [(number, f"{number}x1", f"{999 - number}x") for number in range(1000)]
        calls += [(number, f"{number}", f"{number}") for number in range(1000)]
        database.executemany("INSERT INTO cdrs VALUES ('2024-01-05', ?, ?, ?)", calls)
        answer = database.execute(compiled.sql, compiled.params).fetchall()
    assert answer == [(number, 1) for number in range(1000)]


@pytest.mark.parametrize("nothing", [None, ""])
def test_a_condition_of_nothing_is_as_if_it_were_absent(nothing: str | None) -> None:
    asked = REQUEST | {"having": {"cost": nothing, "ASR": "40;<", "ACD": nothing}}
    assert cdrql.compile(asked, "sqlite") == cdrql.compile(REQUEST, "sqlite")


# --- Threads and memory -------------------------------------------------------------------------


def requests() -> Iterator[dict[str, Any]]:
    rng = random.Random(4)
    while True:
        yield random_request(rng)


@pytest.mark.closes("threads")
def test_threads_get_what_one_gets() -> None:
    asked = [(request, name) for request in islice(requests(), 10) for name in DIALECTS]
    alone = [cdrql.compile(*one) for one in asked]
    compiler.KNOWN_SHAPES.clear()
    start = threading.Barrier(32)

    def work(number: int) -> bool:
        start.wait()
        order = random.Random(number).sample(range(len(asked)), len(asked))
        return all(cdrql.compile(*asked[i]) == alone[i] for i in order)

    with ThreadPoolExecutor(32) as threads:
        assert all(threads.map(work, range(32)))


def test_memory_is_bounded_however_many_shapes_come(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask for many shapes, long in their SQL or in the request alone, and weigh what is kept."""
    held = KnownShapes(most_text=1_000_000)
    monkeypatch.setattr(compiler, "KNOWN_SHAPES", held)
    for number in range(600):
        gap = " " * (number + 3_000 * (number % 2))
        names = {"group": f"user{gap}", "fields": f"{gap}total calls", "order": f"user{gap};desc"}
        filters = WINDOW | {"destination": ["x"] * (1 + number % 40), "duration": f"{gap}5;>"}
        cdrql.compile({**names, "filter": filters, "having": {"ASR": f"5{gap};>"}}, "sqlite")
    kept = held._statements.items()
    assert 0 < len(kept) < 600
    assert sum(len(repr(key)) + len(one.sql) for key, one in kept) <= 1_000_000


def test_a_shape_that_two_threads_compile_is_weighed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    held = KnownShapes(most_text=1_000_000)
    monkeypatch.setattr(compiler, "KNOWN_SHAPES", held)
    cdrql.compile(REQUEST, "sqlite")
    weight, [(key, statement)] = held._text, held._statements.items()
    held.keep(key, dataclasses.replace(statement))
    assert held._text == weight > 0
    assert held.get(key) == statement


@pytest.mark.parametrize("blanks", ["", " ", " \n"])
@pytest.mark.parametrize(
    ("key", "separator"), [("group", ";"), ("fields", ";"), ("period", ";"), ("order", "|")]
)
def test_one_separator_may_trail(key: str, separator: str, blanks: str) -> None:
    """A second one has an empty item before it."""
    plain = {"group": "trunk", "fields": "ASR", "period": "year", "order": "trunk;desc"}
    window = {"filter": {"start_at": "2024-01-01", "end_at": "2024-02-01"}}
    trailing = plain | {key: f"{plain[key]}{blanks}{separator}{blanks}"}
    assert (
        cdrql.compile(trailing | window, "sqlite").sql
        == cdrql.compile(plain | window, "sqlite").sql
    )
    twice = plain | {key: f"{trailing[key]}{separator}{blanks}"}
    with pytest.raises(cdrql.RequestError) as caught:
        cdrql.compile(twice | window, "sqlite")
    assert {(p.code, p.path) for p in caught.value.problems} == {("CDR201", key)}
