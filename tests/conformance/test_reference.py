"""Holds the reference itself to examples computed by hand from the specification's sentences."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from cdrql.conformance.reference import answer, as_json
from tests.examples import TEXTS, WINDOW, ask, at, call, total, users

# --- Columns and values -------------------------------------------------------------------------

PAGE_GROUP = (
    "user;call status;duration;hangup;destination;caller_id;q850;sip termination status;"
    "extension number;transfer to;conference to;trunk"
)
PAGE_CALL = call(
    start_at=datetime(2024, 6, 27, 23, 59, 59, 999999),
    user_id=0,
    call_status="USER_BUSY",
    hangup="system",
    destination="*********968",
    caller_id="447893930499",
    q850="User busy",
    sip_status=486,
    duration=5,
    cost=Decimal("0.000000"),
)


def test_the_page_of_the_api():
    request = {"group": PAGE_GROUP, "period": "year;month;day", "filter": WINDOW}
    assert as_json(answer(request, [PAGE_CALL])) == (
        '[\n{"caller_user_id": 0, "status": "USER_BUSY", "duration": 5, '
        '"client_hangup_disposition": "system", "dst": "*********968", '
        '"client_callerid_number": "447893930499", "q850": "User busy", "sip_term_status": 486, '
        '"src": "", "transfer_to": "", "conference_to": "", "trunk": "", "period": "2024 06 27", '
        '"total": "1", "successful": "0", "call_duration": "00:00:05", '
        '"call_bill_duration": "00:00:00", "acd": "0 (in 0 calls)", "asr": "0% (in 0 of 1 calls)", '
        '"cost": 0, "transfer_duration": "0", "conference_duration": "0", "transfer_cost": null, '
        '"conference_cost": null, "total_transfer": "0", "call_agent_duration": "0"}\n]\n'
    )


def test_the_same_as_values():
    request = {"group": "user", "filter": WINDOW}
    assert as_json(answer(request, [PAGE_CALL], "values")) == (
        '[\n{"caller_user_id": 0, "total": 1, "successful": 0, "call_duration": 5, '
        '"call_bill_duration": 0, "acd": null, "asr": 0, "cost": 0, "transfer_duration": 0, '
        '"conference_duration": 0, "transfer_cost": null, "conference_cost": null, '
        '"total_transfer": 0, "call_agent_duration": 0}\n]\n'
    )


def test_every_dimension_and_measure_reads_its_own_column():
    texts = dict.fromkeys(TEXTS.split())
    columns: dict[str, Any] = {column: column for column in texts}
    columns |= {"user_id": 1, "sip_status": 2, "duration": 3, "bill_duration": 4}
    columns |= {"transfer_duration": 5, "conference_duration": 6, "agent_duration": 7}
    columns |= {"cost": 8, "transfer_cost": 9, "conference_cost": 10}
    assert ask([call(**columns)], "values", group=PAGE_GROUP) == [
        [
            *(1, "call_status", 3, "hangup", "destination", "caller_id", "q850", 2, "extension"),
            *("transfer_to", "conference_to", "trunk"),
            *(1, 1, 3, 4, 4, 100, 8, 5, 6, 9, 10, 1, 7),
        ]
    ]


def test_columns_are_group_then_period_then_fields_not_there_yet():
    request = {"group": "trunk;user", "period": "day;year", "filter": WINDOW}
    rows = answer(request | {"fields": "ASR;user;total calls"}, [call(trunk="t")])
    assert list(rows[0].items()) == [
        ("trunk", "t"),
        ("caller_user_id", None),
        ("period", "2024 01"),
        ("asr", "0% (in 0 of 1 calls)"),
        ("total", "1"),
    ]


def test_fields_without_a_measure_give_the_distinct_groups():
    assert ask(users((2, [1, 1]), (1, [0])), fields="user") == [[1], [2]]


def test_names_are_loose_and_lists_may_end_in_a_separator():
    calls = [call(caller_id="7", transfer_to="x")]
    asked = {"group": " Caller-ID ;TRANSFER__to;", "fields": "ToTaL _ cAlLs ; "}
    assert ask(calls, **asked, order="CALLER_id ; DESC | transfer to|") == [["7", "x", "1"]]


def test_what_is_null_or_empty_is_absent():
    absent = {"fields": "", "period": None, "order": "", "limit": None, "offset": "", "having": ""}
    assert len(ask([call()], **absent, timezone="")[0]) == 14
    assert total([call(user_id=1), call()], user=None, callsType="", duration="", trunk=None) == 2


@pytest.mark.parametrize(
    ("bills", "acd", "asr", "bill"),
    [
        ([0], "0 (in 0 calls)", "0% (in 0 of 1 calls)", "00:00:00"),
        ([60, 90, 100, 83], "83.25 (in 4 calls)", "100% (in 4 of 4 calls)", "00:05:33"),
        ([5, -5, 0], "5 (in 1 calls)", "33.33% (in 1 of 3 calls)", "00:00:00"),
        ([5, 0, 20], "12.5 (in 2 calls)", "66.67% (in 2 of 3 calls)", "00:00:25"),
        ([25] * 7 + [26], "25.13 (in 8 calls)", "100% (in 8 of 8 calls)", "00:03:21"),
        ([1] + [0] * 31, "1 (in 1 calls)", "3.13% (in 1 of 32 calls)", "00:00:01"),
        ([-5], "0 (in 0 calls)", "0% (in 0 of 1 calls)", "-00:00:05"),
        ([443045], "443045 (in 1 calls)", "100% (in 1 of 1 calls)", "123:04:05"),
        ([3016800, 3600], "1510200 (in 2 calls)", "100% (in 2 of 2 calls)", "839:00:00"),
        ([-443045], "0 (in 0 calls)", "0% (in 0 of 1 calls)", "-123:04:05"),
    ],
)
def test_ratios_and_clocks(bills: list[int], acd: str, asr: str, bill: str):
    fields = "ACD;ASR;total bill duration"
    assert ask(users((1, bills)), fields=fields) == [[1, acd, asr, bill]]


def test_values_are_rounded_like_the_response():
    rows = ask(users((1, [25] * 7 + [26]), (2, [0])), "values", fields="acd;asr")
    assert rows == [[1, Decimal("25.13"), Decimal(100)], [2, None, Decimal(0)]]


def test_money_is_null_only_where_no_call_has_any():
    costs = [(1, None), (1, None), (2, "0.000001"), (2, None), (3, "1.5"), (3, "-1.5")]
    calls = [call(user_id=user, cost=cost and Decimal(cost)) for user, cost in costs]
    assert ask(calls, fields="cost") == [[1, None], [2, Decimal("0.000001")], [3, Decimal(0)]]


def test_a_blank_is_a_transfer_an_empty_text_is_none():
    calls = [call(transfer_to=to, transfer_duration=-5) for to in (None, "", " ", "7")]
    fields = "total transfer;transfer duration;call agent duration"
    assert ask(calls, fields=fields) == [[None, "2", "-20", "0"]]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        *[
            ("0.000000", "0"),
            ("-0", "0"),
            ("-0.00", "0"),
            ("1.50", "1.5"),
            ("0.000001", "0.000001"),
        ],
        *[("1E+3", "1000"), ("100", "100"), ("-2.750", "-2.75"), ("12345678.900000", "12345678.9")],
    ],
)
def test_decimals_are_plain(value: str, text: str):
    assert as_json([{"cost": Decimal(value)}]) == f'[\n{{"cost": {text}}}\n]\n'


def test_json_has_a_row_on_each_line():
    assert as_json([]) == "[]\n"
    rows = [{"dst": 'é"\\', "n": 1}, {"dst": "😀\n", "n": None}]
    assert as_json(rows) == '[\n{"dst": "é\\"\\\\", "n": 1},\n{"dst": "😀\\n", "n": null}\n]\n'


# --- Groups and order ---------------------------------------------------------------------------

BY_CODE_POINT = ["", " ", "A", "a", "a ", "á", "\uff5e", "😀"]


def test_text_groups_are_exact_null_is_empty_and_order_is_by_code_point():
    calls = [call(trunk=text) for text in reversed([None, *BY_CODE_POINT])]
    rows = ask(calls, "values", group="trunk", fields="total calls")
    assert rows == [["", 2], *([text, 1] for text in BY_CODE_POINT[1:])]
    rows = ask(calls, group="trunk", fields="trunk", order="trunk;desc", limit=2)
    assert rows == [["😀"], ["\uff5e"]]


@pytest.mark.parametrize(
    ("order", "found"),
    [
        (None, [1, 2, 3, None]),
        ("user", [1, 2, 3, None]),
        ("user;desc", [3, 2, 1, None]),
        ("total calls", [3, 1, 2, None]),  # 1, 2, 2 and 10: by value, ties by user
        ("total calls;desc", [None, 1, 2, 3]),
        ("ACD", [2, 1, None, 3]),  # 3 has no answered call: last in both directions
        ("ACD;desc", [None, 1, 2, 3]),
        ("successful calls;desc|user;desc", [None, 2, 1, 3]),
    ],
)
def test_order(order: str | None, found: list[int | None]):
    calls = users((None, [9] * 10), (2, [4, 0]), (1, [5, 0]), (3, [0]))
    assert [row[0] for row in ask(calls, order=order)] == found


def test_ratios_are_ordered_exactly():
    calls = users((1, [1] * 99 + [2]), (2, [1] * 98 + [2]))  # 1.01 and 1.0101…
    rows = ask(calls, fields="ACD", order="ACD;desc")
    assert rows == [[2, "1.01 (in 99 calls)"], [1, "1.01 (in 100 calls)"]]


def test_ties_go_by_period_then_by_the_group():
    calls = [call(user_id=2), *at("2024-02-01", user_id=2), *at("2024-07-01", user_id=1)]
    asked = {"period": "month", "fields": "total calls"}
    assert ask(calls, **asked) == [[2, "02", "1"], [2, "06", "1"], [1, "07", "1"]]
    found = ask(calls, **asked, order="total calls|period;desc")
    assert [row[1] for row in found] == ["07", "06", "02"]


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ({"limit": 2}, [1, 2]),
        ({"limit": "2", "offset": "1"}, [2, 3]),
        ({"offset": 2}, [3, 4]),
        ({"limit": 9, "offset": 4}, []),
        ({"offset": 0, "limit": 1, "having": {"ACD": "1;>"}}, [2]),  # having comes first
    ],
)
def test_pages(page: dict[str, Any], found: list[int]):
    rows = ask(users((1, [1]), (2, [2]), (3, [3]), (4, [4])), fields="user", **page)
    assert [row[0] for row in rows] == found


# --- Time ---------------------------------------------------------------------------------------


def test_the_window_is_half_open():
    starts = ["2023-12-31T23:59:59.999999", "2024-01-01", "2024-12-31T23:59:59.999999"]
    assert total(at(*starts, "2025-01-01")) == 2


def test_windows_tile_over_a_jump_and_a_repeated_hour():
    window = {"start_at": "2024-03-31 02:10", "end_at": "2024-10-27 02:30"}
    calls = at("2024-03-31T00:59:59", "2024-03-31T01:00", "2024-10-27T00:29:59", "2024-10-27T00:30")
    rows = ask(calls, filter=window, timezone="Europe/Paris", fields="total calls")
    assert rows == [[None, "2"]]


@pytest.mark.parametrize(
    ("period", "zone", "found"),
    [
        ("year", "UTC", [["2023", "1"], ["2024", "3"]]),
        ("month;year", "Asia/Kolkata", [["2024 01", "2"], ["2024 10", "2"]]),
        ("hour", "UTC", [["00", "1"], ["01", "1"], ["18", "2"]]),
        ("hour", "Asia/Kathmandu", [["00", "2"], ["06", "1"], ["07", "1"]]),
        ("hour;day", "Europe/Paris", [["01 19", "1"], ["27 02", "2"], ["31 19", "1"]]),
        ("YEAR ; day", "America/New_York", [["2023 31", "1"], ["2024 01", "1"], ["2024 26", "2"]]),
    ],
)
def test_periods(period: str, zone: str, found: list[list[str]]):
    calls = at("2023-12-31T18:30", "2024-10-27T00:30", "2024-10-27T01:30", "2024-01-01T18:59:59")
    window = {"start_at": "2023-01-01", "end_at": "2025-01-01"}
    asked = {"filter": window, "timezone": zone, "period": period, "fields": "total calls"}
    assert [row[1:] for row in ask(calls, **asked)] == found
