"""The contract of an engine: what a live database is opened with, and asked in its own words."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, ClassVar

from cdrql.engines.information_schema import read_tables
from cdrql.engines.plans import Access, Question
from cdrql.engines.schema import Form, LiveTable
from cdrql.engines.sessions import Answering, Parameters, Session
from cdrql.engines.writing import Writer
from cdrql.errors import DatabaseError, Problem
from cdrql.model.columns import Kind

LOOKED_AT = 200  # rows of which values tell what declarations do not
_NONE: Mapping[Any, Any] = MappingProxyType({})


class Engine(ABC):
    """A kind of database. Its entry points in `cdrql.engines` are the schemes of its URLs.

    Only `dialect` and `open` must be stated; what else is not known of an engine is answered as
    "unknown", or with what standard SQL has.
    """

    dialect: ClassVar[str]  # the backend whose SQL it answers, by its name
    quote: ClassVar[str] = '"'  # around an identifier, doubled inside it
    loose_types: ClassVar[bool] = False  # times are texts, and declared types do not bind
    only_instants: ClassVar[bool] = False  # every time is an instant, whatever zone it shows
    folds_names: ClassVar[bool] = False  # columns are found by a name in upper or lower case
    strict_types: ClassVar[bool] = False  # a number does not serve where a boolean is meant
    wraps_sums: ClassVar[bool] = False  # sums overflow in silence: mappings state narrow columns
    no_number: ClassVar[Mapping[Kind, str]] = _NONE  # by kind, the test of what is no number
    # What to ask a server for its zone, the most telling first: (what is asked, its SQL).
    zone_questions: ClassVar[tuple[tuple[str, str], ...]] = ()
    zone_loader: ClassVar[str] = ""  # the program that fills the tables of zones, if there are such
    # From `{start}` to `{end}`: SQL of whole seconds, and of fractions, each with a field's keys.
    seconds_between: ClassVar[tuple[Form, Form] | None] = None
    seconds_of_type: ClassVar[Mapping[str, Form]] = _NONE  # of `{}`, by its type's first word

    @abstractmethod
    def open(self, url: str, timeout: float) -> Session:
        """Open a read-only session, in UTC, in which no query takes longer than `timeout` seconds.

        Imports the driver. Whatever it raises is told without the URL's password.
        """

    def tables(self, database: Answering) -> Iterable[LiveTable]:
        """Read the tables and views that may be read; those of another schema as `schema.name`."""
        return read_tables(database, self.dialect)

    def explain(self, database: Answering, sql: str, params: Parameters) -> list[tuple[Any, ...]]:
        """Plan a statement without running it: `EXPLAIN SELECT ...`; DatabaseError if refused."""
        return database.query(f"EXPLAIN {sql}", params)

    def access(self, ask: Question) -> Access:
        """Tell from the plan how the rows of a table are found; DatabaseError if refused."""
        return ask.found("unknown", f"plans of {self.dialect} are not read")

    def quoted(self, name: str) -> str:
        """Write a name as an identifier, such as `"caller id"`."""
        return self.quote + name.replace(self.quote, self.quote * 2) + self.quote

    def identifier(self, table: str) -> str:
        """Write the name of a table, and of the schema that stands before it: `"old"."calls"`."""
        return ".".join(map(self.quoted, table.split(".")))

    def sample(
        self, database: Answering, table: str, columns: Iterable[str], limit: int = LOOKED_AT
    ) -> list[dict[str, Any]]:
        """Read some rows, whichever, as the driver gives them; DatabaseError where it refuses."""
        names = list(columns)
        listed = ", ".join(map(self.quoted, names))
        source = self.identifier(table)
        rows = database.query(f"SELECT {listed} FROM {source} LIMIT {limit}")  # noqa: S608 (quoted)
        return [dict(zip(names, row, strict=True)) for row in rows]

    def table_homes(self, database: Answering, tables: list[str]) -> dict[str, str]:
        """Name, with its schema, each table that the session does not find by its name alone."""
        return {}

    def knows_zone(self, database: Answering, zone: str) -> bool:
        """Say whether SQL may name a zone such as `Europe/Paris`; where it never does, yes."""
        return True

    def lacks_zone_tables(self, database: Answering, sql: str) -> bool:
        """Say whether an expression converts zones by tables that are not loaded."""
        return False

    def writer(self, url: str) -> Writer:
        """Open a database to write to, for the conformance suite alone."""
        message = f"nothing is known that writes to a database of {self.dialect}"
        hint = f"give {type(self).__name__} a `writer`, or --connect MODULE:FUNCTION"
        raise DatabaseError(Problem("CDR505", message, hint=hint))
