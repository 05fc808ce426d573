"""What came of the trials: the score of each module, the survivors, and the page of the docs."""

from __future__ import annotations

import platform
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Literal, NamedTuple

from tools.mutation.mutants import Mutant, file_of
from tools.mutation.trial import Outcome

EQUIVALENT = Path(__file__).with_name("equivalent.txt")
HEADS = ("module", "mutants", "killed", "of them hung", "survived", "excluded", "score")


class Result(NamedTuple):
    """A mutant, what came of it, and why it is excluded if it is."""

    mutant: Mutant
    outcome: Outcome | Literal["excluded"]
    reason: str = ""


@cache
def excluded() -> dict[str, str]:
    """Read the mutants that change nothing that could be seen, each with the reason why."""
    text = EQUIVALENT.read_text(encoding="utf-8")
    pairs = [block.splitlines() for block in text.strip().split("\n\n") if block]
    return {name: reason for reason, *names in pairs for name in names}


def score(results: Sequence[Result]) -> str:
    """Give the share of mutants that were killed, of those that are not excluded."""
    count = Counter(result.outcome for result in results)
    tried = len(results) - count["excluded"]
    return f"{100 * (tried - count['survived']) / tried:.1f} %" if tried else "-"


def rows(results: Sequence[Result]) -> Iterator[tuple[str, ...]]:
    """Give the row of each module, and of all."""
    by_module: dict[str, list[Result]] = {}
    for result in results:
        by_module.setdefault(file_of(result.mutant.module), []).append(result)
    for name, found in [*by_module.items(), ("all", [*results])]:
        count = Counter(result.outcome for result in found)
        numbers = (
            *(len(found), count["killed"] + count["hung"], count["hung"]),
            *(count["survived"], count["excluded"]),
        )
        yield (name, *map(str, numbers), score(found))


def table(results: Sequence[Result]) -> str:
    """Show the rows for a terminal."""
    lines = [HEADS, *rows(results)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)


def survivors(results: Sequence[Result]) -> list[str]:
    """List what no test noticed, in the order of the files."""
    found = [result.mutant for result in results if result.outcome == "survived"]
    return [f"{m.place}  {m.old} -> {m.new}" for m in sorted(found, key=_where)]


def _where(mutant: Mutant) -> tuple[str, int]:
    return mutant.module, mutant.line


def page(results: Sequence[Result], arguments: Sequence[str], every: int) -> str:
    """Write the page of the docs; `every` is how many mutants there are."""
    lines = [HEADS, ["---", *["--:"] * (len(HEADS) - 1)], *rows(results)]
    tested = f"Python {platform.python_version()}, sqlglot {version('sqlglot')}"
    return PAGE.format(
        command=" ".join(["python -m tools.mutation", *arguments]),
        count=f"{len(results):,} of {every:,}",
        date=f"{datetime.now(UTC):%Y-%m-%d}",
        versions=f"{tested}, pytest {version('pytest')}",
        table="\n".join(f"| {' | '.join(line)} |" for line in lines),
        survivors=_code(survivors(results)),
        excluded=_code(_reasons(results)),
    )


def _reasons(results: Sequence[Result]) -> Iterator[str]:
    """List what is excluded, each reason above its mutants."""
    by_reason: dict[str, list[Mutant]] = {}
    for result in results:
        if result.outcome == "excluded":
            by_reason.setdefault(result.reason, []).append(result.mutant)
    for reason, found in by_reason.items():
        yield f"# {reason}"
        yield from (f"{m.place}  {m.old} -> {m.new}" for m in sorted(found, key=_where))


def _code(lines: Iterable[str]) -> str:
    """Show lines as they are."""
    return "\n".join(["```", *lines, "```"])


PAGE = """# Mutation

Does a test fail when the compiler is wrong? `make mutation` changes it in one place at a time (an
operator, a constant, a condition, a row of a table, a COALESCE, a rounding, a mask that is left
out), and runs the tests that reach the place, in process: nothing here needs a server. A mutant
that no test notices survives, and is listed.

- What is changed: all that `cdrql.compile` runs, the policy and the backends (`SCOPE` in
  `tools/mutation/__init__.py`); not the decorators (caches, slots), types and assertions in it.
- What has to notice: `SUITE` there, of it the tests that reach the place, for 20 seconds; the
  quickest files come first. Tests that come too late, or run on servers, see more than is counted.
- A mutant that only a time limit ends counts as killed, and is counted apart as hung.
- Excluded is what changes nothing that could be seen, with the reason, by hand
  (`tools/mutation/equivalent.txt`).

`{command}` tried {count} mutants on {date}, with {versions}. With `--sample` these are
as many of each module, drawn by the seed: the same ones each time.

{table}

## Survivors

{survivors}

## Excluded

{excluded}
"""
