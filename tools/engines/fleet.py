"""Starts the engines that a test session asks for, all at once, and stops them at its end."""

from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from importlib import import_module

from tools.engines import NAMES, AbsentError, Engine

MODULES = {"sqlite-new": "sqlite"}  # the others are modules of their own names


class Fleet:
    """The engines of a test session, by name.

    Its threads live as long as it does: the kernel kills a server with the thread that made it.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._threads = ThreadPoolExecutor(len(NAMES), thread_name_prefix="engine")
        self._starting: dict[str, Future[Engine]] = {}
        for name in names:
            self._begin(name)

    def engine(self, name: str) -> Engine:
        """Give an engine as soon as it runs; raise AbsentError, or what went wrong at its start."""
        return self._begin(name).result()

    def versions(self) -> dict[str, str]:
        """Say which engines run, each with the version that it states itself."""
        started = self._starting.items()
        return {name: f.result().version for name, f in started if not f.exception()}

    def missing(self) -> dict[str, str]:
        """Say which engines were asked for and do not run, and why."""
        started = self._starting.items()
        return {name: str(error) for name, f in started if (error := f.exception())}

    def close(self) -> None:
        """Stop every engine that runs."""
        running = [f.result() for f in self._starting.values() if not f.exception()]
        list(self._threads.map(lambda engine: engine.close(), running))
        self._threads.shutdown()

    def _begin(self, name: str) -> Future[Engine]:
        if name not in self._starting:
            self._starting[name] = self._threads.submit(_start, name)
        return self._starting[name]


def _start(name: str, again: bool = True) -> Engine:
    """Start one engine, whose module is imported only now."""
    try:
        module = import_module(f"tools.engines.{MODULES.get(name, name)}")
        engine: Engine = module.start(name)
    except ImportError as error:  # of a package, or of a module that misses it in another thread
        if again and str(error.name).startswith("tools."):
            return _start(name, again=False)  # alone, it says which package is missing
        missing = f"the package {error.name} is not installed" if error.name else str(error)
        raise AbsentError(f"{missing}: run `make engines`") from error
    return engine
