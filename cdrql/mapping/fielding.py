"""What the keys of one field become: the SQL of its rows, how they fold, and what it stores."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from sqlglot import exp

from cdrql.backend import get_backend
from cdrql.backend import sql as words
from cdrql.errors import Problem
from cdrql.mapping.model import FieldKeys
from cdrql.mapping.rows import Row, Typed
from cdrql.mapping.sources import Read
from cdrql.model.columns import Stated
from cdrql.model.vocabulary import BOUND_PLACES, FIELD_TYPES, FieldType
from cdrql.model.warehouse import Field, Lookup
from cdrql.texts.places import Path

_NUMBERS = ("integer", "decimal", "float")
_FOLDS = {"min": exp.Min, "max": exp.Max, "sum": exp.Sum, "any": exp.Max}


@dataclass
class Made:
    """What a field became in one dialect: texts by table and part, and the fold over parts."""

    field: Field
    rows: list[dict[str, str]]
    folded: str | None = None
    parts: tuple[str, ...] = ()


class FieldBuilder:
    """Makes one field in one dialect, from the keys that the mapping has for it.

    `legs` are the names of what is read of rows that are folded, by its text in each table.
    """

    def __init__(
        self,
        read: Read,
        path: Path,
        keys: FieldKeys,
        rows: list[Row],
        legs: dict[tuple[str, ...], str],
        problems: list[Problem],
    ) -> None:
        self.read, self.path, self.keys, self.rows = read, path, keys, rows
        self.legs, self.problems = legs, problems
        self.name, self.dialect = str(path[-1]), rows[0].dialect
        self.type: FieldType = keys.type or FIELD_TYPES[self.name]
        self.backend = get_backend(self.dialect)

    def made(self) -> Made | None:
        """Make the field; None where something is wrong, which is then told."""
        known = len(self.problems)
        folds = self.read.mapping.call is not None
        typed = [row.typed(self.keys.sql, self.path, self.problems, folds) for row in self.rows]
        found = [one for one in typed if one is not None]
        if len(found) < len(typed):
            return None
        aggregated = any(one.tree.find(exp.AggFunc) for one in found)
        for one in found:
            self._check_kind(one)
        self._check_keys(found)
        self._check_fold(folds, aggregated)
        if len(self.problems) > known:
            return None
        field = self._field(found)
        if len(self.problems) > known or field is None:
            return None
        if not folds:
            both = zip(found, self.rows, strict=True)
            return Made(field, [self._row(field, one, row) for one, row in both])
        return (self._aggregated if aggregated else self._folded)(field, found)

    # What is wrong.

    def _tell(self, code: str, message: str, hint: str | None = None, key: str = "") -> None:
        """Tell what is wrong, at one of the field's keys."""
        path = (*self.path, key) if key else self.path
        self.problems.append(self.read.problem(code, path, message, hint))

    def _check_kind(self, typed: Typed) -> None:
        """Refuse an expression whose kind cannot be the field's type."""
        kind, keys = None if typed.kind == "other" else typed.kind, self.keys
        if keys.digits and (self.type != "integer" or kind not in (None, "text")):
            what = self.type if self.type != "integer" else kind
            message = f"`digits` makes a whole number of a text, and `{self.name}` is {what}"
            self._tell("CDR609", message, "leave it out", "digits")
        elif self.type == "boolean" and kind not in (None, "boolean"):
            hint = "compare it: `column = 1`, `column > 0`, `column <> ''`"
            self._tell("CDR609", f"`{self.name}` holds or not, and this is {kind}", hint)
        elif self.type == "integer" and kind == "text" and not keys.digits and not keys.lookup:
            hint = (
                "digits = true takes the whole number that a text spells, and NULL for other texts"
            )
            self._tell("CDR609", f"`{self.name}` is a whole number, and this is text", hint)
        elif self.type == "integer" and kind not in (None, "integer", "text") and not keys.lookup:
            self._tell("CDR609", f"`{self.name}` is a whole number, and this is {kind}")
        elif self.type in ("seconds", "money") and kind not in (None, *_NUMBERS):
            hint = "write an expression that gives a number"
            self._tell(
                "CDR609", f"`{self.name}` is a number of {self.type}, and this is {kind}", hint
            )

    def _check_keys(self, found: list[Typed]) -> None:
        """Refuse keys that say nothing of a field of this type."""
        stated = self.keys.model_fields_set & {"decimals", "divisor"}
        if stated and self.type not in ("seconds", "money"):
            for key in sorted(stated):
                message = f"`{key}` is for seconds and money, and `{self.name}` is {self.type}"
                self._tell("CDR611", message, None, key)
        for kind in {one.kind for one in found} - {None, "other"}:
            wanted = str if kind in ("text", "uuid") else int if kind in _NUMBERS else None
            wrong = [v for v in self.keys.null_like if wanted is None or not isinstance(v, wanted)]
            if wrong:
                message = f"`{wrong[0]}` is never the value of what is {kind}"
                hint = "write texts in quotes and numbers without"
                self._tell("CDR609", message, hint, "null_like")

    def _check_fold(self, folds: bool, aggregated: bool) -> None:
        """Refuse a fold where there is nothing to fold, and a field that does not say how."""
        fold, call = self.keys.fold, self.read.mapping.call
        if fold and not folds:
            self._tell("CDR611", "`fold` is for mappings with [call]", "leave it out", "fold")
        elif fold and aggregated:
            message = "the expression folds the rows itself, and `fold` would fold them again"
            self._tell("CDR611", message, "leave one of them out", "fold")
        elif folds and not fold and not aggregated and self.type in ("seconds", "money"):
            hint = "first, last, min, max or sum; or MIN, MAX, SUM, COUNT in the expression"
            self._tell("CDR603", f"how do the rows of a call fold into its `{self.name}`?", hint)
        elif self._fold() in ("first", "last") and not aggregated and call and not call.order:
            message = f"`{self._fold()}` needs [call] order, which tells rows of one instant apart"
            self._tell("CDR603", message, None, "fold")
        elif (fold == "sum" and self.type == "text") or (
            fold not in (None, "any") and self.type == "boolean"
        ):
            self._tell("CDR611", f"`{fold}` is not for a {self.type}", None, "fold")
        elif fold == "any" and self.type != "boolean":
            self._tell(
                "CDR611", "`any` is for what holds or not", "first, last, min, max, sum", "fold"
            )

    def _fold(self) -> str:
        """Say how rows fold: what a call is, its first row says, unless the mapping does."""
        return self.keys.fold or ("any" if self.type == "boolean" else "first")

    # What it stores.

    def _field(self, found: list[Typed]) -> Field | None:
        """Describe what the field stores."""
        number = self._number(found)
        decimals = self._decimals(number)
        keys = self.keys
        if decimals is None:
            return None
        if decimals + len(str(keys.divisor)) - 1 > BOUND_PLACES:
            message = f"decimals and divisor keep more than {BOUND_PLACES} decimal places"
            self._tell("CDR604", message, None, "divisor")
        return Field(
            name=self.name,
            type=self.type,
            nullable=self._nullable(found),
            number=number,
            narrow=all(row.column(one).narrow for one, row in zip(found, self.rows, strict=True)),
            decimals=decimals,
            divisor=keys.divisor,
            lookup=self._lookup(found),
            nothing=self._nothing(),
            source=self._source(found),
            why=keys.why,
        )

    def _source(self, found: list[Typed]) -> str:
        """Give the expression as it was written; of a column that tables set, what it is set to."""
        text = found[0].text
        told = {row.name: row.bound[text].text for row in self.rows if text in row.bound}
        if told and len(told) < len(self.rows):
            told = {row.name: told.get(row.name, text) for row in self.rows}
        if len(set(told.values())) > 1:
            return "; ".join(f"{table}: {one}" for table, one in told.items())
        return next(iter(told.values()), text)

    def _number(self, found: list[Typed]) -> Literal["integer", "decimal", "float"]:
        """Tell what holds the numbers; what is not known is taken for a float."""
        if self.type not in ("seconds", "money"):
            return "integer"
        kinds = {one.kind for one in found}
        if kinds == {"integer"}:
            return "integer"
        return "decimal" if kinds <= {"integer", "decimal"} else "float"

    def _decimals(self, number: str) -> int | None:
        """Give the decimals that are stored; seconds with a fraction have to say."""
        stated = self.keys.decimals
        if stated is not None or self.type not in ("seconds", "money"):
            return stated or 0
        if self.type == "money":
            return 0 if number == "integer" else 6
        if number == "integer":
            return 0
        hint = "decimals = 0 where it holds whole seconds, 3 for milliseconds"
        self._tell("CDR603", f"how many decimals does `{self.name}` store?", hint)
        return None

    def _nullable(self, found: list[Typed]) -> bool:
        """Say whether there may be no value."""
        if self.keys.null_like or self.keys.digits or self.keys.lookup:
            return True
        if self.keys.nullable is not None:
            return self.keys.nullable
        return any(self._may_be_null(*both) for both in zip(found, self.rows, strict=True))

    def _may_be_null(self, typed: Typed, row: Row) -> bool:
        """Say whether an expression can be NULL; a column may state that it is not."""
        return not (row.column(typed).not_null or isinstance(typed.tree.unnest(), exp.Literal))

    def _lookup(self, found: list[Typed]) -> Lookup | None:
        """Describe the table of names."""
        keys = self.keys.lookup
        if keys is None:
            return None
        if self.type not in ("text", "integer"):
            message = f"texts and whole numbers are looked up, and `{self.name}` is {self.type}"
            self._tell("CDR611", message, None, "lookup")
        if self.name in ("destination", "caller_id", "user_id", "trunk_id", "call_type"):
            message = f"`{self.name}` is filtered by its value, so it cannot be looked up"
            self._tell("CDR611", message, None, "lookup")
        kind = Stated.read(keys.kind).kind
        return Lookup(
            table=keys.table,
            key=keys.key,
            name=keys.name,
            digits=self.type == "integer" and kind == "text",
            cast=self.type == "text" and kind != "text",
            text=any(one.kind == "text" for one in found),
        )

    def _nothing(self) -> int | None:
        """Give the number that stands for NULL until calls are grouped: NULLs cost more to group.

        It is one that means NULL anyway.
        """
        if self.type != "integer" or self.keys.digits or self.keys.lookup or self.read.mapping.call:
            return None
        return next((like for like in self.keys.null_like if isinstance(like, int)), None)

    # What it becomes.

    def _row(self, field: Field, typed: Typed, row: Row) -> dict[str, str]:
        """Print the field of a row, and what calls are grouped by where that is another number."""
        texts = {self.name: self._text(typed, row)}
        if field.nothing is not None:
            others = [like for like in self.keys.null_like if like != field.nothing]
            key = _without(typed.tree, others)
            if others or self._may_be_null(typed, row):
                key = words.coalesce(key, words.number(field.nothing))
            texts[field.key] = row.printed(key)
        return texts

    def _text(self, typed: Typed, row: Row) -> str:
        """Print the field of a row, with all that its keys say of it."""
        return row.printed(self._value(typed, row))

    def _value(self, typed: Typed, row: Row) -> exp.Expr:
        """Put around an expression what the keys say of it."""
        value = typed.tree
        nothing = self.keys.null_like
        if texts := [words.text(like) for like in nothing if isinstance(like, str)]:
            exact = self.backend.exact(value.copy())
            value = words.when(words.is_in(exact, [*texts]), exp.Null(), value)
        value = _without(value, nothing)
        if self.keys.digits:
            return self.backend.digits(partial(words.word, row.printed(value)))
        castable = typed.kind not in (None, "text") and self.keys.lookup is None
        return words.as_text(value) if self.type == "text" and castable else value

    @staticmethod
    def as_text(typed: Typed, row: Row) -> str:
        """Print an expression as a text."""
        is_text = typed.kind in (None, "text")
        return row.printed(typed.tree if is_text else words.as_text(typed.tree))

    def _folded(self, field: Field, found: list[Typed]) -> Made:
        """Fold the rows of a call as `fold` says."""
        texts = []
        for typed, row in zip(found, self.rows, strict=True):
            value = self._value(typed, row)
            if self.type == "boolean":
                value = words.when(value, words.number(1), words.number(0))
            texts.append(row.printed(value))
        part = self._part(texts, f"leg_{self.name}")
        rows = [{part: text} for text in texts]
        leg: exp.Expr = words.column(part, "c")
        fold = self._fold()
        if fold in ("first", "last"):
            ranked = words.compare(words.column(f"leg_{fold}", "c"), "=", words.number(1))
            folded: exp.Expr = exp.Max(this=words.when(ranked, leg))
            return Made(field, rows, self.rows[0].printed(folded), (part, fold))
        folded = _FOLDS[fold](this=leg)
        if self._keeps_calls:
            folded = words.compare(folded, "=", words.number(1))
        return Made(field, rows, self.rows[0].printed(folded), (part,))

    def _aggregated(self, field: Field, found: list[Typed]) -> Made | None:
        """Fold the rows of a call as the aggregates in the expression say."""
        trees = [typed.tree.copy() for typed in found]
        rows: list[dict[str, str]] = [{} for _ in trees]
        every = zip(*(list(tree.find_all(exp.AggFunc)) for tree in trees), strict=True)
        for i, same in enumerate(every, 1):
            if isinstance(same[0].this, exp.Star):
                continue
            texts = [row.printed(one.this) for one, row in zip(same, self.rows, strict=True)]
            part = self._part(texts, f"leg_{i}_{self.name}")
            for parts, text, aggregate in zip(rows, texts, same, strict=True):
                parts[part] = text
                aggregate.set("this", words.column(part, "c"))
        folded = trees[0]
        if loose := [c for c in folded.find_all(exp.Column) if c.name not in rows[0]]:
            message = f"`{loose[0].name}` differs from row to row of a call"
            self._tell("CDR611", message, "put it into MIN, MAX, SUM or COUNT", "sql")
            return None
        value = self._value(Typed(folded, found[0].kind, found[0].text), self.rows[0])
        if self.type == "boolean" and not self._keeps_calls:
            value = words.when(value, words.number(1), words.number(0))
        return Made(field, rows, self.rows[0].printed(value), tuple(rows[0]))

    def _part(self, texts: list[str], name: str) -> str:
        """Name what is read of a row, which other fields may read too: then as the first did."""
        return self.legs.setdefault(tuple(texts), name)

    @property
    def _keeps_calls(self) -> bool:
        """Say whether this is the test of calls that are kept: it is not shown, as 1 or 0."""
        return self.path == ("call", "where")


def _without(value: exp.Expr, nothing: Sequence[str | int]) -> exp.Expr:
    """Make NULL of the numbers that mean it."""
    for number in nothing:
        if isinstance(number, int):
            value = words.nullif(value, number)
    return value
