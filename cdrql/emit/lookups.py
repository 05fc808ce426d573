"""Names that are looked up by key: joined to groups, where they cost least, and put for the key."""

from functools import partial

from sqlglot import exp

from cdrql.backend import sql
from cdrql.backend.sql import Sql
from cdrql.emit.fragments import printed_once
from cdrql.emit.naming import (
    READ,
    inner_column,
    inner_name,
    stored_column,
    stored_table,
    with_alias,
)
from cdrql.emit.target import Target
from cdrql.model.policy import Mask
from cdrql.model.vocabulary import Dimension
from cdrql.model.warehouse import Lookup


@printed_once
def name_column(
    target: Target, by: Dimension, mask: Mask | None, lookup: Lookup, names: str
) -> Sql:
    """The name that a group's key stands for; nothing where the table has no such key.

    `COALESCE(n1."name", '') AS by_trunk`
    """
    backend = target.backend
    name = partial(stored_column, lookup.name, names)
    value: Sql = sql.as_text(name()) if lookup.cast else name()
    if lookup.digits:
        value = backend.digits(name)
    if by.type == "text":
        value = target.text_key((lambda: sql.as_text(name())) if lookup.cast else name, mask)
    # ClickHouse joins 0 where there is no row, and 0 may be a name's number:
    # https://clickhouse.com/docs/operations/settings/settings#join_use_nulls
    elif backend.joins_with_defaults:
        value = sql.when(_same_key(target, by, lookup, names), value)
    return with_alias(value, inner_name(by))


def names_join(target: Target, by: Dimension, lookup: Lookup, names: str) -> exp.Join:
    """Join the table of names to the groups: `LEFT JOIN "trunks" AS n1 ON n1."id" = c.by_trunk`."""
    on = _same_key(target, by, lookup, names)
    return exp.Join(this=stored_table(lookup.table, names), side="LEFT", on=on)


def _same_key(target: Target, by: Dimension, lookup: Lookup, names: str) -> Sql:
    """Compare a group's key with that of a table of names."""
    key: Sql = stored_column(lookup.key, names)
    # A collation that folds case would join one group with two names.
    key = target.backend.exact(key) if lookup.text else key
    return sql.compare(key, "=", inner_column(by, READ))
