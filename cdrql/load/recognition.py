"""Recognises by its content which system wrote an export; what is known lies in layouts/."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from cdrql.model.column_names import spelling_key


@dataclass(frozen=True, slots=True)
class SystemLayout:
    """How a system writes calls.

    `marks` are names that tell its header; `names` are its columns, in order, where it writes none,
    and `shapes` what the values of some of them match then. Such lines have at least `fewest` and
    at most `most` columns (None: as many as there are names). `columns` says where each column of
    the warehouse comes from, as `--column` does. Lines are no calls where all that they hold
    matches `skipped`.
    """

    name: str
    title: str
    columns: Mapping[str, str]
    marks: Sequence[str] = ()
    names: Sequence[str] = ()
    shapes: Mapping[str, str] = field(default_factory=dict)
    fewest: int | None = None
    most: int | None = None
    skipped: str | None = None

    def has_header(self, cells: Sequence[str]) -> bool:
        """Tell whether these are the names of this layout's header."""
        found = {spelling_key(cell) for cell in cells}
        return bool(self.marks) and all(spelling_key(mark) in found for mark in self.marks)

    def has_values(self, cells: Sequence[str]) -> bool:
        """Tell whether these are the values of a call, in a file without a header."""
        fewest, most = self.fewest or len(self.names), self.most or len(self.names)
        if not self.shapes or not fewest <= len(cells) <= most:
            return False
        values = dict(zip(self.names, cells, strict=False))
        return all(
            re.fullmatch(shape, values.get(name, "").strip()) for name, shape in self.shapes.items()
        )

    def is_skipped(self, cells: Sequence[str]) -> bool:
        """Tell whether a line is no call, but says something of the file."""
        pattern = self.skipped
        # A line that cannot be split has no cells, and is to be told as such.
        if pattern is None or not cells:
            return False
        return all(re.fullmatch(pattern, cell.strip()) for cell in cells)

    def names_of(self, width: int) -> tuple[str, ...]:
        """Name so many columns, those beyond the known ones by their number."""
        known = self.names[:width]
        return (*known, *(f"column {i + 1}" for i in range(len(known), width)))


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
