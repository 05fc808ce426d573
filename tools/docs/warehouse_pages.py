"""Writes docs/warehouses from the mappings that come with cdrql, a page for each."""

import re
from collections.abc import Iterable, Iterator, Mapping

from cdrql.mapping import load_warehouse, presets, read_mapping
from cdrql.mapping.model import ExpressionKeys, FieldKeys, MeasureKeys, StartKeys
from cdrql.mapping.sources import ReadMapping
from cdrql.model.vocabulary import ATTRIBUTES, DIMENSIONS, FIELD_TYPES, FILTERS, MEASURES, Sum
from cdrql.model.warehouse import Warehouse
from tools.docs.markdown import table

ENGINES = {
    "clickhouse": "ClickHouse",
    "mysql": "MySQL and MariaDB",
    "postgres": "PostgreSQL",
    "sqlite": "SQLite",
}
_URLS = {
    "clickhouse": "clickhouse://user@host/database",
    "mysql": "mysql://user@host/database",
    "postgres": "postgresql://user@host/database",
    "sqlite": "calls.db",
}
_MADE = "<!-- Made from cdrql/warehouses/{}.toml by python -m tools.docs. -->"
_LONGEST = 60  # characters of SQL that a cell of a table holds
_DERIVED = {"transferred": "transfer_to", "conferenced": "conference_to"}
_FOLDS = {
    "first": "of the first row",
    "last": "of the last row",
    "min": "the least of the rows",
    "max": "the greatest of the rows",
    "sum": "the sum of the rows",
    "any": "of any of the rows",
}


def pages() -> Iterator[tuple[str, str]]:
    """Give the name and the text of every page of the folder."""
    yield "README.md", index_page()
    for name in presets():
        yield f"{name}.md", warehouse_page(name)


def index_page() -> str:
    """Print the list of the ready-made mappings."""
    rows = [
        (
            f"[`{name}`]({name}.md)",
            warehouse.title,
            ", ".join(ENGINES[dialect] for dialect in warehouse.dialects),
            warehouse.grain,
        )
        for name in presets()
        for warehouse in (load_warehouse(name),)
    ]
    return f"""\
# Ready-made mappings

Tables that people have already. `cdrql run request.json --database URL --warehouse NAME` answers
from them as they are; `cdrql init --database URL` finds out which one a database fits. A file of
your own that begins with `extends = "NAME"` states what differs on your side, and
[a mapping from nothing](../mapping.md) is for tables that nobody here knows.

Read what one row is, and what `answered` means, before you believe a number.

{table(("name", "system", "engines", "what a row is"), *rows)}
"""


def warehouse_page(name: str) -> str:
    """Print the page of a mapping."""
    read, warehouse = read_mapping(name), load_warehouse(name)
    parts = (
        f"# {warehouse.title}\n\n{_MADE.format(name)}",
        _facts(read, warehouse),
        read.mapping.about.strip(),
        _answered(read),
        _index(read),
        _use(name, read),
        _fields(read, warehouse),
        _own(read, warehouse),
        _lacking(warehouse),
        "\n\n".join(_long(read)),
    )
    return "\n\n".join(part for part in parts if part) + "\n"


def _facts(read: ReadMapping, warehouse: Warehouse) -> str:
    """Say what is counted: engines, tables, grain, start, rows, calls."""
    mapping = read.mapping
    facts = [
        f"**Engines:** {', '.join(ENGINES[dialect] for dialect in warehouse.dialects)}.",
        f"**Tables:** {_tables(read)}.",
        f"**Grain:** {warehouse.grain}.",
        f"**Start:** {_start(mapping.start)}",
    ]
    if mapping.where:
        facts.append(f"**Rows:** those where {_inline(mapping.where)}. {_line(mapping.where.why)}")
    for each in mapping.tables:
        if each.where:
            why = _line(each.where.why)
            facts.append(f"**Rows of `{each.name}`:** those where {_inline(each.where)}. {why}")
    if call := mapping.call:
        facts.append(
            f"**Calls:** the rows of one `{_line(str(call.key))}`, the last of which begins within "
            f"{call.longest / 3600:g} hours of the first."
        )
        if call.where:
            why = _line(call.where.why)
            facts.append(f"**Of these:** those where {_inline(call.where)}. {why}")
    extended = [f"[`{source.name[:-5]}`]({source.name[:-5]}.md)" for source in read.sources[1:]]
    if extended:
        facts.append(f"**Extends:** {', '.join(extended)}.")
    return "\n".join(f"- {fact.strip()}" for fact in facts)


def _tables(read: ReadMapping) -> str:
    """Name the tables."""
    tables = [each.name for each in read.mapping.tables] or [read.mapping.table or ""]
    return " and ".join(_by_dialect(name) for name in tables)


def _by_dialect(value: object) -> str:
    """Print a name, or one for each dialect."""
    if isinstance(value, dict):
        return ", ".join(f"`{name}` on {ENGINES[dialect]}" for dialect, name in value.items())
    return f"`{value}`"


def _start(start: StartKeys) -> str:
    """Say what the start column stores."""
    words = {
        "utc": "a timestamp in UTC",
        "local": f"a local time, read as {start.zone} unless your file states its `zone`",
        "instant": "an instant",
        "seconds": "an instant in whole seconds",
        "epoch": f"a number of {start.unit} since 1970",
        "text": f"text in the form `{start.format}`, read as {start.zone}",
    }
    stores = start.stores if isinstance(start.stores, dict) else {"": start.stores}
    said = [
        f"{words[each]} on {ENGINES[dialect]}" if dialect else words[each]
        for dialect, each in stores.items()
    ]
    return f"`{start.column}`, {'; '.join(said)}. {_line(start.why)}"


def _answered(read: ReadMapping) -> str:
    """Say what answered means, with its reason."""
    field = read.mapping.fields["answered"]
    said = [_line(field.why), *(f"{each}." for each in _given(str(field.sql), read))]
    if field.fold == "any":
        said.append("A call is answered where any of its rows is.")
    return f"## Answered\n\n{_blocks(field.sql)}\n\n{' '.join(said)}".strip()


def _given(code: str, read: ReadMapping) -> Iterator[str]:
    """Say what stands for the columns of an expression that no table has."""
    tables = read.mapping.tables
    for column in dict.fromkeys(column for each in tables for column in each.set):
        sets = [f"`{each.set[column]}` in `{each.name}`" for each in tables if column in each.set]
        if re.search(rf"\b{column}\b", code):
            yield f"`{column}` is {' and '.join(sets)}"
    for column, made in read.mapping.set.items():
        if isinstance(made, str) and re.search(rf"\b{column}\b", code):
            yield f"`{column}` is `{_line(made)}`"


def _index(read: ReadMapping) -> str:
    """Give the index that serves the window."""
    index = read.mapping.index
    if not index:
        return ""
    return f"## Index\n\nWhat serves the window:\n\n{_blocks(index)}".replace("; ", ";\n")


def _use(name: str, read: ReadMapping) -> str:
    """Show how it is used, and how a file of one's own extends it."""
    return f"""\
## Use

```sh
cdrql run request.json --database {_URLS[read.mapping.dialects[0]]} --warehouse {name}
```

A file of your own states what differs, and stands in the place of the name:

```toml
{extension(name, read)}
```"""


def extension(name: str, read: ReadMapping) -> str:
    """Write a file that extends a mapping by what is likely to differ."""
    start = read.mapping.start
    stores = start.stores.values() if isinstance(start.stores, dict) else (start.stores,)
    head = f'extends = "{name}"\ntitle = "Our switch"'
    if {"local", "text"} & set(stores):
        return f'{head}\n\n[start]\nzone = "Europe/Paris"'
    fields = read.mapping.fields
    lacking = next(field for field in ("cost", "trunk", "q850", *fields) if field in fields)
    return f'{head}\nlacks = ["{lacking}"]'


def _fields(read: ReadMapping, warehouse: Warehouse) -> str:
    """List the fields that it has."""
    rows = [
        (f"`{name}`", kind, _asked(name, warehouse), *_whence(name, read))
        for name, kind in _ordered(warehouse)
    ]
    head = ("field", "type", "in a request", "from", "why")
    return f"## What it has\n\n{table(head, *rows)}"


def _whence(name: str, read: ReadMapping) -> tuple[str, str]:
    """Say where a field comes from, and why."""
    field = read.mapping.fields.get(name)
    if field is None:
        return f"`{_DERIVED[name]}` is not empty", ""
    if name == "answered":
        return "[above](#answered)", ""
    return _source(name, field), _line(field.why)


def _ordered(warehouse: Warehouse) -> Iterable[tuple[str, str]]:
    """Give the fields and their types: those of the language, then its own."""
    known = [name for name in FIELD_TYPES if name in warehouse.fields]
    own = [name for name in warehouse.fields if name not in FIELD_TYPES]
    return [(name, warehouse.fields[name].type) for name in (*known, *own)]


def _asked(name: str, warehouse: Warehouse) -> str:
    """Name what a request may ask of a field."""
    dimensions = [d.name for d in (*DIMENSIONS, *warehouse.dimensions) if d.field == name]
    measures = [
        m.name
        for m in (*MEASURES, *warehouse.measures)
        if any(name in (part.field, part.when) for part in m.sums)
    ]
    filters = [f.key for f in FILTERS if f.field == name]
    filters += [f"callAttributes: {key}" for key, field in ATTRIBUTES.items() if field == name]
    asked = [f"`{each}`" for each in dict.fromkeys(dimensions + measures)]
    asked += [f"filter `{each}`" for each in filters]
    return ", ".join(asked)


def _source(name: str, field: FieldKeys) -> str:
    """Say in a cell where a field comes from."""
    said = [_inline(field) if _is_short(field.sql) else f"[below](#{name})"]
    if field.fold:
        said.append(_FOLDS[field.fold])
    if field.lookup:
        look = field.lookup
        said.append(f"its `{look.name}` in `{look.table}` by `{look.key}`")
    if field.divisor > 1:
        said.append(f"divided by {field.divisor:,}")
    if field.null_like:
        said.append(f"{', '.join(f'`{value}`' for value in field.null_like)} being none")
    if field.digits:
        said.append("where it is a whole number")
    return ", ".join(said)


def _is_short(code: object) -> bool:
    """Say whether SQL fits into a cell."""
    return isinstance(code, str) and len(_line(code)) <= _LONGEST


def _own(read: ReadMapping, warehouse: Warehouse) -> str:
    """List its own measures, with their formulas."""
    if not warehouse.measures:
        return ""
    rows = [
        (f"`{name}`", measure.unit, f"`{measure.formula}`", _parts(measure))
        for name, measure in read.mapping.measures.items()
    ]
    return f"## Its own measures\n\n{table(('name', 'unit', 'formula', 'where'), *rows)}"


def _parts(measure: MeasureKeys) -> str:
    """Say what the parts of a formula are."""
    said = []
    for name, part in measure.parts.items():
        what = f"the sum of `{part.sum}`" if part.sum else "the number of calls"
        when = part.when or (part.count if isinstance(part.count, str) else None)
        said.append(f"`{name}` is {what}{f' where `{when}`' if when else ''}")
    return ", ".join(said)


def _lacking(warehouse: Warehouse) -> str:
    """Name what cannot be asked for."""
    dimensions = [d.name for d in DIMENSIONS if d.field not in warehouse.fields]
    measures = [m.name for m in MEASURES if not _has(m.sums, warehouse)]
    filters = [f.key for f in FILTERS if f.field not in warehouse.fields]
    filters += [
        f"callAttributes: {key}" for key, f in ATTRIBUTES.items() if f not in warehouse.fields
    ]
    names = [f"`{name}`" for name in dict.fromkeys(dimensions + measures)]
    names += [f"filter `{name}`" for name in filters]
    if not names:
        return ""
    return (
        f"## What it lacks\n\nAsking for one of these is an error that says so: {', '.join(names)}."
    )


def _has(sums: Iterable[Sum], warehouse: Warehouse) -> bool:
    """Say whether every field that sums are made of is there."""
    needed = {name for part in sums for name in (part.field, part.when) if name}
    return needed <= set(warehouse.fields)


def _long(read: ReadMapping) -> Iterator[str]:
    """Print the SQL that fits into no cell, and the columns that tables lack and are given."""
    long = {
        name: field.sql
        for name, field in read.mapping.fields.items()
        if name != "answered" and not _is_short(field.sql)
    }
    given = [(f"`{each.name}`", each.set) for each in read.mapping.tables if each.set]
    given += [("every row", read.mapping.set)] if read.mapping.set else []
    if long or given:
        yield "## SQL"
    for name, code in long.items():
        yield f"### {name}\n\n{_blocks(code)}"
    for name, columns in given:
        yield f"### Columns that {name} is given"
        for column, code in columns.items():
            yield f"`{column}`:\n\n{_blocks(code)}"


def _blocks(code: str | Mapping[str, str]) -> str:
    """Print SQL as a block, or as one for each dialect."""
    if isinstance(code, str):
        return f"```sql\n{code.strip()}\n```"
    return "\n\n".join(f"{ENGINES[dialect]}:\n\n{_blocks(each)}" for dialect, each in code.items())


def _inline(part: ExpressionKeys) -> str:
    """Print SQL within a line."""
    if isinstance(part.sql, str):
        return f"`{_line(part.sql)}`"
    return ", ".join(f"`{_line(code)}` ({ENGINES[d]})" for d, code in part.sql.items())


def _line(text: str) -> str:
    """Put a text on one line."""
    return re.sub(r"\s+", " ", text).strip()
