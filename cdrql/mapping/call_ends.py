"""The first or the last row's value of a call, where the backend has it without numbering rows."""

from cdrql.backend import Sql
from cdrql.backend import sql as words
from cdrql.mapping.field_draft import FieldDraft
from cdrql.mapping.rows import TableRow, TypedExpression
from cdrql.model.warehouse import Field


def end_value(
    draft: FieldDraft, field: Field, found: list[TypedExpression], part: str, last: bool
) -> Sql | None:
    """Give a field of the row that begins a call, or ends it; None where rows must be numbered.

    `part` names the field in a row. What is neither a text nor a whole number is not taken apart
    again, nor are rows that anything else puts in order.
    """
    is_whole = field.type in ("integer", "seconds") and field.number == "integer"
    if field.lookup:
        is_whole = all(each.kind == "integer" for each in found)
    if not (field.stores_text or (is_whole and not field.places)):
        return None
    kinds = {_ordering_kinds(draft, row) for row in draft.rows}
    if len(kinds) > 1:
        return None
    start, order = kinds.pop()
    return draft.backend.end_value(
        words.column(part, "c"),
        (words.column("leg_start", "c"), start),
        (words.column("leg_order", "c"), order),
        last,
        field.stores_text,
    )


def _ordering_kinds(draft: FieldDraft, row: TableRow) -> tuple[str, str]:
    """Say of what kinds the start of a row and its order are; of none where nobody knows."""
    call, start = draft.read.mapping.call, row.table.start or draft.read.mapping.start.column
    assert call is not None and call.order is not None  # else nothing is first, which was told
    # What is wrong with the order is told where it is printed.
    order = row.parse_typed(call.order, ("call", "order"), [])
    return row.kinds.get(start, ""), _whole_kind(order.kind if order else None)


def _whole_kind(kind: str | None) -> str:
    """Keep a kind of which nothing is cut off: an order may have any decimals, a start but nine."""
    return kind if kind in ("integer", "time") else ""
