"""Plans how the records of an export become rows: its columns matched, and tried on a sample."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from cdrql.errors import LoadError, Problem
from cdrql.load.cells import ABSENT, Manner
from cdrql.load.delimited import Export
from cdrql.load.matching import LEFT_OUT, by_name, by_position, stated_column
from cdrql.load.reading import is_readable, row_reader
from cdrql.load.sources import CellSource
from cdrql.load.trying import try_sample
from cdrql.load.unanswered import CallReader
from cdrql.load.unmatched import unmatched
from cdrql.load.written_times import possible_orders, strptime_format
from cdrql.model.default import CDRS_COLUMNS, REQUIRED_COLUMNS, START_COLUMN

_Sample = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Reading:
    """How an export is read: where each warehouse column comes from, and the reader that does it.

    `doubted` names the columns that a name suggests but whose values do not fit.
    """

    sources: Mapping[str, CellSource]
    doubted: tuple[str, ...]
    reader: CallReader


def values_at(columns: Sequence[str] | None) -> Callable[[int], bool]:
    """Tell which columns hold numbers or times, where columns are named by position."""
    if columns is None:
        return lambda _: True
    names = [None if text.strip() in LEFT_OUT else stated_column(text)[0] for text in columns]
    holds = [name is not None and CDRS_COLUMNS[name].kind != "text" for name in names]
    return lambda index: index < len(holds) and holds[index]


def plan_reading(
    export: Export,
    columns: Sequence[str] | None,
    column: Mapping[str, str],
    manner: Manner,
    command: str,
) -> Reading:
    """Match the columns, and try them on the sample."""
    sample = [record.cells for record in export.sample if record.fault is None]
    sources: Mapping[str, CellSource] = {}
    if columns is not None:
        sources = by_position(columns, export.width, export.header)
    elif export.names is not None:
        fits = partial(_fits, sample=sample, manner=manner)
        sources = by_name(export.names, column, export.system, fits)
    elif column:
        hint = "name the columns by position with --columns, or add --header"
        raise LoadError(Problem("CDR508", "the file has no header to match --column", hint=hint))
    missing = [name for name in REQUIRED_COLUMNS if name not in sources]
    if missing:
        raise unmatched(missing, export.names, sample, command)
    manner = _with_day_order(manner, sources, sample)
    doubted = tuple(name for name in sources if _is_doubtful(name, sources[name], sample, manner))
    trusted = {name: source for name, source in sources.items() if name not in doubted}
    open_reader = partial(CallReader, trusted, export.names, partial(row_reader, manner=manner))
    # Before the database is opened: a file read in the wrong way leaves no table behind.
    try_sample(open_reader().read, trusted, export.names, export.sample)
    return Reading(trusted, doubted, open_reader())


def _fits(name: str, source: CellSource, sample: _Sample, manner: Manner) -> bool:
    """Tell whether most values of a column fit, in whatever order its dates are written."""
    filled = [
        fields
        for fields in sample
        if any(fields[index].strip(" \t") not in ABSENT for index in source.indexes)
    ]
    manners = [manner, *(replace(manner, day_order=order) for order in ("dmy", "mdy"))]
    manners = [replace(each, round_seconds=True) for each in manners]
    most = max(sum(is_readable(name, source, row, each) for row in filled) for each in manners)
    # A few odd values are rejected lines; a column of another kind is mostly odd.
    return 2 * most >= len(filled) and (bool(filled) or name not in REQUIRED_COLUMNS)


def _is_doubtful(name: str, source: CellSource, sample: _Sample, manner: Manner) -> bool:
    """Tell whether most values do not fit a column that was not said by hand."""
    if source.sure or name in REQUIRED_COLUMNS:
        return False
    return not _fits(name, source, sample, manner)


def _with_day_order(manner: Manner, sources: Mapping[str, CellSource], sample: _Sample) -> Manner:
    """Tell from the sample whether days or months go first; LoadError where it may be either."""
    cells = _times_in(sources, sample)
    orders = possible_orders(cells) if manner.time_format is None else []
    unclear = [cell for cell in cells if possible_orders([cell])]
    # A few odd ones are rejected lines.
    if len(orders) < 2 or 2 * len(unclear) <= len(cells):
        return replace(manner, day_order=orders[0]) if len(orders) == 1 else manner
    example = unclear[0]
    forms = [form for order in orders if (form := strptime_format(example, order))]
    told = " or ".join(f"--time-format '{form}'" for form in forms)
    raise LoadError(
        Problem(
            "CDR508",
            f"the times can be read in several ways, such as `{example}`",
            hint=f"say which is meant: {told}",
        )
    )


def _times_in(sources: Mapping[str, CellSource], sample: _Sample) -> list[str]:
    """Give the cells that are read as times."""
    start = sources[START_COLUMN].indexes
    starts = [" ".join(row[index].strip(" \t") for index in start) for row in sample]
    others = [source.indexes for source in sources.values() if source.join == "-"]
    ends = [row[index].strip(" \t") for row in sample for pair in others for index in pair]
    return starts + ends
