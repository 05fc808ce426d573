"""Which columns may hold a field, by their names: well-known ones, with a unit, or in part."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from cdrql.model.column_names import SYSTEMS, column_names, spelling_key
from cdrql.model.name_parts import BOUGHT, CHARGED, SOLD, says, suggested
from cdrql.model.name_words import ONE, tells_unit, unit_of, without_unit
from cdrql.model.vocabulary import FIELD_TYPES

# Well-known names that mean other things too.
_VAGUE_NAMES = """date, start, start_time, status, state, caller, called, src, gateway, price,
    debit, cost, account_id, accountcode, account_code, customer_id, hangup_cause, call_code,
    answered_time, billable, clid"""
_VAGUE = frozenset(map(spelling_key, _VAGUE_NAMES.split(",")))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A column that may hold a field, or the seconds from the time `minus` to it.

    `per` of its units make one of the field's: 1000 milliseconds a second, 1/60 of a minute.
    """

    column: str
    doubts: int
    why: str
    minus: str | None = None
    per: Fraction = ONE


def by_known_name(field: str, columns: Iterable[str]) -> Iterator[Candidate]:
    """Find the columns that go by a well-known name of the field, the surest first.

    A unit may follow the name: `billsec_ms` is `bill_duration`, counted by 1000 to the second.
    """
    names, type_ = [*columns], FIELD_TYPES.get(field, "")
    places = {spelling_key(name): name for name in reversed(names)}
    in_units = [name for name in names if tells_unit(name, type_)]
    units = {spelling_key(without_unit(name, type_)[0]): name for name in reversed(in_units)}
    for rank, spelled in enumerate([*_names_in_systems(field, places), *column_names(field)]):
        end, _, begin = spelled.partition(" - ")
        key = spelling_key(end)
        if begin:
            why = f"the seconds from {places[spelling_key(begin)]} to {places[key]}"
            yield Candidate(places[key], 0, why, places[spelling_key(begin)])
        elif key in places:
            doubts = 0 if rank == 0 else int(key in _VAGUE)
            why = "has the field's own name" if rank == 0 else "a well-known name"
            yield Candidate(places[key], doubts, why)
        elif key in units:
            name = units[key]
            yield Candidate(name, 1, "a well-known name with a unit", per=unit_of(name, type_))


def by_part_of_name(field: str, columns: Iterable[str]) -> Iterator[Candidate]:
    """Give the columns of whose name a part suggests the field."""
    for column in suggested(field, [*columns]):
        per = unit_of(column, FIELD_TYPES[field])
        yield Candidate(column, 2, "its name suggests it", per=per)


def of_cost(columns: Sequence[str]) -> Iterator[Candidate]:
    """Give the columns that may be what a call costs: what it was sold for goes first."""
    found: dict[str, Candidate] = {}
    for candidate in (*by_known_name("cost", columns), *by_part_of_name("cost", columns)):
        found.setdefault(candidate.column, candidate)
    ranks = {name: _rank_of_money(name) for name in found}
    for name in sorted(found, key=ranks.__getitem__):
        other = next((n for n in found if ranks[n] != ranks[name]), None)
        doubt = ""
        if ranks[name] == _BOUGHT:
            doubt = "by its name what others were paid for the call"
        elif other is not None:
            doubt = f"taken for what the call was sold for, {other} for another sum"
        candidate = found[name]
        why = f"{candidate.why}; {doubt}" if doubt else candidate.why
        yield replace(candidate, why=why, doubts=2 if doubt else candidate.doubts)


_SOLD, _CHARGED, _EITHER, _BOUGHT = range(4)


def _rank_of_money(name: str) -> int:
    """Order sums by what they say: `user_cost`, `price`, `cost`, `vendor_price`."""
    if says(BOUGHT, name):
        return _BOUGHT
    if says(SOLD, name):
        return _SOLD
    return _CHARGED if says(CHARGED, name) else _EITHER


def _names_in_systems(field: str, places: Mapping[str, str]) -> list[str]:
    """Name what goes first in the tables of a system that is told by its columns."""
    systems = (
        names for marks, names in SYSTEMS if all(spelling_key(mark) in places for mark in marks)
    )
    return [names[field] for names in systems if field in names]
