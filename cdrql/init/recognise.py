"""Recognises presets by the tables and columns of a database."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from cdrql.engines.contract import Engine
from cdrql.engines.schema import LiveColumn, LiveTable
from cdrql.init.moments import kind_of_time
from cdrql.model.columns import NUMBER_KINDS, Kind, Stated

ColumnPlace = tuple[str, str]  # a table and a column of it
_TELLING = 12  # columns that tell a system by themselves, whatever the table is called


@dataclass(frozen=True, slots=True, eq=False)
class Preset:
    """What a preset needs of a database of one dialect.

    `uses` says which columns each field is made of, `core` what no call can do without; `declared`
    are these columns and more that it knows of. `starts` are the tables of calls with their start
    columns, which store `stores`; `whole` are fields of whole seconds.
    """

    name: str
    title: str
    dialects: tuple[str, ...]
    columns: Mapping[ColumnPlace, Stated]
    uses: Mapping[str, frozenset[ColumnPlace]]
    core: frozenset[ColumnPlace]
    declared: frozenset[ColumnPlace]
    starts: Mapping[str, str]
    stores: str
    whole: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Match:
    """How a preset fits: the live columns it found, what is missing and what is another kind.

    `lacks` are the fields that cannot be had. `differs` are the columns to declare anew, and
    `decimals` those of fields that follow from it; `stores` is what the start column stores, where
    that differs. `known` counts the declared columns that are there; `table` is the name that the
    preset's one table has here, where that is another, `tables` are all that are read as it.
    """

    preset: Preset
    found: Mapping[ColumnPlace, LiveColumn]
    missing: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    differs: Mapping[str, Stated] = field(default_factory=dict)
    decimals: Mapping[str, int] = field(default_factory=dict)
    stores: str = ""
    known: int = 0
    fits: bool = False
    table: str = ""
    tables: tuple[str, ...] = ()

    @property
    def exact(self) -> int:
        """Count the columns that are just as declared."""
        return sum(self.preset.columns[p].kind == c.kind for p, c in self.found.items())

    @property
    def is_near(self) -> bool:
        """Tell whether most columns were found, or all of one table of calls."""
        columns, tables = self.preset.columns, {*self.preset.starts}
        tables -= {place[0] for place in columns if place not in self.found}
        return bool(tables) or len(self.found) >= 0.6 * len(columns)


def recognise(
    schema: Mapping[str, LiveTable], engine: Engine, presets: Iterable[Preset]
) -> tuple[list[Match], list[Match]]:
    """Give the presets that fit, the most specific first, and those that nearly do.

    More specific is what lacks less, then what found more columns, then what declares them more
    exactly; of two alike the shorter name, which is the base of the other.
    """
    known = [*presets]
    matches = [match(schema, engine, preset) for preset in known]
    fitting = [m for m in matches if m.fits] or [*_renamed_tables(schema, engine, known)]
    fitting.sort(key=_rank_of)
    near = sorted((m for m in matches if not m.fits and m.is_near), key=_rank_of)
    return fitting, near


def _renamed_tables(
    schema: Mapping[str, LiveTable], engine: Engine, presets: Iterable[Preset]
) -> Iterator[Match]:
    """Find tables that have every column of a preset's one table, and another name."""
    for preset in presets:
        named = {place[0] for place in preset.columns}
        if len(named) != 1 or len(preset.columns) < _TELLING:
            continue
        (name,) = named
        # Those of other schemas are told of as such.
        for table in (each for each in schema.values() if "." not in each.name):
            found = match({name: table}, engine, preset)
            if found.fits and not found.missing and not found.unlike:
                yield replace(found, table=table.name)


def fitting_schemas(
    schema: Mapping[str, LiveTable], engine: Engine, presets: Iterable[Preset]
) -> Iterator[tuple[str, Match]]:
    """Find the schemas, other than the session's own, whose tables a preset fits."""
    known = [*presets]
    for place in sorted({name.rpartition(".")[0] for name in schema} - {""}):
        start = len(place) + 1
        tables = {n[start:]: t for n, t in schema.items() if n.startswith(f"{place}.")}
        fitting, _ = recognise(tables, engine, known)
        if fitting:
            yield place, fitting[0]


def _rank_of(found: Match) -> tuple[object, ...]:
    name = found.preset.name
    columns = -len(found.found), -found.known, -found.exact
    return bool(found.lacks), *columns, len(name), name


def match(schema: Mapping[str, LiveTable], engine: Engine, preset: Preset) -> Match:
    """Compare a preset with the tables that are there."""
    found: dict[ColumnPlace, LiveColumn] = {}
    missing, unlike, broken = [], [], set[ColumnPlace]()
    starts = preset.starts.items()
    for place, needed in preset.columns.items():
        table, name = place
        column = _find_column(schema, table, name, engine)
        if column is None:
            missing.append(f"{table}.{name}" if find_table(schema, table) else table)
            broken.add(place)
        elif not _serves_as(needed.kind, column, engine, place in starts):
            said = "" if engine.loose_types else column.declared
            unlike.append(f"{table}.{name} is {said or column.kind}, not {needed.kind}")
            broken.add(place)
        else:
            found[place] = column
    lacks = tuple(name for name, places in preset.uses.items() if places & broken)
    differs = _wider_columns(preset, found)
    whole = engine.dialect in preset.dialects and not broken & preset.core
    known = sum(_find_column(schema, *place, engine) is not None for place in preset.declared)
    return Match(
        preset,
        found,
        tuple(dict.fromkeys(missing)),
        tuple(unlike),
        lacks,
        differs,
        _stored_decimals(preset, found, differs),
        _stored_form(preset, found),
        known,
        fits=whole and len(found) >= 0.75 * len(preset.columns),
    )


def find_table(schema: Mapping[str, LiveTable], name: str) -> LiveTable | None:
    """Find a table, whose schema may be the session's own."""
    return schema.get(name) or schema.get(name.rpartition(".")[2])


def _find_column(
    schema: Mapping[str, LiveTable], table: str, name: str, engine: Engine
) -> LiveColumn | None:
    """Find a column; some engines do not tell upper from lower case in its name."""
    live = find_table(schema, table)
    if live is None:
        return None
    columns = live.columns
    if name in columns or not engine.folds_names:
        return columns.get(name)
    return {known.casefold(): c for known, c in columns.items()}.get(name.casefold())


def _serves_as(kind: Kind | None, column: LiveColumn, engine: Engine, is_start: bool) -> bool:
    """Tell whether a column serves where a kind is declared; widths and digits vary by version.

    Where times are texts, the start of calls must have been seen to be one.
    """
    kinds = {kind, column.kind}
    if kind is None or len(kinds) == 1 or "other" in kinds or kinds <= {*NUMBER_KINDS}:
        return True
    # `WHERE answered` needs a boolean there, and `answered = 1` a number.
    if engine.strict_types:
        return False
    if kinds <= {*NUMBER_KINDS, "boolean"}:
        return True
    loose = not column.declared or kinds in ({"text", "time"}, {"text", "uuid"})
    return engine.loose_types and loose and not is_start


def _wider_columns(preset: Preset, found: Mapping[ColumnPlace, LiveColumn]) -> dict[str, Stated]:
    """Give the columns that hold more than is declared: fractions, more bits, or NULLs."""
    differing: dict[str, Stated] = {}
    for place, column in found.items():
        needed = preset.columns[place]
        # A column narrower than declared loses nothing; a wider one would lose digits.
        more = _size_of(column.kind) > _size_of(needed.kind) >= 0
        more |= needed.narrow and column.kind == "integer" and not column.narrow
        if more or (needed.not_null and column.nullable):
            differing.setdefault(place[1], column.stated(needed.narrow))
    return differing


def _size_of(kind: Kind | None) -> int:
    """Order the kinds of numbers by what they hold; others have no place among them."""
    return NUMBER_KINDS.index(kind) if kind in NUMBER_KINDS else -1


def _stored_decimals(
    preset: Preset, found: Mapping[ColumnPlace, LiveColumn], differs: Mapping[str, Stated]
) -> dict[str, int]:
    """Say how many decimals seconds have that were declared as whole."""
    stated = {}
    for name in preset.whole:
        columns = [found[p] for p in preset.uses[name] if p in found and p[1] in differs]
        # A float says nothing of its digits, so thousandths are taken.
        scales = [3 if c.scale is None else c.scale for c in columns if c.kind != "integer"]
        if scales:
            stated[name] = max(scales)
    return stated


def _stored_form(preset: Preset, found: Mapping[ColumnPlace, LiveColumn]) -> str:
    """Say what the start column stores, if that is another kind of time than the preset's."""
    starts = [found[place] for place in preset.starts.items() if place in found]
    if not starts or any(column.kind != "time" for column in starts):
        return ""
    kinds = {kind_of_time(column) for column in starts}
    if "local" in kinds and len(kinds) > 1:
        return ""
    # One [start] says what all tables store: an instant reads whole seconds too.
    kind = "instant" if "instant" in kinds else kinds.pop()
    return "" if kind in _READ_AS.get(preset.stores, (kind,)) else kind


# The kinds of times that can be read as what a start stores.
_READ_AS = {
    "utc": ("local",),
    "local": ("local",),
    "instant": ("instant", "seconds"),
    "seconds": ("seconds",),
}
