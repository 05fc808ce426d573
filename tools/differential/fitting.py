"""Cuts random requests of the whole language down to what a warehouse can answer."""

from __future__ import annotations

from typing import Any

import cdrql
from cdrql.conformance.reference import items, loose_name

# What each word of the language needs, where that is not a field of its own name.
FIELDS = {
    "user": "user_id",
    "sip termination status": "sip_status",
    "extension number": "extension",
    "total calls": "answered",
    "successful calls": "answered",
    "asr": "answered",
    "total duration": "duration",
    "total bill duration": "bill_duration",
    "acd": "bill_duration",
    "total transfer": "transferred",
    "call agent duration": "agent_duration",
    "original_trunk_id": "trunk_id",
    "callsType": "call_type",
    "destination_prefix": "destination",
    "caller_id_prefix": "caller_id",
    "Transfer": "transferred",
    "Conference": "conferenced",
}
ALWAYS = ("start_at", "end_at")


def has(warehouse: cdrql.Warehouse, word: str) -> bool:
    """Tell whether a warehouse can answer a word of the language."""
    own = {row.name for row in (*warehouse.dimensions, *warehouse.measures)}
    return word in own or FIELDS.get(word, word.replace(" ", "_")) in warehouse.fields


def fitted(request: dict[str, Any], warehouse: cdrql.Warehouse) -> dict[str, Any]:
    """Leave out what a warehouse lacks, and choose anew what nothing is left of."""
    some = next(word for word in (*WORDS, *names_of(warehouse)) if has(warehouse, word))
    done = dict(request)
    for key in ("group", "fields"):
        if done.get(key):
            done[key] = ";".join(word for word in words(done[key]) if has(warehouse, word))
    done["group"] = done["group"] or some
    keys = [loose_name(item.partition(";")[0]) for item in items(done.get("order"), "|")]
    shown = {*words(done["group"]), *words(done.get("fields")), "period"}
    shown |= set() if done.get("fields") else {"total calls"}
    listed = zip(keys, items(done.get("order"), "|"), strict=True)
    done["order"] = "|".join(item for key, item in listed if key in shown)
    having = (done.get("having") or {}).items()
    done["having"] = {
        measure: text for measure, text in having if has(warehouse, loose_name(measure))
    }
    done["filter"] = {k: v for k, v in filters(done["filter"], warehouse) if v != []}
    return {key: value for key, value in done.items() if value not in ("", {}, None)}


def filters(wanted: dict[str, Any], warehouse: cdrql.Warehouse) -> list[tuple[str, Any]]:
    """Leave out the filters, and the call attributes, that a warehouse lacks."""
    kept = [
        (k, v)
        for k, v in wanted.items()
        if k in ALWAYS or k == "callAttributes" or has(warehouse, k)
    ]
    return [(k, attributes(v, warehouse) if k == "callAttributes" else v) for k, v in kept]


def attributes(value: Any, warehouse: cdrql.Warehouse) -> list[str]:
    listed = value if isinstance(value, list) else [value]
    return [one for one in listed if one and has(warehouse, one)]


def words(text: Any) -> list[str]:
    return [loose_name(item) for item in items(text, ";")]


def names_of(warehouse: cdrql.Warehouse) -> list[str]:
    return [row.name for row in warehouse.dimensions]


WORDS = ("destination", "user", "call status", "trunk", "caller id")
