"""The words that SQL trees are made of: one short function for each allowed construct.

sqlglot prints what it is given and adds no parentheses, so the arithmetic here brings its own.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from typing import TypeAlias

from sqlglot import Dialect, ErrorLevel, exp

Sql: TypeAlias = exp.Expr


@cache
def dialect_of(name: str) -> Dialect:
    """Find sqlglot's dialect, whole: sqlglot knows one by name before it has made all of it.

    An import waits for that of another thread; a dialect from elsewhere has no module there.
    """
    with suppress(ModuleNotFoundError):
        import_module(f"sqlglot.dialects.{name}")
    return Dialect.get_or_raise(name)


def printed(tree: Sql, dialect: str, pretty: bool = True) -> str:
    """Print a tree; sqlglot must not print what the dialect lacks."""
    known = dialect_of(dialect)
    printer = known.generator(pretty=pretty, comments=False, unsupported_level=ErrorLevel.RAISE)
    # Without a copy: a tree is made for one printing, and thrown away.
    return printer.generate(tree, copy=False)


# What NOT may stand before as it is.
_ATOMS = (
    *(exp.Column, exp.Paren, exp.Tuple, exp.Boolean, exp.Null),
    *(exp.Case, exp.Coalesce, exp.Anonymous),
)


def negated(value: Sql) -> Sql:
    """Negate a test so that it means the same however tight NOT binds.

    `a IS NOT NULL`, `NOT (a = 1)`: HIGH_NOT_PRECEDENCE takes `NOT a IS NULL` for `(NOT a) IS NULL`.
    """
    if isinstance(value, exp.Is) and not isinstance(value.expression, exp.Not):
        return exp.Is(this=value.this, expression=exp.Not(this=value.expression))
    # A Paren would be printed over three lines.
    return exp.Not(this=value if isinstance(value, _ATOMS) else exp.Tuple(expressions=[value]))


def settle_negations(tree: Sql) -> Sql:
    """Write each NOT of a tree as `negated` does; the tree is changed."""
    for node in [*tree.find_all(exp.Not)]:
        settled = negated(node.this)
        if node is tree:
            tree = settled
        else:
            node.replace(settled)
    return tree


_TEXT = exp.DataType.Type.TEXT
_DOUBLE = exp.DataType.Type.DOUBLE

# A parameter is printed between two marks that no SQL holds, and given its style afterwards.
MARK, END_MARK = "\ue000", "\ue001"


# Names, and the queries that bear them.


def name(text: str, quoted: bool = False) -> exp.Identifier:
    """Name a table, a column or an alias: `calls`, `"calls"`."""
    return exp.Identifier(this=text, quoted=quoted)


def column(text: str, source: str | None = None) -> exp.Column:
    """Refer to a column of our own queries, whose names need no quotes: `sum_calls`."""
    return exp.Column(this=name(text), table=name(source) if source else None)


def named(label: str, query: Sql, materialized: bool | None = None) -> exp.CTE:
    """Name a query of the WITH clause: `sums AS MATERIALIZED (SELECT ...)`."""
    alias = exp.TableAlias(this=name(label))
    return exp.CTE(this=query, alias=alias, materialized=materialized or None)


def with_names(expressions: Sequence[Sql], dialect: str) -> exp.With:
    """Name expressions before a query, for all its clauses; each on a line of its own."""
    lines = (printed(expression, dialect).replace("\n", "\n     ") for expression in expressions)
    return exp.With(expressions=[word(",\n     ".join(lines))])


def read_from(label: str, alias: str | None = None) -> exp.From:
    """Read one of our own queries: `FROM legs AS c`."""
    known = exp.TableAlias(this=name(alias)) if alias else None
    return exp.From(this=exp.Table(this=name(label), alias=known))


def nested(queries: Sequence[tuple[str, Sql]], answer: exp.Select) -> exp.Select:
    """Put each query where the next one, or the answer, reads it: `FROM (SELECT ...) AS sums`."""
    readers = [*(query for _, query in queries[1:]), answer]
    for (label, query), reader in zip(queries, readers, strict=True):
        read = reader.args["from_"].this
        assert read.name == label  # it is read, and once: a tree cannot stand in two places
        alias = read.args["alias"] or exp.TableAlias(this=name(label))
        reader.set("from_", exp.From(this=exp.Subquery(this=query, alias=alias)))
    return answer


def fenced(query: exp.Select, alias: str) -> exp.From:
    """Read a query that planners do not merge with what reads it, for it skips rows: none."""
    # PostgreSQL never pulls up a subquery that has an OFFSET, not even one of 0.
    query.set("offset", exp.Offset(expression=number(0)))
    return exp.From(this=exp.Subquery(this=query, alias=exp.TableAlias(this=name(alias))))


def group_by(keys: int) -> exp.Group:
    """Group by the first columns of the select list: `GROUP BY 1, 2`."""
    return exp.Group(expressions=[number(i) for i in range(1, keys + 1)])


def union_all(queries: list[exp.Select]) -> Sql:
    """Put queries one after the other: `SELECT ... UNION ALL SELECT ...`."""
    joined: Sql = queries[0]
    for query in queries[1:]:
        joined = exp.Union(this=joined, expression=query, distinct=False)
    return joined


# Values: ours are written as they are, those of a request are parameters.


def number(value: int) -> exp.Literal:
    """Write a whole number of ours."""
    return exp.Literal(this=str(value), is_string=False)


def decimal(value: str) -> exp.Literal:
    """Write a number of ours that has a point."""
    return exp.Literal(this=value, is_string=False)


def text(value: str) -> exp.Literal:
    """Write a text of ours, `'%Y'`; texts of a request are parameters."""
    return exp.Literal(this=value, is_string=True)


def word(value: str) -> exp.Var:
    """Write what is SQL already: a keyword such as `SECONDS`, or a printed expression."""
    return exp.Var(this=value)


def param(label: str, kind: str) -> exp.Var:
    """Stand for a value of the request; `kind` is what the value is, for typed styles."""
    return exp.Var(this=f"{MARK}{label}:{kind}{END_MARK}")


def call(function: str, *arguments: Sql) -> exp.Anonymous:
    """Call a function of the dialect by its name: `LEFT(c.dst, 3)`."""
    return exp.Anonymous(this=function, expressions=list(arguments))


# Arithmetic.


def plus(left: Sql, right: Sql) -> exp.Add:
    """Add: `a + b`."""
    return exp.Add(this=left, expression=right)


def group(value: Sql) -> Sql:
    """Put an operation in parentheses, on one line; what binds tighter needs none."""
    # A Paren would be printed over three lines.
    return exp.Tuple(expressions=[value]) if isinstance(value, exp.Binary) else value


def divide(left: Sql, right: Sql) -> exp.Div:
    """Divide by `/` as the dialect means it for the operands' types."""
    # Engines read `a * b / c` from the left, so a product above needs no parentheses.
    above = left if isinstance(left, exp.Mul) else group(left)
    # Without `typed` sqlglot casts to a double wherever `/` of integers is whole.
    return exp.Div(this=above, expression=group(right), typed=True)


def times(factor: int, value: Sql) -> Sql:
    """Multiply by a factor of ours, `100 * a`; by one, nothing is printed."""
    return value if factor == 1 else exp.Mul(this=number(factor), expression=value)


def infix(left: Sql, operator: str, right: Sql, dialect: str) -> exp.Var:
    """Apply an operator of the dialect's own that binds as `*` does."""
    return word(f"{printed(group(left), dialect)} {operator} {printed(group(right), dialect)}")


def modulo(left: Sql, right: Sql) -> exp.Mod:
    """Take the remainder: `a % b`, as the dialect writes it."""
    return exp.Mod(this=group(left), expression=group(right))


# Texts and types.


def concat(*parts: Sql) -> exp.Concat:
    """Join texts, none of which is NULL: `CONCAT(a, ' (in ', b)`."""
    return exp.Concat(expressions=list(parts))


def as_text(value: Sql) -> exp.Cast:
    """Cast to text."""
    return exp.Cast(this=value, to=exp.DataType(this=_TEXT))


def as_real(value: Sql) -> exp.Cast:
    """Cast to a double."""
    return exp.Cast(this=value, to=exp.DataType(this=_DOUBLE))


def collate(value: Sql, collation: str, quoted: bool = False) -> exp.Collate:
    """Compare a text by a named collation."""
    named: Sql = name(collation, quoted=True) if quoted else word(collation)
    return exp.Collate(this=value, expression=named)


# NULL, and choices.


def coalesce(value: Sql, otherwise: Sql) -> exp.Coalesce:
    """Put a value where NULL is: `COALESCE(a, 0)`."""
    return exp.Coalesce(this=value, expressions=[otherwise])


def nullif(value: Sql, nothing: int) -> exp.Nullif:
    """Make NULL of a number that stands for it: `NULLIF(a, -1)`."""
    return exp.Nullif(this=value, expression=number(nothing))


def when(condition: Sql, then: Sql, otherwise: Sql | None = None) -> exp.Case:
    """Choose by one condition: `CASE WHEN a > 0 THEN b ELSE c END`."""
    return exp.Case(ifs=[exp.If(this=condition, true=then)], default=otherwise)


def sign(value: Sql) -> exp.Case:
    """Print a minus for a number below zero: `CASE WHEN a < 0 THEN '-' ELSE '' END`."""
    return when(compare(value, "<", number(0)), text("-"), text(""))


def choose(value: Callable[[], Sql], bounds: Sequence[Sql], results: Sequence[Sql]) -> Sql:
    """Choose by the first bound that a value is below; the last result where there is none."""
    # There is one result more than bounds, which is the ELSE.
    tests = [
        exp.If(this=compare(value(), "<", bound), true=result)
        for bound, result in zip(bounds, results, strict=False)
    ]
    return exp.Case(ifs=tests, default=results[-1]) if tests else results[0]


def is_null(value: Sql) -> exp.Is:
    """Test for NULL: `a IS NULL`."""
    return exp.Is(this=value, expression=exp.Null())


def is_in(value: Sql, options: list[Sql]) -> Sql:
    """Test for one of some values, `a IN (1, 2)`; one alone is an equality, `a = 1`."""
    if len(options) == 1:
        return exp.EQ(this=value, expression=options[0])
    return exp.In(this=value, expressions=options)


_COMPARISONS: dict[str, type[exp.Binary]] = {
    ">": exp.GT,
    ">=": exp.GTE,
    "<": exp.LT,
    "<=": exp.LTE,
    "=": exp.EQ,
    "!=": exp.NEQ,
}


# Tests.


def compare(left: Sql, operator: str, right: Sql) -> exp.Binary:
    """Compare by one of the language's operators."""
    return _COMPARISONS[operator](this=left, expression=right)


# So many alternatives stand in one chain; SQLite allows a tree of 1,000 levels.
_CHAIN = 100


def any_of(conditions: list[Sql]) -> Sql:
    """Join conditions by OR, in parentheses, in chains that no engine finds too deep."""
    while len(conditions) > _CHAIN:
        chunks = [conditions[i : i + _CHAIN] for i in range(0, len(conditions), _CHAIN)]
        conditions = [any_of(chunk) for chunk in chunks]
    return conditions[0] if len(conditions) == 1 else exp.Paren(this=_chained(exp.Or, conditions))


def all_of(conditions: list[Sql]) -> Sql:
    """Join conditions by AND."""
    return _chained(exp.And, conditions)


def _chained(kind: type[exp.Connector], conditions: list[Sql]) -> Sql:
    """Chain conditions, the first two innermost."""
    joined = conditions[0]
    for condition in conditions[1:]:
        joined = kind(this=joined, expression=condition)
    return joined
