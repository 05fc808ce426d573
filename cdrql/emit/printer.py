"""The last stage: sqlglot prints the tree, and parameters get the form that a driver takes."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import lru_cache, partial
from itertools import chain
from typing import Any, Literal

from sqlglot import exp

from cdrql.backend import Backend
from cdrql.backend.sql import END_MARK, MARK, printed
from cdrql.backend.starts import epoch, kind_of, reading, rounded_up, widened, written
from cdrql.emit.groups import quotient
from cdrql.errors import BackendError, Problem, did_you_mean, spelled
from cdrql.language.values import Value, scaled
from cdrql.model.vocabulary import PERIOD, Dimension, Measure
from cdrql.model.warehouse import Start
from cdrql.options import STYLES, Output, Style
from cdrql.planning.plan import Compared, Period, Plan

# A parameter in printed SQL: its name, and the kind of its value.
_MARKED = re.compile(f"{MARK}([a-zA-Z0-9_]+):([a-z]+){END_MARK}")


class Params(dict[str, object]):
    """The values of named parameters: a dict, for drivers insist on one, that cannot change."""

    def _refuse(self, *_: Any, **__: Any) -> Any:
        raise TypeError("the parameters of a compiled request cannot be changed")

    __setitem__ = __delitem__ = __ior__ = pop = popitem = clear = _refuse
    update: Any = _refuse
    setdefault: Any = _refuse

    def __reduce__(self) -> tuple[type["Params"], tuple[dict[str, object]]]:
        """Pickle and copy as a whole, for items cannot be set one by one."""
        return Params, (dict(self),)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the answer: `name` in the response, `field` in the request, type and unit.

    `type` is integer, text or decimal (an exact number); `unit` is calls, seconds, percent or
    money for a measure that is a number, None otherwise.
    """

    name: str
    field: str
    type: Literal["integer", "text", "decimal"]
    unit: str | None = None


_PERIOD = Column(PERIOD, PERIOD, "text")


@dataclass(frozen=True, slots=True)
class Compiled:
    """A compiled request: what the driver takes, and what its rows mean.

    `params` is what a driver's `execute` takes beside `sql`: a dict for named styles, a tuple
    for positional ones, an empty tuple for literals; `repr` leaves it out, for logs are read by
    others. `warnings` are problems with codes CDR8xx.
    """

    sql: str
    params: Mapping[str, object] | tuple[object, ...] = field(repr=False)
    columns: tuple[Column, ...]
    warnings: tuple[Problem, ...]
    dialect: str


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
        encoded: dict[str, object] = dict(values)
        for name, source, encode in self.encoders:
            encoded[name] = encode(encoded[source])
        sql = self._inlined(encoded) if self.style == "literal" else self.sql
        return Compiled(sql, self._params(encoded), self.columns, warnings, self.dialect)

    def _params(self, values: dict[str, object]) -> Mapping[str, object] | tuple[object, ...]:
        """Arrange the values as the style wants them; literals are in the text already."""
        if self.style == "literal":
            return ()
        if self.style == "qmark":
            return tuple(values[name] for name, _ in self.slots)
        if self.style == "numeric":
            return tuple(values[name] for name in dict(self.slots))
        return Params(values)

    def _inlined(self, values: dict[str, object]) -> str:
        """Write the values into the text, for a console."""
        return _MARKED.sub(lambda m: self.backend.literal(values[m[1]], m[2]), self.sql)


def print_statement(
    tree: exp.Select, plan: Plan, backend: Backend, dialect: str, style: Style | None
) -> Statement:
    """Print a tree, and give its parameters the form of the style."""
    style = style or backend.paramstyle
    # Text, name, kind, text, name, kind, ..., text.
    pieces = _MARKED.split(printed(tree, backend.dialect))
    slots = tuple(zip(pieces[1::3], pieces[2::3], strict=True))
    return Statement(
        _styled(pieces[::3], style, backend, slots),
        style,
        slots,
        tuple(_encoders(plan, backend, dict(slots))),
        tuple(
            _PERIOD if isinstance(column, Period) else _column(column, plan.output)
            for column in plan.columns
        ),
        plan.period.parts if plan.period else (),
        dialect,
        backend,
    )


def _styled(
    texts: list[str], style: Style, backend: Backend, slots: tuple[tuple[str, str], ...]
) -> str:
    """Put the driver's form between the texts; our own `%` is doubled where it would count."""
    if style == "literal":
        forms = [f"{MARK}{name}:{kind}{END_MARK}" for name, kind in slots]
    elif style == "pyformat":
        forms = [f"%({name})s" for name, _ in slots]
        texts = [text.replace("%", "%%") for text in texts]
    elif style == "named":
        forms = [f":{name}" for name, _ in slots]
    elif style == "typed":
        forms = [f"{{{name}:{backend.types[kind]}}}" for name, kind in slots]
    elif style == "qmark":
        forms = ["?"] * len(slots)
    else:
        places = {name: place for place, name in enumerate(dict(slots), 1)}
        forms = [f"${places[name]}" for name, _ in slots]
    return "".join(chain.from_iterable(zip(texts, [*forms, ""], strict=True)))


def _encoders(
    plan: Plan, backend: Backend, kinds: Mapping[str, str]
) -> list[tuple[str, str, Callable[[Any], object]]]:
    """Say which value each parameter that is not bound as it is comes from, and in what form."""
    found: list[tuple[str, str, Callable[[Any], object]]] = []
    house = plan.warehouse
    start = house.start_in(backend.dialect)
    if house.fold:
        for name, seconds in (("start_at", -house.fold.longest), ("end_at", house.fold.longest)):
            moved = widened(seconds)
            found.append((f"rows_{name}", name, partial(_moved, moved, start, backend)))
    bound = partial(backend_bound, start=start, backend=backend)
    found += [(name, name, bound) for name in ("start_at", "end_at")]
    found += [(name, name, backend.prefix) for name, kind in kinds.items() if kind == "prefix"]
    for compared in (p for p in plan.predicates if isinstance(p, Compared)):
        scale = compared.field.rounding(backend.exact_decimals) or 1
        factor = compared.field.divisor * scale
        if factor > 1:
            found.append((compared.param, compared.param, partial(_times, factor)))
    for asked in plan.having:
        places = quotient(asked.measure, house).places
        encode = partial(scaled, operator=asked.operator, places=places)
        found.append((asked.param, asked.param, encode))
    return found


def backend_bound(value: datetime, start: Start, backend: Backend) -> object:
    """Give a bound of the window as the start column holds it."""
    if start.stores == "epoch":
        number = epoch(value, start)
        return backend.number(number) if isinstance(number, Decimal) else _within(number)
    if start.stores == "text":
        return written(reading(value, start), start)
    kind = kind_of(start, backend.types)
    if kind == "second":
        return backend.second(rounded_up(value, 0))
    return (backend.zoned if kind == "zoned" else backend.instant)(reading(value, start))


def _moved(
    move: Callable[[datetime], datetime], start: Start, backend: Backend, value: datetime
) -> object:
    """Give a bound that is moved before it is converted."""
    return backend_bound(move(value), start, backend)


def _times(divisor: int, value: int) -> int:
    """Give a bound on seconds in the units that are stored."""
    return _within(value * divisor)


def _within(value: int) -> int:
    """Keep a number within 64 bits, beyond which nothing is stored."""
    return max(-(2**63), min(2**63 - 1, value))


@lru_cache(maxsize=1024)
def _column(column: Dimension | Measure, output: Output) -> Column:
    """Describe a column of the answer."""
    if isinstance(column, Dimension):
        unit = "seconds" if column.field == "duration" else None
        return Column(column.key, column.name, column.type, unit)
    exact = column.format in ("acd", "asr", "number")
    if output == "response" and column.format != "number":
        return Column(column.key, column.name, "text")
    return Column(column.key, column.name, "decimal" if exact else "integer", column.unit)


def check_style(style: object, backend: Backend, dialect: str) -> None:
    """Refuse a parameter style that is unknown, or that the backend has no types for."""
    if style is None or (style in STYLES and (style != "typed" or backend.types)):
        return
    message = f"the backend `{dialect}` has no parameter style `{spelled(style)}`"
    known = [name for name in STYLES if name != "typed" or backend.types]
    hint = did_you_mean(spelled(style), known, f"it has {', '.join(known)}")
    raise BackendError(Problem("CDR502", message, hint=hint))
