"""Where calls come from: the rows of a table, or calls that earlier queries folded of rows.

A source gives whatever a query reads of a call. Nobody else asks what kind of source it is.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import lru_cache, partial

from sqlglot import exp

from cdrql.backend import sql
from cdrql.backend.sql import Sql
from cdrql.backend.starts import bound_kind, start_literal
from cdrql.emit.fragments import printed_once
from cdrql.emit.naming import READ, stored_column, stored_table
from cdrql.emit.sums import is_rounded_once, may_lack, summed_field
from cdrql.emit.target import Target
from cdrql.language.zones import SkippedReadings
from cdrql.model.policy import Mask
from cdrql.model.vocabulary import Dimension, Sum
from cdrql.model.warehouse import Filled, Positive, Present, Table, TableColumn
from cdrql.planning.plan import Period


@dataclass(frozen=True, slots=True, eq=False)
class Source(Target, ABC):
    """Calls, one row each, read under the alias `c`."""

    @abstractmethod
    def read_from(self) -> exp.From:
        """Read it: `FROM cdrs AS c`."""

    @abstractmethod
    def window_tests(self, bounds: str = "") -> list[Sql]:
        """Test what makes a row one of the window's calls; `bounds` begins the bounds' names."""

    @abstractmethod
    def start_value(self) -> Sql:
        """Give the start, as it is stored: `c.start_at`."""

    @abstractmethod
    def row_value(self, name: str) -> Sql:
        """Give a field of a call, or what belongs to it, by its name: `c.duration`."""

    @abstractmethod
    def stored_flag(self, name: str) -> Sql:
        """Test a boolean field that is no test of another: `c."is_up"`, `c.call_answered = 1`."""

    @property
    @abstractmethod
    def is_fenced(self) -> bool:
        """Say whether keys are made in a subquery that the planner leaves alone."""

    @printed_once
    def boolean_test(self, name: str) -> Sql:
        """Test a boolean field: `c.bill_duration > 0`."""
        tested = self.warehouse.fields[name].test
        if isinstance(tested, Filled):
            return self.backend.filled(self.row_value(tested.field))
        if isinstance(tested, Positive):
            return sql.compare(self.row_value(tested.field), ">", sql.number(0))
        if isinstance(tested, Present):
            return sql.negated(sql.is_null(self.row_value(tested.field)))
        return self.stored_flag(name)

    def group_key(self, by: Dimension, mask: Mask | None) -> Sql:
        """Give what a dimension groups by, of a name that is looked up its key.

        `COALESCE(c.dst, '')`, `c.user_id`, `c."millis" / 1000`
        """
        field, backend = self.warehouse.fields[by.field], self.backend
        if field.type == "text" and field.lookup is None:
            return self.text_key(partial(self.row_value, by.field), mask)
        value = self.grouped_value(field.key)
        # Calls are grouped by whole seconds, however finely those are stored.
        stored_whole = field.number == "integer" and backend.exact_decimals
        if field.type == "seconds" and (field.places or not stored_whole):
            scale = field.rounding(backend.exact_decimals)
            if scale is None:
                return backend.cut(value, field.divisor, field.number == "integer")
            return backend.cut(backend.scaled(value, scale), field.divisor * scale, True)
        return backend.exact(value) if field.lookup and field.lookup.text else value

    def grouped_value(self, name: str) -> Sql:
        """Give a field as calls are grouped by it, not as an index finds it: `c.user_id`."""
        field = self.warehouse.fields.get(name)
        if field is None or not field.as_stored:
            return self.row_value(name)
        return self.backend.stored_whole(partial(self.row_value, name))

    def period_key(self, by: Period) -> Sql:
        """Give what a period groups by, in any form that sorts: `DATE_TRUNC('day', c.start_at)`.

        Of a reading that clocks skip, that of the jump.
        """
        key = self.backend.period_key(by, self.stored_start, self.start_value)
        return sql.coalesce(self._jump_key(by, by.skipped), key) if by.skipped else key

    def _jump_key(self, by: Period, gaps: tuple[SkippedReadings, ...]) -> Sql:
        """Give the key of the jump for readings in a gap, else NULL.

        `CASE WHEN c.at < '... 02:00' THEN NULL WHEN c.at < '... 03:00' THEN HOUR('... 03:00') END`
        """
        if not gaps:
            return exp.Null()
        # The middle one first, for a call is compared with few of many.
        middle = len(gaps) // 2
        first, behind, shown = (
            start_literal(at, self.stored_start, self.backend.time_literal) for at in gaps[middle]
        )
        key = self.backend.period_key(by.unshifted, self.stored_start, shown.copy)
        before, after = (self._jump_key(by, some) for some in (gaps[:middle], gaps[middle + 1 :]))
        return sql.choose(self.start_value, [first, behind], [before, key, after])

    def addend(self, part: Sum) -> Sql:
        """Give what a call adds to a sum; to a count, anything that is not NULL.

        `c.duration`, `CASE WHEN c.bill_duration > 0 THEN 1 END`
        """
        field = summed_field(self, part)
        tested = self.warehouse.fields[part.when].test if part.when else None
        if field is None and isinstance(tested, Present):
            return self.row_value(tested.field)
        holds = self.boolean_test(part.when) if part.when else None
        if field is None:
            # COUNT(*) reads no column.
            return exp.Star() if holds is None else sql.when(holds, sql.number(1))
        if tested == Present(field.name):
            holds = None  # a sum leaves NULLs out by itself
        value = self.row_value(field.name)
        if not field.counted:
            return value if holds is None else sql.when(holds, value)
        if field.number == "integer" and not field.decimals:
            value = self.backend.addend(value, field.narrow)
        elif not is_rounded_once(self, field):
            value = self.backend.scaled(value, 10**field.decimals)
        if holds is None:
            return value
        # A 0 for all other calls spares the COALESCE around a sum of none.
        leaves_out = field.type == "money" or may_lack(self, part, field)
        return sql.when(holds, value, None if leaves_out else sql.number(0))


# The two kinds of sources.


@dataclass(frozen=True, slots=True, eq=False)
class TableRows(Source):
    """The rows of a table, each a call, or a row of one."""

    table: Table

    def read_from(self) -> exp.From:
        """Read the table: `FROM "voip"."cdr" AS c`."""
        return exp.From(this=stored_table(self.table.name_in(self.dialect), READ))

    def window_tests(self, bounds: str = "") -> list[Sql]:
        """Test the start, and what the mapping says of every row.

        `c.start_at >= %(start_at)s AND c.start_at < %(end_at)s`
        """
        where = self.table.where
        return [self._window(bounds), *([self.expression(where)] if where else [])]

    @printed_once
    def _window(self, bounds: str) -> Sql:
        kind = bound_kind(self.stored_start, self.backend.types)
        ends = ((">=", f"{bounds}start_at"), ("<", f"{bounds}end_at"))
        return sql.all_of(
            [sql.compare(self.start_value(), sign, sql.param(end, kind)) for sign, end in ends]
        )

    def start_value(self) -> Sql:
        """Give the start column: `c.start_at`."""
        return stored_column(self.table.start)

    def row_value(self, name: str) -> Sql:
        """Give a column, or the expression of a mapping: `c.duration`, `(c."x" + 1)`."""
        code = self.table.code[name]
        if not isinstance(code, TableColumn):
            return self.expression(code)
        column, field = stored_column(code.name), self.warehouse.fields[name]
        counts = field.type in ("seconds", "money")
        return self.backend.stored_number(column, field.nullable) if counts else column

    def stored_flag(self, name: str) -> Sql:
        """Test a boolean column or expression: `c."is_up"`."""
        return self.row_value(name)

    @property
    def is_fenced(self) -> bool:
        """Leave it to the backend."""
        return self.backend.fenced


@dataclass(frozen=True, slots=True, eq=False)
class FoldedCalls(Source):
    """Calls that earlier queries folded of rows: those of the window, which begins there."""

    def read_from(self) -> exp.From:
        """Read the last of those queries: `FROM calls AS c`."""
        return sql.read_from(self.warehouse.free("calls"), READ)

    def window_tests(self, bounds: str = "") -> list[Sql]:
        """Test nothing: they are of the window."""
        return []

    def start_value(self) -> Sql:
        """Give the start of a call's first row: `c.call_start`."""
        return sql.column("call_start", READ)

    @printed_once
    def row_value(self, name: str) -> Sql:
        """Give a field that was folded: `c.call_duration`."""
        return sql.column(f"call_{name}", READ)

    def stored_flag(self, name: str) -> Sql:
        """Test a boolean, which folded calls have as 1 or 0: `c.call_answered = 1`."""
        return sql.compare(self.row_value(name), "=", sql.number(1))

    @property
    def is_fenced(self) -> bool:
        """Do without: a query that groups is one that planners leave alone."""
        return False


# Made once each: fragments are kept by the identity of a source.


@lru_cache(maxsize=1024)
def rows_of_tables(target: Target) -> tuple[TableRows, ...]:
    """Give the rows of each table of the warehouse, one source each."""
    warehouse, backend = target.warehouse, target.backend
    return tuple(TableRows(warehouse, backend, table) for table in warehouse.tables)


@lru_cache(maxsize=1024)
def sources_of(target: Target) -> tuple[Source, ...]:
    """Give what calls are read from: the rows of each table, or what is folded of them all."""
    if target.warehouse.fold:
        return (FoldedCalls(target.warehouse, target.backend),)
    return rows_of_tables(target)
