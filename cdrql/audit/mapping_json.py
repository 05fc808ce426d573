"""A mapping told to programs: the same as `cdrql.audit.show`, as JSON values."""

from cdrql.audit.facts import formula, start_words, unmapped_fields
from cdrql.model.warehouse import Field, Start, Table, Warehouse


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
