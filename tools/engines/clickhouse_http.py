"""A ClickHouse server for tests: the real engine (chdb) behind the HTTP that drivers speak.

`python clickhouse_http.py PORT FOLDER`. A request gets a session of its own, in the database
and with the settings that came with it, read-only included. It stands alone: nothing of the tests
is imported. Not spoken: logins, compression, sessions that outlive a request, rows in binary.
"""

import re
import sys
from collections.abc import Mapping
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from chdb.session import Session


def database(folder: Path) -> str:
    """Name a database in folder that reads no config.xml which happens to lie about."""
    config = folder / "config.xml"
    config.write_text("<clickhouse/>")
    return f"{folder / 'data'}?config-file={config}"


class Handler(BaseHTTPRequestHandler):
    """Answers one statement per request."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else a body waits 40 ms for its headers to be acknowledged
    database: str
    settings: frozenset[str]

    def do_GET(self) -> None:
        """Answer a ping, or a statement in the address."""
        self.answer("")

    def do_POST(self) -> None:
        """Answer a statement in the body, or in a form with its parameters."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        kind = self.headers.get("Content-Type", "")
        if not kind.startswith("multipart/form-data"):
            return self.answer(body.decode())
        parts = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + body).walk()
        named = ((part.get_param("name", header="Content-Disposition"), part) for part in parts)
        form = {str(name): part.get_payload(decode=True) for name, part in named if name}
        return self.answer("", {name: bytes(value).decode() for name, value in form.items()})

    def answer(self, body: str, form: Mapping[str, str] | None = None) -> None:
        """Run what was sent and reply with its rows, or with the engine's words."""
        where = urlsplit(self.path)
        sent = {**dict(parse_qsl(where.query, keep_blank_values=True)), **(form or {})}
        if where.path == "/ping":
            return self.reply(200, b"Ok.\n", {})
        try:
            rows = self.run("\n".join(filter(None, (sent.pop("query", ""), body))), sent)
        except Exception as error:  # every failure of the engine is an answer
            code = re.search(r"Code: (\d+)", str(error))
            return self.reply(
                500, str(error).encode(), {"X-ClickHouse-Exception-Code": code[1] if code else "0"}
            )
        return self.reply(200, rows, {"X-ClickHouse-Timezone": "UTC"})

    def run(self, sql: str, sent: dict[str, str]) -> bytes:
        """Run a statement in a session that ends with it."""
        settings = {name: value for name, value in sent.items() if name in self.settings}
        form = self.headers.get("X-ClickHouse-Format") or sent.get("default_format", "TabSeparated")
        params = {k.removeprefix("param_"): v for k, v in sent.items() if k.startswith("param_")}
        with Session(self.database) as session:
            session.query(f"USE `{sent.get('database', 'default')}`")
            # readonly comes last: after it nothing can be set.
            for name in sorted(settings, key=lambda name: name == "readonly"):
                value = settings[name].replace("\\", "\\\\").replace("'", "\\'")
                session.query(f"SET {name} = '{value}'")
            return bytes(session.query(sql, form, params=params).bytes() or b"")

    def reply(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        """Send an answer."""
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep silent about requests."""


def main(port: str, folder: str) -> None:
    """Serve until killed; one session stays open, and with it the database."""
    Handler.database = database(Path(folder))
    session = Session(Handler.database)
    names = str(session.query("SELECT name FROM system.settings", "TabSeparated"))
    Handler.settings = frozenset(names.split())
    ThreadingHTTPServer(("127.0.0.1", int(port)), Handler).serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
