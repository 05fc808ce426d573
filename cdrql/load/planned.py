"""One file of a load, opened, and how its records are read."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from cdrql.errors import LoadError
from cdrql.load.amounts import has_decimal_comma
from cdrql.load.cells import Manner
from cdrql.load.delimited import Export, open_export
from cdrql.load.keys import key_indexes
from cdrql.load.opening import Opened, Source, opened_source, source_name
from cdrql.load.rows import Reading, plan_reading, values_at
from cdrql.texts.places import Place


@dataclass(frozen=True, slots=True)
class StatedForm:
    """What is stated of all files of a load, as `load` takes it; `command` is how it is asked."""

    columns: Sequence[str] | None
    column: Mapping[str, str]
    key: Sequence[str]
    header: bool | None
    skip: int
    delimiter: str | None
    encoding: str
    manner: Manner
    command: str


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """An open file: its name, its bytes, its records, how they are read, where their key stands."""

    name: str
    opened: Opened
    export: Export
    reading: Reading
    key: tuple[int, ...]


@contextmanager
def planned_file(
    source: Source, form: StatedForm, names: tuple[str, ...] | None = None
) -> Iterator[PlannedFile]:
    """Open a file and plan how it is read.

    `names` is the header of a file before it: one that was split has its header in the first part
    only. LoadError where the file cannot be read as calls.
    """
    with opened_source(source, form.encoding) as opened:
        export = open_export(
            opened.lines,
            delimiter=form.delimiter,
            header=form.header,
            skip=form.skip,
            values_at=values_at(form.columns),
        )
        named = export
        if export.names is None and form.columns is None and len(names or ()) == export.width:
            named = replace(export, header=names)
        manner = _with_amounts(form.manner, export)
        reading = plan_reading(named, form.columns, form.column, manner, form.command)
        key = key_indexes(form.key, named.names, named.width)
        yield PlannedFile(source_name(source), opened, named, reading, key)


def _with_amounts(manner: Manner, export: Export) -> Manner:
    """Let the first lines tell of decimal commas, where nobody did."""
    if manner.amounts.comma is not None:
        return manner
    sample = [record.cells for record in export.sample if record.fault is None]
    comma = has_decimal_comma(sample) or None
    return replace(manner, amounts=replace(manner.amounts, comma=comma))


@contextmanager
def problems_of(name: str) -> Iterator[None]:
    """Say of which file the problems are that arise within."""
    try:
        yield
    except LoadError as error:
        error.problems = tuple(
            replace(problem, place=Place(name, problem.place.line if problem.place else None))
            for problem in error.problems
        )
        raise
