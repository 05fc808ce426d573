"""Measures what the project promises about speed, and prints it; it judges nothing.

`python -m benchmarks` is how fast requests compile; `python -m benchmarks windows` is how fast
their SQL answers; `python -m benchmarks growth` is what a hostile request costs as it grows.
"""

import argparse
import json
import platform
import random
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.environments import WHEELS, find_pythons
from benchmarks.processes import read_json, time_processes
from benchmarks.report import Samples, measured, sections, table

# Passes through both environments, rounds in each, rounds of processes, shapes for memory.
_FULL, _QUICK = (5, 12, 15, 20_000), (2, 3, 4, 2_000)

_NOTES = """
Medians of many rounds; in each round everything takes its turn, in an order drawn anew.
- every name new: neither the shape nor a string of it was met before (lists shuffled, operators
  drawn, names in other letter case and blanks): the caches of statements and of strings both miss.
- every cache emptied: before each call all is forgotten that requests fill, the printed words of
  measures too; grammars and backends stay loaded.
- sqlglot builds, prints: the floor that "x floor" counts in. The tree that sqlglot parses our SQL
  to is written out as constructors of its nodes; these are run, and the tree is printed. Less than
  1: words of the vocabulary that were printed before are not printed again.
- the machine: the other medians move with it; compare runs only where it is alike.
- memory: {shapes:,} new shapes of four dialects, every tenth as large as the page's example.
"""


def main(words: list[str]) -> None:
    """Run what the first word names; without one, how fast requests compile."""
    if words[:1] == ["windows"]:
        from benchmarks.windows.command import main as windows  # engines are imported there only

        windows(words[1:])
    elif words[:1] == ["growth"]:
        from benchmarks.growth import main as growth  # so are the tests' requests

        growth(words[1:])
    else:
        _compiling(words)


def _compiling(words: list[str]) -> None:
    """Measure both environments in turns, print the table, write JSON where it is wanted."""
    options = _options(words)
    sizes = _QUICK if options.quick else _FULL
    pythons = find_pythons()
    samples = _measure(pythons, *sizes)
    titles = {wheel: _title(wheel, python) for wheel, python in pythons.items()}
    print("\n".join(table(samples, titles)))
    print(_NOTES.format(shapes=sizes[-1]), end="")
    if options.json:
        text = json.dumps({"wheels": titles, "rows": list(_records(samples))}, indent=1)
        options.json.write_text(text + "\n", encoding="utf-8")


def _options(words: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few rounds, for a first look")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all numbers there too")
    return parser.parse_args(words)


def _measure(
    pythons: Mapping[str, Path], passes: int, rounds: int, processes: int, shapes: int
) -> dict[str, dict[str, list[float]]]:
    """Collect all samples of all environments, which take turns so that noise hits both alike."""
    _say("processes")
    samples = time_processes(pythons, processes)
    for number in range(1, passes + 1):
        for wheel, python in pythons.items():
            _say(f"compiling with {WHEELS[wheel]}, pass {number} of {passes}")
            seed = str(random.randrange(2**32))
            for name, found in read_json(python, "benchmarks.compiling", str(rounds), seed).items():
                samples[wheel].setdefault(name, []).extend(found)
    for wheel, python in pythons.items():
        _say(f"memory with {WHEELS[wheel]}, {shapes:,} shapes")
        held = read_json(python, "benchmarks.memory", str(shapes))
        samples[wheel] |= {name: [value] for name, value in held.items()}
    return samples


def _say(what: str) -> None:
    """Tell on stderr what is being measured."""
    print(f"Measuring {what} ...", file=sys.stderr, flush=True)


def _title(wheel: str, python: Path) -> str:
    """Name what an environment runs on; its Python is the one that runs here."""
    ask = "from importlib.metadata import version; print(version('sqlglot'))"
    done = subprocess.run((str(python), "-c", ask), capture_output=True, text=True, check=True)
    return f"{WHEELS[wheel]} {done.stdout.strip()}, Python {platform.python_version()}"


def _records(samples: Mapping[str, Samples]) -> Iterator[dict[str, Any]]:
    """Give every cell of the table as a record, for machines."""
    for section in sections():
        for row in section.rows:
            for wheel, found in samples.items():
                if value := measured(row, wheel, found):
                    about = {"section": section.title, "row": row.label, "wheel": wheel}
                    yield {**about, **asdict(value), "met": value.met}


if __name__ == "__main__":
    main(sys.argv[1:])
