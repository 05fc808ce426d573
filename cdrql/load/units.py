"""Asks for the unit of durations, where numbers without one do not look like seconds."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from shlex import quote
from statistics import median

from cdrql.errors import LoadError, Problem
from cdrql.load.amounts import AmountForm, is_unclear_point, with_point
from cdrql.load.durations import SHIFTED, UNSHIFTED, may_be_shifted
from cdrql.load.guessing import Guess
from cdrql.load.sources import CellSource
from cdrql.load.unreadable import UnreadableError
from cdrql.model.absence import ABSENT
from cdrql.model.default import CDRS_COLUMNS

# What else it takes to read the sample where numbers are of a unit; None where it cannot be read.
Further = Callable[[str], str | None]

_FEW = 3  # durations that tell something of their unit
_LONG = 4 * 3_600
_FINE = -5  # the exponent from which on a fraction of a day tells its second
_LONG_NAMES = {"ms": "milliseconds", "min": "minutes"}


class UnclearUnitError(LoadError):
    """The unit of a duration has to be said."""


def check_units(
    sources: Mapping[str, CellSource],
    names: Sequence[str] | None,
    sample: Sequence[Sequence[str]],
    form: AmountForm,
    further: Further,
) -> None:
    """Ask for the unit of numbers that are no seconds by the times beside them, or by themselves.

    Each unit that the hint names was tried on the sample.
    """
    _check_shifted(sources, names, sample)
    guess = Guess(names, sample)
    for name in untold_columns(sources):
        source = sources[name]
        by_times = None if source.join else guess.unit_by_times(name, source.indexes[0])
        cells = [row[source.indexes[0]].strip(" \t") for row in sample]
        unit, why = by_times, ", by the times beside it"
        if unit is None:
            unit, why = _unit_by_size(cells, form), ""
        if unit is not None:
            example = next(cell for cell in cells if cell.strip("0.:"))
            looks = f"{name} may not be in seconds{why}: it looks like"
            message = f"{looks} {_LONG_NAMES.get(unit, unit)}, such as `{example}`"
            ways = [_way(each, sources, names, further) for each in (unit, "s")]
            told = " or ".join(filter(None, ways)) or "with --column, as `duration=NAME in min`"
            raise UnclearUnitError(Problem("CDR508", message, hint=f"say the unit: {told}"))


def _check_shifted(
    sources: Mapping[str, CellSource],
    names: Sequence[str] | None,
    sample: Sequence[Sequence[str]],
) -> None:
    """Ask what clocks are whose seconds are all 0: sheets read `1:05` as an hour and more."""
    asked = {
        name: max(cells)
        for name, source in sources.items()
        for index, unit in zip(source.indexes, source.units, strict=False)
        if CDRS_COLUMNS[name].kind == "seconds" and source.join != "-" and not unit.form
        if may_be_shifted(cells := _filled(sample, index))
    }
    if asked:
        name, example = next(iter(asked.items()))
        message = f"{name} has clocks of 0 seconds alone, such as `{example}`: mm:ss or hh:mm:ss"
        ways = (unit_options(each, [*asked], sources, names) for each in (SHIFTED, UNSHIFTED))
        hint = f"say whether minutes come first, or hours: {' or '.join(ways)}"
        raise UnclearUnitError(Problem("CDR508", message, hint=hint))


def _filled(sample: Sequence[Sequence[str]], index: int) -> list[str]:
    cells = (row[index].strip(" \t") for row in sample)
    return [cell for cell in cells if cell not in ABSENT]


def _way(
    unit: str, sources: Mapping[str, CellSource], names: Sequence[str] | None, further: Further
) -> str | None:
    options = further(unit)
    told = unit_options(unit, untold_columns(sources), sources, names)
    return None if options is None else told + options


def _unit_by_size(cells: Sequence[str], form: AmountForm) -> str | None:
    """Tell the unit that numbers look like; None for seconds, and for what is asked otherwise."""
    numbers = [number for cell in cells if (number := _number(cell, form))]
    parts = [number for number in numbers if number % 1]
    # Seconds with a fraction now and then are rejected or rounded; minutes have many.
    if len(parts) == len(numbers) > 0 or (len(parts) > 1 and 4 * len(parts) >= len(numbers)):
        exponents = [number.as_tuple().exponent for number in parts]
        # Milliseconds behind a point that somebody said to be one are of seconds.
        if form.stated and not form.comma and set(exponents) == {-3}:
            return None
        fine = all(isinstance(each, int) and each <= _FINE for each in exponents)
        return "days" if fine and max(numbers) < 1 else "min"
    if len(numbers) < _FEW:
        return None
    for unit, per in (("microseconds", 1_000_000), ("ms", 1_000)):
        # All are full thousands, or half of them longer than four hours.
        long = median(numbers) * 1_000 / per > _LONG
        if long or all(number % per == 0 for number in numbers):
            return unit
    return None


def _number(cell: str, form: AmountForm) -> Decimal | None:
    if is_unclear_point(cell, form):
        return None
    try:
        number = Decimal(with_point(cell, form))
    except (UnreadableError, InvalidOperation):
        return None
    return number if number.is_finite() else None


def untold_columns(sources: Mapping[str, CellSource]) -> list[str]:
    """Name the columns of durations whose unit nothing tells."""
    return [
        name
        for name, source in sources.items()
        if CDRS_COLUMNS[name].kind == "seconds"
        and source.join in ("", "if", "+")
        and not source.units[0].told
    ]


def unit_options(
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
