"""Holds the reference's filters and `having` to examples computed by hand."""

from decimal import Decimal
from typing import Any

import pytest

from tests.examples import ask, call, total, users


@pytest.mark.parametrize(
    ("wanted", "column", "value"),
    [
        ({"destination": "7"}, "destination", "7"),
        ({"caller_id": ["7"]}, "caller_id", "7"),
        ({"destination_prefix": "7"}, "destination", "77"),
        ({"caller_id_prefix": ["7"]}, "caller_id", "77"),
        ({"callAttributes": "Conference"}, "conference_to", "7"),
        ({"callAttributes": "Transfer"}, "transfer_to", "7"),
        ({"user": 7}, "user_id", 7),
        ({"original_trunk_id": [7]}, "trunk_id", 7),
        ({"callsType": [6, 7]}, "call_type", 7),
        ({"duration": "7;="}, "duration", 7),
        ({"bill_duration": "7;="}, "bill_duration", 7),
    ],
)
def test_every_filter_reads_its_own_column(wanted: dict[str, Any], column: str, value: Any):
    columns = ["destination", "caller_id", "transfer_to", "conference_to"]
    numbers = ["user_id", "trunk_id", "call_type", "duration", "bill_duration"]
    all_same = dict.fromkeys(columns, "77") | dict.fromkeys(numbers, 7) | {column: value}
    without = {column: 0 if column in numbers else ""}
    assert total([call(**all_same), call(**(all_same | without))], **wanted) == 1
    assert total([call(**{column: value}), call()], **wanted) == 1


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        ({"destination": "a"}, 1),
        ({"destination": ["a", "a", "A"]}, 2),
        ({"destination": ""}, 2),
        ({"destination": ["", "a "]}, 3),
        ({"destination": " "}, 0),
        ({"destination_prefix": "a"}, 3),
        ({"destination_prefix": ["%", "á"]}, 2),
        ({"destination_prefix": "a_"}, 0),
        ({"destination": "a", "destination_prefix": "A"}, 0),
    ],
)
def test_texts_are_exact(wanted: dict[str, Any], count: int):
    texts = [None, "", "a", "A", "a ", "á", "%", "a\\"]
    assert total([call(destination=text) for text in texts], **wanted) == count


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        ({"user": 1}, 1),
        ({"user": [1, 1, 2**63 - 1]}, 1),
        ({"user": [None]}, 1),
        ({"user": [0, None]}, 2),
        ({"user": None}, 3),
        ({"user": [1], "original_trunk_id": 5}, 0),
    ],
)
def test_integers(wanted: dict[str, Any], count: int):
    assert total([call(user_id=user) for user in (None, 0, 1)], **wanted) == count


@pytest.mark.parametrize(
    ("wanted", "count"),
    [("Conference", 2), (["Transfer"], 2), (["Conference", "Transfer"], 3), ("", 4)],
)
def test_call_attributes(wanted: Any, count: int):
    pairs = [("", None), ("1", ""), (None, "2"), ("1", " ")]
    calls = [call(conference_to=conference, transfer_to=to) for conference, to in pairs]
    assert total(calls, callAttributes=wanted) == count


@pytest.mark.parametrize(
    ("condition", "count"),
    [
        *[("3;>", 2), ("3;>=", 3), ("3;<", 2), ("3;<=", 3), ("3;=", 1), ("3;!=", 4)],
        *[("3;>|9999;<", 1), (" 0 ; >= | 003;<= |", 2), ("-7;=", 1), ("3;=|4;=", 0)],
    ],
)
def test_conditions(condition: str, count: int):
    calls = [call(duration=duration) for duration in (-7, 0, 3, 9998, 9999)]
    assert total(calls, duration=condition) == count


@pytest.mark.parametrize(
    ("having", "found"),
    [
        ({"total calls": "3;>="}, [1]),
        ({"ASR": "33.33;="}, []),
        ({"ASR": "33.33;>|33.34;<"}, [1]),
        ({"asr": "50.0;="}, [2]),
        ({"ACD": "0;>="}, [1, 2]),
        ({"ACD": "7;!="}, [2]),
        ({"cost": "0;!="}, [2]),
        ({"cost": "0;="}, [1]),
        ({"COST": "-0.0000015;<|-0.000002;>="}, [2]),
        ({"total transfer": "0;=", "successful-calls": "1;<"}, [3]),
        ({"transfer duration": "0;="}, [1, 2, 3]),
    ],
)
def test_having_compares_exact_values_and_null_meets_nothing(
    having: dict[str, str], found: list[int]
):
    calls = users((1, [7, 0, 0]), (2, [8, 0]), (3, [0]))
    calls[0]["cost"], calls[3]["cost"] = Decimal(0), Decimal("-0.000002")
    rows = ask(calls, fields="user", having=having)
    assert [row[0] for row in rows] == found
