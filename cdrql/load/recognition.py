"""Recognises by its content which system wrote an export; what is known lies in layouts/."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from cdrql.load.sources import ColumnPlaces


@dataclass(frozen=True, slots=True)
class SystemLayout:
    """How a system writes calls.

    `marks` are names that tell its header; `names` are its columns, in order, where it writes none,
    and `shapes` what the values of some of them match then. Such lines have at least `fewest` and
    at most `most` columns (None: as many as there are names). `columns` says where each column of
    the warehouse comes from, as `--column` does, or in several ways of which the first counts that
    the file has. A line is no call where all that it holds matches `skipped`, or where a column
    that `calls` names does not match. `parts` says how the lines after a call add to it: `kind` is
    the column that says `whole` of a call, `call` the one that all of its lines share, and what
    stands in `adds` of a call is 0 where its parts have it.
    """

    name: str
    title: str
    columns: Mapping[str, str | Sequence[str]]
    marks: Sequence[str] = ()
    names: Sequence[str] = ()
    shapes: Mapping[str, str] = field(default_factory=dict)
    fewest: int | None = None
    most: int | None = None
    skipped: str | None = None
    calls: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)

    def has_header(self, cells: Sequence[str]) -> bool:
        """Tell whether these are the names of this layout's header."""
        return bool(self.marks) and ColumnPlaces(cells).has(self.marks)

    def has_values(self, cells: Sequence[str]) -> bool:
        """Tell whether these are the values of a call, in a file without a header."""
        fewest, most = self.fewest or len(self.names), self.most or len(self.names)
        if not self.shapes or not fewest <= len(cells) <= most:
            return False
        values = dict(zip(self.names, cells, strict=False))
        return all(
            re.fullmatch(shape, values.get(name, "").strip()) for name, shape in self.shapes.items()
        )

    def is_call(self, cells: Sequence[str], names: Sequence[str]) -> bool:
        """Tell whether a line is a call, and not a word about the file or an entry of another kind.

        A line that cannot be split has no cells, and is to be told as such.
        """
        if cells and self.skipped is not None and _all_match(self.skipped, cells):
            return False
        values = dict(zip(names, cells, strict=False))
        return all(
            _all_match(shape, [values[name]])
            for name, shape in self.calls.items()
            if name in values
        )

    def names_of(self, width: int) -> tuple[str, ...]:
        """Name so many columns, those beyond the known ones by their number."""
        known = self.names[:width]
        return (*known, *(f"column {i + 1}" for i in range(len(known), width)))


def _all_match(shape: str, cells: Sequence[str]) -> bool:
    return all(re.fullmatch(shape, cell.strip(), re.IGNORECASE) for cell in cells)


class Recognised(NamedTuple):
    """The layout of a file, and whether its first line is a header."""

    layout: SystemLayout
    header: bool


@cache
def system_layouts() -> tuple[SystemLayout, ...]:
    """Read the layouts that are known, those that are told by the most names first."""
    found = [
        SystemLayout(name=file.name.removesuffix(".toml"), **tomllib.loads(file.read_text("utf-8")))
        for file in files("cdrql.load.layouts").iterdir()
        if file.name.endswith(".toml")
    ]
    return tuple(sorted(found, key=lambda layout: (-len(layout.marks), layout.name)))


def recognise_layout(rows: Sequence[Sequence[str]]) -> Recognised | None:
    """Recognise the layout of a file's first lines, split into fields, the header among them."""
    for layout in system_layouts():
        if rows and layout.has_header(rows[0]):
            return Recognised(layout, header=True)
    for layout in system_layouts():
        # A broken line here and there is no reason not to know the others.
        if 2 * sum(map(layout.has_values, rows)) > len(rows):
            return Recognised(layout, header=False)
    return None
