"""ClickHouse 23 and newer."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import ClassVar

from cdrql import sql
from cdrql.backend import Backend
from cdrql.choices import Style
from cdrql.plan import Period
from cdrql.sql import Sql

# Functions that give the leading parts at once, and one part each.
_LEADING = {
    ("year", "month", "day"): "toYYYYMMDD",
    ("year", "month"): "toYYYYMM",
    ("year",): "toYear",
}
_PARTS = {"month": "toMonth", "day": "toDayOfMonth", "hour": "toHour"}
# What DateTime64(6) can hold; no call is outside, so bounds beyond mean the same.
_FIRST, _LAST = datetime(1900, 1, 1), datetime(2299, 12, 31, 23, 59, 59, 999_999)


class ClickHouse(Backend):
    """ClickHouse's SQL, as https://clickhouse.com/docs/sql-reference/functions has it."""

    dialect: ClassVar[str] = "clickhouse"
    paramstyle: ClassVar[Style] = "typed"
    types: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "time": "DateTime64(6, 'UTC')",
            "text": "String",
            "prefix": "String",
            "integer": "Int64",
            "page": "UInt64",
        }
    )

    def text_key(self, column: Sql) -> Sql:
        """Texts are bytes here."""
        return sql.call("ifNull", column, sql.text(""))

    def equals_exactly(self, column: Callable[[], Sql], options: Callable[[], list[Sql]]) -> Sql:
        """Equality is exact."""
        return sql.is_in(column(), options())

    def starts_with(self, column: Callable[[], Sql], prefix: Callable[[], Sql]) -> Sql:
        """Takes the prefix literally, and prunes by the primary key."""
        return sql.call("startsWith", column(), prefix())

    def addend(self, column: Sql) -> Sql:
        """A sum of Int64 wraps around in silence."""
        return sql.call("toInt128", column)

    def period_key(self, period: Period, start: Callable[[], Sql]) -> Sql:
        """Write the parts side by side in one integer, two digits each."""
        parts = period.parts
        code: Sql | None = None
        for leading, function in _LEADING.items():
            if parts[: len(leading)] == leading:
                code = sql.call(function, start(), sql.text(period.zone))
                parts = parts[len(leading) :]
                break
        for part in parts:
            value = sql.call(_PARTS[part], start(), sql.text(period.zone))
            code = sql.plus(sql.times(100, sql.group(code)), value) if code else value
        assert code is not None  # a period has parts
        return code

    def period_text(self, period: Period, key: str) -> Sql:
        """Take the parts out of the integer again."""
        form = " ".join("%04d" if part == "year" else "%02d" for part in period.parts)
        values: list[Sql] = []
        for place in range(len(period.parts)):
            value: Sql = sql.column(key)
            if place:
                value = sql.call("intDiv", value, sql.number(100**place))
            leads = place == len(period.parts) - 1
            values.insert(0, value if leads else sql.modulo(value, sql.number(100)))
        return sql.call("printf", sql.text(form), *values)

    def clock(self, seconds: str) -> Sql:
        """Print hours by arithmetic: leftPad cuts, and printf refuses Int128."""

        def size() -> Sql:
            return sql.call("abs", sql.column(seconds))

        one_digit = sql.compare(size(), "<", sql.number(36_000))
        rest = sql.call("toUInt16", sql.modulo(size(), sql.number(3600)))
        again = sql.call("toUInt16", sql.modulo(size(), sql.number(60)))
        return sql.concat(
            sql.sign(seconds),
            sql.when(one_digit, sql.text("0"), sql.text("")),
            sql.call("toString", self.whole_quotient(size(), sql.number(3600))),
            sql.call(
                "printf",
                sql.text(":%02d:%02d"),
                self.whole_quotient(rest, sql.number(60)),
                again,
            ),
        )

    def whole_quotient(self, left: Sql, right: Sql) -> Sql:
        """`/` is a float here."""
        return sql.call("intDiv", left, right)

    def hundredths(self, value: Callable[[], Sql]) -> Sql:
        """A Decimal of two places keeps them when divided by a whole number."""
        return sql.divide(sql.call("toDecimal128", value(), sql.number(2)), sql.number(100))

    def hundredths_text(self, value: Callable[[], Sql]) -> Sql:
        """Decimals print without trailing zeros."""
        return sql.call("toString", self.hundredths(value))

    def integer_text(self, count: str) -> Sql:
        """Never NULL, unlike a cast."""
        return sql.call("toString", sql.column(count))

    def real(self, value: Sql) -> Sql:
        """Never NULL, unlike a cast."""
        return sql.call("toFloat64", value)

    def wide(self, count: str) -> Sql:
        """Products of UInt64 wrap around in silence."""
        return sql.call("toInt128", sql.column(count))

    def instant(self, value: datetime) -> str:
        """Write the text that a DateTime64 parameter reads, within what it can hold."""
        return min(max(value, _FIRST), _LAST).isoformat(" ", "microseconds")

    def literal(self, value: object, kind: str) -> str:
        """Escape backslash and quote: both always count here."""
        if isinstance(value, int):
            return str(value)
        quoted = str(value).replace("\\", "\\\\").replace("'", "\\'")
        return f"toDateTime64('{quoted}', 6, 'UTC')" if kind == "time" else f"'{quoted}'"
