"""How values are put to the parameters of a statement, in the form that the driver takes."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from cdrql.backend import Backend
from cdrql.backend.sql import END_MARK, MARK
from cdrql.backend.starts import (
    bound_kind,
    clock_reading,
    epoch_number,
    round_up,
    start_text,
    widen_bound,
)
from cdrql.compiled import Column, Compiled, Params
from cdrql.emit.blaming import blame_backend, fault_of
from cdrql.emit.quotients import quotient_of
from cdrql.emit.target import target_of
from cdrql.errors import Problem
from cdrql.language.values import Value, scaled_bound
from cdrql.model.warehouse import Start
from cdrql.options import Style
from cdrql.planning.plan import Compared, Plan

# A parameter in printed SQL: its name, and the kind of its value.
MARKED = re.compile(f"{MARK}([a-zA-Z0-9_]+):([a-z]+){END_MARK}")


@dataclass(frozen=True, slots=True)
class Statement:
    """A compiled shape: everything about its requests but their values."""

    sql: str
    style: Style
    slots: tuple[tuple[str, str], ...]  # (parameter, kind of value), in the order of the text
    encoders: tuple[tuple[str, str, Callable[[Any], object]], ...]
    columns: tuple[Column, ...]
    parts: tuple[str, ...]
    dialect: str
    backend: Backend

    def bind(self, values: Mapping[str, Value], warnings: tuple[Problem, ...]) -> Compiled:
        """Put values to the parameters."""
        try:
            return self._bound(values, warnings)
        except Exception as error:
            blame_backend(self.backend, error)
            raise

    def _bound(self, values: Mapping[str, Value], warnings: tuple[Problem, ...]) -> Compiled:
        encoded: dict[str, object] = dict(values)
        for name, source, encode in self.encoders:
            if (value := encode(encoded[source])) is None:  # nothing compares with NULL
                raise fault_of(self.backend, "it gives no value for a bound")
            encoded[name] = value
        sql = self._inlined(encoded) if self.style == "literal" else self.sql
        return Compiled(sql, self._params(encoded), self.columns, warnings, self.dialect)

    def _params(self, values: dict[str, object]) -> Mapping[str, object] | tuple[object, ...]:
        """Arrange the values as the style wants them; literals are in the text already."""
        if self.style == "literal":
            return ()
        # A `?` has no name: what stands twice in the text is given twice.
        if self.style == "qmark":
            return tuple(values[name] for name, _ in self.slots)
        # A `$1` may stand twice, so each value is given once, in the order of first use.
        if self.style == "numeric":
            return tuple(values[name] for name in dict(self.slots))
        return Params(values)

    def _inlined(self, values: dict[str, object]) -> str:
        """Write the values into the text, for a console."""
        return MARKED.sub(lambda m: self.backend.literal(values[m[1]], m[2]), self.sql)


# The form that the start column, or a number's unit, asks of a value.


def encoders(
    plan: Plan, backend: Backend, kinds: Mapping[str, str]
) -> list[tuple[str, str, Callable[[Any], object]]]:
    """Say which value each parameter that is not bound as it is comes from, and in what form."""
    found: list[tuple[str, str, Callable[[Any], object]]] = []
    fold, start = plan.warehouse.fold, target_of(plan.warehouse, backend).stored_start
    # The rows of a call may lie outside the window by as much as a call lasts.
    if fold:
        for name, seconds in (("start_at", -fold.longest), ("end_at", fold.longest)):
            moved = widen_bound(seconds)
            found.append((f"rows_{name}", name, partial(_moved, moved, start, backend)))
    bound = partial(backend_bound, start=start, backend=backend)
    found += [(name, name, bound) for name in ("start_at", "end_at")]
    found += [(name, name, backend.prefix) for name, kind in kinds.items() if kind == "prefix"]
    for compared in (p for p in plan.predicates if isinstance(p, Compared)):
        # A bound in seconds is compared with milliseconds where those are stored.
        scale = compared.field.rounding(backend.exact_decimals) or 1
        factor = compared.field.divisor * scale
        if factor > 1:
            found.append((compared.param, compared.param, partial(_times, factor)))
    for bounded in plan.having:
        places = quotient_of(bounded.measure, plan.warehouse).places
        encode = partial(scaled_bound, operator=bounded.operator, places=places)
        found.append((bounded.param, bounded.param, encode))
    return found


def backend_bound(value: datetime, start: Start, backend: Backend) -> object:
    """Give a bound of the window (naive UTC) as the start column holds it.

    An epoch of milliseconds holds `1704067200000`, a text `2024-01-01 00:00:00`.
    """
    if start.stores == "epoch":
        number = epoch_number(value, start)
        return backend.number(number) if isinstance(number, Decimal) else _within(number)
    if start.stores == "text":
        return start_text(clock_reading(value, start), start)
    kind = bound_kind(start, backend.types)
    if kind == "second":
        return backend.second(round_up(value, 0))
    return (backend.zoned if kind == "zoned" else backend.instant)(clock_reading(value, start))


def _moved(
    move: Callable[[datetime], datetime], start: Start, backend: Backend, value: datetime
) -> object:
    return backend_bound(move(value), start, backend)


def _times(divisor: int, value: int) -> int:
    return _within(value * divisor)


def _within(value: int) -> int:
    """Keep a number within 64 bits, beyond which nothing is stored."""
    return max(-(2**63), min(2**63 - 1, value))
