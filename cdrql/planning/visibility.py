"""What a policy lets be seen: the warehouse without the rest, and the keys to name."""

from collections.abc import Mapping, Set
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from cdrql.language.request import KEYS
from cdrql.model.policy import Policy
from cdrql.model.vocabulary import ATTRIBUTES, FILTERS
from cdrql.model.warehouse import Warehouse


def visible_warehouse(warehouse: Warehouse, visible: Set[str] | None) -> Warehouse:
    """Give the warehouse as it looks to who may see these fields: it lacks the others.

    Whether a call was answered may always be seen, as its count may.
    """
    return warehouse if visible is None else _narrowed_warehouse(warehouse, frozenset(visible))


@lru_cache(maxsize=256)
def _narrowed_warehouse(warehouse: Warehouse, visible: frozenset[str]) -> Warehouse:
    """Leave out what may not be seen, and whatever of the warehouse's own is made of it."""
    # Counts and ASR are made of `answered`, and a count shows no single call.
    fields = {n: f for n, f in warehouse.fields.items() if n in visible or n == "answered"}
    narrow = replace(warehouse, fields=MappingProxyType(fields))
    return replace(
        narrow,
        dimensions=tuple(row for row in warehouse.dimensions if narrow.answers(row)),
        measures=tuple(row for row in warehouse.measures if narrow.answers(row)),
    )


def known_keys(policy: Policy) -> Mapping[str, tuple[str, ...]]:
    """Give the keys that hints may name: of the filter, those on fields that may be seen."""
    visible = policy.visible
    if visible is None:
        return KEYS
    hidden = {row.key for row in FILTERS if row.field not in visible}
    hidden |= set() if visible & set(ATTRIBUTES.values()) else {"callAttributes"}
    return {**KEYS, "filter": tuple(key for key in KEYS["filter"] if key not in hidden)}
