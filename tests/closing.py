"""Sees to it that what closes a threat really ran: a skipped test proves nothing."""

import os
from collections.abc import Generator

import pytest

PASSED = pytest.StashKey[set[str]]()
NEVER_RAN = pytest.StashKey[list[str]]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Note a test as soon as one of its cases passes."""
    report = yield
    if report.when == "call" and report.passed:
        item.config.stash.setdefault(PASSED, set()).add(function(item))
    return report


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail where all engines are required, and a test that bears a mark passed on none of them."""
    if os.environ.get("CDRQL_REQUIRE") != "all" or session.exitstatus != pytest.ExitCode.OK:
        return
    marked = {function(item) for item in session.items if item.get_closest_marker("closes")}
    session.config.stash[NEVER_RAN] = sorted(marked - session.config.stash.get(PASSED, set()))
    if session.config.stash[NEVER_RAN] and not session.config.option.collectonly:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Name those tests."""
    for name in config.stash.get(NEVER_RAN, ()):
        terminalreporter.write_line(f"closes a threat and never ran: {name}")


def function(item: pytest.Item) -> str:
    """Name a test without its case."""
    return item.nodeid.partition("[")[0]
