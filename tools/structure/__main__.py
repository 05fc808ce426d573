"""Prints the figures, and what they count; fails if a bound is broken."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import tools.structure
from tools.structure.figures import Figure, measure
from tools.structure.tree import read_modules, rooms_of

ROOT = Path(__file__).parents[2]


def report(figures: Sequence[Figure]) -> Iterator[str]:
    """Print a line for each figure, and below them what is counted of those that are bounded.

    A line is `names of two meanings      88  at most 15  BROKEN`.
    """
    for figure in figures:
        broken = "BROKEN" if figure.is_broken else ""
        yield f"{figure.name:48}{figure.shown:>7}  {figure.bound:13} {broken}".rstrip()
    for figure in figures:
        if figure.items:
            yield f"\n{figure.name}"
            yield from (f"  {item}" for item in figure.items)


def main(words: Sequence[str], root: Path = ROOT) -> int:
    """Measure a checkout, or a room of it; 1 if a bound is broken."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.structure",
        description=tools.structure.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("room", nargs="?", choices=[*rooms_of(root), "backends"])
    room = parser.parse_args(words).room
    figures = measure(rooms_of(root), read_modules(root), room)
    print(*report(figures), sep="\n")
    return int(any(figure.is_broken for figure in figures))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
