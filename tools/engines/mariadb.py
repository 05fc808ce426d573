"""MariaDB as apt installs it, in a temporary folder, as strict as MySQL is by default."""

import os
import shutil
from functools import partial
from pathlib import Path

from tools.engines import AbsentError
from tools.engines.mysql import MySQL, as_root, launch
from tools.engines.process import folder, run

MYSQL_MODE = (
    "ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,"
    "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION"
)


def start(name: str, root: Path | None = None) -> MySQL:
    """Initialise a data folder and start MariaDB on it, the installed or one unpacked in root."""
    server, installer = _program("mariadbd", root), _program("mariadb-install-db", root)
    home = folder(name)
    # --force: without it the installer stops on a machine that cannot resolve its own name.
    fresh = ("--force", "--auth-root-authentication-method=normal", "--skip-test-db")
    # Its own tmpdir: a server that starts removes what it takes for leavings in a shared one.
    places = (f"--datadir={home}/data", f"--tmpdir={home}", *_base(root))
    run((installer, "--no-defaults", *fresh, *as_root(), *places), home)
    options = (*as_root(), f"--sql-mode={MYSQL_MODE}", "--skip-name-resolve", f"--tmpdir={home}")
    options += _base(root)
    return launch(name, home, partial(_command, server, *options))


def _command(server: str, *options: str) -> list[str]:
    return [server, "--no-defaults", *options]


def _base(root: Path | None) -> tuple[str, ...]:
    """Say where an unpacked server's own files are."""
    return (f"--basedir={root}/usr", f"--plugin-dir={root}/usr/lib/mysql/plugin") if root else ()


def _program(name: str, root: Path | None) -> str:
    """Find a program of MariaDB, which a plain user's PATH may not show."""
    path = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/bin"
    found = shutil.which(name, path=f"{root}/usr/sbin:{root}/usr/bin" if root else path)
    if found is None:
        raise AbsentError(f"{name} is not installed: run `make engines`")
    return found
