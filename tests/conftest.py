"""Hands the real engines to tests, and says at the end which of them really answered."""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from tests import closing
from tools.engines import NAMES, AbsentError, Engine
from tools.engines.fleet import Fleet

TESTS = Path(__file__).parent
# With CDRQL_REQUIRE=all an engine that is not there is a failure, else a skip that says so.
REQUIRED = os.environ.get("CDRQL_REQUIRE") == "all"
# The wings that `make coverage` runs; expressions of mappings take minutes, and are not measured.
MEASURED = ("texts", "model", "language", "planning", "backend", "mapping", "emit", "compiler")
UNMEASURED = "test_expressions.py"
FLEET = pytest.StashKey[Fleet]()
ASKED = pytest.StashKey[Iterable[str]]()


def pytest_configure(config: pytest.Config) -> None:
    """Watch over the tests that close threats."""
    config.pluginmanager.register(closing)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `pytest --update-golden` write what tests compare with: see test_golden.py."""
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Say whether golden files are to be written, not compared."""
    return bool(request.config.getoption("--update-golden"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that ask for a server, and those whose branches are measured."""
    for item in items:
        if asked_of(item) - {"sqlite"}:
            item.add_marker("server")
        elif is_measured(item):
            item.add_marker("measured")


def is_measured(item: pytest.Item) -> bool:
    """Say whether a test, which needs no server, is one of the compiler's own."""
    wing = item.path.relative_to(TESTS).parts[0]
    left_out = item.path.name == UNMEASURED or item.get_closest_marker("checkout")
    return wing in MEASURED and not left_out


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Import no other wing where the measured ones are asked for: importing runs branches too."""
    is_wing = collection_path.parent == TESTS and collection_path.is_dir()
    is_left_out = is_wing and collection_path.name not in MEASURED
    return True if is_left_out and config.option.markexpr == "measured" else None


def asked_of(item: pytest.Item) -> set[str]:
    """Name the engines that a test asks for."""
    if "engines" in getattr(item, "fixturenames", ()):
        return set(NAMES)
    call = getattr(item, "callspec", None)
    return {str(call.params["engine"])} & set(NAMES) if call and "engine" in call.params else set()


def pytest_collection_finish(session: pytest.Session) -> None:
    """Note which engines the selected tests ask for, so that all of them start at once."""
    asked: set[str] = set().union(*map(asked_of, session.items))
    session.config.stash[ASKED] = [name for name in NAMES if name in asked]


@pytest.fixture(scope="session")
def fleet(request: pytest.FixtureRequest) -> Iterator[Fleet]:
    """Start the engines that are asked for, and stop them at the end."""
    started = Fleet(request.config.stash[ASKED])
    request.config.stash[FLEET] = started
    yield started
    started.close()


@pytest.fixture(scope="session")
def engines(fleet: Fleet) -> Mapping[str, Engine]:
    """Give every engine that is to be had, by name."""
    found = {name: _engine(fleet, name) for name in NAMES}
    return {name: engine for name, engine in found.items() if isinstance(engine, Engine)}


@pytest.fixture(params=NAMES)
def engine(request: pytest.FixtureRequest, fleet: Fleet) -> Engine:
    """Give each engine in turn; a test names fewer by parametrizing `engine`, indirect."""
    found = _engine(fleet, request.param)
    if isinstance(found, AbsentError):
        pytest.skip(f"{request.param}: {found}")
    return found


def _engine(fleet: Fleet, name: str) -> Engine | AbsentError:
    """Give an engine, or why there is none, which fails the test where all are required."""
    try:
        return fleet.engine(name)
    except AbsentError as why:
        if REQUIRED:
            pytest.fail(f"{name} is required (CDRQL_REQUIRE=all): {why}", pytrace=False)
        return why


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """List the engines that were used, as they name their versions, and those that were not."""
    if config.option.collectonly:
        return
    fleet = config.stash.get(FLEET, None)
    used = fleet.versions() if fleet else {}
    missing = fleet.missing() if fleet else {}
    lines = {
        "engines": [f"{name} {used[name]}" for name in NAMES if name in used],
        "not there": [f"{name} ({missing[name]})" for name in NAMES if name in missing],
        "not asked for": [name for name in NAMES if name not in used and name not in missing],
    }
    for title, names in lines.items():
        if names:
            terminalreporter.write_line(f"{title}: {', '.join(names)}")
