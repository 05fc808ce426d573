"""What a predicate of the plan becomes: tests of rows, or of the calls that are made of them."""

from collections.abc import Iterator
from functools import partial

from cdrql.backend import Backend, sql
from cdrql.backend.sql import Sql
from cdrql.backend.starts import kind_of
from cdrql.emit import fragments
from cdrql.emit.fragments import FEW, kept, raw
from cdrql.model.warehouse import Table, Warehouse
from cdrql.planning.plan import AnyHolds, Compared, OneOf, Plan, Predicate, Prefixed, Window


def tests(plan: Plan, table: Table, backend: Backend) -> Iterator[Sql]:
    """Give the tests of a table's rows: the window, the row filter, and what was asked for."""
    for predicate in plan.predicates:
        yield test(predicate, plan.warehouse, table, backend)
        if isinstance(predicate, Window) and table.where:
            yield sql.word(table.where.sql[backend.dialect])


def test(predicate: Predicate, house: Warehouse, table: Table | None, backend: Backend) -> Sql:
    """Test a call by one predicate; a short test is the same text in every request."""
    long = isinstance(predicate, OneOf | Prefixed) and len(predicate.params) > FEW
    return (_built if long else _kept)(predicate, house, table, backend)


def window(house: Warehouse, table: Table | None, backend: Backend, bounds: str = "") -> Sql:
    """Test the start, as it is stored, for being in [start_at, end_at)."""
    return _window(bounds, house, table, backend)


@kept
def _window(bounds: str, house: Warehouse, table: Table | None, backend: Backend) -> Sql:
    """Compare the start with bounds that were converted once."""
    kind = kind_of(house.start_in(backend.dialect), backend.types)

    def start() -> Sql:
        return fragments.start(house, table, backend)

    return sql.all_of(
        [
            sql.compare(start(), ">=", sql.param(f"{bounds}start_at", kind)),
            sql.compare(start(), "<", sql.param(f"{bounds}end_at", kind)),
        ]
    )


def _built(predicate: Predicate, house: Warehouse, table: Table | None, backend: Backend) -> Sql:
    """Build the test of a predicate."""
    if isinstance(predicate, Compared):
        bound = sql.param(predicate.param, "integer")
        value = raw(predicate.field.name, house, table, backend)
        if scale := predicate.field.rounding(backend.exact_decimals):
            value = backend.scaled(value, scale)
        return sql.compare(value, predicate.operator, bound)
    if isinstance(predicate, AnyHolds):
        held = (fragments.holds(f.name, house, table, backend) for f in predicate.fields)
        return sql.any_of(list(held))
    if isinstance(predicate, Window):
        return window(house, table, backend)
    column = partial(raw, predicate.field.name, house, table, backend)
    if isinstance(predicate, Prefixed):
        return _prefixed(predicate, column, backend)
    return _one_of(predicate, column, backend)


_kept = kept(_built)


def _one_of(predicate: OneOf, column: partial[Sql], backend: Backend) -> Sql:
    """Test for one of the listed values, and for NULL where that is listed."""
    text = predicate.field.type == "text"

    def options() -> list[Sql]:
        kind = "text" if text else "integer"
        listed: list[Sql] = [sql.param(label, kind) for label in predicate.params]
        return [*listed, sql.text("")] if predicate.empty and text else listed

    tests: list[Sql] = []
    if text:
        tests.append(backend.equals_exactly(column, options))
    elif predicate.params:
        tests.append(sql.is_in(column(), options()))
    if predicate.empty:
        tests.append(sql.is_null(column()))
    return sql.any_of(tests)


def _prefixed(predicate: Prefixed, column: partial[Sql], backend: Backend) -> Sql:
    """Test for one of the listed prefixes."""
    return sql.any_of(
        [
            backend.starts_with(column, partial(sql.param, label, "prefix"))
            for label in predicate.params
        ]
    )
