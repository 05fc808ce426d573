"""DuckDB for cdrql: the backend, which writes its SQL, and the engine, which opens its files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from itertools import chain
from pathlib import Path
from threading import Timer
from typing import Any, ClassVar

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
from cdrql.engines import (
    Answering,
    Engine,
    Form,
    Index,
    LiveTable,
    NewTable,
    Parameters,
    Rows,
    Session,
    Writer,
    import_driver,
)

_MEMORY = ":memory:"
_ROWS = 100  # in one INSERT: a statement for each row takes four times as long
_SECONDS: Form = ("EPOCH({end}) - EPOCH({start})", {"decimals": 6})

_HUGEINT = exp.DataType.Type.INT128


def _huge(value: Sql) -> Sql:
    """Cast to 128 bits."""
    return exp.Cast(this=value, to=exp.DataType(this=_HUGEINT))


def _part(text: Sql, place: int, length: int) -> Sql:
    """Cut a text."""
    return sql.call("SUBSTR", text, sql.number(place), sql.number(length))


def _stars(count: Sql) -> Sql:
    """Write so many stars."""
    return sql.call("REPEAT", sql.text("*"), count)


class DuckDB(Backend):
    """DuckDB's SQL, as https://duckdb.org/docs/stable/sql/functions/overview has it."""

    dialect: ClassVar[str] = "duckdb"
    paramstyle: ClassVar[Style] = "numeric"

    # Rows: what is read of a call.

    def text_key(self, column: Sql) -> Sql:
        """Texts compare by their UTF-8 as they are."""
        return sql.coalesce(column, sql.text(""))

    def equals_exactly(self, column: Callable[[], Sql], options: Callable[[], list[Sql]]) -> Sql:
        """Equality is exact."""
        return sql.is_in(column(), options())

    def starts_with(self, column: Callable[[], Sql], prefix: Callable[[], Sql]) -> Sql:
        """Takes the prefix as it is, so that `prefix` has nothing to escape."""
        return sql.call("STARTS_WITH", column(), prefix())

    def masked(self, text: Callable[[], Sql], mask: Mask) -> Sql:
        """LENGTH, LEFT and RIGHT count characters."""
        return masked_text(text, mask, "LENGTH", _stars, ("LEFT", "RIGHT"))

    def digits(self, text: Callable[[], Sql]) -> Sql:
        """Any branch of a CASE may be computed for every row: a plain cast would be an error."""
        spelled = sql.call("REGEXP_FULL_MATCH", text(), sql.text("[0-9]{1,18}"))
        bigint = exp.DataType(this=exp.DataType.Type.BIGINT)
        return sql.when(spelled, exp.TryCast(this=text(), to=bigint))

    def scaled(self, column: Sql, scale: int) -> Sql:
        """Round to a HUGEINT."""
        return _huge(sql.call("ROUND", sql.times(scale, column)))

    def cut(self, column: Sql, divisor: int, whole: bool) -> Sql:
        """`//` drops the remainder of integers only."""
        if whole:
            return column if divisor == 1 else self.whole_quotient(column, sql.number(divisor))
        divided = column if divisor == 1 else sql.divide(column, sql.number(divisor))
        return _huge(sql.call("TRUNC", divided))

    def period_key(self, period: Period, start: Start, stored: Callable[[], Sql]) -> Sql:
        """Write the parts side by side in one integer, two digits each."""
        code: Sql | None = None
        for part in period.parts:
            value = sql.call(part.upper(), self._local(period, start, stored))
            code = sql.plus(sql.times(100, sql.group(code)), value) if code else value
        assert code is not None  # a period has parts
        return code

    def _local(self, period: Period, start: Start, stored: Callable[[], Sql]) -> Sql:
        """Add the seconds that are in force: conversion by name needs an extension."""

        def time() -> Sql:
            return self._time(start, stored)

        if not period.offset_changes:
            return time()
        seconds: list[Sql] = [sql.number(offset) for _, offset in period.offset_changes]
        compared = time if start.stores == "instant" else stored
        in_force = self.in_force(period, start, compared, seconds)
        return sql.plus(time(), sql.call("TO_SECONDS", in_force))

    def _time(self, start: Start, stored: Callable[[], Sql]) -> Sql:
        """Make a timestamp without zone of what is stored."""
        if start.stores == "epoch":
            seconds = self.cut(stored(), start.per_second, not start.decimals)
            return sql.plus(
                self.time_literal(datetime(1970, 1, 1)), sql.call("TO_SECONDS", seconds)
            )
        if start.stores == "text":
            timestamp = exp.DataType(this=exp.DataType.Type.TIMESTAMP)
            return exp.Cast(this=standard_text(stored, start, _part), to=timestamp)
        if start.stores == "instant":
            return exp.AtTimeZone(this=stored(), zone=sql.text("UTC"))
        return stored()

    # Groups: what is shown, sorted and compared.

    def period_text(self, period: Period, start: Start, key: str) -> Sql:
        """Take the parts out of the integer again."""
        form = " ".join("%04d" if part == "year" else "%02d" for part in period.parts)
        values: list[Sql] = []
        for place in range(len(period.parts)):
            value: Sql = sql.column(key)
            if place:
                value = self.whole_quotient(value, sql.number(100**place))
            last = place == len(period.parts) - 1
            values.insert(0, value if last else sql.modulo(value, sql.number(100)))
        return sql.call("PRINTF", sql.text(form), *values)

    def clock(self, seconds: Callable[[], Sql]) -> Sql:
        """PRINTF pads without a limit."""

        def size() -> Sql:
            return exp.Abs(this=seconds())

        minutes = self.whole_quotient(size(), sql.number(60))
        return sql.call(
            "PRINTF",
            sql.text("%s%02d:%02d:%02d"),
            sql.sign(seconds()),
            self.whole_quotient(size(), sql.number(3600)),
            sql.modulo(minutes, sql.number(60)),
            sql.modulo(size(), sql.number(60)),
        )

    def whole_quotient(self, left: Sql, right: Sql) -> Sql:
        """`//` drops the remainder, towards zero."""
        return sql.infix(left, "//", right, self.dialect)

    def decimal(self, value: Callable[[], Sql], places: int) -> Sql:
        """Multiply by a decimal: a quotient would be a double."""
        step = sql.decimal(f"{10.0**-places:.{places}f}")
        return exp.Mul(this=sql.group(value()), expression=step)

    def hundredths_text(self, value: Callable[[], Sql], signed: bool) -> Sql:
        """Print two places, then cut zeros and point."""
        printed: Sql = sql.as_text(self.decimal(value, 2))
        for tail in ("0", "."):
            printed = sql.call("RTRIM", printed, sql.text(tail))
        return printed

    def money_bound(self, total: str, money_scale: int) -> Sql:
        """Make it whole, for `//` keeps the places of a decimal."""
        return _huge(super().money_bound(total, money_scale))

    def wide(self, count: Sql) -> Sql:
        """BIGINT arithmetic would be out of range."""
        return _huge(count)

    # Values: what the driver takes.

    def zoned(self, value: datetime) -> datetime:
        """Bind with its zone: the session's would be taken for the missing one."""
        return value.replace(tzinfo=UTC)

    def literal(self, value: object, kind: str) -> str:
        """Double the quotes: a plain string has no escapes."""
        if isinstance(value, int | Decimal):
            return str(value)
        if isinstance(value, datetime):
            return f"{'TIMESTAMPTZ' if value.tzinfo else 'TIMESTAMP'} '{value.isoformat(' ')}'"
        return "'" + str(value).replace("'", "''") + "'"


# --- The engine ---------------------------------------------------------------------------------


_INDEXES = """SELECT CASE WHEN schema_name = CURRENT_SCHEMA THEN table_name
        ELSE schema_name || '.' || table_name END, index_name, expressions
    FROM duckdb_indexes() ORDER BY 1, 2"""


class DuckDBEngine(Engine):
    """DuckDB files, such as `duckdb:///var/calls.duckdb`; `duckdb://` is one in memory.

    The catalogue is the standard's, with DuckDB's own list of indexes; how DuckDB finds rows is not
    told by its plans.
    """

    dialect: ClassVar[str] = "duckdb"
    folds_names: ClassVar[bool] = True
    seconds_between: ClassVar[tuple[Form, Form] | None] = (_SECONDS, _SECONDS)

    def open(self, url: str, timeout: float) -> Session:
        """Open a file that exists, read-only; a timer interrupts what takes too long."""
        path = _path(url)
        if path != _MEMORY and not Path(path).is_file():
            raise FileNotFoundError(f"there is no DuckDB file `{path}`")
        connection = import_driver("duckdb", "duckdb").connect(path, read_only=path != _MEMORY)
        connection.execute("SET TimeZone = 'UTC'")

        def query(sql: str, params: Parameters) -> Rows:
            timer = Timer(timeout, connection.interrupt)
            timer.start()
            try:
                rows: Rows = connection.execute(sql, params or None).fetchall()
            finally:
                timer.cancel()
            return rows

        return Session(query, connection.close)

    def tables(self, database: Answering) -> list[LiveTable]:
        """Read the standard's catalogue, and the indexes, of which it knows nothing."""
        found = database.query(_INDEXES)
        return [
            replace(
                table,
                indexes=(
                    *table.indexes,
                    *(Index(name, _columns(keys)) for of, name, keys in found if of == table.name),
                ),
            )
            for table in super().tables(database)
        ]

    def writer(self, url: str) -> DuckDBWriter:
        """Open it for the conformance suite."""
        return DuckDBWriter(url)


def _columns(keys: str) -> tuple[str, ...]:
    """Take the columns out of a list of keys: `[calldate, 'a b']`."""
    return tuple(key.strip(" '\"") for key in keys.strip("[]").split(","))


def _path(url: str) -> str:
    """Take the path of a URL; none means a database in memory."""
    return url.removeprefix("duckdb://") or _MEMORY


class DuckDBWriter(Writer):
    """A DuckDB database that is asked and written to by one session, for it lets in no second."""

    def __init__(self, url: str) -> None:
        self._connection = import_driver("duckdb", "duckdb").connect(_path(url))

    def query(self, sql: str, params: Parameters) -> list[tuple[Any, ...]]:
        """Answer a statement with `$1` parameters."""
        rows: list[tuple[Any, ...]] = self._connection.execute(sql, params).fetchall()
        return rows

    def execute(self, sql: str) -> None:
        """Run one statement."""
        self._connection.execute(sql)

    def fill(self, table: NewTable, rows: Iterable[tuple[Any, ...]]) -> None:
        """Insert many rows at a time."""
        self.execute(f"DELETE FROM {table.name}")  # noqa: S608
        one = table.insert("?")
        marks = one.partition(" VALUES ")[2]
        stored = list(rows)
        for first in range(0, len(stored), _ROWS):
            some = stored[first : first + _ROWS]
            more = f", {marks}" * (len(some) - 1)
            self._connection.execute(one + more, list(chain.from_iterable(some)))

    def close(self) -> None:
        """Close the database."""
        self._connection.close()
