"""Policies: what they say, that two intersect, and that nothing of them gets out.

Each file of `policies/` is a policy and a request, a line `---`, and all that is said about it.
"""

import copy
import json
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

import cdrql
from cdrql import Mask, Policy
from cdrql.errors import CODES
from cdrql.model.policy import OPEN

FOLDER = Path(__file__).with_name("policies")
FILES = sorted(path.stem for path in FOLDER.glob("*.txt"))
MARK = "\n---\n"
NOW = datetime(2024, 6, 15, 12)
DAY = {"start_at": "2024-06-14", "end_at": "2024-06-15"}


def asked(**more: Any) -> dict[str, Any]:
    """Make a request of one day."""
    filters = {key: more.pop(key) for key in list(more) if key not in KEYS}
    return {"group": "trunk", "fields": "total calls"} | more | {"filter": DAY | filters}


KEYS = ("group", "fields", "order", "limit", "offset", "having", "period", "timezone")


def compiled(policy: Policy | None = None, **more: Any) -> cdrql.Compiled:
    return cdrql.compile(asked(**more), "sqlite", policy=policy, now=NOW)


def codes(policy: Policy, **more: Any) -> list[str]:
    """Give the codes of what is wrong, none where a request compiles."""
    try:
        compiled(policy, **more)
    except cdrql.CdrqlError as error:
        return [problem.code for problem in error.problems]
    return []


# --- What is said -------------------------------------------------------------------------------


def policy_of(said: dict[str, Any]) -> Policy:
    """Make a policy of JSON, as an application would by hand."""
    masks = {name: Mask(**mask) for name, mask in said.pop("masks", {}).items()}
    for key in ("longest_window", "oldest"):
        if key in said:
            said[key] = timedelta(hours=said[key])
    return Policy(**said, masks=masks)


@pytest.mark.parametrize("name", FILES)
def test_says(name: str, update_golden: bool) -> None:
    path = FOLDER / f"{name}.txt"
    case, _, said = path.read_text(encoding="utf-8").partition(MARK)
    given = json.loads(case)
    now = datetime.fromisoformat(given["now"]) if "now" in given else None
    with pytest.raises(cdrql.CdrqlError) as caught:
        policy = policy_of(given["policy"])
        cdrql.compile(given["request"], "sqlite", policy=policy, now=now, strict=True)
    if update_golden:
        path.write_text(f"{case}{MARK}{caught.value}\n", encoding="utf-8")
        return
    assert f"{caught.value}\n" == said
    assert json.loads(json.dumps(caught.value.as_dict())) == caught.value.as_dict()


def test_every_code_has_a_case() -> None:
    told = "".join((FOLDER / f"{name}.txt").read_text(encoding="utf-8") for name in FILES)
    assert [c for c in CODES if (c[3] == "4" or c == "CDR804") and f"[{c}]" not in told] == []


# --- Values that mean nothing -------------------------------------------------------------------

NOTHING: list[Callable[[], object]] = [
    lambda: Mask(),
    lambda: Mask(3, 3),
    lambda: Mask(keep_last=-1),
    lambda: Mask(keep_last=257),
    lambda: Mask(keep_last=True),
    lambda: Mask(keep_last="3"),  # type: ignore[arg-type]
    lambda: Mask(drop_last=0),
    lambda: Mask(3, whole_up_to=-1),
    lambda: Mask(3, whole_up_to=None),  # type: ignore[arg-type]
    lambda: Mask(3, filter="prefix"),  # type: ignore[arg-type]
    lambda: Mask(3, filter=["exact"]),  # type: ignore[arg-type]
    lambda: Policy(5),  # type: ignore[arg-type]
    lambda: Policy({"user_id": ()}),
    lambda: Policy({"user_id": True}),
    lambda: Policy({"user_id": 1.0}),  # type: ignore[dict-item]
    lambda: Policy({"user_id": [None]}),  # type: ignore[list-item]
    lambda: Policy({"call_status": b"ok"}),
    lambda: Policy({"user_id": iter([7])}),  # type: ignore[dict-item]
    lambda: Policy({"user_id": range(1001)}),
    lambda: Policy({"user_id": list(range(1001))}),
    lambda: Policy({7: 7}),  # type: ignore[dict-item]
    lambda: Policy(visible="user_id"),  # type: ignore[arg-type]
    lambda: Policy(visible=7),  # type: ignore[arg-type]
    lambda: Policy(visible={7}),  # type: ignore[arg-type]
    lambda: Policy(masks=["destination"]),  # type: ignore[arg-type]
    lambda: Policy(masks={"destination": 3}),  # type: ignore[dict-item]
    lambda: Policy(longest_window=31),  # type: ignore[arg-type]
    lambda: Policy(longest_window=timedelta(0)),
    lambda: Policy(oldest=-timedelta(days=1)),
    *(
        lambda name=name, number=number: Policy(**{name: number})  # type: ignore[misc]
        for name in ("most_values", "default_limit", "largest_limit", "smallest_group")
        for number in (0, -1, 2**63, 10**5000, True, "1", 1.0)
    ),
    lambda: Policy({"user_id": 1}) & Policy({"user_id": 2}),
]


@pytest.mark.parametrize("make", NOTHING)
def test_a_value_that_means_nothing_is_refused(make: Callable[[], object]) -> None:
    with pytest.raises(cdrql.PolicyError) as caught:
        make()
    assert {problem.code for problem in caught.value.problems} == {"CDR401"}


@pytest.mark.parametrize("policy", [7, "open", {"scope": {}}, Policy, Mask(3)])
def test_what_is_no_policy_is_refused(policy: Any) -> None:
    assert codes(policy) == ["CDR401"]
    with pytest.raises(TypeError):
        OPEN & policy
    with pytest.raises(TypeError):
        Mask(3) & 3  # type: ignore[operator]


@pytest.mark.parametrize(
    ("scope", "code"),
    [
        ({"user_id": None}, "CDR402"),
        ({"user_id": "7"}, "CDR403"),
        ({"user_id": 2**63}, "CDR403"),
        ({"call_status": 7}, "CDR403"),
        ({"call_status": ""}, "CDR403"),
        ({"call_status": ["a", ""]}, "CDR403"),
        ({"call_status": "a\0"}, "CDR403"),
        ({"call_status": "\ud800"}, "CDR403"),
        ({"call_status": "x" * 257}, "CDR403"),
        ({"duration": 7}, "CDR403"),
        ({"cost": 7}, "CDR403"),
        ({"answered": 1}, "CDR403"),
        ({"tenant": 7}, "CDR403"),
        ({"\ud800": 7}, "CDR403"),
    ],
)
def test_a_scope_that_cannot_be_applied_compiles_nothing(scope: Any, code: str) -> None:
    assert codes(Policy(scope)) == [code]
    assert codes(Policy(scope) & Policy({"trunk_id": 1})) == [code]


def test_what_is_wrong_elsewhere_is_told_too() -> None:
    assert codes(Policy(masks={"dst": Mask(3)})) == ["CDR403"]
    bounds = Policy(longest_window=timedelta(1), oldest=timedelta(3))
    assert codes(bounds, start_at="yesterday") == ["CDR111"]
    assert codes(bounds, timezone="Mars", end_at="2025-01-01") == ["CDR112", "CDR404"]


def test_values_come_in_any_collection() -> None:
    given: tuple[Any, ...] = (7, (7,), [7, 7], {7}, frozenset({7}))
    assert len({Policy({"user_id": values}) for values in given}) == 1
    assert Policy(visible=["user_id"]) == Policy(visible=frozenset({"user_id"}))  # type: ignore


# --- Plain values -------------------------------------------------------------------------------

FULL = Policy(
    {"user_id": [987654321012, 7], "call_status": "s3cr3t-tenant"},
    frozenset({"user_id", "destination", "bill_duration"}),
    {"destination": Mask(keep_last=3, filter="exact")},
    *(timedelta(days=31), timedelta(days=400), 10, 100, 1000, 5),
)


def test_a_policy_is_a_value() -> None:
    for again in (copy.copy(FULL), copy.deepcopy(FULL), pickle.loads(pickle.dumps(FULL))):
        assert again == FULL
        assert hash(again) == hash(FULL)
        assert again.shape == FULL.shape
    assert replace(FULL, most_values=3) & FULL == replace(FULL, most_values=3)
    assert Policy() != FULL
    with pytest.raises(FrozenInstanceError):
        FULL.scope = {}  # type: ignore[misc]
    for fixed in (FULL.scope, FULL.masks):
        with pytest.raises(TypeError):
            fixed["user_id"] = None  # type: ignore[index]


def test_it_does_not_hold_what_it_was_made_of() -> None:
    scope: dict[str, Any] = {"user_id": [7]}
    masks = {"destination": Mask(3)}
    policy = Policy(scope, masks=masks)
    scope["user_id"].append(8)
    scope.clear()
    masks.clear()
    assert dict(policy.scope) == {"user_id": (7,)}
    assert dict(policy.masks) == {"destination": Mask(3)}


class Stricter(Policy):
    """What an application may derive."""


def test_a_derived_policy_is_one() -> None:
    policy = Stricter({"user_id": 7})
    assert compiled(policy).sql == compiled(Policy({"user_id": 7})).sql
    assert dict((policy & OPEN).scope) == {"user_id": (7,)}


# --- Bounds -------------------------------------------------------------------------------------


@pytest.mark.closes("endless windows")
@pytest.mark.parametrize(
    ("start", "end", "zone", "is_held"),
    [
        ("2024-01-01", "2024-02-01", None, True),
        ("2024-01-01", "2024-02-01 00:00:00.000001", None, False),
        ("2024-10-01", "2024-11-01", "Europe/Paris", True),  # 31 days and an hour
        ("2024-10-01", "2024-11-01 00:00:01", "Europe/Paris", False),
        ("2024-03-01", "2024-04-01", "Europe/Paris", True),
        ("2024-03-01", "2024-04-01 01:00", "Europe/Paris", True),  # 31 days
        ("2024-03-01T00:00Z", "2024-04-01T01:00+01:00", "Europe/Paris", True),
        ("0001-01-01T00:00Z", "9999-12-31T00:00Z", "Europe/Paris", False),
        ("0001-01-01T00:00Z", "0001-01-31T23:00Z", "America/New_York", True),
    ],
)
def test_the_longest_window(start: str, end: str, zone: str | None, is_held: bool) -> None:
    policy = Policy(longest_window=timedelta(days=31))
    found = codes(policy, start_at=start, end_at=end, timezone=zone)
    assert found == ([] if is_held else ["CDR404"])


@pytest.mark.closes("endless windows")
@pytest.mark.parametrize(
    ("now", "start", "is_held"),
    [
        (datetime(2024, 6, 15, 12), "2024-06-05 12:00", True),
        (datetime(2024, 6, 15, 12), "2024-06-05 11:59:59.999999", False),
        (datetime(2024, 6, 15, 12, tzinfo=UTC), "2024-06-05T12:00:00Z", True),
        (datetime(2024, 6, 15, 12, tzinfo=timezone(timedelta(hours=5))), "2024-06-05 07:00", True),
        (datetime(2024, 6, 15, 12, tzinfo=timezone(timedelta(hours=5))), "2024-06-05 06:59", False),
        (datetime(1, 1, 1), "0001-01-01", True),
        (datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))), "0001-01-01", True),
        (datetime.max.replace(tzinfo=timezone(-timedelta(hours=12))), "2024-06-05", True),
    ],
)
def test_the_oldest_call(now: datetime, start: str, is_held: bool) -> None:
    request = asked(start_at=start, end_at="9999-12-31")
    policy = Policy(oldest=timedelta(days=10))
    if is_held:
        cdrql.compile(request, "sqlite", policy=policy, now=now)
    else:
        with pytest.raises(cdrql.RequestError, match="CDR405"):
            cdrql.compile(request, "sqlite", policy=policy, now=now)
    for missing in (None, "2024-06-15", now.date()):
        with pytest.raises(cdrql.PolicyError, match="CDR402"):
            cdrql.compile(request, "sqlite", policy=policy, now=missing)  # type: ignore[arg-type]


def test_any_age_is_bounded_without_overflow() -> None:
    assert codes(Policy(oldest=timedelta.max, longest_window=timedelta.max)) == []


@pytest.mark.closes("odd limits and offsets")
def test_limits() -> None:
    both = Policy(default_limit=10, largest_limit=20)
    found = compiled(both)
    assert found.params["limit"] == 10  # type: ignore[call-overload]
    assert [warning.code for warning in found.warnings] == ["CDR804"]
    assert compiled(both, limit=20).params["limit"] == 20  # type: ignore[call-overload]
    assert compiled(both, limit=20).warnings == ()
    assert compiled(both, limit="15", offset=30).warnings == ()
    assert codes(both, limit=21) == ["CDR406"]
    assert codes(Policy(largest_limit=20)) == ["CDR406"]
    assert Policy(default_limit=30, largest_limit=20).default_limit == 20
    with pytest.raises(cdrql.RequestError, match="CDR804"):
        cdrql.compile(asked(), "sqlite", policy=both, strict=True)


@pytest.mark.closes("lists without end")
def test_most_values() -> None:
    policy = Policy(most_values=2)
    assert codes(policy, user=[1, 2], destination=["a", ""], caller_id_prefix="a") == []
    assert codes(policy, user=[1, 2, None], destination=["a", "b", "a"]) == ["CDR407"] * 2
