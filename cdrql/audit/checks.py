"""The way of a check: each step only where the steps before it found nothing that forbids it."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from cdrql.audit import answers, expressions, lookups, rows, scope, structure, windows, zones
from cdrql.audit.report import Finding, Report, Sample, by_severity, error, note
from cdrql.audit.scope import Scope
from cdrql.audit.starts import Ends, ends, meant
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
    house: Warehouse
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


def check(
    database: "Database",
    house: Warehouse,
    bounds: Bounds | None = None,
    now: datetime | None = None,
) -> Report:
    """Check a mapping against a live database; `now` is naive UTC, by default the present.

    Nothing is written. Raises DatabaseError where even the catalogue cannot be read.
    """
    dialect = database.dialect
    house = _in_dialect(house, dialect)
    moment = now or datetime.now(UTC).replace(tzinfo=None)
    going = _Check(database, house, bounds or Bounds(), moment, {})
    if house.dialects and dialect not in house.dialects:
        message = f"the mapping is not written for {dialect}, but for {', '.join(house.dialects)}"
        hint = "add it to `dialects`, and see which expressions need one of their own"
        going.findings.append(error("CDR707", message, "dialects", hint))
    else:
        going.schema = database.tables()
        _steps(going)
    return Report(
        house.name,
        dialect,
        house.grain,
        house.fields["answered"].source,
        house.fields["answered"].why,
        by_severity(going.findings),
        going.access,
        going.zones,
        going.sample,
    )


def _in_dialect(house: Warehouse, dialect: str) -> Warehouse:
    """Take what the mapping says of one dialect for what it says; a check looks at all calls."""
    tables = (replace(table, name=table.name_in(dialect), names={}) for table in house.tables)
    return replace(
        house, tables=tuple(tables), start=house.start_in(dialect), starts={}, policy=None
    )


def _steps(going: _Check) -> None:
    """Look at the structure, then at how the database takes the SQL, then at the calls."""
    database, house = going.database, going.house
    going.findings += structure.tables(house, going.schema, database.engine)
    if going.found("CDR701"):
        return
    most = going.bounds.most
    going.look("the lookups", lambda: lookups.findings(database, house, going.schema, most))
    missing = set(going.places("columns"))
    if missing & {table.start for table in house.tables} or going.found("CDR705"):
        return  # without a window nothing can be asked
    day = _day(going)
    broken = set(going.places("fields"))
    going.look("planning", lambda: expressions.findings(database, house, day, missing, broken))
    if not _shared_sql_fails(going):
        going.look("the plan of a window", lambda: _windows(going, day))
        going.look("the time zones", lambda: _zones(going, day))
    if going.failed:
        hint = "mend the errors, and check again"
        going.findings.append(note("CDR723", "the calls were not looked at", hint=hint))
    else:
        going.look("looking at the calls", lambda: _calls(going))


def _shared_sql_fails(going: _Check) -> bool:
    """Say whether even a request for nothing but the number of calls is refused."""
    return any(
        finding.problem.code == "CDR706" and finding.problem.path == "where"
        for finding in going.findings
    )


def _day(going: _Check) -> date:
    """Choose a day of which calls are there, where the newest is found at once; else today."""
    for table in going.house.tables:
        live = structure.live_table(going.schema, table.name)
        leads = live and any(index.columns[0] == table.start for index in live.indexes)
        if live and (leads or live.sorting):
            with suppress(DatabaseError):
                newest = meant(ends(going.database, table).newest, going.house.start)
                return min(newest or going.now, going.now).date()
    return going.now.date()


def _windows(going: _Check, day: date) -> Iterator[Finding]:
    """Look at how a window is found."""
    house, database = going.house, going.database
    fields = windows.COUNT if going.failed else None
    going.access = windows.accesses(database, house, going.schema, day, fields)
    yield from windows.findings(house, going.access, database.dialect)


def _zones(going: _Check, day: date) -> Iterator[Finding]:
    """Look at which zones the SQL names."""
    names = zones.needed(going.house, going.database.dialect, day)
    going.zones = zones.described(names)
    yield from zones.findings(going.database, going.house, names)


def _calls(going: _Check) -> Iterator[Finding]:
    """Look at the calls, as many as may be read."""
    database, house, most = going.database, going.house, going.bounds.most
    small = scope.small(database, house, most)
    quick = small or scope.quick(going.access)
    if not (quick or going.bounds.full or going.bounds.since):
        message = f"there are more than {most:,} rows and no index finds the newest: none was read"
        hint = "--since DAY reads those from a day on, --full reads all, each by a whole scan"
        yield note("CDR723", message, "start.column", hint)
        return
    found: dict[str, Ends] = {}
    if quick or going.bounds.full:
        found = {table.name: ends(database, table, rows.OLDEST) for table in house.tables}
        yield from rows.starts(database, house, going.schema, found, most)
        yield from rows.future(database, house, found, going.now)
    chosen = _scope(going, small, found)
    yield from _looks(going, chosen)


def _scope(going: _Check, small: bool, found: dict[str, Ends]) -> Scope:
    """Choose which calls to look at."""
    if going.bounds.since:
        return scope.since(going.bounds.since)
    if small or going.bounds.full:
        return scope.everything()
    return scope.recent(going.database, going.house, found.values(), going.bounds.most, going.now)


def _looks(going: _Check, chosen: Scope) -> Iterator[Finding]:
    """Look at the calls of a scope from all sides."""
    database, house, most = going.database, going.house, going.bounds.most
    going.sample, odd = answers.look(database, house, going.schema, chosen)
    yield from answers.findings(house, going.sample, odd)
    yield from rows.folds(database, house, chosen, most)
    yield from rows.repeated(database, house, going.schema, chosen, most)
