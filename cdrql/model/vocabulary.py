"""The vocabulary of the request language, as rows: dimensions, measures, filters."""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Literal

Type = Literal["integer", "text"]
FieldType = Literal["text", "integer", "seconds", "money", "boolean"]
# How a measure reads in a response: `65`, `65`, `00:01:05`, `12.5 (in 2 calls)`,
# `50% (in 1 of 2 calls)`, and a number as it is.
Format = Literal["count", "seconds", "clock", "mean of calls", "share of calls", "number"]


# The logical fields of a call. The booleans say what calls are counted as.
FIELD_TYPES: dict[str, FieldType] = {
    "user_id": "integer",
    "call_status": "text",
    "duration": "seconds",
    "bill_duration": "seconds",
    "hangup": "text",
    "destination": "text",
    "caller_id": "text",
    "q850": "text",
    "sip_status": "integer",
    "extension": "text",
    "transfer_to": "text",
    "conference_to": "text",
    "trunk": "text",
    "trunk_id": "integer",
    "call_type": "integer",
    "transfer_duration": "seconds",
    "conference_duration": "seconds",
    "agent_duration": "seconds",
    "cost": "money",
    "transfer_cost": "money",
    "conference_cost": "money",
    "answered": "boolean",
    "transferred": "boolean",
    "conferenced": "boolean",
}
# Those that a column may hold: what a call is counted as is told by a condition.
HELD_FIELDS = tuple(name for name, type_ in FIELD_TYPES.items() if type_ != "boolean")


# The kinds of rows.


@dataclass(frozen=True, slots=True)
class Dimension:
    """Something to group by: its name in a request, its key in a response, its field and type."""

    name: str
    key: str
    field: str
    type: Type

    @property
    def needs(self) -> tuple[str, ...]:
        """Name the fields of a call that it is made from."""
        return (self.field,)


@dataclass(frozen=True, slots=True)
class Sum:
    """What must touch the rows: a count, or a sum of `field`, of the calls where `when` holds."""

    name: str
    field: str | None = None
    when: str | None = None


@dataclass(frozen=True, slots=True)
class Combination:
    """Sums added up, each times a factor."""

    terms: tuple[tuple[Fraction, Sum], ...]


@dataclass(frozen=True, slots=True)
class ValueKind:
    """What the value of a measure is made of.

    Where it `adds_up`, the value of a group follows from those of its parts: calls of several
    tables, or of several keys that are one name, are summed apart and merged.
    """

    name: str
    adds_up: bool


QUOTIENT = ValueKind("a quotient of sums", adds_up=True)


@dataclass(frozen=True, slots=True, eq=False)
class Measure:
    """What is asked of a group: `of` / `per`, or `of` alone where `per` is None.

    Two rows are two measures, even if they say the same: a row is found by what it is, which costs
    less than to compare its sums.

    What needs rounding is shown with `places` decimals; a ratio has no value where `per` is not
    above zero.
    """

    name: str
    key: str
    of: Combination
    format: Format
    unit: str
    per: Combination | None = None
    places: int = 2

    kind: ClassVar[ValueKind] = QUOTIENT

    @property
    def sums(self) -> tuple[Sum, ...]:
        """Give the sums that it is made of."""
        sides = (self.of, self.per) if self.per else (self.of,)
        return tuple(part for side in sides for _, part in side.terms)

    @property
    def needs(self) -> tuple[str, ...]:
        """Name the fields of a call that it is made from."""
        return tuple(name for part in self.sums for name in (part.field, part.when) if name)


# Sums, by the names that SQL has for them.


def single_sum(part: Sum, factor: int = 1) -> Combination:
    """Take one sum, times a factor."""
    return Combination(((Fraction(factor), part),))


def sum_of(field: str, when: str | None = None) -> Sum:
    """Name the sum of a field, or of those of its calls where `when` holds."""
    return _KNOWN_SUMS.get((field, when)) or Sum(f"{field}__{when}" if when else field, field, when)


def count_of(when: str | None = None) -> Sum:
    """Name the count of calls, or of those where `when` holds."""
    return _KNOWN_SUMS.get((None, when)) or Sum(f"calls__{when}", when=when)


CALLS = Sum("calls")
ANSWERED = Sum("answered", when="answered")
TALKED = Sum("talked", "bill_duration", "answered")
TRANSFERS = Sum("transfers", when="transferred")
# What a mapping adds up as the vocabulary does is the same sum, and made once.
_KNOWN_SUMS = {(part.field, part.when): part for part in (CALLS, ANSWERED, TALKED, TRANSFERS)}

# The rows, in the order in which an answer shows them.


DIMENSIONS = (
    Dimension("user", "caller_user_id", "user_id", "integer"),
    Dimension("call status", "status", "call_status", "text"),
    Dimension("duration", "duration", "duration", "integer"),
    Dimension("hangup", "client_hangup_disposition", "hangup", "text"),
    Dimension("destination", "dst", "destination", "text"),
    Dimension("caller_id", "client_callerid_number", "caller_id", "text"),
    Dimension("q850", "q850", "q850", "text"),
    Dimension("sip termination status", "sip_term_status", "sip_status", "integer"),
    Dimension("extension number", "src", "extension", "text"),
    Dimension("transfer to", "transfer_to", "transfer_to", "text"),
    Dimension("conference to", "conference_to", "conference_to", "text"),
    Dimension("trunk", "trunk", "trunk", "text"),
)


def _seconds_measure(name: str, key: str, field: str, form: Format = "seconds") -> Measure:
    return Measure(name, key, single_sum(sum_of(field)), form, "seconds")


def _money_measure(name: str, key: str, field: str) -> Measure:
    return Measure(name, key, single_sum(sum_of(field)), "number", "money")


TOTAL_CALLS = Measure("total calls", "total", single_sum(CALLS), "count", "calls")

MEASURES = (
    TOTAL_CALLS,
    Measure("successful calls", "successful", single_sum(ANSWERED), "count", "calls"),
    _seconds_measure("total duration", "call_duration", "duration", "clock"),
    _seconds_measure("total bill duration", "call_bill_duration", "bill_duration", "clock"),
    Measure("ACD", "acd", single_sum(TALKED), "mean of calls", "seconds", single_sum(ANSWERED)),
    Measure(
        "ASR", "asr", single_sum(ANSWERED, 100), "share of calls", "percent", single_sum(CALLS)
    ),
    _money_measure("cost", "cost", "cost"),
    _seconds_measure("transfer duration", "transfer_duration", "transfer_duration"),
    _seconds_measure("conference duration", "conference_duration", "conference_duration"),
    _money_measure("transfer cost", "transfer_cost", "transfer_cost"),
    _money_measure("conference cost", "conference_cost", "conference_cost"),
    Measure("total transfer", "total_transfer", single_sum(TRANSFERS), "count", "calls"),
    _seconds_measure("call agent duration", "call_agent_duration", "agent_duration"),
)

PERIOD = "period"
BY, SUM = "by_", "sum_"  # what begins the names of inner queries' columns, and no response key
PARTS = ("year", "month", "day", "hour")
# The words of the language beside names.
DIRECTIONS = ("asc", "desc")

# Decimal places that a bound on a measure may have, and that a sum may be exact to.
BOUND_PLACES = 9

_RUN = re.compile(r"[ \t\r\n_-]+")


def loose(name: str) -> str:
    """Fold what does not count in a name: ASCII case, and runs of blanks, `_` and `-`."""
    folded = _RUN.sub(" ", name.strip(" \t\r\n"))
    # Beyond ASCII `lower` does more than fold case: `İ` becomes two characters.
    return folded.lower() if folded.isascii() else folded


DIMENSION = {loose(row.name): row for row in DIMENSIONS}
MEASURE = {loose(row.name): row for row in MEASURES}


@dataclass(frozen=True, slots=True)
class FilterKey:
    """A key of the filter: the field that it looks at, and how its value reads."""

    key: str
    field: str
    kind: Literal["one of", "prefix", "condition"]
    type: Type = "integer"


FILTERS = (
    FilterKey("destination", "destination", "one of", "text"),
    FilterKey("caller_id", "caller_id", "one of", "text"),
    FilterKey("user", "user_id", "one of"),
    FilterKey("original_trunk_id", "trunk_id", "one of"),
    FilterKey("callsType", "call_type", "one of"),
    FilterKey("duration", "duration", "condition"),
    FilterKey("bill_duration", "bill_duration", "condition"),
    FilterKey("destination_prefix", "destination", "prefix", "text"),
    FilterKey("caller_id_prefix", "caller_id", "prefix", "text"),
)

# `callAttributes` names what a call was, and the field that tells.
ATTRIBUTES = {"Conference": "conferenced", "Transfer": "transferred"}

# Other numbers pass with a warning: systems have types of their own.
CALL_TYPES = {2: "phonebook", 3: "manual call", 4: "incoming", 7: "missed call", 8: "internal call"}
