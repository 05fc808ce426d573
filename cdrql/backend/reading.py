"""How a backend reads rows: the part of the contract that gets raw columns."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import ClassVar

from sqlglot import exp

from cdrql.backend import sql
from cdrql.backend.sql import Sql
from cdrql.model.policy import Mask
from cdrql.model.warehouse import Start
from cdrql.planning.plan import Period


class Reading(ABC):
    """Tests, keys and addends of a call: once for each row, so the engine's own types and indexes.

    What a method may need twice comes as a function that makes it anew.
    """

    # Functions of one row, in lower case, that mappings may call and sqlglot has no class for.
    functions: ClassVar[frozenset[str]] = frozenset()
    exact_decimals: ClassVar[bool] = True  # a DECIMAL column holds what was written

    @abstractmethod
    def text_key(self, column: Sql) -> Sql:
        """Give a text to group by: NULL as empty, exact, ordered by code point."""

    @abstractmethod
    def equals_exactly(self, column: Callable[[], Sql], options: Callable[[], list[Sql]]) -> Sql:
        """Test a text for one of some values, exactly and by the column's index."""

    @abstractmethod
    def starts_with(self, column: Callable[[], Sql], prefix: Callable[[], Sql]) -> Sql:
        """Test a text for a prefix, exactly, and by the column's index where one is exact."""

    @abstractmethod
    def period_key(self, period: Period, start: Start, stored: Callable[[], Sql]) -> Sql:
        """Give the chosen parts of a start in local time, in any form that sorts as they do.

        `stored` is the start column, `start` what it stores; see `Period` for the zone.
        """

    @abstractmethod
    def digits(self, text: Callable[[], Sql]) -> Sql:
        """Give the whole number that a text of 1 to 18 digits spells; NULL for any other text."""

    @abstractmethod
    def masked(self, text: Callable[[], Sql], mask: Mask) -> Sql:
        """Put `*` for each hidden character of a text; NULL stays NULL."""

    def exact(self, text: Sql) -> Sql:
        """Give a text in the form in which equality is exact; NULL stays NULL."""
        return text

    def filled(self, column: Sql) -> Sql:
        """Test that a text is neither NULL nor empty."""
        return sql.compare(column, "!=", sql.text(""))

    def addend(self, column: Sql, narrow: bool) -> Sql:
        """Widen a whole number, a `narrow` one of 32 bits, so that no sum overflows in silence."""
        return column

    def count(self, addend: Sql) -> Sql:
        """Count the calls whose addend is not NULL."""
        return exp.Count(this=addend)

    def sum(self, addend: Sql) -> Sql:
        """Sum what may be 0 where no call is counted."""
        return exp.Sum(this=addend)

    @abstractmethod
    def scaled(self, column: Sql, scale: int) -> Sql:
        """Give a number times `scale` as the nearest whole number, wide enough to be summed."""

    @abstractmethod
    def cut(self, column: Sql, divisor: int, whole: bool) -> Sql:
        """Divide a number by `divisor`, and cut the fraction; `whole` where it has none itself."""

    def money_sum(self, column: Sql, money_scale: int) -> Sql:
        """Sum money exactly, by `money_scale` where it needs one; NULL where every value is."""
        return exp.Sum(this=column)

    def adapt(self, node: Sql) -> Sql:
        """Print a node of a mapping's expression otherwise where sqlglot's way will not do."""
        return node
