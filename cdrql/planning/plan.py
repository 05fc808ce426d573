"""The Plan: what a request means, names resolved, without dialect and without values."""

from dataclasses import dataclass
from datetime import datetime

from cdrql.language.zones import SkippedReadings
from cdrql.model.policy import Mask
from cdrql.model.vocabulary import Dimension, Measure, Sum
from cdrql.model.warehouse import Field, Warehouse
from cdrql.options import Output


@dataclass(frozen=True, slots=True)
class Period:
    """The chosen parts of a call's start, in the order year, month, day, hour, in local time.

    `zone` is that of the parts where an engine may convert by it, None where only the changes may.
    `offset_changes` are the seconds to add to what is stored: (from when as it is stored, seconds),
    the first from ever on; none where what is stored is shown. `skipped` are the readings of a
    clock that jumps over them, if they would be in another period than that of the jump: (the first
    as it is stored, the one behind the last, what is shown of them).
    """

    parts: tuple[str, ...]
    zone: str | None
    offset_changes: tuple[tuple[datetime, int], ...]
    skipped: tuple[SkippedReadings, ...]

    @property
    def unshifted(self) -> "Period":
        """Give the period of what is shown, whose keys are in the same form, and print alike."""
        changes = ((datetime.min, 0),) if self.offset_changes else ()
        return Period(self.parts, self.zone, changes, ())


# Predicates: what a call has to be.


@dataclass(frozen=True, slots=True)
class Window:
    """The calls that start in [start_at, end_at)."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """The field equals one of the parameters or, with `empty`, holds NULL (or an empty text)."""

    field: Field
    params: tuple[str, ...]
    empty: bool


@dataclass(frozen=True, slots=True)
class Prefixed:
    """The text field starts with one of the parameters."""

    field: Field
    params: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """The field compares with the parameter as the operator says."""

    field: Field
    operator: str
    param: str


@dataclass(frozen=True, slots=True)
class AnyHolds:
    """At least one of the boolean fields holds."""

    fields: tuple[Field, ...]


Predicate = Window | OneOf | Prefixed | Compared | AnyHolds


# What is made of groups.


@dataclass(frozen=True, slots=True)
class Bound:
    """A condition on a measure of the group: the exact value compares with the parameter."""

    measure: Measure
    operator: str
    param: str


@dataclass(frozen=True, slots=True)
class Sorting:
    """A key to sort the groups by."""

    by: Dimension | Measure | Period
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """A checked request: keys and sums that touch the rows, and what is made of them after."""

    warehouse: Warehouse
    output: Output
    keys: tuple[Dimension, ...]
    period: Period | None
    sums: tuple[Sum, ...]
    predicates: tuple[Predicate, ...]
    having: tuple[Bound, ...]
    columns: tuple[Dimension | Measure | Period, ...]
    masks: tuple[tuple[str, Mask], ...]
    order: tuple[Sorting, ...]
    limit: str | None  # the parameter
    offset: str | None

    @property
    def by(self) -> tuple[Dimension | Period, ...]:
        """Give all that calls are grouped by, the period last."""
        return self.keys if self.period is None else (*self.keys, self.period)

    def mask(self, row: Dimension) -> Mask | None:
        """Give what hides a part of a dimension, if anything does."""
        return dict(self.masks).get(row.field)
