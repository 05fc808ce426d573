"""What every request must obey, said by the application and never by the request."""

from collections.abc import Callable, Collection, Iterator, Mapping, Set
from dataclasses import dataclass, field, fields
from datetime import timedelta
from functools import cache
from operator import attrgetter
from typing import Any, Literal, TypeGuard, TypeVar

from cdrql.errors import PolicyError, Problem
from cdrql.model.limits import LONGEST_TEXT, MOST_VALUES
from cdrql.model.parameters import LIMIT, SMALLEST_GROUP, scope_parameters

V = TypeVar("V", covariant=True)
N = TypeVar("N", int, timedelta)
# What a scope says of a field: one value, several, or that the application has yet to give them.
Given = int | Collection[int | str] | None


class Fixed(Mapping[str, V]):
    """A mapping that cannot change: sorted by name, to be hashed and shared by threads."""

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[str, V]) -> None:
        self._items = {name: items[name] for name in sorted(items)}

    def __getitem__(self, name: str) -> V:
        return self._items[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(tuple(self._items.items()))

    def __repr__(self) -> str:
        return repr(self._items)


class Scope(Fixed[tuple[int | str, ...] | None]):
    """The values that a call must have one of, by field; it shows how many, never which."""

    __slots__ = ()

    def __repr__(self) -> str:
        return repr({n: v if v is None else f"<{len(v)} hidden>" for n, v in self.items()})


# What SQL depends on of a field of a policy: without one of these, on all of it.
# It is looked at before there is SQL, and does not reach it.
_NOTHING = {"shape": None}
# Its value is bound to a parameter.
_PRESENCE = {"shape": lambda value: value is not None}
# Its values are bound to parameters, so many for each name.
_COUNTS = {
    "shape": lambda scope: tuple([(name, len(values or ())) for name, values in scope.items()])
}
# It is made of masks.
_MASKS = {"shape": lambda masks: tuple([(name, _shape_of(mask)) for name, mask in masks.items()])}


def _shape_of(policy: Any) -> tuple[object, ...]:
    """Give all that SQL depends on, as the fields declare it; of one that does not, all of it."""
    whole, shaped = _shape_fields(type(policy))  # type: ignore[arg-type]  # it can be hashed
    return whole(policy), *[shape(getattr(policy, name)) for name, shape in shaped]


@cache
def _shape_fields(
    kind: Any,
) -> tuple[Callable[[Any], object], tuple[tuple[str, Callable[[Any], object]], ...]]:
    """Give what picks the fields that are shape whole, and each other with its own."""
    given = [(each.name, each.metadata) for each in fields(kind) if each.init]
    whole = attrgetter(*(name for name, said in given if "shape" not in said))
    return whole, tuple((name, said["shape"]) for name, said in given if said.get("shape"))


# What a policy is made of.


@dataclass(frozen=True, slots=True)
class Mask:
    """How a text is hidden: all but its last `keep_last` characters, or its last `drop_last`.

    Each hidden character becomes `*`. A text of at most `whole_up_to` characters is hidden whole:
    never fewer than are kept or dropped. A filter on a masked field is refused, or may name whole
    values where `filter` is `exact`. Raises PolicyError for values that mean nothing.
    """

    keep_last: int | None = None
    drop_last: int | None = None
    whole_up_to: int = 0
    filter: Literal["refused", "exact"] = field(default="refused", metadata=_NOTHING)

    def __post_init__(self) -> None:
        if (self.keep_last is None) is (self.drop_last is None):
            raise _meaningless("a mask has either keep_last or drop_last")
        if not all(_is_count(n, 0, LONGEST_TEXT) for n in (self.size, self.whole_up_to)):
            raise _meaningless("a mask counts characters, from 0 to 256")
        if self.drop_last == 0:
            raise _meaningless("a mask that drops no character hides nothing")
        if self.filter not in ("refused", "exact"):
            raise _meaningless("the filter on a masked field is `refused` or `exact`")
        least = max(self.size, self.whole_up_to) if self.size else 0
        object.__setattr__(self, "whole_up_to", least)

    @property
    def size(self) -> int:
        """Give the number of characters that it keeps, or drops."""
        found = self.drop_last if self.keep_last is None else self.keep_last
        assert found is not None  # it has either
        return found

    def __and__(self, other: "Mask") -> "Mask":
        """Give a mask that shows nothing that either hides."""
        if not isinstance(other, Mask):
            return NotImplemented
        allowed: Literal["refused", "exact"]
        allowed = "exact" if self.filter == other.filter == "exact" else "refused"
        short = max(self.whole_up_to, other.whole_up_to)
        if self.keep_last is not None and other.keep_last is not None:
            return Mask(min(self.keep_last, other.keep_last), None, short, allowed)
        if self.drop_last is not None and other.drop_last is not None:
            return Mask(None, max(self.drop_last, other.drop_last), short, allowed)
        # One keeps an end and the other a beginning: what either hides is everything.
        return Mask(keep_last=0, filter=allowed)


@dataclass(frozen=True, slots=True)
class Policy:
    """What an application lets its requests ask; `a & b` is what both let.

    `scope` maps fields to the values that a call must have one of; None says that there must be
    such values and none are known yet, with which nothing compiles. `visible` are the fields that
    may be asked for (all if None), `masks` those that are hidden in part. `longest_window` and
    `oldest` (before `now`) bound the window, `most_values` a filter's list, `largest_limit` the
    rows; `default_limit` holds where a request has none. Groups of fewer calls than
    `smallest_group` are left out. Raises PolicyError for values that mean nothing.
    """

    scope: Mapping[str, Given] = field(default_factory=dict, metadata=_COUNTS)
    visible: Set[str] | None = None
    masks: Mapping[str, Mask] = field(default_factory=dict, metadata=_MASKS)
    longest_window: timedelta | None = field(default=None, metadata=_NOTHING)
    oldest: timedelta | None = field(default=None, metadata=_NOTHING)
    most_values: int | None = field(default=None, metadata=_NOTHING)
    default_limit: int | None = field(default=None, metadata=_PRESENCE)
    largest_limit: int | None = field(default=None, metadata=_NOTHING)
    smallest_group: int | None = field(default=None, metadata=_PRESENCE)
    # Everything of it that SQL depends on: all but the values of its scope, and what it forbids.
    shape: tuple[object, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if wrong := list(_wrong_bounds(self)):
            raise PolicyError(*wrong)
        kept = {name: _scope_values(values) for name, values in self.scope.items()}
        # Frozen, and yet put in order once: what is given may be a list that somebody else changes.
        object.__setattr__(self, "scope", Scope(kept))
        object.__setattr__(self, "masks", Fixed(self.masks))
        if self.visible is not None:
            object.__setattr__(self, "visible", frozenset(self.visible))
        if self.default_limit is not None:
            least = _smaller_bound(self.default_limit, self.largest_limit)
            object.__setattr__(self, "default_limit", least)
        object.__setattr__(self, "shape", _shape_of(self))

    def __and__(self, other: "Policy") -> "Policy":
        """Give what both policies let: scopes, masks and bounds of either hold."""
        if not isinstance(other, Policy):
            return NotImplemented
        visible = self.visible
        if other.visible is not None:
            visible = other.visible if visible is None else visible & other.visible
        both = set(self.masks) & set(other.masks)
        masks = {name: self.masks[name] & other.masks[name] for name in both}
        # The larger of both, where every other bound is the smaller.
        groups = [n for n in (self.smallest_group, other.smallest_group) if n is not None]
        return Policy(
            scope=_both_scopes(self.required, other.required),
            visible=visible,
            masks={**self.masks, **other.masks, **masks},
            longest_window=_smaller_bound(self.longest_window, other.longest_window),
            oldest=_smaller_bound(self.oldest, other.oldest),
            most_values=_smaller_bound(self.most_values, other.most_values),
            default_limit=_smaller_bound(self.default_limit, other.default_limit),
            largest_limit=_smaller_bound(self.largest_limit, other.largest_limit),
            smallest_group=max(groups, default=None),
        )

    @property
    def required(self) -> Scope:
        """Give its scope, each field with a tuple of values, or None where they are not known."""
        assert isinstance(self.scope, Scope)  # made one when the policy was
        return self.scope

    @property
    def names(self) -> tuple[tuple[str, ...], frozenset[str] | None, Fixed[Mask]]:
        """Give the fields that it is about: scoped, visible, and masked."""
        seen = None if self.visible is None else frozenset(self.visible)
        assert isinstance(self.masks, Fixed)
        return tuple(self.scope), seen, self.masks

    @property
    def scope_parameters(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Go through the fields of its scope, each with the parameters of its values."""
        for name, values in self.required.items():
            yield name, scope_parameters(name, len(values or ()))

    @property
    def limit_parameter(self) -> str | None:
        """Give the parameter of its own limit, if it has one."""
        return None if self.default_limit is None else LIMIT

    def params(self, limit: int | None) -> dict[str, int | str]:
        """Give the values that it binds, by parameter; `limit` is the request's, if it has one."""
        found: dict[str, int | str] = {}
        for name, values in self.required.items():
            values = values or ()
            found.update(zip(scope_parameters(name, len(values)), values, strict=True))
        if self.smallest_group is not None:
            # A text, as bounds of `having` are: they are scaled when their measure is known.
            found[SMALLEST_GROUP] = str(self.smallest_group)
        if limit is None and self.default_limit is not None:
            found[LIMIT] = self.default_limit
        return found


# What the values of a policy are held to; a message never shows one of a scope.


def _meaningless(message: str) -> PolicyError:
    return PolicyError(Problem("CDR401", message))


def _wrong_bounds(policy: Policy) -> Iterator[Problem]:
    """Say what is wrong with the values of a policy, whatever it is for."""
    for name in ("most_values", "default_limit", "largest_limit", "smallest_group"):
        number = getattr(policy, name)
        if number is not None and not _is_count(number, 1, 2**63 - 1):
            yield Problem("CDR401", f"the policy's {name} is a whole number, from 1 on")
    for name in ("longest_window", "oldest"):
        span = getattr(policy, name)
        if span is not None and not (isinstance(span, timedelta) and span > timedelta(0)):
            yield Problem("CDR401", f"the policy's {name} is a timedelta above zero")
    if policy.visible is not None and not _are_names(policy.visible):
        hint = 'visible={"user_id", "destination"}, or None for all'
        yield Problem("CDR401", "what the policy lets be seen is a set of fields", hint=hint)
    if not _is_by_name(policy.masks):
        yield Problem("CDR401", "the policy's masks are by field")
    elif not all(isinstance(mask, Mask) for mask in policy.masks.values()):
        yield Problem("CDR401", "each of the policy's masks is a cdrql.Mask")
    if not _is_by_name(policy.scope):
        yield Problem("CDR401", "the policy's scope is by field", hint='scope={"user_id": 7}')
        return
    for name, values in policy.scope.items():
        if values is not None:
            yield from _wrong_values(name, values)


def _wrong_values(name: str, values: object) -> Iterator[Problem]:
    """Say what is wrong with the values of a field of a scope; True is no 1, and bytes no text."""
    listed = list(values) if _is_many(values) else [values]
    if not listed:
        yield Problem("CDR401", f"the policy's scope of `{name}` lets no call be seen")
    elif len(listed) > MOST_VALUES:
        yield Problem("CDR401", f"the policy's scope of `{name}` has over {MOST_VALUES} values")
    # Exactly these: True would be read as user 1.
    elif not all(type(value) in (int, str) for value in listed):
        message = f"the policy's scope of `{name}` holds what is neither a text nor an integer"
        yield Problem("CDR401", message)


def _is_many(values: object) -> TypeGuard[Collection[Any]]:
    """Say whether these are values in a list, a set or the like; a text is one value."""
    # The usual ones first: a policy is made for each request, and the question of all is dear.
    if type(values) in (list, tuple, set, frozenset):
        return True
    one = isinstance(values, str | bytes | bytearray | Mapping)
    return isinstance(values, Collection) and not one


def _is_by_name(values: object) -> bool:
    """Say whether these are values by texts."""
    return isinstance(values, Mapping) and all(type(name) is str for name in values)


def _are_names(names: object) -> bool:
    """Say whether these are texts in a set or the like."""
    return _is_many(names) and all(type(name) is str for name in names)


def _is_count(number: object, least: int, most: int) -> bool:
    """Say whether this is a whole number in these bounds; True is none."""
    return type(number) is int and least <= number <= most


def _scope_values(values: Any) -> tuple[int | str, ...] | None:
    """Give values in an order of their own, each once; one alone is a list of it."""
    if values is None:
        return None
    listed = values if _is_many(values) else (values,)
    # In one order, so that equal scopes are equal; texts and numbers have none among them.
    return tuple(sorted(set(listed), key=lambda value: (isinstance(value, str), value)))


def _smaller_bound(one: N | None, other: N | None) -> N | None:
    if one is None or other is None:
        return one if other is None else other
    return min(one, other)


def _both_scopes(one: Scope, other: Scope) -> dict[str, tuple[int | str, ...] | None]:
    """Require what either requires; of a field that both know, only the values of both."""
    found = {**one, **other}
    for name in set(one) & set(other):
        mine, theirs = one[name], other[name]
        if mine is not None and theirs is not None:
            found[name] = tuple(value for value in mine if value in theirs)
        else:
            found[name] = mine if theirs is None else theirs
    return found


OPEN = Policy()
