"""How plugins are found: by the name of their entry point, loaded once, and held to a contract."""

from collections.abc import Iterable
from functools import cache
from importlib.metadata import entry_points
from typing import Generic, TypeVar

from cdrql.backend.contract import Backend
from cdrql.errors import BackendError, CdrqlError, Problem, did_you_mean, shown_name

Plugin = TypeVar("Plugin")


class Registry(Generic[Plugin]):
    """The plugins of one group of entry points, each a class that is made without arguments.

    `contract` is what the class derives from, `noun` what one is called, and `error` with `code`
    what is raised of one that is broken.
    """

    def __init__(
        self, group: str, contract: type[Plugin], noun: str, error: type[CdrqlError], code: str
    ) -> None:
        self.group = group
        self._contract = contract
        self._noun = noun
        self._error = error
        self._code = code

    def names(self) -> tuple[str, ...]:
        """Name what is installed, sorted."""
        return tuple(sorted({entry.name for entry in entry_points(group=self.group)}))

    def load(self, name: str) -> Plugin | None:
        """Make what is installed by this name; None where nothing is.

        Raises the registry's error where the package that installed it does something wrong.
        """
        # By its value too: one package may be seen twice, installed and as a checkout.
        found = {e.value: e for e in entry_points(group=self.group) if e.name == name}
        if not found:
            return None
        if len(found) > 1:  # else one would take the other's place, and nobody would know
            message = f"`{name}` is a {self._noun} of several packages: {_listed(found)}"
            raise self._error(Problem(self._code, message, hint="uninstall all but one"))
        [(value, entry)] = found.items()
        try:
            # An abstract method that was left out fails here, not when a request needs it.
            plugin = entry.load()()
        # Whatever a package of somebody else does wrong; even to exit is not up to it.
        except (Exception, SystemExit) as error:
            said = str(error) or type(error).__name__
            message = f"the {self._noun} `{name}` (`{value}`) cannot be loaded: {said}"
            raise self._error(Problem(self._code, message)) from error
        if not isinstance(plugin, self._contract):
            message = f"`{value}` is not a cdrql {self._noun}"
            home = self._contract.__module__.removesuffix(".contract")
            hint = f"derive it from {home}.{self._contract.__name__}"
            raise self._error(Problem(self._code, message, hint=hint))
        if not isinstance(getattr(plugin, "dialect", None), str):
            message = f"the {self._noun} `{name}` (`{value}`) does not state its `dialect`"
            raise self._error(Problem(self._code, message))
        return plugin


def _listed(values: Iterable[str]) -> str:
    return " and ".join(f"`{value}`" for value in sorted(values))


BACKENDS: Registry[Backend] = Registry(
    "cdrql.backends",
    Backend,  # type: ignore[type-abstract]
    "backend",
    BackendError,
    "CDR501",
)


def get_backend(name: str) -> Backend:
    """Give an installed backend by its name, which is that of its entry point.

    Raises BackendError (CDR501) where there is none that works, with the name that is most like it.
    """
    return _loaded(name if isinstance(name, str) else shown_name(name))


# An error is not kept by the cache: what is installed later is found without a restart.
@cache
def _loaded(name: str) -> Backend:
    backend = BACKENDS.load(name)
    if backend is None:
        names = BACKENDS.names()
        hint = did_you_mean(name, names, f"installed are {', '.join(names)}")
        raise BackendError(Problem("CDR501", f"there is no backend `{name[:64]}`", hint=hint))
    backend.name = name
    return backend


def backend_names() -> tuple[str, ...]:
    """Name the installed backends, sorted."""
    return BACKENDS.names()
