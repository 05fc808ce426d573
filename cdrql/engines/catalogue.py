"""Rows of a catalogue become tables: what the engines' readers share."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cdrql.engines.schema import Index, LiveColumn, LiveTable
from cdrql.model.columns import Kind

CatalogueRows = Sequence[tuple[Any, ...]]


@dataclass(slots=True)
class Draft:
    """A table while rows of the catalogue are gathered."""

    is_view: bool
    sorting: str
    rows: int | None
    columns: dict[str, LiveColumn] = field(default_factory=dict)
    indexes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    unique: set[str] = field(default_factory=set)

    def table(self, name: str) -> LiveTable:
        """Make the table."""
        keys = (tuple(parts) for index, parts in self.indexes.items() if index in self.unique)
        indexes = tuple(Index(index, tuple(parts)) for index, parts in self.indexes.items())
        return LiveTable(
            name, self.columns, tuple(keys), indexes, self.sorting, self.rows, self.is_view
        )


def gather_tables(
    tables: CatalogueRows, columns: Iterable[tuple[str, LiveColumn]]
) -> dict[str, Draft]:
    """Put columns, each with its table's name, into tables: rows of name, view, sorting, rows."""
    drafts = {
        name: Draft(bool(is_view), sorting or "", None if rows is None or rows < 0 else int(rows))
        for name, is_view, sorting, rows in tables
    }
    for table, column in columns:
        if table in drafts:
            drafts[table].columns[column.name] = column
    return drafts


def add_indexes(drafts: Mapping[str, Draft], parts: CatalogueRows) -> None:
    """Add indexes, which are rows of table, index, is unique, column; each in its order."""
    for table, index, unique, column in parts:
        if table in drafts:
            drafts[table].indexes[index].append(column)
            if unique:
                drafts[table].unique.add(index)


def kinds_by_word(pairs: Mapping[Kind, str]) -> Mapping[str, Kind]:
    """Turn `{"integer": "int bigint"}` into `{"int": "integer", "bigint": "integer"}`."""
    return {word: kind for kind, words in pairs.items() for word in words.split()}


def fill_in_parts(text: str, parts: Mapping[str, str]) -> str:
    """Put parts that several queries share in the place of their names, such as `$name`."""
    for name, part in parts.items():
        text = text.replace(name, part)
    return text


def finish_tables(drafts: Mapping[str, Draft]) -> list[LiveTable]:
    """Make the tables of their drafts, in the order in which the catalogue listed them."""
    return [draft.table(name) for name, draft in drafts.items()]
