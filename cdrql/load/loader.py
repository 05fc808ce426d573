"""Loads a CDR export into the table `cdrs` of a SQLite file, so that requests can be answered."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from os import PathLike, fspath
from pathlib import Path
from shlex import quote
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO, Literal, NamedTuple
from zoneinfo import ZoneInfo

from cdrql.errors import LoadError, Problem
from cdrql.language.zones import not_a_zone, open_zone
from cdrql.load import cdrs
from cdrql.load.cells import Manner
from cdrql.load.delimited import Export, open_export
from cdrql.load.lines import decode_lines
from cdrql.load.records import Record
from cdrql.load.rows import Reading, plan_reading, values_at
from cdrql.load.times import checked_format
from cdrql.load.unanswered import ReadRow, StoredRow
from cdrql.load.unreadable import UnreadableError
from cdrql.model.default import CDRS_COLUMNS, CDRS_TABLE

if TYPE_CHECKING:
    from sqlite_utils import Database

Existing = Literal["refuse", "append", "replace"]

_BATCH = 2_000


class Rejected(NamedTuple):
    """A line that was not loaded: its number, the reason, its original text."""

    line: int
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: calls loaded, lines rejected, and which column came from where.

    `columns` is warehouse column -> the file's (its name, or its number counted from 1);
    `ignored` names the file's other columns; `doubted` those that a well-known name would have
    matched but whose values do not fit; `unanswered` counts the calls without a talk time, which is
    taken as 0 seconds, `passed_over` the lines that are no calls; `system` is the layout that the
    file was recognised as.
    """

    calls: int
    rejected: int
    columns: Mapping[str, str]
    ignored: tuple[str, ...]
    doubted: tuple[str, ...]
    header: tuple[str, ...] | None
    system: str | None = None
    unanswered: int = 0
    passed_over: int = 0


def load(
    source: str | PathLike[str] | BinaryIO,
    database: str | PathLike[str],
    *,
    columns: Sequence[str] | None = None,
    column: Mapping[str, str] | None = None,
    header: bool | None = None,
    delimiter: str | None = None,
    encoding: str = "utf-8",
    timezone: str = "UTC",
    time_format: str | None = None,
    round_seconds: bool = False,
    existing: Existing = "refuse",
    on_reject: Callable[[Rejected], object] | None = None,
    on_progress: Callable[[int], object] | None = None,
) -> Loaded:
    """Load an export (a path or a binary stream) into the table `cdrs` of a SQLite file.

    `columns` names the file's columns by position (`-` leaves one out), `column` maps warehouse
    columns to names of the header (`a - b` is the seconds from time b to time a); `header`,
    `delimiter` are found from the first lines where they are None. Local times are in `timezone`;
    `time_format` is strptime's, for times that are neither epochs nor ISO timestamps; fractions
    are cut to microseconds, and those of a duration refused unless `round_seconds`. `existing`
    says what happens when the table holds calls already. `on_reject` gets each line that cannot
    be read, `on_progress` the bytes read since last time.

    All good lines are loaded, in one transaction; LoadError (file, columns, database) loads none.
    """
    _check_database(fspath(database))
    manner = Manner(_open_zone(timezone), checked_format(time_format), round_seconds)
    command = f"cdrql load {_written_name(source)} --database {quote(fspath(database))}"
    # Lines are let go of before the file is closed under them.
    with _open_source(source) as stream, closing(decode_lines(stream, encoding)) as lines:
        export = open_export(
            lines,
            delimiter=delimiter,
            header=header,
            values_at=values_at(columns),
        )
        reading = plan_reading(export, columns, column or {}, manner, command)
        tally = _Tally(stream, on_reject, on_progress)
        rows = tally.readable_rows(export.records, reading.reader.read)
        _write_calls(fspath(database), reading, rows, existing)
    return _sum_up(export, reading, tally)


def _check_database(path: str) -> None:
    """Refuse what SQLite would take and then keep nothing in, or take for the path of a file."""
    if path.strip() in ("", ":memory:"):
        message = f"calls loaded into `{path}` would be kept nowhere"
    elif "://" in path:
        message = "calls are loaded into SQLite files only"
    else:
        return
    raise LoadError(Problem("CDR505", message, hint="give the path of a SQLite file"))


def _written_name(source: str | PathLike[str] | BinaryIO) -> str:
    """Name the file as a command line would."""
    return quote(fspath(source)) if isinstance(source, str | PathLike) else "-"


@contextmanager
def _open_source(source: str | PathLike[str] | BinaryIO) -> Iterator[BinaryIO]:
    """Open a path; a stream is its caller's to close. LoadError for what cannot be decoded."""
    opened = _open_path(source) if isinstance(source, str | PathLike) else nullcontext(source)
    try:
        with opened as stream:
            yield stream
    # Lines are decoded while they stream, so that any of them may be the first that cannot be.
    except UnicodeError as error:
        raise LoadError(Problem("CDR508", f"the file cannot be decoded: {error}")) from None


def _open_path(path: str | PathLike[str]) -> BinaryIO:
    try:
        return Path(path).open("rb")
    except OSError as error:
        message = f"{fspath(path)} cannot be read: {error.strerror}"
        raise LoadError(Problem("CDR507", message)) from None


def _open_zone(name: str) -> ZoneInfo | None:
    """Open the zone of local times; UTC needs none."""
    try:
        return None if name == "UTC" else open_zone(name)
    except KeyError:
        raise LoadError(not_a_zone(name)) from None


class _Tally:
    """Counts calls and rejected lines while rows stream into the database."""

    def __init__(
        self,
        stream: BinaryIO,
        on_reject: Callable[[Rejected], object] | None,
        on_progress: Callable[[int], object] | None,
    ) -> None:
        self.calls = 0
        self.rejected = 0
        self._stream = stream
        self._on_reject = on_reject
        self._on_progress = on_progress
        self._read = 0

    def readable_rows(self, records: Iterable[Record], read: ReadRow) -> Iterator[StoredRow]:
        """Give the rows of the records that can be read."""
        for number, record in enumerate(records, 1):
            # A bar that is drawn for each line would take longer than the line.
            if number % _BATCH == 0:
                self._report_progress()
            if record.fault is not None:
                self._count_rejected(record, record.fault)
                continue
            try:
                row = read(record.cells)
            except UnreadableError as error:
                self._count_rejected(record, str(error))
                continue
            self.calls += 1
            yield row
        self._report_progress()

    def _count_rejected(self, record: Record, reason: str) -> None:
        """Count a line that cannot be read, and hand it on."""
        self.rejected += 1
        if self._on_reject is not None:
            self._on_reject(Rejected(record.line, reason, record.text.rstrip("\r\n")))

    def _report_progress(self) -> None:
        """Say how many bytes were read since last time."""
        if self._on_progress is not None:
            # The stream is read in blocks, so that its place is asked for, not added up from lines.
            before, self._read = self._read, self._stream.tell()
            self._on_progress(self._read - before)


def _write_calls(
    database: str, reading: Reading, rows: Iterator[StoredRow], existing: Existing
) -> None:
    """Write the rows in one transaction."""
    try:
        with cdrs.opened(database) as db, db.atomic():
            _prepare_table(db, existing)
            cdrs.insert(db, reading.sources, rows)
            cdrs.index(db)
    except sqlite3.Error as error:
        message = f"{database} cannot be written: {error}"
        raise LoadError(Problem("CDR505", message)) from error


def _prepare_table(db: "Database", existing: Existing) -> None:
    """Create the table, or see that the one that is there may be written to."""
    if CDRS_TABLE not in [*db.table_names(), *db.view_names()]:
        cdrs.create(db)
        return
    is_view = CDRS_TABLE in db.view_names()
    has = set() if is_view else set(db.table(CDRS_TABLE).columns_dict)
    if differing := has ^ {"id", *CDRS_COLUMNS}:
        what = "a view" if is_view else f"what differs: {', '.join(sorted(differing))[:200]}"
        message = f"the database has another `cdrs` already ({what})"
        raise LoadError(Problem("CDR508", message, hint="load into another file"))
    if existing == "replace":
        db.execute(f"DELETE FROM {CDRS_TABLE}")  # noqa: S608 (a constant)
    elif existing == "refuse" and (count := db.table(CDRS_TABLE).count):
        message = f"the database holds {count} calls already"
        hint = "add these to them with --append, or put these in their place with --replace"
        raise LoadError(Problem("CDR508", message, hint=hint))


def _sum_up(export: Export, reading: Reading, tally: _Tally) -> Loaded:
    """Sum up the load."""
    labels = export.names or tuple(str(i + 1) for i in range(export.width))
    shown = {}
    used: set[int] = set()
    for name, source in reading.sources.items():
        shown[name] = source.label(labels)
        used.update(source.indexes)
    ignored = tuple(label for i, label in enumerate(labels) if i not in used and label)
    return Loaded(
        tally.calls,
        tally.rejected,
        MappingProxyType(shown),
        ignored,
        reading.doubted,
        export.header,
        export.system.title if export.system else None,
        reading.reader.unanswered,
        export.passed_over,
    )
