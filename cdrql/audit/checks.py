"""The way of a check: each step only where the steps before it found nothing that forbids it."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from cdrql.audit import (
    answers,
    decimals,
    expressions,
    lookups,
    other_legs,
    repeated_ids,
    rows,
    scope,
    shared_rows,
    structure,
    values,
    windows,
    zones,
)
from cdrql.audit.probes import in_dialect, written_name
from cdrql.audit.report import Finding, Report, Sample, by_severity, error, note
from cdrql.audit.scope import CallScope
from cdrql.audit.starts import Ends, start_ends, start_instant
from cdrql.audit.structure import Schema
from cdrql.engines.plans import Access
from cdrql.errors import DatabaseError
from cdrql.model.warehouse import Warehouse

if TYPE_CHECKING:
    from cdrql.engines.database import Database

MOST = 100_000  # rows that a check reads of the calls


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much may be read: the newest `most` rows, all since a day, or all there are."""

    most: int = MOST
    since: date | None = None
    full: bool = False


@dataclass(slots=True)
class _Check:
    """A check on its way: what it looks at, and what it found so far."""

    database: "Database"
    warehouse: Warehouse
    bounds: Bounds
    now: datetime
    schema: Schema
    findings: list[Finding] = field(default_factory=list)
    access: tuple[Access, ...] = ()
    zones: str = ""
    sample: Sample | None = None

    @property
    def failed(self) -> bool:
        """Say whether anything found so far is an error."""
        return any(finding.severity == "error" for finding in self.findings)

    def found(self, code: str) -> bool:
        """Say whether an error of this code was found."""
        return any(f.severity == "error" and f.problem.code == code for f in self.findings)

    def places(self, section: str) -> Iterator[str]:
        """Name what errors were found at in a section of the mapping: its columns, or fields."""
        for finding in self.findings:
            head, _, rest = finding.problem.path.partition(".")
            if head == section and finding.problem.code in ("CDR701", "CDR702"):
                yield rest.partition(".")[0]

    def look(self, what: str, findings: Callable[[], Iterable[Finding]]) -> None:
        """Take one look; where the database fails at it, that is a finding too."""
        found: list[Finding] = []
        try:
            found.extend(findings())
        except DatabaseError as failure:
            problem = failure.problems[0]
            slow = "allow more time" in (problem.hint or "")
            if slow:
                hint = "--timeout allows more time, --sample reads fewer rows"
                found.append(note("CDR723", f"{what} took too long and was left out", hint=hint))
            else:
                found.append(error("CDR721", f"{what} failed: {problem.message}"))
        self.findings += found


def check_mapping(
    database: "Database",
    warehouse: Warehouse,
    bounds: Bounds | None = None,
    now: datetime | None = None,
) -> Report:
    """Check a mapping against a live database; `now` is naive UTC, by default the present.

    Nothing is written. Raises DatabaseError where even the catalogue cannot be read.
    """
    dialect = database.dialect
    written = written_name(warehouse, dialect)
    warehouse = in_dialect(warehouse, written)
    moment = now or datetime.now(UTC).replace(tzinfo=None)
    going = _Check(database, warehouse, bounds or Bounds(), moment, {})
    if warehouse.dialects and written not in warehouse.dialects:
        message = (
            f"the mapping is not written for {dialect}, but for {', '.join(warehouse.dialects)}"
        )
        hint = "add it to `dialects`, and see which expressions need one of their own"
        going.findings.append(error("CDR707", message, "dialects", hint))
    else:
        going.schema = database.tables()
        _take_looks(going)
    return Report(
        warehouse.name,
        dialect,
        warehouse.grain,
        warehouse.fields["answered"].source,
        warehouse.fields["answered"].why,
        by_severity(going.findings),
        going.access,
        going.zones,
        going.sample,
    )


def _take_looks(going: _Check) -> None:
    """Look at the structure, then at how the database takes the SQL, then at the calls."""
    database, warehouse = going.database, going.warehouse
    going.findings += structure.table_findings(warehouse, going.schema, database.engine)
    if going.found("CDR701"):
        return
    most = going.bounds.most
    going.look(
        "the lookups", lambda: lookups.lookup_findings(database, warehouse, going.schema, most)
    )
    missing = set(going.places("columns"))
    if missing & {table.start for table in warehouse.tables} or going.found("CDR705"):
        return  # without a window nothing can be asked
    # A window without rows may be planned otherwise than one with them.
    day = _choose_day(going)
    broken = set(going.places("fields"))
    going.look(
        "planning",
        lambda: expressions.expression_findings(database, warehouse, day, missing, broken),
    )
    if not _shared_sql_fails(going):
        going.look("the plan of a window", lambda: _look_at_windows(going, day))
        going.look("the time zones", lambda: _look_at_zones(going, day))
    # Numbers of a mapping that is wrong would only mislead.
    if going.failed:
        hint = "mend the errors, and check again"
        going.findings.append(note("CDR723", "the calls were not looked at", hint=hint))
    else:
        going.look(
            "the values of columns", lambda: values.value_findings(database, warehouse, most)
        )
        going.look("looking at the calls", lambda: _look_at_calls(going))


def _shared_sql_fails(going: _Check) -> bool:
    """Say whether even a request for nothing but the number of calls is refused."""
    return any(
        finding.problem.code == "CDR706" and finding.problem.path == "where"
        for finding in going.findings
    )


def _choose_day(going: _Check) -> date:
    """Choose a day of which calls are there, where the newest is found at once; else today."""
    for table in going.warehouse.tables:
        live = structure.live_table(going.schema, table.name)
        leads = live and any(index.columns[0] == table.start for index in live.indexes)
        if live and (leads or live.sorting):
            with suppress(DatabaseError):
                newest = start_instant(
                    start_ends(going.database, table).newest, going.warehouse.start
                )
                return min(newest or going.now, going.now).date()
    return going.now.date()


def _look_at_windows(going: _Check, day: date) -> Iterator[Finding]:
    warehouse, database = going.warehouse, going.database
    fields = windows.COUNT if going.failed else None
    going.access = windows.table_accesses(database, warehouse, going.schema, day, fields)
    yield from windows.window_findings(warehouse, going.access, database.dialect)


def _look_at_zones(going: _Check, day: date) -> Iterator[Finding]:
    names = zones.needed_zones(going.warehouse, going.database.dialect, day)
    going.zones = zones.zones_text(names)
    yield from zones.zone_findings(going.database, going.warehouse, names)


def _look_at_calls(going: _Check) -> Iterator[Finding]:
    database, warehouse, most = going.database, going.warehouse, going.bounds.most
    small = scope.is_small(database, warehouse, most)
    quick = small or scope.is_quick(going.access)
    if not (quick or going.bounds.full or going.bounds.since):
        message = f"there are more than {most:,} rows and no index finds the newest: none was read"
        hint = "--since DAY reads those from a day on, --full reads all, each by a whole scan"
        yield note("CDR723", message, "start.column", hint)
        return
    found: dict[str, Ends] = {}
    if quick or going.bounds.full:
        found = {table.name: start_ends(database, table, rows.OLDEST) for table in warehouse.tables}
        yield from rows.start_findings(database, warehouse, going.schema, found, most)
        yield from rows.future_findings(database, warehouse, found, going.now)
    chosen = _choose_scope(going, small, found)
    yield from _look_at_scope(going, chosen)


def _choose_scope(going: _Check, small: bool, found: dict[str, Ends]) -> CallScope:
    if going.bounds.since:
        return scope.calls_since(going.bounds.since)
    if small or going.bounds.full:
        return scope.all_calls()
    return scope.recent_calls(
        going.database, going.warehouse, found.values(), going.bounds.most, going.now
    )


def _look_at_scope(going: _Check, chosen: CallScope) -> Iterator[Finding]:
    """Look at the calls of a scope from all sides."""
    database, warehouse, most = going.database, going.warehouse, going.bounds.most
    going.sample, odd = answers.sample_calls(database, warehouse, going.schema, chosen)
    yield from answers.answer_findings(warehouse, going.sample, odd)
    yield from rows.fold_findings(database, warehouse, chosen, most)
    yield from repeated_ids.repeated_findings(database, warehouse, going.schema, chosen, most)
    yield from other_legs.leg_findings(database, warehouse, going.schema, most)
    yield from shared_rows.overlap_findings(database, warehouse, most)
    yield from lookups.nameless_findings(database, warehouse, chosen, most)
    yield from decimals.decimal_findings(database, warehouse, chosen)
