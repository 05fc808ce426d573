"""MySQL and MariaDB from 5.5 on: what is printed here runs alike on both (docs/servers.md)."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import ClassVar

from sqlglot import exp

from cdrql.backend import (
    Backend,
    Key,
    Mask,
    Period,
    Sql,
    Start,
    Style,
    masked_text,
    sql,
    standard_text,
)

_FUNCTIONS = {"year": "YEAR", "month": "MONTH", "day": "DAYOFMONTH", "hour": "HOUR"}
_DAY, _MONTH = ("year", "month", "day"), ("year", "month")
_BINARY = exp.DataType.Type.BINARY
_DECIMAL = exp.DataType.Type.DECIMAL
_WILD = str.maketrans({"!": "!!", "%": "!%", "_": "!_"})


def _utf8_bytes(text: Sql) -> Sql:
    """Give a text's UTF-8: the one exact comparison, by code point, that both servers have."""
    return exp.Cast(this=_as_utf8(text), to=exp.DataType(this=_BINARY))


def _as_utf8(text: Sql) -> Sql:
    """Convert a text, or its bytes, to utf8mb4."""
    charset = exp.DataType(this=exp.DataType.Type.CHARACTER_SET, kind=sql.word("utf8mb4"))
    return exp.Cast(this=text, to=charset)


def _bigint_type() -> exp.DataType:
    return exp.DataType(this=exp.DataType.Type.BIGINT)


def _cut_text(text: Sql, place: int, length: int) -> Sql:
    return sql.call("SUBSTR", text, sql.number(place), sql.number(length))


def _extract_unit(unit: str, time: Sql) -> Sql:
    """Take a compound part of a time, as one integer."""
    return exp.Extract(this=sql.word(unit), expression=time)


def _add_seconds(seconds: Sql, time: Sql) -> Sql:
    return sql.call("TIMESTAMPADD", sql.word("SECOND"), seconds, time)


# A key of a row as so many signs, which sort as it does: microseconds since the year 1, or a number
# of up to 64 bits made positive, with the nine decimals that an epoch has at most.
_WIDTHS = {"time": 18, "integer": 20, "decimal": 30}
_DIGITS = {"integer": (20,), "decimal": (29, 9)}
_BIAS = 2**63 + 1


def _sortable_key(key: Sql, kind: str, nothing: str) -> Sql:
    """Write a key, or as many of a digit where it is NULL, which sorts behind or before all."""
    width = sql.number(_WIDTHS[kind])
    if kind == "time":
        unit = sql.word("MICROSECOND")
        number: Sql = sql.call("TIMESTAMPDIFF", unit, sql.text("0001-01-01"), key)
    else:
        digits = [exp.DataTypeParam(this=sql.number(digits)) for digits in _DIGITS[kind]]
        wide = exp.Cast(this=key, to=exp.DataType(this=_DECIMAL, expressions=digits))
        number = sql.plus(wide, sql.number(_BIAS))
    padded = sql.call("LPAD", number, width, sql.text("0"))
    return sql.coalesce(padded, sql.text(nothing * _WIDTHS[kind]))


def _cut_off(text: Sql, length: int) -> Sql:
    """Leave out the first characters. SUBSTR of an aggregate is four times as long to MariaDB."""
    return sql.call("INSERT", text, sql.number(1), sql.number(length), sql.text(""))


def _write_stars(count: Sql) -> Sql:
    return sql.call("REPEAT", sql.text("*"), count)


class MySQL(Backend):
    """The SQL that MySQL and MariaDB share: https://dev.mysql.com/doc/refman/8.4/en/functions.html."""

    dialect: ClassVar[str] = "mysql"
    paramstyle: ClassVar[Style] = "pyformat"
    # MySQL has WITH since 8.0.1, MariaDB since 10.2.1; the plan is the same without it.
    nested: ClassVar[bool] = True
    # What the manual says instead of none: https://dev.mysql.com/doc/refman/8.4/en/select.html
    unlimited: ClassVar[str | None] = "18446744073709551615"
    functions: ClassVar[frozenset[str]] = frozenset(
        {"inet_ntoa", "inet6_ntoa", "json_unquote", "json_valid", "maketime", "microsecond"}
        | {"time_to_sec", "timediff", "to_seconds", "unix_timestamp"}
    )

    # Texts.

    def exact(self, text: Sql) -> Sql:
        """Compare bytes: collations fold case, accents and trailing blanks."""
        return _utf8_bytes(text)

    def masked(self, text: Callable[[], Sql], mask: Mask) -> Sql:
        """Count characters, not bytes, in columns of bytes too."""
        return masked_text(
            lambda: _as_utf8(text()), mask, "CHAR_LENGTH", _write_stars, ("LEFT", "RIGHT")
        )

    def text_key(self, column: Sql) -> Sql:
        """Group by bytes: collations fold case, accents and trailing blanks."""
        return _utf8_bytes(sql.coalesce(column, sql.text("")))

    def unique_value(self) -> Sql:
        """Draw a number: of UUID, a text, MariaDB makes bytes once for all rows.

        https://dev.mysql.com/doc/refman/8.4/en/miscellaneous-functions.html#function_uuid-short
        """
        return sql.call("UUID_SHORT")

    def text_of(self, key: Sql) -> Sql:
        """Make a text of the bytes again."""
        return _as_utf8(key)

    def equals_exactly(self, column: Callable[[], Sql], options: Callable[[], list[Sql]]) -> Sql:
        """Find by the column's own index and collation, then compare bytes."""
        return sql.all_of(
            [sql.is_in(column(), options()), sql.is_in(_utf8_bytes(column()), options())]
        )

    def starts_with(self, column: Callable[[], Sql], prefix: Callable[[], Sql]) -> Sql:
        """Compare bytes only: the index range of a LIKE ends before U+10000 in many collations."""
        test = exp.Like(this=_utf8_bytes(column()), expression=prefix())
        return exp.Escape(this=test, expression=sql.text("!"))

    def prefix(self, value: str) -> str:
        """Make a LIKE pattern; its escape is named, for sql_mode may take the backslash away."""
        return value.translate(_WILD) + "%"

    def filled(self, column: Sql) -> Sql:
        """Count characters: under most collations blanks equal an empty text."""
        return sql.compare(sql.call("CHAR_LENGTH", column), ">", sql.number(0))

    # Starts.

    def time_literal(self, value: datetime) -> Sql:
        """Write a time of ours, which compares with a DATETIME as one."""
        return sql.text(value.isoformat(" "))

    def period_key(self, period: Period, start: Start, stored: Callable[[], Sql]) -> Sql:
        """Give a day as a DATE, which groups fastest, and other periods as one integer."""

        def local() -> Sql:
            return self._local_time(period, start, stored)

        if period.parts == _DAY:
            return sql.call("DATE", local())
        parts = period.parts
        code: Sql | None = None
        if parts[:2] == _MONTH:
            # One call for both: it gives 202401.
            code, parts = _extract_unit("YEAR_MONTH", local()), parts[2:]
        for part in parts:
            value = sql.call(_FUNCTIONS[part], local())
            code = sql.plus(sql.times(100, sql.group(code)), value) if code else value
        assert code is not None  # a period has parts
        return code

    def period_text(self, period: Period, start: Start, key: str) -> Sql:
        """Print a DATE, or take the parts out of the integer again."""
        if period.parts == _DAY:
            return sql.call("DATE_FORMAT", sql.column(key), sql.text("%Y %m %d"))
        texts: list[Sql] = []
        for place, part in enumerate(reversed(period.parts)):
            value: Sql = sql.column(key)
            if place:
                value = self.whole_quotient(value, sql.number(100**place))
            if place < len(period.parts) - 1:
                value = sql.modulo(value, sql.number(100))
            width = sql.number(4 if part == "year" else 2)
            texts.insert(0, sql.call("LPAD", value, width, sql.text("0")))
        return texts[0] if len(texts) == 1 else sql.call("CONCAT_WS", sql.text(" "), *texts)

    def _local_time(self, period: Period, start: Start, stored: Callable[[], Sql]) -> Sql:
        """Add the offset that is in force: CONVERT_TZ is NULL where zone tables are not loaded."""
        offset: Sql | None = None
        if period.offset_changes:
            offsets: list[Sql] = [sql.number(offset) for _, offset in period.offset_changes]
            offset = self.in_force(period, start, stored, offsets)
        if start.stores == "epoch":
            seconds = self.cut(stored(), start.per_second, not start.decimals)
            seconds = sql.plus(seconds, offset) if offset else seconds
            # FROM_UNIXTIME would answer in the zone of the session.
            return _add_seconds(seconds, sql.text("1970-01-01"))
        time = stored()
        if start.stores == "text":
            text = standard_text(stored, start, _cut_text)
            time = exp.Cast(this=text, to=exp.DataType(this=exp.DataType.Type.DATETIME))
        return _add_seconds(offset, time) if offset else time

    # Numbers.

    def digits(self, text: Callable[[], Sql]) -> Sql:
        """Cast only what is a number: any other text would become 0."""
        length = exp.Between(
            this=sql.call("CHAR_LENGTH", text()), low=sql.number(1), high=sql.number(18)
        )
        # REGEXP is what both servers have.
        digits = sql.infix(text(), "NOT REGEXP", sql.text("[^0-9]"), self.dialect)
        spelled = sql.all_of([length, digits])
        return sql.when(spelled, exp.Cast(this=text(), to=_bigint_type()))

    def scaled(self, column: Sql, scale: int) -> Sql:
        """Round to a bigint."""
        return exp.Cast(this=sql.call("ROUND", sql.times(scale, column)), to=_bigint_type())

    def cut(self, column: Sql, divisor: int, whole: bool) -> Sql:
        """DIV drops the remainder of integers."""
        if whole:
            return column if divisor == 1 else self.whole_quotient(column, sql.number(divisor))
        divided = column if divisor == 1 else sql.divide(column, sql.number(divisor))
        return exp.Cast(this=sql.call("TRUNCATE", divided, sql.number(0)), to=_bigint_type())

    # Rows of a call.

    def end_value(self, value: Sql, start: Key, order: Key, last: bool, text: bool) -> Sql | None:
        """Put the keys before the value, take the least of it all or the greatest, and cut it off.

        Window functions are newer than 5.7, and number rows in a table of their own. Keys are
        short, for MariaDB writes to the disk what it groups by more than 1,000 bytes.
        """
        kinds = (start[1], order[1])
        if not all(kind in _WIDTHS for kind in kinds):
            return None
        nothing = "0" if last else "9"  # in both orders NULL comes last
        sorting = [_sortable_key(*key, nothing) for key in (start, order)]
        # A 1 tells a value from NULL, of which nothing is put there.
        marked = sql.coalesce(sql.call("CONCAT", sql.text("1"), value), sql.text(""))
        whole = (exp.Max if last else exp.Min)(this=sql.call("CONCAT", *sorting, marked))
        kept = sql.call(
            "NULLIF", _cut_off(whole, sum(_WIDTHS[kind] for kind in kinds)), sql.text("")
        )
        cut = _cut_off(kept, 1)
        return cut if text else exp.Cast(this=cut, to=_bigint_type())

    # The answer.

    def clock(self, seconds: Callable[[], Sql]) -> Sql:
        """Print hours by arithmetic: SEC_TO_TIME ends at 838 of them."""

        def size() -> Sql:
            return exp.Abs(this=seconds())

        one_digit = sql.compare(size(), "<", sql.number(36_000))
        rest = sql.call("SEC_TO_TIME", sql.modulo(size(), sql.number(3600)))
        return sql.concat(
            sql.sign(seconds()),
            sql.when(one_digit, sql.text("0"), sql.text("")),
            self.whole_quotient(size(), sql.number(3600)),
            sql.call("TIME_FORMAT", rest, sql.text(":%i:%s")),
        )

    def whole_quotient(self, left: Sql, right: Sql) -> Sql:
        """DIV drops the remainder; some sqlglot versions print a cast instead, which rounds."""
        return sql.infix(left, "DIV", right, self.dialect)

    def decimal(self, value: Callable[[], Sql], places: int) -> Sql:
        """Multiply: a quotient has as many places as div_precision_increment says."""
        step = sql.decimal(f"{10.0**-places:.{places}f}")
        return exp.Mul(this=sql.group(value()), expression=step)

    def hundredths_text(self, value: Callable[[], Sql], signed: bool) -> Sql:
        """Print two places, then cut zeros and point."""
        printed: Sql = sql.as_text(self.decimal(value, 2))
        for tail in ("0", "."):
            printed = exp.Trim(this=printed, expression=sql.text(tail), position="TRAILING")
        return printed

    def real(self, value: Sql) -> Sql:
        """Multiply by a double: CAST to one is newer than window functions."""
        return exp.Mul(this=sql.decimal("1e0"), expression=sql.group(value))

    def wide(self, count: Sql) -> Sql:
        """A DECIMAL of 40 digits: BIGINT arithmetic would be out of range."""
        digits = exp.DataTypeParam(this=sql.number(40))
        wide = exp.DataType(this=exp.DataType.Type.DECIMAL, expressions=[digits])
        return exp.Cast(this=count, to=wide)

    def adapt(self, node: Sql) -> Sql:
        """MariaDB has no REGEXP_LIKE; REGEXP binds no tighter than a comparison."""
        if isinstance(node, exp.RegexpLike):
            return exp.Paren(this=sql.infix(node.this, "REGEXP", node.expression, self.dialect))
        return node

    # Values, and what mappings write otherwise.

    def literal(self, value: object, kind: str) -> str:
        """Write in hexadecimal what a character set or NO_BACKSLASH_ESCAPES could change."""
        if isinstance(value, int | Decimal):
            return str(value)
        if isinstance(value, datetime):
            # Typed, so that it is a time beside any column.
            return f"TIMESTAMP '{value.isoformat(' ')}'"
        text = str(value)
        if text.isascii() and "\\" not in text:
            return "'" + text.replace("'", "''") + "'"
        return f"_utf8mb4 X'{text.encode().hex()}'"
