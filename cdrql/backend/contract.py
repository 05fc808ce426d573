"""The contract of a backend, and how one is found by its name."""

from abc import abstractmethod
from collections.abc import Callable
from functools import cache
from importlib.metadata import entry_points
from typing import ClassVar

from cdrql.backend import sql
from cdrql.backend.binding import Binding
from cdrql.backend.reading import Reading
from cdrql.backend.sql import Sql
from cdrql.errors import BackendError, Problem, did_you_mean, spelled
from cdrql.model.warehouse import Start
from cdrql.planning.plan import Period

GROUP = "cdrql.backends"


class Backend(Binding, Reading):
    """What differs from dialect to dialect, and nothing else.

    `Reading` is the part that gets raw columns; the methods here get names of the inner query's
    columns; `Binding` gets values. What a method may need twice comes as a function that makes it
    anew. All of SQL give one expression, and none of these sees a value.
    """

    dialect: ClassVar[str]  # sqlglot's name of the dialect
    materialized: ClassVar[bool] = False  # the inner query is WITH ... AS MATERIALIZED
    fenced: ClassVar[bool] = False  # keys are made in a subquery that the planner leaves alone
    flat: ClassVar[bool] = False  # WITH names expressions, for any clause: one level is enough
    unlimited: ClassVar[str | None] = None  # the LIMIT that an OFFSET alone needs, if it does
    joins_with_defaults: ClassVar[bool] = False  # a LEFT JOIN fills with 0 and '' instead of NULL

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

    def hundredths_text(self, value: Callable[[], Sql]) -> Sql:
        """Print a whole number of hundredths, without trailing zeros."""
        return self.number_text(self.decimal(value, 2))

    def text_of(self, key: str) -> Sql:
        """Give the text of a text key."""
        return sql.column(key)

    def money(self, total: str, money_scale: int) -> Sql:
        """Give a sum of money as a number; `money_scale` is 10 to the places it is kept with."""
        return sql.column(total)

    def money_bound(self, total: str, money_scale: int) -> Sql:
        """Give a sum of money as a whole number of its smallest unit, to compare with."""
        return sql.times(money_scale, sql.column(total))

    def exact_quotient(
        self, above: Callable[[], Sql], below: Callable[[], Sql], places: int
    ) -> Sql | None:
        """Divide whole numbers and round half up, away from zero, if decimals here do so exactly.

        Where they do not (a quotient that is rounded twice, or in binary), it is put together of
        whole numbers by `whole_quotient` and `decimal`.
        """
        return None

    def number_text(self, number: Sql) -> Sql:
        """Print a whole number, or what `exact_quotient` gave, without trailing zeros."""
        return sql.as_text(number)

    def real(self, value: Sql) -> Sql:
        """Make a whole number a double, for an exact enough quotient to sort by."""
        return sql.as_real(value)

    def wide(self, count: Sql) -> Sql:
        """Make a whole number wide enough to be multiplied by a bound."""
        return count


def get_backend(name: str) -> Backend:
    """Give an installed backend by its name; BackendError where there is none that works."""
    return _load(name if isinstance(name, str) else spelled(name))


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
