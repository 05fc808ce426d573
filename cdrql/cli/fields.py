"""`cdrql fields`: what a request may ask for."""

import json
from typing import TYPE_CHECKING

import click

from cdrql.cli.options import format_option, open_warehouse, warehouse_option
from cdrql.language.conditions import OPERATORS
from cdrql.model.vocabulary import (
    ATTRIBUTES,
    CALL_TYPES,
    FILTERS,
    PARTS,
    Dimension,
    FilterKey,
    Measure,
)
from cdrql.planning.visibility import visible_warehouse

if TYPE_CHECKING:
    from cdrql.model.warehouse import Warehouse


@click.command()
@warehouse_option
@format_option("How to print them.")
def command(name: str | None, form: str) -> None:
    """Show the dimensions, measures, period parts and filters that a warehouse can answer."""
    warehouse = open_warehouse(name)
    if warehouse.policy:
        # What may not be asked for is not named either.
        warehouse = visible_warehouse(warehouse, warehouse.policy.visible)
    click.echo(
        json.dumps(list_answerable(warehouse), indent=2)
        if form == "json"
        else _print_answerable(warehouse)
    )


def list_answerable(warehouse: "Warehouse") -> dict[str, object]:
    """Give what a warehouse can answer as plain values."""
    rows = warehouse.answerable
    return {
        "dimensions": [
            {"name": d.name, "key": d.key, "type": d.type} for d in rows if isinstance(d, Dimension)
        ],
        "measures": [
            {"name": m.name, "key": m.key, "unit": m.unit} for m in rows if isinstance(m, Measure)
        ],
        "period": list(PARTS),
        "filters": [
            {"key": "start_at", "kind": "timestamp", "type": "text"},
            {"key": "end_at", "kind": "timestamp", "type": "text"},
            *(
                {"key": f.key, "kind": f.kind, "type": f.type}
                for f in _answerable_filters(warehouse)
            ),
            {"key": "callAttributes", "kind": "one of", "type": "text"},
        ],
        "attributes": _known_attributes(warehouse),
        "call types": {str(number): name for number, name in CALL_TYPES.items()},
        "operators": list(OPERATORS),
    }


def _answerable_filters(warehouse: "Warehouse") -> list[FilterKey]:
    """Give the filters on fields that a warehouse has."""
    return [f for f in FILTERS if f.field in warehouse.fields]


def _known_attributes(warehouse: "Warehouse") -> list[str]:
    """Name the call attributes that a warehouse knows of."""
    return [name for name, field in ATTRIBUTES.items() if field in warehouse.fields]


_FORMS = {
    "one of": "one value or an array",
    "prefix": "one start or an array of them",
    "condition": "for instance 5;>|60;<=",
}


def _print_answerable(warehouse: "Warehouse") -> str:
    """Print what a warehouse can answer in columns."""
    rows, attributes = (
        warehouse.answerable,
        ", ".join(_known_attributes(warehouse)) or "nothing here",
    )
    groups: tuple[tuple[str, list[tuple[str, str, str]]], ...] = (
        (
            "Dimensions, for group and fields",
            [(d.name, f"-> {d.key}", d.type) for d in rows if isinstance(d, Dimension)],
        ),
        (
            "Measures, for fields and having",
            [(m.name, f"-> {m.key}", m.unit) for m in rows if isinstance(m, Measure)],
        ),
        ("Period", [(part, "", "") for part in PARTS]),
        (
            "Filter",
            [
                ("start_at", "required", "2025-01-31 or 2025-01-31 08:30:00+01:00"),
                ("end_at", "required", "the first instant that does not count"),
                *((f.key, f.type, _FORMS[f.kind]) for f in _answerable_filters(warehouse)),
                ("callAttributes", "text", f"one or an array of {attributes}"),
            ],
        ),
    )
    blocks = [f"{title}\n{_align_columns(lines)}" for title, lines in groups]
    return "\n\n".join([*blocks, f"Operators\n  {'  '.join(OPERATORS)}"])


def _align_columns(rows: list[tuple[str, str, str]]) -> str:
    wide = [max((len(row[i]) for row in rows), default=0) for i in range(2)]
    lines = (f"  {a.ljust(wide[0])}  {b.ljust(wide[1])}  {c}".rstrip() for a, b, c in rows)
    return "\n".join(lines)
