"""Which column of an export is which column of the warehouse: by name, by position, by hand."""

from collections.abc import Callable, Mapping, Sequence
from itertools import chain

from cdrql.errors import LoadError, Problem, did_you_mean
from cdrql.load.day_and_clock import day_and_clock_names
from cdrql.load.durations import named_unit, told_unit
from cdrql.load.recognition import SystemLayout
from cdrql.load.sources import CellSource, ColumnPlaces
from cdrql.model.column_names import SYSTEMS, column_names, names_abroad
from cdrql.model.default import CDRS_COLUMNS, START_COLUMN
from cdrql.model.name_parts import suggested

LEFT_OUT = ("", "-")

# Fields of a telephone's number: a vague name is enough where such numbers stand below it.
_NUMBERS = ("destination", "caller_id")

# Tells of a column of the warehouse whether the first lines hold what it needs.
Fits = Callable[[str, CellSource], bool]


def by_position(
    stated: Sequence[str], width: int, header: Sequence[str] | None
) -> dict[str, CellSource]:
    """Match columns by their position; `-` or nothing leaves one out.

    `duration in ms` says a unit that the header does not tell, and `start_at` twice a day and a
    clock.
    """
    if len(stated) != width:
        message = f"--columns names {len(stated)} columns, but the file has {width}"
        raise LoadError(Problem("CDR508", message, hint="write `-` for a column to leave out"))
    sources: dict[str, CellSource] = {}
    for index, text in enumerate(text.strip() for text in stated):
        if text in LEFT_OUT:
            continue
        name, unit_name = stated_column(text)
        unit = named_unit(unit_name) or told_unit(header[index] if header else "")
        if name == START_COLUMN and name in sources and not sources[name].join:
            sources[name] = CellSource((*sources[name].indexes, index), "+")
            continue
        if name in sources:
            raise LoadError(Problem("CDR508", f"--columns names `{name}` twice"))
        sources[name] = CellSource((index,), units=(unit,))
    return sources


def stated_column(text: str) -> tuple[str, str]:
    """Part `duration in ms` into the column and the unit; LoadError for an unknown one."""
    name, _, unit = (part.strip() for part in text.strip().partition(" in "))
    _check_known(name)
    if unit and named_unit(unit) is None:
        hint = "write for instance ms, s, min, h, mm:ss or hh:mm"
        raise LoadError(Problem("CDR508", f"`{unit}` is no unit of durations", hint=hint))
    return name, unit


def by_name(
    header: Sequence[str],
    pairs: Mapping[str, str],
    layout: SystemLayout | None,
    fits: Fits,
    holds_numbers: Callable[[CellSource], bool],
) -> dict[str, CellSource]:
    """Match a header's columns by name, those said by hand (warehouse: file's) before all.

    Where the layout is known, it says the rest; elsewhere well-known names do, of several the first
    whose values fit, and vague ones (`From`, `B-Number`) above numbers of telephones.
    """
    places = ColumnPlaces(header)
    stated = {name: _find_stated(name, text, header, places) for name, text in pairs.items()}
    if layout is not None:
        found = _by_layout(layout, places)
    else:
        found = _by_known_names(places, stated, fits)
        used = {index for source in found.values() if source for index in source.indexes}
        used |= {index for source in stated.values() if source for index in source.indexes}
        for name in _NUMBERS:
            if found.get(name) is None and name not in stated:
                found[name] = _by_vague_names(name, header, places, used, holds_numbers)
    sources = {**found, **stated}
    return {name: source for name in CDRS_COLUMNS if (source := sources.get(name)) is not None}


def _by_layout(layout: SystemLayout, places: ColumnPlaces) -> dict[str, CellSource | None]:
    """Take what the layout says of columns; one that this file lacks is left out."""
    found: dict[str, CellSource | None] = {}
    for name, stated in layout.columns.items():
        ways = [stated] if isinstance(stated, str) else stated
        sources = (places.find(text, sure=False) for text in ways)
        found[name] = next((source for source in sources if source is not None), None)
    return found


def _by_known_names(
    places: ColumnPlaces, stated: Mapping[str, CellSource | None], fits: Fits
) -> dict[str, CellSource | None]:
    """Match columns by the warehouse's own names and well-known ones."""
    first: dict[str, str] = {}
    for marks, names in SYSTEMS:
        if places.has(marks):
            first.update(names)
    used = {i for source in stated.values() if source and not source.join for i in source.indexes}
    sources: dict[str, CellSource | None] = {}
    for name in CDRS_COLUMNS:
        if name not in stated:
            candidates = ([first[name]] if name in first else []) + column_names(name)
            if name not in _NUMBERS:
                candidates += names_abroad(name)
            if name == START_COLUMN:
                candidates += day_and_clock_names()
            sources[name] = found = _first_fitting(name, candidates, places, used, fits)
            if found and not found.join:
                used.update(found.indexes)
    return sources


def _by_vague_names(
    name: str,
    header: Sequence[str],
    places: ColumnPlaces,
    used: set[int],
    holds_numbers: Callable[[CellSource], bool],
) -> CellSource | None:
    """Find the first column that may be meant by its name and holds numbers of telephones."""
    for column in chain(suggested(name, header), names_abroad(name)):
        source = places.find(column, sure=False)
        if source is not None and not used & {*source.indexes} and holds_numbers(source):
            used.update(source.indexes)
            return source
    return None


def _first_fitting(
    name: str, candidates: Sequence[str], places: ColumnPlaces, used: set[int], fits: Fits
) -> CellSource | None:
    """Find the first of some names that the file has, that is not used yet and whose values fit.

    Where none fits it is the first, so that an error can say what is wrong with it.
    """
    found = [places.find(candidate, sure=False) for candidate in candidates]
    # A column of the file serves one of the warehouse, unless the user says more.
    free = [source for source in found if source and (source.join or source.indexes[0] not in used)]
    return next((source for source in free if fits(name, source)), free[0] if free else None)


def _find_stated(
    name: str, stated: str, header: Sequence[str], places: ColumnPlaces
) -> CellSource | None:
    """Find the column, or those joined, that were said by hand."""
    _check_known(name)
    if stated.strip() in LEFT_OUT:
        return None
    if (found := places.find(stated)) is not None:
        return found
    hint = did_you_mean(stated, header, f"the file has {', '.join(header)[:300]}")
    raise LoadError(Problem("CDR508", f"the file has no column `{stated}`", hint=hint))


def _check_known(name: str) -> None:
    if name not in CDRS_COLUMNS:
        hint = did_you_mean(name, CDRS_COLUMNS, f"the warehouse has {', '.join(CDRS_COLUMNS)}")
        raise LoadError(Problem("CDR508", f"the warehouse has no column `{name}`", hint=hint))
