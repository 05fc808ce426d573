"""Which column of an export is which column of the warehouse: by name, by position, by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cdrql.errors import LoadError, Problem, did_you_mean
from cdrql.model.column_names import SYSTEMS, column_names, spelling_key
from cdrql.model.default import CDRS_COLUMNS

LEFT_OUT = ("", "-")


@dataclass(frozen=True, slots=True)
class CellSource:
    """Where a warehouse column's value stands in a record: `index`, or `index` minus `minus`."""

    index: int
    minus: int | None = None
    sure: bool = True  # said by hand or named as the warehouse does, not only a well-known name


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
        sources[name] = CellSource(index)
    return sources


def by_name(header: Sequence[str], pairs: Mapping[str, str]) -> dict[str, CellSource]:
    """Match a header's columns by name, those said by hand (warehouse: file's) before all."""
    places = _indexes_by_name(header)
    first: dict[str, str] = {}
    for marks, names in SYSTEMS:
        if all(spelling_key(mark) in places for mark in marks):
            first.update(names)
    sources: dict[str, CellSource | None] = {
        name: _find_stated(name, stated, header) for name, stated in pairs.items()
    }
    used = {source.index for source in sources.values() if source and source.minus is None}
    for name in CDRS_COLUMNS:
        if name not in sources:
            candidates = ([first[name]] if name in first else []) + column_names(name)
            sources[name] = found = _first_in_file(candidates, places, used)
            if found and found.minus is None:
                used.add(found.index)
    return {name: source for name in CDRS_COLUMNS if (source := sources[name]) is not None}


def _indexes_by_name(header: Sequence[str]) -> dict[str, int]:
    """Index a header by loose name; of two alike the first counts."""
    return {
        # The last of equal keys stays in a dict, so the first goes last.
        spelling_key(name): i
        for i, name in reversed(list(enumerate(header)))
        if spelling_key(name)
    }


def _first_in_file(
    candidates: list[str], places: dict[str, int], used: set[int]
) -> CellSource | None:
    """Find the first of some names that the file has and that is not used yet."""
    for rank, candidate in enumerate(candidates):
        found = [places.get(spelling_key(part)) for part in candidate.split(" - ")]
        if len(found) == 2 and found[0] is not None and found[1] is not None:
            return CellSource(found[0], found[1])
        # A column of the file serves one of the warehouse, unless the user says more.
        if len(found) == 1 and found[0] is not None and found[0] not in used:
            return CellSource(found[0], sure=rank == 0)
    return None


def _find_stated(name: str, stated: str, header: Sequence[str]) -> CellSource | None:
    """Find the column, or the difference of two, that was said by hand."""
    _check_known(name)
    if stated.strip() in LEFT_OUT:
        return None
    places = {**_indexes_by_name(header), **{name: i for i, name in enumerate(header)}}
    for spelled in (stated, spelling_key(stated)):
        if spelled in places:
            return CellSource(places[spelled])
    ends = [places.get(spelling_key(part)) for part in stated.split(" - ")]
    if len(ends) == 2 and ends[0] is not None and ends[1] is not None:
        return CellSource(ends[0], ends[1])
    hint = did_you_mean(stated, header, f"the file has {', '.join(header)[:300]}")
    raise LoadError(Problem("CDR508", f"the file has no column `{stated}`", hint=hint))


def _check_known(name: str) -> None:
    if name not in CDRS_COLUMNS:
        hint = did_you_mean(name, CDRS_COLUMNS, f"the warehouse has {', '.join(CDRS_COLUMNS)}")
        raise LoadError(Problem("CDR508", f"the warehouse has no column `{name}`", hint=hint))
