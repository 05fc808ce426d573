"""MariaDB as apt installs it, in a temporary folder, as strict as MySQL is by default."""

import os
import shutil
from functools import partial

from tools.engines import AbsentError
from tools.engines.mysql import MySQL, as_root, launch
from tools.engines.process import folder, run

MYSQL_MODE = (
    "ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,"
    "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION"
)


def start(name: str) -> MySQL:
    """Initialise a data folder and start the installed MariaDB on it."""
    server, installer = _program("mariadbd"), _program("mariadb-install-db")
    home = folder(name)
    # --force: without it the installer stops on a machine that cannot resolve its own name.
    fresh = ("--force", "--auth-root-authentication-method=normal", "--skip-test-db")
    # Its own tmpdir: a server that starts removes what it takes for leavings in a shared one.
    places = (f"--datadir={home}/data", f"--tmpdir={home}")
    run((installer, "--no-defaults", *fresh, *as_root(), *places), home)
    options = (*as_root(), f"--sql-mode={MYSQL_MODE}", "--skip-name-resolve", f"--tmpdir={home}")
    return launch(name, home, partial(_command, server, *options))


def _command(server: str, *options: str) -> list[str]:
    return [server, "--no-defaults", *options]


def _program(name: str) -> str:
    """Find a program of MariaDB, which a plain user's PATH may not show."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/bin")
    if found is None:
        raise AbsentError(f"{name} is not installed: run `make engines`")
    return found
