"""What a load did, to be told: by file, and in all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from cdrql.load.doubts import Doubts
from cdrql.load.planned import PlannedFile
from cdrql.load.rows import Reading
from cdrql.load.tally import Tally
from cdrql.load.written_times import DayOrder
from cdrql.model.status_words import says_missed

_MOST_WORDS = 20  # of an option that can be read


@dataclass(frozen=True, slots=True)
class LoadedFile:
    """What became of one file: calls, rejected lines, and which column came from where.

    `columns` is warehouse column -> the file's (its name, or its number counted from 1);
    `ignored` names the file's other columns; `doubted` those that a well-known name would have
    matched but whose values do not fit; `unanswered` counts the calls without a talk time, which is
    taken as 0 seconds, `repeated_calls` those left out as their key was known, `repeated_headers`
    the lines that were the header again, `passed_over` those that the layout knows to be no calls;
    `system` is the layout that the file was recognised as, `day_order` that of its dates of digits,
    `marked` counts the calls that a column such as `is_deleted` is set for,
    `contradicted` counts the calls with talk time by each status that says that nobody answered,
    and `told_by_status` is the `--column` by which they have none; `serial_decimals` is how many
    decimals a spreadsheet's days have, `first_line` the number of the
    line that the header stands in, or the first call.
    """

    name: str
    calls: int
    rejected: int
    columns: Mapping[str, str]
    ignored: tuple[str, ...]
    doubted: tuple[str, ...]
    header: tuple[str, ...] | None
    system: str | None
    unanswered: int
    repeated_calls: int
    repeated_headers: int
    passed_over: int
    first_line: int
    day_order: DayOrder | None = None
    serial_decimals: int | None = None
    marked: Mapping[str, int] = field(default_factory=dict)
    contradicted: Mapping[str, int] = field(default_factory=dict)
    told_by_status: str | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did with each of its files, and what is odd about all their calls.

    `empty` names the files without a line; `unkeyed` counts the calls that were in the table
    already and have no key to know them by.
    """

    files: tuple[LoadedFile, ...]
    empty: tuple[str, ...]
    doubts: Doubts
    unkeyed: int

    @property
    def calls(self) -> int:
        """Count the calls that were loaded."""
        return sum(file.calls for file in self.files)

    @property
    def rejected(self) -> int:
        """Count the lines that were rejected."""
        return sum(file.rejected for file in self.files)


def _told_by_status(reading: Reading, names: Sequence[str] | None) -> str | None:
    """Write the column of talk time as that of the statuses that do not deny it."""
    talk, status = reading.sources["bill_duration"], reading.sources.get("call_status")
    words = sorted(s.strip() for s in reading.reader.talked if not says_missed(s))
    plain = all(words) and not any("|" in word for word in words) and 0 < len(words) <= _MOST_WORDS
    if not plain or names is None or status is None or talk.join or status.join or talk.sure:
        return None
    label = f"{talk.label(names)} if {status.label(names)} is {' | '.join(words)}"
    return f"bill_duration={label}"


def sum_up_file(planned: PlannedFile, tally: Tally) -> LoadedFile:
    """Sum up one file that was loaded."""
    export, reading = planned.export, planned.reading
    labels = export.names or tuple(str(i + 1) for i in range(export.width))
    used = {index for source in reading.sources.values() for index in source.indexes}
    return LoadedFile(
        name=planned.name,
        calls=tally.calls,
        rejected=tally.rejected,
        columns=MappingProxyType(
            {name: source.label(labels) for name, source in reading.sources.items()}
        ),
        ignored=tuple(label for i, label in enumerate(labels) if i not in used and label),
        doubted=reading.doubted,
        header=export.header,
        system=export.system.title if export.system else None,
        unanswered=reading.reader.unanswered,
        repeated_calls=tally.repeated_calls,
        repeated_headers=tally.repeated_headers,
        passed_over=export.passed_over,
        first_line=export.first_line,
        day_order=reading.day_order,
        serial_decimals=reading.serial_decimals,
        contradicted=MappingProxyType(
            {status: n for status, n in reading.reader.talked.items() if says_missed(status)}
        ),
        told_by_status=_told_by_status(reading, export.names),
        marked=MappingProxyType({**tally.marked}),
    )
