"""Calls that nobody answered: an export leaves their talk time out, and it is 0 seconds."""

import re
from collections.abc import Callable, Mapping, Sequence

from cdrql.load.cells import CellValue
from cdrql.load.sources import CellSource
from cdrql.load.unreadable import NoAnswerError, UnreadableError
from cdrql.model.absence import is_unset
from cdrql.model.column_names import spelling_key

StoredRow = list[CellValue | None]
ReadRow = Callable[[Sequence[str]], StoredRow]

_TOTAL, _TALK = "duration", "bill_duration"

_MOST_STATUSES = 1_000  # a column that holds more has no statuses
_NO = frozenset(("no", "n", "false"))
# What says that a call was answered: the status, the code of SIP, a time beside the difference.
_TELLING = {
    "call_status": frozenset(("answered", "answer", "success", "successful", "connected")),
    "sip_status": frozenset(("200",)),
}
_ANSWER_NAMES = re.compile(
    r"(time)?(answer|connect)(ed)?(at|time|date|stamp|u?epoch)?|datetimeconnect"
)


class CallReader:
    """Reads records into rows, and counts the calls whose talk time is left out.

    Empty, `NA`, `-`, 0 and a time of answer that was never set are 0 seconds of talk, unless a
    status or another column says that the call was answered. A total that is lacking too is 0: else
    such calls would be lost and the answered ones alone remain.
    """

    def __init__(
        self,
        sources: Mapping[str, CellSource],
        names: Sequence[str] | None,
        row_reader: Callable[[Mapping[str, CellSource]], ReadRow],
    ) -> None:
        self.unanswered = 0
        self.talked: dict[str, int] = {}  # by status, how many calls have talk time
        status = sources.get("call_status") or sources.get("sip_status")
        self._status = status.indexes[0] if status and not status.join else None
        self._talk_place = [*sources].index(_TALK)
        total, talk = sources[_TOTAL], sources[_TALK]
        # Of a difference one time is lacking: the end of the call, the answer.
        self._total = total.indexes[: 1 if total.join == "-" else None]
        self._talk = talk.indexes[1 if talk.join == "-" else 0 :]
        self._times = {_TOTAL: total.join == "-", _TALK: talk.join == "-"}
        keys = [spelling_key(name) for name in names or ()]
        self._answers = [i for i, key in enumerate(keys) if _ANSWER_NAMES.fullmatch(key)]
        self._telling = [
            (name, index, words)
            for name, words in _TELLING.items()
            if name in sources
            for index in sources[name].indexes
        ]
        self._order = tuple(sources)
        others = {name: at for name, at in sources.items() if name not in (_TOTAL, _TALK)}
        self._read_all, self._read_others = row_reader(sources), row_reader(others)
        self._read_total = row_reader({_TOTAL: total})
        self._others = tuple(others)

    def read(self, fields: Sequence[str]) -> StoredRow:
        """Read a record; UnreadableError with the column and the reason."""
        try:
            answered = self._read_all(fields)
        except UnreadableError as error:
            unset = self._talk if isinstance(error, NoAnswerError) else ()
            if not unset and not _are_absent(fields, self._talk, self._times[_TALK]):
                raise
        else:
            if self._status is not None and answered[self._talk_place]:
                self._count_talk(fields[self._status])
            return answered
        self._check_unanswered(fields, unset)
        lacking = _are_absent(fields, self._total, self._times[_TOTAL])
        total = 0 if lacking else self._read_total(fields)[0]
        row = dict(zip(self._others, self._read_others(fields), strict=True))
        row |= {_TOTAL: total, _TALK: 0}
        self.unanswered += 1
        return [row[name] for name in self._order]

    def _count_talk(self, status: str) -> None:
        count = self.talked.get(status, 0)
        if count or len(self.talked) < _MOST_STATUSES:
            self.talked[status] = count + 1

    def _check_unanswered(self, fields: Sequence[str], unset: Sequence[int]) -> None:
        """Refuse a call without a talk time that another column calls answered."""
        for index in {*self._answers} - {*unset}:
            if not _are_absent(fields, (index,)) and fields[index].strip().casefold() not in _NO:
                raise UnreadableError(f"{_TALK}: it is empty, but the call was answered")
        for name, index, words in self._telling:
            if fields[index].strip().casefold() in words:
                raise UnreadableError(f"{_TALK}: it is empty, but {name} is `{fields[index]}`")


def _are_absent(fields: Sequence[str], indexes: Sequence[int], times: bool = True) -> bool:
    """Say whether cells hold nothing; `times` where day one is none: not where it is a duration."""
    return all(is_unset(fields[index], times) for index in indexes)
