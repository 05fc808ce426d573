"""Rows of a catalogue become tables: what the engines' readers share."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cdrql.engines.schema import Index, LiveColumn, Table
from cdrql.model.columns import Kind

Rows = Sequence[tuple[Any, ...]]


@dataclass(slots=True)
class Draft:
    """A table while rows of the catalogue are gathered."""

    is_view: bool
    sorting: str
    rows: int | None
    columns: dict[str, LiveColumn] = field(default_factory=dict)
    indexes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    unique: set[str] = field(default_factory=set)

    def finished(self, name: str) -> Table:
        """Make the table."""
        keys = (tuple(parts) for index, parts in self.indexes.items() if index in self.unique)
        indexes = tuple(Index(index, tuple(parts)) for index, parts in self.indexes.items())
        return Table(
            name, self.columns, tuple(keys), indexes, self.sorting, self.rows, self.is_view
        )


def gathered(tables: Rows, columns: Iterable[tuple[str, LiveColumn]]) -> dict[str, Draft]:
    """Put columns into their tables, which are rows of name, is a view, sorting, rows."""
    drafts = {
        name: Draft(bool(is_view), sorting or "", None if rows is None or rows < 0 else int(rows))
        for name, is_view, sorting, rows in tables
    }
    for table, column in columns:
        if table in drafts:
            drafts[table].columns[column.name] = column
    return drafts


def add_indexes(drafts: Mapping[str, Draft], parts: Rows) -> None:
    """Add indexes, which are rows of table, index, is unique, column; each in its order."""
    for table, index, unique, column in parts:
        if table in drafts:
            drafts[table].indexes[index].append(column)
            if unique:
                drafts[table].unique.add(index)


def kinds_of(pairs: Mapping[Kind, str]) -> Mapping[str, Kind]:
    """Turn kinds with the types' names into names with their kinds."""
    return {word: kind for kind, words in pairs.items() for word in words.split()}


def with_parts(text: str, parts: Mapping[str, str]) -> str:
    """Put the parts that several queries share in the place of their names."""
    for name, part in parts.items():
        text = text.replace(name, part)
    return text


def finished(drafts: Mapping[str, Draft]) -> list[Table]:
    """Make the tables of their drafts."""
    return [draft.finished(name) for name, draft in drafts.items()]
