"""ClickHouse 23 and newer."""

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from functools import partial
from types import MappingProxyType
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

# Functions that give the leading parts at once, and one part each.
_LEADING = {
    ("year", "month", "day"): "toYYYYMMDD",
    ("year", "month"): "toYYYYMM",
    ("year",): "toYear",
}
_PARTS = {"month": "toMonth", "day": "toDayOfMonth", "hour": "toHour"}
# What DateTime64(6) and DateTime can hold; no call is outside, so bounds beyond mean the same.
_FIRST, _LAST = datetime(1900, 1, 1), datetime(2299, 12, 31, 23, 59, 59, 999_999)
_FIRST_SECOND, _LAST_SECOND = datetime(1970, 1, 1), datetime(2106, 2, 7, 6, 28, 15)


def _padded_number(number: Sql, width: int) -> Sql:
    """Print a number of at most so many digits."""
    text = sql.call("toString", number)
    return sql.call("leftPad", text, sql.number(width), sql.text("0"))


def _cut_text(text: Sql, place: int, length: int, function: str = "substring") -> Sql:
    return sql.call(function, text, sql.number(place), sql.number(length))


def _write_stars(count: Sql) -> Sql:
    return sql.call("repeat", sql.text("*"), count)


class ClickHouse(Backend):
    """ClickHouse's SQL, as https://clickhouse.com/docs/sql-reference/functions has it."""

    dialect: ClassVar[str] = "clickhouse"
    paramstyle: ClassVar[Style] = "typed"
    functions: ClassVar[frozenset[str]] = frozenset(
        {"age", "arrayelement", "assumenotnull", "empty", "endswith", "extract", "ifnull"}
        | {"isnotnull", "isnull", "jsonextractstring", "match", "multiif", "notempty"}
        | {"replaceregexpone", "splitbychar", "todatetime", "todatetime64", "todecimal128"}
        | {"todecimal64", "tofloat64", "toint32", "toint64", "toint64ornull", "tonullable"}
        | {"tostring", "tounixtimestamp", "tounixtimestamp64micro", "tounixtimestamp64milli"}
        | {"transform", "trimboth"}
    )
    flat: ClassVar[bool] = True
    joins_with_defaults: ClassVar[bool] = True
    # sumIf of a Nullable column is NULL where no call is counted, whatever an ELSE would say.
    sums_to_null: ClassVar[bool] = True
    types: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "time": "DateTime64(6, 'UTC')",
            "zoned": "DateTime64(6, 'UTC')",
            "second": "DateTime('UTC')",
            "decimal": "Decimal(38, 6)",
            "text": "String",
            "prefix": "String",
            "integer": "Int64",
            "page": "UInt64",
        }
    )

    # Texts, which are bytes: compared exactly without more ado.

    def masked(self, text: Callable[[], Sql], mask: Mask) -> Sql:
        """Count characters, not bytes."""
        return masked_text(text, mask, "lengthUTF8", _write_stars, ("leftUTF8", "rightUTF8"))

    def text_key(self, column: Sql) -> Sql:
        """Texts are bytes here."""
        return sql.call("ifNull", column, sql.text(""))

    def unique_value(self) -> Sql:
        """Make one for each row: https://clickhouse.com/docs/sql-reference/functions/uuid-functions."""
        return sql.call("toString", sql.call("generateUUIDv4"))

    def equals_exactly(self, column: Callable[[], Sql], options: Callable[[], list[Sql]]) -> Sql:
        """Equality is exact."""
        return sql.is_in(column(), options())

    def starts_with(self, column: Callable[[], Sql], prefix: Callable[[], Sql]) -> Sql:
        """Takes the prefix literally, and prunes by the primary key."""
        return sql.call("startsWith", column(), prefix())

    # Numbers that are added up.

    def addend(self, column: Sql, narrow: bool) -> Sql:
        """A sum of Int64 wraps around in silence, and so does a product; one of Int32 is Int64."""
        return column if narrow else sql.call("toInt128", column)

    def count(self, addend: Sql) -> Sql:
        """Test while counting: a CASE makes a column of its own first."""
        if isinstance(addend, exp.Case):
            return sql.call("countIf", addend.args["ifs"][0].this)
        return super().count(addend)

    def sum(self, addend: Sql) -> Sql:
        """Test while summing."""
        if isinstance(addend, exp.Case):
            tested = addend.args["ifs"][0]
            return sql.call("sumIf", tested.args["true"], tested.this)
        return super().sum(addend)

    # Starts.

    def time_literal(self, value: datetime) -> Sql:
        """Convert a text, as finely as a time of ours is."""
        return sql.call(
            "toDateTime64", sql.text(value.isoformat(" ")), sql.number(6), sql.text("UTC")
        )

    def period_key(self, period: Period, start: Start, stored: Callable[[], Sql]) -> Sql:
        """Write the parts side by side in one integer, two digits each."""
        parts, zone = period.parts, sql.text(period.zone or "UTC")

        def time() -> Sql:
            return self._stored_time(period, start, stored)

        # The leading parts at once, where one function gives them all.
        code: Sql | None = None
        for leading, function in _LEADING.items():
            if parts[: len(leading)] == leading:
                code = sql.call(function, time(), zone.copy())
                parts = parts[len(leading) :]
                break
        for part in parts:
            value = sql.call(_PARTS[part], time(), zone.copy())
            code = sql.plus(sql.times(100, sql.group(code)), value) if code else value
        assert code is not None  # a period has parts
        return code

    def _stored_time(self, period: Period, start: Start, stored: Callable[[], Sql]) -> Sql:
        """Make a time of what is stored; readings of a local clock are taken as UTC, and moved."""
        time = stored()
        if start.stores == "epoch":
            seconds = self.cut(stored(), start.per_second, not start.decimals)
            # toDateTime would end in 2106:
            # https://clickhouse.com/docs/sql-reference/data-types/datetime
            time = sql.call("toDateTime64", seconds, sql.number(0), sql.text("UTC"))
        elif start.stores == "text":
            # Places count characters, and `substring` counts bytes.
            function = "substring" if start.format.isascii() else "substringUTF8"
            text = standard_text(stored, start, partial(_cut_text, function=function))
            time = sql.call("toDateTime64", text, sql.number(0), sql.text("UTC"))
        if period.zone is not None or not period.offset_changes:
            return time
        offsets: list[Sql] = [sql.number(offset) for _, offset in period.offset_changes]
        # By offsets, for a reading of a local clock is no instant that a zone converts.
        return sql.call("addSeconds", time, self.in_force(period, start, stored, offsets))

    # Numbers that texts spell, and those that are made whole.

    def digits(self, text: Callable[[], Sql]) -> Sql:
        """Convert only what is a number of so many digits."""
        spelled = sql.call("match", text(), sql.text("^[0-9]{1,18}$"))
        return sql.when(spelled, sql.call("toInt64OrNull", text()))

    def scaled(self, column: Sql, scale: int) -> Sql:
        """Round, wide enough."""
        return sql.call("toInt128", sql.call("round", sql.times(scale, column)))

    def cut(self, column: Sql, divisor: int, whole: bool) -> Sql:
        """`/` is a float here."""
        if whole:
            return column if divisor == 1 else self.whole_quotient(column, sql.number(divisor))
        divided = column if divisor == 1 else sql.divide(column, sql.number(divisor))
        return sql.call("toInt64", sql.call("trunc", divided))

    def period_text(self, period: Period, start: Start, key: str) -> Sql:
        """Take the parts out of the integer again."""
        texts: list[Sql] = []
        for place, part in enumerate(reversed(period.parts)):
            value: Sql = sql.column(key)
            if place:
                # Two digits for each part behind this one.
                value = sql.call("intDiv", value, sql.number(100**place))
            if place < len(period.parts) - 1:
                value = sql.modulo(value, sql.number(100))
            texts[:0] = [_padded_number(value, 4 if part == "year" else 2), sql.text(" ")]
        return sql.concat(*texts[:-1]) if len(texts) > 2 else texts[0]

    # The answer.

    def clock(self, seconds: Callable[[], Sql]) -> Sql:
        """Print hours by arithmetic: leftPad cuts what is longer; printf costs 1 ms to prepare."""

        def size() -> Sql:
            return sql.call("abs", seconds())

        # Below ten hours.
        one_digit = sql.compare(size(), "<", sql.number(36_000))
        rest = sql.call("toUInt16", sql.modulo(size(), sql.number(3600)))
        again = sql.call("toUInt16", sql.modulo(size(), sql.number(60)))
        return sql.concat(
            sql.sign(seconds()),
            sql.when(one_digit, sql.text("0"), sql.text("")),
            sql.call("toString", self.whole_quotient(size(), sql.number(3600))),
            sql.text(":"),
            _padded_number(self.whole_quotient(rest, sql.number(60)), 2),
            sql.text(":"),
            _padded_number(again, 2),
        )

    def whole_quotient(self, left: Sql, right: Sql) -> Sql:
        """`/` is a float here."""
        return sql.call("intDiv", left, right)

    def decimal(self, value: Callable[[], Sql], places: int) -> Sql:
        """A Decimal keeps its places when divided by a whole number."""
        number = sql.call("toDecimal128", value(), sql.number(places))
        return sql.divide(number, sql.number(10**places))

    def exact_quotient(
        self, above: Callable[[], Sql], below: Callable[[], Sql], places: int
    ) -> Sql | None:
        """A Decimal is cut after one more place, and then `round` goes away from zero."""
        number = sql.call("toDecimal128", above(), sql.number(places + 1))
        return sql.call("round", sql.divide(number, below()), sql.number(places))

    def number_text(self, number: Sql) -> Sql:
        """Never NULL, unlike a cast."""
        return sql.call("toString", number)

    def real(self, value: Sql) -> Sql:
        """Never NULL, unlike a cast."""
        return sql.call("toFloat64", value)

    def wide(self, count: Sql) -> Sql:
        """Products of UInt64 wrap around in silence."""
        return sql.call("toInt128", count)

    # Values.

    def instant(self, value: datetime) -> str:
        """Write the text that a DateTime64 parameter reads, within what it can hold."""
        return min(max(value, _FIRST), _LAST).isoformat(" ", "microseconds")

    def second(self, value: datetime) -> str:
        """Write the text that a DateTime parameter reads: bounds of its column's own type."""
        return min(max(value, _FIRST_SECOND), _LAST_SECOND).isoformat(" ")

    def literal(self, value: object, kind: str) -> str:
        """Double backslash and quote, so that no other dialect sees an end where there is none."""
        # Digits and a point need no quotes.
        if isinstance(value, int | Decimal):
            return str(value)
        quoted = str(value).replace("\\", "\\\\").replace("'", "''")
        if kind == "second":
            return f"toDateTime('{quoted}', 'UTC')"
        return f"toDateTime64('{quoted}', 6, 'UTC')" if kind in ("time", "zoned") else f"'{quoted}'"
