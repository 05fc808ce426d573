"""Times whole processes: a bare interpreter, the import, the command line, the first compile."""

import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.shapes import PEERS

# What it prints: seconds from before the import until after the compile, and resident bytes.
_FIRST = f"""
import time
start = time.perf_counter()
import cdrql
cdrql.compile({PEERS!r}, "postgres")
seconds = time.perf_counter() - start
print(seconds, int(open("/proc/self/statm").read().split()[1]) * 4096)
"""


# The two that are compared with each other are short: they are started more often.
_TURNS = ("bare", "import") * 4 + ("version", "help", "first")


def time_processes(pythons: Mapping[str, Path], rounds: int) -> dict[str, dict[str, list[float]]]:
    """Start all processes in each round, in an order drawn anew; seconds and MB by name."""
    found: dict[str, dict[str, list[float]]] = {wheel: {} for wheel in pythons}
    turns = [(wheel, name) for wheel in pythons for name in _TURNS]
    for number in range(rounds + 1):
        random.shuffle(turns)
        for wheel, name in turns:
            for measured, value in _measure(name, pythons[wheel]):
                if number:  # the first round warms up
                    found[wheel].setdefault(measured, []).append(value)
        print(f"\r  round {number} of {rounds}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return found


def _measure(name: str, python: Path) -> Iterator[tuple[str, float]]:
    """Start one process; the first compile tells more than the time it took."""
    cdrql = str(python.parent / "cdrql")
    command = {
        "bare": (str(python), "-c", "pass"),
        "import": (str(python), "-c", "import cdrql"),
        "version": (cdrql, "--version"),
        "help": (cdrql, "--help"),
        "first": (str(python), "-c", _FIRST),
    }[name]
    seconds, output = _timed(*command)
    yield name, seconds
    if name == "first":
        within, resident = map(float, output.split())
        yield "within", within
        yield "resident", resident / 1e6


def _timed(*command: str) -> tuple[float, str]:
    """Run a command outside the checkout, so that the installed package is what is found."""
    start = time.perf_counter()
    done = subprocess.run(
        command, cwd=tempfile.gettempdir(), capture_output=True, text=True, check=True
    )
    return time.perf_counter() - start, done.stdout


def read_json(python: Path, module: str, *arguments: str) -> Any:
    """Run a module of the benchmarks in an environment, and read the JSON that it prints."""
    root = Path(__file__).parent.parent
    command = (str(python), "-m", module, *arguments)
    done = subprocess.run(command, cwd=root, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)
