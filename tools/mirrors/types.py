"""Types of columns that are not the plain ones, by dialect, for the mirror `types`."""

import random

from tools.mirrors import Call

STATUSES = ("ANSWERED", "busy", "NO ANSWER", "")
_QUOTED = ", ".join(f"'{status}'" for status in STATUSES)
TYPES = {
    "postgres": {
        "call_status": "varchar(20)",
        "hangup": "varchar(300)",
        "q850": '"char"',
        "sip_status": "smallint",
        "user_id": "numeric(20)",
        "bill_duration": "bigint NOT NULL",
        "transfer_duration": "smallint",
        "cost": "numeric",
        "conference_cost": "numeric(30, 10)",
    },
    "mysql": {
        "call_status": f"enum({_QUOTED})",
        "hangup": "varchar(255) COLLATE utf8mb4_bin",
        "destination": "text COLLATE utf8mb4_general_ci",
        "q850": "varchar(20) CHARACTER SET latin1",
        "sip_status": "smallint unsigned",
        "user_id": "int(8) unsigned zerofill",
        "duration": "int unsigned NOT NULL",
        "bill_duration": "bigint unsigned NOT NULL",
        "transfer_duration": "mediumint unsigned",
        "cost": "decimal(30, 10)",
        "conference_cost": "decimal(40, 6)",
    },
    "clickhouse": {
        "began": "DateTime('Asia/Tokyo') CODEC(DoubleDelta)",
        "call_status": f"Nullable(Enum8({_QUOTED}))",
        "hangup": "LowCardinality(Nullable(String))",
        "destination": "LowCardinality(Nullable(String))",
        "sip_status": "Nullable(UInt16)",
        "user_id": "Nullable(UInt32)",
        "duration": "UInt32",
        "bill_duration": "UInt64",
        "transfer_duration": "Nullable(UInt16)",
        "cost": "Nullable(Decimal(18, 6))",
        "conference_cost": "Nullable(Decimal(38, 10))",
    },
    "sqlite": {
        "call_status": "VARCHAR(20) COLLATE NOCASE",
        "hangup": "TEXT COLLATE NOCASE",
        "destination": "TEXT COLLATE RTRIM",
        "q850": "",
        "sip_status": "SMALLINT",
        "user_id": "UNSIGNED BIG INT",
        "cost": "DECIMAL(14, 6)",
        "conference_cost": "REAL",
    },
}


def suited_types(rng: random.Random, call: Call) -> Call:
    """Keep what the types can hold."""
    positive = ("duration", "bill_duration", "transfer_duration", "user_id")
    found = {name: None if call[name] is None else abs(call[name]) for name in positive}
    if found["transfer_duration"] is not None:
        found["transfer_duration"] %= 32_000
    return call | {
        **found,
        "start_at": call["start_at"].replace(microsecond=0),
        "call_status": rng.choice([None, *STATUSES]),
        "q850": rng.choice([None, "", "1", "a", "A"]),
    }
