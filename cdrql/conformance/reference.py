"""Answers a request over the default warehouse in plain Python: the specification once more.

Written from the specification alone, not from the compiler, so that where the two agree both are
right. It takes valid requests only and spends no thought on speed.
"""

from __future__ import annotations

import json
import operator
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any
from unicodedata import category
from zoneinfo import ZoneInfo

from cdrql.conformance.calls import Call
from cdrql.conformance.measures import KNOWN_MEASURES, Calls, is_filled, plain_number
from cdrql.conformance.moments import clock_instant, period_of

ReferenceRow = dict[str, Any]

# request name: (response key, column, whether it is text)
KNOWN_DIMENSIONS = {
    "user": ("caller_user_id", "user_id", False),
    "call status": ("status", "call_status", True),
    "duration": ("duration", "duration", False),
    "hangup": ("client_hangup_disposition", "hangup", True),
    "destination": ("dst", "destination", True),
    "caller id": ("client_callerid_number", "caller_id", True),
    "q850": ("q850", "q850", True),
    "sip termination status": ("sip_term_status", "sip_status", False),
    "extension number": ("src", "extension", True),
    "transfer to": ("transfer_to", "transfer_to", True),
    "conference to": ("conference_to", "conference_to", True),
    "trunk": ("trunk", "trunk", True),
}

KNOWN_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "!=": operator.ne,
}


# --- Reading the strings of a request -----------------------------------------------------------


def loose_name(text: str) -> str:
    """Bring a loose name to lower case and one blank for a run of blanks, _ or -."""
    return re.sub(r"[\s_-]+", " ", text.strip()).lower()


def items(text: object, separator: str) -> list[str]:
    """Split a list; blanks around items do not count, one trailing separator is allowed."""
    if not is_filled(text):
        return []
    parts = [part.strip() for part in str(text).split(separator)]
    return parts[:-1] if parts[-1] == "" else parts


def names(text: object) -> list[str]:
    """Split a list of names at `;`."""
    return [loose_name(item) for item in items(text, ";")]


def conditions(text: object) -> list[tuple[Callable[[Any, Any], bool], Fraction]]:
    """Read `value;operator|value;operator`."""
    pairs = [items(item, ";") for item in items(text, "|")]
    return [(KNOWN_OPERATORS[sign], Fraction(value)) for value, sign in pairs]


def meets(value: Any, text: object) -> bool:
    """Tell whether a value meets all conditions; NULL meets none."""
    if value is None:
        return False
    return all(holds(Fraction(value), bound) for holds, bound in conditions(text))


def several(value: Any) -> list[Any]:
    """Make a list of one value."""
    return list(value) if isinstance(value, (list, tuple)) else [value]


# --- Filters: one function each, given the key's value and a call --------------------------------


def equals(column: str) -> Callable[[Any, Call], bool]:
    """Filter by a column that holds integers."""
    return lambda wanted, call: call[column] in several(wanted)


def equals_text(column: str) -> Callable[[Any, Call], bool]:
    """Filter by a text, where NULL is as empty."""
    return lambda wanted, call: (call[column] or "") in several(wanted)


def starts_with(column: str) -> Callable[[Any, Call], bool]:
    """Filter by a text's beginning."""
    return lambda wanted, call: (call[column] or "").startswith(tuple(several(wanted)))


def has_attribute(wanted: Any, call: Call) -> bool:
    """Filter by what was done with the call."""
    columns = {"Conference": "conference_to", "Transfer": "transfer_to"}
    return any(is_filled(call[columns[attribute]]) for attribute in several(wanted))


KNOWN_FILTERS: dict[str, Callable[[Any, Call], bool]] = {
    "destination": equals_text("destination"),
    "caller_id": equals_text("caller_id"),
    "callAttributes": has_attribute,
    "user": equals("user_id"),
    "original_trunk_id": equals("trunk_id"),
    "callsType": equals("call_type"),
    "duration": lambda wanted, call: meets(call["duration"], wanted),
    "bill_duration": lambda wanted, call: meets(call["bill_duration"], wanted),
    "destination_prefix": starts_with("destination"),
    "caller_id_prefix": starts_with("caller_id"),
}


def is_absent(key: str, value: object) -> bool:
    """Tell whether an optional filter key is as if not sent; "" is a value of the two texts."""
    return value is None or (value == "" and key not in {"destination", "caller_id"})


def selected(calls: Calls, wanted: Mapping[str, Any], zone: ZoneInfo) -> list[Call]:
    """Keep the calls of the half-open window that pass every filter."""
    start, end = (clock_instant(str(wanted[key]), zone) for key in ("start_at", "end_at"))
    passes = [
        (KNOWN_FILTERS[key], value)
        for key, value in wanted.items()
        if key in KNOWN_FILTERS and not is_absent(key, value)
    ]
    return [
        call
        for call in calls
        if start <= call["start_at"] < end and all(holds(value, call) for holds, value in passes)
    ]


# --- The answer ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Group:
    """The calls of one row, with its dimensions (and period) by name."""

    keys: Mapping[str, Any]
    calls: Calls

    def value(self, of: str) -> Any:
        """Give the exact value of a key or measure, for comparing."""
        return self.keys[of] if of in self.keys else KNOWN_MEASURES[of].value(self.calls)


def dimension(call: Call, of: str) -> Any:
    """Give what a call groups by."""
    _key, column, is_text = KNOWN_DIMENSIONS[of]
    return (call[column] or "") if is_text else call[column]


def grouped(calls: Calls, keys_of: Callable[[Call], Mapping[str, Any]]) -> list[Group]:
    """Put calls with equal keys together."""
    groups: dict[tuple[Any, ...], list[Call]] = {}
    for call in calls:
        groups.setdefault(tuple(keys_of(call).values()), []).append(call)
    return [Group(keys_of(members[0]), members) for members in groups.values()]


def ordered(groups: list[Group], order: str, descending: bool) -> list[Group]:
    """Sort stably by one key, what is NULL last whichever the direction."""
    known = [group for group in groups if group.value(order) is not None]
    missing = [group for group in groups if group.value(order) is None]
    return sorted(known, key=lambda group: group.value(order), reverse=descending) + missing


def shown(group: Group, columns: Iterable[str], output: str) -> ReferenceRow:
    """Make the row of a group."""
    row: ReferenceRow = {}
    for column in columns:
        if column in KNOWN_MEASURES:
            measure, value = KNOWN_MEASURES[column], group.value(column)
            is_response = output == "response"
            row[measure.key] = (
                measure.response(value, group.calls) if is_response else measure.plain(value)
            )
        else:
            key = "period" if column == "period" else KNOWN_DIMENSIONS[column][0]
            row[key] = group.keys[column]
    return row


def answer(
    request: Mapping[str, Any], calls: Calls, output: str = "response"
) -> list[ReferenceRow]:
    """Answer a valid request; rows hold int, str, Decimal or None by response key."""
    zone = ZoneInfo(str(request.get("timezone") or "UTC"))
    dimensions, parts = names(request["group"]), names(request.get("period"))
    fields = names(request.get("fields")) or list(KNOWN_MEASURES)
    keys = dimensions + (["period"] if parts else [])
    columns = keys + [field for field in fields if field not in keys]

    def keys_of(call: Call) -> dict[str, Any]:
        period = {"period": period_of(call["start_at"], parts, zone)} if parts else {}
        return {of: dimension(call, of) for of in dimensions} | period

    groups = grouped(selected(calls, request["filter"], zone), keys_of)
    for measure, condition in (request.get("having") or {}).items():
        if is_filled(condition):
            name = loose_name(measure)
            groups = [group for group in groups if meets(group.value(name), condition)]

    ties = [f"{of};asc" for of in (["period"] if parts else []) + dimensions]
    for item in reversed(items(request.get("order"), "|") + ties):
        of, *direction = names(item)
        groups = ordered(groups, of, direction == ["desc"])

    first = int(request.get("offset") or 0)
    limit = request.get("limit")
    last = first + int(str(limit)) if is_filled(limit) else None
    return [shown(group, columns, output) for group in groups[first:last]]


def as_json(rows: Sequence[ReferenceRow]) -> str:
    """Write rows as JSON, one to a line, to the byte as the runner does."""

    def token(value: object) -> str:
        if isinstance(value, Decimal):
            return plain_number(value)
        text = json.dumps(value, ensure_ascii=False)
        for unseen in {c for c in text if category(c) in ("Cc", "Cf", "Zl", "Zp")}:
            text = text.replace(unseen, json.dumps(unseen)[1:-1])
        return text

    def line(row: ReferenceRow) -> str:
        return "{" + ", ".join(f"{token(key)}: {token(value)}" for key, value in row.items()) + "}"

    lines = [line(row) for row in rows]
    return "[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n"
