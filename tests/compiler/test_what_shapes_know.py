"""What the cache of shapes tells apart: everything, but for what is declared as values.

Each test adds something that nobody told the cache of: a key of the request or of its filter, a
field of a policy or of a mask. What differs in it alone shares no statement.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from inspect import signature
from typing import Any

import pytest
from pydantic import create_model

import cdrql
from cdrql import compiler
from cdrql.language import request as requests
from cdrql.language.request import Filter, Request, Role, keys_of, role_of
from cdrql.language.values import _EXTRACTORS
from cdrql.model.default import DEFAULT
from cdrql.model.policy import Mask, Policy
from cdrql.model.vocabulary import FILTERS
from cdrql.shape_cache import KnownShapes

WINDOW = {"start_at": "2024-01-01", "end_at": "2024-02-01"}
REQUEST: dict[str, Any] = {"group": "destination", "filter": WINDOW}
# The type of a new key, and two values of it.
NEW: list[tuple[Any, Any, Any]] = [
    (str | None, "a", "b"),
    (int | None, 1, 2),
    (bool | None, False, True),
    (tuple[str, ...] | None, ("a",), ("a", "b")),
    (requests.Words, "5;>", "9;>"),
    (requests.Many[int], 1, [1, 2]),
]


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> Iterator[KnownShapes]:
    """A cache that has met no shape yet, which `compile` uses."""
    fresh = KnownShapes(most_text=8_000_000)
    monkeypatch.setattr(compiler, "KNOWN_SHAPES", fresh)
    yield fresh


def compiled(*requests: Any, **options: Any) -> None:
    for request in requests:
        cdrql.compile(request, "sqlite", **options)


@pytest.mark.closes("answers of one tenant for another")
@pytest.mark.parametrize(("kind", "one", "two"), NEW)
def test_a_new_key_of_the_request_is_known(
    kind: Any, one: Any, two: Any, known: KnownShapes, monkeypatch: pytest.MonkeyPatch
) -> None:
    wider: Any = create_model("Wider", __base__=Request, rollup=(kind, None))
    monkeypatch.setattr(requests, "Request", wider)
    compiled(REQUEST, REQUEST | {"rollup": one}, REQUEST | {"rollup": two}, REQUEST)
    assert len(known._statements) == 3


@pytest.mark.closes("answers of one tenant for another")
@pytest.mark.parametrize(("kind", "one", "two"), NEW)
def test_a_new_key_of_the_filter_is_known(
    kind: Any, one: Any, two: Any, known: KnownShapes, monkeypatch: pytest.MonkeyPatch
) -> None:
    narrower: Any = create_model("Narrower", __base__=Filter, carrier=(kind, None))
    wider: Any = create_model("Wider", __base__=Request, filter=(narrower, ...))
    monkeypatch.setattr(requests, "Request", wider)
    filters = [WINDOW, WINDOW | {"carrier": one}, WINDOW | {"carrier": two}, WINDOW]
    compiled(*(REQUEST | {"filter": filter_} for filter_ in filters))
    assert len(known._statements) == 3


def test_a_nested_key_without_a_role_is_shape_whole(
    known: KnownShapes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The filter's values are values because the filter says so of its keys, and is asked."""
    silent: Any = create_model("Silent", __base__=Request, filter=(Filter, ...))
    assert role_of(silent.model_fields["filter"]) is None
    monkeypatch.setattr(requests, "Request", silent)
    assert keys_of(silent, Role.KEYS) == ()
    compiled(*(REQUEST | {"filter": WINDOW | {"user": user}} for user in (1, 2, 1)))
    assert len(known._statements) == 2


def test_values_are_declared_and_taken() -> None:
    """Each role has its extractor; the window is read apart, for it needs the zone."""
    assert set(_EXTRACTORS) == set(Role) - {Role.WINDOW}
    assert keys_of(Request, None) == ("group", "fields", "period", "order", "timezone")
    assert keys_of(Filter, None) == ("callAttributes",)
    assert keys_of(Filter, Role.WINDOW) == ("start_at", "end_at")


def test_the_vocabulary_and_the_model_agree_about_filters() -> None:
    roles = {key: role_of(field) for key, field in Filter.model_fields.items()}
    numbers = {"condition": Role.NUMBERS}
    assert {row.key: numbers.get(row.kind, Role.ITEMS) for row in FILTERS} == {
        key: role for key, role in roles.items() if role not in (None, Role.WINDOW)
    }


@dataclass(frozen=True, slots=True)
class WiderMask(Mask):
    """A mask with a field that nobody told the cache of."""

    letter: str = "*"


@dataclass(frozen=True, slots=True)
class WiderPolicy(Policy):
    """A policy with one."""

    rounds_to: int | None = None
    hides: frozenset[str] = field(default=frozenset())


@pytest.mark.closes("answers of one tenant for another")
def test_a_new_field_of_a_policy_is_known(known: KnownShapes) -> None:
    policies = [WiderPolicy(), WiderPolicy(rounds_to=1), WiderPolicy(rounds_to=2)]
    policies += [WiderPolicy(hides=frozenset("a")), WiderPolicy(hides=frozenset("b"))]
    for policy in policies * 2:
        compiled(REQUEST, policy=policy)
    assert len(known._statements) == len(policies)


@pytest.mark.closes("answers of one tenant for another")
def test_a_new_field_of_a_mask_is_known(known: KnownShapes) -> None:
    for letter in ("*", "#", "*"):
        compiled(REQUEST, policy=Policy(masks={"destination": WiderMask(3, letter=letter)}))
    assert len(known._statements) == 2


# Two of each argument of `compile` that a statement depends on.
ARGUMENTS: dict[str, tuple[Any, Any]] = {
    "dialect": ("sqlite", "postgres"),
    "warehouse": (DEFAULT, replace(DEFAULT, name="another")),
    "policy": (Policy({"user_id": 1}), Policy({"user_id": (1, 2)})),
    "output": ("response", "values"),
    "paramstyle": ("named", "qmark"),
}
# `now` is compared with before there is SQL, `strict` is asked when there is.
BESIDE = {"request", "now", "strict"}


@pytest.mark.closes("answers of one tenant for another")
def test_every_argument_of_compile_is_known(known: KnownShapes) -> None:
    """An argument that is new has to be told here of which kind it is."""
    assert {*ARGUMENTS, *BESIDE} == set(signature(cdrql.compile).parameters)
    usual: dict[str, Any] = {"dialect": "sqlite"}
    for name, (one, two) in ARGUMENTS.items():
        known.clear()
        for value in (one, two, one):
            cdrql.compile(REQUEST, **usual | {name: value})
        assert len(known._statements) == 2, name
