"""One file of a load, opened, and how its records are read."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TypedDict
from zoneinfo import ZoneInfo

from cdrql.errors import LoadError
from cdrql.language.zones import not_a_zone, open_zone
from cdrql.load.amounts import AmountForm, has_decimal_comma
from cdrql.load.cells import Manner
from cdrql.load.delimited import Export, open_export
from cdrql.load.keys import key_indexes
from cdrql.load.opening import ExportSource, Opened, opened_source, source_name
from cdrql.load.rows import Reading, plan_reading, values_at
from cdrql.load.times import checked_format
from cdrql.load.written_times import DAY_ORDERS, DayOrder
from cdrql.texts.places import Place


class FormOptions(TypedDict, total=False):
    """What may be stated of the form of the files, all alike; what is not is found or usual.

    `columns` names a file's columns by position (`-` leaves one out), `column` maps warehouse
    columns to names of the header (`a - b` is the seconds from time b to time a); `key` names
    columns of the file that together tell a call, which is then loaded once, in later loads too;
    `header`, `delimiter` are found from the first lines where they are None, behind `skip` lines
    that do not count. Local times are in `timezone`; `time_format` is strptime's, or `dmy`, `mdy`,
    `ymd` for the order of digits, `excel`, `excel1904` for a spreadsheet's days; fractions are cut
    to microseconds, and those of a duration refused unless `round_seconds`, amounts of more than 6
    decimals unless `round_amounts`.
    `decimal_comma` says what `1,234` means (None: as the first lines tell).
    """

    columns: Sequence[str] | None
    column: Mapping[str, str]
    key: Sequence[str]
    header: bool | None
    skip: int
    delimiter: str | None
    encoding: str
    timezone: str
    time_format: str | None
    round_seconds: bool
    round_amounts: bool
    decimal_comma: bool | None


@dataclass(frozen=True, slots=True)
class StatedForm:
    """The form of all files of a load, as `FormOptions` state it; `command` is how it is asked."""

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


def stated_form(options: FormOptions, command: str) -> StatedForm:
    """Make the form of what is stated; LoadError for a zone or a format that is none."""
    comma, form = options.get("decimal_comma"), options.get("time_format")
    order: DayOrder | None = next((each for each in DAY_ORDERS if each == form), None)
    manner = Manner(
        _open_zone(options.get("timezone", "UTC")),
        None if order else checked_format(form),
        options.get("round_seconds", False),
        order,
        amounts=AmountForm(comma, comma is not None, options.get("round_amounts", False)),
    )
    return StatedForm(
        columns=options.get("columns"),
        column=options.get("column") or {},
        key=options.get("key", ()),
        header=options.get("header"),
        skip=options.get("skip", 0),
        delimiter=options.get("delimiter"),
        encoding=options.get("encoding", "utf-8"),
        manner=manner,
        command=command,
    )


def _open_zone(name: str) -> ZoneInfo | None:
    """Open the zone of local times; UTC needs none."""
    try:
        return None if name == "UTC" else open_zone(name)
    except KeyError:
        raise LoadError(not_a_zone(name)) from None


@contextmanager
def planned_file(
    source: ExportSource, form: StatedForm, names: tuple[str, ...] | None = None
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
