"""Makes the function that reads a record's fields into a row of the warehouse's table."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal

from cdrql.load import cells
from cdrql.load.amounts import UnclearAmountError, amount_reader
from cdrql.load.cells import CellValue, Manner
from cdrql.load.day_and_clock import is_no_answer, joined_time, span_of_clocks
from cdrql.load.durations import SECONDS, DurationUnit, seconds_reader, whole_seconds
from cdrql.load.sources import CellSource
from cdrql.load.times import moment_reader, stored_time_reader
from cdrql.load.unanswered import ReadRow, StoredRow
from cdrql.load.unreadable import NoAnswerError, UnreadableError
from cdrql.model.absence import ABSENT, NULLS
from cdrql.model.default import CDRS_COLUMNS, REQUIRED_COLUMNS, CellKind

_MICROSECOND = timedelta(microseconds=1)

ReadCell = Callable[[str], CellValue]
ReadCells = Callable[[Sequence[str]], CellValue]


def row_reader(sources: Mapping[str, CellSource], manner: Manner) -> ReadRow:
    """Make the function that reads a record's fields into the values of `sources`, in order.

    It raises UnreadableError with the column and the reason.
    """
    # Made once a file, not once a cell: loading spends its time here.
    readers = [
        (
            source.indexes[0],
            absent_in(name),
            *_value_readers(name, source, manner),
            name in REQUIRED_COLUMNS,
            name,
            (*source.indexes, *source.start, *(() if source.day is None else (source.day,))),
            len(source.indexes),
        )
        for name, source in sources.items()
    ]

    def read(fields: Sequence[str]) -> StoredRow:
        row: StoredRow = []
        add = row.append
        for index, absent, read_cell, read_joined, required, name, indexes, many in readers:
            try:
                if read_joined is None:
                    cell = fields[index].strip(" \t")
                    if cell not in absent:
                        add(read_cell(cell))
                        continue
                    _check_may_lack(required)
                    add(None)
                else:
                    found = [fields[i].strip(" \t") for i in indexes]
                    if all(cell in absent for cell in found[:many]):
                        _check_may_lack(required)
                        add(None)
                    else:
                        add(read_joined(found))
            except UnreadableError as error:
                raise type(error)(f"{name}: {error}", error.hint) from None
        return row

    return read


def cell_reader(name: str, manner: Manner, unit: DurationUnit | None = None) -> ReadCell:
    """Make the reader of a column's cells, by its kind."""
    kinds: Mapping[CellKind, ReadCell] = {
        "time": stored_time_reader(manner.zone, manner.time_format, manner.day_order),
        "text": cells.read_text,
        "integer": cells.read_integer,
        "seconds": _duration_reader(manner, unit),
        "money": amount_reader(manner.amounts),
    }
    return kinds[CDRS_COLUMNS[name].kind]


def _duration_reader(manner: Manner, unit: DurationUnit | None) -> Callable[[str], int]:
    return seconds_reader(unit or SECONDS, manner.round_seconds, manner.amounts)


def _value_readers(
    name: str, source: CellSource, manner: Manner
) -> tuple[ReadCell, ReadCells | None]:
    """Make the reader of a value's first cell, and of all where it stands in several."""
    units = source.units or (None,) * len(source.indexes)
    each = [cell_reader(name, manner, unit) for unit in units]
    if not source.join:
        return each[0], None
    if source.join == "-":
        return each[0], _between_reader(manner, source.day is not None)
    if source.join == "if":
        return each[0], lambda found: _value_if(found, each[0], source.words)
    if source.join == "or":
        return each[0], lambda found: _first_filled(found, each)
    if CDRS_COLUMNS[name].kind == "time":
        return each[0], lambda found: each[0](joined_time(found))
    if CDRS_COLUMNS[name].kind == "text":
        return each[0], lambda found: each[0](" ".join(found))
    return each[0], lambda found: _sum_filled(found, each)


def absent_in(name: str) -> frozenset[str]:
    """Give what stands for no value in a column of the warehouse."""
    return NULLS if CDRS_COLUMNS[name].kind == "text" else ABSENT


def _check_may_lack(required: bool) -> None:
    """Take an empty cell as NULL where the column may be."""
    if required:
        raise UnreadableError("it is empty")


def _value_if(found: Sequence[str], read: ReadCell, words: frozenset[str]) -> CellValue:
    """Read the first cell where the second is one of the words; else it is 0."""
    value, told = found
    if told.casefold() not in words:
        return 0
    if value in ABSENT:
        raise UnreadableError("it is empty")
    return read(value)


def _first_filled(found: Sequence[str], each: Sequence[ReadCell]) -> CellValue:
    """Read the first cell that holds something other than 0, else the first that holds 0."""
    pairs = [(cell, read) for cell, read in zip(found, each, strict=True) if cell not in ABSENT]
    cell, read = next((pair for pair in pairs if pair[0].strip("0.")), pairs[0])
    return read(cell)


def _sum_filled(found: Sequence[str], each: Sequence[ReadCell]) -> CellValue:
    """Add up the cells that hold something."""
    pairs = [(cell, read) for cell, read in zip(found, each, strict=True) if cell not in ABSENT]
    return sum(value for cell, read in pairs if not isinstance(value := read(cell), str))


def _between_reader(manner: Manner, clocks: bool) -> ReadCells:
    """Make the reader of the seconds between an end and a start or an answer."""
    moment, local = (
        moment_reader(zone, manner.time_format, manner.day_order) for zone in (manner.zone, None)
    )

    def read(found: Sequence[str]) -> CellValue:
        end, begin, *start = found
        if end in ABSENT or begin in ABSENT:
            raise UnreadableError("it is empty")
        day = start.pop() if clocks else ""
        if is_no_answer(begin, end, start, clocks, local):
            raise NoAnswerError(f"`{begin[:40]}` is no time of answer")
        if clocks:
            span = span_of_clocks(day, begin, end, moment, local)
        else:
            span = moment(end) - moment(begin)
        if span.days < 0:
            raise UnreadableError(f"`{end[:40]}` is before `{begin[:40]}`")
        return whole_seconds(Decimal(span // _MICROSECOND).scaleb(-6), manner.round_seconds)

    return read


def count_readable(
    name: str, source: CellSource, sample: Sequence[Sequence[str]], manner: Manner
) -> int:
    """Count the records of a sample whose fields can be read as a value of the column."""
    read = row_reader({name: source}, manner)
    count = 0
    for fields in sample:
        try:
            read(fields)
        except UnclearAmountError:
            count += 1  # it can be read once something is said
        except UnreadableError:
            continue
        else:
            count += 1
    return count
