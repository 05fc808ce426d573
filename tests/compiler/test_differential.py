"""Random calls and requests on every engine: its answers are the reference's, to the byte."""

import random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cdrql.conformance.random_calls import random_calls
from cdrql.conformance.random_requests import random_request
from cdrql.conformance.reference import answer, as_json
from tools.differential.cases import OUTPUTS, ask
from tools.engines import Engine

RANDOMS = st.randoms(use_true_random=False)
REQUESTS = st.builds(random_request, RANDOMS)
FEW_CALLS = st.builds(random_calls, RANDOMS, st.integers(0, 8))

repeatable = settings(
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def check(engine: Engine, request: dict[str, Any], calls: list[dict[str, Any]]) -> None:
    for output in OUTPUTS:
        assert ask(engine, request, output) == as_json(answer(request, calls, output))


@pytest.fixture(params=range(3))
def calls(request: pytest.FixtureRequest, engine: Engine) -> list[dict[str, Any]]:
    """Load a random data set, once for all requests of a test."""
    data = random_calls(random.Random(request.param), 300)
    engine.load(data)
    return data


@pytest.mark.closes(
    "money in floats", "order with ties", "all engines and a reference in Python agree"
)
@settings(repeatable, max_examples=40)
@given(request_=REQUESTS)
def test_random_requests(engine: Engine, calls: list[dict[str, Any]], request_: dict[str, Any]):
    check(engine, request_, calls)


@pytest.mark.closes(
    "money in floats", "nothing to divide by", "all engines and a reference in Python agree"
)
@settings(repeatable, max_examples=15)
@given(request_=REQUESTS, few=FEW_CALLS)
def test_random_calls(engine: Engine, request_: dict[str, Any], few: list[dict[str, Any]]):
    engine.load(few)
    check(engine, request_, few)
