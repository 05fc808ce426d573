"""Real Oracle MySQL, from the cache that debian.py fills, in a temporary folder."""

import os
import signal
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pymysql

from cdrql.conformance.calls import CDRS, rows
from tools.engines import AbsentError, Call, Params, ddl, statements
from tools.engines.debian import cached
from tools.engines.process import Server, folder, free_port, run

# What MySQL and MariaDB are both told. Neither gets zone tables (no answer may need them), and
# both live in another zone than the calls, so that no answer can depend on it.
SETTINGS = (
    *("--bind-address=127.0.0.1", "--default-time-zone=+05:30", "--character-set-server=utf8mb4"),
    *("--innodb-flush-log-at-trx-commit=0", "--innodb-doublewrite=OFF", "--skip-log-bin"),
    "--secure-file-priv=",  # Debian's default is a folder that only an installation makes
)


class MySQLDatabase:
    """One database of a MySQL or MariaDB server."""

    dialect = "mysql"

    def __init__(self, name: str, port: int, database: str, **options: Any) -> None:
        self.name = name
        self.url = f"mysql://root@127.0.0.1:{port}/{database}"
        self._login = partial(login, port, database=database, **options)
        self._db = self._login()
        self.version = str(self.query("SELECT VERSION()")[0][0]).partition("-")[0]

    def execute(self, sql: str) -> None:
        """Run one statement that answers no rows."""
        self.query(sql)

    def query(self, sql: str, params: Params = None) -> list[tuple[Any, ...]]:
        """Answer a statement with `%(name)s` parameters."""
        with self._db.cursor() as cursor:
            cursor.execute(sql, params)
            return list(cursor.fetchall())

    def script(self, text: str) -> None:
        """Run a file of statements in a session of its own, whose sql_mode it may change."""
        with self._login() as db, db.cursor() as cursor:
            for statement in statements(text, self.dialect):
                cursor.execute(statement)

    def close(self) -> None:
        """End the session."""
        self._db.close()


class MySQLServer(Server):
    """A server that does not write what it holds at its end, which takes seconds: all goes."""

    end = signal.SIGKILL


class MySQL(MySQLDatabase):
    """One MySQL or MariaDB server of the test session's own."""

    def __init__(self, name: str, server: Server, port: int) -> None:
        self._server = server
        self._port = port
        with server.wait(partial(login, port), pymysql.OperationalError) as db:
            db.cursor().execute("CREATE DATABASE cdrql")
        super().__init__(name, port, "cdrql")
        for statement in ddl(self.dialect):
            self.execute(statement)

    def load(self, calls: Sequence[Call]) -> None:
        """Put these calls in place of all rows; PyMySQL joins them into few long INSERTs."""
        self._db.begin()
        with self._db.cursor() as cursor:
            cursor.execute("DELETE FROM cdrs")
            cursor.executemany(CDRS.insert("%s"), list(rows(calls)))
        self._db.commit()

    def database(self, name: str) -> MySQLDatabase:
        """Make a database; its sessions are in UTC, as TIMESTAMP columns need them."""
        self.execute(f"DROP DATABASE IF EXISTS `{name}`")
        self.execute(f"CREATE DATABASE `{name}`")
        return MySQLDatabase(self.name, self._port, name, init_command="SET time_zone = '+00:00'")

    def close(self) -> None:
        """Stop the server."""
        super().close()
        self._server.stop()


def login(port: int, **options: Any) -> "pymysql.Connection[Any]":
    """Open a session of the only user."""
    return pymysql.connect(host="127.0.0.1", port=port, user="root", autocommit=True, **options)


def launch(name: str, home: Path, command: Callable[..., Sequence[object]]) -> MySQL:
    """Start a server on an initialised data folder."""
    port = free_port()
    files = (f"--datadir={home}/data", f"--socket={home}/s", f"--pid-file={home}/pid")
    return MySQL(name, MySQLServer(command(*files, f"--port={port}", *SETTINGS), home), port)


def as_root() -> tuple[str, ...]:
    """Give the option without which these servers refuse to run as root."""
    return ("--user=root",) if os.getuid() == 0 else ()


def start(name: str) -> MySQL:
    """Initialise a data folder and start the cached MySQL on it, by its own loader."""
    root = cached("mysql")
    if root is None:
        raise AbsentError("MySQL is not in the cache: run `make engines`")
    home = folder(name)
    command = partial(_command, root, home)
    run(command("--initialize-insecure", "--innodb-redo-log-capacity=8M"), home)
    return launch(name, home, partial(command, "--mysqlx=OFF", "--performance-schema=OFF"))


def _command(root: Path, home: Path, *options: str) -> list[object]:
    """Write the command that runs the unpacked server with the libraries unpacked beside it."""
    loader = next(root.glob("usr/lib64/ld-linux-*.so.*"), None) or next(root.glob("**/ld-linux-*"))
    libraries = next(root.glob("usr/lib/*/libc.so.6")).parent
    share = root / "usr/share/mysql"
    places = (
        *(f"--basedir={root}/usr", f"--plugin-dir={root}/usr/lib/mysql/plugin"),
        *(f"--lc-messages-dir={share}", f"--character-sets-dir={share}/charsets"),
    )
    server = (loader, "--library-path", libraries, root / "usr/sbin/mysqld", "--no-defaults")
    return [*server, *places, f"--datadir={home}/data", *as_root(), *options]
