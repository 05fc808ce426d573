"""Loads CDR exports into the table `cdrs` of a SQLite file, so that requests can be answered."""

from collections.abc import Callable, Mapping, Sequence
from os import PathLike, fspath
from shlex import quote
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from cdrql.errors import LoadError
from cdrql.language.zones import not_a_zone, open_zone
from cdrql.load import cdrs
from cdrql.load.amounts import AmountForm
from cdrql.load.cells import Manner
from cdrql.load.delimited import NoLinesError
from cdrql.load.keys import CallKeys, count_unkeyed
from cdrql.load.loaded import Loaded, LoadedFile, sum_up_file
from cdrql.load.opening import Source, source_name
from cdrql.load.planned import PlannedFile, StatedForm, planned_file, problems_of
from cdrql.load.table import Existing, check_database, write_calls
from cdrql.load.tally import Rejected, Tally, Watchers
from cdrql.load.times import checked_format
from cdrql.texts.secrets import shown_database

if TYPE_CHECKING:
    from sqlite_utils import Database


def load(
    source: Source | Sequence[Source],
    database: str | PathLike[str],
    *,
    columns: Sequence[str] | None = None,
    column: Mapping[str, str] | None = None,
    key: Sequence[str] = (),
    header: bool | None = None,
    skip: int = 0,
    delimiter: str | None = None,
    encoding: str = "utf-8",
    timezone: str = "UTC",
    time_format: str | None = None,
    round_seconds: bool = False,
    round_amounts: bool = False,
    decimal_comma: bool | None = None,
    existing: Existing = "refuse",
    on_reject: Callable[[Rejected], object] | None = None,
    on_progress: Callable[[int], object] | None = None,
) -> Loaded:
    """Load exports (paths or binary streams) into the table `cdrs` of a SQLite file.

    `columns` names the file's columns by position (`-` leaves one out), `column` maps warehouse
    columns to names of the header (`a - b` is the seconds from time b to time a); `key` names
    columns of the file that together tell a call, which is then loaded once, in later loads too;
    `header`, `delimiter` are found from the first lines where they are None, behind `skip` lines
    that do not count. Local times are in `timezone`; `time_format` is strptime's, for times that
    are neither epochs nor ISO timestamps; fractions are cut to microseconds, and those of a
    duration refused unless `round_seconds`, amounts of more than 6 decimals unless `round_amounts`.
    `decimal_comma` says what `1,234` means (None: as the first lines tell). `existing` says what
    happens when the table holds calls already. `on_reject` gets each line that cannot be read,
    `on_progress` the bytes read since last time.

    All good lines are loaded, in one transaction; LoadError (file, columns, database) loads none.
    """
    sources = source if isinstance(source, list | tuple) else [cast(Source, source)]
    path = fspath(database)
    check_database(path)
    names = " ".join(quote(source_name(each)) for each in sources)
    form = StatedForm(
        columns=columns,
        column=column or {},
        key=key,
        header=header,
        skip=skip,
        delimiter=delimiter,
        encoding=encoding,
        manner=Manner(
            _open_zone(timezone),
            checked_format(time_format),
            round_seconds,
            amounts=AmountForm(decimal_comma, decimal_comma is not None, round_amounts),
        ),
        command=f"cdrql load {names} --database {quote(shown_database(path))}",
    )
    return _Loading(sources, form, Watchers(on_reject, on_progress)).load_into(path, existing)


def _open_zone(name: str) -> ZoneInfo | None:
    """Open the zone of local times; UTC needs none."""
    try:
        return None if name == "UTC" else open_zone(name)
    except KeyError:
        raise LoadError(not_a_zone(name)) from None


class _Loading:
    """Loads files one after the other, each in its own form, all in one transaction."""

    def __init__(self, sources: Sequence[Source], form: StatedForm, watchers: Watchers) -> None:
        self._sources = sources
        self._form = form
        self._watchers = watchers
        self._loaded: list[LoadedFile] = []
        self._unkeyed = 0

    def load_into(self, path: str, existing: Existing) -> Loaded:
        """Load all files into a database."""
        empty: list[str] = []
        # A file that is refused leaves no database: it is planned before that is opened.
        if len(self._sources) == 1:
            with planned_file(self._sources[0], self._form) as planned:
                doubts = write_calls(path, existing, lambda db: self._fill(db, planned))
        else:
            empty = self._check_files()
            self._sources = [each for each in self._sources if source_name(each) not in empty]
            doubts = write_calls(path, existing, self._fill_all)
        return Loaded(tuple(self._loaded), tuple(empty), doubts, self._unkeyed)

    def _check_files(self) -> list[str]:
        """Try the first lines of every file that can be read twice, and name the empty ones."""
        names: tuple[str, ...] | None = None
        empty = []
        for path in self._sources:
            if isinstance(path, str | PathLike):
                try:
                    with (
                        problems_of(source_name(path)),
                        planned_file(path, self._form, names) as one,
                    ):
                        names = one.export.names
                except NoLinesError:
                    empty.append(source_name(path))
        if len(empty) == len(self._sources):
            raise NoLinesError()
        return empty

    def _fill_all(self, db: "Database") -> set[str]:
        filled: set[str] = set()
        names: tuple[str, ...] | None = None
        for source in self._sources:
            with problems_of(source_name(source)), planned_file(source, self._form, names) as one:
                names = one.export.names
                filled |= self._fill(db, one)
        return filled

    def _fill(self, db: "Database", planned: PlannedFile) -> set[str]:
        """Insert the calls of a file, and name the columns that it fills."""
        keys = None
        if planned.key:
            self._unkeyed = self._unkeyed if self._loaded else count_unkeyed(db)
            keys = CallKeys(db.conn, planned.key)
        tally = Tally(planned.name, planned.opened.stream, self._watchers)
        rows = tally.readable_rows(planned.export, planned.reading.reader.read, keys)
        cdrs.insert(db, planned.reading.sources, rows)
        self._loaded.append(sum_up_file(planned, tally))
        return {*planned.reading.sources}
