"""Counts what becomes of the records of one file while its calls stream into the database."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import BinaryIO, NamedTuple

from cdrql.errors import LoadError, Problem
from cdrql.load.amounts import UnclearAmountError
from cdrql.load.delimited import Export
from cdrql.load.first_lines import stated_separator
from cdrql.load.keys import KnownCalls
from cdrql.load.marks import Marks
from cdrql.load.records import Record
from cdrql.load.unanswered import ReadRow, StoredRow
from cdrql.load.unreadable import UnreadableError
from cdrql.model.column_names import spelling_key
from cdrql.texts.places import Place

_BATCH = 2_000


class Rejected(NamedTuple):
    """A line that was not loaded: its number, the reason, its original text, its file."""

    line: int
    reason: str
    text: str
    file: str


class Watchers(NamedTuple):
    """Who is told of each rejected line, and of the bytes that were read since last time."""

    on_reject: Callable[[Rejected], object] | None = None
    on_progress: Callable[[int], object] | None = None


class Tally:
    """Counts calls, rejected lines, headers that repeat, and calls that are known by their key."""

    def __init__(self, file: str, stream: BinaryIO, watchers: Watchers) -> None:
        self.calls = self.rejected = self.repeated_headers = self.repeated_calls = 0
        self._file = file
        self._stream = stream
        self._watchers = watchers
        self._read = 0
        self.marked: Mapping[str, int] = {}

    def readable_rows(
        self, export: Export, read: ReadRow, is_new: KnownCalls | None
    ) -> Iterator[StoredRow]:
        """Give the rows of the records that can be read, each call once where keys tell it."""
        marks = Marks(export.names)
        self.marked, has_marks = marks.counts, bool(marks)
        for number, record in enumerate(export.records, 1):
            # A bar that is drawn for each line would take longer than the line.
            if number % _BATCH == 0:
                self._report_progress()
            try:
                if record.fault is not None:
                    raise UnreadableError(record.fault)
                row = read(record.cells)
            except UnclearAmountError as error:
                raise error.asking(record.line) from None
            except UnreadableError as error:
                self._count_unread(export.header, record, str(error))
                continue
            if is_new is not None and not is_new(record.cells):
                self.repeated_calls += 1
                continue
            self.calls += 1
            if has_marks:
                marks.count(record.cells)
            yield row
        self._report_progress()

    def _count_unread(self, header: Sequence[str] | None, record: Record, reason: str) -> None:
        """Count what is no call: the header once more, or a rejected line, which is handed on."""
        if stated_separator(record.text) or (header is not None and _repeats(header, record)):
            self.repeated_headers += 1
            return
        self.rejected += 1
        if self._watchers.on_reject is not None:
            text = record.text.rstrip("\r\n")
            self._watchers.on_reject(Rejected(record.line, reason, text, self._file))

    def _report_progress(self) -> None:
        """Say how many bytes were read since last time."""
        if self._watchers.on_progress is not None:
            # The stream is read in blocks, so that its place is asked for, not added up from lines.
            before, self._read = self._read, self._stream.tell()
            self._watchers.on_progress(self._read - before)


def _repeats(header: Sequence[str], record: Record) -> bool:
    """Tell whether a record is the header again, as in files put together by `cat`.

    LoadError where it is another header: what follows it would be read by the wrong columns.
    """
    # Each of the files may begin with its byte order mark.
    names = [spelling_key(cell.lstrip("\ufeff")) for cell in record.cells]
    known = [spelling_key(name) for name in header]
    if names == known:
        return True
    if len(shared := {*names} & {*known} - {""}) > 2 and 2 * len(shared) > len(known):
        message = "another header begins here, with other columns or in another order"
        hint = "load the files that were put together one by one: cdrql load FILE FILE ..."
        raise LoadError(Problem("CDR508", message, hint=hint, place=Place(line=record.line)))
    return False
