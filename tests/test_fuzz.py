"""Runs a small share of the fuzzing: whatever comes in, SQL or a typed error comes out."""

import sys
from typing import Any

import pytest

from cdrql import compiler
from tests.fuzz import outcome, random_case
from tests.hostile import HOSTILE


@pytest.mark.parametrize("seed", range(4))
def test_nothing_but_sql_or_a_typed_error(seed: int):
    for number in range(500):
        assert outcome(*random_case(seed, number))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_requests(name: str):
    assert outcome(HOSTILE[name](5_000), {"dialect": "sqlite"})


def calls(request: Any) -> int:
    """Count the calls of functions that a compilation makes: its work, without a clock."""
    count = 0

    def note(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    compiler._known.clear()
    sys.setprofile(note)
    try:
        outcome(request, {"dialect": "postgres"})
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("length", [1_000, 50_000])
@pytest.mark.parametrize("name", HOSTILE)
def test_twice_the_length_is_at_most_twice_the_work(name: str, length: int):
    outcome(HOSTILE[name](100), {"dialect": "postgres"})  # what is loaded once is loaded
    short, long = calls(HOSTILE[name](length)), calls(HOSTILE[name](2 * length))
    assert long <= 2.2 * short
