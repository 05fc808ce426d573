"""The names of a query, each looked up in the vocabulary."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from cdrql.language.query import Query, Word
from cdrql.model.vocabulary import (
    DIMENSION,
    DIMENSIONS,
    MEASURE,
    MEASURES,
    PARTS,
    PERIOD,
    Dimension,
    Measure,
    loose,
)
from cdrql.model.warehouse import Warehouse

Definition = Dimension | Measure | str | None
# The lists whose names stand in one string; the names of `having` are keys.
LISTS = ("group", "fields", "period", "order")


@dataclass(frozen=True, slots=True)
class ResolvedName:
    """A word of the query, the path and index it stands at, and what it names; None: nothing."""

    word: Word
    path: str
    index: int
    definition: Definition

    def text(self, query: Query) -> str:
        """Give the text that the word's place is in; a measure of `having` is its own."""
        return query.sources[self.path] if self.path in LISTS else self.word.text


@dataclass(frozen=True, slots=True)
class ResolvedQuery:
    """A query with its names looked up in the vocabulary and in the warehouse's own names."""

    query: Query
    warehouse: Warehouse
    group: tuple[ResolvedName, ...]
    fields: tuple[ResolvedName, ...]
    period: tuple[ResolvedName, ...]
    order: tuple[ResolvedName, ...]
    having: tuple[ResolvedName, ...]
    unasked: tuple[ResolvedName, ...]

    def lists(self) -> tuple[tuple[ResolvedName, ...], ...]:
        """Give the lists whose names stand once each."""
        return self.group, self.fields, self.period, self.order, self.having

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """Give all dimensions, the warehouse's own last."""
        return (*DIMENSIONS, *self.warehouse.dimensions)

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Give all measures, the warehouse's own last."""
        return (*MEASURES, *self.warehouse.measures)


def resolve_names(query: Query, warehouse: Warehouse) -> ResolvedQuery:
    """Look up every name of a query."""
    rows: tuple[Dimension | Measure, ...] = (*warehouse.dimensions, *warehouse.measures)
    own = {loose(row.name): row for row in rows}
    definition = partial(_find_definition, own)
    return ResolvedQuery(
        query,
        warehouse,
        _resolve_list("group", query.group.words if query.group else (), definition),
        _resolve_list("fields", query.fields.words if query.fields else (), definition),
        _resolve_list("period", query.period.words if query.period else (), _find_part),
        _resolve_list("order", tuple(key.words[0] for key in query.order_keys), definition),
        _resolve_keys(tuple(name for name, _ in query.having), definition),
        _resolve_keys(query.unasked, definition),
    )


def _resolve_keys(
    names: tuple[str, ...], definition: Callable[[str], Definition]
) -> tuple[ResolvedName, ...]:
    return tuple(
        # A key stands in no string of the language, so its own text is pointed at.
        ResolvedName(Word(name, (0, max(1, len(name)))), f"having.{name}", i, definition(name))
        for i, name in enumerate(names)
    )


def _resolve_list(
    path: str, words: tuple[Word, ...], definition: Callable[[str], Definition]
) -> tuple[ResolvedName, ...]:
    return tuple(ResolvedName(word, path, i, definition(word.text)) for i, word in enumerate(words))


def _find_definition(own: Mapping[str, Dimension | Measure], name: str) -> Definition:
    """Find what a name stands for: a dimension, a measure, or the period."""
    folded = loose(name)
    known = DIMENSION.get(folded) or MEASURE.get(folded) or own.get(folded)
    return known or (PERIOD if folded == PERIOD else None)


def _find_part(name: str) -> Definition:
    """Find the part of a period that a name stands for."""
    folded = loose(name)
    return folded if folded in PARTS else None
