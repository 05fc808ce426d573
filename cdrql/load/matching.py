"""Which column of an export is which column of the warehouse: by name, by position, by hand."""

from collections.abc import Mapping, Sequence

from cdrql.errors import LoadError, Problem, did_you_mean
from cdrql.load.recognition import SystemLayout
from cdrql.load.sources import CellSource, parse_source
from cdrql.model.column_names import SYSTEMS, column_names, spelling_key
from cdrql.model.default import CDRS_COLUMNS

LEFT_OUT = ("", "-")


def by_position(names: Sequence[str], width: int) -> dict[str, CellSource]:
    """Match columns by their position; `-` or nothing leaves one out."""
    if len(names) != width:
        message = f"--columns names {len(names)} columns, but the file has {width}"
        raise LoadError(Problem("CDR508", message, hint="write `-` for a column to leave out"))
    sources: dict[str, CellSource] = {}
    for index, name in enumerate(name.strip() for name in names):
        if name in LEFT_OUT:
            continue
        _check_known(name)
        if name in sources:
            raise LoadError(Problem("CDR508", f"--columns names `{name}` twice"))
        sources[name] = CellSource((index,))
    return sources


def by_name(
    header: Sequence[str], pairs: Mapping[str, str], layout: SystemLayout | None = None
) -> dict[str, CellSource]:
    """Match a header's columns by name, those said by hand (warehouse: file's) before all.

    Where the layout is known, it says the rest; elsewhere well-known names do.
    """
    stated = {name: _find_stated(name, text, header) for name, text in pairs.items()}
    places = _indexes_by_name(header)
    if layout is not None:
        found = _by_layout(layout, places, stated)
    else:
        found = _by_known_names(places, stated)
    sources = {**found, **stated}
    return {name: source for name in CDRS_COLUMNS if (source := sources.get(name)) is not None}


def _by_layout(
    layout: SystemLayout, places: Mapping[str, int], stated: Mapping[str, object]
) -> dict[str, CellSource | None]:
    """Take what the layout says of columns; one that this file lacks is left out."""
    return {
        name: parse_source(text, places, sure=False)
        for name, text in layout.columns.items()
        if name not in stated
    }


def _by_known_names(
    places: Mapping[str, int], stated: Mapping[str, CellSource | None]
) -> dict[str, CellSource | None]:
    """Match columns by the warehouse's own names and well-known ones."""
    first: dict[str, str] = {}
    for marks, names in SYSTEMS:
        if all(spelling_key(mark) in places for mark in marks):
            first.update(names)
    used = {i for source in stated.values() if source and not source.join for i in source.indexes}
    sources: dict[str, CellSource | None] = {}
    for name in CDRS_COLUMNS:
        if name not in stated:
            candidates = ([first[name]] if name in first else []) + column_names(name)
            sources[name] = found = _first_in_file(candidates, places, used)
            if found and not found.join:
                used.update(found.indexes)
    return sources


def _indexes_by_name(header: Sequence[str]) -> dict[str, int]:
    """Index a header by loose name; of two alike the first counts."""
    return {
        # The last of equal keys stays in a dict, so the first goes last.
        spelling_key(name): i
        for i, name in reversed(list(enumerate(header)))
        if spelling_key(name)
    }


def _first_in_file(
    candidates: list[str], places: Mapping[str, int], used: set[int]
) -> CellSource | None:
    """Find the first of some names that the file has and that is not used yet."""
    for rank, candidate in enumerate(candidates):
        found = parse_source(candidate, places, sure=rank == 0)
        # A column of the file serves one of the warehouse, unless the user says more.
        if found is not None and (found.join or not used.issuperset(found.indexes)):
            return found
    return None


def _find_stated(name: str, stated: str, header: Sequence[str]) -> CellSource | None:
    """Find the column, or those joined, that were said by hand."""
    _check_known(name)
    if stated.strip() in LEFT_OUT:
        return None
    if stated in header:
        return CellSource((list(header).index(stated),))
    if (found := parse_source(stated, _indexes_by_name(header))) is not None:
        return found
    hint = did_you_mean(stated, header, f"the file has {', '.join(header)[:300]}")
    raise LoadError(Problem("CDR508", f"the file has no column `{stated}`", hint=hint))


def _check_known(name: str) -> None:
    if name not in CDRS_COLUMNS:
        hint = did_you_mean(name, CDRS_COLUMNS, f"the warehouse has {', '.join(CDRS_COLUMNS)}")
        raise LoadError(Problem("CDR508", f"the warehouse has no column `{name}`", hint=hint))
