"""ClickHouse in process, by chdb, and a server of the same engine for those who ask for its URL."""

import json
import shutil
import sys
import urllib.request
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from chdb.session import Session

from tests.engines import COLUMNS, Call, Params, ddl, rows
from tests.engines.clickhouse_http import database
from tests.engines.process import Server, folder, free_port

# Numbers of any size as themselves, decimals as text, so that none passes through a float.
FORMAT = "output_format_json_quote_64bit_integers = 0, output_format_json_quote_decimals = 1"
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
        # Another zone than the calls', so that no answer can depend on it.
        self._session.query("SET session_timezone = 'Asia/Kolkata'")
        self._session.query(f"SET {FORMAT}")
        self.version = str(self.query("SELECT version()")[0][0])
        for statement in ddl(self.dialect):
            self.execute(statement)

    @property
    def url(self) -> str:
        """Start the server at the first call, with all that was executed and loaded so far."""
        if self._front is None:
            self._front = Front()
            for statement in (*self._statements, *self._rows):
                self._front.execute(statement)
        return f"clickhouse://127.0.0.1:{self._front.port}/default"

    def execute(self, sql: str) -> None:
        """Run one statement that answers no rows."""
        self._session.query(sql)
        self._statements.append(sql)
        if self._front:
            self._front.execute(sql)

    def query(self, sql: str, params: Params = None) -> list[tuple[Any, ...]]:
        """Answer a statement with `{name:Type}` parameters, which the engine itself puts in."""
        sent = {name: parameter(value) for name, value in dict(params or {}).items()}
        answer = json.loads(self._session.query(sql, "JSONCompact", params=sent).bytes())
        readers = [_reader(column["type"]) for column in answer["meta"]]
        return [tuple(map(_read, readers, row)) for row in answer["data"]]

    def load(self, calls: Sequence[Call]) -> None:
        """Put these calls in place of all rows, as tab-separated text."""
        text = "\n".join("\t".join(map(parameter, row)) for row in rows(calls))
        fill = f"INSERT INTO cdrs ({', '.join(COLUMNS)}) FORMAT TabSeparated\n{text}\n"
        self._rows = ["TRUNCATE TABLE cdrs", *([fill] if calls else [])]
        for statement in self._rows:
            self._session.query(statement)
            if self._front:
                self._front.execute(statement)

    def close(self) -> None:
        """Close the engine and stop its server."""
        if self._front:
            self._front.close()
        self._session.close()
        shutil.rmtree(self._home, ignore_errors=True)


class Front:
    """A process that serves a ClickHouse of its own over HTTP, for drivers to connect to."""

    def __init__(self) -> None:
        home = folder("clickhouse-http")
        self.port = free_port()
        script = Path(__file__).with_name("clickhouse_http.py")
        self._server = Server((sys.executable, script, str(self.port), home), home)
        self._server.wait(lambda: self.execute("SELECT 1"), OSError)

    def execute(self, sql: str) -> None:
        """Run one statement there."""
        to = f"http://127.0.0.1:{self.port}/"
        # No proxy of the environment may stand between two processes of one machine.
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with direct.open(to, data=sql.encode()) as answer:
            answer.read()

    def close(self) -> None:
        """Stop the process."""
        self._server.stop()


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
