"""The tables of a live database, as its own catalogue lists them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from cdrql.model.columns import Kind, Stated

Form = tuple[str, Mapping[str, object]]  # the SQL of a field, and its keys in a mapping file


@dataclass(frozen=True, slots=True)
class LiveColumn:
    """A column as it is: `declared` is its type in the engine's words.

    Of times an `instant` is a point in time whatever a session's zone is; another is only a
    clock's. Of whole numbers those of a `narrow` type have 32 bits at most.
    """

    name: str
    declared: str
    kind: Kind
    nullable: bool = True
    instant: bool = False
    narrow: bool = False

    def stated(self, narrow: bool) -> Stated:
        """Give what a mapping is to state of it; `narrow` where that shall be told."""
        return Stated(self.kind, not self.nullable, narrow and self.narrow)

    @property
    def scale(self) -> int | None:
        """Count the digits after the point that the type allows; None where it does not say.

        DECIMAL(14, 6) allows 6, an integer none.
        """
        found = re.search(r"\(\s*\d+\s*,\s*(\d+)\s*\)", self.declared)
        if self.kind == "decimal":
            return int(found[1]) if found else None
        return 0 if self.kind == "integer" else None

    @property
    def whole(self) -> bool:
        """Tell whether times are in whole seconds, as far as the type says."""
        # DateTime64(6), TIMESTAMP(3); Postgres has microseconds unless it says otherwise.
        return not re.search(r"64\(|\([1-9]|^timestamp with", self.declared)


@dataclass(frozen=True, slots=True)
class Index:
    """An index over all rows of a table; an expression stands where it is not over a column."""

    name: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LiveTable:
    """A table or view: `keys` are unique, `sorting` says how the engine lays its rows out.

    The name has its schema before a point where that is not the connection's own; `rows` is an
    estimate.
    """

    name: str
    columns: Mapping[str, LiveColumn]
    keys: tuple[tuple[str, ...], ...] = ()
    indexes: tuple[Index, ...] = ()
    sorting: str = ""
    rows: int | None = None
    is_view: bool = False
