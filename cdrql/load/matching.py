"""Which column of an export is which column of the warehouse: by name, by position, by hand."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cdrql.cdrs import COLUMNS
from cdrql.errors import LoadError, Problem, did_you_mean

# warehouse column: the names it goes by in exports, the surest first. `a - b` is the seconds
# between two times. Names are compared without case, blanks, `_`, `-` and `.`.
NAMES = {
    "start_at": """start_at, start_epoch, start_uepoch, start_stamp, start_timestamp, calldate,
        call_date, starting_date, init_time, setup_time, time_start, cdr_started_at, callstart,
        call_start, dateTimeOrigination, start_time, started_at, start, date_time, date""",
    "duration": """duration, total_duration, call_duration, total_seconds, length_in_sec""",
    "bill_duration": """bill_duration, billsec, bill_sec, billseconds, bill_seconds, billable,
        billable_seconds, billed_seconds, connect_duration, answered_time, talk_time""",
    "user_id": "user_id, id_user, customer_id, account_id, card_id, accountcode, account_code",
    "call_status": "call_status, disposition, hangup_cause, dial_status, status",
    "hangup": "hangup, client_hangup_disposition, sip_hangup_disposition, who_hanged, who_hung_up",
    "destination": """destination, destination_number, dst, called_station, called_num,
        called_number, called, callee, destination_user_in, dst_prefix_in, dst_num,
        finalCalledPartyNumber""",
    "caller_id": """caller_id, caller_id_number, client_callerid_number, src, callerid_num, cnum,
        caller_number, calling_number, caller, source_cli, src_prefix_in, src_num,
        callingPartyNumber, clid""",
    "q850": """q850, hangup_cause_q850, q850_cause, reason_q850_cause,
        lega_q850_cause, destCause_value""",
    "extension": "extension, extension_number, sip_user, source_user",
    "transfer_to": "transfer_to",
    "conference_to": "conference_to, conference_name",
    "trunk": "trunk, trunk_name, sip_gateway_name, gateway, dst_trunk",
    "sip_status": """sip_status, sip_term_status, sip_code, sip_response, lastSIPresponseNum,
        lega_disconnect_code, call_code""",
    "trunk_id": "trunk_id, id_trunk, original_trunk_id, term_gw_id",
    "call_type": "call_type",
    "transfer_duration": "transfer_duration",
    "conference_duration": "conference_duration",
    "agent_duration": "agent_duration, call_agent_duration",
    "cost": "cost, sell_cost, sessionbill, debit, customer_price, source_customer_cost, price",
    "transfer_cost": "transfer_cost",
    "conference_cost": "conference_cost",
}

# Systems whose `duration` is not the whole call: (columns that tell them, what goes first).
SYSTEMS = (
    # FusionPBX writes billsec into duration since October 2023; its epochs are the truth.
    (("xml_cdr_uuid", "start_epoch", "end_epoch"), {"duration": "end_epoch - start_epoch"}),
    # Yeti's duration begins with the answer.
    (
        ("time_start", "time_end", "duration"),
        {"duration": "time_end - time_start", "bill_duration": "duration"},
    ),
)

NOTHING = ("", "-")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a warehouse column's value stands in a record: `index`, or `index` minus `minus`."""

    index: int
    minus: int | None = None
    sure: bool = True  # said by hand or named as the warehouse does, not only a well-known name


def loose(name: str) -> str:
    """Spell a column's name as names are compared."""
    return re.sub(r"[\s_.-]+", "", name).casefold()


def by_position(names: Sequence[str], width: int) -> dict[str, Source]:
    """Match columns by their position; `-` or nothing leaves one out."""
    if len(names) != width:
        message = f"--columns names {len(names)} columns, but the file has {width}"
        raise LoadError(Problem("CDR508", message, hint="write `-` for a column to leave out"))
    sources: dict[str, Source] = {}
    for index, name in enumerate(name.strip() for name in names):
        if name in NOTHING:
            continue
        _known(name)
        if name in sources:
            raise LoadError(Problem("CDR508", f"--columns names `{name}` twice"))
        sources[name] = Source(index)
    return sources


def by_name(header: Sequence[str], pairs: Mapping[str, str]) -> dict[str, Source]:
    """Match a header's columns by name, those said by hand (warehouse: file's) before all."""
    places = _places(header)
    first: dict[str, str] = {}
    for marks, names in SYSTEMS:
        if all(loose(mark) in places for mark in marks):
            first.update(names)
    sources: dict[str, Source | None] = {
        name: _stated(name, stated, header) for name, stated in pairs.items()
    }
    used = {source.index for source in sources.values() if source and source.minus is None}
    for name in COLUMNS:
        if name not in sources:
            candidates = ([first[name]] if name in first else []) + NAMES[name].split(",")
            sources[name] = found = _first(candidates, places, used)
            if found and found.minus is None:
                used.add(found.index)
    return {name: source for name in COLUMNS if (source := sources[name]) is not None}


def _places(header: Sequence[str]) -> dict[str, int]:
    """Index a header by loose name; of two alike the first counts."""
    return {loose(name): i for i, name in reversed(list(enumerate(header))) if loose(name)}


def _first(candidates: list[str], places: dict[str, int], used: set[int]) -> Source | None:
    """Find the first of some names that the file has and that is not used yet."""
    for rank, candidate in enumerate(candidates):
        found = [places.get(loose(part)) for part in candidate.split(" - ")]
        if len(found) == 2 and found[0] is not None and found[1] is not None:
            return Source(found[0], found[1])
        if len(found) == 1 and found[0] is not None and found[0] not in used:
            return Source(found[0], sure=rank == 0)
    return None


def _stated(name: str, stated: str, header: Sequence[str]) -> Source | None:
    """Find the column, or the difference of two, that was said by hand."""
    _known(name)
    if stated.strip() in NOTHING:
        return None
    places = {**_places(header), **{name: i for i, name in enumerate(header)}}
    for spelled in (stated, loose(stated)):
        if spelled in places:
            return Source(places[spelled])
    ends = [places.get(loose(part)) for part in stated.split(" - ")]
    if len(ends) == 2 and ends[0] is not None and ends[1] is not None:
        return Source(ends[0], ends[1])
    hint = did_you_mean(stated, header, f"the file has {', '.join(header)[:300]}")
    raise LoadError(Problem("CDR508", f"the file has no column `{stated}`", hint=hint))


def _known(name: str) -> None:
    """Refuse a name that is not a column of the warehouse."""
    if name not in COLUMNS:
        hint = did_you_mean(name, COLUMNS, f"the warehouse has {', '.join(COLUMNS)}")
        raise LoadError(Problem("CDR508", f"the warehouse has no column `{name}`", hint=hint))
