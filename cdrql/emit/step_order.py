"""The steps between the sums and the answer: each a query that reads the one before, or nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlglot import exp

from cdrql.backend import sql
from cdrql.backend.sql import Sql
from cdrql.emit.bounds import having_tests
from cdrql.emit.columns import merged_column
from cdrql.emit.lookups import name_column, names_join
from cdrql.emit.naming import READ, inner_column
from cdrql.emit.sources import sources_of
from cdrql.emit.target import Target
from cdrql.model.vocabulary import Measure
from cdrql.planning.plan import Plan


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups that a plan's sums make, and the order of the answer."""

    target: Target
    plan: Plan
    order: exp.Order


# Of groups, and of the name of the query that has them; None where a step has nothing to do.
Step = Callable[[Groups, str], exp.Select | None]


def merge_groups(groups: Groups, source: str) -> exp.Select | None:
    """Put names in place of keys, and add up the groups that are one.

    `SELECT COALESCE(n1."name", '') AS by_trunk, SUM(c.sum_calls) AS sum_calls ... GROUP BY 1`
    """
    target, plan = groups.target, groups.plan
    lookups = {by: target.warehouse.fields[by.field].lookup for by in plan.keys}
    if len(sources_of(target)) == 1 and not any(lookups.values()):
        return None
    shown = (column for column in plan.columns if isinstance(column, Measure))
    assert all(measure.kind.adds_up for measure in shown)  # so merged groups have their values
    keys: list[Sql] = [inner_column(by, READ) for by in plan.by]
    joins = []
    for place, (by, lookup) in enumerate(lookups.items()):
        if lookup:
            names = f"n{place + 1}"
            keys[place] = name_column(target, by, plan.mask(by), lookup, names)
            joins.append(names_join(target, by, lookup, names))
    return exp.Select(
        expressions=keys + [merged_column(part) for part in plan.sums],
        from_=sql.read_from(source, READ),
        joins=joins,
        group=sql.group_by(len(keys)),
    )


def cut_page(groups: Groups, source: str) -> exp.Select | None:
    """Cut the page out of the groups, in the order of the answer, while they are numbers.

    `SELECT * FROM sums WHERE sum_calls >= :having_1 ORDER BY sum_calls DESC LIMIT :limit`
    """
    target, plan = groups.target, groups.plan
    if not is_paged(plan):
        return None
    limit = sql.param(plan.limit, "page") if plan.limit else None
    # SQLite and MySQL know no OFFSET without a LIMIT.
    if limit is None and target.backend.unlimited:
        limit = sql.word(target.backend.unlimited)
    return exp.Select(
        expressions=[exp.Star()],
        from_=sql.read_from(source),
        where=having_tests(target, plan),
        order=groups.order,
        limit=exp.Limit(expression=limit) if limit else None,
        offset=exp.Offset(expression=sql.param(plan.offset, "page")) if plan.offset else None,
    )


def is_paged(plan: Plan) -> bool:
    """Say whether only some of the groups are wanted."""
    return bool(plan.limit or plan.offset)


# In the order in which groups become what is asked: whole ones first, for what is compared, sorted
# or cut before branches and names are merged is a part of a group. A page is cut last of all: what
# comes after it sees only its rows.
STEPS: tuple[tuple[str, Step], ...] = (
    ("totals", merge_groups),
    ("page", cut_page),
)


def step_queries(groups: Groups, source: str) -> Iterator[tuple[str, exp.Select]]:
    """The query of each step that has something to do, named as no table is."""
    for label, step in STEPS:
        if query := step(groups, source):
            source = groups.target.warehouse.free(label)
            yield source, query
