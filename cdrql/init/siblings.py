"""Tables of the same columns beside the one of calls: those of other months, and copies."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from cdrql.engines.schema import LiveColumn, LiveTable
from cdrql.errors import DatabaseError
from cdrql.texts.carets import printable

if TYPE_CHECKING:
    from cdrql.engines.database import Database

# What follows the name of a table that holds some time's calls: `_202501`, `2025m03`, `_2025_q1`.
_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATED = re.compile(
    rf"(.*?)[_-]?(?:y?(?:19|20)[0-9]{{2}}(?:[_-]?(?:[mqw]?[0-9]{{1,2}}|(?:{_MONTH})[a-z]*))?"
    rf"(?:[_-]?d?[0-9]{{1,2}})?|(?:{_MONTH})[a-z]*[_-]?(?:19|20)?[0-9]{{2}}|[_-]p?[0-9]{{1,3}})",
    re.IGNORECASE,
)
_COPY = re.compile(
    r"(.*?)[_-]?(bak|bkp|backup|old|copy|archived?|arch|hist|history|tmp|temp|test|save|orig|new)"
    r"([_-]?[0-9]*)",
    re.IGNORECASE,
)
_MOST = 100  # tables of one mapping
_COMPARED = 200  # rows that are looked for in another table


@dataclass(frozen=True, slots=True)
class Family:
    """The tables that one mapping reads, and what is said of them and of others like them."""

    tables: tuple[LiveTable, ...]
    remarks: tuple[str, ...] = ()


def base_name(table: str) -> str:
    """Take the time or the word of a copy off a table's name: `cdr_202501`, `cdr_bak` are `cdr`."""
    found = _DATED.fullmatch(table) or _COPY.fullmatch(table)
    return (found[1] if found and found[1] else table).casefold()


def is_copy(table: str) -> bool:
    """Tell whether a table's name says that it repeats another: `cdr_old`."""
    found = _COPY.fullmatch(table)
    return found is not None and bool(found[1]) and _DATED.fullmatch(table) is None


def family_of(
    database: "Database", schema: Mapping[str, LiveTable], table: LiveTable, core: Sequence[str]
) -> Family:
    """Find the tables that continue one of calls; each is told of, and joined if no row repeats.

    `core` are the columns that no call can do without, the start first.
    """
    joined, said = [table], []
    alike = [*_alike(schema, table)]
    for other in alike[:_MOST]:
        why = _why_not(database, joined, other, core)
        if why:
            said.append(f"{other.name} is not joined: {why}.")
        else:
            joined.append(other)
            if lacks := [name for name in table.columns if name not in other.columns]:
                said.append(f"{other.name} lacks {', '.join(lacks)}: nothing stands there.")
    if rest := alike[_MOST:]:
        said.append(f"Not joined, being too many: {', '.join(t.name for t in rest)}.")
    if same := [other.name for other in _of_same_columns(schema, table) if other not in alike]:
        said.append(
            f"{', '.join(same)} {'has' if len(same) == 1 else 'have'} the same columns by another"
            " name: if its calls are others, put it under [[tables]]."
        )
    if len(joined) > 1:
        names = ", ".join(each.name for each in joined)
        said.insert(0, f"{len(joined)} tables of the same columns are read as one: {names}.")
    return Family(tuple(joined), tuple(map(printable, said)))


def _alike(schema: Mapping[str, LiveTable], table: LiveTable) -> list[LiveTable]:
    """Give the other tables of the same name but for a time or a word, the newest first."""
    others = [
        other
        for other in schema.values()
        if other is not table
        and not other.is_view
        and base_name(other.name) == base_name(table.name)
    ]
    return sorted(others, key=lambda other: (is_copy(other.name), *_digits(other.name)))


def _of_same_columns(schema: Mapping[str, LiveTable], table: LiveTable) -> list[LiveTable]:
    others = (other for other in schema.values() if other is not table and not other.is_view)
    return [other for other in others if other.columns.keys() == table.columns.keys()]


def _digits(name: str) -> tuple[int, str]:
    return -int("".join(re.findall("[0-9]", name)) or 0), name


def _why_not(
    database: "Database", joined: list[LiveTable], other: LiveTable, core: Sequence[str]
) -> str:
    """Say why a table is not read with others, nothing if it is."""
    main, start = joined[0], core[0]
    if lacks := [name for name in core if name not in other.columns]:
        return f"it has no {', '.join(lacks)}"
    for name, column in main.columns.items():
        if name in other.columns and other.columns[name].kind != column.kind:
            kinds = f"{other.columns[name].declared} there, {column.declared} here"
            return f"its {name} is of another kind ({kinds})"
    try:
        if not database.sample(other.name, [start], 1):
            return "it is empty"
        for each in joined:
            if count := _repeated(database, each, other, start):
                return f"{count} of the rows looked at stand in {each.name} too"
        if is_copy(other.name):
            return "its name says a copy; if its calls are others, put it under [[tables]]"
    except DatabaseError as failure:
        return f"it could not be compared ({failure.problems[0].message})"
    return ""


def _repeated(database: "Database", one: LiveTable, other: LiveTable, start: str) -> int:
    """Count the rows of a table that stand in another too, among some where both have any."""
    name = database.engine.quoted(start)
    ends = []
    for table in (one, other):
        source = database.engine.identifier(table.name)
        ends.append(database.query(f"SELECT MIN({name}), MAX({name}) FROM {source}")[0])  # noqa: S608
    if None in (*ends[0], *ends[1]):
        return 0
    first, last = max(end[0] for end in ends), min(end[1] for end in ends)
    if first > last:
        return 0
    known = {*_rows_from(database, one, other, start, first)}
    return sum(row in known for row in _rows_from(database, other, one, start, first))


def _rows_from(
    database: "Database", table: LiveTable, other: LiveTable, start: str, first: Any
) -> Iterator[tuple[str, ...]]:
    """Give the rows from a start on, in order, without what numbers them."""
    numbering = {name for key in (*table.keys, *other.keys) if len(key) == 1 for name in key}
    names = [n for n in table.columns if n in other.columns and n not in numbering]
    engine = database.engine
    columns, at = ", ".join(map(engine.quoted, names)), engine.quoted(start)
    source = engine.identifier(table.name)
    sql = f"SELECT {columns} FROM {source} WHERE {at} >= {{}} ORDER BY {at} LIMIT {_COMPARED}"  # noqa: S608
    for row in database.query(sql.format(_literal(first))):
        yield tuple(map(str, row))


def _literal(value: object) -> str:
    if isinstance(value, int | float):
        return str(value)
    return "'" + str(value).replace("'", "''") + "'"


def merged(family: Family) -> LiveTable:
    """Give one table that has what all of a family have: NULL may be in it where in any it may."""
    main = family.tables[0]
    return replace(main, columns={name: _loosest(name, family) for name in main.columns})


def _loosest(name: str, family: Family) -> LiveColumn:
    found = [table.columns.get(name) for table in family.tables]
    nullable = any(each is None or each.nullable for each in found)
    narrow = all(each is not None and each.narrow for each in found)
    return replace(family.tables[0].columns[name], nullable=nullable, narrow=narrow)


def sampled(database: "Database", family: Family, limit: int) -> list[dict[str, Any]]:
    """Read some rows of each table."""
    each = max(20, limit // len(family.tables))
    rows: list[dict[str, Any]] = []
    for table in family.tables:
        names = [name for name in family.tables[0].columns if name in table.columns]
        rows += database.sample(table.name, names, each)
    return rows


_TYPES = {"text": "text", "integer": "bigint", "decimal": "decimal(18, 6)", "float": "double"}


def nothing_of(column: LiveColumn, dialect: str) -> str:
    """Write NULL as a column's kind, for a table that lacks it: `CAST(NULL AS TEXT)`."""
    from sqlglot import exp

    from cdrql.backend import get_backend

    type_ = exp.DataType.build(_TYPES.get(column.kind, "timestamp"))
    made = exp.Cast(this=exp.Null(), to=type_)
    return made.sql(dialect=get_backend(dialect).dialect)
