"""What the suite needs of an engine, and how it is found: the one part that a plugin supplies.

A plugin for an engine that is not known here writes a class that derives from `Connection` and a
function `connect(url) -> Connection`, and names the function as an entry point of the group
`cdrql.conformance`, under its backend's name; or gives it to the command as `--connect`.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from importlib.metadata import entry_points
from types import MappingProxyType
from typing import ClassVar, cast

from cdrql.conformance.calls import KINDS, NOT_NULL, Call
from cdrql.engines.secrets import passwords, without
from cdrql.errors import CdrqlError, DatabaseError, Problem
from cdrql.model.default import CDRS_TABLE

GROUP = "cdrql.conformance"

Params = Mapping[str, object] | tuple[object, ...]

# The type of each kind of column in standard SQL; a time has microseconds and no zone.
STANDARD: Mapping[str, str] = MappingProxyType(
    {
        "id": "BIGINT",
        "time": "TIMESTAMP",
        "text": "VARCHAR(300)",
        "integer": "INTEGER",
        "seconds": "INTEGER",
        "money": "DECIMAL(14, 6)",
    }
)


class Connection(ABC):
    """A database that the suite may write to, opened by the driver that the backend is for.

    `rows` and `insert` of `cdrql.conformance.calls` make a `load` of a few lines.
    """

    types: ClassVar[Mapping[str, str]] = STANDARD
    ending: ClassVar[str] = ""  # what follows the columns in CREATE TABLE

    @abstractmethod
    def query(self, sql: str, params: Params) -> Iterable[Sequence[object]]:
        """Answer compiled SQL with its parameters, both as `cdrql.compile` gives them."""

    @abstractmethod
    def execute(self, sql: str) -> None:
        """Run one statement that answers no rows, and commit it."""

    @abstractmethod
    def load(self, calls: Sequence[Call]) -> None:
        """Put these calls in place of all rows of the table `cdrs`, and commit them."""

    def column(self, name: str) -> str:
        """Declare a column of the table."""
        return f"{name} {self.types[KINDS[name]]}{' NOT NULL' if name in NOT_NULL else ''}"

    def create(self) -> None:
        """Make the table `cdrs`; it is an error that there is one."""
        columns = ", ".join(map(self.column, KINDS))
        self.execute(f"CREATE TABLE {CDRS_TABLE} ({columns}){self.ending}")

    def drop(self) -> None:
        """Remove the table `cdrs`."""
        self.execute(f"DROP TABLE {CDRS_TABLE}")

    def close(self) -> None:
        """End the session."""
        return


Connect = Callable[[str], Connection]


def connect(backend: str, url: str, given: Connect | None = None) -> Connection:
    """Open a database: by the function that is given, the plugin's own, or one known by the URL.

    Raises DatabaseError where it cannot be opened.
    """
    opened: object = None
    said = None
    try:
        opened = (given or _plugged(backend) or _known)(url)
    except CdrqlError:
        raise
    except Exception as error:  # each driver has a family of its own
        said = without(_said(error), passwords(url))
    if said is not None:  # out of the handler: what holds the password does not come along
        raise DatabaseError(Problem("CDR505", f"cannot open the database: {said}"))
    if isinstance(opened, Connection):
        return opened
    message = f"`{backend}` connects to a {type(opened).__name__}, not to a Connection"
    hint = "derive it from cdrql.conformance.connection.Connection"
    raise DatabaseError(Problem("CDR505", message, hint=hint))


def prepare(connection: Connection, replace: bool) -> None:
    """Make the table `cdrs`; one that is there is refused, unless it may be replaced."""
    if replace:
        with suppress(Exception):  # there was none; what else is wrong, the next step says
            connection.drop()
    try:
        connection.create()
    except Exception as error:
        message = f"the table `{CDRS_TABLE}` cannot be made: {_said(error)}"
        hint = "give an empty database of which nothing is needed, or --replace to drop the table"
        raise DatabaseError(Problem("CDR506", message, hint=hint)) from error


def fill(connection: Connection, calls: Sequence[Call]) -> None:
    """Put these calls in place of all rows; DatabaseError where the engine refuses them."""
    try:
        connection.load(calls)
    except Exception as error:
        message = f"{len(calls)} calls cannot be loaded: {_said(error)}"
        raise DatabaseError(Problem("CDR506", message)) from error


def named(path: str) -> Connect:
    """Import the function that `MODULE:FUNCTION` names; ValueError where there is none."""
    module, _, name = path.partition(":")
    try:
        found = getattr(import_module(module), name)
    except Exception as error:  # whatever a module of somebody else does when it is imported
        raise ValueError(f"`{path}` cannot be imported: {_said(error)}") from error
    if not callable(found):
        raise ValueError(f"`{path}` is not a function")
    return cast(Connect, found)


def _plugged(backend: str) -> Connect | None:
    """Find the function that a plugin installed for its backend."""
    for entry in entry_points(group=GROUP):
        if entry.name == backend:
            found: Connect = entry.load()
            return found
    return None


def _known(url: str) -> Connection:
    """Open a database of an engine that is known here."""
    from cdrql.conformance.engines import ENGINES

    scheme, separator, _ = url.partition("://")
    kind = scheme if separator else ""
    if kind in ENGINES:
        return ENGINES[kind](url)
    message = f"nothing is known that connects to `{scheme.partition(':')[0]}`"
    hint = f"give --connect MODULE:FUNCTION, or install an entry point of the group {GROUP}"
    raise DatabaseError(Problem("CDR505", message, hint=hint))


def _said(error: Exception) -> str:
    """Give what an error says, on one line."""
    return " ".join(str(error).split())[:300] or type(error).__name__
