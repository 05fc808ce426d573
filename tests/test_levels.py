"""How many queries a statement of ClickHouse is: one, unless a name or the order asks for more."""

from dataclasses import replace
from typing import Any

import pytest

import cdrql
from cdrql.warehouse import DEFAULT, Warehouse
from tests.mirrors.all import MIRRORS

WINDOW = {"start_at": "2024-01-01", "end_at": "2024-02-01"}
ONE: dict[str, Any] = {
    "group": "call status",
    "period": "hour",
    "fields": "total calls;ASR",
    "having": {"ASR": "40;<"},
    "filter": WINDOW,
}


def levels(request: dict[str, Any], house: Warehouse = DEFAULT, dialect: str = "clickhouse") -> int:
    return cdrql.compile(request, dialect, warehouse=house).sql.count("SELECT")


@pytest.mark.parametrize(
    ("changes", "count"),
    [
        ({}, 1),
        ({"having": {}}, 1),
        ({"period": ""}, 1),
        ({"group": "trunk"}, 2),  # a column and a key of the answer
        ({"fields": "total calls;cost"}, 2),
        ({"limit": 5}, 3),
        ({"offset": 5}, 3),
    ],
)
def test_one_query_is_enough_where_names_differ(changes: dict[str, Any], count: int) -> None:
    assert levels(ONE | changes) == count
    assert levels(ONE | changes, dialect="mysql") == max(count, 2)


@pytest.mark.parametrize(
    "name", ["status", "period", "total", "asr", "by_call_status", "by_period", "sum_calls"]
)
def test_a_column_of_such_a_name_needs_a_query_of_its_own(name: str) -> None:
    """ClickHouse would take the alias for the column in WHERE."""
    [table] = DEFAULT.tables
    declared = replace(table, columns={name: ("text", False)})
    for other in (declared, replace(table, start=name)):
        assert levels(ONE, replace(DEFAULT, tables=(other,))) == 2
    assert levels(ONE, replace(DEFAULT, tables=(replace(table, start="began"),))) == 1


@pytest.mark.parametrize(("name", "count"), [("tables", 5), ("lookups", 3), ("legs", 5)])
def test_what_is_joined_or_folded_has_its_levels(name: str, count: int) -> None:
    [mirror] = (mirror for mirror in MIRRORS if mirror.name == name)
    assert levels(ONE | {"group": "trunk"}, mirror.house) == count
