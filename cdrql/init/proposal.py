"""A proposed mapping of one table, as far as it could be told."""

from collections.abc import Mapping
from dataclasses import dataclass

from cdrql.engines.contract import Engine
from cdrql.engines.schema import LiveColumn, LiveTable
from cdrql.init.column_choice import Choice
from cdrql.model.vocabulary import HELD_FIELDS


@dataclass(frozen=True, slots=True)
class Proposal:
    """A mapping of one table, as far as it could be told.

    `refused` says of fields why the column that their name suggests cannot serve, `remarks` what
    speaks against a row being a call.
    """

    table: LiveTable
    engine: Engine
    start: Choice | None
    answered: Choice | None
    fields: tuple[Choice, ...]
    refused: Mapping[str, str]
    remarks: tuple[str, ...] = ()
    tables: tuple[LiveTable, ...] = ()  # all that are read as one, where there are several
    where: Choice | None = None  # which rows are calls

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Give all that was found, what every call needs first."""
        return tuple(c for c in (self.start, self.answered, self.where) if c) + self.fields

    @property
    def columns(self) -> tuple[LiveColumn, ...]:
        """Give the table's columns that are used, in its order."""
        used = {column.name for choice in self.choices for column in choice.columns}
        return tuple(column for name, column in self.table.columns.items() if name in used)

    @property
    def unused(self) -> tuple[str, ...]:
        """Name the table's other columns."""
        used = {column.name for column in self.columns}
        return tuple(name for name in self.table.columns if name not in used)

    @property
    def lacking(self) -> tuple[str, ...]:
        """Name the fields that cannot be asked for."""
        found = {choice.field for choice in self.fields}
        return tuple(name for name in HELD_FIELDS if name not in found)

    @property
    def missing(self) -> tuple[str, ...]:
        """Name what a mapping cannot do without and that was not found."""
        needed = {"start": self.start, "answered": self.answered}
        return tuple(name for name, choice in needed.items() if choice is None)
