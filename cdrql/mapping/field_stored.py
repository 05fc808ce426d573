"""What a field stores: its numbers and their decimals, NULL, and the names that are looked up."""

from collections.abc import Iterator
from typing import Literal

from sqlglot import exp

from cdrql.mapping.field_draft import FieldDraft
from cdrql.mapping.flow import shown_parts
from cdrql.mapping.rows import TableRow, TypedExpression
from cdrql.model.columns import Stated
from cdrql.model.vocabulary import BOUND_PLACES
from cdrql.model.warehouse import Field, Lookup


def describe_field(draft: FieldDraft, expressions: list[TypedExpression]) -> Field | None:
    """Describe what the field stores; None where it does not say enough, which is then told.

    `cost = { sql = "price", decimals = 4, divisor = 100 }` is exact to 6 places of a unit.
    """
    number = _number_kind(draft, expressions)
    decimals = _stored_decimals(draft, number)
    keys = draft.keys
    if decimals is None:
        return None
    # A bound has as many places, and has to compare exactly with the sum.
    if decimals + len(str(keys.divisor)) - 1 > BOUND_PLACES:
        message = f"decimals and divisor keep more than {BOUND_PLACES} decimal places"
        draft.tell("CDR604", message, None, "divisor")
    lookup = _name_lookup(draft, expressions)
    return Field(
        name=draft.name,
        type=draft.type,
        nullable=_is_nullable(draft, expressions),
        number=number,
        narrow=all(
            row.stated_column(typed).narrow
            for typed, row in zip(expressions, draft.rows, strict=True)
        ),
        as_stored=draft.type == "integer" and _is_column(draft, expressions),
        decimals=decimals,
        divisor=keys.divisor,
        lookup=lookup,
        nothing=_null_stand_in(draft),
        source=_written_source(draft, expressions),
        why=keys.why,
        reads=frozenset(_columns_read(draft, expressions, lookup)),
    )


def _columns_read(
    draft: FieldDraft, expressions: list[TypedExpression], lookup: Lookup | None
) -> Iterator[tuple[str, str]]:
    """Go through the columns that its value is made of, each behind its table, in small letters.

    Of a name that is looked up it is the name's; of a key that is its own name, the call's too.
    """
    if lookup:
        yield lookup.table.rpartition(".")[2].lower(), lookup.name.lower()
    if lookup and lookup.key.lower() != lookup.name.lower():
        return
    for typed, row in zip(expressions, draft.rows, strict=True):
        for part in shown_parts(typed.tree):
            if isinstance(part, exp.Column):
                yield row.name.rpartition(".")[2].lower(), part.name.lower()


def _is_column(draft: FieldDraft, expressions: list[TypedExpression]) -> bool:
    """Say whether the numbers of a field are those of a column, and nothing is made of them."""
    if draft.keys.null_like or draft.keys.digits or draft.read.mapping.call:
        return False
    trees = (typed.tree.unnest() for typed in expressions if typed.kind == "integer")
    return sum(isinstance(tree, exp.Column) for tree in trees) == len(expressions)


def _written_source(draft: FieldDraft, expressions: list[TypedExpression]) -> str:
    """Give the expression as it was written; of a column that tables set, what it is set to."""
    text = expressions[0].text
    set_to = {row.name: row.bound[text].text for row in draft.rows if text in row.bound}
    if set_to and len(set_to) < len(draft.rows):
        set_to = {row.name: set_to.get(row.name, text) for row in draft.rows}
    if len(set(set_to.values())) > 1:
        return "; ".join(f"{table}: {text}" for table, text in set_to.items())
    return next(iter(set_to.values()), text)


def _number_kind(
    draft: FieldDraft, expressions: list[TypedExpression]
) -> Literal["integer", "decimal", "float"]:
    """Tell what holds the numbers; what is not known is taken for a float."""
    if draft.type not in ("seconds", "money"):
        return "integer"
    kinds = {typed.kind for typed in expressions}
    if kinds == {"integer"}:
        return "integer"
    return "decimal" if kinds <= {"integer", "decimal"} else "float"


def _stored_decimals(draft: FieldDraft, number: str) -> int | None:
    """Give the decimals that are stored; seconds with a fraction have to say."""
    stated = draft.keys.decimals
    if stated is not None or draft.type not in ("seconds", "money"):
        return stated or 0
    if draft.type == "money":
        # As many as the default table keeps.
        return 0 if number == "integer" else 6
    if number == "integer":
        return 0
    hint = "decimals = 0 where it holds whole seconds, 3 for milliseconds"
    draft.tell("CDR603", f"how many decimals does `{draft.name}` store?", hint)
    return None


def _is_nullable(draft: FieldDraft, expressions: list[TypedExpression]) -> bool:
    if draft.keys.null_like or draft.keys.digits or draft.keys.lookup:
        return True
    if draft.keys.nullable is not None:
        return draft.keys.nullable
    return any(may_be_null(*both) for both in zip(expressions, draft.rows, strict=True))


def may_be_null(typed: TypedExpression, row: TableRow) -> bool:
    """Say whether an expression can be NULL; a column may state that it is not."""
    return not (row.stated_column(typed).not_null or isinstance(typed.tree.unnest(), exp.Literal))


def _name_lookup(draft: FieldDraft, expressions: list[TypedExpression]) -> Lookup | None:
    keys = draft.keys.lookup
    if keys is None:
        return None
    if draft.type not in ("text", "integer"):
        message = f"texts and whole numbers are looked up, and `{draft.name}` is {draft.type}"
        draft.tell("CDR611", message, None, "lookup")
    # A filter compares with the column; names are joined to groups, after it.
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
        text=any(typed.kind == "text" for typed in expressions),
    )


def _null_stand_in(draft: FieldDraft) -> int | None:
    """Give the number that stands for NULL until calls are grouped: NULLs cost more to group.

    It is one that means NULL anyway.
    """
    if draft.type != "integer" or draft.keys.digits or draft.keys.lookup or draft.read.mapping.call:
        return None
    return next((like for like in draft.keys.null_like if isinstance(like, int)), None)
