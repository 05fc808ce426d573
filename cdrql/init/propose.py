"""Proposes a mapping of a table by the names of its columns, their kinds and their values."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import chain
from typing import Any

from cdrql.engines.contract import Engine
from cdrql.engines.schema import LiveColumn, LiveTable
from cdrql.init.answered import answered
from cdrql.init.candidates import Candidate, by_known_name, by_part_of_name, of_cost
from cdrql.init.clocks import clocks
from cdrql.init.column_choice import Choice, ColumnValues, confidence, sentence, sql_name
from cdrql.init.elapsed import elapsed
from cdrql.init.fit import fit
from cdrql.init.grain import remarks
from cdrql.init.marked import find_marks
from cdrql.init.proposal import Proposal
from cdrql.init.seen_columns import as_seen
from cdrql.init.spans import ENDS, best_named, find_answer, propose_span
from cdrql.init.start_choice import SAID, find_start
from cdrql.init.talk import only_talk
from cdrql.init.units import Units
from cdrql.mapping.time_tests import TimeTest
from cdrql.model.columns import NUMBER_KINDS
from cdrql.model.name_words import tells_unit, unit_of
from cdrql.model.vocabulary import FIELD_TYPES, HELD_FIELDS

NOTHING = "-"  # stated in a column's place: the field is lacking
_PARTIES = ("destination", "caller_id")


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
    units: Units = field(default_factory=Units)
    said: list[str] = field(default_factory=list)

    def proposal(self) -> Proposal:
        """Choose the start, then what goes by known names, then by parts of names."""
        # A column that the user stated for one field is not guessed for another.
        self.used.update(self.stated.values())
        marks = find_marks(self.table, self.rows, self.engine)
        self.used.update(column.name for column in (marks.where.columns if marks.where else ()))
        start = self._keep_start()
        answer = self._find_answer()
        begins = (start.columns[0].name if start else None, answer and answer[0].name)
        last = best_named(ENDS, self.free)
        self._leave_clocks(*begins, last)
        self.units = Units([elapsed(self.rows, begin, last) for begin in begins])
        found: dict[str, Choice] = {}
        for name in self._open_fields(found):
            choice = self._stated_choice(name) or self._first_that_fits(name, self._named(name))
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
            *(self._find_answered(found.get("bill_duration"), start), fields, self.refused),
            remarks=(*remarks(self.table, self.rows), *marks.remarks, *self.said),
            where=marks.where,
        )

    def _keep_start(self) -> Choice | None:
        """Find when calls began, and keep its column from being anything else."""
        said = self.stated.get("start")
        known = {name: self.values(name) for name in self.table.columns}
        start, refusal = find_start(self.table, known, self.free, said)
        if start is not None:
            self.used.add(start.columns[0].name)
        elif refusal:
            self.refused["start"] = refusal
        return start

    def _leave_clocks(self, *moments: str | None) -> None:
        """Keep the time of day of a moment from being a length of time."""
        for name, moment in clocks(self.free, self.rows, moments):
            self.used.add(name)
            self.said.append(f"{name} is the time of day of {moment}: no length of time.")

    def _named(self, name: str) -> Iterator[Candidate]:
        """Give the columns that go by a known name of a field."""
        if name == "cost":
            return of_cost(self.free)
        known = by_known_name(name, self.free)
        # `destination` may be the name of a place: then the number is in another column.
        return chain(known, by_part_of_name(name, self.free)) if name in _PARTIES else known

    @property
    def free(self) -> list[str]:
        """Name the columns that nothing is made of yet."""
        return [name for name in self.table.columns if name not in self.used]

    def values(self, column: str) -> ColumnValues:
        """Give what a column holds in the rows looked at."""
        return [row[column] for row in self.rows if row.get(column) is not None]

    def _lacks_values(self, name: str, column: str) -> tuple[bool, bool]:
        """Put behind others what is empty, and for a number of a party what has no digit."""
        digits = any(re.search("[0-9]", str(value)) for value in self.values(column))
        return self._is_empty(column), name in _PARTIES and not digits

    def _lacks(self, column: LiveColumn) -> bool:
        """Tell whether a row looked at has NULL in a column."""
        return any(row.get(column.name) is None for row in self.rows)

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
        for candidate in sorted(candidates, key=lambda c: self._lacks_values(name, c.column)):
            column = self.table.columns[candidate.column]
            if candidate.minus is not None:
                ends = (self.table.columns[candidate.minus], column)
                if choice := self._seconds_between(name, ends, candidate.why, candidate.doubts):
                    return choice
                continue
            if choice := self._length_of_time(name, candidate):
                return choice
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
            if name == "bill_duration" and column.kind in NUMBER_KINDS and self._lacks(column):
                sql = f"COALESCE({sql}, 0)"  # a filter for 0 finds no NULL
            return Choice(name, sql, (column,), sure, why, found.options)
        return None

    def _length_of_time(self, name: str, candidate: Candidate) -> Choice | None:
        """Take a column whose type is a length of time: an interval, a TIME."""
        column = self.table.columns[candidate.column]
        word = re.split(r"\W", column.declared.lower())[0]
        form = self.engine.seconds_of_type.get(word)
        if form is None or FIELD_TYPES[name] != "seconds":
            return None
        sql = form[0].format(sql_name(column.name, self.engine))
        why = f"{candidate.why}; a length of time by its type"
        return Choice(name, sql, (column,), confidence(candidate.doubts), why, form[1])

    def _unit(self, name: str, candidate: Candidate) -> tuple[Fraction, str]:
        """Say in which unit a column is, and why that is thought."""
        if FIELD_TYPES[name] != "seconds":
            return candidate.per, ""
        held = [row.get(candidate.column) for row in self.rows]
        said = candidate.per if tells_unit(candidate.column, "seconds") else None
        return self.units.tell(held, said)

    def _seconds_between(
        self, name: str, ends: tuple[LiveColumn, LiveColumn], why: str, doubts: int, test: str = ""
    ) -> Choice | None:
        values = {column.name: self.values(column.name) for column in ends}
        return propose_span(name, ends, values, self.engine, why, doubts, test)

    def _find_durations(self, found: dict[str, Choice], start: Choice | None) -> None:
        """Take durations from the times of start, answer and end where no column holds them."""
        last = best_named(ENDS, self.free)
        begins = {"duration": (start.columns[0], TimeTest()) if start else None}
        begins["bill_duration"] = self._find_answer()
        for name, begin in begins.items():
            if name not in self._open_fields(found) or begin is None or last is None:
                continue
            ends = (begin[0], self.table.columns[last])
            why = f"the seconds from {begin[0].name} to {last}"
            doubts = 1 if name == "duration" else 2
            choice = self._seconds_between(name, ends, why, doubts, begin[1].sql)
            if choice and not begin[1].refusal:
                found[name] = choice
            else:
                apart = f"no SQL is known for the seconds from `{begin[0].name}` to `{last}`"
                self.refused.setdefault(name, begin[1].refusal or apart)

    def _find_answer(self) -> tuple[LiveColumn, TimeTest] | None:
        """Find the time of the answer among the columns that are left."""
        columns = {name: self.table.columns[name] for name in self.free}
        values = {name: self.values(name) for name in columns}
        return find_answer(columns.values(), values, self.engine.loose_types)

    def _tell_talk(self, found: dict[str, Choice]) -> None:
        """Take the only duration for talk time where that is what its values are."""
        only = found.get("duration")
        if only is None or "bill_duration" not in self._open_fields(found):
            return
        if only.why.startswith(SAID) or len(only.columns) > 1:
            return
        if talk := only_talk(only, self.table, self.rows, self.units.spans, found.get("cost")):
            found["bill_duration"] = talk
            del found["duration"]

    def _answered_at_once(self, choice: Choice, start: str) -> Iterator[str]:
        """Say how many calls have their start for their answer, as some systems write for none."""
        answer = self._find_answer()
        if answer is None or answer[0] not in choice.columns:
            return
        name = answer[0].name
        spans = [span for span in elapsed(self.rows, start, name) if span is not None]
        if same := sum(span == 0 for span in spans):
            yield (
                f"{name} is that of {start} in {same} of {len(spans)} rows: if nobody answered"
                " those, `answered` is to go by another column, or by the time between."
            )

    def _find_answered(self, bill_duration: Choice | None, start: Choice | None) -> Choice | None:
        """Take the stated condition, or what is proposed."""
        values = {name: self.values(name) for name in self.table.columns}
        sql = self.stated.get("answered")
        if sql is None:
            found = answered(self.table.columns, values, bill_duration, self.engine)
            if found.choice is None and found.refusal:
                self.refused["answered"] = found.refusal
            self.said += found.remarks
            if found.choice is not None and start is not None:
                self.said += self._answered_at_once(found.choice, start.columns[0].name)
            return found.choice
        words = {word.casefold() for word in re.findall(r"\w+", sql)}
        columns = (c for c in self.table.columns.values() if c.name.casefold() in words)
        return Choice("answered", sql, tuple(columns), "sure", SAID)
