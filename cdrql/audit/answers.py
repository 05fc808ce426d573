"""What `answered` accepts, beside the obvious alternatives; and durations that cannot be."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from cdrql.audit.answer_times import answer_times
from cdrql.audit.missed_talk import quoted, talk_findings
from cdrql.audit.probes import (
    EVERY_CALL,
    Of,
    Probe,
    ProbeCondition,
    compile_probes,
    int_cell,
    with_probes,
)
from cdrql.audit.report import Finding, Sample, Share, count_text, first_sentence, note, warning
from cdrql.audit.scope import CallScope
from cdrql.audit.structure import Schema
from cdrql.model.status_words import says_answered
from cdrql.model.warehouse import Warehouse

if TYPE_CHECKING:
    from cdrql.engines.database import Database
    from cdrql.engines.rows import AnswerRow

# The shares of calls from which on a difference is worth a note, and a warning: where the mapping
# says why, only if it is large.
_NOTED, _WARNED, _SURPRISING = 0.01, 0.05, 0.2
# Fields that may say that nobody answered, with the names that requests have for them.
STATUSES = {"call_status": "call status", "sip_status": "sip termination status"}
_FEWEST = 20  # calls, below which nothing is said about all or none
_OF_EVERY_CALL = ("duration", "bill_duration")
_SECONDS = ("duration", "bill_duration", "transfer_duration", "conference_duration")


def sample_calls(
    database: "Database", warehouse: Warehouse, schema: Schema, scope: CallScope
) -> tuple[Sample, dict[str, int]]:
    """Count the calls of a scope by every test at once; and those whose durations cannot be."""
    dialect = database.dialect
    times = answer_times(database, warehouse, schema)
    probes = (*_alternative_probes(warehouse, times), *_duration_probes(warehouse))
    told = (name for field, name in STATUSES.items() if field in warehouse.fields)
    group = next(told, EVERY_CALL.name)
    fields = ["total calls", "successful calls", *(probe.measure.name for probe in probes)]
    request = {"group": group, "fields": ";".join(fields), "filter": scope.filter}
    rows = database.answer(
        compile_probes(with_probes(warehouse, probes, dialect), dialect, request)
    )
    counts = {key: sum(int_cell(row, key) for row in rows) for key in ("total", "successful")}
    found = {probe.name: sum(int_cell(row, probe.field) for row in rows) for probe in probes}
    statuses = _shares_by_status(rows) if group in STATUSES.values() else ()
    sample = Sample(
        scope.text,
        counts["total"],
        counts["successful"],
        tuple(_shares_of(found, times, statuses, group)),
        statuses,
        group,
    )
    return sample, {
        name: found[name] for name in found if name.startswith(("negative", "over", "no_"))
    }


def _alternative_probes(
    warehouse: Warehouse, times: Mapping[str, tuple[str, str]]
) -> Iterator[Probe]:
    """Probe other tests of answered calls, alone and together with `answered`."""
    tests: dict[str, ProbeCondition] = {}
    if "bill_duration" in warehouse.fields:
        tests[BILLED.name] = BILLED.condition
    for at, (_, test) in enumerate(times.values()):
        tests[f"time_{at}"] = partial(_as_is, test)
    for name, condition in tests.items():
        yield Probe(name, condition)
        yield Probe(f"both_{name}", partial(_answered_too, condition))


def _is_billed(of: Of) -> str:
    return f"{of('bill_duration')} > 0"


BILLED = Probe("billed", _is_billed)


def _as_is(test: str, _: Of) -> str:
    return test


def _answered_too(condition: ProbeCondition, of: Of) -> str:
    return f"{condition(of)} AND {of('answered')}"


def _below_zero(field: str, of: Of) -> str:
    return f"{of(field)} < 0"


def _is_null(field: str, of: Of) -> str:
    return f"{of(field)} IS NULL"


def _is_billed_longer(whole: int, billed: int, of: Of) -> str:
    """Test that a call is billed for longer than it lasts, in whatever units both are."""
    return f"{_scaled_sql(of('bill_duration'), whole)} > {_scaled_sql(of('duration'), billed)}"


def _duration_probes(warehouse: Warehouse) -> Iterator[Probe]:
    for name in _SECONDS:
        if name in warehouse.fields:
            yield Probe(f"negative_{name}", partial(_below_zero, name))
            # What was not transferred has no time of it; every call has a duration.
            if name in _OF_EVERY_CALL and warehouse.fields[name].nullable:
                yield Probe(f"no_{name}", partial(_is_null, name))
    if {"duration", "bill_duration"} <= {*warehouse.fields}:
        whole, billed = (warehouse.fields[name].divisor for name in ("duration", "bill_duration"))
        # Milliseconds beside seconds: both are compared in the finer unit, in whole numbers.
        common = min(whole, billed)
        yield Probe("over", partial(_is_billed_longer, whole // common, billed // common))


def _scaled_sql(value: str, factor: int) -> str:
    return value if factor == 1 else f"{value} * {factor}"


def _shares_by_status(rows: "list[AnswerRow]") -> tuple[Share, ...]:
    """Give calls and answered calls by status, the most frequent first."""
    found = []
    for row in rows:
        name = str(row["status"] if "status" in row else row["sip_term_status"])
        calls, both = int_cell(row, "total"), int_cell(row, "successful")
        talked = int_cell(row, BILLED.field) if BILLED.field in row else 0
        found.append(Share(name, calls, both, talked=talked))
    return tuple(sorted(found, key=lambda share: -share.calls))


def _shares_of(
    found: Mapping[str, int],
    times: Mapping[str, tuple[str, str]],
    statuses: tuple[Share, ...],
    status: str,
) -> Iterator[Share]:
    """Name the alternatives, with their numbers."""
    if "billed" in found:
        yield Share("bill_duration > 0", found["billed"], found["both_billed"])
    for at, (column, (sql, _)) in enumerate(times.items()):
        yield Share(f"{column} is set", found[f"time_{at}"], found[f"both_time_{at}"], sql)
    spelled = [share for share in statuses if says_answered(share.name)]
    if spelled:
        name = " or ".join(sorted(share.name for share in spelled))
        calls, both = sum(s.calls for s in spelled), sum(s.both for s in spelled)
        yield Share(f"{status} is {name}", calls, both)


# What is said of it.


def answer_findings(
    warehouse: Warehouse, sample: Sample, odd: Mapping[str, int]
) -> Iterator[Finding]:
    """Word what is odd about the calls of a sample."""
    if not sample.calls:
        yield note("CDR722", f"no calls are found among {sample.window}", "start")
        return
    yield from _differing_alternatives(warehouse, sample)
    yield from talk_findings(warehouse, sample)
    if sample.calls >= _FEWEST and sample.answered in (0, sample.calls):
        which = "all" if sample.answered else "none"
        message = f"{which} of {sample.calls:,} calls are answered: ASR says nothing here"
        hint = (
            "failed calls may be in another table, or not be kept at all"
            if sample.answered
            else "look at the values that `answered` compares with"
        )
        yield warning("CDR712", message, "fields.answered", hint)
    yield from _impossible_durations(warehouse, sample, odd)


def _differing_alternatives(warehouse: Warehouse, sample: Sample) -> Iterator[Finding]:
    """Say which alternatives differ much from `answered`; where the mapping says why, mildly."""
    far = [
        s for s in sample.alternatives if _share_of(s.differing(sample.answered), sample) >= _NOTED
    ]
    if not far:
        return
    others = (
        f"{share.calls:,} by `{share.name}` ({_as_percent(share.calls, sample)},"
        f" {share.differing(sample.answered):,} differ)"
        for share in far
    )
    message = (
        f"{sample.answered:,} of {count_text(sample.calls, 'call')} are answered"
        f" ({_as_percent(sample.answered, sample)}), but {' and '.join(others)}"
    )
    most = max(_share_of(share.differing(sample.answered), sample) for share in far)
    why = warehouse.fields["answered"].why
    made = warning if most >= (_SURPRISING if why else _WARNED) else note
    hint = "say in the mapping which one you mean, and why"
    if stated := next((share.sql for share in far if share.sql), ""):
        hint += f': answered = {{ sql = {quoted(stated)}, why = "..." }}'
    if why:
        hint = f"the mapping says: {first_sentence(why)}"
    yield made("CDR711", message, "fields.answered", hint)


def _share_of(count: int, sample: Sample) -> float:
    return count / sample.calls


def _as_percent(count: int, sample: Sample) -> str:
    return f"{100 * _share_of(count, sample):.2f} %"


def _impossible_durations(
    warehouse: Warehouse, sample: Sample, odd: Mapping[str, int]
) -> Iterator[Finding]:
    for name, count in odd.items():
        if not count:
            continue
        share = f"{count:,} of {count_text(sample.calls, 'call')}"
        if name == "over":
            made = warning if _share_of(count, sample) >= _WARNED else note
            message = f"{share} are billed for longer than they last"
            hint = "is one of the two in another unit, or billed seconds rounded up?"
            yield made("CDR716", message, "fields.bill_duration", hint)
        elif name.startswith("no_"):
            field = name.removeprefix("no_")
            written = quoted(f"COALESCE({warehouse.fields[field].source}, 0)")
            hint = f"sql = {written} makes them 0 for filters"
            message = f"{share} have no `{field}`: sums take it for 0, and no filter finds them"
            yield note("CDR732", message, f"fields.{field}", hint)
        else:
            field = name.removeprefix("negative_")
            hint = "sums take them as they are; a CASE in the mapping can make them 0"
            yield warning("CDR715", f"{share} have a {field} below zero", f"fields.{field}", hint)
