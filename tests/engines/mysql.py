"""Real Oracle MySQL, from the cache that fetch_mysql.py fills, in a temporary folder."""

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pymysql

from tests.engines import AbsentError, Call, Params, ddl, insert, rows
from tests.engines.fetch_mysql import cached
from tests.engines.process import Server, folder, free_port, run

# What MySQL and MariaDB are both told. Neither gets zone tables (no answer may need them), and
# both live in another zone than the calls, so that no answer can depend on it.
SETTINGS = (
    *("--bind-address=127.0.0.1", "--default-time-zone=+05:30", "--character-set-server=utf8mb4"),
    *("--innodb-flush-log-at-trx-commit=0", "--innodb-doublewrite=OFF", "--skip-log-bin"),
    "--secure-file-priv=",  # Debian's default is a folder that only an installation makes
)


class MySQL:
    """One MySQL or MariaDB server of the test session's own."""

    dialect = "mysql"

    def __init__(self, name: str, server: Server, port: int) -> None:
        self.name = name
        self._server = server
        self.url = f"mysql://root@127.0.0.1:{port}/cdrql"
        login = partial(pymysql.connect, host="127.0.0.1", port=port, user="root", autocommit=True)
        self._db = server.wait(login, pymysql.OperationalError)
        self.version = str(self.query("SELECT VERSION()")[0][0]).partition("-")[0]
        for statement in ("CREATE DATABASE cdrql", "USE cdrql", *ddl(self.dialect)):
            self.execute(statement)

    def execute(self, sql: str) -> None:
        """Run one statement that answers no rows."""
        self.query(sql)

    def query(self, sql: str, params: Params = None) -> list[tuple[Any, ...]]:
        """Answer a statement with `%(name)s` parameters."""
        with self._db.cursor() as cursor:
            cursor.execute(sql, params)
            return list(cursor.fetchall())

    def load(self, calls: Sequence[Call]) -> None:
        """Put these calls in place of all rows; PyMySQL joins them into few long INSERTs."""
        self._db.begin()
        with self._db.cursor() as cursor:
            cursor.execute("DELETE FROM cdrs")
            cursor.executemany(insert("%s"), list(rows(calls)))
        self._db.commit()

    def close(self) -> None:
        """Stop the server."""
        self._db.close()
        self._server.stop()


def launch(name: str, home: Path, command: Callable[..., Sequence[object]]) -> MySQL:
    """Start a server on an initialised data folder."""
    port = free_port()
    files = (f"--datadir={home}/data", f"--socket={home}/s", f"--pid-file={home}/pid")
    return MySQL(name, Server(command(*files, f"--port={port}", *SETTINGS), home), port)


def as_root() -> tuple[str, ...]:
    """Give the option without which these servers refuse to run as root."""
    return ("--user=root",) if os.getuid() == 0 else ()


def start(name: str) -> MySQL:
    """Initialise a data folder and start the cached MySQL on it, by its own loader."""
    root = cached()
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
