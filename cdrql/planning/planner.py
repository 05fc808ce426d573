"""The way from a query to its plan: the rules first, then one small pass for each part."""

from collections.abc import Iterator

from cdrql.errors import Problem, RequestError, item_path
from cdrql.language.query import Query
from cdrql.language.values import Values
from cdrql.model.parameters import SMALLEST_GROUP
from cdrql.model.policy import Policy
from cdrql.model.vocabulary import (
    ATTRIBUTES,
    FILTERS,
    PARTS,
    PERIOD,
    TOTAL_CALLS,
    Dimension,
    Measure,
    loose,
)
from cdrql.model.warehouse import Warehouse
from cdrql.options import Output
from cdrql.planning.names import Asked, look_up
from cdrql.planning.plan import (
    AnyHolds,
    Bound,
    Compared,
    OneOf,
    Period,
    Plan,
    Predicate,
    Prefixed,
    Sorting,
    Window,
)
from cdrql.planning.policy_checks import seen
from cdrql.planning.rules import RULES


def plan(
    query: Query,
    values: Values,
    warehouse: Warehouse,
    output: Output,
    policy: Policy,
    problems: list[Problem],
) -> Plan:
    """Check a query by all rules and plan it; RequestError with all problems if it has any.

    The names of the query are looked up in what the policy lets be seen.
    """
    asked = look_up(query, seen(warehouse, policy.visible))
    problems += (problem for rule in RULES for problem in rule(asked))
    problems += lacking_fields(asked)
    if problems:
        raise RequestError(*problems)
    keys = tuple(n.meaning for n in asked.group if isinstance(n.meaning, Dimension))
    measures = _measures(asked)
    period = _period(asked, values)
    having = (*_having(asked), *_smallest(policy))
    order = tuple(_order(asked, keys, period))
    wanted = (*measures, *(bound.measure for bound in having))
    return Plan(
        warehouse=warehouse,
        output=output,
        keys=keys,
        period=period,
        sums=tuple(dict.fromkeys(part for row in wanted for part in row.sums)),
        predicates=(*_predicates(query, warehouse), *_scope(policy, warehouse)),
        having=having,
        columns=(*keys, *((period,) if period else ()), *measures),
        masks=tuple(
            (key.field, policy.masks[key.field]) for key in keys if key.field in policy.masks
        ),
        order=order,
        limit=query.limit or policy.limit_parameter,
        offset=query.offset,
    )


def lacking_fields(asked: Asked) -> Iterator[Problem]:
    """Everything that is asked for is in the warehouse."""
    has = asked.house.fields
    ordered = () if asked.query.fields else asked.order  # by a measure that is shown by default
    for named in (*asked.group, *asked.fields, *asked.having, *ordered):
        row = named.meaning
        if isinstance(row, Dimension | Measure) and not asked.house.answers(row):
            text = named.text(asked.query)
            yield _lacks(asked, row.name, named.path, text, named.word.span)
    lists = {listed.key for listed in asked.query.lists}
    conditions = {key for key, _ in asked.query.conditions}
    for filter_ in FILTERS:
        if filter_.key in lists | conditions and filter_.field not in has:
            yield _lacks(asked, filter_.key, f"filter.{filter_.key}")
    for i, name in enumerate(asked.query.attributes):
        if name in ATTRIBUTES and ATTRIBUTES[name] not in has:
            path = item_path("filter.callAttributes", i, len(asked.query.attributes))
            yield _lacks(asked, name, path)


def _lacks(
    asked: Asked,
    name: str,
    path: str,
    text: str | None = None,
    span: tuple[int, int] | None = None,
) -> Problem:
    """Say what a warehouse lacks, and what it has."""
    message = f"the warehouse `{asked.house.name}` has no `{name}`"
    hint = f"it has {', '.join(row.name for row in asked.house.answerable)}"
    return Problem("CDR308", message, path, text, span, hint)


def _measures(asked: Asked) -> tuple[Measure, ...]:
    """Give the measures to show: those of `fields`, or all that the warehouse can answer."""
    if asked.query.fields:
        return tuple(n.meaning for n in asked.fields if isinstance(n.meaning, Measure))
    return tuple(row for row in asked.measures if asked.house.answers(row))


def _period(asked: Asked, values: Values) -> Period | None:
    """Put the parts of the period in their order."""
    chosen = {named.meaning for named in asked.period}
    parts = tuple(part for part in PARTS if part in chosen)
    zone = asked.query.zone if values.stored == "UTC" else None
    return Period(parts, zone, values.offset_changes) if parts else None


def _predicates(query: Query, warehouse: Warehouse) -> Iterator[Predicate]:
    """Turn the filter into predicates on fields, the window first."""
    yield Window()
    lists = {listed.key: listed for listed in query.lists}
    conditions = dict(query.conditions)
    for row in FILTERS:
        if row.key in lists:
            listed = lists[row.key]
            field = warehouse.fields[row.field]
            if row.kind == "prefix":
                yield Prefixed(field, listed.parameters)
            else:
                yield OneOf(field, listed.parameters, listed.empty)
        elif row.key in conditions:
            field = warehouse.fields[row.field]
            for test in conditions[row.key].tests:
                yield Compared(field, *test.bound_by)
    if query.attributes:
        names = dict.fromkeys(ATTRIBUTES[name] for name in query.attributes)
        yield AnyHolds(tuple(warehouse.fields[name] for name in names))


def _scope(policy: Policy, warehouse: Warehouse) -> Iterator[Predicate]:
    """Turn the policy's scope into predicates: every call has one of the values."""
    for name, parameters in policy.scope_parameters:
        yield OneOf(warehouse.fields[name], parameters, empty=False)


def _smallest(policy: Policy) -> Iterator[Bound]:
    """Turn the smallest group into a bound on its calls."""
    if policy.smallest_group is not None:
        yield Bound(TOTAL_CALLS, ">=", SMALLEST_GROUP)


def _having(asked: Asked) -> Iterator[Bound]:
    """Turn the conditions on measures into bounds."""
    for named, (_, condition) in zip(asked.having, asked.query.having, strict=True):
        for test in condition.tests:
            assert isinstance(named.meaning, Measure)  # unknown_names refuses others
            yield Bound(named.meaning, *test.bound_by)


def _order(asked: Asked, keys: tuple[Dimension, ...], period: Period | None) -> Iterator[Sorting]:
    """Give the whole order: the keys asked for, then period and group, each name once."""
    seen: set[object] = set()
    for named, key in zip(asked.order, asked.query.order_keys, strict=True):
        by = period if named.meaning == PERIOD else named.meaning
        assert by is not None and not isinstance(by, str)  # the rules refuse others
        seen.add(by)
        yield Sorting(by, len(key.words) > 1 and loose(key.words[1].text) == "desc")
    if period and period not in seen:
        yield Sorting(period)
    yield from (Sorting(key) for key in keys if key not in seen)
