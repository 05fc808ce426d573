"""Older and newer servers than those of `make engines`: what Debian's other suites keep."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType

from tools.engines import Engine
from tools.engines.debian import fetch


@dataclass(frozen=True)
class Kept:
    """A server that a suite of Debian keeps: its engine here, and the packages that bring it."""

    engine: str
    suite: str
    packages: tuple[str, ...]

    def __str__(self) -> str:
        """Name it as its folder in the cache is."""
        return f"{self.engine}-{self.suite}"

    def start(self) -> Engine:
        """Fetch it unless it is there, and start it."""
        root = fetch(str(self), self.suite, self.packages, PROGRAMS[self.engine])
        engine: Engine = import_module(f"tools.engines.{self.engine}").start(self.engine, root)
        return engine


KEPT = (
    Kept("postgres", "bullseye", ("postgresql-13",)),
    Kept("postgres", "bookworm", ("postgresql-15",)),
    Kept("postgres", "trixie", ("postgresql-17",)),
    Kept("mariadb", "bullseye", ("mariadb-server-core-10.5", "mariadb-client-core-10.5")),
    Kept("mariadb", "trixie", ("mariadb-server-core", "mariadb-client-core")),
)
# The programs of each that are started, by us or by one another.
PROGRAMS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "mariadb": ("usr/sbin/mariadbd", "usr/bin/my_print_defaults"),
        "postgres": tuple(f"usr/lib/postgresql/*/bin/{name}" for name in ("postgres", "initdb")),
    }
)
