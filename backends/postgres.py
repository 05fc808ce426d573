"""PostgreSQL 13 and newer."""

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from sqlglot import exp

from cdrql import sql
from cdrql.backend import Backend
from cdrql.choices import Style
from cdrql.plan import Period
from cdrql.sql import Sql

_PARTS = {"year": "YYYY", "month": "MM", "day": "DD", "hour": "HH24"}
# Periods that DATE_TRUNC can give: from the year down without a gap.
_TRUNCATED = {
    ("year",): "year",
    ("year", "month"): "month",
    ("year", "month", "day"): "day",
    ("year", "month", "day", "hour"): "hour",
}
_HOURS = "FM" + "9" * 18 + "00"  # as many hours as it takes; LPAD would cut
_NUMERIC = exp.DataType.Type.DECIMAL


class Postgres(Backend):
    """PostgreSQL's SQL, as https://www.postgresql.org/docs/current/functions.html has it."""

    dialect: ClassVar[str] = "postgres"
    paramstyle: ClassVar[Style] = "pyformat"
    # Without it the planner sorts the calls instead of the groups: 1.7 times slower.
    materialized: ClassVar[bool] = True

    def text_key(self, column: Sql) -> Sql:
        """Compare bytes, whatever the column's collation or text type."""
        return sql.collate(sql.coalesce(sql.as_text(column), sql.text("")), "C", quoted=True)

    def equals_exactly(self, column: Callable[[], Sql], options: Callable[[], list[Sql]]) -> Sql:
        """Find by the column's own index, then compare bytes: citext and ICU may fold case."""
        exact = sql.collate(sql.as_text(column()), "C", quoted=True)
        return sql.all_of([sql.is_in(column(), options()), sql.is_in(exact, options())])

    def starts_with(self, column: Callable[[], Sql], prefix: Callable[[], Sql]) -> Sql:
        """LIKE uses an index of collation C or of text_pattern_ops; citext ignores case in it."""
        exact = sql.collate(sql.as_text(column()), "C", quoted=True)
        tests = (exp.Like(this=value, expression=prefix()) for value in (column(), exact))
        return sql.all_of(list(tests))

    def prefix(self, value: str) -> str:
        r"""Make a LIKE pattern: `\` is the escape, as in every PostgreSQL."""
        return value.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_") + "%"

    def period_key(self, period: Period, start: Callable[[], Sql]) -> Sql:
        """Truncate where that is the period, print the parts where it is not."""
        local = start()
        for zone in ("UTC", period.zone) if period.zone != "UTC" else ():
            local = exp.AtTimeZone(this=local, zone=sql.text(zone))
        if unit := _TRUNCATED.get(period.parts):
            return sql.call("DATE_TRUNC", sql.text(unit), local)
        return sql.call("TO_CHAR", local, self._form(period))

    def period_text(self, period: Period, key: str) -> Sql:
        """Print a truncated time; parts are printed already."""
        if period.parts in _TRUNCATED:
            return sql.call("TO_CHAR", sql.column(key), self._form(period))
        return sql.column(key)

    def _form(self, period: Period) -> Sql:
        """Give the format of the period's parts."""
        return sql.text(" ".join(_PARTS[part] for part in period.parts))

    def money(self, total: str, money_scale: int) -> Sql:
        """Drop trailing zeros."""
        return sql.call("TRIM_SCALE", sql.column(total))

    def clock(self, seconds: str) -> Sql:
        """TO_CHAR pads; DIV and MOD take whatever integer the sum is."""

        def size() -> Sql:
            return exp.Abs(this=sql.column(seconds))

        minutes = sql.call("DIV", sql.call("MOD", size(), sql.number(3600)), sql.number(60))
        return sql.concat(
            sql.sign(seconds),
            sql.call("TO_CHAR", sql.call("DIV", size(), sql.number(3600)), sql.text(_HOURS)),
            sql.call("TO_CHAR", minutes, sql.text("FM:00")),
            sql.call("TO_CHAR", sql.call("MOD", size(), sql.number(60)), sql.text("FM:00")),
        )

    def whole_quotient(self, left: Sql, right: Sql) -> Sql:
        """DIV drops the remainder of integers and of sums of bigint, which are numeric."""
        return sql.call("DIV", left, right)

    def hundredths(self, value: Callable[[], Sql]) -> Sql:
        """A numeric of two places."""
        return sql.call("ROUND", sql.divide(value(), sql.number(100)), sql.number(2))

    def hundredths_text(self, value: Callable[[], Sql]) -> Sql:
        """Print the numeric without trailing zeros."""
        return sql.as_text(sql.call("TRIM_SCALE", sql.divide(value(), sql.number(100))))

    def wide(self, count: str) -> Sql:
        """A numeric does not overflow."""
        return exp.Cast(this=sql.column(count), to=exp.DataType(this=_NUMERIC))

    def literal(self, value: object, kind: str) -> str:
        """Escape backslashes explicitly, so that standard_conforming_strings does not matter."""
        if isinstance(value, int):
            return str(value)
        if isinstance(value, datetime):
            return f"TIMESTAMP '{value.isoformat(' ')}'"
        quoted = str(value).replace("'", "''")
        return "E'" + quoted.replace("\\", "\\\\") + "'" if "\\" in quoted else f"'{quoted}'"
