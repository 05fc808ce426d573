"""The records of a file that are calls: a layout knows lines that are none, and parts of calls."""

from collections.abc import Iterator, Sequence

from cdrql.load.recognition import SystemLayout
from cdrql.load.records import Record


class CallRecords:
    """Gives the records of a file that are calls, and counts the lines that are none.

    `names` are those of its columns, once they are known.
    """

    def __init__(self, records: Iterator[Record], layout: SystemLayout | None) -> None:
        self._layout = layout
        self._calls = self._go_through(records)
        self.names: Sequence[str] = ()
        self.passed_over = 0

    def __iter__(self) -> Iterator[Record]:
        """Go on with the next record."""
        return self

    def __next__(self) -> Record:
        """Give the next record that is a call, or cannot be read."""
        return next(self._calls)

    def _go_through(self, records: Iterator[Record]) -> Iterator[Record]:
        call: list[Record] = []  # one that may have parts, and those that were found
        for record in records:
            kind = self._cell(record, "kind")
            if call and kind != self._whole and self._is_same(call[0], record):
                call.append(record)
                self.passed_over += 1
                continue
            yield from self._put_together(call)
            call = []
            if self._layout is not None and not self._layout.is_call(record.cells, self.names):
                self.passed_over += 1
            elif kind is not None and kind == self._whole:
                call = [record]
            else:
                yield record
        yield from self._put_together(call)

    @property
    def _whole(self) -> str | None:
        return self._layout.parts.get("whole") if self._layout else None

    def _cell(self, record: Record, role: str) -> str | None:
        """Give the cell that has a role in the parts of a call, if the file has it."""
        name = self._layout.parts.get(role) if self._layout else None
        if name not in self.names or record.fault is not None:
            return None
        return record.cells[self.names.index(name)].strip()

    def _is_same(self, whole: Record, record: Record) -> bool:
        """Tell whether two lines are of one call."""
        call = self._cell(record, "call")
        return call is not None and call == self._cell(whole, "call")

    def _put_together(self, call: Sequence[Record]) -> Iterator[Record]:
        """Give a call with what its parts have where it has nothing of its own: seconds of talk."""
        if not call:
            return
        whole, *parts = call
        adds = [cell for part in parts if (cell := self._cell(part, "adds") or "").strip("0:")]
        if adds and self._layout is not None and not (self._cell(whole, "adds") or "").strip("0:"):
            cells = [*whole.cells]
            added = str(sum(map(int, adds))) if all(map(str.isdecimal, adds)) else max(adds)
            cells[self.names.index(self._layout.parts["adds"])] = added
            whole = whole._replace(cells=cells)
        yield whole
