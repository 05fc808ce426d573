"""Plans how the records of an export become rows: its columns matched, and tried on a sample."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

from cdrql.errors import LoadError
from cdrql.load.amounts import has_plain_point
from cdrql.load.cells import Manner, is_dialled
from cdrql.load.column_facts import calls_among
from cdrql.load.day_and_clock import are_midnights, with_days
from cdrql.load.day_order import serial_decimals, unclear_times, with_told_times
from cdrql.load.delimited import Export
from cdrql.load.matching import LEFT_OUT, by_name, by_position, stated_column
from cdrql.load.reading import count_readable, row_reader
from cdrql.load.sources import CellSource
from cdrql.load.trying import try_sample
from cdrql.load.unanswered import CallReader
from cdrql.load.units import UnclearUnitError, check_units
from cdrql.load.unmatched import unmatched
from cdrql.load.written_times import DAY_ORDERS, DayOrder, possible_orders
from cdrql.model.absence import ABSENT
from cdrql.model.default import CDRS_COLUMNS, REQUIRED_COLUMNS, START_COLUMN

_Sample = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Reading:
    """How an export is read: where each warehouse column comes from, and the reader that does it.

    `doubted` names the columns that a name suggests but whose values do not fit; `day_order` is
    that of dates of digits, `serial_decimals` how exact a spreadsheet's days are, where the first
    lines tell that.
    """

    sources: Mapping[str, CellSource]
    doubted: tuple[str, ...]
    reader: CallReader
    day_order: DayOrder | None = None
    serial_decimals: int | None = None


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
    sources = _match_columns(export, columns, column, manner)
    missing = [name for name in REQUIRED_COLUMNS if name not in sources]
    if missing:
        # A hint is tried before it is printed.
        attempt = partial(_options_needed, export, column, manner)
        raise unmatched(missing, export.names, _good_sample(export), command, attempt)
    return _try_reading(export, sources, manner)


def _match_columns(
    export: Export, columns: Sequence[str] | None, column: Mapping[str, str], manner: Manner
) -> dict[str, CellSource]:
    """Match the columns by position, or by name where the file or its layout has names."""
    if columns is not None:
        return by_position(columns, export.width, export.header)
    sample = _good_sample(export)
    fits = partial(_fits, sample=sample, manner=manner)
    # Without names a column goes by its number, counted from 1.
    names = export.names or [str(i + 1) for i in range(export.width)]
    return by_name(names, column, export.system, fits, partial(_holds_numbers, sample=sample))


def _good_sample(export: Export) -> list[list[str]]:
    return calls_among([record.cells for record in export.sample if record.fault is None])


def _try_reading(export: Export, sources: Mapping[str, CellSource], manner: Manner) -> Reading:
    """Make the reading of the columns; LoadError if the sample cannot be read by it."""
    sample = _good_sample(export)
    sources = with_days(sources, sample)
    manner, stated = with_told_times(manner, sources, sample), manner
    doubted = tuple(name for name in sources if _is_doubtful(name, sources[name], sample, manner))
    trusted = {name: source for name, source in sources.items() if name not in doubted}
    manner = _with_plain_point(manner, trusted, export)
    further = partial(_further_options, export, trusted, stated)
    check_units(trusted, export.names, sample, manner.amounts, further)
    open_reader = partial(CallReader, trusted, export.names, partial(row_reader, manner=manner))
    # Before the database is opened: a file read in the wrong way leaves no table behind.
    try_sample(open_reader().read, trusted, export.names, export.sample)
    order = None if stated.day_order else manner.day_order
    decimals = None if stated.time_format else serial_decimals(manner, sources, sample)
    return Reading(trusted, doubted, open_reader(), order, decimals)


def _further_options(
    export: Export, sources: Mapping[str, CellSource], manner: Manner, unit: str
) -> str | None:
    """Say what else it takes to read the sample where numbers are of a unit."""
    told = {name: source.in_unit(unit) for name, source in sources.items()}
    for rounded in (False, True):
        with suppress(LoadError):
            _try_reading(
                export, told, replace(manner, round_seconds=manner.round_seconds or rounded)
            )
            return " --round-seconds" if rounded else ""
    return None


def _with_plain_point(manner: Manner, sources: Mapping[str, CellSource], export: Export) -> Manner:
    """Let the first lines tell that a point is one; in objects of JSON it always is."""
    numbers = [
        index
        for name, source in sources.items()
        if CDRS_COLUMNS[name].kind in ("seconds", "money") and source.join != "-"
        for index in source.indexes
    ]
    cells = (row[index].strip() for row in _good_sample(export) for index in numbers)
    plain = export.first_line == 0 or has_plain_point(cells)
    return replace(manner, amounts=replace(manner.amounts, plain=plain))


def _options_needed(
    export: Export,
    column: Mapping[str, str],
    manner: Manner,
    guess: Mapping[str, str] | Sequence[str],
) -> str | None:
    """Say what else it takes to read the sample by a guess of columns; None if it cannot be."""
    try:
        if isinstance(guess, Mapping):
            sources = _match_columns(export, None, {**column, **guess}, manner)
        else:
            sources = _match_columns(export, guess, {}, manner)
    except LoadError:
        return None
    if any(name not in sources for name in REQUIRED_COLUMNS):
        return None
    # What is asked next is no reason not to print it: what a clock of two parts counts.
    sources = {name: source.with_clock() for name, source in sources.items()}
    # Which of several orders of days is meant is asked next: no guess of it is printed.
    orders = possible_orders(unclear_times(sources, _good_sample(export)))
    stated = replace(manner, day_order=manner.day_order or next(iter(orders), None))
    for rounded in (False, True):
        with suppress(LoadError):
            tried = replace(stated, round_seconds=manner.round_seconds or rounded)
            try:
                _try_reading(export, sources, tried)
            except UnclearUnitError:
                return ""  # it is asked next
            return " --round-seconds" if rounded else ""
    return None


def _fits(name: str, source: CellSource, sample: _Sample, manner: Manner) -> bool:
    """Tell whether most values of a column fit, in whatever order its dates are written."""
    filled = [
        fields
        for fields in sample
        if any(fields[index].strip(" \t") not in ABSENT for index in source.indexes)
    ]
    days = [fields[source.indexes[0]].strip(" \t") for fields in filled]
    if name == START_COLUMN and not source.join and days and are_midnights(days):
        return False  # a day, whose clock may stand beside it
    manners = [manner, *(replace(manner, day_order=order) for order in DAY_ORDERS)]
    if name == START_COLUMN and manner.time_format is None:
        manners.append(replace(manner, time_format="excel"))
    manners = [replace(each, round_seconds=True) for each in manners]
    most = max(count_readable(name, source, filled, each) for each in manners)
    # A few odd values are rejected lines; a column of another kind is mostly odd.
    return 2 * most >= len(filled) and (bool(filled) or name not in REQUIRED_COLUMNS)


def _holds_numbers(source: CellSource, sample: _Sample) -> bool:
    """Tell whether most values of a column are numbers of telephones."""
    cells = [fields[source.indexes[0]].strip(" \t") for fields in sample]
    filled = [cell for cell in cells if cell not in ABSENT]
    return 2 * sum(map(is_dialled, filled)) > len(filled)


def _is_doubtful(name: str, source: CellSource, sample: _Sample, manner: Manner) -> bool:
    """Tell whether most values do not fit a column that was not said by hand."""
    if source.sure or name in REQUIRED_COLUMNS:
        return False
    return not _fits(name, source, sample, manner)
