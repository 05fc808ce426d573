"""What is a value: decided for every code point, and told with a code and a place."""

import json
import unicodedata
from typing import Any

import pytest

import cdrql
from tests.examples import WINDOW
from tests.language.strings import GROUPS, LONGEST, NEWER, REFUSED, characters, digits, refused

KEYS = ("destination", "caller_id", "destination_prefix", "caller_id_prefix")
AT_ONCE = 1_000
each_key = pytest.mark.parametrize("key", KEYS)


def asking(**wanted: Any) -> dict[str, Any]:
    return {"group": "user", "fields": "total calls", "filter": WINDOW | wanted}


def stopped(request: Any) -> list[tuple[str, str]]:
    """Give the problems of a request: each one's code and path."""
    try:
        cdrql.compile(request, "sqlite")
    except cdrql.RequestError as error:
        assert str(error).isprintable() or "\n" in str(error)
        return [(problem.code, problem.path) for problem in error.problems]
    return []


@pytest.mark.closes("characters nobody sees")
@each_key
def test_every_code_point(key: str) -> None:
    """The characters of five categories are refused, each at its place, and no others."""
    every = list(characters())
    for first in range(0, len(every), AT_ONCE):
        some = every[first : first + AT_ONCE]
        bad = [i for i, c in enumerate(some) if is_refused(c)]
        found = stopped(asking(**{key: [f"0{c}" for c in some]}))
        assert found == [("CDR109", f"filter.{key}[{i}]") for i in bad]


def is_refused(character: str) -> bool:
    return unicodedata.category(character) in REFUSED or character in NEWER


@pytest.mark.closes("characters nobody sees")
@each_key
def test_each_bad_text_is_stopped(key: str) -> None:
    for text in refused():
        right = [("CDR110" if len(text) > LONGEST else "CDR109", f"filter.{key}")]
        assert stopped(asking(**{key: text})) == right
        assert stopped(json.dumps(asking(**{key: text}))) == right


@each_key
@pytest.mark.parametrize("number", GROUPS["numbers"])
def test_numbers_as_they_come_are_values(key: str, number: str) -> None:
    it = cdrql.compile(asking(**{key: number}), "postgres")
    assert isinstance(it.params, dict)
    right = number if "prefix" not in key else number.replace("_", "\\_") + "%"
    assert it.params[f"{key}_1"] == right


def test_a_text_may_have_256_code_points_however_long_each_is() -> None:
    for character in ("9", "é", "日", "😀", "\U0010ffff", "\u0301"):
        assert stopped(asking(destination=character * LONGEST)) == []
        assert stopped(asking(destination=character * (LONGEST + 1))) != []


# --- Numbers ------------------------------------------------------------------------------------


@pytest.mark.closes("digits and letters that look alike")
def test_only_ascii_digits_are_digits() -> None:
    """Python's int(), regular expressions and strptime would take each of them for a number."""
    for digit in digits():
        assert int(digit) in range(10)
        for request, code in written_with(digit):
            assert [found for found, _ in stopped(request)] == [code], request


def written_with(digit: str) -> list[tuple[dict[str, Any], str]]:
    """Write a number with a digit wherever a request takes one, and give what is said of it."""
    start = f"202{digit}-01-01"
    return [
        (asking() | {"limit": digit}, "CDR106"),
        (asking() | {"offset": f"1{digit}"}, "CDR106"),
        (asking(duration=f"{digit};>"), "CDR203"),
        (asking(bill_duration=f"1{digit};>"), "CDR203"),
        (asking() | {"having": {"ASR": f"{digit};>"}}, "CDR203"),
        (asking() | {"having": {"cost": f"1.{digit};>"}}, "CDR203"),
        (asking(start_at=start), "CDR111"),
        (asking(start_at=f"2024-01-01 00:00:00.{digit}"), "CDR111"),
        (asking(user=digit), "CDR106"),
    ]


@pytest.mark.closes("type confusion")
@pytest.mark.parametrize(
    "value", ["1", True, False, 1.0, 1.5, "0x10", "", [], {}, 2**63, -(2**63) - 1]
)
@pytest.mark.parametrize("key", ["user", "original_trunk_id", "callsType"])
def test_what_is_no_integer_is_none(key: str, value: Any) -> None:
    found = stopped(asking(**{key: [value]}))
    code = "CDR107" if type(value) is int else "CDR106"
    assert found == [(code, f"filter.{key}[0]")]
