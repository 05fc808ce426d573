"""The contract of a backend, and how one is found by its name."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import cache
from importlib.metadata import entry_points
from typing import ClassVar

from sqlglot import exp

from cdrql import sql
from cdrql.binding import Binding
from cdrql.errors import BackendError, Problem, did_you_mean
from cdrql.plan import Period
from cdrql.sql import Sql
from cdrql.warehouse import Start

GROUP = "cdrql.backends"


class Backend(Binding, ABC):
    """What differs from dialect to dialect, and nothing else.

    Methods of the first part get raw columns; those of the second get names of the inner query's
    columns. What a method may need twice comes as a function that makes it anew. All give one
    expression, and none of these sees a value.
    """

    dialect: ClassVar[str]  # sqlglot's name of the dialect
    materialized: ClassVar[bool] = False  # the inner query is WITH ... AS MATERIALIZED
    unlimited: ClassVar[str | None] = None  # the LIMIT that an OFFSET alone needs, if it does
    # Functions of one row, in lower case, that mappings may call and sqlglot has no class for.
    functions: ClassVar[frozenset[str]] = frozenset()
    joins_with_defaults: ClassVar[bool] = False  # a LEFT JOIN fills with 0 and '' instead of NULL

    # Inside: raw columns, once for each call.

    @abstractmethod
    def text_key(self, column: Sql) -> Sql:
        """Give a text to group by: NULL as empty, exact, ordered by code point."""

    @abstractmethod
    def equals_exactly(self, column: Callable[[], Sql], options: Callable[[], list[Sql]]) -> Sql:
        """Test a text for one of some values, exactly and by the column's index."""

    @abstractmethod
    def starts_with(self, column: Callable[[], Sql], prefix: Callable[[], Sql]) -> Sql:
        """Test a text for a prefix, exactly and by the column's index; see `prefix`."""

    @abstractmethod
    def period_key(self, period: Period, start: Start, stored: Callable[[], Sql]) -> Sql:
        """Give the chosen parts of a start in local time, in any form that sorts as they do.

        `stored` is the start column, `start` what it stores; see `Period` for the zone.
        """

    @abstractmethod
    def digits(self, text: Callable[[], Sql]) -> Sql:
        """Give the whole number that a text of 1 to 18 digits spells; NULL for any other text."""

    def filled(self, column: Sql) -> Sql:
        """Test that a text is neither NULL nor empty."""
        return sql.compare(column, "!=", sql.text(""))

    def addend(self, column: Sql) -> Sql:
        """Widen a whole number so that its sum cannot overflow in silence."""
        return column

    @abstractmethod
    def scaled(self, column: Sql, scale: int) -> Sql:
        """Give a number times `scale` as the nearest whole number, wide enough to be summed."""

    @abstractmethod
    def cut(self, column: Sql, divisor: int, whole: bool) -> Sql:
        """Divide a number by `divisor`, and cut the fraction; `whole` where it has none itself."""

    def money_sum(self, column: Sql, money_scale: int) -> Sql:
        """Sum money exactly, by `money_scale` where it needs one; NULL where every value is."""
        return exp.Sum(this=column)

    # Outside: names of the inner query's columns, once for each row of the answer.

    @abstractmethod
    def period_text(self, period: Period, start: Start, key: str) -> Sql:
        """Print a period key: zero-padded parts joined by a blank."""

    @abstractmethod
    def clock(self, seconds: Callable[[], Sql]) -> Sql:
        """Print seconds as HH:MM:SS, with as many hours as it takes, and a sign."""

    @abstractmethod
    def whole_quotient(self, left: Sql, right: Sql) -> Sql:
        """Divide two whole numbers, dropping the remainder; NULL where the divisor is."""

    @abstractmethod
    def decimal(self, value: Callable[[], Sql], places: int) -> Sql:
        """Give a whole number of 10**-places as an exact number."""

    @abstractmethod
    def hundredths_text(self, value: Callable[[], Sql]) -> Sql:
        """Print a whole number of hundredths, without trailing zeros."""

    def text_of(self, key: str) -> Sql:
        """Give the text of a text key."""
        return sql.column(key)

    def money(self, total: str, money_scale: int) -> Sql:
        """Give a sum of money as a number; `money_scale` is 10 to the places it is kept with."""
        return sql.column(total)

    def money_bound(self, total: str, money_scale: int) -> Sql:
        """Give a sum of money as a whole number of its smallest unit, to compare with."""
        return sql.times(money_scale, sql.column(total))

    def integer_text(self, count: Sql) -> Sql:
        """Print a whole number."""
        return sql.as_text(count)

    def real(self, value: Sql) -> Sql:
        """Make a whole number a double, for an exact enough quotient to sort by."""
        return sql.as_real(value)

    def wide(self, count: Sql) -> Sql:
        """Make a whole number wide enough to be multiplied by a bound."""
        return count

    def adapt(self, node: Sql) -> Sql:
        """Print a node of a mapping's expression otherwise where sqlglot's way will not do."""
        return node


def get_backend(name: str) -> Backend:
    """Give an installed backend by its name; BackendError where there is none that works."""
    return _load(name if isinstance(name, str) else repr(name))


@cache
def _load(name: str) -> Backend:
    """Load a backend, once."""
    found = {entry.name: entry for entry in entry_points(group=GROUP)}
    if name not in found:
        hint = did_you_mean(name, found, f"installed are {', '.join(sorted(found))}")
        raise BackendError(Problem("CDR501", f"there is no backend `{name[:64]}`", hint=hint))
    try:
        backend = found[name].load()()
    except Exception as error:  # whatever a package of somebody else does wrong
        message = f"the backend `{name}` (`{found[name].value}`) cannot be loaded: {error}"
        raise BackendError(Problem("CDR501", message)) from error
    if not isinstance(backend, Backend):
        message = f"`{found[name].value}` is not a cdrql backend"
        raise BackendError(Problem("CDR501", message, hint="derive it from cdrql.backend.Backend"))
    return backend


def backend_names() -> tuple[str, ...]:
    """Name the installed backends."""
    return tuple(sorted({entry.name for entry in entry_points(group=GROUP)}))
