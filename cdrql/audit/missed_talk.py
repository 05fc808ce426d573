"""Calls that nobody answered by their status, and that have talk time all the same."""

import json
from collections.abc import Iterator

from cdrql.audit.report import Finding, Sample, count_text, warning
from cdrql.model.status_words import says_missed
from cdrql.model.warehouse import Warehouse

_NAMED = 4  # statuses that are named


def talk_findings(warehouse: Warehouse, sample: Sample) -> Iterator[Finding]:
    """Say which of status and talk time the numbers follow, and how to change it."""
    odd = [share for share in sample.statuses if share.talked and says_missed(share.name)]
    if not odd:
        return
    talked, both = sum(share.talked for share in odd), sum(share.both for share in odd)
    names = [f"`{share.name}`" for share in odd]
    named = f"{', '.join(names[:_NAMED])}{' and others' if len(names) > _NAMED else ''}"
    have = "has" if talked == 1 else "have"
    taken = "as not answered, and their seconds as talk" if not both else "as answered"
    if 0 < both < talked:
        taken = f"{both:,} of them as answered, and the seconds of all as talk"
    message = (
        f"{count_text(talked, 'call')} with the status {named} {have} a `bill_duration` above 0:"
        f" the numbers count them {taken}"
    )
    hint = "say in the mapping which is right: `answered` and `bill_duration` are to agree"
    if warehouse.fold is None and (texts := _ways_out(warehouse, [s.name for s in odd], both)):
        hint = texts
    yield warning("CDR731", message, "fields.bill_duration", hint)


def _ways_out(warehouse: Warehouse, names: list[str], both: int) -> str:
    """Write what makes the numbers follow the status, or the talk time."""
    answered, talk = (warehouse.fields[name].source for name in ("answered", "bill_duration"))
    status = warehouse.fields.get("call_status")
    by_talk = f"by talk time: answered = {quoted(f'({talk}) > 0')}"
    if not both:
        made = quoted(f"CASE WHEN {answered} THEN {talk} ELSE 0 END")
        return f"by the status: bill_duration: sql = {made}; {by_talk}"
    if status is None or status.lookup or status.type != "text":
        return ""
    listed = ", ".join("'" + name.replace("'", "''") + "'" for name in names)
    test = f"COALESCE({status.source}, '') IN ({listed})"
    kept, made = f"NOT {test} AND ({answered})", f"CASE WHEN {test} THEN 0 ELSE {talk} END"
    return (
        f"by the status: answered = {quoted(kept)}, and bill_duration: sql = {quoted(made)};"
        f" {by_talk}"
    )


def quoted(sql: str) -> str:
    """Write SQL as a text of TOML, whose escapes are JSON's."""
    return json.dumps(sql, ensure_ascii=False)
