"""What a field stores: its numbers and their decimals, NULL, and the names that are looked up."""

from typing import Literal

from sqlglot import exp

from cdrql.mapping.field_draft import FieldDraft
from cdrql.mapping.rows import TableRow, TypedExpression
from cdrql.model.columns import Stated
from cdrql.model.vocabulary import BOUND_PLACES
from cdrql.model.warehouse import Field, Lookup


def describe_field(draft: FieldDraft, found: list[TypedExpression]) -> Field | None:
    """Describe what the field stores."""
    number = _number(draft, found)
    decimals = _decimals(draft, number)
    keys = draft.keys
    if decimals is None:
        return None
    if decimals + len(str(keys.divisor)) - 1 > BOUND_PLACES:
        message = f"decimals and divisor keep more than {BOUND_PLACES} decimal places"
        draft.tell("CDR604", message, None, "divisor")
    return Field(
        name=draft.name,
        type=draft.type,
        nullable=_nullable(draft, found),
        number=number,
        narrow=all(row.column(one).narrow for one, row in zip(found, draft.rows, strict=True)),
        decimals=decimals,
        divisor=keys.divisor,
        lookup=_lookup(draft, found),
        nothing=_nothing(draft),
        source=_source(draft, found),
        why=keys.why,
    )


def _source(draft: FieldDraft, found: list[TypedExpression]) -> str:
    """Give the expression as it was written; of a column that tables set, what it is set to."""
    text = found[0].text
    told = {row.name: row.bound[text].text for row in draft.rows if text in row.bound}
    if told and len(told) < len(draft.rows):
        told = {row.name: told.get(row.name, text) for row in draft.rows}
    if len(set(told.values())) > 1:
        return "; ".join(f"{table}: {one}" for table, one in told.items())
    return next(iter(told.values()), text)


def _number(
    draft: FieldDraft, found: list[TypedExpression]
) -> Literal["integer", "decimal", "float"]:
    """Tell what holds the numbers; what is not known is taken for a float."""
    if draft.type not in ("seconds", "money"):
        return "integer"
    kinds = {one.kind for one in found}
    if kinds == {"integer"}:
        return "integer"
    return "decimal" if kinds <= {"integer", "decimal"} else "float"


def _decimals(draft: FieldDraft, number: str) -> int | None:
    """Give the decimals that are stored; seconds with a fraction have to say."""
    stated = draft.keys.decimals
    if stated is not None or draft.type not in ("seconds", "money"):
        return stated or 0
    if draft.type == "money":
        return 0 if number == "integer" else 6
    if number == "integer":
        return 0
    hint = "decimals = 0 where it holds whole seconds, 3 for milliseconds"
    draft.tell("CDR603", f"how many decimals does `{draft.name}` store?", hint)
    return None


def _nullable(draft: FieldDraft, found: list[TypedExpression]) -> bool:
    """Say whether there may be no value."""
    if draft.keys.null_like or draft.keys.digits or draft.keys.lookup:
        return True
    if draft.keys.nullable is not None:
        return draft.keys.nullable
    return any(may_be_null(*both) for both in zip(found, draft.rows, strict=True))


def may_be_null(typed: TypedExpression, row: TableRow) -> bool:
    """Say whether an expression can be NULL; a column may state that it is not."""
    return not (row.column(typed).not_null or isinstance(typed.tree.unnest(), exp.Literal))


def _lookup(draft: FieldDraft, found: list[TypedExpression]) -> Lookup | None:
    """Describe the table of names."""
    keys = draft.keys.lookup
    if keys is None:
        return None
    if draft.type not in ("text", "integer"):
        message = f"texts and whole numbers are looked up, and `{draft.name}` is {draft.type}"
        draft.tell("CDR611", message, None, "lookup")
    if draft.name in ("destination", "caller_id", "user_id", "trunk_id", "call_type"):
        message = f"`{draft.name}` is filtered by its value, so it cannot be looked up"
        draft.tell("CDR611", message, None, "lookup")
    kind = Stated.read(keys.kind).kind
    return Lookup(
        table=keys.table,
        key=keys.key,
        name=keys.name,
        digits=draft.type == "integer" and kind == "text",
        cast=draft.type == "text" and kind != "text",
        text=any(one.kind == "text" for one in found),
    )


def _nothing(draft: FieldDraft) -> int | None:
    """Give the number that stands for NULL until calls are grouped: NULLs cost more to group.

    It is one that means NULL anyway.
    """
    if draft.type != "integer" or draft.keys.digits or draft.keys.lookup or draft.read.mapping.call:
        return None
    return next((like for like in draft.keys.null_like if isinstance(like, int)), None)
