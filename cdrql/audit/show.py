"""A mapping told to people: where calls come from, what is answered, what can be asked."""

from collections.abc import Iterator
from fractions import Fraction
from textwrap import wrap

from cdrql.model.vocabulary import DIMENSIONS, FIELD_TYPES, MEASURES, Combination, Measure, Sum
from cdrql.model.warehouse import Field, Start, Table, Warehouse
from cdrql.texts.carets import printable

_STORES = {
    "utc": "timestamps without a zone, in UTC",
    "local": "timestamps without a zone, by clocks in {zone}",
    "instant": "instants",
    "epoch": "{unit} since 1970",
    "text": "texts as {format}, by clocks in {zone}",
}
_UNITS = {1: "seconds", 1000: "milliseconds", 10**6: "microseconds", 10**9: "nanoseconds"}


def start_words(start: Start) -> str:
    """Say in words what the start column stores."""
    text = _STORES[start.stores].format(
        zone=start.zone or "UTC", unit=_UNITS[start.per_second], format=start.format
    )
    return f"{text} in whole seconds" if start.whole else text


def warehouse_json(warehouse: Warehouse) -> dict[str, object]:
    """Give a mapping as JSON values."""
    answered = warehouse.fields["answered"]
    return {
        "name": warehouse.name,
        "title": warehouse.title,
        "about": warehouse.about,
        "dialects": list(warehouse.dialects),
        "grain": warehouse.grain,
        "tables": [_table_as_dict(table) for table in warehouse.tables],
        "start": _start_as_dict(warehouse.start),
        "starts": {dialect: _start_as_dict(start) for dialect, start in warehouse.starts.items()},
        "call": warehouse.fold and {"key": warehouse.fold.key, "longest": warehouse.fold.longest},
        "answered": {"sql": answered.source, "why": answered.why},
        "fields": {name: _field_as_dict(field) for name, field in warehouse.fields.items()},
        "lacks": unmapped_fields(warehouse),
        "dimensions": [
            {"name": by.name, "key": by.key, "field": by.field} for by in warehouse.dimensions
        ],
        "measures": [
            {"name": own.name, "key": own.key, "unit": own.unit, "formula": formula(own)}
            for own in warehouse.measures
        ],
        "index": dict(warehouse.index),
    }


def _start_as_dict(start: Start) -> dict[str, object]:
    return {"stores": start.stores, "zone": start.zone, "in words": start_words(start)}


def _table_as_dict(table: Table) -> dict[str, object]:
    where = table.where.source if table.where else None
    return {"name": table.name, "names": dict(table.names), "start": table.start, "where": where}


def _field_as_dict(field: Field) -> dict[str, object]:
    found: dict[str, object] = {"type": field.type, "sql": field.source, "why": field.why}
    if field.lookup:
        found["lookup"] = {
            "table": field.lookup.table,
            "key": field.lookup.key,
            "name": field.lookup.name,
        }
    return found


def unmapped_fields(warehouse: Warehouse) -> list[str]:
    """Name the logical fields that a mapping lacks."""
    return [name for name in FIELD_TYPES if name not in warehouse.fields]


def formula(measure: Measure) -> str:
    """Write what a measure is made of."""
    of = _written_combination(measure.of)
    return of if measure.per is None else f"({of}) / ({_written_combination(measure.per)})"


def _written_combination(combination: Combination) -> str:
    terms = [_written_term(factor, part) for factor, part in combination.terms]
    # A part that is taken off is a factor below zero: `a + -b`.
    return " + ".join(terms).replace("+ -", "- ")


def _written_term(factor: Fraction, part: Sum) -> str:
    when = f" where {part.when}" if part.when else ""
    sum_ = f"sum({part.field}{when})" if part.field else f"count({when.strip() or 'calls'})"
    return sum_ if factor == 1 else f"-{sum_}" if factor == -1 else f"{factor} x {sum_}"


# As text.


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
