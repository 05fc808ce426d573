"""Runs a small share of the fuzzing: whatever comes in, SQL or a typed error comes out."""

import pytest

from tests.fuzz import outcome, random_case
from tests.hostile import HOSTILE


@pytest.mark.parametrize("seed", range(4))
def test_nothing_but_sql_or_a_typed_error(seed: int):
    for number in range(500):
        assert outcome(*random_case(seed, number))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_requests(name: str):
    assert outcome(HOSTILE[name](5_000), {"dialect": "sqlite"})
