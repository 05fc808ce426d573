"""PostgreSQL 13 and newer."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import ClassVar

from sqlglot import exp

from cdrql.backend import (
    Backend,
    Mask,
    Period,
    Sql,
    Start,
    Style,
    masked_text,
    sql,
    standard_text,
)

_PARTS = {"year": "YYYY", "month": "MM", "day": "DD", "hour": "HH24"}
# Periods that DATE_TRUNC can give: from the year down without a gap.
_TRUNCATED = {
    ("year",): "year",
    ("year", "month"): "month",
    ("year", "month", "day"): "day",
    ("year", "month", "day", "hour"): "hour",
}
_HOURS = "FM" + "9" * 18 + "00"  # as many hours as it takes; LPAD would cut
_NUMERIC, _BIGINT = exp.DataType.Type.DECIMAL, exp.DataType.Type.BIGINT


def _timestamp_type() -> exp.DataType:
    return exp.DataType(this=exp.DataType.Type.TIMESTAMP)


def _cut_text(text: Sql, place: int, length: int) -> Sql:
    return sql.call("SUBSTR", text, sql.number(place), sql.number(length))


def _write_stars(count: Sql) -> Sql:
    return sql.call("REPEAT", sql.text("*"), count)


class Postgres(Backend):
    """PostgreSQL's SQL, as https://www.postgresql.org/docs/current/functions.html has it."""

    dialect: ClassVar[str] = "postgres"
    paramstyle: ClassVar[Style] = "pyformat"
    functions: ClassVar[frozenset[str]] = frozenset(
        {"date_part", "host", "jsonb_extract_path_text", "to_number"}
    )
    # Without it the planner sorts the calls instead of the groups: 1.7 times slower.
    materialized: ClassVar[bool] = True
    # Of a function of a unique start it expects as many groups as calls, and where those do not fit
    # its memory it sorts calls: 2 times slower. What a subquery gives it takes for few.
    fenced: ClassVar[bool] = True

    # Texts.

    def exact(self, text: Sql) -> Sql:
        """Compare bytes, whatever the column's collation or text type."""
        return sql.collate(sql.as_text(text), "C", quoted=True)

    def masked(self, text: Callable[[], Sql], mask: Mask) -> Sql:
        """Count characters, not bytes, whatever the column's text type."""
        return masked_text(
            lambda: sql.as_text(text()), mask, "CHAR_LENGTH", _write_stars, ("LEFT", "RIGHT")
        )

    def text_key(self, column: Sql) -> Sql:
        """Compare bytes, whatever the column's collation or text type."""
        return sql.collate(sql.coalesce(sql.as_text(column), sql.text("")), "C", quoted=True)

    def equals_exactly(self, column: Callable[[], Sql], options: Callable[[], list[Sql]]) -> Sql:
        """Find by the column's own index, then compare bytes: citext and ICU may fold case."""
        exact = sql.is_in(self.exact(column()), options())
        return sql.all_of([sql.is_in(column(), options()), exact])

    def starts_with(self, column: Callable[[], Sql], prefix: Callable[[], Sql]) -> Sql:
        """LIKE uses an index of collation C or of text_pattern_ops; citext ignores case in it."""
        both = (column(), self.exact(column()))
        tests = (exp.Like(this=value, expression=prefix()) for value in both)
        return sql.all_of(list(tests))

    def prefix(self, value: str) -> str:
        r"""Make a LIKE pattern: `\` is the escape, as in every PostgreSQL."""
        return value.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_") + "%"

    # Starts.

    def time_literal(self, value: datetime) -> Sql:
        """Cast a text."""
        return exp.Cast(this=sql.text(value.isoformat(" ")), to=_timestamp_type())

    def period_key(self, period: Period, start: Start, stored: Callable[[], Sql]) -> Sql:
        """Truncate where that is the period; else code the parts as a number: it groups fast."""
        # A timestamp is 8 bytes, and compared as an integer.
        if unit := _TRUNCATED.get(period.parts):
            return sql.call("DATE_TRUNC", sql.text(unit), self._local_time(period, start, stored))
        code: Sql | None = None
        for part in period.parts:
            local = self._local_time(period, start, stored)
            # EXTRACT would give a numeric, which is slower to group by.
            value = sql.call("DATE_PART", sql.text(part), local)
            code = sql.plus(sql.times(100, sql.group(code)), value) if code else value
        assert code is not None  # a period has parts
        return code

    def _local_time(self, period: Period, start: Start, stored: Callable[[], Sql]) -> Sql:
        """Convert by the zone's name where an instant is stored, else by offsets."""
        time = self._stored_time(start, stored)
        if period.zone is None:
            return self._shifted_time(time, period, start, stored)
        zones = [period.zone]
        if start.stores not in ("instant", "epoch"):
            # A reading is told to be UTC before its local time is asked for:
            # https://www.postgresql.org/docs/current/functions-datetime.html#FUNCTIONS-DATETIME-ZONECONVERT
            zones = ["UTC", period.zone] if period.zone != "UTC" else []
        for zone in zones:
            time = exp.AtTimeZone(this=time, zone=sql.text(zone))
        return time

    def _stored_time(self, start: Start, stored: Callable[[], Sql]) -> Sql:
        if start.stores == "epoch":
            return sql.call(
                "TO_TIMESTAMP", self.cut(stored(), start.per_second, not start.decimals)
            )
        if start.stores == "text":
            return exp.Cast(this=standard_text(stored, start, _cut_text), to=_timestamp_type())
        return stored()

    def _shifted_time(
        self, time: Sql, period: Period, start: Start, stored: Callable[[], Sql]
    ) -> Sql:
        """Add the seconds that are in force."""
        if not period.offset_changes:
            return time
        spans: list[Sql] = [
            exp.Interval(this=sql.text(str(seconds)), unit=sql.word("SECONDS"))
            for _, seconds in period.offset_changes
        ]
        return sql.plus(time, self.in_force(period, start, stored, spans))

    def period_text(self, period: Period, start: Start, key: str) -> Sql:
        """Print a truncated time, or the digits of the code."""
        if period.parts in _TRUNCATED:
            form = " ".join(_PARTS[part] for part in period.parts)
        else:
            # FM leaves out the blank that TO_CHAR keeps for a sign.
            form = "FM" + " ".join("0000" if part == "year" else "00" for part in period.parts)
        return sql.call("TO_CHAR", sql.column(key), sql.text(form))

    # Numbers.

    def digits(self, text: Callable[[], Sql]) -> Sql:
        """Cast only what is a number: any other text would be an error."""
        spelled = exp.RegexpLike(this=text(), expression=sql.text("^[0-9]{1,18}$"))
        return sql.when(spelled, exp.Cast(this=text(), to=exp.DataType(this=_BIGINT)))

    def scaled(self, column: Sql, scale: int) -> Sql:
        """Round to a bigint."""
        rounded = sql.call("ROUND", sql.times(scale, column))
        return exp.Cast(this=rounded, to=exp.DataType(this=_BIGINT))

    def cut(self, column: Sql, divisor: int, whole: bool) -> Sql:
        """`/` of integers drops the remainder."""
        divided = column if divisor == 1 else sql.divide(column, sql.number(divisor))
        if whole:
            return divided
        return exp.Cast(this=sql.call("TRUNC", divided), to=exp.DataType(this=_BIGINT))

    def money(self, total: str, money_scale: int) -> Sql:
        """Drop trailing zeros."""
        return sql.call("TRIM_SCALE", sql.column(total))

    # The answer.

    def clock(self, seconds: Callable[[], Sql]) -> Sql:
        """TO_CHAR pads; DIV and MOD take whatever integer the sum is."""

        def size() -> Sql:
            return exp.Abs(this=seconds())

        minutes = sql.call("DIV", sql.call("MOD", size(), sql.number(3600)), sql.number(60))
        return sql.concat(
            sql.sign(seconds()),
            sql.call("TO_CHAR", sql.call("DIV", size(), sql.number(3600)), sql.text(_HOURS)),
            sql.call("TO_CHAR", minutes, sql.text("FM:00")),
            sql.call("TO_CHAR", sql.call("MOD", size(), sql.number(60)), sql.text("FM:00")),
        )

    def whole_quotient(self, left: Sql, right: Sql) -> Sql:
        """DIV drops the remainder of integers and of sums of bigint, which are numeric."""
        return sql.call("DIV", left, right)

    def decimal(self, value: Callable[[], Sql], places: int) -> Sql:
        """Multiply: a numeric's places add up."""
        step = sql.decimal(f"{10.0**-places:.{places}f}")
        return sql.call("TRIM_SCALE", exp.Mul(this=sql.group(value()), expression=step))

    def wide(self, count: Sql) -> Sql:
        """A numeric does not overflow."""
        return exp.Cast(this=count, to=exp.DataType(this=_NUMERIC))

    # Values, and what mappings write otherwise.

    def zoned(self, value: datetime) -> datetime:
        """Bind with its zone: the session's would be taken for the missing one."""
        return value.replace(tzinfo=UTC)

    def adapt(self, node: Sql) -> Sql:
        """EXTRACT gives a numeric, which costs several times what DATE_PART's double does."""
        if isinstance(node, exp.Extract):
            return sql.call("DATE_PART", sql.text(node.name.lower()), node.expression)
        return node

    def literal(self, value: object, kind: str) -> str:
        """Escape backslashes explicitly, so that standard_conforming_strings does not matter."""
        if isinstance(value, int | Decimal):
            return str(value)
        if isinstance(value, datetime):
            return f"{'TIMESTAMPTZ' if value.tzinfo else 'TIMESTAMP'} '{value.isoformat(' ')}'"
        quoted = str(value).replace("'", "''")
        return "E'" + quoted.replace("\\", "\\\\") + "'" if "\\" in quoted else f"'{quoted}'"
