"""Lets the database plan a request for every name that the mapping can answer."""

import re
from collections.abc import Iterator, Set
from datetime import date
from typing import TYPE_CHECKING, Any

from cdrql.audit.probes import START, compile_probes, with_probes
from cdrql.audit.report import Finding, error
from cdrql.audit.windows import DAY
from cdrql.errors import CdrqlError, DatabaseError
from cdrql.model.vocabulary import DIMENSIONS, FILTERS, MEASURES, Measure
from cdrql.model.warehouse import Warehouse

if TYPE_CHECKING:
    from cdrql.engines.database import Database


def expression_findings(
    database: "Database", warehouse: Warehouse, day: date, missing: Set[str], broken: Set[str]
) -> Iterator[Finding]:
    """Say which fields the database refuses; of broken fields and missing columns all is known."""
    extended = with_probes(warehouse, (), database.dialect)
    refused = {
        *broken,
        *(name for name in warehouse.fields if _needs_missing(warehouse, name, missing)),
    }
    for fields, words in _requests_by_name(warehouse, day):
        if refused & {*fields}:
            continue
        try:
            compiled = compile_probes(extended, database.dialect, words)
            # Planning reads no call, and resolves every name and type.
            database.engine.explain(database, compiled.sql, compiled.params)
        except DatabaseError as failure:
            refused |= {*fields}
            refusal = failure.problems[0].message.removeprefix("the database did not answer: ")
            path = f"fields.{fields[0]}" if fields else "where"
            yield error(
                "CDR706", f"the database refuses it: {refusal}", path, _source_of(warehouse, fields)
            )
            if not fields:
                return  # what all requests share is refused
        except CdrqlError as failure:
            # A backend may refuse before the database can.
            problem = failure.problems[0]
            path = f"fields.{fields[0]}" if fields else ""
            yield error("CDR706", problem.message, path, problem.hint)


def _requests_by_name(
    warehouse: Warehouse, day: date
) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Give a request for each name: first for none, so that what all share is told once."""
    window: dict[str, Any] = {"start_at": str(day), "end_at": str(day + DAY)}
    base: dict[str, Any] = {"group": START.name, "fields": "total calls", "filter": window}
    yield (), base
    for by in (*DIMENSIONS, *warehouse.dimensions):
        if by.field in warehouse.fields:
            yield (by.field,), base | {"group": by.name}
    for measure in (*MEASURES, *warehouse.measures):
        fields = _fields_of(measure)
        if {*fields} <= {*warehouse.fields}:
            yield fields, base | {"fields": measure.name}
    for row in FILTERS:
        if row.field in warehouse.fields and row.kind == "one of":
            # Any value: it is only compared, and no row is read.
            value = "0" if row.type == "text" else 0
            yield (row.field,), base | {"filter": window | {row.key: value}}
    for name, field in (("Conference", "conferenced"), ("Transfer", "transferred")):
        if field in warehouse.fields:
            yield (field,), base | {"filter": window | {"callAttributes": name}}


def _fields_of(measure: Measure) -> tuple[str, ...]:
    used = (name for part in measure.sums for name in (part.field, part.when) if name)
    return tuple(dict.fromkeys(used))


def _needs_missing(warehouse: Warehouse, field: str, missing: Set[str]) -> bool:
    source = warehouse.fields[field].source
    return any(re.search(rf"\b{re.escape(name)}\b", source, re.I) for name in missing)


def _source_of(warehouse: Warehouse, fields: tuple[str, ...]) -> str | None:
    texts = [
        f"{name} = {warehouse.fields[name].source}"
        for name in fields
        if warehouse.fields[name].source
    ]
    return f"as the mapping has it: {'; '.join(texts)}" if texts else None
