"""SQLite in process: the standard library's, and a newer one from the pysqlite3 wheel."""

import shutil
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from importlib import import_module
from typing import Any

from tests.engines import Call, Params, ddl, insert, rows
from tests.engines.process import folder

MODULES = {"sqlite": "sqlite3", "sqlite-new": "pysqlite3"}


class SQLite:
    """One SQLite library on a database file of its own."""

    dialect = "sqlite"

    def __init__(self, name: str, module: Any) -> None:
        self.name = name
        self.version = str(module.sqlite_version)
        self._home = folder(name)
        self.url = str(self._home / "cdrs.db")
        self._db = module.connect(self.url, isolation_level=None, check_same_thread=False)
        for statement in ("PRAGMA synchronous = OFF", *ddl(self.dialect)):
            self.execute(statement)

    def execute(self, sql: str) -> None:
        """Run one statement that answers no rows."""
        self._db.execute(sql)

    def query(self, sql: str, params: Params = None) -> list[tuple[Any, ...]]:
        """Answer a statement with `:name` parameters."""
        return list(self._db.execute(sql, () if params is None else params))

    def load(self, calls: Sequence[Call]) -> None:
        """Put these calls in place of all rows, in one transaction."""
        self._db.execute("BEGIN")
        with self._db:
            self._db.execute("DELETE FROM cdrs")
            self._db.executemany(insert("?"), ([stored(v) for v in row] for row in rows(calls)))

    def close(self) -> None:
        """Close the database and remove its file."""
        self._db.close()
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
