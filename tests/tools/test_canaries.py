"""The calls of others change no answer; for many more requests there is canaries.py."""

import random

import pytest

from cdrql.model.policy import OPEN
from tools.differential.canaries import leaks, tenants
from tools.differential.running import Count
from tools.engines import Engine
from tools.policies.effect import Rules


@pytest.mark.closes("other people's calls")
def test_calls_of_others_change_nothing(engine: Engine) -> None:
    count = Count(engine)
    assert leaks(count, tenants(random.Random("canaries"), 16)) == []
    assert count.rows > 50


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_without_a_policy_they_do(monkeypatch: pytest.MonkeyPatch, engine: Engine) -> None:
    monkeypatch.setattr(Rules, "policy", lambda *_: OPEN)
    assert len(leaks(Count(engine), tenants(random.Random("canaries"), 16))) > 8
