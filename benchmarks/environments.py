"""The environments that are compared: with the pure wheel of sqlglot, and with the compiled one."""

import subprocess
import sys
import venv
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

WHEELS = {"pure": "sqlglot", "fast": "sqlglot[c]"}
_EXTRAS = {"pure": ".", "fast": ".[fast]"}
_VERSIONS = (
    "from importlib.metadata import version, distributions as d;"
    "print(version('sqlglot'), 'sqlglotc' in {x.name for x in d()})"
)


def find_pythons() -> dict[str, Path]:
    """Give a Python for each wheel: the running one for its own, a throw-away one for the other."""
    here = "fast" if _is_compiled() else "pure"
    found = {}
    for wheel in WHEELS:
        try:
            found[wheel] = Path(sys.executable) if wheel == here else _other(wheel)
        except (subprocess.CalledProcessError, OSError) as error:
            print(
                f"{WHEELS[wheel]} cannot be installed, so it is left out: {error}", file=sys.stderr
            )
    return found


def _is_compiled() -> bool:
    """Say whether the running environment has the compiled wheel."""
    try:
        return bool(version("sqlglotc"))
    except PackageNotFoundError:
        return False


def _other(wheel: str) -> Path:
    """Make an environment with the other wheel of the same version, beside what is running."""
    home = Path(sys.prefix) / f"bench-{wheel}"
    python = home / "bin" / "python"
    wanted = f"{version('sqlglot')} {wheel == 'fast'}"
    if _has(python) == wanted:
        return python
    print(f"Making an environment with {WHEELS[wheel]} in {home} ...", file=sys.stderr)
    venv.create(home, with_pip=True, clear=True)
    install = (str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    pinned = f"{WHEELS[wheel]}=={version('sqlglot')}"
    root = Path(__file__).parent.parent
    subprocess.run((*install, "--editable", _EXTRAS[wheel], pinned), cwd=root, check=True)
    return python


def _has(python: Path) -> str | None:
    """Say which sqlglot an environment has, if it is one and cdrql is there."""
    command = (str(python), "-c", f"import cdrql;{_VERSIONS}")
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    except (subprocess.CalledProcessError, OSError):
        return None
    return done.stdout.strip()
