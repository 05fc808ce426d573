"""What is measured: a request to a ready-made warehouse, and the tables that are filled for it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import cdrql
from benchmarks.windows import rows

# The day that is asked for, in the middle of all.
START, END = "2019-02-14", "2019-02-15"
_PRESETS = Path(__file__).parents[2] / "tests" / "warehouses"
_HOURLY = "total calls;successful calls;total bill duration;ACD;ASR"


@dataclass(frozen=True)
class Table:
    """A table that is filled: the columns that get values, and the lines that hold them."""

    name: str
    columns: str
    lines: Callable[[int], Iterator[str]]


@dataclass(frozen=True)
class Case:
    """A ready-made warehouse, what is asked of it, and its tables in each dialect.

    `before` is what a dialect needs besides the system's tables: partitions of these days, names
    that a lookup finds, or to be rid of indexes that take hours to fill and serve no window.
    """

    name: str
    group: str
    tables: Mapping[str, tuple[Table, ...]]
    before: Mapping[str, Callable[[], str]] = field(default_factory=dict)

    @property
    def request(self) -> dict[str, object]:
        """Ask for a day, hour by hour."""
        window = {"start_at": START, "end_at": END}
        return {"group": self.group, "period": "hour", "fields": _HOURLY, "filter": window}

    def script(self, dialect: str) -> str:
        """Give the statements that make the tables."""
        made = (_PRESETS / self.name / f"schema.{dialect}.sql").read_text(encoding="utf-8")
        return f"{made}\n{self.before[dialect]()}" if dialect in self.before else made


def _days() -> Iterator[tuple[str, str]]:
    """Give the first and the last moment of each day."""
    for day in range(rows.DAYS):
        yield rows.clock(day * 86_400), rows.clock((day + 1) * 86_400)


def _voipmonitor() -> str:
    """Partition by day, name the replies, and leave only the index of the window."""
    parts = (f"PARTITION p{n} VALUES LESS THAN ('{end}')" for n, (_, end) in enumerate(_days()))
    text = (_PRESETS / "voipmonitor" / "schema.mysql.sql").read_text(encoding="utf-8")
    table = text[text.index("CREATE TABLE cdr (") :]
    keys = [line for line in table.replace(", KEY", ",\nKEY").splitlines() if "KEY " in line]
    names = [line.split("KEY ")[1].split()[0] for line in keys if "PRIMARY" not in line]
    drops = ", ".join(f"DROP KEY {name}" for name in names if name != "calldate")
    replies = ", ".join(f"({n}, '{words}')" for n, words in enumerate(rows.SIP_REPLIES, 1))
    return f"""
        ALTER TABLE cdr {drops};
        ALTER TABLE cdr PARTITION BY RANGE COLUMNS (calldate) ({", ".join(parts)});
        INSERT INTO cdr_sip_response (id, lastSIPresponse) VALUES {replies};
    """


def _magnusbilling() -> str:
    """Name the trunks."""
    trunks = ", ".join(f"({n}, 1, 'trunk {n}')" for n in range(1, 8))
    return f"""
        INSERT INTO pkg_provider (id, provider_name) VALUES (1, 'one');
        INSERT INTO pkg_trunk (id, id_provider, trunkcode) VALUES {trunks};
    """


def _a2billing() -> str:
    """Name the trunks."""
    trunks = ", ".join(f"({n}, 'trunk {n}', 'PJSIP', '10.0.0.{n}')" for n in range(1, 8))
    return f"INSERT INTO cc_trunk (id_trunk, trunkcode, providertech, providerip) VALUES {trunks};"


def _advised(preset: str) -> str:
    """Make the indexes that a preset advises, which its system does not make."""
    [advice] = {*cdrql.load_warehouse(preset).index.values()}
    return f"{advice};".replace("; ", ";\n")


def _yeti_postgres() -> str:
    """Partition by day, as Yeti does."""
    return "\n".join(
        f"CREATE TABLE cdr.cdr_{start[:10].replace('-', '_')} PARTITION OF cdr.cdr "
        f"FOR VALUES FROM ('{start}+00') TO ('{end}+00');"
        for start, end in _days()
    )


def _yeti_clickhouse() -> str:
    """Fill the day, which partitions go by."""
    return "ALTER TABLE cdrs MODIFY COLUMN date_start Date DEFAULT toDate(time_start);"


_CDR = (
    "calldate, clid, src, dst, dcontext, channel, dstchannel, lastapp, lastdata, duration, "
    "billsec, disposition, amaflags, accountcode, userfield, uniqueid"
)
_ASTERISK = (Table("cdr", _CDR, rows.asterisk),)
_FREEPBX = (Table("cdr", f"{_CDR}, linkedid, sequence, peeraccount", rows.freepbx),)
_VOIPMONITOR = (
    Table(
        "cdr",
        "ID, calldate, callend, duration, connect_duration, caller, called, lastSIPresponse_id, "
        "lastSIPresponseNum, whohanged, reason_q850_cause, price_customer_mult1000000",
        rows.voipmonitor,
    ),
)
_MAGNUSBILLING = (
    Table(
        "pkg_cdr",
        "starttime, id_user, id_trunk, calledstation, callerid, real_sessiontime, sessiontime, "
        "sessionbill, buycost, terminatecauseid, uniqueid",
        rows.magnus_answered,
    ),
    Table(
        "pkg_cdr_failed",
        "starttime, id_user, id_trunk, calledstation, callerid, terminatecauseid, hangupcause, "
        "uniqueid",
        rows.magnus_failed,
    ),
)
_FUSIONPBX = (
    Table(
        "v_xml_cdr",
        "xml_cdr_uuid, start_stamp, start_epoch, end_epoch, duration, billsec, status, "
        "hangup_cause, hangup_cause_q850, direction, destination_number, caller_id_number, leg",
        rows.fusionpbx,
    ),
)
_FREESWITCH = (
    Table(
        "cdr",
        "start_stamp, end_stamp, uuid, duration, billsec, hangup_cause, caller_id_number, "
        "destination_number, context, local_ip_v4, sip_hangup_disposition",
        rows.freeswitch,
    ),
)
_CHANNEL = "uuid, duration, billsec, hangup_cause, caller_id_number, destination_number, context"
_FREESWITCH_MYSQL = (
    Table("cdr", f"start_timestamp, end_timestamp, {_CHANNEL}", rows.freeswitch_channels),
)
_FREESWITCH_SQLITE = (
    Table("cdr", f"start_stamp, end_stamp, {_CHANNEL}", rows.freeswitch_channels),
)
_A2BILLING = (
    Table(
        "cc_call",
        "starttime, stoptime, uniqueid, sessiontime, real_sessiontime, card_id, id_trunk, sipiax, "
        "terminatecauseid, sessionbill, buycost, calledstation, src, dnid, nasipaddress, sessionid",
        rows.a2billing,
    ),
)


def _cgrates(usage: str) -> tuple[Table, ...]:
    """Name the columns of CGRateS, one of them by a word that one dialect reserves."""
    columns = (
        f"cgrid, origin_id, run_id, setup_time, answer_time, {usage}, origin_host, source, tor, "
        "request_type, tenant, category, account, subject, destination, extra_fields, cost_source, "
        "cost"
    )
    return (Table("cdrs", columns, rows.cgrates),)


_ACC = (
    "id, time, callid, method, sip_code, sip_reason, from_tag, to_tag, src_user, src_ip, "
    "dst_ouser, dst_user"
)
_KAMAILIO = (
    Table("acc", _ACC, rows.kamailio_acc),
    Table("missed_calls", _ACC, rows.kamailio_missed),
)
_MISSED = "id, time, created, callid, method, sip_code, sip_reason, from_tag, to_tag"
_OPENSIPS = (
    Table("acc", f"setuptime, duration, ms_duration, {_MISSED}", rows.opensips_acc),
    Table("missed_calls", _MISSED, rows.opensips_missed),
)
_YETI = (
    "id, time_start, time_connect, time_end, duration, success, routing_attempt, is_last_cdr, "
    "customer_id, vendor_id, term_gw_id, dst_prefix_routing, src_prefix_routing, "
    "lega_disconnect_code, legb_disconnect_code, disconnect_initiator_id, customer_price, "
    "vendor_price"
)

_ALL = (
    Case(
        "asterisk-legs",
        "call status",
        {"sqlite": _ASTERISK, "postgres": _ASTERISK, "mysql": _ASTERISK},
    ),
    Case("asterisk", "call status", {"sqlite": _FREEPBX, "postgres": _FREEPBX}),
    Case("freepbx", "call status", {"mysql": _FREEPBX}),
    Case("voipmonitor", "call status", {"mysql": _VOIPMONITOR}, {"mysql": _voipmonitor}),
    Case("magnusbilling", "trunk", {"mysql": _MAGNUSBILLING}, {"mysql": _magnusbilling}),
    Case("freeswitch", "call status", {"postgres": _FREESWITCH}),
    Case("freeswitch-mysql", "call status", {"mysql": _FREESWITCH_MYSQL}),
    Case("freeswitch-sqlite", "call status", {"sqlite": _FREESWITCH_SQLITE}),
    Case(
        "cgrates",
        "call status",
        {"postgres": _cgrates("usage"), "mysql": _cgrates("`usage`")},
        dict.fromkeys(("postgres", "mysql"), partial(_advised, "cgrates")),
    ),
    Case(
        "kamailio",
        "call status",
        {"postgres": _KAMAILIO, "mysql": _KAMAILIO},
        dict.fromkeys(("postgres", "mysql"), partial(_advised, "kamailio")),
    ),
    Case(
        "opensips",
        "call status",
        {"postgres": _OPENSIPS, "mysql": _OPENSIPS},
        dict.fromkeys(("postgres", "mysql"), partial(_advised, "opensips")),
    ),
    Case(
        "a2billing",
        "trunk",
        {"postgres": _A2BILLING, "mysql": _A2BILLING},
        dict.fromkeys(("postgres", "mysql"), _a2billing),
    ),
    Case("fusionpbx", "call status", {"postgres": _FUSIONPBX}),
    Case(
        "yeti",
        "sip termination status",
        {
            "postgres": (Table("cdr.cdr", _YETI, rows.yeti),),
            "clickhouse": (Table("cdrs", _YETI, rows.yeti),),
        },
        {"postgres": _yeti_postgres, "clickhouse": _yeti_clickhouse},
    ),
)
CASES = {case.name: case for case in _ALL}
