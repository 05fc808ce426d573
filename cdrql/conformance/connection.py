"""How the suite opens a database to write to: by the engine of its URL, or a function given."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from typing import cast

from cdrql.conformance.calls import CDRS, Call, rows
from cdrql.engines.registry import ENGINES, get_engine, scheme_of
from cdrql.engines.writing import Writer
from cdrql.errors import CdrqlError, DatabaseError, Problem
from cdrql.model.default import CDRS_TABLE
from cdrql.texts.secrets import find_passwords, hide_secrets, shown_database

Connect = Callable[[str], Writer]


def open_writer(backend: str, url: str, given: Connect | None = None) -> Writer:
    """Open a database: by the function that is given, or by the engine of the URL's scheme.

    Raises DatabaseError where it cannot be opened.
    """
    opened: object = None
    driver_text = None
    try:
        # A function of somebody else: what it gives is looked at below.
        opened = (given or _by_engine)(url)
    except CdrqlError:
        raise
    except Exception as error:  # each driver has a family of its own
        driver_text = hide_secrets(_one_line(error), find_passwords(url))
    if driver_text is not None:  # out of the handler: what holds the password does not come along
        raise DatabaseError(Problem("CDR505", f"cannot open the database: {driver_text}"))
    if isinstance(opened, Writer):
        return opened
    message = f"`{backend}` connects to a {type(opened).__name__}, not to a Writer"
    raise DatabaseError(Problem("CDR505", message, hint="derive it from cdrql.engines.Writer"))


def make_table(writer: Writer, replace: bool) -> None:
    """Make the table `cdrs`; one that is there is refused, unless it may be replaced."""
    if replace:
        with suppress(Exception):  # there was none; what else is wrong, the next step says
            writer.drop(CDRS)
    try:
        writer.create(CDRS)
    except Exception as error:
        message = f"the table `{CDRS_TABLE}` cannot be made: {_one_line(error)}"
        hint = "give an empty database of which nothing is needed, or --replace to drop the table"
        raise DatabaseError(Problem("CDR506", message, hint=hint)) from error


def fill_table(writer: Writer, calls: Sequence[Call]) -> None:
    """Put these calls in place of all rows; DatabaseError where the engine refuses them."""
    try:
        writer.fill(CDRS, rows(calls))
    except Exception as error:
        message = f"{len(calls)} calls cannot be loaded: {_one_line(error)}"
        raise DatabaseError(Problem("CDR506", message)) from error


def import_function(path: str) -> Connect:
    """Import the function that `MODULE:FUNCTION` names; ValueError where there is none."""
    module, _, name = path.partition(":")
    try:
        found = getattr(import_module(module), name)
    except Exception as error:  # whatever a module of somebody else does when it is imported
        raise ValueError(f"`{path}` cannot be imported: {_one_line(error)}") from error
    if not callable(found):
        raise ValueError(f"`{path}` is not a function")
    return cast(Connect, found)


def _by_engine(url: str) -> Writer:
    scheme = scheme_of(url)
    if scheme in ENGINES.names():
        return get_engine(scheme).writer(url)
    message = f"nothing is known that connects to `{shown_database(scheme.partition(':')[0])}`"
    hint = f"give --connect MODULE:FUNCTION, or install an entry point of the group {ENGINES.group}"
    raise DatabaseError(Problem("CDR505", message, hint=hint))


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:300] or type(error).__name__
