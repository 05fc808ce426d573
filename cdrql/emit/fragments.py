"""What a word of the vocabulary becomes where calls are read: fields, keys, sums.

Each is printed once and reused as text in every later statement: two thirds of a statement are the
same words for the same measure, and printing them is what a compilation would spend its time on.
"""

from collections.abc import Callable
from functools import lru_cache, partial, wraps
from typing import Any, ParamSpec

from sqlglot import exp

from cdrql.backend import Backend, sql
from cdrql.backend.sql import Sql
from cdrql.model.default import CDRS_TABLE, DEFAULT, START_COLUMN
from cdrql.model.policy import Mask
from cdrql.model.vocabulary import BY, CALLS, SUM, Dimension, Sum
from cdrql.model.warehouse import (
    Column,
    Expression,
    Field,
    Filled,
    Lookup,
    Positive,
    Present,
    Table,
    Warehouse,
)
from cdrql.planning.plan import Period

SOURCE = "c"  # the alias of whatever is read
_PLAIN = frozenset(DEFAULT.fields) | {START_COLUMN, CDRS_TABLE}
FEW = 16  # values, or changes of a zone's offset, that a kept text may hold

P = ParamSpec("P")


def kept(build: Callable[P, Sql]) -> Callable[P, Sql]:
    """Print what a function builds of its arguments once, and give the text ever after.

    The arguments are hashable and given by position, the backend last.
    """
    made: Callable[..., Sql] = build

    @lru_cache(maxsize=4096)
    def text(*arguments: Any) -> str:
        return sql.printed(made(*arguments), arguments[-1].dialect)

    @wraps(build)
    def word(*arguments: P.args, **_: P.kwargs) -> Sql:
        return sql.word(text(*arguments))

    return word


def alias(value: Sql, label: str, quoted: bool = False) -> exp.Alias:
    """Name an expression of a select list."""
    return exp.Alias(this=value, alias=sql.name(label, quoted))


def inner_name(part: Dimension | Period | Sum) -> str:
    """Name a column of the inner query, never as a column of the table is named."""
    if isinstance(part, Sum):
        return f"{SUM}{part.name}"
    return f"{BY}period" if isinstance(part, Period) else f"{BY}{part.field}"


def identifier(label: str) -> exp.Identifier:
    """Name something of the warehouse; quoted, but for the default warehouse's own names."""
    return sql.name(label, quoted=label not in _PLAIN)


def table_of(table: Table, backend: Backend) -> exp.From:
    """Read a table, under a name that keeps its columns from being taken for anything else."""
    return exp.From(this=_table(table.name_in(backend.dialect), SOURCE))


def _table(path: str, label: str) -> exp.Table:
    """Name a table, with its schema where it has one, and give it an alias."""
    *schema, table = path.split(".")
    db = identifier(schema[0]) if schema else None
    alias = exp.TableAlias(this=sql.name(label))
    return exp.Table(this=identifier(table), db=db, alias=alias)


@kept
def raw(name: str, house: Warehouse, table: Table | None, backend: Backend) -> Sql:
    """Give a field of a row of a table; of a call that earlier queries made where there is none."""
    if table is None:
        return sql.column(f"call_{name}", SOURCE)
    code = table.code[name]
    if isinstance(code, Expression):
        return sql.word(code.sql[backend.dialect])
    assert isinstance(code, Column)  # the tests of other fields are made by `holds`
    return _column(code.name)


def start(house: Warehouse, table: Table | None, backend: Backend) -> Sql:
    """Give the start column."""
    if table is None:
        return sql.column("call_start", SOURCE)
    return _column(table.start)


def _column(label: str, source: str = SOURCE) -> Sql:
    """Refer to a column of a table."""
    return exp.Column(this=identifier(label), table=sql.name(source))


@kept
def holds(name: str, house: Warehouse, table: Table | None, backend: Backend) -> Sql:
    """Test a boolean field; calls that earlier queries made have it as 1 or 0."""
    code = house.tables[0].code.get(name)
    if isinstance(code, Filled):
        return backend.filled(raw(code.field, house, table, backend))
    if isinstance(code, Positive):
        return sql.compare(raw(code.field, house, table, backend), ">", sql.number(0))
    if isinstance(code, Present):
        return exp.Not(this=sql.is_null(raw(code.field, house, table, backend)))
    value = raw(name, house, table, backend)
    return sql.compare(value, "=", sql.number(1)) if table is None else value


@kept
def grouped(
    by: Dimension, mask: Mask | None, house: Warehouse, table: Table | None, backend: Backend
) -> Sql:
    """Give what a dimension groups by; a name that is looked up later, by its key."""
    field = house.fields[by.field]
    value = raw(field.key, house, table, backend)
    if field.type == "text" and field.lookup is None:
        value = _masked(partial(raw, by.field, house, table, backend), mask, backend)
    elif field.type == "seconds" and (field.places or field.number != "integer"):
        scale = field.rounding(backend.exact_decimals)
        if scale is None:
            value = backend.cut(value, field.divisor, field.number == "integer")
        else:
            value = backend.cut(backend.scaled(value, scale), field.divisor * scale, True)
    elif field.lookup and field.lookup.text:
        value = backend.exact(value)
    return alias(value, inner_name(by))


def period(by: Period, house: Warehouse, table: Table | None, backend: Backend) -> Sql:
    """Give what a period groups by; kept as text but for windows of many changes of a zone."""
    return (_period if len(by.offset_changes) > FEW else _short_period)(by, house, table, backend)


def _period(by: Period, house: Warehouse, table: Table | None, backend: Backend) -> Sql:
    """Give what a period groups by."""
    stored = partial(start, house, table, backend)
    return alias(backend.period_key(by, house.start_in(backend.dialect), stored), inner_name(by))


_short_period = kept(_period)


@kept
def summed(part: Sum, house: Warehouse, table: Table | None, backend: Backend) -> Sql:
    """Give what a sum adds up."""
    addend = _addend(part, house, table, backend)
    return alias(_total(part, addend, house, backend), inner_name(part))


@kept
def added(part: Sum, house: Warehouse, table: Table, backend: Backend) -> Sql:
    """Give what a call adds to a sum, for `resummed` to add up."""
    return alias(_addend(part, house, table, backend), inner_name(part))


@kept
def resummed(part: Sum, house: Warehouse, backend: Backend) -> Sql:
    """Add up what calls add, as a query of rows gave it."""
    addend = exp.Star() if part == CALLS else sql.column(inner_name(part), SOURCE)
    return alias(_total(part, addend, house, backend), inner_name(part))


def _addend(part: Sum, house: Warehouse, table: Table | None, backend: Backend) -> Sql:
    """Give what a call adds to a sum; to a count, anything that is not NULL."""
    held = holds(part.when, house, table, backend) if part.when else None
    code = house.tables[0].code.get(part.when or "")
    if part.field is None:
        if isinstance(code, Present):
            return raw(code.field, house, table, backend)
        return exp.Star() if held is None else sql.when(held, sql.number(1))
    field, value = house.fields[part.field], raw(part.field, house, table, backend)
    if isinstance(code, Present) and code.field == part.field:
        held = None  # a sum leaves NULLs out by itself
    if not field.counted:
        return value if held is None else sql.when(held, value)
    if field.number == "integer" and not field.decimals:
        value = backend.addend(value, field.narrow)
    elif not _rounded_once(field, backend):
        value = backend.scaled(value, 10**field.decimals)
    if held is None:
        return value
    zero = None if field.type == "money" or _may_lack(part, house) else sql.number(0)
    return sql.when(held, value, zero)


def _total(part: Sum, addend: Sql, house: Warehouse, backend: Backend) -> Sql:
    """Count or sum the calls of a group; a sum of seconds is 0 where nothing is there."""
    if part.field is None:
        return backend.count(addend)
    field = house.fields[part.field]
    if not field.counted:
        return backend.money_sum(addend, 10**field.decimals)
    total = exp.Sum(this=addend) if field.type == "money" else backend.sum(addend)
    if _rounded_once(field, backend):
        total = backend.scaled(total, 10**field.decimals)
    return _or_zero(total) if _may_lack(part, house) and field.type != "money" else total


def _rounded_once(field: Field, backend: Backend) -> bool:
    """Say whether a field is summed as the exact decimal that it is, and its sum rounded."""
    return field.number == "decimal" and backend.exact_decimals


def _may_lack(part: Sum, house: Warehouse) -> bool:
    """Say whether a call that a sum is of may have nothing to add."""
    assert part.field is not None  # a count adds no field
    code = house.tables[0].code.get(part.when or "")
    return house.fields[part.field].nullable and code != Positive(part.field)


def _or_zero(total: Sql) -> Sql:
    """Make zero of a sum of nothing."""
    return sql.coalesce(total, sql.number(0))


def _masked(text: Callable[[], Sql], mask: Mask | None, backend: Backend) -> Sql:
    """Give a text to group by, its hidden characters as `*`."""
    return backend.text_key(text() if mask is None else backend.masked(text, mask))


@kept
def label(by: Dimension, mask: Mask | None, lookup: Lookup, names: str, backend: Backend) -> Sql:
    """Give the name that a group's key stands for; nothing where the table has no such key."""
    name = partial(_column, lookup.name, names)
    value = sql.as_text(name()) if lookup.cast else name()
    if lookup.digits:
        value = backend.digits(name)
    if by.type == "text":
        value = _masked((lambda: sql.as_text(name())) if lookup.cast else name, mask, backend)
    elif backend.joins_with_defaults:
        value = sql.when(_same_key(by, lookup, names, backend), value)
    return alias(value, inner_name(by))


def join(by: Dimension, lookup: Lookup, names: str, backend: Backend) -> exp.Join:
    """Join the table of names to the groups."""
    on = _same_key(by, lookup, names, backend)
    return exp.Join(this=_table(lookup.table, names), side="LEFT", on=on)


def _same_key(by: Dimension, lookup: Lookup, names: str, backend: Backend) -> Sql:
    """Compare a group's key with that of a table of names."""
    key = _column(lookup.key, names)
    key = backend.exact(key) if lookup.text else key
    return sql.compare(key, "=", sql.column(inner_name(by), SOURCE))
