"""The contract of a backend: how it reads rows, how values are bound, and what it prints outside.

A backend writes SQL trees with the words of `cdrql.backend.sql`; `cdrql.backend` has all that its
file imports.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import datetime
from typing import ClassVar, TypeAlias

from sqlglot import exp

from cdrql.backend import sql
from cdrql.backend.bound_values import Binding
from cdrql.backend.sql import Sql
from cdrql.backend.starts import start_literal
from cdrql.model.policy import Mask
from cdrql.model.warehouse import Start
from cdrql.planning.plan import Period

Key: TypeAlias = tuple[Sql, str]  # what rows are sorted by, and of what kind it is


class RowReading(ABC):
    """Tests, keys and addends of a call: once for each row, so the engine's own types and indexes.

    What a method may need twice comes as a function that makes it anew.
    """

    # Functions of one row, in lower case, that mappings may call and sqlglot has no class for.
    functions: ClassVar[frozenset[str]] = frozenset()
    exact_decimals: ClassVar[bool] = True  # a column holds what it is declared to, as written
    sums_to_null: ClassVar[bool] = False  # `sum` gives NULL of what can be NULL and holds nowhere

    # Texts: keys to group by, and tests that find by an index.

    @abstractmethod
    def text_key(self, column: Sql) -> Sql:
        """Give a text to group by, `COALESCE(c.dst, '')`: NULL as empty, exact, by code point."""

    def call_key(self, key: Callable[[], Sql]) -> Sql:
        """Give what the rows of a call share; a row whose key is empty shares it with none.

        `CASE WHEN c.leg_key = '' THEN CAST(GEN_RANDOM_UUID() AS TEXT) ELSE c.leg_key END`
        """
        return sql.when(sql.compare(key(), "=", sql.text("")), self.unique_value(), key())

    def unique_value(self) -> Sql:
        """Give what each row has another of, however often the engine makes it anew."""
        return sql.as_text(sql.call("GEN_RANDOM_UUID"))

    @abstractmethod
    def equals_exactly(self, column: Callable[[], Sql], options: Callable[[], list[Sql]]) -> Sql:
        """Test a text for one of some values, exactly and by the column's index: `c.dst = :d1`."""

    @abstractmethod
    def starts_with(self, column: Callable[[], Sql], prefix: Callable[[], Sql]) -> Sql:
        """Test a text for a prefix, exactly and, where it can, by the index: `c.dst LIKE :d1`."""

    # Starts, and numbers that texts spell.

    @abstractmethod
    def period_key(self, period: Period, start: Start, stored: Callable[[], Sql]) -> Sql:
        """Give the chosen parts of a start in local time, in any form that sorts as they do.

        `stored` is the start column, `start` what it stores; see `Period` for the zone.
        """

    def time_literal(self, value: datetime) -> Sql:
        """Write a time without zone as a start column holds it: `TIMESTAMP '2024-03-31 01:00'`."""
        return sql.word(f"TIMESTAMP '{value.isoformat(' ')}'")

    def in_force(
        self, period: Period, start: Start, stored: Callable[[], Sql], shifts: list[Sql]
    ) -> Sql:
        """Choose of the shifts, one an offset, that which is in force at a start.

        `CASE WHEN c.at < TIMESTAMP '2024-03-31 01:00' THEN 3600 ELSE 7200 END`
        """
        changes = [
            start_literal(at, start, self.time_literal) for at, _ in period.offset_changes[1:]
        ]
        return sql.choose(stored, changes, shifts)

    @abstractmethod
    def digits(self, text: Callable[[], Sql]) -> Sql:
        """Give the whole number that a text of 1 to 18 digits spells; NULL for any other text.

        CASE WHEN c.code ~ '^[0-9]{1,18}$' THEN CAST(c.code AS BIGINT) END
        """

    @abstractmethod
    def masked(self, text: Callable[[], Sql], mask: Mask) -> Sql:
        """Put `*` for each hidden character of a text: `***678`; NULL stays NULL."""

    def exact(self, text: Sql) -> Sql:
        """Give a text in the form in which equality is exact; NULL stays NULL."""
        return text

    def filled(self, column: Sql) -> Sql:
        """Test that a text is neither NULL nor empty: `c.dst <> ''`."""
        return sql.compare(column, "!=", sql.text(""))

    # Numbers: how they are made whole, widened and added up.

    def stored_number(self, column: Sql, nullable: bool) -> Sql:
        """Read a column of numbers as such, where it can hold texts too: `c.duration + 0`."""
        return column

    def stored_whole(self, column: Callable[[], Sql]) -> Sql:
        """Read a column of whole numbers as it is shown; NULL for whatever else it can hold."""
        return column()

    def equals_number(self, column: Callable[[], Sql], options: Callable[[], list[Sql]]) -> Sql:
        """Test what `stored_whole` shows for one of some numbers, by the column's index."""
        return sql.is_in(column(), options())

    def addend(self, column: Sql, narrow: bool) -> Sql:
        """Widen a whole number, a `narrow` one of 32 bits, so that no sum overflows in silence."""
        return column

    def count(self, addend: Sql) -> Sql:
        """Count the calls whose addend is not NULL: `COUNT(x)`."""
        return exp.Count(this=addend)

    def sum(self, addend: Sql) -> Sql:
        """Sum what may be 0 where no call is counted: `SUM(x)`."""
        return exp.Sum(this=addend)

    @abstractmethod
    def scaled(self, column: Sql, scale: int) -> Sql:
        """Give a number times `scale` as the nearest whole number, wide enough to be summed.

        CAST(ROUND(1000 * c.duration) AS BIGINT)
        """

    @abstractmethod
    def cut(self, column: Sql, divisor: int, whole: bool) -> Sql:
        """Divide by `divisor` and cut the fraction, `c.ms / 1000`; `whole` where it has none."""

    def money_sum(self, column: Sql, money_scale: int) -> Sql:
        """Sum money exactly, by `money_scale` where it needs one; NULL where every value is."""
        return exp.Sum(this=column)

    def end_value(self, value: Sql, start: Key, order: Key, last: bool, text: bool) -> Sql | None:
        """Aggregate to a text, or a whole number, of the row that comes first, or last.

        Rows are in order of their start, then of `order`, NULLs last. None leaves it to ROW_NUMBER.
        """
        return None

    def adapt(self, node: Sql) -> Sql:
        """Print a node of a mapping's expression otherwise where sqlglot's way will not do."""
        return node


class Backend(Binding, RowReading):
    """What differs from dialect to dialect, and nothing else.

    `Reading` is the part that gets raw columns; the methods here get names of the inner query's
    columns; `Binding` gets values. What a method may need twice comes as a function that makes it
    anew. All of SQL give one expression, and none of these sees a value.
    """

    dialect: ClassVar[str]  # sqlglot's name of the dialect
    name: str = ""  # that of its entry point, which mappings and callers call it by; given to it
    # What the planner of the engine has to be told.
    materialized: ClassVar[bool] = False  # the inner query is WITH ... AS MATERIALIZED
    nested: ClassVar[bool] = False  # queries stand in the FROM that reads them, not in a WITH
    fenced: ClassVar[bool] = False  # keys are made in a subquery that the planner leaves alone
    flat: ClassVar[bool] = False  # WITH names expressions, for any clause: one level is enough
    unlimited: ClassVar[str | None] = None  # the LIMIT that an OFFSET alone needs, if it does
    joins_with_defaults: ClassVar[bool] = False  # a LEFT JOIN fills with 0 and '' instead of NULL

    # Outside: names of the inner query's columns, once for each row of the answer.

    @abstractmethod
    def period_text(self, period: Period, start: Start, key: str) -> Sql:
        """Print a period key: zero-padded parts joined by a blank, such as `2024 01 31`."""

    @abstractmethod
    def clock(self, seconds: Callable[[], Sql]) -> Sql:
        """Print seconds as HH:MM:SS, with as many hours as it takes, and a sign: `-100:00:01`."""

    @abstractmethod
    def whole_quotient(self, left: Sql, right: Sql) -> Sql:
        """Divide whole numbers, dropping the remainder: `DIV(a, b)`; NULL where the divisor is."""

    @abstractmethod
    def decimal(self, value: Callable[[], Sql], places: int) -> Sql:
        """Give a whole number of 10**-places as an exact number: `q * 0.01`."""

    def hundredths_text(self, value: Callable[[], Sql], signed: bool) -> Sql:
        """Print a whole number of hundredths, without trailing zeros: `-0.5` of -50.

        `signed` where it may be below zero, for backends that put texts of its parts together.
        """
        # A backend whose numbers print as they are needs no signs put together.
        return self.number_text(self.decimal(value, 2))

    def text_of(self, key: Sql) -> Sql:
        """Give the text of a text key, or of what `exact` gave."""
        return key

    # Money, and numbers that are divided.

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

    def whole(self, total: Sql) -> Sql:
        """Round half up what is stated to be whole, where it need not be: `CAST(x AS INTEGER)`."""
        return total

    def number_text(self, number: Sql) -> Sql:
        """Print a whole number, or what `exact_quotient` gave, without trailing zeros."""
        return sql.as_text(number)

    def real(self, value: Sql) -> Sql:
        """Make a whole number a double, for an exact enough quotient to sort by."""
        return sql.as_real(value)

    def wide(self, count: Sql) -> Sql:
        """Make a whole number wide enough to be multiplied by a bound."""
        return count
