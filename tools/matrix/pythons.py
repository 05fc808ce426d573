"""Finds interpreters: the running one, on PATH, of pyenv, of uv."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tools.matrix.project import order

_TELL = "import ensurepip, sys, venv; print('.'.join(map(str, sys.version_info[:2])))"


@cache
def find(version: str) -> Path | None:
    """Find a Python of a version, such as `3.12`, that really runs and can make environments."""
    return next((path for path in _candidates(version) if _tells(path) == version), None)


def _candidates(version: str) -> Iterator[Path]:
    """Say where a Python may be; of several of pyenv, the newest first."""
    yield Path(sys.executable)
    yield from (Path(folder) / f"python{version}" for folder in os.get_exec_path())
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    homes = sorted(pyenv.glob(f"{version}.*"), key=lambda home: order(home.name), reverse=True)
    yield from (home / "bin" / "python" for home in homes)
    if uv := shutil.which("uv"):
        command = (uv, "python", "find", "--no-project", version)
        found = subprocess.run(command, capture_output=True, text=True, check=False)
        yield Path(found.stdout.strip())


def _tells(path: Path) -> str | None:
    """Ask a file for its version: a shim of pyenv is there, and fails, where no Python is."""
    try:
        done = subprocess.run((path, "-c", _TELL), capture_output=True, text=True, check=False)
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None
