"""Which tests reach which line, and how long each takes: one run of the suite without a mutant."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

import pytest
from coverage import Coverage

from tools.mutation import SCOPE, SUITE
from tools.mutation.mutants import Mutant, path_of
from tools.mutation.plant import Imported
from tools.mutation.suite import InProcess, Seconds, file_of, run
from tools.mutation.trial import Send, apart

AT_IMPORT = ""  # coverage's name of what no test runs
SLOW = 0.6  # seconds of processor time: what takes longer, watched as here, is left out
MOST = 20.0  # seconds, for all tests of a trial
_RANKS = {file_of(name): rank for rank, row in enumerate(SUITE) for name in row}


class Reach(NamedTuple):
    """The tests that run a line of a file, and the seconds that each test takes."""

    tests: Mapping[tuple[str, int], frozenset[str]]
    seconds: Seconds

    def is_imported(self, mutant: Mutant) -> bool:
        """Say whether a mutant's statement runs at import."""
        path = str(path_of(mutant.module))
        return any(AT_IMPORT in self.tests.get((path, line), ()) for line in mutant.lines)

    def of(self, mutant: Mutant) -> Seconds:
        """Choose the tests that run a mutant's statement; any, where it runs at import."""
        path = str(path_of(mutant.module))
        found = {test for line in mutant.lines for test in self.tests.get((path, line), ())}
        return self._first(self.seconds if AT_IMPORT in found else found & set(self.seconds))

    def _first(self, tests: Iterable[str]) -> Seconds:
        """Order tests by the rows of the suite, the quickest first, as far as time goes."""
        chosen, total = {}, 0.0
        for test in sorted(tests, key=lambda name: (_rank(name), self.seconds[name])):
            total += self.seconds[test]
            if total <= MOST:
                chosen[test] = self.seconds[test]
        return chosen


def _rank(test: str) -> int:
    return _RANKS[test.partition("::")[0]]


class Watch:
    """A plugin of pytest that tells coverage which test runs, and counts its time.

    What earlier tests left in caches is forgotten first: a test alone would run it.
    """

    def __init__(self, coverage: Coverage) -> None:
        self._coverage = coverage
        self._imported: Imported | None = None
        self.seconds: dict[str, float] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Run a test under its own name."""
        self._imported = self._imported or Imported()
        self._imported.forget()
        self._coverage.switch_context(item.nodeid)
        begin = time.process_time()
        result = yield
        self.seconds[item.nodeid] = time.process_time() - begin
        self._coverage.switch_context(AT_IMPORT)
        return result


def reach(workers: int) -> Reach:
    """Run the suite, which has to pass, in some processes at once, and see what it reaches."""
    files = [name for row in SUITE for name in row]
    parts = [apart(partial(_watch, files[place::workers])) for place in range(workers)]
    tests, seconds = defaultdict[tuple[str, int], set[str]](set), dict[str, float]()
    for [part] in parts:
        seconds |= part.seconds
        for place, names in part.tests.items():
            tests[place] |= names
    begun = {file for (file, _), names in tests.items() if AT_IMPORT in names}
    unseen = [module for module in SCOPE if str(path_of(module)) not in begun]
    assert not unseen, f"imported before it was watched, or by no test: {unseen}"
    quick = {name: time for name, time in seconds.items() if time <= SLOW}
    return Reach({place: frozenset(names) for place, names in tests.items()}, quick)


def _watch(names: Sequence[str], send: Send) -> None:
    """Run some files of the suite, and send what they reach."""
    files = [str(path_of(module)) for module in SCOPE]
    coverage = Coverage(data_file=None, include=files, config_file=False)
    watch = Watch(coverage)
    coverage.start()
    passed = run(names, InProcess(), watch)
    coverage.stop()
    assert passed, "the suite fails without a mutant"
    data = coverage.get_data()
    found = {
        (file, line): frozenset(contexts)
        for file in data.measured_files()
        for line, contexts in data.contexts_by_lineno(file).items()
    }
    send(Reach(found, watch.seconds))
