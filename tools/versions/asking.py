"""What a warehouse can be asked for, one thing at a time, so that each says what it needs."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import cdrql
from cdrql.mapping import load_warehouse, presets
from cdrql.model.vocabulary import DIMENSIONS, FILTERS, MEASURES
from tools.differential.fitting import has
from tools.versions.needs import Need, newer_in

_WINDOW = {"start_at": "2024-01-01", "end_at": "2024-03-01"}
_VALUES = {"one of": [1, 2], "prefix": ["1", "2"], "condition": "1;>|9;<"}

Asked = tuple[str, Mapping[str, Any]]


def requests(warehouse: cdrql.Warehouse) -> Iterator[Asked]:
    """Ask for each dimension, measure and filter that a warehouse has, named as it is asked for."""
    dimensions = [d.name for d in (*DIMENSIONS, *warehouse.dimensions) if has(warehouse, d.name)]
    measures = [m.name for m in (*MEASURES, *warehouse.measures) if has(warehouse, m.name)]
    asked = {"group": dimensions[0], "period": "year;month;day;hour", "filter": _WINDOW}
    asked |= {"fields": "total calls", "having": {"total calls": "0;>"}, "limit": 3, "offset": 1}
    yield from ((name, asked | {"group": name, "order": f"{name};desc"}) for name in dimensions)
    yield from ((name, asked | {"fields": name, "order": f"{name};desc"}) for name in measures)
    for row in FILTERS:
        if has(warehouse, row.key):
            value = ["1", ""] if (row.kind, row.type) == ("one of", "text") else _VALUES[row.kind]
            yield row.key, asked | {"filter": _WINDOW | {row.key: value}}


@cache
def preset_needs() -> tuple[tuple[str, dict[str, set[Need]]], ...]:
    """Give, of each preset for MySQL, what its dimensions, measures and filters need beyond 5.5."""
    warehouses = ((name, load_warehouse(name)) for name in presets())
    return tuple(
        (name, {word: needs for word, asked in requests(it) if (needs := _needs(asked, it))})
        for name, it in warehouses
        if "mysql" in it.dialects
    )


def _needs(request: Mapping[str, Any], warehouse: cdrql.Warehouse) -> set[Need]:
    """Look at the statement as it is written out for a console: with all words and literals."""
    compiled = cdrql.compile(request, "mysql", warehouse=warehouse, paramstyle="literal")
    return newer_in(compiled.sql)
