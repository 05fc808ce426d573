"""The Plan: what a request means, names resolved, without dialect and without values."""

from dataclasses import dataclass
from datetime import datetime

from cdrql.choices import Output
from cdrql.fields import Dimension, Measure, Sum
from cdrql.warehouse import Column, Warehouse


@dataclass(frozen=True, slots=True)
class Period:
    """The chosen parts of a call's start, in the order year, month, day, hour, in local time.

    `steps` are the offsets of the zone inside the window: (from when, in naive UTC; seconds
    east of UTC), the first from ever on; empty for UTC.
    """

    parts: tuple[str, ...]
    zone: str
    steps: tuple[tuple[datetime, int], ...]


@dataclass(frozen=True, slots=True)
class Window:
    """The calls that start in [start_at, end_at)."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """The column equals one of the parameters or, with `empty`, holds NULL (or an empty text)."""

    column: Column
    params: tuple[str, ...]
    empty: bool
    text: bool


@dataclass(frozen=True, slots=True)
class Prefixed:
    """The text column starts with one of the parameters."""

    column: Column
    params: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """The column compares with the parameter as the operator says."""

    column: Column
    operator: str
    param: str


@dataclass(frozen=True, slots=True)
class AnyFilled:
    """At least one of the text columns is not empty."""

    columns: tuple[Column, ...]


Predicate = Window | OneOf | Prefixed | Compared | AnyFilled


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
    order: tuple[Sorting, ...]
    limited: bool
    skipping: bool
