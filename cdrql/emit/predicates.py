"""What the predicates of a plan become: tests of a source's calls."""

from collections.abc import Callable
from functools import partial

from cdrql.backend import sql
from cdrql.backend.sql import Sql
from cdrql.emit.fragments import FEW, printed_once
from cdrql.emit.sources import Source
from cdrql.planning.plan import AnyHolds, Compared, OneOf, Plan, Predicate, Prefixed, Window


def call_tests(source: Source, plan: Plan) -> list[Sql]:
    """The tests that a call of the plan passes: the window's, then what was asked for."""
    found: list[Sql] = []
    for predicate in plan.predicates:
        if isinstance(predicate, Window):
            found += source.window_tests()
        else:
            found.append(_test(source, predicate))
    return found


def _test(source: Source, predicate: Predicate) -> Sql:
    """Test a call by one predicate; a short test is the same text in every request."""
    long = isinstance(predicate, OneOf | Prefixed) and len(predicate.params) > FEW
    return (_built if long else _kept)(source, predicate)


def _built(source: Source, predicate: Predicate) -> Sql:
    assert not isinstance(predicate, Window)  # whose tests the source gives
    backend = source.backend
    if isinstance(predicate, Compared):
        bound = sql.param(predicate.param, "integer")
        value = source.row_value(predicate.field.name)
        # A float may lie a little below what it means, and would fail an `=`.
        if scale := predicate.field.rounding(backend.exact_decimals):
            value = backend.scaled(value, scale)
        elif not backend.exact_decimals:
            value = backend.cut(value, 1, True)  # as it is shown
        return sql.compare(value, predicate.operator, bound)
    if isinstance(predicate, AnyHolds):
        return sql.any_of([source.boolean_test(field.name) for field in predicate.fields])
    if isinstance(predicate, Prefixed):
        return _prefixed(source, predicate)
    return _one_of(source, predicate)


_kept = printed_once(_built)


def _one_of(source: Source, predicate: OneOf) -> Sql:
    """Test for one of the listed values, and for NULL where that is listed.

    `c.user_id IN (:user_1, :user_2)`, `(c.dst = '' OR c.dst IS NULL)`
    """
    column, backend = partial(source.row_value, predicate.field.name), source.backend
    text = predicate.field.type == "text"

    def options() -> list[Sql]:
        kind = "text" if text else "integer"
        listed: list[Sql] = [sql.param(label, kind) for label in predicate.params]
        # Empty and NULL are one to the API, so who asks for one gets both.
        return [*listed, sql.text("")] if predicate.empty and text else listed

    tests: list[Sql] = []
    if text:
        tests.append(backend.equals_exactly(column, options))
    elif predicate.params:
        same = backend.equals_number if predicate.field.as_stored else _is_in
        tests.append(same(column, options))
    if predicate.empty:
        tests.append(sql.is_null(source.grouped_value(predicate.field.name)))
    return sql.any_of(tests)


def _is_in(column: Callable[[], Sql], options: Callable[[], list[Sql]]) -> Sql:
    return sql.is_in(column(), options())


def _prefixed(source: Source, predicate: Prefixed) -> Sql:
    """Test for one of the listed prefixes: `c.dst GLOB :destination_prefix_1`."""
    column = partial(source.row_value, predicate.field.name)
    prefixes = (partial(sql.param, label, "prefix") for label in predicate.params)
    return sql.any_of([source.backend.starts_with(column, prefix) for prefix in prefixes])
