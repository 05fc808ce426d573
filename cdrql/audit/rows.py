"""Rows that no answer shows, or that are counted as what they are not."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from sqlglot import exp

from cdrql.audit.probes import (
    EVERY_CALL,
    Of,
    Probe,
    compile_probes,
    int_cell,
    rows_alone,
    with_probes,
    with_text,
)
from cdrql.audit.report import Finding, count_text, error, warning
from cdrql.audit.scope import FIRST, LAST, CallScope
from cdrql.audit.starts import Ends, misfit_texts, quoted_names, start_instant
from cdrql.audit.structure import Schema, live_column, live_table
from cdrql.backend import get_backend, sql
from cdrql.emit.naming import READ
from cdrql.emit.sources import TableRows
from cdrql.model.warehouse import Start, Table, Warehouse

if TYPE_CHECKING:
    from cdrql.engines.database import Database

_SPREAD = "MAX(c.leg_start) > MIN(c.leg_start)"  # the rows of a call start at different times
OLDEST = 1000  # starts that are looked at
_AHEAD = timedelta(minutes=5)  # that clocks may differ
_FARTHEST = timedelta(hours=14)  # that zones are ahead of UTC


def start_findings(
    database: "Database", warehouse: Warehouse, schema: Schema, found: Mapping[str, Ends], most: int
) -> Iterator[Finding]:
    """Look for starts that no window finds: NULL, zero, or not written as the mapping says."""
    for table in warehouse.tables:
        live = live_table(schema, table.name)
        column = live and live_column(live, table.start)
        if column and column.nullable:
            yield from _rows_without_start(database, table, most)
        yield from _misspelt_starts(database, warehouse, table)
        yield from _implausible_starts(warehouse, table, found[table.name])


def _rows_without_start(database: "Database", table: Table, most: int) -> Iterator[Finding]:
    source, start = quoted_names(database, table)
    # Up to a limit, since the table may be huge, and have no index that holds NULLs.
    some = f"(SELECT 1 AS x FROM {source} WHERE {start} IS NULL LIMIT {most}) AS r"  # noqa: S608
    if count := int(database.query(f"SELECT COUNT(*) FROM {some}")[0][0]):  # noqa: S608
        message = (
            f"{count_text(count, 'row')} of `{table.name}` without a start: no answer counts them"
        )
        yield warning("CDR713", message, "start.column", "find out what writes them")


def _misspelt_starts(database: "Database", warehouse: Warehouse, table: Table) -> Iterator[Finding]:
    """Say which texts would compare wrongly with the bounds of a window."""
    if wrong := misfit_texts(database, table, warehouse.start):
        form = warehouse.start.format
        message = f"`{table.name}.{table.start}` holds `{wrong[0][:40]}`, which is not `{form}`"
        hint = "state the format of [start]; texts of several formats need a column of one"
        yield error("CDR720", message, "start.format", hint)


def _implausible_starts(warehouse: Warehouse, table: Table, end: Ends) -> Iterator[Finding]:
    """Count starts that are no times of calls: zero dates, epochs of 0."""
    odd = [value for value in end.oldest if not _is_plausible(value, warehouse.start)]
    if not odd:
        return
    more = " or more" if len(odd) == OLDEST else ""
    message = (
        f"{count_text(len(odd), 'row')}{more} of `{table.name}` with a start that is no time of a"
        f" call, such as {odd[0] or 'an empty text'}"
    )
    hint = "windows leave them out; if they are calls, mend their start"
    if warehouse.start.stores == "epoch" and not _is_plausible(end.newest, warehouse.start):
        hint = f"even the newest is {end.newest}: is `unit` of [start] right?"
    yield warning("CDR713", message, "start.column", hint)


def _is_plausible(value: object, start: Start) -> bool:
    point = start_instant(value, start)
    return point is not None and point >= FIRST


def future_findings(
    database: "Database", warehouse: Warehouse, found: Mapping[str, Ends], now: datetime
) -> Iterator[Finding]:
    """Look for calls that are yet to come, as they seem where a zone or a unit is wrong."""
    newest = {name: start_instant(end.newest, warehouse.start) for name, end in found.items()}
    for name, point in newest.items():
        if point is None and found[name].newest is not None:
            message = f"the newest start of `{name}` is {found[name].newest}: no time of a calendar"
            yield warning("CDR714", message, "start", _ahead_hint(warehouse.start, None, now))
    last = max((point for point in newest.values() if point), default=now)
    if last > now + _AHEAD:
        scope = CallScope(now + _AHEAD, LAST, "")
        count = _count_calls(database, with_probes(warehouse, (), database.dialect), scope)
        message = f"{count_text(count, 'call')} in the future, the last {last:%F %T} UTC"
        yield warning("CDR714", message, "start", _ahead_hint(warehouse.start, last, now))


def _ahead_hint(start: Start, newest: datetime | None, now: datetime) -> str:
    if newest and newest - now <= _FARTHEST and start.stores != "instant":
        return (
            f"are the clocks that write them those of {start.zone or 'UTC'}? see `zone` of [start]"
        )
    if start.stores == "epoch":
        return "is `unit` of [start] right?"
    return "a clock was wrong when they were written"


def _count_calls(database: "Database", warehouse: Warehouse, scope: CallScope) -> int:
    request = {"group": EVERY_CALL.name, "fields": "total calls", "filter": scope.filter}
    rows = database.answer(compile_probes(warehouse, database.dialect, request))
    return sum(int_cell(row, "total") for row in rows)


# One call, several rows.


def fold_findings(
    database: "Database", warehouse: Warehouse, scope: CallScope, most: int
) -> Iterator[Finding]:
    """Look at how rows become calls: rows without a key, and calls longer than the longest."""
    if warehouse.fold:
        yield from _rows_without_key(database, warehouse, scope)
        yield from _too_long(database, warehouse, scope, most)


def _rows_without_key(
    database: "Database", warehouse: Warehouse, scope: CallScope
) -> Iterator[Finding]:
    """Count the rows that have no key, each of which is a call by itself."""
    for table in warehouse.tables:
        probe = Probe("keyless", partial(_as_is, keyless_test(warehouse, table, database.dialect)))
        alone = with_probes(rows_alone(warehouse, table), (probe,), database.dialect)
        request = {"group": EVERY_CALL.name, "fields": probe.measure.name, "filter": scope.filter}
        rows = database.answer(compile_probes(alone, database.dialect, request))
        if count := sum(int_cell(row, probe.field) for row in rows):
            yield keyless_finding(table, count)


def keyless_test(warehouse: Warehouse, table: Table, dialect: str) -> str:
    """Write the test of a row, by the alias `c`, that has no key of its call."""
    backend = get_backend(dialect)
    key = backend.text_key(TableRows(warehouse, backend, table).row_value("key"))
    return sql.printed(sql.compare(key, "=", sql.text("")), backend.dialect)


def keyless_finding(table: Table, count: int) -> Finding:
    """Say how many rows of a table have no key."""
    message = f"{count_text(count, 'row')} of `{table.name}` without a key: each counts as a call"
    hint = "if some are one call, let `key` fall back on a column that they share"
    return warning("CDR718", message, "call.key", hint)


def _as_is(test: str, _: Of) -> str:
    return test


def _too_long(
    database: "Database", warehouse: Warehouse, scope: CallScope, most: int
) -> Iterator[Finding]:
    """Count calls whose rows start further apart than windows are widened by."""
    fold = warehouse.fold
    assert fold  # asked for above
    start = sql.column("leg_start", READ)
    ends = {"first": exp.Min(this=start.copy()), "last": exp.Max(this=start)}
    texts = {
        name: sql.printed(sql.as_text(end), get_backend(database.dialect).dialect)
        for name, end in ends.items()
    }
    spread = Probe("spread", partial(_as_is, _SPREAD))
    wide = with_text(with_probes(warehouse, (spread,), database.dialect), texts, database.dialect)
    request = {
        "group": ";".join(f"check {name}" for name in texts),
        "fields": spread.measure.name,
        "having": {spread.measure.name: "0;>"},
        "filter": scope.filter,
        "limit": most,
    }
    spans = []
    for row in database.answer(compile_probes(wide, database.dialect, request)):
        first, last = (start_instant(row[f"check_{name}"], warehouse.start) for name in texts)
        if first and last:
            spans += [int((last - first).total_seconds())] * int_cell(row, spread.field)
    longer = [span for span in spans if span > fold.longest]
    if longer:
        message = (
            f"{count_text(len(longer), 'call')} of rows that start more than {fold.longest:,} s"
            f" apart, {max(longer):,} s at most: windows may tear them"
        )
        hint = f"raise `longest` of [call] to {max(longer)}, or look for keys that come again"
        yield warning("CDR717", message, "call.longest", hint)
