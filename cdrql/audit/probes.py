"""What a check asks of the calls: own measures over the mapping's fields, put by requests.

The numbers of a check come from the same SQL as those of a report: same window, filter and fold.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from sqlglot import exp

from cdrql.backend import Backend, get_backend, sql
from cdrql.compiled import Compiled
from cdrql.compiler import compile
from cdrql.emit.naming import READ
from cdrql.emit.sources import TableRows
from cdrql.emit.target import target_of
from cdrql.model.vocabulary import Dimension, Measure, count_of, single_sum
from cdrql.model.warehouse import Expression, Field, Fold, Table, Warehouse

if TYPE_CHECKING:
    from cdrql.engines.rows import AnswerRow

# A condition on a call, written with the SQL that each field has.
Of = Callable[[str], str]
ProbeCondition = Callable[[Of], str]

EVERY_CALL = Dimension("check all", "check_all", "check_all", "text")
_ALL = Field("check_all", "text", nullable=False)
# For plans alone: some engines run a query while they plan it where its groups are but one.
START = Dimension("check start", "check_start", "check_start", "text")
_START = Field("check_start", "text", nullable=False)


@dataclass(frozen=True, slots=True)
class Probe:
    """A count of the calls for which a condition over their fields holds."""

    name: str
    condition: ProbeCondition

    @property
    def field(self) -> str:
        """Name the field that holds the condition, unlike any that a mapping has."""
        return f"check_{self.name}"

    @property
    def measure(self) -> Measure:
        """Count the calls."""
        name = f"check {self.name}".replace("_", " ")
        return Measure(name, self.field, single_sum(count_of(self.field)), "count", "calls")


def written_name(warehouse: Warehouse, dialect: str) -> str:
    """Name what the mapping's own SQL is taken of, where a backend of this name asks."""
    return target_of(warehouse, get_backend(dialect)).dialect


def in_dialect(warehouse: Warehouse, dialect: str) -> Warehouse:
    """Take what the mapping says of one dialect for what it says; a check looks at all calls."""
    tables = (replace(table, name=table.name_in(dialect), names={}) for table in warehouse.tables)
    return replace(
        warehouse, tables=tuple(tables), start=warehouse.start_in(dialect), starts={}, policy=None
    )


def with_probes(warehouse: Warehouse, probes: tuple[Probe, ...], dialect: str) -> Warehouse:
    """Give the warehouse measures for probes, a dimension that all calls share, and their start."""
    backend = get_backend(dialect)
    fields = {probe.field: Field(probe.field, "boolean", nullable=False) for probe in probes}
    tables = warehouse.tables
    if warehouse.fold is None:
        tables = tuple(_probe_rows(warehouse, table, probes, backend) for table in tables)
    fold = warehouse.fold and _probe_folded_calls(warehouse, warehouse.fold, probes, backend)
    return replace(
        warehouse,
        tables=tables,
        fold=fold,
        fields=MappingProxyType(
            {**warehouse.fields, **fields, EVERY_CALL.field: _ALL, START.field: _START}
        ),
        dimensions=(*warehouse.dimensions, EVERY_CALL, START),
        measures=(*warehouse.measures, *(probe.measure for probe in probes)),
    )


def _probe_rows(
    warehouse: Warehouse, table: Table, probes: tuple[Probe, ...], backend: Backend
) -> Table:
    """Write the conditions over a table whose rows are calls."""
    source = TableRows(warehouse, backend, table)

    def of(field: str) -> str:
        boolean = warehouse.fields[field].type == "boolean"
        made = source.boolean_test(field) if boolean else source.row_value(field)
        return f"({sql.printed(made, backend.dialect)})"

    code = {probe.field: _parsed_text(f"({probe.condition(of)})", backend) for probe in probes}
    code[EVERY_CALL.field] = _parsed_text("''", backend)
    code[START.field] = _text_of(source.start_value(), backend)
    return replace(table, code=MappingProxyType({**table.code, **code}))


def _probe_folded_calls(
    warehouse: Warehouse, fold: Fold, probes: tuple[Probe, ...], backend: Backend
) -> Fold:
    """Write the conditions over calls that are folded of rows, where booleans are 1 or 0."""
    code, parts = dict(fold.code), dict(fold.parts)
    name = target_of(warehouse, backend).dialect
    for probe in probes:
        used: list[str] = []

        # Bound now: a closure would see the list of the last probe.
        def of(field: str, used: list[str] = used) -> str:
            used.append(field)
            written = fold.code[field].sql[name]
            boolean = warehouse.fields[field].type == "boolean"
            return f"({written} = 1)" if boolean else f"({written})"

        condition = probe.condition(of)
        code[probe.field] = _parsed_text(f"CASE WHEN {condition} THEN 1 ELSE 0 END", backend)
        read = (part for field in used for part in fold.parts[field][name])
        parts[probe.field] = {name: tuple(dict.fromkeys(read))}
    nothing: Mapping[str, tuple[str, ...]] = {name: ()}
    code[EVERY_CALL.field], parts[EVERY_CALL.field] = _parsed_text("''", backend), nothing
    first = exp.Min(this=sql.column("leg_start", READ))
    code[START.field], parts[START.field] = _text_of(first, backend), nothing
    return replace(fold, code=MappingProxyType(code), parts=MappingProxyType(parts))


def _text_of(value: sql.Sql, backend: Backend) -> Expression:
    return _parsed_text(sql.printed(sql.as_text(value), backend.dialect), backend)


def _parsed_text(text: str, backend: Backend) -> Expression:
    # By both names: which of them a mapping goes by depends on the mapping.
    return Expression("", MappingProxyType(dict.fromkeys((backend.name, backend.dialect), text)))


def with_text(warehouse: Warehouse, texts: Mapping[str, str], dialect: str) -> Warehouse:
    """Give the warehouse dimensions for texts that a dialect's SQL gives of a row, or of a call."""
    backend = get_backend(dialect)
    code = {f"check_{name}": _parsed_text(text, backend) for name, text in texts.items()}
    fields = {name: Field(name, "text", nullable=False) for name in code}
    named = (Dimension(name.replace("_", " "), name, name, "text") for name in code)
    warehouse = replace(
        warehouse,
        fields=MappingProxyType({**warehouse.fields, **fields}),
        dimensions=(*warehouse.dimensions, *named),
    )
    if warehouse.fold is None:
        tables = (
            replace(table, code=MappingProxyType({**table.code, **code}))
            for table in warehouse.tables
        )
        return replace(warehouse, tables=tuple(tables))
    parts: dict[str, Mapping[str, tuple[str, ...]]] = {
        name: dict.fromkeys((backend.name, backend.dialect), ()) for name in code
    }
    fold = replace(
        warehouse.fold,
        code=MappingProxyType({**warehouse.fold.code, **code}),
        parts=MappingProxyType({**warehouse.fold.parts, **parts}),
    )
    return replace(warehouse, fold=fold)


def rows_alone(warehouse: Warehouse, table: Table) -> Warehouse:
    """Take the rows of one table as they are: not folded, not joined with other tables' rows."""
    if warehouse.fold is None:
        return replace(warehouse, tables=(table,))
    # The fields of folded calls are made of several rows, and mean nothing in one.
    bare = replace(table, code=MappingProxyType({}))
    return replace(warehouse, tables=(bare,), fold=None, fields={}, dimensions=(), measures=())


def compile_probes(warehouse: Warehouse, dialect: str, request: Mapping[str, object]) -> Compiled:
    """Compile a request of a check."""
    return compile(request, dialect, warehouse=warehouse, output="values")


def int_cell(row: "AnswerRow", key: str) -> int:
    """Read a count."""
    # A sum over no rows is NULL, which counts as none.
    return int(row[key] or 0)
