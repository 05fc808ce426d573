"""A mapping told to people: where calls come from, what is answered, what can be asked."""

from collections.abc import Iterator
from textwrap import wrap

from cdrql.audit.facts import formula, start_words, unmapped_fields
from cdrql.model.vocabulary import DIMENSIONS, MEASURES, Measure
from cdrql.model.warehouse import Field, Warehouse
from cdrql.texts.carets import printable


def warehouse_lines(warehouse: Warehouse, across: int = 100) -> Iterator[str]:
    """Tell a mapping in lines."""
    yield f"{warehouse.title or warehouse.name} ({warehouse.name})"
    yield ""
    for label, text in _facts_of(warehouse):
        yield from labelled_lines(label, text, across)
    yield ""
    yield "Fields"
    wide = max(map(len, warehouse.fields))
    for name, field in warehouse.fields.items():
        if name == "answered":
            continue
        yield from labelled_lines(f"  {name}", _written_expression(field), across, wide + 4)
        if field.why:
            yield from labelled_lines("", f"-- {field.why}", across, wide + 4)
    yield from labelled_lines(
        "  lacks", ", ".join(unmapped_fields(warehouse)) or "none", across, wide + 4
    )
    yield from _own_names(warehouse, across)
    yield from _advise(warehouse)


def _facts_of(warehouse: Warehouse) -> Iterator[tuple[str, str]]:
    """Give what is to be known before any number."""
    yield "Dialects", ", ".join(warehouse.dialects) or "every one"
    for table in warehouse.tables:
        where = f" where {table.where.source}" if table.where else ""
        others = "".join(
            f" ({name} on {dialect})" for dialect, name in table.names.items() if name != table.name
        )
        yield "Table", f"{table.name}{others}{where}"
    yield "Grain", warehouse.grain
    if warehouse.fold:
        longest = f"{warehouse.fold.longest:,} s"
        yield "Calls", f"rows of the same {warehouse.fold.key} within {longest} are folded into one"
    columns = ", ".join(dict.fromkeys(table.start for table in warehouse.tables))
    words = {dialect: start_words(start) for dialect, start in warehouse.starts.items()}
    if len({*words.values()}) > 1:
        for dialect, text in words.items():
            yield "Start", f"{columns}, on {dialect}: {text}"
    else:
        yield "Start", f"{columns}: {start_words(warehouse.start)}"
    answered = warehouse.fields["answered"]
    yield "Answered", answered.source
    if answered.why:
        yield "", answered.why


def _written_expression(field: Field) -> str:
    """Write a field's expression, and the table that it is looked up in."""
    if lookup := field.lookup:
        return f"{field.source} -> {lookup.table}.{lookup.name} by {lookup.key}"
    return field.source


def _own_names(warehouse: Warehouse, across: int) -> Iterator[str]:
    """Tell the mapping's own names of the request language, and the built-in ones it answers."""
    known = [by.name for by in DIMENSIONS if by.field in warehouse.fields]
    yield from ("", "Dimensions", *_wrap_text(", ".join(known), across))
    for by in warehouse.dimensions:
        yield f"  {by.name} (own): {by.field}"
    measures = [m.name for m in MEASURES if _fields_of_sums(m) <= {*warehouse.fields}]
    yield from ("", "Measures", *_wrap_text(", ".join(measures), across))
    for own in warehouse.measures:
        yield f"  {own.name} (own, {own.unit}): {formula(own)}"


def _fields_of_sums(measure: Measure) -> set[str]:
    return {name for part in measure.sums for name in (part.field, part.when) if name}


def _advise(warehouse: Warehouse) -> Iterator[str]:
    if warehouse.index:
        yield from ("", "What serves the window")
        alike = len({*warehouse.index.values()}) == 1
        for dialect, text in list(warehouse.index.items())[: 1 if alike else None]:
            yield f"  {text}" if alike else f"  {dialect}: {text}"


def labelled_lines(label: str, text: str, across: int = 100, wide: int = 10) -> Iterator[str]:
    """Put a text beside its label, wrapped."""
    # SQL of a mapping file may have lines of its own.
    lines = wrap(printable(" ".join(text.split())), max(20, across - wide)) or [""]
    yield f"{label:{wide}}{lines[0]}".rstrip()
    yield from (f"{'':{wide}}{line}" for line in lines[1:])


def _wrap_text(text: str, across: int) -> list[str]:
    return [f"  {line}" for line in wrap(text, across - 2)]
