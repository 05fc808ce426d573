"""Values that are not what their column says, and tests of what a column never holds.

Each look reads a bounded number of rows, whichever the engine gives first.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from sqlglot import exp, parse_one

from cdrql.audit.probes import in_dialect, written_name
from cdrql.audit.report import Finding, count_text, note, warning
from cdrql.audit.rows import keyless_finding, keyless_test
from cdrql.backend import get_backend, sql
from cdrql.backend.sql import dialect_of
from cdrql.errors import DatabaseError, Problem
from cdrql.model.columns import NUMBER_KINDS, Kind, Stated
from cdrql.model.warehouse import Expression, Table, TableColumn, Warehouse

if TYPE_CHECKING:
    from cdrql.engines.database import Database

_FEWEST = 20  # rows, below which a value that is missing may be chance
_GLANCE = 1000  # rows of each table that a run looks at


def value_findings(database: "Database", warehouse: Warehouse, most: int) -> Iterator[Finding]:
    """Look at the values of every table of calls."""
    for table in warehouse.tables:
        yield from _odd_numbers(database, warehouse, table, most)
        yield from _values_never_held(database, warehouse, table, most)


def value_problems(database: "Database", warehouse: Warehouse) -> list[Problem]:
    """Say at a glance what makes answers wrong; nothing where a policy hides rows or fields."""
    if warehouse.policy is not None:
        return []
    warehouse = in_dialect(warehouse, written_name(warehouse, database.dialect))
    found: list[Finding] = []
    # What the database refuses here, it refuses aloud where the question is asked.
    with suppress(DatabaseError):
        found += value_findings(database, warehouse, _GLANCE)
        for table in warehouse.tables if warehouse.fold else ():
            found += _keyless_rows(database, warehouse, table)
    return [finding.problem for finding in found if finding.severity == "warning"]


# What is no number.


def _odd_numbers(
    database: "Database", warehouse: Warehouse, table: Table, most: int
) -> Iterator[Finding]:
    """Count texts, NaN and infinities in columns of numbers: they compare as nothing does."""
    engine, kinds = database.engine, _number_columns(warehouse, table, database.dialect)
    tests = {
        name: engine.no_number[kind].format(engine.quoted(name))
        for name, kind in kinds.items()
        if kind in engine.no_number
    }
    if not tests:
        return
    counts = (
        f"SUM(CASE WHEN {test} THEN 1 ELSE 0 END), MAX(CASE WHEN {test} THEN {column} END)"
        for column, test in zip(map(engine.quoted, tests), tests.values(), strict=True)
    )
    rows = _some(database, table, tests, most)
    found = database.query(f"SELECT {', '.join(counts)} FROM {rows}")  # noqa: S608
    for at, name in enumerate(tests):
        count, example = found[0][2 * at : 2 * at + 2]
        if count:
            yield _odd_finding(table, name, int(count), example)


def _odd_finding(table: Table, name: str, count: int, example: object) -> Finding:
    """Say what is no number; `example` is the last in order, so that it is empty where all are."""
    place, rows = f"columns.{name}", f"{count_text(count, 'row')} of `{table.name}`"
    if isinstance(example, str) and not example.strip():
        return note(
            "CDR725", f"{rows} with an empty text for `{name}`, which counts as none", place
        )
    message = f"{rows} with `{str(example)[:40]}` or the like for `{name}`, which is no number"
    hint = "write NULL or a number in its place: sums go by what the engine makes of it"
    return warning("CDR725", message, place, hint)


def _number_columns(warehouse: Warehouse, table: Table, dialect: str) -> dict[str, Kind]:
    """Give the columns that are to be numbers: stated so, or a field of numbers as they are."""
    found: dict[str, Kind] = {
        code.name: field.number
        for name, code in table.code.items()
        if isinstance(code, TableColumn) and (field := warehouse.fields.get(name)) is not None
        if field.type in ("integer", "seconds", "money")
    }
    used = set(_columns_as_they_are(table, written_name(warehouse, dialect), dialect))
    for name, words in table.columns.items():
        kind = Stated.read(words).kind
        if kind is not None and kind in NUMBER_KINDS and name in used | found.keys():
            found[name] = kind
    return found


def _columns_as_they_are(table: Table, written: str, dialect: str) -> Iterator[str]:
    """Name the columns that expressions take as they are: a CAST makes a number of anything."""
    for code in table.code.values():
        if isinstance(code, Expression):
            for column in _parsed(code.sql[written], dialect).find_all(exp.Column):
                if column.find_ancestor(exp.Cast) is None:
                    yield column.name


def _parsed(text: str, dialect: str) -> exp.Expr:
    return parse_one(text, dialect=dialect_of(get_backend(dialect).dialect))


# What is never held.


def _values_never_held(
    database: "Database", warehouse: Warehouse, table: Table, most: int
) -> Iterator[Finding]:
    """Compare the words of `answered` and `where` with what their columns hold."""
    dialect = database.dialect
    for place, texts in _tests(warehouse, table, dialect).items():
        for column, comparisons in _comparisons(texts, dialect).items():
            rows = _some(database, table, [column], most)
            wanted = " OR ".join(sql.printed(c, get_backend(dialect).dialect) for c in comparisons)
            if database.query(f"SELECT 1 FROM {rows} WHERE {wanted} LIMIT 1"):  # noqa: S608
                continue
            name = database.engine.quoted(column)
            counted = f"SELECT {name}, COUNT(*) FROM {rows} GROUP BY {name}"  # noqa: S608
            held = database.query(f"{counted} ORDER BY 2 DESC LIMIT 20")
            if held:
                yield _never_finding(table, column, place, comparisons, held)


def _never_finding(
    table: Table,
    column: str,
    place: str,
    comparisons: Iterable[exp.Expr],
    held: list[tuple[object, ...]],
) -> Finding:
    words = list(dict.fromkeys(lit.name for c in comparisons for lit in c.find_all(exp.Literal)))
    values = [str(value) for value, _ in held if value not in (None, "")]
    count = sum(int(str(n)) for _, n in held)
    shown = ", ".join(f"`{value[:40]}`" for value in values[:3]) or "nothing"
    message = (
        f"`{table.name}.{column}` is compared with {' or '.join(f'`{w}`' for w in words[:3])}, and"
        f" holds {shown} in {count_text(count, 'row')} looked at"
    )
    # Words where numbers are kept, or the other way round, are no chance.
    alike = {text.strip().isdecimal() for text in (*words, *values)}
    made = warning if count >= _FEWEST or len(alike) > 1 or not values else note
    return made("CDR726", message, place, "compare it with what it holds, or with another column")


def _tests(warehouse: Warehouse, table: Table, dialect: str) -> dict[str, list[str]]:
    """Give the SQL that decides which rows are calls, and which calls are answered."""
    written = written_name(warehouse, dialect)
    parts = warehouse.fold.parts["answered"][written] if warehouse.fold else ("answered",)
    codes = (table.code.get(part) for part in parts)
    found = {"fields.answered": [c.sql[written] for c in codes if isinstance(c, Expression)]}
    return found | ({"where": [table.where.sql[written]]} if table.where else {})


def _comparisons(texts: Iterable[str], dialect: str) -> dict[str, list[exp.Expr]]:
    """Find the comparisons of a column with words or numbers, by the column."""
    found: dict[str, list[exp.Expr]] = {}
    for text in texts:
        for node in _parsed(text, dialect).find_all(exp.EQ, exp.In):
            others = node.expressions if isinstance(node, exp.In) else [node.expression]
            known = bool(others) and all(isinstance(other, exp.Literal) for other in others)
            if isinstance(node.this, exp.Column) and known and not node.find_ancestor(exp.Not):
                found.setdefault(node.this.name, []).append(node)
    return found


def _some(database: "Database", table: Table, columns: Iterable[str], most: int) -> str:
    """Write some rows of a table as a source."""
    engine = database.engine
    listed = ", ".join(map(engine.quoted, columns))
    return f"(SELECT {listed} FROM {engine.identifier(table.name)} LIMIT {most}) AS c"  # noqa: S608


def _keyless_rows(database: "Database", warehouse: Warehouse, table: Table) -> Iterator[Finding]:
    test = keyless_test(warehouse, table, database.dialect)
    read = _parsed(test, database.dialect)
    columns = dict.fromkeys(column.name for column in read.find_all(exp.Column))
    rows = _some(database, table, columns, _GLANCE)
    if count := int(database.query(f"SELECT COUNT(*) FROM {rows} WHERE {test}")[0][0]):  # noqa: S608
        yield keyless_finding(table, count)
