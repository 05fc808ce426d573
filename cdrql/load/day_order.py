"""How an export writes its times, as its first lines tell it: the order of days and months."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from cdrql.errors import LoadError, Problem
from cdrql.load.cells import Manner
from cdrql.load.day_and_clock import joined_time
from cdrql.load.serial_dates import SERIAL_DATES, are_serials, serial_number
from cdrql.load.sources import CellSource
from cdrql.load.times import moment_reader
from cdrql.load.unreadable import UnreadableError
from cdrql.load.written_times import DayOrder, possible_orders, strptime_format
from cdrql.model.absence import ABSENT
from cdrql.model.default import START_COLUMN


def with_told_times(
    manner: Manner, sources: Mapping[str, CellSource], sample: Sequence[Sequence[str]]
) -> Manner:
    """Tell from the sample whether days or months go first, or are a spreadsheet's.

    LoadError where it may be either, or where no time is written in the stated format; its hint
    names the formats in which all of the sample can be read.
    """
    cells = _times_in(sources, sample)
    orders = possible_orders(cells)
    if manner.time_format is not None:
        _check_some_fit(cells, manner, orders)
        return manner
    if manner.day_order is not None:
        return manner
    if are_serials(cells):
        return replace(manner, time_format="excel")
    unclear = [cell for cell in cells if possible_orders([cell])]
    # A few odd ones are rejected lines.
    if len(orders) < 2 or 2 * len(unclear) <= len(cells):
        return replace(manner, day_order=orders[0]) if len(orders) == 1 else manner
    message = f"the times can be read in several ways, such as `{unclear[0]}`"
    hint = f"say which is meant: {_told_formats(unclear, orders)}"
    raise LoadError(Problem("CDR508", message, hint=hint))


def fitting_formats(cells: Sequence[str]) -> list[str]:
    """Give the formats of strptime in which all of some times of digits can be read."""
    forms = [strptime_format(cells[0], order) for order in possible_orders(cells)] if cells else []
    return [form for form in forms if form and all(_is_written(cell, form) for cell in cells)]


def unclear_times(sources: Mapping[str, CellSource], sample: Sequence[Sequence[str]]) -> list[str]:
    """Give the cells that are read as times and whose digits alone do not tell the day."""
    return [cell for cell in _times_in(sources, sample) if possible_orders([cell])]


def _check_some_fit(cells: Sequence[str], manner: Manner, orders: Sequence[DayOrder]) -> None:
    """Refuse a stated format in which none of the times is written."""
    stated = moment_reader(manner.zone, manner.time_format)
    if not cells or any(_is_read(cell, stated) for cell in cells):
        return
    message = f"no time is written as `{manner.time_format}`, such as `{cells[0][:40]}`"
    hint = f"write {_told_formats(cells, orders)}" if fitting_formats(cells) else None
    if all(_is_read(cell, moment_reader(manner.zone)) for cell in cells):
        hint = "leave --time-format out: such times are read without it"
    raise LoadError(Problem("CDR508", message, hint=hint))


def _told_formats(cells: Sequence[str], orders: Sequence[DayOrder]) -> str:
    forms = fitting_formats(cells)
    if not forms:
        return " or ".join(f"--time-format {order}" for order in orders)
    return " or ".join(f"--time-format '{form}'" for form in forms)


def _is_read(cell: str, moment: Callable[[str], datetime]) -> bool:
    try:
        moment(cell)
    except UnreadableError:
        return False
    return True


def _is_written(cell: str, form: str) -> bool:
    try:
        datetime.strptime(cell, form)
    except ValueError:
        return False
    return True


def _times_in(sources: Mapping[str, CellSource], sample: Sequence[Sequence[str]]) -> list[str]:
    """Give the cells that are read as times."""
    start = sources[START_COLUMN].indexes
    starts = [joined_time([row[index].strip(" \t") for index in start]) for row in sample]
    others = [source.indexes for source in sources.values() if source.join == "-"]
    ends = [row[index].strip(" \t") for row in sample for pair in others for index in pair]
    return [cell for cell in starts + ends if cell not in ABSENT]


def serial_decimals(
    manner: Manner, sources: Mapping[str, CellSource], sample: Sequence[Sequence[str]]
) -> int | None:
    """Give the most decimals that a spreadsheet's days have, None where times are no such."""
    if manner.time_format not in SERIAL_DATES:
        return None
    days = [cell for cell in _times_in(sources, sample) if serial_number(cell)]
    return max(0, *(len(cell) - len("45992.") for cell in days))
