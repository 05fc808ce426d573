"""A mutant's trial: a process of its own, in which the tests run until one fails.

Most mutants are in functions that no import runs. They are put into a process that has imported
and collected everything, so that little but the tests is left to do. For the others the package
is imported with the change.
"""

from __future__ import annotations

import atexit
import gc
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import wait
from typing import Any, Literal

import pytest

from tools.mutation import SUITE
from tools.mutation.mutants import Mutant
from tools.mutation.plant import Imported, plant
from tools.mutation.suite import Chosen, InProcess, Seconds, choose, file_of, pass_, run

Outcome = Literal["killed", "hung", "survived", "unfit"]
Trial = Callable[[Mutant, Seconds | None], bool]
Choice = Callable[[Mutant], Seconds | None]  # the tests that try a mutant; None means all
Rows = Sequence[Sequence[str]]
Send = Callable[[Any], None]

# What the tests import anyway, once for all trials; nothing of cdrql, which each has for itself.
HEAVY = (
    *("sqlglot", "sqlglot.dialects.postgres", "sqlglot.dialects.mysql"),
    *("sqlglot.dialects.clickhouse", "sqlglot.dialects.sqlite", "sqlglot.optimizer.scope"),
    *("lark", "pydantic", "hypothesis", "click.testing", "sqlite_utils"),
)
FORK = get_context("fork")
SECONDS = 10.0  # of processor time, beyond what the chosen tests take without a mutant
MEMORY = 6 * 2**30
UNFIT = 99  # how a process ends that a mutant cannot be put into


def prepare() -> None:
    """Import what all trials share, and let what they compile be kept until the end."""
    os.environ.pop("CDRQL_REQUIRE", None)  # the suite of trials asks for no engine
    for name in HEAVY:
        import_module(name)
    from hypothesis import Phase, settings

    # What is found is not kept, for it is no fault of the project; nor is it made smaller.
    phases = [Phase.explicit, Phase.generate]
    settings.register_profile("mutation", database=None, derandomize=True, phases=phases)
    settings.load_profile("mutation")
    sys.dont_write_bytecode, sys.pycache_prefix = False, tempfile.mkdtemp(prefix="cdrql-mutation-")
    atexit.register(shutil.rmtree, sys.pycache_prefix, ignore_errors=True)


def try_by_import(
    mutants: Iterable[Mutant], chosen: Choice, workers: int, rows: Rows = SUITE
) -> Iterator[tuple[Mutant, Outcome]]:
    """Try mutants, each in a process that imports the package with the change."""
    assert "cdrql" not in sys.modules, "a trial could not import it with a change"

    def trial(mutant: Mutant, seconds: Seconds | None) -> bool:
        plant(mutant)
        files = {name.partition("::")[0] for name in seconds or ()}
        for row in rows:
            wanted = [name for name in row if seconds is None or file_of(name) in files]
            if wanted and not run(wanted, Chosen(seconds)):
                return False
        return True

    yield from _try_all(mutants, chosen, workers, trial)


def try_in_place(
    mutants: Iterable[Mutant], chosen: Choice, workers: int, rows: Rows = SUITE
) -> Iterator[tuple[Mutant, Outcome]]:
    """Try mutants, each in a copy of one process that has imported and collected everything."""
    listed = list(mutants)
    places = {mutant.name: place for place, mutant in enumerate(listed)}

    def work(send: Send) -> None:
        def loop(trial: Trial) -> None:
            for mutant, outcome in _try_all(listed, chosen, workers, trial):
                send((places[mutant.name], outcome))

        passed = run([name for row in rows for name in row], _Collected(loop))
        assert passed, "the suite cannot be collected"

    for place, outcome in apart(work):
        yield listed[place], outcome


class _Collected(InProcess):
    """A plugin of pytest that runs no test, but gives the way to try a mutant on those there are.

    A mutant that cannot be put in place ends the process with UNFIT.
    """

    def __init__(self, loop: Callable[[Trial], None]) -> None:
        self._loop = loop

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Go through the mutants."""
        imported = Imported()
        gc.freeze()

        def trial(mutant: Mutant, seconds: Seconds | None) -> bool:
            try:
                imported.put(mutant)
            except ValueError:
                os._exit(UNFIT)
            items = session.items
            return pass_(session, items if seconds is None else choose(items, seconds))

        self._loop(trial)
        return True


def _try_all(
    mutants: Iterable[Mutant], chosen: Choice, workers: int, trial: Trial
) -> Iterator[tuple[Mutant, Outcome]]:
    """Try mutants, some at once, and tell each outcome as soon as it is known."""
    running: dict[int, tuple[Mutant, Any, float]] = {}
    for mutant in mutants:
        seconds = chosen(mutant)
        if seconds is not None and not seconds:
            yield mutant, "survived"  # no test runs it
            continue
        limit = SECONDS + 2 * sum((seconds or {}).values())
        process = FORK.Process(target=_end_with, args=(trial, mutant, seconds, limit))
        process.start()
        running[process.sentinel] = mutant, process, time.monotonic() + 20 * limit
        while len(running) >= workers:
            yield from _ended(running)
    while running:
        yield from _ended(running)


def _ended(running: dict[int, tuple[Mutant, Any, float]]) -> Iterator[tuple[Mutant, Outcome]]:
    """Wait for trials that end; one that sleeps for ever is ended."""
    done = wait(list(running), timeout=1)
    for sentinel, (mutant, process, until) in list(running.items()):
        if late := time.monotonic() > until:
            process.kill()
        if late or sentinel in done:
            process.join()
            del running[sentinel]
            yield mutant, _outcome(process.exitcode)


def _outcome(code: int) -> Outcome:
    """Tell what the end of a process means."""
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return "hung"
    return {0: "survived", UNFIT: "unfit"}.get(code, "killed")  # type: ignore[return-value]


def _end_with(trial: Trial, mutant: Mutant, seconds: Seconds | None, limit: float) -> None:
    """Hold a trial in this process, which ends and says what came of it."""
    resource.setrlimit(resource.RLIMIT_CPU, (int(limit), int(limit) + 5))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(silence, stream.fileno())
    code = 1
    try:
        code = int(not trial(mutant, seconds))
    finally:
        os._exit(code)


def apart(work: Callable[[Send], None]) -> Iterator[Any]:
    """Begin some work in a process that ends with it, and give what it sends."""
    receive, send = FORK.Pipe(duplex=False)
    process = FORK.Process(target=work, args=(send.send,))
    process.start()
    send.close()
    return _received(process, receive)


def _received(process: Any, receive: Any) -> Iterator[Any]:
    """Give what a process sends until it ends."""
    while True:
        try:
            yield receive.recv()
        except EOFError:
            break
    process.join()
    assert process.exitcode == 0, "the work apart from this process failed"
