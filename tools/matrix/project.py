"""What pyproject.toml claims: the Pythons, and the libraries from the oldest to the newest."""

import tomllib
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
LIBRARIES = ("oldest", "newest", "compiled")

_PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
_PYTHON = "Programming Language :: Python :: 3."
# What tests need that need no server; drivers are left out, so that tests of engines are skipped.
_TESTING = ("hypothesis", "packaging", "pysqlite3-binary", "pytest", "setuptools")


def pythons() -> list[str]:
    """Give the versions of Python that are claimed, as `3.11`."""
    found = [c.rpartition(" ")[2] for c in _PROJECT["classifiers"] if c.startswith(_PYTHON)]
    return sorted(found, key=order)


def requires_python() -> str:
    """Give what pip holds a Python to."""
    return str(_PROJECT["requires-python"])


def order(version: str) -> list[int]:
    """Sort versions by their numbers."""
    return [int(part) for part in version.split(".") if part.isdigit()]


def dependencies() -> list[Requirement]:
    """Give what the package requires."""
    return [Requirement(line) for line in _PROJECT["dependencies"]]


def oldest(requirement: Requirement) -> str:
    """Pin a requirement to its lower bound."""
    [bound] = [s.version for s in requirement.specifier if s.operator == ">="]
    return f"{requirement.name}=={bound}"


def requirements(libraries: str, wheel: Path) -> list[str]:
    """Name all that pip installs for a cell: what is not pinned is the newest."""
    testing = [Requirement(line) for line in _PROJECT["optional-dependencies"]["test"]]
    extra = "[fast]" if libraries == "compiled" else ""
    pins = [oldest(found) for found in dependencies()] if libraries == "oldest" else []
    return [f"{wheel}{extra}", *pins, *(str(r) for r in testing if r.name in _TESTING)]
