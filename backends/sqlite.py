"""SQLite 3.31 and newer: text timestamps, money summed in scaled integers."""

import re
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from functools import partial, reduce
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
    place_of,
    sql,
    standard_text,
)

_PARTS = {"year": "%Y", "month": "%m", "day": "%d", "hour": "%H"}
_WILD = str.maketrans({"*": "[*]", "?": "[?]", "[": "[[]"})


def _join_texts(left: Sql, right: Sql) -> Sql:
    return exp.DPipe(this=left, expression=right)


def _rounded(total: Sql) -> Sql:
    """Round a REAL, which a column of whole numbers may hold: exact below 2^53."""
    return exp.Cast(this=sql.call("ROUND", total), to=_integer_type())


def _if_whole(number: Sql, whole: Sql, real: Sql) -> Sql:
    is_whole = sql.compare(sql.call("TYPEOF", number), "=", sql.text("integer"))
    return sql.when(is_whole, whole, real)


def _exact_size(number: Sql) -> Sql:
    """Give a number cut, without its sign; fail from 2^53 on, where sums of REALs are not exact."""
    # All below becomes the least of 64 bits, of which ABS says: integer overflow.
    least = exp.Mul(this=sql.decimal("-1024.0"), expression=exp.Abs(this=number))
    size = exp.Abs(this=exp.Cast(this=least, to=_integer_type()))
    return sql.group(sql.divide(size, sql.number(1024)))


def _in_classes(options: Callable[[], list[Sql]], *types: str) -> list[Sql]:
    """Give values in each storage class in which a column without a type may hold them."""
    # sqlglot would print NUMERIC as REAL, which has no room for whole numbers of 64 bits.
    named = [exp.DataType(this=exp.DataType.Type.USERDEFINED, kind=name) for name in types]
    given = [value for value in options() if not isinstance(value, exp.Literal)]
    return [*options(), *(exp.Cast(this=value.copy(), to=to) for to in named for value in given)]


def _integer_type() -> exp.DataType:
    return exp.DataType(this=exp.DataType.Type.INT)


def _cut_text(text: Sql, place: int, length: int) -> Sql:
    return sql.call("SUBSTR", text, sql.number(place), sql.number(length))


def _cut_parts(period: Period, start: Start, text: Callable[[], Sql], skipped: int = 0) -> Sql:
    """Cut the parts of a period out of a text whose first so many signs are cut off."""
    pieces: list[Sql] = []
    for part in period.parts:
        place, length = place_of(_PARTS[part], start)
        pieces += [sql.text(" ")] if pieces else []
        pieces.append(_cut_text(text(), place - skipped, length))
    return sql.concat(*pieces)


def _stored_parts(period: Period, start: Start, text: Callable[[], Sql]) -> Sql:
    """Cut the parts out of the text of a start: at once where they follow each other in it."""
    if not _at_once(period):
        return _cut_parts(period, start, text)
    first, (last, length) = _first_place(period, start), place_of(_PARTS[period.parts[-1]], start)
    return _cut_text(text(), first, last + length - first)


def _first_place(period: Period, start: Start) -> int:
    return place_of(_PARTS[period.parts[0]], start)[0]


def _at_once(period: Period) -> bool:
    """Say whether the parts of a period follow each other in the text of a start."""
    order = list(_PARTS)
    first, last = (order.index(period.parts[place]) for place in (0, -1))
    return len(period.parts) > 1 and last - first + 1 == len(period.parts)


def _between_signs(period: Period, start: Start) -> tuple[str, ...]:
    """Give what stands between parts that are cut at once, each once: `("-", " ")`."""
    signs = [_PARTS[part] for part in period.parts]
    return tuple(dict.fromkeys(re.split("|".join(signs), start.format)[1:-1]))


def _write_stars(count: Sql) -> Sql:
    """Write so many stars: SQLite cannot repeat a text."""
    # A blob of so many zero bytes is twice as many zeros in hexadecimal.
    zeros = sql.call("HEX", sql.call("ZEROBLOB", count))
    return sql.call("REPLACE", zeros, sql.text("00"), sql.text("*"))


def _cut_end(node: Sql) -> Sql:
    """SQLite has SUBSTR for LEFT and RIGHT."""
    if not isinstance(node, exp.Anonymous) or node.this not in ("LEFT", "RIGHT"):
        return node
    text, count = node.expressions
    if node.this == "LEFT":
        return sql.call("SUBSTR", text, sql.number(1), count)
    # A place below zero counts from the end.
    return sql.call("SUBSTR", text, exp.Neg(this=count))


class SQLite(Backend):
    """SQLite's SQL, as https://sqlite.org/lang.html has it."""

    dialect: ClassVar[str] = "sqlite"
    paramstyle: ClassVar[Style] = "named"
    # A LIMIT below zero is none: https://sqlite.org/lang_select.html#limitoffset
    unlimited: ClassVar[str | None] = "-1"
    exact_decimals: ClassVar[bool] = False  # https://sqlite.org/datatype3.html
    functions: ClassVar[frozenset[str]] = frozenset(
        {"datetime", "iif", "instr", "julianday", "printf", "typeof", "unixepoch"}
    )

    # Texts.

    def exact(self, text: Sql) -> Sql:
        """Compare bytes, whatever collation the column was declared with."""
        return sql.collate(text, "BINARY")

    def masked(self, text: Callable[[], Sql], mask: Mask) -> Sql:
        """Cut by SUBSTR, from the end where its place is negative."""
        hidden = masked_text(text, mask, "LENGTH", _write_stars, ("LEFT", "RIGHT"))
        return hidden.transform(_cut_end)

    def text_key(self, column: Sql) -> Sql:
        """Compare bytes of what is shown, whatever the column holds and its collation says."""
        return sql.collate(sql.as_text(sql.coalesce(column, sql.text(""))), "BINARY")

    def unique_value(self) -> Sql:
        """Draw one for each row: views have no rowid."""
        return sql.call("HEX", sql.call("RANDOMBLOB", sql.number(16)))

    def equals_exactly(self, column: Callable[[], Sql], options: Callable[[], list[Sql]]) -> Sql:
        """Find by the column's own index, then compare bytes of what is shown."""
        shown = self.exact(sql.as_text(column()))
        found = sql.is_in(column(), _in_classes(options, "NUMERIC", "BLOB"))
        return sql.all_of([found, sql.is_in(shown, options())])

    def starts_with(self, column: Callable[[], Sql], prefix: Callable[[], Sql]) -> Sql:
        """GLOB is exact and uses an index; LIKE ignores case (https://sqlite.org/optoverview.html)."""
        return exp.Glob(this=column(), expression=prefix())

    def prefix(self, value: str) -> str:
        """Make a GLOB pattern: its wildcards in brackets are themselves."""
        return value.translate(_WILD) + "*"

    # Starts.

    def time_literal(self, value: datetime) -> Sql:
        """Write a text, as times are stored."""
        return sql.text(self.instant(value))

    def period_key(self, period: Period, start: Start, stored: Callable[[], Sql]) -> Sql:
        """Cut the parts out of a text that needs no shift; else print them."""
        if not period.offset_changes and start.stores != "epoch":
            return _stored_parts(period, start, stored)
        form = sql.text(" ".join(_PARTS[part] for part in period.parts))
        shift = [self._offset_shift(period, start, stored)] if period.offset_changes else []
        if start.stores == "epoch":
            seconds = self.cut(stored(), start.per_second, not start.decimals)
            return sql.call("STRFTIME", form, seconds, sql.text("unixepoch"), *shift)
        # Without its fraction, which STRFTIME would round into the next day.
        return sql.call("STRFTIME", form, standard_text(stored, start, _cut_text), *shift)

    def _offset_shift(self, period: Period, start: Start, stored: Callable[[], Sql]) -> Sql:
        """Choose the offset that is in force: SQLite knows no zones."""
        shifts: list[Sql] = [
            sql.text(f"{offset:+d} seconds") for _, offset in period.offset_changes
        ]
        return self.in_force(period, start, stored, shifts)

    # Numbers.

    def stored_number(self, column: Sql, nullable: bool) -> Sql:
        """Add 0, which makes a number of any text: as it is, one is above all numbers."""
        held = sql.call("NULLIF", column, sql.text("")) if nullable else column
        return sql.plus(held, sql.number(0))

    def stored_whole(self, column: Callable[[], Sql]) -> Sql:
        """Take a number that is whole, and the text of one; NULL for what is neither."""
        whole = exp.Cast(this=column(), to=_integer_type())
        held = sql.is_in(column(), [whole, sql.as_text(whole.copy())])
        return sql.when(held, whole.copy())

    def equals_number(self, column: Callable[[], Sql], options: Callable[[], list[Sql]]) -> Sql:
        """Look for the number and for its text, which a column without a type keeps apart."""
        return sql.is_in(column(), _in_classes(options, "TEXT"))

    def digits(self, text: Callable[[], Sql]) -> Sql:
        """Cast only what is a number: any other text would become 0."""
        # Nineteen digits may be more than 64 bits hold.
        length = exp.Between(
            this=sql.call("LENGTH", text()), low=sql.number(1), high=sql.number(18)
        )
        other = exp.Glob(this=text(), expression=sql.text("*[^0-9]*"))
        spelled = sql.all_of([length, sql.negated(other)])
        return sql.when(spelled, exp.Cast(this=text(), to=_integer_type()))

    def scaled(self, column: Sql, scale: int) -> Sql:
        """Round a REAL to an integer; what 64 bits cannot hold is infinite, and so is its sum."""
        bound = 9 * 10**18 // scale
        fits = exp.Between(this=column, low=sql.number(-bound), high=sql.number(bound))
        scaled = column.copy() if scale == 1 else sql.times(scale, sql.group(column.copy()))
        rounded = exp.Cast(this=sql.call("ROUND", scaled), to=_integer_type())
        beyond = exp.Mul(this=sql.word("9e999"), expression=sql.group(column.copy()))
        return sql.when(fits, rounded, beyond)

    def cut(self, column: Sql, divisor: int, whole: bool) -> Sql:
        """A cast drops the fraction, which whole numbers may have too."""
        divided = column if divisor == 1 else sql.divide(column, sql.number(divisor))
        return exp.Cast(this=divided, to=_integer_type())

    def period_text(self, period: Period, start: Start, key: str) -> Sql:
        """The key is the text; what stands between parts that were cut at once becomes a blank."""
        text: Sql = sql.column(key)
        if period.offset_changes or start.stores == "epoch" or not _at_once(period):
            return text
        signs = _between_signs(period, start)
        # A digit is no sign to look for, nor is nothing, and a longer text may hold blanks.
        if any(len(sign) != 1 or sign.isdigit() for sign in signs):
            skipped = _first_place(period, start) - 1
            return _cut_parts(period, start, partial(sql.column, key), skipped)
        for sign in signs:
            if sign != " ":
                text = sql.call("REPLACE", text, sql.text(sign), sql.text(" "))
        return text

    # Money and the answer.

    def money_sum(self, column: Sql, money_scale: int) -> Sql:
        """Sum the smallest unit as integers, for SQLite has no decimals."""
        return exp.Sum(this=self.scaled(column, money_scale))

    def money(self, total: str, money_scale: int) -> Sql:
        """Divide once, at the end: exact to 15 significant digits."""
        return sql.divide(sql.column(total), sql.decimal(f"{money_scale}.0"))

    def money_bound(self, total: str, money_scale: int) -> Sql:
        """The sum is in the smallest unit already."""
        return sql.column(total)

    def clock(self, seconds: Callable[[], Sql]) -> Sql:
        """PRINTF pads without a limit."""
        size = exp.Abs(this=_if_whole(seconds(), seconds(), _rounded(seconds())))
        real = _exact_size(sql.call("ROUND", seconds()))
        hours = _if_whole(seconds(), exp.Abs(this=seconds()), real)
        return sql.call(
            "PRINTF",
            sql.text("%s%02d:%02d:%02d"),
            sql.sign(_rounded(seconds())),
            sql.divide(hours, sql.number(3600)),
            sql.modulo(sql.divide(size, sql.number(60)), sql.number(60)),
            sql.modulo(size.copy(), sql.number(60)),
        )

    def whole_quotient(self, left: Sql, right: Sql) -> Sql:
        """`/` of integers drops the remainder."""
        return sql.divide(left, right)

    def real(self, value: Sql) -> Sql:
        """Multiply: sqlglot is slow to print a cast for SQLite."""
        return exp.Mul(this=sql.decimal("1.0"), expression=sql.group(value))

    def decimal(self, value: Callable[[], Sql], places: int) -> Sql:
        """A REAL, which prints the decimals exactly to 15 significant digits."""
        # Cut: a sum may have a fraction where a column of whole numbers holds one.
        whole: Sql = exp.Cast(this=value(), to=_integer_type())
        # With few places, the end of 64 bits is beyond what is exact, and refused for that.
        if places > 3:
            held = sql.compare(exp.Abs(this=value()), "<", sql.number(9 * 10**18))
            whole = sql.when(held, whole, value())
        return sql.divide(whole, sql.decimal(f"{10**places}.0"))

    def whole(self, total: Sql) -> Sql:
        """Round: a column of whole numbers may hold fractions; as it is beyond what is exact."""
        exact = sql.compare(exp.Abs(this=total), "<", sql.number(2**53))
        return sql.when(exact, _rounded(total.copy()), total.copy())

    def hundredths_text(self, value: Callable[[], Sql], signed: bool) -> Sql:
        """Print both parts as integers, then cut zeros and point; `%` would give each its sign."""

        def size() -> Sql:
            return exp.Abs(this=value()) if signed else value()

        digits = sql.call(
            "PRINTF",
            sql.text("%s%d.%02d" if signed else "%d.%02d"),
            *([sql.sign(value())] if signed else []),
            sql.divide(_exact_size(value()), sql.number(100)),
            sql.modulo(size(), sql.number(100)),
        )
        return sql.call("RTRIM", sql.call("RTRIM", digits, sql.text("0")), sql.text("."))

    # Values, and what mappings write otherwise.

    def instant(self, value: datetime) -> str:
        """Write the text that the column holds; trailing zeros of a fraction would sort wrongly."""
        text = value.isoformat(" ")
        return text.rstrip("0") if value.microsecond else text

    def number(self, value: Decimal) -> float:
        """Bind a double, for that is what the column holds."""
        return float(value)

    def adapt(self, node: Sql) -> Sql:
        """SUBSTRING, IIF and CONCAT are younger than what this runs on."""
        if isinstance(node, exp.Concat):
            parts: list[Sql] = list(node.expressions)
            if node.args.get("coalesce"):
                parts = [sql.coalesce(part, sql.text("")) for part in parts]
            return exp.Paren(this=reduce(_join_texts, parts))
        if isinstance(node, exp.Substring):
            places = (node.args.get("start"), node.args.get("length"))
            return sql.call("SUBSTR", node.this, *(place for place in places if place))
        if isinstance(node, exp.If) and not isinstance(node.parent, exp.Case):
            return sql.when(node.this, node.args["true"], node.args.get("false"))
        return node

    def literal(self, value: object, kind: str) -> str:
        """Double the quotes; a backslash stands in none, for where the text is run by mistake."""
        if isinstance(value, int | float):
            return repr(value)
        text = "'" + str(value).replace("'", "''") + "'"
        if "\\" not in text:
            return text
        # A character that the text does not have stands for the backslash until CHAR(92) is put
        # there.
        spare = next(sign for sign in map(chr, range(ord("0"), 1024)) if sign not in text)
        spared = text.replace("\\", spare)
        return f"REPLACE({spared}, '{spare}', CHAR(92))"
