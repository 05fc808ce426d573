"""Tries a way of reading on an export's first lines, before a database is opened."""

import re
from collections.abc import Mapping, Sequence
from shlex import quote

from cdrql.errors import LoadError, Problem
from cdrql.load.amounts import UnclearAmountError
from cdrql.load.durations import is_short_clock
from cdrql.load.records import Record
from cdrql.load.sources import CellSource
from cdrql.load.unanswered import ReadRow, StoredRow
from cdrql.load.units import unit_options, untold_columns
from cdrql.load.unreadable import UnreadableError
from cdrql.model.default import CDRS_COLUMNS, START_COLUMN

_NO_ZERO = re.compile(r"\s*(?=[0-9.,]*[1-9])[0-9]*[.,]?[0-9]+(?:[eE]-[0-9]+)?\s*")
_ROUNDING = "--round-seconds"


def try_sample(
    read: ReadRow,
    sources: Mapping[str, CellSource],
    names: Sequence[str] | None,
    sample: Sequence[Record],
) -> None:
    """Refuse a file of whose first lines none can be read: it is read in the wrong way.

    So is one whose durations mostly have fractions: of its calls those that were not answered would
    be loaded alone.
    """
    rows: list[StoredRow] = []
    reasons: list[tuple[Record, UnreadableError]] = []
    for record in sample:
        try:
            if record.fault is None:
                rows.append(read(record.cells))
            else:
                reasons.append((record, UnreadableError(record.fault)))
        except UnclearAmountError as error:
            raise error.asking(record.line) from None
        except UnreadableError as error:
            reasons.append((record, error))
    fractions = [(record, reason) for record, reason in reasons if _ROUNDING in str(reason)]
    if reasons and not rows:
        message = f"none of the first {len(reasons)} lines can be read as a call"
        message = message if len(reasons) > 1 else "the only line cannot be read as a call"
        raise _refusal(message, *reasons[0], sources, names)
    if len(fractions) > sum(_is_answered(row, sources) for row in rows):
        raise _refusal("most durations are no whole seconds", *fractions[0], sources, names)
    _check_lost(sample, rows, sources)


def _check_lost(
    sample: Sequence[Record], rows: Sequence[StoredRow], sources: Mapping[str, CellSource]
) -> None:
    """Refuse to round all durations of a column to 0: its calls would count as not answered."""
    for place, name in enumerate(sources):
        source = sources[name]
        if CDRS_COLUMNS[name].kind != "seconds" or source.join or any(row[place] for row in rows):
            continue
        cells = (record.cells[source.indexes[0]] for record in sample if record.fault is None)
        if number := next(filter(_NO_ZERO.fullmatch, cells), None):
            message = f"{name} would be 0 seconds in all calls, such as `{number}`"
            hint = f"say its unit: `{name}=NAME in days`, `in h` or `in min`, with --column"
            raise LoadError(Problem("CDR508", message, hint=hint))


def _is_answered(row: StoredRow, sources: Mapping[str, CellSource]) -> bool:
    """Tell whether a call has talk time."""
    return bool(dict(zip(sources, row, strict=True)).get("bill_duration"))


def _refusal(
    message: str,
    record: Record,
    reason: UnreadableError,
    sources: Mapping[str, CellSource],
    names: Sequence[str] | None,
) -> LoadError:
    hint = reason.hint or _likely_remedy(str(reason), record.cells, sources, names)
    return LoadError(Problem("CDR508", f"{message} (line {record.line}: {reason})", hint=hint))


def _likely_remedy(
    reason: str,
    cells: Sequence[str],
    sources: Mapping[str, CellSource],
    names: Sequence[str] | None,
) -> str:
    if "encoding" in reason:
        return "say which it is, for instance --encoding latin-1"
    if _ROUNDING in reason:
        return "the warehouse holds whole seconds: --round-seconds rounds half up"
    if "mm:ss" in reason:
        short = [
            name
            for name in untold_columns(sources)
            if any(is_short_clock(cells[index]) for index in sources[name].indexes)
        ]
        ways = (unit_options(unit, short, sources, names) for unit in ("mm:ss", "hh:mm"))
        return f"write {' or '.join(ways)}"
    if "without a" in reason and names:
        label = sources[START_COLUMN].label(names)
        pair = f"DAY + {label}" if reason.endswith("day") else f"{label} + CLOCK"
        return f"name the column of the other too: --column {quote(f'{START_COLUMN}={pair}')}"
    if "--time-format" in reason:
        return "write the format as Python's strptime does: %d, %m, %Y, %H, %I, %M, %S, %p, %b"
    return "check --columns or --column"
