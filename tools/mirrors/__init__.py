"""Mirrors: mappings of other tables, into which the same calls are put in other shapes.

The reference's answers must come out of each, on every engine that its mapping claims. A mapping
lies in this folder; `shapes.py` says how calls become its rows, `own.py` what the reference has to
know beyond the default warehouse.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import KW_ONLY, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar
from unittest.mock import patch

import cdrql
from cdrql.conformance import reference
from cdrql.conformance.random_calls import random_calls
from cdrql.conformance.random_requests import random_request
from cdrql.mapping import read_mapping
from cdrql.model.default import DEFAULT
from cdrql.model.vocabulary import DIMENSIONS, MEASURES, loose
from tools.engines import ENGINES, Engine, Params, Scratch
from tools.mirrors.storage import fill, make

FOLDER = Path(__file__).parent

Call = dict[str, Any]
Known = TypeVar("Known")  # what the reference knows of a dimension or a measure
Request = dict[str, Any]
# A table of the mapping, and what one row of it holds.
Row = tuple[str, dict[str, Any]]


# How a call becomes rows; what it changes of a row; how a call becomes one that tables can hold.
RowsOf = Callable[[random.Random, Call], Iterator[Row]]
Change = Callable[[random.Random, Call], dict[str, Any]]
Suited = Callable[[random.Random, Call], Call]


def as_it_is(_: random.Random, call: Call) -> Call:
    return call


class World:
    """What random requests are asked of: the default warehouse, or a mirror of it."""

    def __str__(self) -> str:
        return "default"

    @property
    def warehouse(self) -> cdrql.Warehouse:
        """Give the mapping."""
        return DEFAULT

    def calls(self, rng: random.Random, n: int) -> list[Call]:
        """Make random calls."""
        return random_calls(rng, n)

    def request(self, rng: random.Random) -> Request:
        """Make a random request that it can answer."""
        return random_request(rng)

    def answer(
        self, request: Request, calls: Sequence[Call], output: str
    ) -> list[reference.ReferenceRow]:
        """Give the reference's answer."""
        return reference.answer(request, calls, output)


@dataclass(frozen=True, eq=False)
class Mirror(World):
    """A mapping, how calls are put into its tables, and what the reference makes of its own.

    `suited` changes what the tables cannot hold, before the reference sees the calls. `names` are
    the rows of the tables that names are looked up in, `types` the types of columns that are not of
    the plain ones, by dialect.
    """

    name: str
    rows: RowsOf
    suited: Suited = as_it_is
    _: KW_ONLY
    names: Sequence[Row] = ()
    types: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    dimensions: Mapping[str, tuple[str, str, bool]] = field(default_factory=dict)
    measures: Mapping[str, reference.KnownMeasure] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name

    @cached_property
    def warehouse(self) -> cdrql.Warehouse:
        """Load the mapping."""
        return cdrql.load_warehouse(FOLDER / f"{self.name}.toml")

    @property
    def engines(self) -> list[str]:
        """Name the engines that it claims, without loading it whole."""
        dialects = read_mapping(FOLDER / f"{self.name}.toml").mapping.dialects
        return [name for dialect in dialects for name in ENGINES[dialect]]

    @contextmanager
    def spoken(self) -> Iterator[None]:
        """Let the reference, and what makes requests, know its dimensions and measures alone."""
        dimensions = self._answerable(reference.KNOWN_DIMENSIONS) | {**self.dimensions}
        measures = self._answerable(reference.KNOWN_MEASURES) | {**self.measures}
        with (
            patch.dict(reference.KNOWN_DIMENSIONS, dimensions, clear=True),
            patch.dict(reference.KNOWN_MEASURES, measures, clear=True),
        ):
            yield

    def _answerable(self, rows: Mapping[str, Known]) -> dict[str, Known]:
        lacking = {
            loose(row.name) for row in (*DIMENSIONS, *MEASURES) if not self.warehouse.answers(row)
        }
        return {name: row for name, row in rows.items() if name not in lacking}

    def calls(self, rng: random.Random, n: int) -> list[Call]:
        """Make random calls that its tables can hold."""
        return [self.suited(rng, call) for call in super().calls(rng, n)]

    def request(self, rng: random.Random) -> Request:
        """Make a random request that it can answer."""
        with self.spoken():
            return super().request(rng)

    def answer(
        self, request: Request, calls: Sequence[Call], output: str
    ) -> list[reference.ReferenceRow]:
        """Give the reference's answer."""
        with self.spoken():
            return super().answer(request, calls, output)


class Mirrored:
    """An engine that holds the tables of a mirror, for whoever loads calls and asks."""

    def __init__(self, engine: Engine, mirror: Mirror) -> None:
        self.mirror = mirror
        self.name, self.dialect = f"{engine.name}-{mirror}", engine.dialect
        self.version = engine.version
        self._database: Scratch = engine.database(f"mirror_{mirror}")
        self._tables = make(self._database, mirror)

    def load(self, calls: Sequence[Call]) -> None:
        """Put these calls in place of all rows."""
        rng = random.Random(len(calls))
        rows = [row for call in calls for row in self.mirror.rows(rng, call)]
        rng.shuffle(rows)
        fill(self._database, self._tables, rows)

    def query(self, sql: str, params: Params = None) -> list[tuple[Any, ...]]:
        """Answer a statement."""
        return self._database.query(sql, params)

    def close(self) -> None:
        """Close the database."""
        self._database.close()


WORLD = World()
Asked = Engine | Mirrored
