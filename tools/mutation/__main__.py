"""Runs the trials and prints the score: see the package."""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import tools.mutation
from tools.mutation import SCOPE, SUITE
from tools.mutation.known import UNCHANGED, known
from tools.mutation.mutants import Mutant, mutants
from tools.mutation.report import Result, excluded, page, survivors, table
from tools.mutation.trial import prepare, try_by_import, try_in_place


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=tools.mutation.__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--module", action="append", choices=SCOPE, help="all, if none is named")
    parser.add_argument("--sample", type=int, metavar="N", help="try N mutants of each module")
    parser.add_argument("--seed", type=int, default=1, help="which N")
    parser.add_argument("--workers", type=int, default=2, help="trials at once")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the page of the docs")
    parser.add_argument("--known", action="store_true", help="try the mutants of known.py alone")
    return parser.parse_args()


def chosen(found: list[Mutant], sample: int | None, seed: int) -> list[Mutant]:
    """Choose so many mutants of each module, or all."""
    rng = random.Random(seed)
    tried: list[Mutant] = []
    for module in dict.fromkeys(mutant.module for mutant in found):
        of = [mutant for mutant in found if mutant.module == module]
        places = range(len(of)) if sample is None else rng.sample(range(len(of)), len(of))[:sample]
        tried += [of[place] for place in sorted(places)]
    return tried


def results(found: list[Mutant], workers: int) -> Iterator[Result]:
    """Try mutants, but for those that change nothing that could be seen."""
    reasons = excluded()
    yield from (Result(m, "excluded", reasons[m.name]) for m in found if m.name in reasons)
    tried = [mutant for mutant in found if mutant.name not in reasons]
    from tools.mutation.reach import reach

    reached = reach(workers)
    by_import = [mutant for mutant in tried if reached.is_imported(mutant)]
    in_place = [mutant for mutant in tried if not reached.is_imported(mutant)]
    for mutant, outcome in try_in_place(in_place, reached.of, workers):
        if outcome == "unfit":
            by_import.append(mutant)
        else:
            yield Result(mutant, outcome)
    for mutant, outcome in try_by_import(by_import, reached.of, workers):
        yield Result(mutant, outcome)


def told(results: Iterator[Result], count: int) -> Iterator[Result]:
    """Say on stderr how far it is."""
    for done, result in enumerate(results, 1):
        print(f"\r{done} of {count} ", end="" if done < count else "\n", file=sys.stderr)
        yield result


def try_known(workers: int) -> int:
    """Try the known mutants, both ways, by the first tests; what changes nothing has to survive."""
    wrong = 0
    for try_them in (try_by_import, try_in_place):
        for mutant, outcome in try_them(known(), lambda _: None, workers, SUITE[:1]):
            print(f"{outcome:8}  {mutant.name}")
            wrong += (outcome == "survived") is not (mutant.new == UNCHANGED)
    return wrong


def main() -> int:
    """Print how many mutants were killed, and those that were not."""
    asked = options()
    prepare()
    if asked.known:
        return try_known(asked.workers)
    every = [mutant for module in asked.module or SCOPE for mutant in mutants(module)]
    tried = chosen(every, asked.sample, asked.seed)
    found = list(told(results(tried, asked.workers), len(tried)))
    print(table(found), *survivors(found), sep="\n")
    if asked.write:
        arguments = [word for word in sys.argv[1:] if not word.startswith(("--write", "docs/"))]
        asked.write.parent.mkdir(exist_ok=True)
        asked.write.write_text(page(found, arguments, len(every)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
