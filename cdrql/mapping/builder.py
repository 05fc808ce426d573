"""From a mapping file to a warehouse: every expression is checked and printed, once, here."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from cdrql.backend import get_backend
from cdrql.errors import BackendError, Problem, WarehouseError
from cdrql.fields import FIELD_TYPES
from cdrql.mapping.fielding import FieldBuilder
from cdrql.mapping.files import Read
from cdrql.mapping.model import UNITS, FieldKeys, Mapping, StartKeys, TableKeys
from cdrql.mapping.own import own_dimensions, own_measures
from cdrql.mapping.places import Path
from cdrql.mapping.rows import Row, kinds_of, row_of
from cdrql.warehouse import (
    Code,
    Expression,
    Field,
    Filled,
    Fold,
    Positive,
    Present,
    Start,
    Stores,
    Table,
    Warehouse,
)
from cdrql.zones import not_a_zone, zone_names

# What a call was, where the mapping does not say it by a test of its own.
_DERIVED = {"transferred": "transfer_to", "conferenced": "conference_to"}

# Names that the rows of a folded call have beside its fields.
_RESERVED = ("key", "order", "where", "start")


def build(read: Read) -> Warehouse:
    """Make a warehouse of a mapping; WarehouseError lists everything that is wrong with it."""
    problems: list[Problem] = list(_general(read))
    if problems:
        raise WarehouseError(*problems)
    made = _Making(read, problems)
    for dialect in read.mapping.dialects:
        made.print_for(dialect)
    mapping = read.mapping
    fields = made.fields()
    dimensions = own_dimensions(read, fields, problems)
    measures = own_measures(read, fields, dimensions, problems)
    if problems:
        raise WarehouseError(*dict.fromkeys(problems))
    starts = {d: _start(mapping.start, d) for d in mapping.dialects}
    return Warehouse(
        name=mapping.name,
        tables=tuple(made.tables()),
        fields=fields,
        start=starts[mapping.dialects[0]],
        starts=starts,
        grain=mapping.grain,
        fold=made.fold(),
        dialects=tuple(mapping.dialects),
        dimensions=dimensions,
        measures=measures,
        title=mapping.title,
        about=mapping.about,
        index=_index(mapping),
    )


def _general(read: Read) -> Iterator[Problem]:
    """Check what no single expression shows: dialects, zone, tables, the start column."""
    mapping = read.mapping
    for place, name in enumerate(mapping.dialects):
        try:
            get_backend(name)
        except BackendError as error:
            why = error.problems[0]
            yield read.problem("CDR610", ("dialects", place), why.message, why.hint)
    if mapping.start.zone not in zone_names():
        why = not_a_zone(mapping.start.zone)
        yield read.problem("CDR604", ("start", "zone"), why.message, why.hint)
    if bool(mapping.table) == bool(mapping.tables):
        message = "a mapping has either `table` or [[tables]]"
        yield read.problem("CDR603", ("table",) if mapping.table else ("tables",), message)
    for place, table in enumerate(tables_of(mapping)):
        if lacking := [d for d in mapping.dialects if not name_of(table, d)]:
            at: Path = ("table",) if mapping.table else ("tables", place, "name")
            yield read.problem("CDR603", at, f"there is no name of the table in {lacking[0]}")
        start = table.start or mapping.start.column
        kinds = kinds_of(read, table)
        if start not in kinds or start in table.set:
            message = (
                f"the start `{start}` is not a column of `{name_of(table, mapping.dialects[0])}`"
            )
            path: Path = ("tables", place, "start") if table.start else ("start", "column")
            yield read.problem("CDR608", path, message, "add it to [columns]")
        elif problem := _start_kind(read, kinds[start]):
            yield problem
    yield from _start_keys(read)
    if "answered" not in mapping.fields:
        message = "`answered` is missing: which calls were answered?"
        hint = "for instance answered = \"disposition = 'ANSWERED'\""
        yield read.problem("CDR603", ("fields",), message, hint)


def _start_kind(read: Read, kind: str) -> Problem | None:
    """Refuse a start column whose kind cannot hold what it is said to store."""
    stores = read.mapping.start.stores
    wanted = {"epoch": ("integer", "decimal", "float"), "text": ("text", "time")}
    for one in (stores,) if isinstance(stores, str) else stores.values():
        if kind not in wanted.get(one, ("time",)):
            message = f"the start stores `{one}`, but its column is {kind}"
            return read.problem("CDR609", ("start", "stores"), message)
    return None


def _start_keys(read: Read) -> Iterator[Problem]:
    """Check the start's keys against what it stores."""
    start = read.mapping.start
    order = [start.format.find(sign) for sign in ("%Y", "%m", "%d", "%H", "%M", "%S")]
    if start.stores == "text" and (
        order != sorted(order) or -1 in order or start.format.count("%") != 6
    ):
        message = "the format must sort as time does: %Y %m %d %H %M %S, in this order, once each"
        yield read.problem("CDR604", ("start", "format"), message, "or map another column")
    stored = {start.stores} if isinstance(start.stores, str) else set(start.stores.values())
    if start.zone != "UTC" and not stored & {"local", "text"}:
        message = "only a start that stores `local` or `text` is in a zone of its own"
        yield read.problem("CDR604", ("start", "zone"), message, 'say stores = "local"')


def tables_of(mapping: Mapping) -> tuple[TableKeys, ...]:
    """Give the tables of a mapping, of which there may be one."""
    if mapping.tables:
        return tuple(t.model_copy(update={"set": mapping.set | t.set}) for t in mapping.tables)
    return (TableKeys(name=mapping.table or "", where=mapping.where, set=mapping.set),)


def name_of(keys: TableKeys, dialect: str) -> str:
    """Name a table in a dialect."""
    return keys.name if isinstance(keys.name, str) else keys.name.get(dialect, "")


def _start(keys: StartKeys, dialect: str) -> Start:
    """Describe the start in one dialect."""
    stores: Stores = (
        keys.stores if isinstance(keys.stores, str) else keys.stores.get(dialect, "utc")
    )
    zone = keys.zone if stores in ("local", "text") else "UTC"
    return Start(stores, zone, UNITS[keys.unit], keys.decimals, keys.format)


def _index(mapping: Mapping) -> dict[str, str]:
    """Give the advice on an index by dialect."""
    if isinstance(mapping.index, dict):
        return dict(mapping.index)
    return dict.fromkeys(mapping.dialects, mapping.index) if mapping.index else {}


@dataclass
class _Making:
    """A warehouse in the making: the texts of its expressions, filled dialect by dialect."""

    read: Read
    problems: list[Problem]
    code: list[dict[str, dict[str, str]]] = field(default_factory=list)  # table, name, dialect
    where: list[dict[str, str]] = field(default_factory=list)
    folds: dict[str, dict[str, str]] = field(default_factory=dict)
    parts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    found: dict[str, Field] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.keys = tables_of(self.read.mapping)
        self.code = [{} for _ in self.keys]
        self.where = [{} for _ in self.keys]

    def print_for(self, dialect: str) -> None:
        """Check and print everything in one dialect."""
        several = bool(self.read.mapping.tables)
        rows = [
            row_of(self.read, keys, place if several else None, dialect, self.problems)
            for place, keys in enumerate(self.keys)
        ]
        for place, row in enumerate(rows):
            self._filter(place if several else None, place, row)
        self._call(rows)
        for name, keys in self.read.mapping.fields.items():
            if self._is_known(name):
                self._keep(FieldBuilder(self.read, ("fields", name), keys, rows, self.problems))
        call = self.read.mapping.call
        if call and call.where:
            keys = FieldKeys.model_validate({"sql": call.where.sql, "type": "boolean"})
            self._keep(FieldBuilder(self.read, ("call", "where"), keys, rows, self.problems))

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

    def _filter(self, place: int | None, index: int, row: Row) -> None:
        """Print the row filter of a table."""
        keys = row.table.where or self.read.mapping.where
        if keys is None:
            return
        path = (
            ("where",) if row.table.where is None or place is None else ("tables", place, "where")
        )
        typed = row.typed(keys.sql, path, self.problems)
        if typed and typed.kind not in (None, "boolean"):
            message = f"a row filter holds or not, and this is {typed.kind}"
            self.problems.append(self.read.problem("CDR609", path, message))
        elif typed:
            self.where[index][row.dialect] = row.printed(typed.tree)

    def _call(self, rows: list[Row]) -> None:
        """Print the key of a call, and what orders its rows."""
        call = self.read.mapping.call
        for name, sql in (("key", call.key), ("order", call.order)) if call else ():
            for place, row in enumerate(rows):
                if sql is None:
                    continue
                typed = row.typed(sql, ("call", name), self.problems)
                if typed:
                    text = (
                        FieldBuilder.as_text(typed, row)
                        if name == "key"
                        else row.printed(typed.tree)
                    )
                    self.code[place].setdefault(name, {})[row.dialect] = text

    def _keep(self, builder: FieldBuilder) -> None:
        """Keep what a field becomes in a dialect."""
        made = builder.made()
        if made is None:
            return
        name, dialect = builder.name, builder.dialect
        for place, texts in enumerate(made.rows):
            for part, text in texts.items():
                self.code[place].setdefault(part, {})[dialect] = text
        if made.folded is not None:
            self.folds.setdefault(name, {})[dialect] = made.folded
            self.parts[name] = made.parts
        self.found[name] = self._wider(self.found.get(name, made.field), made.field)

    def _wider(self, known: Field, other: Field) -> Field:
        """Take the number that holds what any dialect does."""
        return known if known.number == "float" or other.number == "integer" else other

    def fields(self) -> dict[str, Field]:
        """Give the fields, with those that follow from others."""
        found = {name: self.found[name] for name in self.read.mapping.fields if name in self.found}
        for name, of in _DERIVED.items():
            plain = of in found and found[of].lookup is None
            if name not in found and plain:
                found[name] = Field(name, "boolean", source=f"{of} <> ''")
        return found

    def tables(self) -> Iterator[Table]:
        """Give the tables, each with its code."""
        mapping = self.read.mapping
        derived: dict[str, Code] = {
            name: Filled(of)
            for name, of in _DERIVED.items()
            if name not in self.found and of in self.found
        }
        derived |= dict(self._derived())
        for keys, code, where in zip(self.keys, self.code, self.where, strict=True):
            source = (keys.where or mapping.where).sql if where else ""  # type: ignore[union-attr]
            columns = {
                name: (kind.split(" ")[0], kind.endswith("not null"))
                for name, kind in {**mapping.columns, **keys.columns}.items()
                if name not in keys.set
            }
            yield Table(
                name=name_of(keys, mapping.dialects[0]),
                names=dict(keys.name) if isinstance(keys.name, dict) else {},
                start=keys.start or mapping.start.column,
                code={
                    **{n: Expression(_source(self.read, n), t) for n, t in code.items()},
                    **derived,
                },
                where=Expression(_plain(source), where) if where else None,
                columns=columns,
            )

    def _derived(self) -> Iterator[tuple[str, Code]]:
        """Find the tests that look at one field of numbers: then a sum of it needs no CASE."""
        numbers = [name for name, f in self.found.items() if f.type == "seconds"]
        for name, field in self.found.items():
            for of in numbers if field.type == "boolean" else ():
                if all(_is_test(code, name, of, "(NOT {} IS NULL)") for code in self.code):
                    yield name, Present(of)
                elif all(_is_test(code, name, of, "({} > 0)") for code in self.code):
                    yield name, Positive(of)

    def fold(self) -> Fold | None:
        """Give how rows are folded, if they are."""
        call = self.read.mapping.call
        if call is None:
            return None
        code = {name: Expression(_source(self.read, name), t) for name, t in self.folds.items()}
        return Fold(_plain(call.key), call.longest, call.order is not None, code, self.parts)


def _is_test(code: dict[str, dict[str, str]], name: str, of: str, form: str) -> bool:
    """Say whether a field of a table is a test of another, of this form, in every dialect."""
    texts = code.get(of, {})
    return name in code and code[name] == {d: form.format(text) for d, text in texts.items()}


def _source(read: Read, name: str) -> str:
    """Give an expression as it was written."""
    keys = read.mapping.fields.get(name)
    return _plain(keys.sql) if keys else ""


def _plain(sql: str | dict[str, str]) -> str:
    """Spell an expression that may differ by dialect."""
    return sql if isinstance(sql, str) else " | ".join(f"{d}: {text}" for d, text in sql.items())
