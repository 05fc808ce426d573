"""What is written where there is no value, and what is one."""

import pytest

from cdrql.model.absence import is_unset

NOTHING = """N/A n/a NULL \\N - -- — nil None NaT 0 0.0 00:00:00 0000-00-00
    1970-01-01 1969-12-31 01/01/1970 31.12.1899 0001-01-01 1900-01-00"""
SOMETHING = "1 61 -5 00:00:01 2025-01-01 01/01/1990 1740823200 10:00:00.1234 no BUSY"


@pytest.mark.parametrize("text", ["", " ", *NOTHING.split()])
def test_nothing_is_told(text: str) -> None:
    assert is_unset(text)


@pytest.mark.parametrize("text", SOMETHING.split())
def test_a_value_is_told(text: str) -> None:
    assert not is_unset(text)


@pytest.mark.parametrize(
    "text",
    [
        "1970-01-01 01:00:00",
        "0000-00-00 00:00:00",
        "12/31/1969 19:00",
        "Dec 31 1969 11:59:59 PM",
        "Thu Jan 1 00:00:00 1970",
    ],
)
def test_a_day_long_ago_is_no_time(text: str) -> None:
    assert is_unset(text)


def test_a_day_of_our_time_is_one() -> None:
    assert not is_unset("Nov 30 2026 10:00:05.1234")


def test_a_duration_on_day_one_is_one() -> None:
    assert not is_unset("1970-01-01 00:01:05", times=False)
