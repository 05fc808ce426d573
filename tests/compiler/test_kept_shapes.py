"""What the compiler keeps of shapes: those used last, as many as their text has room for."""

from types import SimpleNamespace
from typing import Any

import pytest

import cdrql
from cdrql import compiler
from cdrql.emit.fragments import FEW
from cdrql.shape_cache import KnownShapes, weight_of

DAYS = {"start_at": "2024-01-01", "end_at": "2024-02-01"}


def statement(size: int) -> Any:
    return SimpleNamespace(sql="x" * size)


def test_a_shape_weighs_its_text_and_its_key() -> None:
    light, heavy = weight_of("a", statement(10)), weight_of("a", statement(1010))
    assert heavy - light == 2000
    assert weight_of("a" * 100, statement(10)) - light == 99
    assert light > 1000


def test_those_used_longest_ago_are_forgotten() -> None:
    one = statement(1000)
    room = KnownShapes(most_text=3 * weight_of("a", one))
    for key in "abc":
        room.keep(key, one)
    assert room.get("a") is one
    room.keep("d", one)
    assert [room.get(key) for key in "abcd"] == [one, None, one, one]
    room.keep("d", one)  # again: it weighs no more
    assert [room.get(key) for key in "acd"] == [one, one, one]
    room.keep("e", one)
    assert [room.get(key) for key in "acde"] == [None, one, one, one]
    room.keep("f", statement(9000))  # more than there is room for
    assert [room.get(key) for key in "cdef"] == [None] * 4
    room.keep("a", one)
    room.clear()
    for key in "abc":
        room.keep(key, one)
    assert [room.get(key) for key in "abc"] == [one, one, one]


def test_a_known_shape_is_not_planned_again(monkeypatch: pytest.MonkeyPatch) -> None:
    request: dict[str, Any] = {"group": "user", "fields": "ASR", "filter": DAYS | {"user": [1, 2]}}
    cdrql.compile(request, "sqlite")
    monkeypatch.setattr(compiler, "understand", None)
    again = cdrql.compile(request | {"filter": DAYS | {"user": [3, 4]}}, "sqlite")
    assert (again.params["user_1"], again.params["user_2"]) == (3, 4)  # type: ignore[call-overload]
    other: list[tuple[dict[str, Any], dict[str, Any]]] = [
        (request | {"limit": 5}, {}),
        (request | {"offset": 5}, {}),
        (request | {"period": "day"}, {}),
        (request | {"having": {"ASR": "5;>"}}, {}),
        (request | {"order": "ASR"}, {}),
        (request | {"filter": DAYS | {"user": [1, None]}}, {}),
        (request | {"filter": DAYS | {"user": [1, 2], "callAttributes": "Transfer"}}, {}),
        (request | {"filter": DAYS | {"user": [1, 2], "destination": "x"}}, {}),
        (request | {"filter": DAYS | {"duration": "5;>"}}, {}),
        (request, {"output": "values"}),
        (request, {"paramstyle": "qmark"}),
        (request, {"policy": cdrql.Policy({"user_id": 1})}),
    ]
    for asked, options in other:
        with pytest.raises(TypeError, match="not callable"):
            cdrql.compile(asked, "sqlite", **options)


@pytest.mark.parametrize(("count", "nested"), [(1, 0), (2, 1), (100, 1), (101, 2), (200, 3)])
def test_many_alternatives_stand_in_chains_of_a_hundred(count: int, nested: int) -> None:
    filters = DAYS | {"destination_prefix": [str(i) for i in range(count)]}
    sql = cdrql.compile({"group": "user", "fields": "user", "filter": filters}, "clickhouse").sql
    where = sql[sql.index("WHERE") : sql.index("GROUP BY")].replace("\n", "").replace(" ", "")
    assert where.count("(startsWith") + where.count("((") == nested
    assert where.count("startsWith") == count


@pytest.mark.parametrize("count", [FEW - 1, FEW, FEW + 1])
def test_many_values_are_all_compared(count: int) -> None:
    """A test of few values is kept as text, of more it is made anew: the SQL is alike."""
    filters = DAYS | {"user": list(range(count)), "destination_prefix": ["x"] * count}
    request = {"group": "user", "fields": "user", "filter": filters}
    sql = cdrql.compile(request, "sqlite").sql
    assert [f":user_{i}" in sql for i in (1, count, count + 1)] == [True, True, False]
    prefix = [f":destination_prefix_{i}" in sql for i in (1, count, count + 1)]
    assert prefix == [True, True, False]
