"""What every request must obey, said by the application and never by the request."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal, TypeVar

from cdrql.errors import PolicyError, Problem

N = TypeVar("N", int, timedelta)
Scope = Mapping[str, tuple[int | str, ...] | None]


@dataclass(frozen=True, slots=True)
class Mask:
    """How a text is hidden: all but its last `keep_last` characters, or its last `drop_last`.

    Hidden characters become `*`; a text that is no longer than that is hidden whole. A filter on
    a masked field is refused, or may name whole values where `filter` is `exact`.
    """

    keep_last: int | None = None
    drop_last: int | None = None
    filter: Literal["refused", "exact"] = "refused"

    def __post_init__(self) -> None:
        sizes = [size for size in (self.keep_last, self.drop_last) if size is not None]
        if len(sizes) != 1 or not _is_count(sizes[0], least=0) or sizes[0] > 256:
            message = "a mask has either keep_last or drop_last, from 0 to 256 characters"
            raise PolicyError(Problem("CDR401", message))
        if self.filter not in ("refused", "exact"):
            message = f"the filter on a masked field is `refused` or `exact`, not `{self.filter}`"
            raise PolicyError(Problem("CDR401", message))

    def __and__(self, other: "Mask") -> "Mask":
        """Give a mask that shows no more than either."""
        allowed: Literal["refused", "exact"]
        allowed = "exact" if self.filter == other.filter == "exact" else "refused"
        if self.keep_last is not None and other.keep_last is not None:
            return Mask(keep_last=min(self.keep_last, other.keep_last), filter=allowed)
        if self.drop_last is not None and other.drop_last is not None:
            return Mask(drop_last=max(self.drop_last, other.drop_last), filter=allowed)
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

    scope: Scope = field(default_factory=dict)
    visible: frozenset[str] | None = None
    masks: Mapping[str, Mask] = field(default_factory=dict)
    longest_window: timedelta | None = None
    oldest: timedelta | None = None
    most_values: int | None = None
    default_limit: int | None = None
    largest_limit: int | None = None
    smallest_group: int | None = None

    def __post_init__(self) -> None:
        wrong = list(_wrong(self))
        if wrong:
            raise PolicyError(*wrong)
        object.__setattr__(self, "scope", {name: _listed(v) for name, v in self.scope.items()})
        object.__setattr__(self, "masks", dict(self.masks))
        if self.visible is not None:
            object.__setattr__(self, "visible", frozenset(self.visible))

    def __and__(self, other: "Policy") -> "Policy":
        """Give what both policies let: scopes, masks and bounds of either hold."""
        visible = self.visible
        if other.visible is not None:
            visible = other.visible if visible is None else visible & other.visible
        masks = {**other.masks, **self.masks}
        both = set(self.masks) & set(other.masks)
        masks |= {name: self.masks[name] & other.masks[name] for name in both}
        return Policy(
            scope=_both_scopes(self.scope, other.scope),
            visible=visible,
            masks=masks,
            longest_window=_least(self.longest_window, other.longest_window),
            oldest=_least(self.oldest, other.oldest),
            most_values=_least(self.most_values, other.most_values),
            default_limit=_least(self.default_limit, other.default_limit),
            largest_limit=_least(self.largest_limit, other.largest_limit),
            smallest_group=max(
                (n for n in (self.smallest_group, other.smallest_group) if n is not None),
                default=None,
            ),
        )

    @property
    def shape(self) -> tuple[object, ...]:
        """Give everything of it that SQL depends on: all but the values of its scope."""
        counts = tuple((name, len(values or ())) for name, values in self.scope.items())
        masks = tuple(
            sorted((name, mask.keep_last, mask.drop_last) for name, mask in self.masks.items())
        )
        limited = self.default_limit is not None
        return counts, self.visible, masks, limited, self.smallest_group is not None

    def params(self, limit: int | None) -> dict[str, int | str]:
        """Give the values that it binds, by parameter; `limit` is the request's, if it has one."""
        found: dict[str, int | str] = {}
        for name, values in self.scope.items():
            found |= {f"scope_{name}_{i}": value for i, value in enumerate(values or (), 1)}
        if self.smallest_group is not None:
            found["smallest_group"] = str(self.smallest_group)
        if limit is None and self.default_limit is not None:
            found["limit"] = self.default_limit
        return found


def _listed(values: object) -> tuple[int | str, ...] | None:
    """Take one value for a list of it."""
    if values is None:
        return None
    if isinstance(values, int | str):
        return (values,)
    return tuple(dict.fromkeys(values))  # type: ignore[call-overload]


def _wrong(policy: Policy) -> Iterator[Problem]:
    """Say what is wrong with the values of a policy, whatever it is for."""
    for name in ("most_values", "default_limit", "largest_limit", "smallest_group"):
        number = getattr(policy, name)
        if number is not None and not _is_count(number):
            yield Problem(
                "CDR401", f"the policy's {name} is a whole number from 1 on, not {number!r}"
            )
    for name in ("longest_window", "oldest"):
        span = getattr(policy, name)
        if span is not None and not (isinstance(span, timedelta) and span > timedelta(0)):
            yield Problem("CDR401", f"the policy's {name} is a timedelta above zero, not {span!r}")
    for name, mask in policy.masks.items():
        if not isinstance(mask, Mask):
            yield Problem("CDR401", f"the policy's mask of `{name}` is not a cdrql.Mask")
    for name, values in policy.scope.items():
        listed = _listed(values)
        if listed is not None and not all(type(value) in (int, str) for value in listed):
            yield Problem(
                "CDR401",
                f"the policy's scope of `{name}` holds values that are no texts or integers",
            )
        if listed == ():
            yield Problem("CDR401", f"the policy's scope of `{name}` lets no call be seen")


def _is_count(number: object, least: int = 1) -> bool:
    """Say whether this is a whole number of that size; True is none."""
    return type(number) is int and least <= number < 2**63


def _least(one: N | None, other: N | None) -> N | None:
    """Give the smaller bound of those that there are."""
    if one is None or other is None:
        return one if other is None else other
    return min(one, other)


def _both_scopes(one: Scope, other: Scope) -> Scope:
    """Require what either requires; of a field that both know, only the values of both."""
    found = {**one, **other}
    for name in set(one) & set(other):
        known = [values for values in (one[name], other[name]) if values is not None]
        if len(known) == 2:
            found[name] = tuple(value for value in known[0] if value in known[1])
        elif known:
            found[name] = known[0]
    return found


OPEN = Policy()
