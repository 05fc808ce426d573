"""ClickHouse in process, by chdb, and a server of the same engine for all that needs a URL."""

import json
import os
import shutil
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from chdb.session import Session

from cdrql.conformance.calls import CALL_COLUMNS, rows
from tools.engines import Call, Params, ddl, statements
from tools.engines.clickhouse_http import database
from tools.engines.process import Server, folder, free_port

# Numbers of any size as themselves, decimals as text, so that none passes through a float.
FORMAT = {"output_format_json_quote_64bit_integers": 0, "output_format_json_quote_decimals": 1}
# Another zone than the calls', so that no answer can depend on it. Partitions and sorting keys are
# of the zone in which they were written: a session in another must not go by them.
ELSEWHERE = {"session_timezone": "Asia/Kolkata", "use_partition_pruning": 0, "use_primary_key": 0}
READ: dict[str, Callable[[Any], Any]] = {
    "Decimal": Decimal,
    "DateTime": datetime.fromisoformat,
    "Date": date.fromisoformat,
}
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": "\\0"})


class ClickHouse:
    """The one ClickHouse that a process can hold."""

    name = dialect = "clickhouse"

    def __init__(self) -> None:
        self._home = folder(self.name)
        self._session = Session(database(self._home))
        self._statements: list[str] = []
        self._rows: list[str] = []
        self._front: Front | None = None
        self._session.query("SET session_timezone = 'Asia/Kolkata'")
        self._session.query(
            "SET " + ", ".join(f"{name} = {value}" for name, value in FORMAT.items())
        )
        self.version = str(self.query("SELECT version()")[0][0])
        for statement in ddl(self.dialect):
            self.execute(statement)

    @property
    def url(self) -> str:
        """Say where the server is."""
        return self._served().url()

    def execute(self, sql: str) -> None:
        """Run one statement that answers no rows."""
        self._session.query(sql)
        self._statements.append(sql)
        if self._front:
            self._front.execute(sql)

    def query(self, sql: str, params: Params = None) -> list[tuple[Any, ...]]:
        """Answer a statement with `{name:Type}` parameters, which the engine itself puts in."""
        sent = {name: parameter(value) for name, value in dict(params or {}).items()}
        return answered(self._session.query(sql, "JSONCompact", params=sent).bytes())

    def load(self, calls: Sequence[Call]) -> None:
        """Put these calls in place of all rows, as tab-separated text."""
        text = "\n".join("\t".join(map(parameter, row)) for row in rows(calls))
        fill = f"INSERT INTO cdrs ({', '.join(CALL_COLUMNS)}) FORMAT TabSeparated\n{text}\n"
        self._rows = ["TRUNCATE TABLE cdrs", *([fill] if calls else [])]
        for statement in self._rows:
            self._session.query(statement)
            if self._front:
                self._front.execute(statement)

    def database(self, name: str) -> "ClickHouseDatabase":
        """Make a database on the server, which alone holds it."""
        front = self._served()
        front.execute(f"DROP DATABASE IF EXISTS `{name}` SYNC")
        front.execute(f"CREATE DATABASE `{name}`")
        return ClickHouseDatabase(front, name, self.version)

    def _served(self) -> "Front":
        """Start the server at the first call, with all that was executed and loaded so far."""
        if self._front is None:
            self._front = Front()
            for statement in (*self._statements, *self._rows):
                self._front.execute(statement)
        return self._front

    def close(self) -> None:
        """Close the engine and stop its server."""
        if self._front:
            self._front.close()
        self._session.close()
        shutil.rmtree(self._home, ignore_errors=True)


class ClickHouseDatabase:
    """One database of the server, where every statement has a session of its own."""

    name = dialect = "clickhouse"

    def __init__(self, front: "Front", database: str, version: str) -> None:
        self.version = version
        self.url = front.url(database)
        self._front = front
        self._database = database

    def execute(self, sql: str) -> None:
        """Run one statement that answers no rows, in UTC."""
        self._front.execute(sql, database=self._database)

    def query(self, sql: str, params: Params = None) -> list[tuple[Any, ...]]:
        """Answer a statement with `{name:Type}` parameters."""
        values = {f"param_{k}": parameter(value) for k, value in dict(params or {}).items()}
        sent = {"database": self._database, "default_format": "JSONCompact"}
        return answered(self._front.execute(sql, **sent, **FORMAT, **ELSEWHERE, **values))

    def script(self, text: str) -> None:
        """Run a file of statements."""
        for statement in statements(text, self.dialect):
            self.execute(statement)

    def close(self) -> None:
        """Hold nothing: the server ends with its engine."""


class Front:
    """A process that serves a ClickHouse of its own over HTTP, for drivers to connect to."""

    def __init__(self) -> None:
        home = folder("clickhouse-http")
        self.port = free_port()
        script = Path(__file__).with_name("clickhouse_http.py")
        command = (sys.executable, script, str(self.port), home)
        self._server = Server(command, home, env={**os.environ, "TZ": "UTC"})
        self._server.wait(lambda: self.execute("SELECT 1"), OSError)

    def url(self, database: str = "default") -> str:
        """Name one of its databases as `cdrql run --database` takes it."""
        return f"clickhouse://127.0.0.1:{self.port}/{database}"

    def execute(self, sql: str, **sent: object) -> bytes:
        """Run one statement there, with settings and parameters, and give what it answers."""
        to = f"http://127.0.0.1:{self.port}/?{urlencode(sent)}"
        # No proxy of the environment may stand between two processes of one machine.
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with direct.open(to, data=sql.encode()) as answer:
                return bytes(answer.read())
        except urllib.error.HTTPError as error:
            raise RuntimeError(error.read().decode()) from None

    def close(self) -> None:
        """Stop the process."""
        self._server.stop()


def answered(text: bytes) -> list[tuple[Any, ...]]:
    """Read rows of the format JSONCompact."""
    answer = json.loads(text)
    readers = [_reader(column["type"]) for column in answer["meta"]]
    return [tuple(map(_read, readers, row)) for row in answer["data"]]


def parameter(value: object) -> str:
    """Write a value as the engine reads parameters and tab-separated rows."""
    if value is None:
        return "\\N"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_element, value))}]"
    if isinstance(value, datetime):
        return value.isoformat(" ", "microseconds")
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value).translate(ESCAPES)


def _element(value: object) -> str:
    """Write an element of an array, whose texts stand in quotes."""
    if isinstance(value, str):
        return "'" + parameter(value).replace("'", "\\'") + "'"
    return "NULL" if value is None else parameter(value)


def _reader(kind: str) -> Callable[[Any], Any] | None:
    """Find what turns an answered value of a ClickHouse type into Python's."""
    bare = kind.removeprefix("LowCardinality(").removeprefix("Nullable(")
    return next((read for start, read in READ.items() if bare.startswith(start)), None)


def _read(reader: Callable[[Any], Any] | None, value: Any) -> Any:
    return value if reader is None or value is None else reader(value)


def start(name: str) -> ClickHouse:
    """Open the engine."""
    return ClickHouse()
