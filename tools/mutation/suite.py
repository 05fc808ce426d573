"""The tests that must notice: pytest in this process, on what needs no server."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# What nobody reads here costs more than the tests: differences, progress, hints.
UNUSED = ("terminal", "cacheprovider", "unraisableexception", "threadexception", "logging")
OPTIONS = ("--assert=plain", *(f"-pno:{name}" for name in UNUSED), "-x", "-oaddopts=")

Seconds = Mapping[str, float]  # that each test takes, by its name


class InProcess:
    """A plugin of pytest that leaves out what runs on a server."""

    def pytest_configure(self, config: pytest.Config) -> None:
        """Say in a line why a test fails; who wants to know more runs it again."""
        config.option.tbstyle = "line"

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep what needs no engine but SQLite."""
        items[:] = [item for item in items if _is_in_process(item)]


def _is_in_process(item: pytest.Item) -> bool:
    """Say whether a test needs no engine but SQLite."""
    fixtures = getattr(item, "fixturenames", ())
    engine = item.callspec.params.get("engine") if hasattr(item, "callspec") else None
    return engine == "sqlite" or not {"engine", "engines", "fleet"} & set(fixtures)


class Chosen(InProcess):
    """A plugin of pytest that runs some tests in their order, or all."""

    def __init__(self, seconds: Seconds | None) -> None:
        self._seconds = seconds

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out what is not chosen."""
        super().pytest_collection_modifyitems(items)
        if self._seconds is not None:
            items[:] = choose(items, self._seconds)


def choose(items: Sequence[pytest.Item], seconds: Seconds) -> list[pytest.Item]:
    """Choose the tests that are named, in the order in which they are."""
    known = {item.nodeid: item for item in items}
    return [known[name] for name in seconds if name in known]


def file_of(test: str) -> str:
    """Give the file of a test module by its name, wherever among the wings it lies."""
    return next(ROOT.glob(f"tests/*/test_{test}.py")).relative_to(ROOT).as_posix()


def run(files: Sequence[str], *plugins: object) -> bool:
    """Run the tests of some files, until one fails; say whether all passed."""
    paths = [str(ROOT / file_of(name)) for name in files]
    code = pytest.main([*OPTIONS, f"--rootdir={ROOT}", *paths], [*plugins])
    return code in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)


def pass_(session: pytest.Session, items: Sequence[pytest.Item]) -> bool:
    """Run tests that are collected already, until one fails; say whether all passed."""
    for item, following in pairwise([*items, None]):
        session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed:
            return False
    return True
