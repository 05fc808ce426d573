"""The suite as a pytest plugin: each case is a test, once a backend and a database are named.

By options (`--cdrql-backend`, `--cdrql-database`) or by settings of the same names in the
project's configuration (`cdrql_backend`, `cdrql_database`). It does nothing otherwise.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from cdrql.conformance.cases import Batch, Case
    from cdrql.conformance.trial import Trial
    from cdrql.engines.writing import Writer

_SETTINGS = {
    "backend": "the installed backend to hold to cdrql's specification",
    "database": "the URL of an empty database to write to",
    "connect": "MODULE:FUNCTION that opens the database, where no plugin says it",
    "requests": "how many random requests to ask (200)",
    "seed": "what they follow from (1)",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the command line or the project's settings name a backend."""
    group = parser.getgroup("cdrql", "conformance of a cdrql backend")
    for name, text in _SETTINGS.items():
        parser.addini(f"cdrql_{name}", text, default="")
        group.addoption(f"--cdrql-{name}", metavar=name.upper(), help=text)
    group.addoption("--cdrql-replace", action="store_true", help="drop the table cdrs first")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(
    session: pytest.Session, config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Add the cases to the tests, before others choose among them."""
    backend, database = (_read_setting(config, name) for name in ("backend", "database"))
    if not backend and not database:
        return
    if not (backend and database):
        raise pytest.UsageError("cdrql: name both a backend and a database")
    # By pytest-xdist, whose workers would fill and read the one table at once.
    if config.option.__dict__.get("numprocesses"):
        raise pytest.UsageError("cdrql: the cases share one table and cannot run at once (-n0)")
    from cdrql.errors import CdrqlError

    group = Cases.from_parent(session, name=f"cdrql[{backend}]", nodeid=f"cdrql[{backend}]")
    try:
        items.extend(group.collect())
    except (CdrqlError, ValueError) as error:
        raise pytest.UsageError(f"cdrql: {error}") from None


def _read_setting(config: pytest.Config, name: str) -> str:
    """Give a setting, as the command line or else the project says it."""
    given = config.getoption(f"--cdrql-{name}")
    # An ini setting that is not there is an empty text, an option None.
    return str(given if given is not None else config.getini(f"cdrql_{name}"))


class Cases(pytest.Collector):
    """All cases of a backend; the database is opened for the first that runs."""

    def collect(self) -> Iterator["CaseItem"]:
        """Give each case as a test."""
        from cdrql.backend import get_backend
        from cdrql.conformance.cases import batches

        backend = get_backend(_read_setting(self.config, "backend"))
        requests = int(_read_setting(self.config, "requests") or 200)
        seed = int(_read_setting(self.config, "seed") or 1)
        for batch in batches(backend, requests, seed):
            for case in batch.cases:
                yield CaseItem.from_parent(self, name=str(case), case=case, batch=batch)

    @property
    def trial(self) -> "Trial":
        """Give the backend on trial, on a database whose table is made now."""
        from cdrql.conformance.trial import Trial

        trial = self.stash.get(_TRIAL, None)
        if trial is None:
            backend = _read_setting(self.config, "backend")
            trial = self.stash[_TRIAL] = Trial(backend, self._open_writer(backend))
        return trial

    def _open_writer(self, backend: str) -> "Writer":
        """Open the database; the table goes when all tests have run."""
        from cdrql.conformance.calls import CDRS
        from cdrql.conformance.connection import import_function, make_table, open_writer

        path = _read_setting(self.config, "connect")
        function = import_function(path) if path else None
        writer = open_writer(backend, _read_setting(self.config, "database"), function)
        self.config.add_cleanup(writer.close)
        make_table(writer, bool(self.config.getoption("--cdrql-replace")))
        self.config.add_cleanup(lambda: writer.drop(CDRS))
        return writer


_TRIAL: "pytest.StashKey[Trial]" = pytest.StashKey()


class DifferenceError(Exception):
    """The backend answers otherwise than the reference."""


class CaseItem(pytest.Item):
    """One case as a test."""

    def __init__(self, *, case: "Case", batch: "Batch", **node: Any) -> None:
        super().__init__(**node)
        self._case = case
        self._batch = batch

    def runtest(self) -> None:
        """Hold the answer to the reference's."""
        from cdrql.errors import DatabaseError

        assert isinstance(self.parent, Cases)
        try:
            difference = self.parent.trial.check(self._case, self._batch.calls)
        except DatabaseError:
            # Every other case would fail for the same reason.
            self.session.shouldfail = "cdrql: no other case can do without the database"
            raise
        if difference:
            raise DifferenceError(str(difference))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Show a difference, or what is wrong with the database, without a traceback."""
        from cdrql.errors import CdrqlError

        if isinstance(excinfo.value, DifferenceError | CdrqlError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[str, None, str]:
        """Name the case."""
        return "cdrql.conformance", None, self.name
