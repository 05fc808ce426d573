"""SQLite in process: the standard library's, and a newer one from the pysqlite3 wheel."""

import shutil
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

from cdrql.conformance.calls import CDRS, rows
from tools.engines import Call, Params, ddl, statements
from tools.engines.process import folder

MODULES = {"sqlite": "sqlite3", "sqlite-new": "pysqlite3"}


class SQLiteFile:
    """A database file, opened by one SQLite library."""

    dialect = "sqlite"

    def __init__(self, name: str, module: Any, file: Path) -> None:
        self.name = name
        self.version = str(module.sqlite_version)
        self.url = str(file)
        self._db = module.connect(self.url, isolation_level=None, check_same_thread=False)
        self.execute("PRAGMA synchronous = OFF")

    def execute(self, sql: str) -> None:
        """Run one statement that answers no rows."""
        self._db.execute(sql)

    def query(self, sql: str, params: Params = None) -> list[tuple[Any, ...]]:
        """Answer a statement with `:name` parameters."""
        return list(self._db.execute(sql, () if params is None else params))

    def script(self, text: str) -> None:
        """Run a file of statements."""
        for statement in statements(text, self.dialect):
            self.execute(statement)

    def close(self) -> None:
        """Close the file; it goes with its engine's folder."""
        self._db.close()


class SQLite(SQLiteFile):
    """One SQLite library, and a folder for its files."""

    def __init__(self, name: str, module: Any) -> None:
        self._module = module
        self._home = folder(name)
        super().__init__(name, module, self._home / "cdrs.db")
        for statement in ddl(self.dialect):
            self.execute(statement)

    def load(self, calls: Sequence[Call]) -> None:
        """Put these calls in place of all rows, in one transaction."""
        self._db.execute("BEGIN")
        with self._db:
            self._db.execute("DELETE FROM cdrs")
            self._db.executemany(
                CDRS.insert("?"), ([stored(v) for v in row] for row in rows(calls))
            )

    def database(self, name: str) -> SQLiteFile:
        """Begin another file."""
        file = self._home / f"{name}.db"
        file.unlink(missing_ok=True)
        return SQLiteFile(self.name, self._module, file)

    def close(self) -> None:
        """Close the database and remove every file."""
        super().close()
        shutil.rmtree(self._home, ignore_errors=True)


def stored(value: object) -> object:
    """Give a value as the default warehouse keeps it: times as text, money as a number."""
    if isinstance(value, datetime):
        text = value.isoformat(" ", "microseconds")
        return text.rstrip("0").rstrip(".") if value.microsecond else text[:19]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def start(name: str) -> SQLite:
    """Open an engine by its name."""
    return SQLite(name, import_module(MODULES[name]))
