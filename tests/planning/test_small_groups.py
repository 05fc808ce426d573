"""Somebody who wants to know of one call: `smallest_group` shows none, and what it cannot hide."""

from datetime import datetime, timedelta
from typing import Any

import pytest

import cdrql
from cdrql import Policy
from tests.examples import WINDOW, call
from tools.engines import Engine

WHEN = datetime(2024, 6, 1, 12, 34, 56)
SOUGHT = {"user_id": 42, "destination": "555", "trunk": "x", "duration": 77, "bill_duration": 70}
CALLS = [
    call(start_at=WHEN, **SOUGHT),
    *(call(start_at=WHEN + timedelta(days=n), user_id=7, destination="1") for n in range(5)),
    *(call(start_at=WHEN, user_id=8, destination=str(n)) for n in range(5)),
]
RULE = Policy(smallest_group=3)

# Each asks something that only the call in question answers.
TRICKS: list[dict[str, Any]] = [
    {"filter": {"user": 42}},
    {"filter": {"user": [42], "destination": "555"}},
    {"filter": {"destination_prefix": "55"}, "group": "destination"},
    {"filter": {"duration": "77;="}, "group": "duration"},
    {"filter": {"bill_duration": "0;>"}, "fields": "ASR;ACD;total bill duration"},
    {"filter": {"user": 42}, "fields": "user"},
    {"filter": {"user": 42}, "having": {"total calls": "1;="}},
    {"filter": {"user": 42}, "having": {"total calls": "0;>", "ASR": "100;="}},
    {"filter": {"user": 42}, "limit": 1},
    {"filter": {"user": 42}, "limit": 1, "offset": 0, "order": "total calls;asc"},
    {"filter": {"user": 42}, "period": "hour", "order": "period"},
    {"filter": {"start_at": "2024-06-01 12:34:56", "end_at": "2024-06-01 12:34:56.000001"}}
    | {"group": "trunk", "having": {"total bill duration": "70;="}},
    {"group": "user;destination;trunk", "having": {"ACD": "70;="}, "filter": {}},
    {"group": "trunk", "order": "total calls;desc", "filter": {}, "having": {"ASR": "100;="}},
]


def rows(engine: Engine, trick: dict[str, Any], policy: Policy | None) -> list[Any]:
    request = {"group": "user", "fields": "total calls"} | trick
    request["filter"] = WINDOW | request["filter"]
    it = cdrql.compile(request, engine.dialect, policy=policy, output="values")
    return engine.query(it.sql, it.params)


@pytest.mark.closes("groups of one call")
def test_one_call_is_not_shown(engine: Engine) -> None:
    engine.load(CALLS)
    for trick in TRICKS:
        assert len(rows(engine, trick, None)) == 1, trick
        assert rows(engine, trick, RULE) == [], trick


@pytest.mark.closes("groups of one call")
def test_groups_of_enough_calls_are_shown(engine: Engine) -> None:
    engine.load(CALLS)
    assert rows(engine, {"filter": {}}, RULE) == [(7, 5), (8, 5)]
    assert rows(engine, {"filter": {}, "limit": 1, "offset": 1}, RULE) == [(8, 5)]
    assert rows(engine, {"filter": {}, "group": "destination"}, RULE) == [("1", 6)]


def test_what_remains_is_what_the_page_says(engine: Engine) -> None:
    """A total less the groups that are shown counts what is left out."""
    engine.load(CALLS)
    [(_, total)] = rows(engine, {"filter": {}, "group": "hangup"}, RULE)
    shown = sum(count for _, count in rows(engine, {"filter": {}}, RULE))
    assert total - shown == 1
