"""One shape and many tenants: they share SQL, and values of a scope do not get out."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

import cdrql
from cdrql import Mask, Policy
from cdrql.backend import backend_names
from cdrql.model.default import DEFAULT
from cdrql.model.policy import OPEN
from cdrql.options import STYLES
from cdrql.shape_cache import KNOWN_SHAPES
from tests.planning.test_policy import FULL, asked, compiled

SECRET, SECRET_TEXT = 987654321012, "s3cr3t-tenant"


@pytest.mark.closes("answers of one tenant for another")
def test_tenants_of_one_shape_share_sql_and_no_values() -> None:
    first, second = (compiled(Policy({"user_id": tenant})) for tenant in (1, 2))
    assert first.sql is second.sql
    assert [dict(found.params)["scope_user_id_1"] for found in (first, second)] == [1, 2]  # type: ignore


@pytest.mark.closes("answers of one tenant for another")
def test_a_shape_of_one_policy_does_not_serve_another() -> None:
    policies = [None, OPEN, Policy({"user_id": 1}), Policy({"user_id": (1, 2)}), FULL]
    policies += [Policy({"trunk_id": 1}), Policy({"user_id": 1, "trunk_id": 1})]
    policies += [
        Policy(masks={"destination": mask}) for mask in (Mask(3), Mask(4), Mask(3, None, 5))
    ]
    policies += [
        Policy(default_limit=3),
        Policy(smallest_group=3),
        Policy(masks={"trunk": Mask(3)}),
    ]
    texts = [compiled(policy, group="destination").sql for policy in policies for _ in "12"]
    assert len(set(texts)) == len(policies) - 2  # none, an open one, one of another text are alike
    assert texts[::2] == texts[1::2]


@pytest.mark.closes("answers of one tenant for another", "threads")
def test_threads_get_their_own_tenant() -> None:
    def ask(tenant: int) -> bool:
        policy = Policy({"user_id": tenant, "call_status": f"t{tenant}"}) & Policy(default_limit=9)
        group = ("trunk", "user", "destination")[tenant % 3]
        found: Any = cdrql.compile(asked(group=group), "postgres", policy=policy).params
        return (found["scope_user_id_1"], found["scope_call_status_1"]) == (tenant, f"t{tenant}")

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(2000)))


@pytest.mark.closes("errors that tell")
def test_a_scope_does_not_get_out() -> None:
    """It is in the parameters, and nowhere else: SQL, errors, warnings, keys of the cache."""
    policy = Policy(
        {"user_id": SECRET, "call_status": SECRET_TEXT}, default_limit=5, smallest_group=2
    )
    said = [repr(policy), str(policy), repr(policy & FULL), f"{policy.shape}"]
    for dialect in backend_names():
        for style in STYLES:
            if style != "literal" and (style != "typed" or dialect == "clickhouse"):
                found = cdrql.compile(asked(), dialect, policy=policy, paramstyle=style)
                assert SECRET in (
                    found.params if isinstance(found.params, tuple) else found.params.values()
                )
                said += [found.sql, str(found.warnings), repr(found.columns)]
    said += [repr(key) for key in KNOWN_SHAPES._statements]
    wrong: list[dict[str, Any]] = [
        {"group": "usr"},
        {"destination": [5]},
        {"user": "x"},
        {"limit": 0},
    ]
    swapped = Policy({"user_id": SECRET_TEXT, "call_status": SECRET})
    unknown = Policy({"user_id": SECRET, "nothing": SECRET_TEXT})
    for each in (policy, swapped, unknown, unknown & policy):
        for more in wrong:
            with pytest.raises(cdrql.CdrqlError) as caught:
                compiled(each, **more)
            said += [str(caught.value), repr(caught.value), json.dumps(caught.value.as_dict())]
    with pytest.raises(cdrql.PolicyError) as caught:
        Policy({"user_id": [SECRET, True], "call_status": [SECRET_TEXT, b"x"]})
    said += [str(caught.value), repr(caught.value)]
    text = "\n".join(said)
    assert str(SECRET) not in text
    assert SECRET_TEXT not in text


@pytest.mark.closes("other people's calls")
def test_the_policy_of_a_warehouse_always_holds() -> None:
    warehouse = replace(DEFAULT, policy=Policy({"user_id": None}, masks={"destination": Mask(3)}))
    for policy in (None, OPEN, Policy({"trunk_id": 1})):
        with pytest.raises(cdrql.PolicyError, match="CDR402"):
            cdrql.compile(asked(), "sqlite", warehouse=warehouse, policy=policy)
    found = cdrql.compile(
        asked(group="destination"), "sqlite", warehouse=warehouse, policy=Policy({"user_id": 7})
    )
    assert "scope_user_id_1" in found.sql
    assert "REPLACE(HEX(ZEROBLOB" in found.sql
