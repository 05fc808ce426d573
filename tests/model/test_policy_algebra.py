"""Two policies intersect: whatever both let, and never more than either."""

import itertools
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import cdrql
from cdrql import Mask, Policy
from cdrql.model.policy import OPEN
from tools.policies.effect import masked

FIELDS = ("user_id", "trunk_id", "call_type")
TEXTS = ("destination", "caller_id", "trunk")
FILTERS: Any = st.sampled_from(["refused", "exact"])
SHORT = st.integers(0, 7)
MASKS = st.one_of(
    st.builds(Mask, st.integers(0, 6), st.none(), SHORT, FILTERS),
    st.builds(Mask, st.none(), st.integers(1, 6), SHORT, FILTERS),
)
COUNTS = st.none() | st.integers(1, 9)
SPANS = st.none() | st.integers(1, 9).map(lambda days: timedelta(days=days))
VALUES = st.none() | st.sets(st.integers(1, 5), min_size=1) | st.just("a")
POLICIES = st.builds(
    Policy,
    st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=3),
    st.none() | st.frozensets(st.sampled_from([*FIELDS, *TEXTS])),
    st.dictionaries(st.sampled_from(TEXTS), MASKS, max_size=3),
    *(SPANS, SPANS, COUNTS, COUNTS, COUNTS, COUNTS),
)
quick = settings(deadline=None, derandomize=True, database=None, max_examples=200)


def both(one: Policy | None, other: Policy | None) -> Policy | None:
    """Intersect; None where a scope has no value left, with which nothing compiles."""
    try:
        return one & other if one and other else None
    except cdrql.PolicyError as error:
        assert {problem.code for problem in error.problems} == {"CDR401"}
        return None


@quick
@given(POLICIES, POLICIES, POLICIES)
def test_order_and_grouping_do_not_matter(a: Policy, b: Policy, c: Policy) -> None:
    assert both(a, b) == both(b, a)
    assert both(both(a, b), c) == both(a, both(b, c))
    assert a & a == a
    assert a & OPEN == a == OPEN & a
    if (found := both(a, b)) is not None:
        assert (found & a, found & b) == (found, found)
        again = both(b, a)
        assert again is not None
        assert (found.shape, hash(found)) == (again.shape, hash(again))


@quick
@given(POLICIES, POLICIES)
def test_it_never_widens(a: Policy, b: Policy) -> None:
    found = both(a, b)
    if found is None:
        return
    for policy in (a, b):
        for name, values in policy.required.items():
            narrowed = found.required[name]
            assert (narrowed is None) is (name not in known(a, b))
            assert values is None or set(narrowed or ()) <= set(values)
        assert policy.visible is None or (found.visible or frozenset()) <= policy.visible
        assert set(policy.masks) <= set(found.masks)
        for name in ("longest_window", "oldest", "most_values", "largest_limit", "default_limit"):
            bound, narrow = getattr(policy, name), getattr(found, name)
            assert bound is None or narrow <= bound
        assert (found.smallest_group or 0) >= (policy.smallest_group or 0)


def known(*policies: Policy) -> set[str]:
    """Name the fields that a policy has values for."""
    return {name for p in policies for name, values in p.required.items() if values}


@quick
@given(MASKS, MASKS, MASKS)
def test_masks_intersect(a: Mask, b: Mask, c: Mask) -> None:
    assert (a & b, a & a, (a & b) & c) == (b & a, a, a & (b & c))
    assert ((a & b).filter == "exact") is (a.filter == b.filter == "exact")
    for length in range(16):
        text = "0123456789abcdef"[:length]
        shown, *others = (effect(mask, text) for mask in (a & b, a, b))
        for sign, *rest in zip(shown, *others, strict=True):
            assert sign == "*" or set(rest) == {sign}


def effect(mask: Mask, text: str) -> str:
    kind = "drop_last" if mask.keep_last is None else "keep_last"
    return masked(text, kind, mask.size, mask.whole_up_to)


def test_a_short_text_stays_hidden_by_the_mask_that_hid_it() -> None:
    """The mask that keeps fewer characters would show some of a text that the other hides whole."""
    assert effect(Mask(5) & Mask(3), "1234") == "****"
    assert effect(Mask(5) & Mask(3), "123456") == "***456"
    assert Mask(3) & Mask(drop_last=3) == Mask(0)


def test_masks_of_every_size() -> None:
    sizes = [Mask(n, whole_up_to=w) for n, w in itertools.product(range(4), range(5))]
    assert {mask.whole_up_to for mask in sizes if mask.size == 0} == {0}
    assert all(mask.whole_up_to >= mask.size for mask in sizes)
