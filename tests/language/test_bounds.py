"""Every bound of the language, on both of its sides; and how what is too long is shown.

What is just in compiles, what is just out has a code.
"""

from typing import Any

import pytest

import cdrql
from cdrql.language.values import scaled_bound

DAYS = {"start_at": "2024-01-01", "end_at": "2024-02-01"}
MOST = [f"{' ' * i}total calls" for i in range(101)]
CUT = f"{'_' * 57}"
TWICE = f"`total{CUT[:56]}...` is given twice"
NO_MEASURE = f"`call{CUT}...` is no measure, and `having` compares measures"


def told(**more: Any) -> list[cdrql.Problem]:
    """Give what is wrong with a request, or what it is warned of; what is no key is a filter."""
    filters = {key: more.pop(key) for key in list(more) if key not in cdrql.Request.model_fields}
    request = {"group": "user", "fields": "total calls"} | more | {"filter": DAYS | filters}
    try:
        return [*cdrql.compile(request, "sqlite").warnings]
    except cdrql.RequestError as error:
        return [*error.problems]


@pytest.mark.parametrize(
    ("code", "inside", "outside"),
    [
        ("CDR110", {"destination": "x" * 256}, {"destination": "x" * 257}),
        ("CDR110", {"caller_id_prefix": "x" * 256}, {"caller_id_prefix": "x" * 257}),
        ("CDR110", {"group": "user".ljust(4096)}, {"group": "user".ljust(4097)}),
        ("CDR110", {"fields": "ASR".ljust(4096)}, {"fields": "ASR".ljust(4097)}),
        ("CDR110", {"having": {"ASR".ljust(256): "1;>"}}, {"having": {"ASR".ljust(257): "1;>"}}),
        ("CDR110", {"having": {"ASR": "1;>".ljust(4096)}}, {"having": {"ASR": "1;>".ljust(4097)}}),
        ("CDR114", {"user": [7] * 1000}, {"user": [7] * 1001}),
        ("CDR114", {"destination": ["x"] * 1000}, {"destination": ["x"] * 1001}),
        ("CDR114", {"duration": "|".join(["1;>"] * 64)}, {"duration": "|".join(["1;>"] * 65)}),
        ("CDR105", {"destination_prefix": "x"}, {"destination_prefix": [""]}),
        ("CDR107", {"user": 2**63 - 1}, {"user": 2**63}),
        ("CDR107", {"user": -(2**63)}, {"user": -(2**63) - 1}),
        ("CDR107", {"limit": 1}, {"limit": 0}),
        ("CDR107", {"limit": 2**63 - 1}, {"limit": 2**63}),
        ("CDR107", {"offset": 0}, {"offset": -1}),
        ("CDR107", {"offset": 2**63 - 1}, {"offset": 2**63}),
        ("CDR106", {"limit": "5".zfill(100)}, {"limit": "5".zfill(101)}),
        ("CDR107", {"duration": f"{2**63 - 1};>"}, {"duration": f"{2**63};>"}),
        ("CDR107", {"duration": f"{-(2**63)};>"}, {"duration": f"{-(2**63) - 1};>"}),
        ("CDR107", {"duration": f"{5:020d};>"}, {"duration": f"{5:021d};>"}),
        ("CDR107", {"having": {"ASR": f"{2**63 - 1};<"}}, {"having": {"ASR": f"{2**63};<"}}),
        ("CDR107", {"having": {"ASR": "1.123456789;>"}}, {"having": {"ASR": "1.1234567890;>"}}),
        ("CDR306", {"end_at": "2024-01-01 00:00:00.000001"}, {"end_at": "2024-01-01"}),
        (
            "CDR111",
            {"end_at": "2024-02-01 00:00:00.123456"},
            {"end_at": "2024-02-01 00:00:00.1234567"},
        ),
        ("CDR111", {"end_at": "2024-02-01 00:00+23:59"}, {"end_at": "2024-02-01 00:00+24:00"}),
        ("CDR111", {"end_at": "2024-02-01 00:00-00:59"}, {"end_at": "2024-02-01 00:00-00:60"}),
        ("CDR111", {"start_at": "0001-01-01T00:00Z"}, {"start_at": "0001-01-01T00:00+00:01"}),
        (
            "CDR307",
            {"period": "hour", "timezone": "Asia/Tokyo", "start_at": "1900-01-01T00:00Z"},
            {"period": "hour", "timezone": "Asia/Tokyo", "start_at": "1899-12-31T23:59Z"},
        ),
        (
            "CDR307",
            {"period": "hour", "timezone": "Asia/Tokyo", "end_at": "2100-12-31T23:59Z"},
            {"period": "hour", "timezone": "Asia/Tokyo", "end_at": "2101-01-01T00:00Z"},
        ),
        ("CDR802", {"period": "day"}, {"period": "day", "end_at": "2024-02-01 00:00:01"}),
        (
            "CDR803",
            {"period": "month", "end_at": "2025-01-01"},
            {"period": "month", "end_at": "2025-01-01 00:00:01"},
        ),
    ],
)
def test_a_bound(code: str, inside: dict[str, Any], outside: dict[str, Any]) -> None:
    assert told(**inside) == []
    assert [problem.code for problem in told(**outside)] == [code]


def test_measures_have_a_hundred_bounds() -> None:
    """More keys than there are measures repeat some, which is told unless they are too many."""
    assert [problem.code for problem in told(having=dict.fromkeys(MOST[:100], "1;>"))] == ["CDR302"]
    assert [problem.code for problem in told(having=dict.fromkeys(MOST, "1;>"))] == ["CDR116"]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"fields": "x" * 64}, f"`{'x' * 64}` is not a dimension or measure"),
        ({"fields": "x" * 65}, f"`{'x' * 61}...` is not a dimension or measure"),
        ({"x" * 65: 1}, f"`{'x' * 64}` is not a key here"),
        ({"period": "x" * 65}, f"`{'x' * 61}...` is not a part of a period"),
        ({"order": f"user;{'x' * 65}"}, f"`{'x' * 61}...` is not a direction"),
        ({"duration": f"{'x' * 65};>"}, f"`{'x' * 61}...` is not a whole number"),
        ({"duration": f"5;{'x' * 65}"}, f"`{'x' * 61}...` is not an operator"),
        ({"fields": ";".join([f"total{'_' * 60}calls"] * 2)}, TWICE),
        ({"having": {f"call{'_' * 60}status": "1;>"}}, NO_MEASURE),
        ({"timezone": "x" * 65}, f"`{'x' * 64}` is not a time zone"),
        ({"duration": f"{'9' * 63};>"}, f"`{'9' * 63}` does not fit in 64 bits"),
        ({"duration": f"{'9' * 64};>"}, f"`{'9' * 61}...` does not fit in 64 bits"),
        ({"having": {"ASR": "0.1234567891;>"}}, "a number has at most 9 decimals"),
    ],
)
def test_a_long_text_is_cut_in_a_message(more: dict[str, Any], message: str) -> None:
    assert [problem.message for problem in told(**more)] == [message]


def test_a_long_path_and_a_long_key_are_cut() -> None:
    [problem] = told(**{"x" * 300: 1})
    assert problem.path == f"filter.{'x' * 64}"
    assert (problem.text, problem.span) == ("x" * 256, (0, 256))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (10**30, f"1{'0' * 30}"),
        (10**30 + 1, None),
        (-(10**30) - 1, None),
        (1.5, "1.5"),
        (True, "true"),
    ],
)
def test_a_wrong_number_is_shown_unless_it_is_long(number: float, text: str | None) -> None:
    [problem] = told(limit=number)
    assert (problem.text, problem.span) == (text, (0, len(text)) if text else None)


@pytest.mark.parametrize("edge", (42, 75, 80, 81, 82, 83, 100))
def test_a_long_text_is_shown_around_its_place(edge: int) -> None:
    """At most 40 characters stand on each side of the place, and dots say that there were more."""
    text = "a" * 40 + ";" + "b" * (edge - 41) + ";" + "c" * 41
    line, caret = str(told(group=text)[1]).split("\n")[3:5]
    shown = min(edge - 41, 40)
    assert caret == "   | " + " " * (3 + 40) + "^" * shown
    assert line.startswith("   | ..." + "a" * 39 + ";" + "b" * shown)


@pytest.mark.parametrize(
    ("number", "operator", "places", "bound"),
    [
        ("5", ">", 0, 5),
        ("5.000", "=", 0, 5),
        ("1.5", ">", 0, 1),
        ("1.5", ">=", 0, 2),
        ("1.5", "<", 0, 2),
        ("1.5", "<=", 0, 1),
        ("1.5", "=", 0, -(2**63)),
        ("1.5", "!=", 0, -(2**63)),
        ("-1.5", ">", 0, -2),
        ("-1.5", ">=", 0, -1),
        ("-0.5", "<", 0, 0),
        ("1.5", "=", 6, 1_500_000),
        ("0.0000015", ">=", 6, 2),
        ("1.5", "=", None, 1_500_000_000),
        ("-1.5", "=", None, -1_500_000_000),
        ("9223372036854775807", ">", None, 2**63 - 1),
        ("-9223372036854775808", ">", None, -(2**63)),
        ("9223372036854775807", ">", 6, 2**63 - 1),
        ("-9223372036854775808", ">", 6, -(2**63)),
        ("9223372036854775806", ">", 0, 2**63 - 2),
        ("-9223372036854775807", ">", 0, -(2**63) + 1),
    ],
)
def test_a_bound_on_a_measure_is_a_whole_number(
    number: str, operator: str, places: int | None, bound: int
) -> None:
    assert scaled_bound(number, operator, places) == bound
