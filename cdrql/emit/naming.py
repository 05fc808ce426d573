"""Names in the SQL: those of the warehouse, and ours, which never equal one of them."""

from sqlglot import exp

from cdrql.backend import sql
from cdrql.backend.sql import Sql
from cdrql.model.default import CDRS_TABLE, DEFAULT, START_COLUMN
from cdrql.model.vocabulary import BY, SUM, Dimension, Sum
from cdrql.planning.plan import Period

READ = "c"  # the alias of whatever is read
# None of these is reserved in any dialect, and people read SQL more easily without quotes.
_PLAIN = frozenset(DEFAULT.fields) | {START_COLUMN, CDRS_TABLE}


def inner_name(part: Dimension | Period | Sum) -> str:
    """Name a column of the inner query, as none of a table is named: `by_trunk`, `sum_calls`."""
    if isinstance(part, Sum):
        return f"{SUM}{part.name}"
    return f"{BY}period" if isinstance(part, Period) else f"{BY}{part.field}"


def inner_column(part: Dimension | Period | Sum, source: str | None = None) -> exp.Column:
    """Refer to a column of the inner query: `sum_calls`, or `c.sum_calls`."""
    return sql.column(inner_name(part), source)


def with_alias(value: Sql, label: str, quoted: bool = False) -> exp.Alias:
    """Name an expression of a select list: `COUNT(*) AS sum_calls`."""
    return exp.Alias(this=value, alias=sql.name(label, quoted))


def stored_column(label: str, source: str = READ) -> exp.Column:
    """Refer to a column of the warehouse: `c."billsec"`."""
    return exp.Column(this=_identifier(label), table=sql.name(source))


def stored_table(path: str, label: str) -> exp.Table:
    """Name a table, with its schema where it has one, and its alias: `"voip"."cdr" AS c`."""
    # A mapping's table has one point at most, which parts it from its schema.
    *schema, table = path.split(".")
    db = _identifier(schema[0]) if schema else None
    alias = exp.TableAlias(this=sql.name(label))
    return exp.Table(this=_identifier(table), db=db, alias=alias)


def _identifier(label: str) -> exp.Identifier:
    """Quote what a warehouse names, but for the default warehouse's own names."""
    return sql.name(label, quoted=label not in _PLAIN)
