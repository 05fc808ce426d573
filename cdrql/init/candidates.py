"""Which columns may hold a field, by their names: well-known ones, with a unit, or in part."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cdrql.model.column_names import SYSTEMS, column_names, spelling_key

# What a name ends with where it tells its unit: the rest of the name, units in a second.
_UNITS = (
    (re.compile(r"[_ -](?:ms|msec|millis|milliseconds)$"), "", 1_000),
    (re.compile(r"(?<=[a-z])msec$"), "sec", 1_000),
    (re.compile(r"[_ -](?:us|usec|micros|microseconds)$"), "", 1_000_000),
    (re.compile(r"(?<=[a-z])usec$"), "sec", 1_000_000),
    (re.compile(r"[_ -](?:ns|nsec|nanos|nanoseconds)$"), "", 1_000_000_000),
    (re.compile(r"[_ -](?:s|sec|secs|seconds)$"), "", 1),
    (re.compile(r"[_ -](?:cents|cent)$"), "", 100),
    (re.compile(r"[_ -](?:mult1000000|millionths)$"), "", 1_000_000),
)

# Well-known names that mean other things too.
_VAGUE_NAMES = """date, start, start_time, status, state, caller, called, src, gateway, price,
    debit, cost, account_id, accountcode, account_code, customer_id, hangup_cause, call_code,
    answered_time, billable, clid"""
_VAGUE = frozenset(map(spelling_key, _VAGUE_NAMES.split(",")))

# field: what its name may hold where no well-known name is found. Such a choice is doubtful.
NAME_PARTS: tuple[tuple[str, str], ...] = (
    ("bill_duration", r"bill|talk|conversation|(answer|charg).*(sec|dur)"),
    ("duration", r"duration|length|elapsed|total_?sec|^dur"),
    ("destination", r"dest|dialled|dialed|called|callee|dnis|^b_?num|^to_?(num|uri|user)|^dst"),
    ("caller_id", r"caller|calling|^ani$|^a_?num|^cli$|^from_?(num|uri|user)|^src"),
    ("call_status", r"disposition|outcome|result|status"),
    ("hangup", r"(hang|disconnect|release).*(by|side|party|initiator)"),
    ("q850", r"q\.?850|isdn|cause"),
    ("sip_status", r"sip.*(code|status|resp|reply)"),
    ("extension", r"^ext(en|ension)?(_|$)"),
    ("trunk_id", r"(trunk|gateway|carrier|vendor|provider|supplier).*id$"),
    ("trunk", r"trunk|gateway|carrier|vendor|provider|supplier"),
    ("user_id", r"user|customer|client|account|tenant|subscriber"),
    ("cost", r"cost|price|charge|amount|fee$|debit"),
)
# Names that hold such a part and are something else.
_OTHER = re.compile(r"transfer|conf|name$|url|ip$|port$|_at$|stamp|time$|uuid|buy|rate|codec")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A column that may hold a field, or the seconds from the time `minus` to it."""

    column: str
    doubts: int
    why: str
    minus: str | None = None
    divisor: int = 1


def by_known_name(field: str, columns: Iterable[str]) -> Iterator[Candidate]:
    """Find the columns that go by a well-known name of the field, the surest first.

    A unit may follow the name: `billsec_ms` is `bill_duration`, counted by 1000 to the second.
    """
    names = [*columns]
    places = {spelling_key(name): name for name in reversed(names)}
    units = {spelling_key(base): (name, per) for name in names for base, per in _without_unit(name)}
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
            name, per = units[key]
            yield Candidate(name, 1, "a well-known name with a unit", divisor=per)


def by_part_of_name(field: str, columns: Iterable[str]) -> Iterator[Candidate]:
    """Give the columns of whose name a part suggests the field."""
    for words in (words for name, words in NAME_PARTS if name == field):
        for column in columns:
            # callerNumber, Caller Number and caller.number are one spelling.
            snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|[\s.-]+", "_", column).lower()
            ends_alike = field.endswith("_id") or not snake.endswith("_id")
            if re.search(words, snake) and ends_alike and not _OTHER.search(snake):
                yield Candidate(column, 2, "its name suggests it", divisor=divisor(column))


def divisor(name: str) -> int:
    """Say how many units make one, where a column's name tells its unit."""
    return next((per for _, per in _without_unit(name)), 1)


def _without_unit(name: str) -> Iterator[tuple[str, int]]:
    """Take the unit off a name that ends with one."""
    for end, rest, per in _UNITS:
        if end.search(name.lower()):
            yield end.sub(rest, name.lower()), per
            return


def _names_in_systems(field: str, places: Mapping[str, str]) -> list[str]:
    """Name what goes first in the tables of a system that is told by its columns."""
    systems = (
        names for marks, names in SYSTEMS if all(spelling_key(mark) in places for mark in marks)
    )
    return [names[field] for names in systems if field in names]
