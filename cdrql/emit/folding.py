"""The queries that make calls of rows, where several rows are one call.

The rows of all tables are read in a window that is wider by the longest call, folded by the call's
key, and kept if the folded start is in the window that was asked for.
"""

from collections.abc import Iterator
from functools import partial

from sqlglot import exp

from cdrql.backend import sql
from cdrql.backend.sql import Sql
from cdrql.backend.starts import bound_kind
from cdrql.emit.naming import READ, with_alias
from cdrql.emit.ordering import sorted_value
from cdrql.emit.sources import TableRows, rows_of_tables
from cdrql.emit.target import Target
from cdrql.model.warehouse import Fold
from cdrql.planning.plan import AnyHolds, Period, Plan, Window

# Which row of a call is the first, and which the last.
RANKS = {"first": False, "last": True}


def folding_queries(target: Target, plan: Plan) -> Iterator[tuple[str, Sql]]:
    """The queries that come before calls are summed, each with its name; none without a fold.

    `legs` reads rows, `ranked` numbers those of a call, `calls` folds them.
    """
    warehouse, fold = target.warehouse, target.warehouse.fold
    if fold is None:
        return
    names = tuple(_read_fields(plan))
    names += ("where",) if "where" in fold.code else ()
    parts = dict.fromkeys(p for n in names for p in fold.parts[n][target.dialect])
    # A rank is numbered over rows, not read of one.
    legs = [part for part in parts if part not in RANKS]
    branches = [_leg_rows(source, fold, legs) for source in rows_of_tables(target)]
    last = warehouse.free("legs")
    yield last, sql.union_all(branches)
    if ranks := [rank for rank in RANKS if rank in parts]:
        query = _ranked_rows(target, ranks, last)
        last = warehouse.free("ranked")
        yield last, query
    yield warehouse.free("calls"), _folded_calls(target, fold, names, last)


# The queries, in the order in which they stand.


def _read_fields(plan: Plan) -> Iterator[str]:
    """Name the fields of calls that a plan reads, each once; of a test, what it looks at."""
    rows = [row for row in plan.columns if not isinstance(row, Period)]
    rows += (bound.measure for bound in plan.having)
    asked = [name for row in rows for name in row.needs]
    for predicate in plan.predicates:
        if isinstance(predicate, AnyHolds):
            asked += [field.name for field in predicate.fields]
        elif not isinstance(predicate, Window):
            asked.append(predicate.field.name)
    fields = (plan.warehouse.fields[name] for name in asked)
    yield from dict.fromkeys(field.test.field if field.test else field.name for field in fields)


def _leg_rows(source: TableRows, fold: Fold, parts: list[str]) -> exp.Select:
    """Read the rows of one table that may belong to a call of the window.

    `SELECT COALESCE(c."linkedid", '') AS leg_key, c."calldate" AS leg_start ... FROM "cdr" AS c`
    """
    columns = [
        with_alias(source.backend.text_key(source.row_value("key")), "leg_key"),
        with_alias(source.start_value(), "leg_start"),
    ]
    if fold.ordered:
        columns.append(with_alias(source.row_value("order"), "leg_order"))
    columns += [with_alias(source.row_value(part), part) for part in parts]
    return exp.Select(
        expressions=columns,
        from_=source.read_from(),
        where=exp.Where(this=sql.all_of(source.window_tests("rows_"))),
    )


def _ranked_rows(target: Target, ranks: list[str], source: str) -> exp.Select:
    """Number the rows of each call, from its first on or from its last."""
    columns: list[Sql] = [exp.Column(this=exp.Star(), table=sql.name(READ))]
    for rank in ranks:
        order = [
            sorted_value(
                target.backend, sql.column(f"leg_{name}", READ), RANKS[rank], name == "order"
            )
            for name in ("start", "order")
        ]
        numbered = exp.Window(
            this=exp.RowNumber(),
            partition_by=[_call_key(target)],
            order=exp.Order(expressions=order),
        )
        columns.append(with_alias(numbered, f"leg_{rank}"))
    return exp.Select(expressions=columns, from_=sql.read_from(source, READ))


def _folded_calls(target: Target, fold: Fold, names: tuple[str, ...], source: str) -> exp.Select:
    """Make one call of the rows that share a key, and keep those that start in the window.

    `SELECT MIN(c.leg_start) AS call_start ... GROUP BY c.leg_key HAVING MIN(c.leg_start) >= ...`
    """
    start: Sql = exp.Min(this=sql.column("leg_start", READ))
    columns = [with_alias(start, "call_start")]
    columns += [
        with_alias(target.expression(fold.code[name]), f"call_{name}")
        for name in names
        if name != "where"
    ]
    kind = bound_kind(target.stored_start, target.backend.types)
    bounds: list[Sql] = [
        # A node has one parent, so each comparison takes a copy.
        sql.compare(start.copy(), operator, sql.param(bound, kind))
        for operator, bound in ((">=", "start_at"), ("<", "end_at"))
    ]
    if where := fold.code.get("where"):
        bounds.append(target.expression(where))
    return exp.Select(
        expressions=columns,
        from_=sql.read_from(source, READ),
        group=exp.Group(expressions=[_call_key(target)]),
        having=exp.Having(this=sql.all_of(bounds)),
    )


def _call_key(target: Target) -> Sql:
    """Give what the rows of a call share, `c.leg_key`; one that may lack its key is then alone."""
    key = partial(sql.column, "leg_key", READ)
    fold = target.warehouse.fold
    return key() if fold and fold.keyed else target.backend.call_key(key)
