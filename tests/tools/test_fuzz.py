"""Runs a small share of the fuzzing: whatever comes in, SQL or a typed error comes out."""

import pytest

from cdrql.language import grammar
from cdrql.shape_cache import KNOWN_SHAPES
from tests.compiler.work import calls
from tools.fuzz.asking import outcome, random_case
from tools.fuzz.hostile import HOSTILE


@pytest.mark.closes("order, period and operators as SQL")
@pytest.mark.parametrize("seed", range(4))
def test_nothing_but_sql_or_a_typed_error(seed: int):
    for number in range(500):
        assert outcome(*random_case(seed, number))


@pytest.mark.closes("deep nesting", "long strings of the language", "patterns that backtrack")
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_requests(name: str):
    assert outcome(HOSTILE[name](5_000), {"dialect": "sqlite"})


@pytest.mark.closes("patterns that backtrack", "long strings of the language")
@pytest.mark.parametrize("length", [1_000, 50_000])
@pytest.mark.parametrize("name", HOSTILE)
def test_twice_the_length_is_at_most_twice_the_work(name: str, length: int):
    outcome(HOSTILE[name](100), {"dialect": "postgres"})  # what is loaded once is loaded
    short, long = worked(name, length), worked(name, 2 * length)
    assert long <= 2.2 * short


def worked(name: str, length: int) -> int:
    """Count the calls that a hostile request makes, as if its shape were new."""
    KNOWN_SHAPES.clear()
    request = HOSTILE[name](length)
    return calls(lambda: outcome(request, {"dialect": "postgres"}))


@pytest.mark.closes("long strings of the language")
@pytest.mark.parametrize("name", ["names", "order", "condition"])
def test_grammars_are_read_in_linear_time(name: str):
    """Earley takes any grammar, and the cube of a text's length for some."""
    assert grammar._grammar(name).__self__.options.parser == "lalr"
