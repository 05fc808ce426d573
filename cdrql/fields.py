"""The vocabulary of the request language, as rows: dimensions, measures, filters, operators."""

import re
from dataclasses import dataclass
from typing import Literal

Type = Literal["integer", "text"]
# How a measure reads in a response; `cdrql.fragments` says what each one prints.
Format = Literal["count", "seconds", "clock", "acd", "asr", "money"]


@dataclass(frozen=True, slots=True)
class Dimension:
    """Something to group by: its name in a request, its key in a response, its field and type."""

    name: str
    key: str
    field: str
    type: Type


@dataclass(frozen=True, slots=True)
class Sum:
    """What must touch the rows: a count, or a sum of `field`, of the calls where `when` holds."""

    name: str
    field: str | None = None
    when: Literal["answered", "transferred"] | None = None
    money: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """What is asked of a group: `factor` x `of` / `per`, or `of` alone where `per` is None."""

    name: str
    key: str
    of: Sum
    format: Format
    unit: str
    per: Sum | None = None
    factor: int = 1


# The field that tells of which calls a sum is made: above zero seconds, or not empty.
WHEN = {"answered": "bill_duration", "transferred": "transfer_to"}

CALLS = Sum("calls")
ANSWERED = Sum("answered", when="answered")
TALKED = Sum("talked", "bill_duration", when="answered")

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

MEASURES = (
    Measure("total calls", "total", CALLS, "count", "calls"),
    Measure("successful calls", "successful", ANSWERED, "count", "calls"),
    Measure("total duration", "call_duration", Sum("duration", "duration"), "clock", "seconds"),
    Measure(
        "total bill duration",
        "call_bill_duration",
        Sum("bill_duration", "bill_duration"),
        "clock",
        "seconds",
    ),
    Measure("ACD", "acd", TALKED, "acd", "seconds", per=ANSWERED),
    Measure("ASR", "asr", ANSWERED, "asr", "percent", per=CALLS, factor=100),
    Measure("cost", "cost", Sum("cost", "cost", money=True), "money", "money"),
    Measure(
        "transfer duration",
        "transfer_duration",
        Sum("transfer_duration", "transfer_duration"),
        "seconds",
        "seconds",
    ),
    Measure(
        "conference duration",
        "conference_duration",
        Sum("conference_duration", "conference_duration"),
        "seconds",
        "seconds",
    ),
    Measure(
        "transfer cost",
        "transfer_cost",
        Sum("transfer_cost", "transfer_cost", money=True),
        "money",
        "money",
    ),
    Measure(
        "conference cost",
        "conference_cost",
        Sum("conference_cost", "conference_cost", money=True),
        "money",
        "money",
    ),
    Measure(
        "total transfer", "total_transfer", Sum("transfers", when="transferred"), "count", "calls"
    ),
    Measure(
        "call agent duration",
        "call_agent_duration",
        Sum("agent_duration", "agent_duration"),
        "seconds",
        "seconds",
    ),
)

PERIOD = "period"
PARTS = ("year", "month", "day", "hour")
DIRECTIONS = ("asc", "desc")
OPERATORS = (">", ">=", "<", "<=", "=", "!=")

# Decimal places that a sum of money keeps, and that a bound on a ratio may have.
MONEY_PLACES = 6
RATIO_PLACES = 9

_RUN = re.compile(r"[ \t\r\n_-]+")


def loose(name: str) -> str:
    """Fold what does not count in a name: ASCII case, and runs of blanks, `_` and `-`."""
    folded = _RUN.sub(" ", name.strip(" \t\r\n"))
    return folded.lower() if folded.isascii() else folded


DIMENSION = {loose(row.name): row for row in DIMENSIONS}
MEASURE = {loose(row.name): row for row in MEASURES}


@dataclass(frozen=True, slots=True)
class Filter:
    """A key of the filter: the field that it looks at, and how its value reads."""

    key: str
    field: str
    kind: Literal["one of", "prefix", "condition"]
    type: Type = "integer"


FILTERS = (
    Filter("destination", "destination", "one of", "text"),
    Filter("caller_id", "caller_id", "one of", "text"),
    Filter("user", "user_id", "one of"),
    Filter("original_trunk_id", "trunk_id", "one of"),
    Filter("callsType", "call_type", "one of"),
    Filter("duration", "duration", "condition"),
    Filter("bill_duration", "bill_duration", "condition"),
    Filter("destination_prefix", "destination", "prefix", "text"),
    Filter("caller_id_prefix", "caller_id", "prefix", "text"),
)

# `callAttributes` names what a call was, and the field that is not empty when it was.
ATTRIBUTES = {"Conference": "conference_to", "Transfer": "transfer_to"}

CALL_TYPES = {2: "phonebook", 3: "manual call", 4: "incoming", 7: "missed call", 8: "internal call"}
