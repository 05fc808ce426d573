"""Where the logical fields of a call live: a warehouse's tables, and the SQL of each field."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from cdrql.model.policy import Policy
from cdrql.model.vocabulary import DIMENSIONS, MEASURES, Dimension, FieldType, Measure

Stores = Literal["utc", "local", "instant", "epoch", "text"]
TIME_FORMAT = "%Y-%m-%d %H:%M:%S"


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table, by its name there."""

    name: str


# Without equality, as all that holds expressions: caches find them by identity.
@dataclass(frozen=True, slots=True, eq=False)
class Expression:
    """An expression over a row: as it was written, and printed for each dialect.

    What is printed stands wherever an operand can, its columns qualified by the alias `c`.
    """

    source: str
    sql: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Filled:
    """The text field is neither NULL nor empty."""

    field: str


@dataclass(frozen=True, slots=True)
class Positive:
    """The number of the field is above zero."""

    field: str


@dataclass(frozen=True, slots=True)
class Present:
    """The field is not NULL."""

    field: str


Code = TableColumn | Expression
FieldTest = Filled | Positive | Present  # of another field, in whatever table it lies


# A field, and what it stores.


@dataclass(frozen=True, slots=True)
class Lookup:
    """A table of names: where its `key` equals the field, the call shows `name`.

    It is joined to groups, not to calls; a key that stands there twice would count calls twice.
    The name is cast to text, or read as a whole number, where it is not what is shown; keys that
    are texts are compared exactly.
    """

    table: str
    key: str
    name: str
    digits: bool = False
    cast: bool = False
    text: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """A logical field: its type, and how numbers of it are stored.

    A number counts `divisor` to the second or to the unit of money, with `decimals` digits after
    the point; `number` is what holds it, in at most 32 bits where it is `narrow`. Calls are grouped
    by their `key`, in which `nothing` stands for NULL, where a number does. A whole number may be
    read `as_stored`, of a column that an index finds. `source` and `why` are what the mapping says.
    `test` is what a boolean says of another field, if nothing else.
    """

    name: str
    type: FieldType
    nullable: bool = True
    number: Literal["integer", "decimal", "float"] = "integer"
    decimals: int = 0
    divisor: int = 1
    lookup: Lookup | None = None
    nothing: int | None = None
    narrow: bool = False
    as_stored: bool = False
    source: str = ""
    why: str = ""
    test: FieldTest | None = None
    reads: frozenset[tuple[str, str]] = frozenset()

    @property
    def key(self) -> str:
        """Name what a table's code has to group calls by: the field, or one without NULLs."""
        return self.name if self.nothing is None else f"{self.name} or {self.nothing}"

    @property
    def stores_text(self) -> bool:
        """Say whether it is stored as a text; of a name that is looked up, whether its key is."""
        return self.lookup.text if self.lookup else self.type == "text"

    @property
    def places(self) -> int:
        """Give the decimal places, in seconds or units of money, that its sums are exact to."""
        return self.decimals + len(str(self.divisor)) - 1

    def rounding(self, exact_decimals: bool) -> int | None:
        """Give what its numbers are multiplied by before they are rounded to whole ones.

        None where they are exact. What is computed with floats may lie a little below what it
        means, and so do decimals where an engine keeps them as floats.
        """
        exact = self.number == "integer" or (self.number == "decimal" and exact_decimals)
        return None if exact else 10**self.decimals

    @property
    def counted(self) -> bool:
        """Say whether its sums count its smallest unit in whole numbers, in every dialect."""
        return self.type != "money" or self.number != "decimal" or self.divisor > 1


FieldsByName = Mapping[str, Field]


@dataclass(frozen=True, slots=True, eq=False)
class Start:
    """What the start column stores, and the zone of its clock: UTC where it means an instant.

    An instant may be `whole`: of a type without fractions of a second. An epoch has `per_second`
    units in a second, a text is written in `format`; of either, `decimals` digits follow the point.
    """

    stores: Stores = "utc"
    zone: str = "UTC"
    per_second: int = 1
    decimals: int = 0
    format: str = TIME_FORMAT
    whole: bool = False


# Tables, and the whole.


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A table of calls: its start column, its row filter, and the SQL of what is read of a row.

    `columns` are the columns that the mapping uses, with what it states of each; empty where nobody
    said.
    """

    name: str
    start: str
    code: Mapping[str, Code]
    where: Expression | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)  # by dialect, where they differ

    def name_in(self, dialect: str) -> str:
        """Give the table's name in a dialect."""
        return self.names.get(dialect, self.name)


@dataclass(frozen=True, slots=True, eq=False)
class Fold:
    """How several rows are one call.

    Each table's code has `key`, `order` where one is stated, and the parts of rows that `code`
    makes fields of; `parts` says which of them a field needs in a dialect. In `code` is `where`, if
    not every call is kept. `longest` is in seconds. `keyed` says that no row can lack its key, as
    one does whose key is NULL or an empty text: it is a call by itself.
    """

    key: str
    longest: int
    ordered: bool
    code: Mapping[str, Expression]
    parts: Mapping[str, Mapping[str, tuple[str, ...]]]
    keyed: bool = False


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Warehouse:
    """A mapping of the logical fields to somebody's tables: see `cdrql.load_warehouse`.

    A field that is not in `fields` cannot be asked for. `dialects` are those it is printed for,
    none meaning every one. `dimensions` and `measures` are its own, beside the vocabulary.
    """

    name: str
    tables: tuple[Table, ...]
    fields: Mapping[str, Field]
    start: Start
    grain: str
    fold: Fold | None = None
    dialects: tuple[str, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    measures: tuple[Measure, ...] = ()
    title: str = ""
    about: str = ""
    index: Mapping[str, str] = field(default_factory=dict)
    starts: Mapping[str, Start] = field(default_factory=dict)  # by dialect, where they differ
    policy: Policy | None = None  # what its mapping file says of every request

    def __repr__(self) -> str:
        """Name it: shapes are kept by the warehouse, and weighed by what their keys print."""
        return f"<Warehouse {self.name}>"

    def answers(self, row: Dimension | Measure) -> bool:
        """Say whether it has every field that a dimension or measure is made from."""
        return all(field in self.fields for field in row.needs)

    @property
    def answerable(self) -> tuple[Dimension | Measure, ...]:
        """Give the dimensions, then the measures, that can be asked for; its own come last."""
        rows: tuple[Dimension | Measure, ...]
        rows = (*DIMENSIONS, *self.dimensions, *MEASURES, *self.measures)
        return tuple(row for row in rows if self.answers(row))

    def free(self, label: str) -> str:
        """Give a name of ours as none of its tables has it: `calls`, or `calls_`, ..."""
        looked_up = (f.lookup.table for f in self.fields.values() if f.lookup)
        named = (name for table in self.tables for name in (table.name, *table.names.values()))
        # Engines fold the case of names, each in its own way.
        taken = {name.lower() for name in (*named, *looked_up)}
        while label in taken:
            label += "_"
        return label

    def written_for(self, backend: str, dialect: str) -> str:
        """Name what its SQL is taken of: a backend, or the dialect that the backend derives from.

        A mapping of that dialect serves a backend that writes its SQL under a name of its own; one
        that names the backend too may say something else for it.
        """
        return backend if backend in self.dialects else dialect

    def start_for(self, backend: str, dialect: str) -> Start:
        """Give what the start column stores for a backend: see `written_for`."""
        return self.start_in(self.written_for(backend, dialect))

    def start_in(self, dialect: str) -> Start:
        """Give what the start column stores in a dialect."""
        return self.starts.get(dialect, self.start)


def name_tables(warehouse: Warehouse, dialect: str, homes: Mapping[str, str]) -> Warehouse:
    """Put other names in the place of tables' names: `{"cdrs": "public.cdrs"}`."""
    if not homes:
        return warehouse

    def place_field(field: Field) -> Field:
        look = field.lookup
        return replace(
            field, lookup=look and replace(look, table=homes.get(look.table, look.table))
        )

    tables = tuple(
        replace(table, name=homes.get(name, name), names={})
        for table in warehouse.tables
        for name in (table.name_in(dialect),)
    )
    fields = {name: place_field(field) for name, field in warehouse.fields.items()}
    return replace(warehouse, tables=tables, fields=fields)
