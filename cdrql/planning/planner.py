"""The way from a query to its plan: the rules first, then one small pass for each part."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from cdrql.errors import Problem, RequestError, item_path, listed_names
from cdrql.language.query import Query
from cdrql.language.values import Values
from cdrql.language.zones import OffsetChange, SkippedReadings
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
from cdrql.planning.names import ResolvedQuery, resolve_names
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
from cdrql.planning.rules import RULES
from cdrql.planning.visibility import visible_warehouse


def plan_query(
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
    resolved = resolve_names(query, visible_warehouse(warehouse, policy.visible))
    problems += (problem for rule in RULES for problem in rule(resolved))
    problems += lacking_fields(resolved)
    if problems:
        raise RequestError(*problems)
    keys = tuple(n.definition for n in resolved.group if isinstance(n.definition, Dimension))
    measures = _measures(resolved)
    period = _period(resolved, values)
    # One more bound, so that groups which are too small are gone before a page is cut.
    having = (*_having(resolved), *_smallest(policy))
    order = tuple(_order(resolved, keys, period))
    wanted = (*measures, *(bound.measure for bound in having))
    return Plan(
        warehouse=warehouse,
        output=output,
        keys=keys,
        period=period,
        # Each once, whatever measures are made of it.
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


def lacking_fields(resolved: ResolvedQuery) -> Iterator[Problem]:
    """Everything that is asked for is in the warehouse."""
    has = resolved.warehouse.fields
    # Without `fields` all measures are shown that there are, and one may be ordered by.
    ordered = () if resolved.query.fields else resolved.order
    for named in (*resolved.group, *resolved.fields, *resolved.having, *ordered):
        row = named.definition
        if isinstance(row, Dimension | Measure) and not resolved.warehouse.answers(row):
            text = named.text(resolved.query)
            yield _lacks(resolved, row.name, named.path, text, named.word.span)
    lists = {listed.key for listed in resolved.query.lists}
    conditions = {key for key, _ in resolved.query.conditions}
    for filter_ in FILTERS:
        if filter_.key in lists | conditions and filter_.field not in has:
            yield _lacks(resolved, filter_.key, f"filter.{filter_.key}")
    for i, name in enumerate(resolved.query.attributes):
        if name in ATTRIBUTES and ATTRIBUTES[name] not in has:
            path = item_path("filter.callAttributes", i, len(resolved.query.attributes))
            yield _lacks(resolved, name, path)


def _lacks(
    resolved: ResolvedQuery,
    name: str,
    path: str,
    text: str | None = None,
    span: tuple[int, int] | None = None,
) -> Problem:
    """Say what a warehouse lacks, and what it has."""
    message = f"the warehouse `{resolved.warehouse.name}` has no `{name}`"
    hint = f"it has {listed_names(row.name for row in resolved.warehouse.answerable)}"
    return Problem("CDR308", message, path, text, span, hint)


def _measures(resolved: ResolvedQuery) -> tuple[Measure, ...]:
    """Give the measures to show: those of `fields`, or all that the warehouse can answer."""
    if resolved.query.fields:
        return tuple(n.definition for n in resolved.fields if isinstance(n.definition, Measure))
    return tuple(row for row in resolved.measures if resolved.warehouse.answers(row))


def _period(resolved: ResolvedQuery, values: Values) -> Period | None:
    """Put the parts of the period in their order."""
    chosen = {named.definition for named in resolved.period}
    parts = tuple(part for part in PARTS if part in chosen)
    # By a zone's name an engine converts instants; readings of a local clock are none.
    zone = resolved.query.zone if values.stored == "UTC" else None
    changes = values.offset_changes
    skipped = tuple(gap for gap in values.skipped if _is_misread(gap, parts, changes))
    return Period(parts, zone, changes, skipped) if parts else None


def _is_misread(
    gap: SkippedReadings, parts: tuple[str, ...], changes: tuple[OffsetChange, ...]
) -> bool:
    """Say whether any of the readings that are skipped shows another period than the jump."""
    first, behind, shown = gap
    hours = range(0, int((behind - first).total_seconds()), 3600)
    read = [first + timedelta(seconds=second) for second in hours] + [
        behind - timedelta(microseconds=1)
    ]
    if changes:
        read = [at + timedelta(seconds=_offset_in_force(at, changes)) for at in read]
    periods = {tuple(getattr(at, part) for part in parts) for at in (*read, shown)}
    return len(periods) > 1


def _offset_in_force(reading: datetime, changes: tuple[OffsetChange, ...]) -> int:
    return [seconds for since, seconds in changes if since <= reading][-1]


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


def _having(resolved: ResolvedQuery) -> Iterator[Bound]:
    """Turn the conditions on measures into bounds."""
    for named, (_, condition) in zip(resolved.having, resolved.query.having, strict=True):
        for test in condition.tests:
            assert isinstance(named.definition, Measure)  # unknown_names refuses others
            yield Bound(named.definition, *test.bound_by)


def _order(
    resolved: ResolvedQuery, keys: tuple[Dimension, ...], period: Period | None
) -> Iterator[Sorting]:
    """Give the whole order: the keys asked for, then period and group, each name once."""
    seen: set[object] = set()
    for named, key in zip(resolved.order, resolved.query.order_keys, strict=True):
        by = period if named.definition == PERIOD else named.definition
        assert by is not None and not isinstance(by, str)  # the rules refuse others
        seen.add(by)
        yield Sorting(by, len(key.words) > 1 and loose(key.words[1].text) == "desc")
    if period and period not in seen:
        yield Sorting(period)
    # The rest of the group ends every order, so that pages never overlap.
    yield from (Sorting(key) for key in keys if key not in seen)
