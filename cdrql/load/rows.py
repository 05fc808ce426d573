"""Turns the records of an export into rows of the warehouse's table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import partial

from cdrql.errors import LoadError, Problem
from cdrql.load import cells
from cdrql.load.cells import ABSENT, NULLS, CellValue, Manner, UnreadableError
from cdrql.load.delimited import Export
from cdrql.load.matching import by_name, by_position
from cdrql.load.records import Record
from cdrql.load.sources import CellSource
from cdrql.load.unanswered import CallReader, ReadRow, StoredRow
from cdrql.load.unmatched import unmatched
from cdrql.model.default import CDRS_COLUMNS, REQUIRED_COLUMNS, CellKind

_MICROSECOND = timedelta(microseconds=1)

ReadCell = Callable[[str], CellValue]
ReadJoined = Callable[[Sequence[str]], CellValue | None]


@dataclass(frozen=True, slots=True)
class Reading:
    """How an export is read: where each warehouse column comes from, and the reader that does it.

    `doubted` names the columns that a well-known name suggests but whose values do not fit.
    """

    sources: Mapping[str, CellSource]
    doubted: tuple[str, ...]
    reader: CallReader


def values_at(columns: Sequence[str] | None) -> Callable[[int], bool]:
    """Tell which columns hold numbers or times, where columns are named by position."""
    if columns is None:
        return lambda _: True
    found = [CDRS_COLUMNS.get(name.strip()) for name in columns]
    holds = [column is not None and column.kind != "text" for column in found]
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
        sources = by_position(columns, export.width)
    elif export.names is not None:
        sources = by_name(export.names, column, export.system)
    elif column:
        hint = "name the columns by position with --columns, or add --header"
        raise LoadError(Problem("CDR508", "the file has no header to match --column", hint=hint))
    missing = [name for name in REQUIRED_COLUMNS if name not in sources]
    if missing:
        raise unmatched(missing, export.names, sample, command)
    doubted = tuple(name for name in sources if _is_doubtful(name, sources[name], sample, manner))
    trusted = {name: source for name, source in sources.items() if name not in doubted}
    open_reader = partial(CallReader, trusted, export.names, partial(row_reader, manner=manner))
    # Before the database is opened: a file read in the wrong way leaves no table behind.
    _try_sample(open_reader().read, export.sample)
    return Reading(trusted, doubted, open_reader())


def _is_doubtful(name: str, source: CellSource, sample: list[list[str]], manner: Manner) -> bool:
    """Tell whether most values do not fit a column that only a well-known name suggests."""
    if source.sure or source.join or name in REQUIRED_COLUMNS:
        return False
    cells = [fields[source.indexes[0]] for fields in sample]
    filled = [cell for cell in cells if cell.strip(" \t") not in _absent(name)]
    # A few odd values are rejected lines; a column of another kind is mostly odd.
    return sum(_is_read(name, cell, manner) for cell in filled) * 2 < len(filled)


def _try_sample(read: ReadRow, sample: Sequence[Record]) -> None:
    """Refuse a file of whose first lines none can be read: it is read in the wrong way."""
    reasons = []
    for record in sample:
        try:
            if record.fault is None:
                read(record.cells)
                return
            reasons.append(f"line {record.line}: {record.fault}")
        except UnreadableError as error:
            reasons.append(f"line {record.line}: {error}")
    if reasons:
        message = f"none of the first {len(reasons)} lines can be read as a call"
        message = message if len(reasons) > 1 else "the only line cannot be read as a call"
        raise LoadError(
            Problem("CDR508", f"{message} ({reasons[0]})", hint=_likely_remedy(reasons[0]))
        )


def _likely_remedy(reason: str) -> str | None:
    if "encoding" in reason:
        return "say which it is, for instance --encoding latin-1"
    if "--round-seconds" in reason:
        return "the warehouse holds whole seconds: --round-seconds rounds half up"
    if "--time-format" in reason:
        return "for instance --time-format '%d/%m/%Y %H:%M:%S'"
    return "check --columns or --column"


def row_reader(sources: Mapping[str, CellSource], manner: Manner) -> ReadRow:
    """Make the function that reads a record's fields into the values of `sources`, in order.

    It raises UnreadableError with the column and the reason.
    """
    # Made once a file, not once a cell: loading spends its time here.
    readers = [
        (
            name,
            source.indexes[0],
            _cell_reader(name, manner),
            _joined_reader(name, source, manner),
            _absent(name),
            name in REQUIRED_COLUMNS,
        )
        for name, source in sources.items()
    ]

    def read(fields: Sequence[str]) -> StoredRow:
        row: StoredRow = []
        for name, index, read_cell, read_joined, absent, required in readers:
            try:
                if read_joined is not None:
                    row.append(read_joined(fields))
                    continue
                cell = fields[index].strip(" \t")
                if cell in absent:
                    _check_may_lack(required)
                    row.append(None)
                else:
                    row.append(read_cell(cell))
            except UnreadableError as error:
                raise UnreadableError(f"{name}: {error}") from None
        return row

    return read


def _joined_reader(name: str, source: CellSource, manner: Manner) -> ReadJoined | None:
    """Make the reader of a value that stands in several fields; None where one holds it."""
    read_cell, required = _cell_reader(name, manner), name in REQUIRED_COLUMNS
    absent = _absent(name)

    def cells_of(fields: Sequence[str]) -> list[str]:
        return [fields[index].strip(" \t") for index in source.indexes]

    def difference(fields: Sequence[str]) -> CellValue | None:
        end, start = cells_of(fields)
        if end in absent:
            _check_may_lack(required)
            return None
        return _seconds_between(start, end, manner)

    def together(fields: Sequence[str]) -> CellValue | None:
        return read_cell(" ".join(cells_of(fields)))

    def total(fields: Sequence[str]) -> CellValue | None:
        values = [read_cell(cell) for cell in cells_of(fields) if cell not in absent]
        if not values:
            _check_may_lack(required)
            return None
        return sum(value for value in values if not isinstance(value, str))

    def first(fields: Sequence[str]) -> CellValue | None:
        filled = [cell for cell in cells_of(fields) if cell not in absent]
        if not filled:
            _check_may_lack(required)
            return None
        return read_cell(next((cell for cell in filled if cell != "0"), filled[0]))

    summed = CDRS_COLUMNS[name].kind in ("seconds", "money", "integer")
    return {"": None, "-": difference, "+": total if summed else together, "or": first}[source.join]


def _absent(name: str) -> frozenset[str]:
    """Give what stands for no value in a column."""
    return NULLS if CDRS_COLUMNS[name].kind == "text" else ABSENT


def _check_may_lack(required: bool) -> None:
    """Take an empty cell as NULL where the column may be."""
    if required:
        raise UnreadableError("it is empty")


def _cell_reader(name: str, manner: Manner) -> ReadCell:
    """Choose how a column's cells are read, by its kind."""
    kinds: Mapping[CellKind, ReadCell] = {
        "time": lambda cell: cells.written(manner.moment(cell)),
        "text": cells.read_text,
        "integer": cells.read_integer,
        "seconds": lambda cell: cells.read_seconds(cell, manner.round_seconds),
        "money": cells.read_money,
    }
    return kinds[CDRS_COLUMNS[name].kind]


def _seconds_between(start: str, end: str, manner: Manner) -> int:
    span = manner.moment(end) - manner.moment(start)
    if span.days < 0:
        raise UnreadableError(f"`{end[:40]}` is before `{start[:40]}`")
    return cells.whole_seconds(Decimal(span // _MICROSECOND).scaleb(-6), manner.round_seconds)


def _is_read(name: str, cell: str, manner: Manner) -> bool:
    """Tell whether a cell can be read as a value of the column."""
    try:
        _cell_reader(name, manner)(cell.strip(" \t"))
    except UnreadableError:
        return False
    return True
