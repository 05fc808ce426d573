"""What one field of a mapping becomes: the SQL of its rows, and how the rows of a call fold."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from sqlglot import exp

from cdrql.backend import sql as words
from cdrql.mapping.call_ends import end_value
from cdrql.mapping.field_checks import check_field
from cdrql.mapping.field_draft import FieldDraft
from cdrql.mapping.field_stored import describe_field, may_be_null
from cdrql.mapping.kinds import expression_kind
from cdrql.mapping.rows import TableRow, TypedExpression
from cdrql.model.columns import NUMBER_KINDS
from cdrql.model.warehouse import Field

_FOLDS = {"min": exp.Min, "max": exp.Max, "sum": exp.Sum, "any": exp.Max}


@dataclass
class MadeField:
    """What a field became in one dialect: texts by table and part, and the fold over parts."""

    field: Field
    rows: list[dict[str, str]]
    folded: str | None = None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class FieldBuilder:
    """Makes a field of its draft: `amount = "cost / 100"` becomes `c."cost" / 100`.

    `legs` are the names of what is read of rows that are folded, by its text in each table.
    """

    draft: FieldDraft
    legs: dict[tuple[str, ...], str]

    def build_field(self) -> MadeField | None:
        """Make the field; None where something is wrong, which is then told."""
        draft = self.draft
        known = len(draft.problems)
        folds = draft.read.mapping.call is not None
        typed = [
            row.parse_typed(draft.keys.sql, draft.path, draft.problems, folds) for row in draft.rows
        ]
        found = [one for one in typed if one is not None]
        if len(found) < len(typed):
            return None
        aggregated = any(one.tree.find(exp.AggFunc) for one in found)
        check_field(draft, found, aggregated)
        if len(draft.problems) > known:
            return None
        field = describe_field(draft, found)
        if len(draft.problems) > known or field is None:
            return None
        if not folds:
            both = zip(found, draft.rows, strict=True)
            return MadeField(field, [self._row_texts(field, one, row) for one, row in both])
        return (self._fold_aggregates if aggregated else self._fold_rows)(field, found)

    def _row_texts(self, field: Field, typed: TypedExpression, row: TableRow) -> dict[str, str]:
        """Print the field of a row, and what calls are grouped by where that is another number."""
        texts = {self.draft.name: self._row_text(typed, row)}
        if field.nothing is not None:
            others = [like for like in self.draft.keys.null_like if like != field.nothing]
            key = _null_numbers(self._read_numbers(typed, row), others)
            # What is no whole number is NULL where a column can hold it.
            loose = not self.draft.backend.exact_decimals and typed.tree.find(exp.Column)
            if others or loose or may_be_null(typed, row):
                # NULL and all that means NULL are one group.
                key = words.coalesce(key, words.number(field.nothing))
            texts[field.key] = row.print_tree(key)
        return texts

    def _row_text(self, typed: TypedExpression, row: TableRow) -> str:
        """Print the field of a row, with all that its keys say of it."""
        return row.print_tree(self._row_value(typed, row))

    def _row_value(self, typed: TypedExpression, row: TableRow) -> exp.Expr:
        """Put around an expression what the keys say of it."""
        value, nothing = typed.tree, self.draft.keys.null_like
        # A whole number is looked for by its column, as that is, unless something is made of it.
        made = self.draft.type == "integer" and not isinstance(value.unnest(), exp.Column)
        counted = made or self.draft.type in ("seconds", "money")
        if counted or nothing or self.draft.read.mapping.call:
            value = self._read_numbers(typed, row)
        if texts := [words.text(like) for like in nothing if isinstance(like, str)]:
            # Exactly, for under most collations of MySQL `''` equals blanks.
            exact = self.draft.backend.exact(value.copy())
            value = words.when(words.is_in(exact, [*texts]), exp.Null(), value)
        value = _null_numbers(value, nothing)
        if self.draft.keys.digits:
            return self.draft.backend.digits(partial(words.word, row.print_tree(value)))
        castable = typed.kind not in (None, "text") and self.draft.keys.lookup is None
        return words.as_text(value) if self.draft.type == "text" and castable else value

    def _read_numbers(self, typed: TypedExpression, row: TableRow) -> exp.Expr:
        """Read a column of numbers as such, and whole numbers as they are shown."""
        tree = typed.tree.unnest()
        is_whole = self.draft.type == "integer" and typed.kind in NUMBER_KINDS
        return row.read_whole(tree) if is_whole else row.read_number(tree)

    def _fold_rows(self, field: Field, found: list[TypedExpression]) -> MadeField:
        texts = []
        for typed, row in zip(found, self.draft.rows, strict=True):
            value = self._row_value(typed, row)
            if self.draft.type == "boolean":
                # PostgreSQL has no MAX of booleans.
                value = words.when(value, words.number(1), words.number(0))
            texts.append(row.print_tree(value))
        part = self._leg_name(texts, f"leg_{self.draft.name}")
        rows = [{part: text} for text in texts]
        leg: exp.Expr = words.column(part, "c")
        fold = self.draft.fold
        if fold in ("first", "last"):
            alone = end_value(self.draft, field, found, part, fold == "last")
            # Of the rows of a call one has the rank 1; the others give NULL, which MAX leaves out.
            ranked = words.compare(words.column(f"leg_{fold}", "c"), "=", words.number(1))
            made = self.draft.rows[0].print_tree(alone or exp.Max(this=words.when(ranked, leg)))
            return MadeField(field, rows, made, (part,) if alone else (part, fold))
        folded = self._fold_leg(_FOLDS[fold], leg, field.stores_text)
        if self.draft.keeps_calls:
            folded = words.compare(folded, "=", words.number(1))
        return MadeField(field, rows, self.draft.rows[0].print_tree(folded), (part,))

    def _fold_aggregates(self, field: Field, found: list[TypedExpression]) -> MadeField | None:
        """Fold the rows of a call as the aggregates in the expression say."""
        trees = [typed.tree.copy() for typed in found]
        rows: list[dict[str, str]] = [{} for _ in trees]
        every = zip(*(list(tree.find_all(exp.AggFunc)) for tree in trees), strict=True)
        for i, same in enumerate(every, 1):
            # COUNT(*) reads nothing of a row.
            if isinstance(same[0].this, exp.Star):
                continue
            texts = [
                row.print_tree(one.this) for one, row in zip(same, self.draft.rows, strict=True)
            ]
            part = self._leg_name(texts, f"leg_{i}_{self.draft.name}")
            for parts, text in zip(rows, texts, strict=True):
                parts[part] = text
            is_text = isinstance(same[0], exp.Min | exp.Max) and self._is_text(same[0].this)
            made = self._fold_leg(type(same[0]), words.column(part, "c"), is_text)
            trees[0] = made if same[0] is trees[0] else trees[0]
            same[0].replace(made)
        folded = trees[0]
        # Outside of an aggregate a column has a value for each row of the call, and none for the
        # call.
        if loose := [c for c in folded.find_all(exp.Column) if c.name not in rows[0]]:
            message = f"`{loose[0].name}` differs from row to row of a call"
            self.draft.tell("CDR611", message, "put it into MIN, MAX, SUM or COUNT", "sql")
            return None
        value = self._row_value(
            TypedExpression(folded, found[0].kind, found[0].text), self.draft.rows[0]
        )
        if self.draft.type == "boolean" and not self.draft.keeps_calls:
            value = words.when(value, words.number(1), words.number(0))
        return MadeField(field, rows, self.draft.rows[0].print_tree(value), tuple(rows[0]))

    def _fold_leg(self, fold: type[exp.AggFunc], leg: exp.Expr, is_text: bool) -> exp.Expr:
        """Fold what is read of rows, texts by code point whatever the column's collation says."""
        backend = self.draft.backend
        return backend.text_of(fold(this=backend.exact(leg))) if is_text else fold(this=leg)

    def _is_text(self, part: exp.Expr) -> bool:
        row = self.draft.rows[0]
        return expression_kind(part, row.kinds, self.draft.backend.dialect, "") == "text"

    def _leg_name(self, texts: list[str], name: str) -> str:
        """Name what is read of a row, which other fields may read too: then as the first did."""
        return self.legs.setdefault(tuple(texts), name)


def _null_numbers(value: exp.Expr, nothing: Sequence[str | int]) -> exp.Expr:
    for number in nothing:
        if isinstance(number, int):
            value = words.nullif(value, number)
    return value
