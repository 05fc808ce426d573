"""Tries a way of reading on an export's first lines, before a database is opened."""

from collections.abc import Mapping, Sequence

from cdrql.errors import LoadError, Problem
from cdrql.load.records import Record
from cdrql.load.sources import CellSource
from cdrql.load.unanswered import ReadRow, StoredRow
from cdrql.load.unreadable import UnreadableError
from cdrql.model.default import CDRS_COLUMNS

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
    reasons: list[str] = []
    for record in sample:
        try:
            if record.fault is None:
                rows.append(read(record.cells))
            else:
                reasons.append(f"line {record.line}: {record.fault}")
        except UnreadableError as error:
            reasons.append(f"line {record.line}: {error}")
    fractions = [reason for reason in reasons if _ROUNDING in reason]
    if reasons and not rows:
        message = f"none of the first {len(reasons)} lines can be read as a call"
        message = message if len(reasons) > 1 else "the only line cannot be read as a call"
        raise _refusal(message, reasons[0], sources, names)
    if len(fractions) > sum(_lasts(row, sources) for row in rows):
        message = "most durations are no whole seconds"
        raise _refusal(message, fractions[0], sources, names)


def _lasts(row: StoredRow, sources: Mapping[str, CellSource]) -> bool:
    """Tell whether a call has a duration other than 0."""
    values = zip(sources, row, strict=True)
    return any(value for name, value in values if CDRS_COLUMNS[name].kind == "seconds")


def _refusal(
    message: str, reason: str, sources: Mapping[str, CellSource], names: Sequence[str] | None
) -> LoadError:
    hint = _likely_remedy(reason, sources, names)
    return LoadError(Problem("CDR508", f"{message} ({reason})", hint=hint))


def _likely_remedy(
    reason: str, sources: Mapping[str, CellSource], names: Sequence[str] | None
) -> str:
    if "encoding" in reason:
        return "say which it is, for instance --encoding latin-1"
    if _ROUNDING in reason:
        return "the warehouse holds whole seconds: --round-seconds rounds half up"
    if "mm:ss" in reason:
        column = reason.split(": ")[1]
        label = sources[column].label(names) if names else ""
        option = f"--column '{column}={label} in {{}}'" if names else f"`{column} in {{}}`"
        return f"write {option.format('mm:ss')} or {option.format('hh:mm')}"
    if "--time-format" in reason:
        return "write the format as Python's strptime does: %d, %m, %Y, %H, %I, %M, %S, %p, %b"
    return "check --columns or --column"
