"""Proposes a mapping of a table by the names of its columns, their kinds and their values."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from cdrql.engines.contract import Engine
from cdrql.engines.schema import LiveColumn, LiveTable
from cdrql.init.answered import answered
from cdrql.init.candidates import Candidate, by_known_name, by_part_of_name, of_cost
from cdrql.init.column_choice import Choice, ColumnValues, confidence, sentence, sql_name
from cdrql.init.elapsed import Seconds, elapsed, unit_by_values
from cdrql.init.fit import fit
from cdrql.init.grain import remarks
from cdrql.init.moments import stored
from cdrql.init.proposal import Proposal
from cdrql.init.seen_columns import as_seen
from cdrql.init.spans import ANSWERS, ENDS, best_named, propose_span
from cdrql.init.talk import only_talk
from cdrql.model.default import START_COLUMN
from cdrql.model.name_words import tells_unit, unit_of
from cdrql.model.vocabulary import FIELD_TYPES, HELD_FIELDS

NOTHING = "-"  # stated in a column's place: the field is lacking
SAID = "as you said"


def propose(
    table: LiveTable,
    rows: Sequence[Mapping[str, Any]],
    engine: Engine,
    stated: Mapping[str, str] | None = None,
) -> Proposal:
    """Propose a mapping from a table and some of its rows.

    `stated` goes before all that is found: field (or `start`) -> column or `-`, `answered` -> SQL.
    """
    return _Search(as_seen(table, rows, engine), rows, engine, stated or {}).proposal()


@dataclass(slots=True)
class _Search:
    """The columns that are left while choices are made."""

    table: LiveTable
    rows: Sequence[Mapping[str, Any]]
    engine: Engine
    stated: Mapping[str, str]
    used: set[str] = field(default_factory=set)
    refused: dict[str, str] = field(default_factory=dict)
    spans: Sequence[Seconds] = ()  # from start to end of each row, and from its answer to its end

    def proposal(self) -> Proposal:
        """Choose the start, then what goes by known names, then by parts of names."""
        # A column that the user stated for one field is not guessed for another.
        self.used.update(self.stated.values())
        start = self._find_start()
        begins = (start.columns[0].name if start else None, best_named(ANSWERS, self.free))
        last = best_named(ENDS, self.free)
        self.spans = [elapsed(self.rows, begin, last) for begin in begins]
        found: dict[str, Choice] = {}
        for name in self._open_fields(found):
            named = of_cost(self.free) if name == "cost" else by_known_name(name, self.free)
            choice = self._stated_choice(name) or self._first_that_fits(name, named)
            self._keep_choice(found, name, choice)
        # Parts of names come last: a column that is surely something else is taken by then.
        for name in self._open_fields(found):
            self._keep_choice(
                found, name, self._first_that_fits(name, by_part_of_name(name, self.free))
            )
        self._tell_talk(found)
        self._find_durations(found, start)
        fields = tuple(found[name] for name in FIELD_TYPES if name in found)
        return Proposal(
            *(self.table, self.engine, start),
            *(self._find_answered(found.get("bill_duration")), fields, self.refused),
            remarks=tuple(remarks(self.table, self.rows)),
        )

    @property
    def free(self) -> list[str]:
        """Name the columns that nothing is made of yet."""
        return [name for name in self.table.columns if name not in self.used]

    def values(self, column: str) -> ColumnValues:
        """Give what a column holds in the rows looked at."""
        return [row[column] for row in self.rows if row.get(column) is not None]

    def _is_empty(self, column: str) -> bool:
        """Tell whether no row looked at has anything in a column."""
        return not any(value != "" for value in self.values(column))

    def _open_fields(self, found: Mapping[str, Choice]) -> list[str]:
        """Name the fields that are still to be found, apart from those said to be lacking."""
        left = (name for name in HELD_FIELDS if name not in found)
        return [name for name in left if self.stated.get(name) != NOTHING]

    def _keep_choice(self, found: dict[str, Choice], name: str, choice: Choice | None) -> None:
        """Keep a choice and the columns that it uses."""
        if choice is not None:
            found[name] = choice
            self.refused.pop(name, None)
            self.used.update(column.name for column in choice.columns)

    def _stated_choice(self, name: str) -> Choice | None:
        """Take the column that was stated for a field."""
        column = self.stated.get(name, NOTHING)
        if column not in self.table.columns:
            return None
        per = unit_of(column, FIELD_TYPES[name])
        return self._first_that_fits(name, [Candidate(column, 0, SAID, per=per)])

    def _first_that_fits(self, name: str, candidates: Iterable[Candidate]) -> Choice | None:
        """Take the first candidate that can serve, and note why one before it cannot."""
        for candidate in sorted(candidates, key=lambda c: self._is_empty(c.column)):
            column = self.table.columns[candidate.column]
            if candidate.minus is not None:
                ends = (self.table.columns[candidate.minus], column)
                if choice := self._seconds_between(name, ends, candidate.why, candidate.doubts):
                    return choice
                continue
            per, reason = self._unit(name, candidate)
            # A name promises; kinds and values decide.
            found = fit(name, FIELD_TYPES[name], column, self.values(column.name), per)
            if found.refusal:
                self.refused.setdefault(name, found.refusal)
                continue
            unseen = bool(self.rows) and self._is_empty(column.name) and not found.note
            why = sentence(candidate.why, found.note, reason, "no value was seen" * unseen)
            sure = confidence(candidate.doubts + found.doubts + bool(reason) + unseen)
            sql = found.sql.format(sql_name(column.name, self.engine))
            return Choice(name, sql, (column,), sure, why, found.options)
        return None

    def _unit(self, name: str, candidate: Candidate) -> tuple[Fraction, str]:
        """Say in which unit a column is: as its name tells, else as values do, and why."""
        type_ = FIELD_TYPES[name]
        if type_ != "seconds" or tells_unit(candidate.column, type_):
            return candidate.per, ""
        return unit_by_values([row.get(candidate.column) for row in self.rows], self.spans)

    def _seconds_between(
        self, name: str, ends: tuple[LiveColumn, LiveColumn], why: str, doubts: int
    ) -> Choice | None:
        values = {column.name: self.values(column.name) for column in ends}
        return propose_span(name, ends, values, self.engine, why, doubts)

    def _find_durations(self, found: dict[str, Choice], start: Choice | None) -> None:
        """Take durations from the times of start, answer and end where no column holds them."""
        last = best_named(ENDS, self.free)
        answer = best_named(ANSWERS, self.free)
        begins = {"duration": start.columns[0].name if start else None, "bill_duration": answer}
        for name, begin in begins.items():
            if name in self._open_fields(found) and begin and last:
                ends = (self.table.columns[begin], self.table.columns[last])
                why = f"the seconds from {begin} to {last}"
                doubts = 1 if name == "duration" else 2
                if choice := self._seconds_between(name, ends, why, doubts):
                    found[name] = choice

    def _tell_talk(self, found: dict[str, Choice]) -> None:
        """Take the only duration for talk time where that is what its values are."""
        only = found.get("duration")
        if only is None or "bill_duration" not in self._open_fields(found):
            return
        if only.why.startswith(SAID) or len(only.columns) > 1:
            return
        if talk := only_talk(only, self.table, self.rows, self.spans, found.get("cost")):
            found["bill_duration"] = talk
            del found["duration"]

    def _find_answered(self, bill_duration: Choice | None) -> Choice | None:
        """Take the stated condition, or what is proposed."""
        values = {name: self.values(name) for name in self.table.columns}
        sql = self.stated.get("answered")
        if sql is None:
            return answered(self.table.columns, values, bill_duration, self.engine)
        words = {word.casefold() for word in re.findall(r"\w+", sql)}
        columns = (c for c in self.table.columns.values() if c.name.casefold() in words)
        return Choice("answered", sql, tuple(columns), "sure", SAID)

    def _find_start(self) -> Choice | None:
        """Find when calls began: by known names, those with an index first, or the only time."""
        if (name := self.stated.get("start")) in self.table.columns:
            return self._start_choice(Candidate(str(name), 0, SAID))
        candidates = sorted(
            by_known_name(START_COLUMN, self.free), key=lambda c: not self._leads_an_index(c.column)
        )
        for candidate in (*candidates, *self._time_candidates()):
            if choice := self._start_choice(candidate):
                return choice
        return None

    def _start_choice(self, candidate: Candidate) -> Choice | None:
        """Say what a column of starts stores; None where it is not a time."""
        column = self.table.columns[candidate.column]
        found = stored(column, self.values(column.name))
        if found.refusal:
            self.refused.setdefault("start", found.refusal)
            return None
        self.refused.pop("start", None)
        self.used.add(column.name)
        indexed = "" if self._leads_an_index(column.name) else "no index begins with it"
        why = sentence(candidate.why, found.note, indexed)
        sure = confidence(candidate.doubts + found.doubts)
        return Choice("start", column.name, (column,), sure, why, found.options)

    def _leads_an_index(self, column: str) -> bool:
        """Tell whether an index or the order of the rows begins with a column."""
        ordered = re.search(rf"ORDER BY (?:\w+\()*{re.escape(column)}\b", self.table.sorting)
        return bool(ordered) or any(i.columns[0] == column for i in self.table.indexes)

    def _time_candidates(self) -> list[Candidate]:
        """Give the columns that hold times, whatever their name, apart from answers and ends."""
        others = {best_named(ANSWERS, self.free), best_named(ENDS, self.free)}
        columns = [self.table.columns[name] for name in self.free if name not in others]
        times = [c for c in columns if not stored(c, self.values(c.name)).refusal]
        times.sort(key=lambda c: (c.kind != "time", not self._leads_an_index(c.name)))
        why = "the only column of times" if len(times) == 1 else "a column of times"
        return [Candidate(column.name, 2, why) for column in times]
