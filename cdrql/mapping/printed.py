"""What the expressions of a mapping are in each dialect: checked and printed, once, here."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from cdrql.errors import Problem
from cdrql.mapping.field_draft import FieldDraft
from cdrql.mapping.field_stored import may_be_null
from cdrql.mapping.fielding import FieldBuilder, MadeField
from cdrql.mapping.general import mapped_tables, table_name
from cdrql.mapping.model import ExpressionKeys, FieldKeys
from cdrql.mapping.rows import TableRow, table_row
from cdrql.mapping.sources import ReadMapping
from cdrql.model.vocabulary import FIELD_TYPES
from cdrql.model.warehouse import (
    Expression,
    Field,
    FieldTest,
    Filled,
    Fold,
    Positive,
    Present,
    Table,
)
from cdrql.texts.places import Path

# What a call was, where the mapping does not say it by a test of its own.
_DERIVED = {"transferred": "transfer_to", "conferenced": "conference_to"}

# Names that the rows of a folded call have beside its fields.
_RESERVED = ("key", "order", "where", "start", "first", "last")


@dataclass
class PrintedMapping:
    """A warehouse in the making: the texts of its expressions, filled dialect by dialect."""

    read: ReadMapping
    problems: list[Problem]
    code: list[dict[str, dict[str, str]]] = field(default_factory=list)  # table, name, dialect
    where: list[dict[str, str]] = field(default_factory=list)
    folds: dict[str, dict[str, str]] = field(default_factory=dict)
    parts: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    found: dict[str, Field] = field(default_factory=dict)
    keyed: bool = True  # no row of a call can lack its key

    def __post_init__(self) -> None:
        self.keys = mapped_tables(self.read.mapping)
        self.code = [{} for _ in self.keys]
        self.where = [{} for _ in self.keys]

    # One dialect after the other.

    def print_for(self, dialect: str) -> None:
        """Check and print everything in one dialect.

        `answered = "status = 'ok'"` becomes `(c."status" = 'ok')`, in the dialect's own quotes.
        """
        several = bool(self.read.mapping.tables)
        rows = [
            table_row(self.read, keys, place if several else None, dialect, self.problems)
            for place, keys in enumerate(self.keys)
        ]
        for place, row in enumerate(rows):
            self._print_filter(place if several else None, place, row)
        self._print_call(rows)
        legs: dict[tuple[str, ...], str] = {}
        for draft in self._field_drafts(rows):
            self._keep_field(draft.name, FieldBuilder(draft, legs).build_field(), dialect)

    def _field_drafts(self, rows: list[TableRow]) -> Iterator[FieldDraft]:
        """Go through the fields, and at last the test of calls that are kept."""
        for name, keys in self.read.mapping.fields.items():
            if self._is_known(name):
                yield FieldDraft(self.read, ("fields", name), keys, rows, self.problems)
        call = self.read.mapping.call
        if call and call.where:
            keys = FieldKeys.model_validate({"sql": call.where.sql, "type": "boolean"})
            yield FieldDraft(self.read, ("call", "where"), keys, rows, self.problems)

    def _is_known(self, name: str) -> bool:
        """Say whether a field is of the vocabulary or says its own type."""
        keys = self.read.mapping.fields[name]
        path = ("fields", name)
        if name in _RESERVED:
            message = f"`{name}` means something else in a mapping"
            self.problems.append(self.read.problem("CDR611", path, message, "take another name"))
            return False
        if name not in FIELD_TYPES and keys.type is None:
            message = f"`{name}` is no field of the vocabulary, so it needs a type"
            hint = f'add type = "text", or take one of {", ".join(FIELD_TYPES)}'
            self.problems.append(self.read.problem("CDR603", path, message, hint))
            return False
        if keys.type and FIELD_TYPES.get(name, keys.type) != keys.type:
            message = f"`{name}` is {FIELD_TYPES[name]}, not {keys.type}"
            self.problems.append(self.read.problem("CDR609", path, message))
            return False
        return True

    def _print_filter(self, place: int | None, index: int, row: TableRow) -> None:
        """Print the row filter of a table: the mapping's, and its own beside it."""
        given: list[tuple[ExpressionKeys | None, Path]] = [(self.read.mapping.where, ("where",))]
        if place is not None:
            given.append((row.table.where, ("tables", place, "where")))
        texts = []
        for keys, path in given:
            typed = row.parse_typed(keys.sql, path, self.problems) if keys else None
            if typed and typed.kind not in (None, "other", "boolean"):
                message = f"a row filter holds or not, and this is {typed.kind}"
                self.problems.append(self.read.problem("CDR609", path, message))
            elif typed:
                texts.append(row.print_tree(typed.tree))
        if texts:
            # Each text can stand as an operand, so AND needs no parentheses.
            self.where[index][row.dialect] = " AND ".join(texts)

    def _print_call(self, rows: list[TableRow]) -> None:
        """Print the key of a call, and what orders its rows."""
        call = self.read.mapping.call
        for name, sql in (("key", call.key), ("order", call.order)) if call else ():
            for place, row in enumerate(rows):
                if sql is None:
                    continue
                typed = row.parse_typed(sql, ("call", name), self.problems)
                if typed and name == "key":
                    # A text that is not NULL may still be empty.
                    surely = typed.kind not in (None, "text", "other")
                    self.keyed &= surely and not may_be_null(typed, row)
                if typed:
                    # A key may be of any kind, and rows are grouped by it as a text.
                    text = row.print_as_text(typed) if name == "key" else row.print_tree(typed.tree)
                    self.code[place].setdefault(name, {})[row.dialect] = text

    def _keep_field(self, name: str, made: MadeField | None, dialect: str) -> None:
        """Keep what a field becomes in a dialect, if it becomes anything."""
        if made is None:
            return
        for place, texts in enumerate(made.rows):
            for part, text in texts.items():
                self.code[place].setdefault(part, {})[dialect] = text
        if made.folded is not None:
            self.folds.setdefault(name, {})[dialect] = made.folded
            self.parts.setdefault(name, {})[dialect] = made.parts
        self.found[name] = self._wider_field(self.found.get(name, made.field), made.field)

    @staticmethod
    def _wider_field(known: Field, other: Field) -> Field:
        """Describe what holds the values of either dialect."""
        wider = known if known.number == "float" or other.number == "integer" else other
        nullable, narrow = known.nullable or other.nullable, known.narrow and other.narrow
        return replace(wider, nullable=nullable, narrow=narrow, reads=known.reads | other.reads)

    # What was printed, put together.

    def fields(self) -> dict[str, Field]:
        """Give the fields, with those that follow from others."""
        tests = dict(self._field_tests())
        found = {
            name: replace(self.found[name], test=tests.get(name))
            for name in self.read.mapping.fields
            if name in self.found
        }
        for name, of in _DERIVED.items():
            plain = of in found and found[of].lookup is None
            if name not in found and plain:
                found[name] = Field(name, "boolean", source=f"{of} <> ''", test=Filled(of))
        return found

    def tables(self) -> Iterator[Table]:
        """Give the tables, each with its code."""
        mapping = self.read.mapping
        tests = dict(self._field_tests())
        for keys, code, where in zip(self.keys, self.code, self.where, strict=True):
            filters = [_plain_text(one.sql) for one in (mapping.where, keys.where) if one]
            columns = mapping.columns | keys.columns
            yield Table(
                name=table_name(keys, mapping.dialects[0]),
                names=dict(keys.name) if isinstance(keys.name, dict) else {},
                start=keys.start or mapping.start.column,
                code={
                    name: Expression(_written_source(self.read, name), texts)
                    for name, texts in code.items()
                    if name not in tests
                },
                where=Expression(" AND ".join(filters), where) if where else None,
                columns={name: kind for name, kind in columns.items() if name not in keys.set},
            )

    def _field_tests(self) -> Iterator[tuple[str, FieldTest]]:
        """Find the tests that look at one field of numbers: then a sum of it needs no CASE."""
        numbers = [name for name, f in self.found.items() if f.type == "seconds"]
        tests = [name for name, f in self.found.items() if f.type == "boolean"]
        for name in tests:
            for of in numbers:
                if all(_is_test(code, name, of, "({} IS NOT NULL)") for code in self.code):
                    yield name, Present(of)
                elif all(_is_test(code, name, of, "({} > 0)") for code in self.code):
                    yield name, Positive(of)

    def fold(self) -> Fold | None:
        """Give how rows are folded, if they are."""
        call = self.read.mapping.call
        if call is None:
            return None
        code = {
            name: Expression(_written_source(self.read, name), t) for name, t in self.folds.items()
        }
        key, ordered = _plain_text(call.key), call.order is not None
        return Fold(key, call.longest, ordered, code, self.parts, self.keyed)


def _is_test(code: dict[str, dict[str, str]], name: str, of: str, form: str) -> bool:
    """Say whether a field of a table is a test of another, of this form, in every dialect."""
    texts = code.get(of, {})
    return name in code and code[name] == {d: form.format(text) for d, text in texts.items()}


def _written_source(read: ReadMapping, name: str) -> str:
    keys = read.mapping.fields.get(name)
    return _plain_text(keys.sql) if keys else ""


def _plain_text(sql: str | dict[str, str]) -> str:
    """Spell an expression that may differ by dialect."""
    return sql if isinstance(sql, str) else " | ".join(f"{d}: {text}" for d, text in sql.items())
