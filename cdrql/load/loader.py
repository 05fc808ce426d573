"""Loads CDR exports into the table `cdrs` of a SQLite file, so that requests can be answered."""

from collections.abc import Callable, Sequence
from os import PathLike, fspath
from typing import TYPE_CHECKING, Unpack, cast

from cdrql.load import cdrs
from cdrql.load.asked import command_line
from cdrql.load.delimited import NoLinesError
from cdrql.load.keys import KnownCalls, count_unkeyed
from cdrql.load.loaded import Loaded, LoadedFile, sum_up_file
from cdrql.load.opening import ExportSource, source_name
from cdrql.load.planned import (
    FormOptions,
    PlannedFile,
    StatedForm,
    planned_file,
    problems_of,
    stated_form,
)
from cdrql.load.table import Existing, check_database, write_calls
from cdrql.load.tally import Rejected, Tally, Watchers

if TYPE_CHECKING:
    from sqlite_utils import Database


def load(
    source: ExportSource | Sequence[ExportSource],
    database: str | PathLike[str],
    *,
    existing: Existing = "refuse",
    on_reject: Callable[[Rejected], object] | None = None,
    on_progress: Callable[[int], object] | None = None,
    **options: Unpack[FormOptions],
) -> Loaded:
    """Load exports (paths or binary streams) into the table `cdrs` of a SQLite file.

    `existing` says what happens when the table holds calls already. `on_reject` gets each line that
    cannot be read, `on_progress` the bytes read since last time. The options say of what form the
    files are: see `FormOptions`.

    All good lines are loaded, in one transaction; LoadError (file, columns, database) loads none.
    """
    sources = source if isinstance(source, list | tuple) else [cast(ExportSource, source)]
    path = fspath(database)
    check_database(path)
    form = stated_form(options, command_line(sources, path, existing, options))
    return _Loading(sources, form, Watchers(on_reject, on_progress)).load_into(path, existing)


class _Loading:
    """Loads files one after the other, each in its own form, all in one transaction."""

    def __init__(
        self, sources: Sequence[ExportSource], form: StatedForm, watchers: Watchers
    ) -> None:
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
            self._unkeyed = self._unkeyed if self._loaded else count_unkeyed(db, self._form.key)
            keys = KnownCalls(db.conn, self._form.key, planned.key)
        tally = Tally(planned.name, planned.opened.stream, self._watchers)
        rows = tally.readable_rows(planned.export, planned.reading.reader.read, keys)
        cdrs.insert(db, planned.reading.sources, rows)
        self._loaded.append(sum_up_file(planned, tally))
        return {*planned.reading.sources}
