"""The names that columns of calls go by, in exports and in databases."""

import re
from collections.abc import Iterable

from cdrql.model.name_words import without_accents

# A field of a call, or its start: the names that its column goes by beside its own, the surest
# first. Names are compared without case, accents, quotes, blanks, `_`, `-` and `.`.
OTHER_NAMES = {
    "start_at": """start_epoch, start_uepoch, start_stamp, start_timestamp, calldate,
        call_date, starting_date, init_time, setup_time, time_start, cdr_started_at,
        callstart, call_start, dateTimeOrigination, start_time, started_at, start,
        date_time, date""",
    "duration": "total_duration, call_duration, total_seconds, length_in_sec",
    "bill_duration": """billsec, bill_sec, billseconds, bill_seconds, billable,
        billable_seconds, billed_seconds, connect_duration, answered_time, talk_time""",
    "user_id": "id_user, customer_id, account_id, card_id, accountcode, account_code",
    "call_status": "disposition, hangup_cause, dial_status, status",
    "hangup": "client_hangup_disposition, sip_hangup_disposition, who_hanged, who_hung_up",
    "destination": """destination_number, dst, called_station, called_num, called_number,
        called, callee, destination_user_in, dst_prefix_in, dst_num, finalCalledPartyNumber""",
    "caller_id": """caller_id_number, client_callerid_number, src, callerid_num, cnum,
        caller_number, calling_number, caller, source_cli, src_prefix_in, src_num,
        callingPartyNumber, clid""",
    "q850": "hangup_cause_q850, q850_cause, reason_q850_cause, lega_q850_cause, destCause_value",
    "extension": "extension_number, sip_user, source_user",
    "conference_to": "conference_name",
    "trunk": "trunk_name, sip_gateway_name, gateway, dst_trunk",
    "sip_status": """sip_term_status, sip_code, sip_response, lastSIPresponseNum,
        lega_disconnect_code, call_code""",
    "trunk_id": "id_trunk, original_trunk_id, term_gw_id",
    "agent_duration": "call_agent_duration",
    "cost": "sell_cost, sessionbill, debit, customer_price, source_customer_cost, price",
}

# The same in German, French, Italian, Portuguese and Spanish; `init` asks for these.
_NAMES_ABROAD = {
    "start_at": """beginn, anrufbeginn, startzeit, zeitpunkt, datum_uhrzeit, datum, début,
        date_heure, date_et_heure, inizio, data_ora, data_e_ora, início, data_hora, fecha_hora,
        fecha_y_hora, fecha""",
    "duration": "dauer, anrufdauer, durée, durata, duração, duración",
    "bill_duration": """gesprächsdauer, durée_de_conversation, durata_conversazione,
        duração_da_conversa, duración_de_conversación""",
    "destination": """angerufener, angerufene_nummer, zielrufnummer, zielnummer, ziel, rufnummer,
        appelé, numéro_appelé, destinataire, chiamato, numero_chiamato, destinatario, destino,
        número_destino, número_marcado, llamado""",
    "caller_id": """anrufer, anrufernummer, quellrufnummer, appelant, numéro_appelant, chiamante,
        numero_chiamante, origem, número_origem, origen, número_origen, llamante""",
}

# A call that has its day and its time of day in two columns, in the order of pairing.
DAY_NAMES = """start_date, call_start_date, call_date, calldate, date, day, datum, fecha, data,
    date_appel"""
CLOCK_NAMES = """start_time, call_start_time, start, time_start, time, clock, begin, call_time,
    calltime, uhrzeit, startzeit, beginn, zeit, hora, inicio, heure, début, ora, inizio"""

_INVISIBLE = "\u200b-\u200f\u2010-\u2015\u2060\ufeff"  # blanks of no width, other hyphens

# Systems whose `duration` is not the whole call: (columns that tell them, what goes first). `a - b`
# is the seconds between two times.
SYSTEMS = (
    # FusionPBX writes billsec into duration since October 2023; its epochs are the truth.
    (("xml_cdr_uuid", "start_epoch", "end_epoch"), {"duration": "end_epoch - start_epoch"}),
    # Yeti's duration begins with the answer.
    (
        ("time_start", "time_end", "duration"),
        {"duration": "time_end - time_start", "bill_duration": "duration"},
    ),
)

# What may tell the zone of a call's times.
ZONE_NAMES = """zone, timezone, time_zone, tz, utc_offset, gmt_offset, tz_offset, timezone_offset,
    zeitzone, zona_horaria, fuso_orario, fuseau_horaire"""

# What marks a call as one that may not be meant to count.
MARKS = """is_deleted, deleted, deleted_flag, deleted_at, is_test, test_call, is_test_call, is_void,
    voided"""

# What the rows of one call share, the surest first; a key of the table itself is none.
CALL_KEYS = """linkedid, linked_id, main_call_history_id, call_history_id, conversation_id, cgrid,
    call_id, callid, call_uuid, call_guid, global_call_id, globalcallid_callid, sip_call_id,
    correlation_id, interaction_id, session_id, uniqueid, unique_id, uuid"""

# The names that the answer of a call goes by, the surest first.
ANSWER_TIMES = """answer_epoch, answer_stamp, answer_timestamp, answer_time, answered_at, answer_at,
    date_answer, time_connect, cdr_answered_at, connect_time, connected_at, dateTimeConnect,
    answer_datetime, answer_date, time_answer, answered_on, call_answered_at, ans_time, connect_at,
    connect_datetime, connection_time, pickup_time, pickup_at, picked_up_at, answer"""


def column_names(field: str) -> list[str]:
    """Give the names that a field's column goes by, its own first."""
    return [
        field,
        *(name.strip() for name in OTHER_NAMES.get(field, "").split(",") if name.strip()),
    ]


def names_abroad(field: str) -> list[str]:
    """Give the names that a field's column goes by in other languages."""
    return [name.strip() for name in _NAMES_ABROAD.get(field, "").split(",") if name.strip()]


def call_keys(columns: Iterable[str]) -> list[str]:
    """Give the columns that may say which rows are one call, the surest first."""
    places = {spelling_key(name): name for name in columns}
    keys = (spelling_key(name) for name in CALL_KEYS.split(","))
    return [places[key] for key in keys if key in places]


def spelling_key(name: str) -> str:
    """Spell a column's name as names are compared."""
    # `Bill-Sec`, `bill.sec` and `BILLSEC` are one name, `Duración` and `duracion` another.
    return re.sub(rf"[\s_.\"'`{_INVISIBLE}-]+", "", without_accents(name)).casefold()
