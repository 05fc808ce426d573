"""What the keys of a field may not say: of its expression, of its type, of a fold."""

from cdrql.mapping.field_draft import FieldDraft
from cdrql.mapping.rows import TypedExpression
from cdrql.model.columns import NUMBER_KINDS


def check_field(draft: FieldDraft, expressions: list[TypedExpression], aggregated: bool) -> None:
    """Tell what contradicts: `expressions` are its own in each table, `aggregated` if it folds.

    `call_type = { sql = "kind", decimals = 2 }` is refused, since only seconds and money have
    decimals.
    """
    for typed in expressions:
        _check_kind(draft, typed)
    _check_keys(draft, expressions)
    _check_fold(draft, draft.read.mapping.call is not None, aggregated)


def _check_kind(draft: FieldDraft, typed: TypedExpression) -> None:
    """Refuse an expression whose kind cannot be the field's type."""
    # Of an enum or a JSON value it is not known what it would be taken for.
    kind, keys = None if typed.kind == "other" else typed.kind, draft.keys
    if keys.digits and (draft.type != "integer" or kind not in (None, "text")):
        what = draft.type if draft.type != "integer" else kind
        message = f"`digits` makes a whole number of a text, and `{draft.name}` is {what}"
        draft.tell("CDR609", message, "leave it out", "digits")
    elif draft.type == "boolean" and kind not in (None, "boolean"):
        hint = "compare it: `column = 1`, `column > 0`, `column <> ''`"
        draft.tell("CDR609", f"`{draft.name}` holds or not, and this is {kind}", hint)
    elif draft.type == "integer" and kind == "text" and not keys.digits and not keys.lookup:
        hint = "digits = true takes the whole number that a text spells, and NULL for other texts"
        draft.tell("CDR609", f"`{draft.name}` is a whole number, and this is text", hint)
    elif draft.type == "integer" and kind not in (None, "integer", "text") and not keys.lookup:
        draft.tell("CDR609", f"`{draft.name}` is a whole number, and this is {kind}")
    elif draft.type in ("seconds", "money") and kind not in (None, *NUMBER_KINDS):
        hint = "write an expression that gives a number"
        draft.tell(
            "CDR609", f"`{draft.name}` is a number of {draft.type}, and this is {kind}", hint
        )


def _check_keys(draft: FieldDraft, expressions: list[TypedExpression]) -> None:
    """Refuse keys that say nothing of a field of this type."""
    stated = draft.keys.model_fields_set & {"decimals", "divisor"}
    if stated and draft.type not in ("seconds", "money"):
        for key in sorted(stated):
            message = f"`{key}` is for seconds and money, and `{draft.name}` is {draft.type}"
            draft.tell("CDR611", message, None, key)
    for kind in {typed.kind for typed in expressions} - {None, "other"}:
        wanted = str if kind in ("text", "uuid") else int if kind in NUMBER_KINDS else None
        wrong = [v for v in draft.keys.null_like if wanted is None or not isinstance(v, wanted)]
        if wrong:
            message = f"`{wrong[0]}` is never the value of what is {kind}"
            hint = "write texts in quotes and numbers without"
            draft.tell("CDR609", message, hint, "null_like")


def _check_fold(draft: FieldDraft, folds: bool, aggregated: bool) -> None:
    """Refuse a fold where there is nothing to fold, and a field that does not say how."""
    fold, call = draft.keys.fold, draft.read.mapping.call
    if fold and not folds:
        draft.tell("CDR611", "`fold` is for mappings with [call]", "leave it out", "fold")
    elif fold and aggregated:
        message = "the expression folds the rows itself, and `fold` would fold them again"
        draft.tell("CDR611", message, "leave one of them out", "fold")
    elif folds and not fold and not aggregated and draft.type in ("seconds", "money"):
        hint = "first, last, min, max or sum; or MIN, MAX, SUM, COUNT in the expression"
        draft.tell("CDR603", f"how do the rows of a call fold into its `{draft.name}`?", hint)
    elif draft.fold in ("first", "last") and not aggregated and call and not call.order:
        message = f"`{draft.fold}` needs [call] order, which tells rows of one instant apart"
        draft.tell("CDR603", message, None, "fold")
    elif (fold == "sum" and draft.type == "text") or (
        fold not in (None, "any") and draft.type == "boolean"
    ):
        draft.tell("CDR611", f"`{fold}` is not for a {draft.type}", None, "fold")
    elif fold == "any" and draft.type != "boolean":
        draft.tell("CDR611", "`any` is for what holds or not", "first, last, min, max, sum", "fold")
