"""`cdrql fields`: what a request may ask for."""

import json

import click

from cdrql.cli.options import format_option
from cdrql.fields import ATTRIBUTES, CALL_TYPES, DIMENSIONS, FILTERS, MEASURES, OPERATORS, PARTS


@click.command()
@format_option("How to print them.")
def command(form: str) -> None:
    """Show the dimensions, measures, period parts and filters of the request language."""
    click.echo(json.dumps(catalogue(), indent=2) if form == "json" else _text())


def catalogue() -> dict[str, object]:
    """Give the vocabulary as plain values."""
    return {
        "dimensions": [{"name": d.name, "key": d.key, "type": d.type} for d in DIMENSIONS],
        "measures": [{"name": m.name, "key": m.key, "unit": m.unit} for m in MEASURES],
        "period": list(PARTS),
        "filters": [
            {"key": "start_at", "kind": "timestamp", "type": "text"},
            {"key": "end_at", "kind": "timestamp", "type": "text"},
            *({"key": f.key, "kind": f.kind, "type": f.type} for f in FILTERS),
            {"key": "callAttributes", "kind": "one of", "type": "text"},
        ],
        "attributes": list(ATTRIBUTES),
        "call types": {str(number): name for number, name in CALL_TYPES.items()},
        "operators": list(OPERATORS),
    }


_FORMS = {
    "one of": "one value or an array",
    "prefix": "one start or an array of them",
    "condition": "for instance 5;>|60;<=",
}


def _text() -> str:
    """Print the vocabulary in columns."""
    groups: tuple[tuple[str, list[tuple[str, str, str]]], ...] = (
        (
            "Dimensions, for group and fields",
            [(d.name, f"-> {d.key}", d.type) for d in DIMENSIONS],
        ),
        ("Measures, for fields and having", [(m.name, f"-> {m.key}", m.unit) for m in MEASURES]),
        ("Period", [(part, "", "") for part in PARTS]),
        (
            "Filter",
            [
                ("start_at", "required", "2025-01-31 or 2025-01-31 08:30:00+01:00"),
                ("end_at", "required", "the first instant that does not count"),
                *((f.key, f.type, _FORMS[f.kind]) for f in FILTERS),
                ("callAttributes", "text", f"one or an array of {', '.join(ATTRIBUTES)}"),
            ],
        ),
    )
    blocks = [f"{title}\n{_columns(rows)}" for title, rows in groups]
    return "\n\n".join([*blocks, f"Operators\n  {'  '.join(OPERATORS)}"])


def _columns(rows: list[tuple[str, str, str]]) -> str:
    """Align three columns."""
    wide = [max(len(row[i]) for row in rows) for i in range(2)]
    lines = (f"  {a.ljust(wide[0])}  {b.ljust(wide[1])}  {c}".rstrip() for a, b, c in rows)
    return "\n".join(lines)
