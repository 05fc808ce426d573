"""Whether a policy fits a warehouse: its fields are there, are of its kind, and have values."""

from collections.abc import Iterator, Mapping, Set
from datetime import datetime
from functools import lru_cache

from cdrql.errors import PolicyError, Problem, did_you_mean, listed_names
from cdrql.language.findings import is_printable
from cdrql.model.limits import LONGEST_TEXT
from cdrql.model.policy import Fixed, Mask, Policy
from cdrql.model.warehouse import Field, Warehouse

Masks = Mapping[str, Mask]


def check_policy(policy: Policy, warehouse: Warehouse, now: datetime | None) -> None:
    """Refuse a policy that does not fit a warehouse, or whose scope has no values yet."""
    # The fields are looked at once, the values each time: those change with every user.
    wrong = [*_unfit_fields(*policy.names, warehouse), *_unfit_values(policy, warehouse)]
    if policy.oldest is not None and not isinstance(now, datetime):
        message = "the policy bounds the age of calls, and `now` is not given"
        wrong.append(Problem("CDR402", message, hint="compile(..., now=datetime.now(UTC))"))
    if wrong:
        raise PolicyError(*wrong)


@lru_cache(maxsize=256)
def _unfit_fields(
    scoped: tuple[str, ...],
    visible: frozenset[str] | None,
    masks: Fixed[Mask],
    warehouse: Warehouse,
) -> tuple[Problem, ...]:
    """Say where the fields that a policy names do not fit, once for all values of a scope."""
    return tuple(_misfit_fields(scoped, visible, masks, warehouse))


def _misfit_fields(
    scoped: tuple[str, ...], visible: Set[str] | None, masks: Masks, warehouse: Warehouse
) -> Iterator[Problem]:
    """Say which fields are not there, or not what they are taken for."""
    named = {*scoped, *masks, *(visible or ())}
    for name in sorted(named - set(warehouse.fields)):
        message = f"the policy names `{name[:64]}`, which `{warehouse.name}` does not have"
        hint = did_you_mean(
            name, warehouse.fields, f"its fields are {listed_names(warehouse.fields)}"
        )
        yield Problem("CDR403", message, hint=hint)
    for name in scoped:
        if name in warehouse.fields and (why := unfit_scope(warehouse.fields[name])):
            yield Problem("CDR403", why)
    for name in masks:
        if (field := warehouse.fields.get(name)) is None:
            continue
        if why := unfit_mask(field):
            yield Problem("CDR403", why)
        elif why := shown_elsewhere(field, masks, visible, warehouse.fields):
            yield Problem("CDR403", why, hint="mask it alike, or leave it out of `visible`")


# What a scope, and a mask, may be of.


def unfit_scope(field: Field) -> str | None:
    """Say why rows cannot be scoped by a field, if they cannot."""
    if field.type not in ("text", "integer"):
        return f"rows are scoped by a text or an integer, and `{field.name}` is {field.type}"
    return f"rows are not scoped by `{field.name}`, which is looked up" if field.lookup else None


def unfit_mask(field: Field) -> str | None:
    """Say why a field cannot be masked, if it cannot."""
    return f"only texts are masked, and `{field.name}` is {field.type}" * (field.type != "text")


def _unfit_values(policy: Policy, warehouse: Warehouse) -> Iterator[Problem]:
    """Say which values of a scope are missing or will not do, without showing them."""
    for name, values in policy.required.items():
        field = warehouse.fields.get(name)
        if field is None or unfit_scope(field):
            continue
        if values is None:
            hint = f'the application gives it: policy=cdrql.Policy(scope={{"{name}": ...}})'
            yield Problem("CDR402", f"the policy's scope of `{name}` has no value", hint=hint)
        elif not all(_is_scope(value, field) for value in values):
            whole = field.type == "integer"
            kind = "whole numbers" if whole else "printable texts that are not empty"
            yield Problem("CDR403", f"the policy's scope of `{name}` is not made of {kind}")


def _is_scope(value: int | str, field: Field) -> bool:
    """Say whether a value is one that the field can hold; an empty text would mean NULL."""
    if field.type == "integer":
        return isinstance(value, int) and -(2**63) <= value < 2**63
    return isinstance(value, str) and 0 < len(value) <= LONGEST_TEXT and is_printable(value)


def shown_elsewhere(
    field: Field, masks: Masks, visible: Set[str] | None, fields: Mapping[str, Field]
) -> str | None:
    """Find a field that would show what is masked, for its value is made of the same columns."""
    for name, other in fields.items():
        seen = visible is None or name in visible
        # Masked in another way, the field would show what this one hides.
        masked = masks.get(name) == masks[field.name]
        # What holds or not shows of a column no more than that.
        shown = seen and other.type != "boolean" and not masked
        if shown and other is not field and (both := sorted(other.reads & field.reads)):
            column = both[0][1]
            return f"`{name}` shows `{column}` as `{field.name}` does, and is not masked as that is"
    return None
