"""The policy of a mapping: what its file says that every request must obey."""

from collections.abc import Iterator
from datetime import timedelta

from cdrql.errors import Problem, did_you_mean, listed_names
from cdrql.mapping.model import MaskKeys, PolicyKeys
from cdrql.mapping.sources import ReadMapping
from cdrql.model.policy import Mask, Policy
from cdrql.model.warehouse import FieldsByName
from cdrql.planning.policy_fit import shown_elsewhere, unfit_mask, unfit_scope
from cdrql.texts.places import Path


def mapping_policy(
    read: ReadMapping, fields: FieldsByName, problems: list[Problem]
) -> Policy | None:
    """Make the policy of a mapping; the values of its scope are the application's to give.

    `masks.destination = { keep_last = 3 }` under [policy] becomes `Mask(keep_last=3)`.
    """
    keys = read.mapping.policy
    if keys is None:
        return None
    wrong = [
        *_unknown_fields(read, keys, fields),
        *_unfit_fields(read, keys, fields),
        *_contrary_keys(read, keys),
    ]
    problems += wrong
    if wrong:
        return None
    policy = Policy(
        scope=dict.fromkeys(keys.scope),
        visible=None if keys.visible is None else frozenset(keys.visible) & set(fields),
        masks={name: _mask_of(mask) for name, mask in keys.masks.items() if name in fields},
        longest_window=_span_of_days(keys.longest_window_days),
        oldest=_span_of_days(keys.oldest_days),
        most_values=keys.most_values,
        default_limit=keys.default_limit,
        largest_limit=keys.largest_limit,
        smallest_group=keys.smallest_group,
    )
    problems += _shown_elsewhere(read, policy, fields)
    return policy


def _mask_of(keys: MaskKeys) -> Mask:
    return Mask(keys.keep_last, keys.drop_last, keys.whole_up_to, keys.filter)


def _span_of_days(number: int | None) -> timedelta | None:
    return None if number is None else timedelta(days=number)


def _unknown_fields(read: ReadMapping, keys: PolicyKeys, fields: FieldsByName) -> Iterator[Problem]:
    """Look for every field that is named; a mask may be of one that an extending file lacks."""
    # Who takes `cost` away from a preset must not have to repeat its masks.
    lacking = {name for source in read.sources for name in source.data.get("lacks", ())}
    places: list[tuple[Path, str]] = [(("scope", i), name) for i, name in enumerate(keys.scope)]
    places += [(("visible", i), name) for i, name in enumerate(keys.visible or ())]
    places += [(("masks", name), name) for name in keys.masks]
    for path, name in places:
        if name not in fields and (name not in lacking or path[0] == "scope"):
            hint = did_you_mean(name, fields, f"its fields are {listed_names(fields)}")
            message = f"`{name}` is not a field of this mapping"
            yield read.problem("CDR608", ("policy", *path), message, hint)


def _unfit_fields(read: ReadMapping, keys: PolicyKeys, fields: FieldsByName) -> Iterator[Problem]:
    """Hold the fields of scope and masks to what each takes."""
    for place, name in enumerate(keys.scope):
        if name in fields and (why := unfit_scope(fields[name])):
            yield read.problem("CDR609", ("policy", "scope", place), why)
    for name in keys.masks:
        if name in fields and (why := unfit_mask(fields[name])):
            yield read.problem("CDR609", ("policy", "masks", name), why)


def _contrary_keys(read: ReadMapping, keys: PolicyKeys) -> Iterator[Problem]:
    for name, mask in keys.masks.items():
        if (mask.keep_last is None) is (mask.drop_last is None):
            message = f"the mask of `{name}` has either `keep_last` or `drop_last`"
            hint = "keep_last = 3 leaves three characters, drop_last = 4 hides four"
            yield read.problem("CDR611", ("policy", "masks", name), message, hint)
    if keys.default_limit and keys.largest_limit and keys.default_limit > keys.largest_limit:
        message = "`default_limit` is above `largest_limit`"
        yield read.problem("CDR611", ("policy", "default_limit"), message)


def _shown_elsewhere(read: ReadMapping, policy: Policy, fields: FieldsByName) -> Iterator[Problem]:
    """Refuse a mask that another field shows past."""
    for name in policy.masks:
        if why := shown_elsewhere(fields[name], policy.masks, policy.visible, fields):
            hint = "mask it alike, or list in `visible` what may be seen"
            yield read.problem("CDR611", ("policy", "masks", name), why, hint)
