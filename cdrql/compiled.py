"""What a caller of `compile` gets: SQL, the values of its parameters, and what its columns mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from cdrql.errors import Problem


class Params(dict[str, object]):
    """The values of named parameters: a dict, for drivers insist on one, that cannot change."""

    def _refuse(self, *_: Any, **__: Any) -> Any:
        raise TypeError("the parameters of a compiled request cannot be changed")

    # What is compiled once may be run by many, whom a changed value would answer wrongly.
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
