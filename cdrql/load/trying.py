"""Tries a way of reading on an export's first lines, before a database is opened."""

from collections.abc import Mapping, Sequence
from shlex import quote
from statistics import median

from cdrql.errors import LoadError, Problem
from cdrql.load.amounts import UnclearAmountError
from cdrql.load.durations import is_short_clock
from cdrql.load.guessing import Guess
from cdrql.load.records import Record
from cdrql.load.sources import CellSource
from cdrql.load.unanswered import ReadRow, StoredRow
from cdrql.load.unreadable import UnreadableError
from cdrql.model.default import CDRS_COLUMNS, START_COLUMN

_FEW = 3  # durations that tell something of their unit
_LONG = 4 * 3_600
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
    _check_sizes(rows, sources, names)


def check_units(
    sources: Mapping[str, CellSource],
    names: Sequence[str] | None,
    sample: Sequence[Sequence[str]],
) -> None:
    """Ask for the unit of numbers that are no seconds by the times beside them."""
    guess = Guess(names, sample)
    for name in _untold(sources):
        unit = guess.unit_by_times(name, sources[name].indexes[0])
        if unit is not None and not sources[name].join:
            message = f"{name} is not in seconds, by the times beside it: it looks like {unit}"
            raise _asking_unit(message, unit, sources, names)


def _check_sizes(
    rows: Sequence[StoredRow], sources: Mapping[str, CellSource], names: Sequence[str] | None
) -> None:
    """Ask for the unit where numbers without one look like milliseconds."""
    untold = _untold(sources)
    for place, name in enumerate(sources):
        values = [value for row in rows if isinstance(value := row[place], int) and value]
        if name in untold and len(values) >= _FEW and _look_like_thousandths(values):
            message = f"{name} looks like milliseconds, such as {values[0]}"
            raise _asking_unit(message, "ms", sources, names)


def _asking_unit(
    message: str, likely: str, sources: Mapping[str, CellSource], names: Sequence[str] | None
) -> LoadError:
    """Ask whether numbers are of the unit that they look like, or seconds after all."""
    ways = (_options_of(unit, _untold(sources), sources, names) for unit in (likely, "s"))
    return LoadError(Problem("CDR508", message, hint=f"say the unit: {' or '.join(ways)}"))


def _look_like_thousandths(values: Sequence[int]) -> bool:
    """Tell whether durations are all full thousands, or half of them longer than four hours."""
    return all(value % 1_000 == 0 for value in values) or median(values) > _LONG


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
        told = "the warehouse holds whole seconds: --round-seconds rounds half up"
        minutes = _options_of("min", [s for s in _untold(sources) if names], sources, names)
        return f"{told}; for minutes add {minutes}" if minutes else told
    if "mm:ss" in reason:
        short = [
            name
            for name in _untold(sources, ("", "if", "+"))
            if any(is_short_clock(cells[index]) for index in sources[name].indexes)
        ]
        ways = (_options_of(unit, short, sources, names) for unit in ("mm:ss", "hh:mm"))
        return f"write {' or '.join(ways)}"
    if "without a" in reason and names:
        label = sources[START_COLUMN].label(names)
        pair = f"DAY + {label}" if reason.endswith("day") else f"{label} + CLOCK"
        return f"name the column of the other too: --column {quote(f'{START_COLUMN}={pair}')}"
    if "--time-format" in reason:
        return "write the format as Python's strptime does: %d, %m, %Y, %H, %I, %M, %S, %p, %b"
    return "check --columns or --column"


def _untold(
    sources: Mapping[str, CellSource], joins: Sequence[str | None] = ("", "if")
) -> list[str]:
    """Name the columns of durations whose unit nothing tells, of those joined so."""
    return [
        name
        for name, source in sources.items()
        if CDRS_COLUMNS[name].kind == "seconds"
        and source.join in joins
        and not source.units[0].told
    ]


def _options_of(
    unit: str,
    columns: Sequence[str],
    sources: Mapping[str, CellSource],
    names: Sequence[str] | None,
) -> str:
    """Write the options that say the unit of some columns."""
    if names is None:
        return ", ".join(f"`{name} in {unit}`" for name in columns) + " in --columns"
    labels = {name: sources[name].label(names, f" in {unit}") for name in columns}
    pairs = (quote(f"{name}={label}") for name, label in labels.items())
    return " ".join(f"--column {pair}" for pair in pairs)
