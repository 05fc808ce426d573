"""Shows what a soak found: as a table, and as the page that records a run."""

from __future__ import annotations

import shlex
import time
from collections.abc import Sequence

from tools.differential.running import aligned
from tools.soak.asking import FAULTS
from tools.soak.running import Soaked, total

HEADS = ("engine", "version", "answers", "refusals", "rows compared", *FAULTS)

PAGE = """# Random requests on every engine

`make soak` asks random requests of every engine until its time is up, and fails unless all three of
these are 0:

- **mismatches**: answers that are not, to the byte, those of a reference in plain Python that was
  written from the description of the language; a request that is refused with other codes than the
  rules of the language and its policy say; SQL that an engine refuses.
- **exceptions**: anything that leaves `cdrql.compile` and is neither SQL nor a typed error.
- **leaks**: an answer, error, warning or SQL with what nobody may see under a policy: the rows of
  another tenant, which stand among the calls as canaries; whole numbers from masked columns; the
  values of the policy's scope.

A fifth of the requests is broken on purpose; what still compiles has to be answered as the
reference reads it. Half of all obey a random policy: a scope of one field or two, masks, hidden
fields, the longest window, the oldest call, the most values, limits, the smallest group. One data
set in seven stands in the tables of a mapped warehouse. Both outputs are asked, and every style of
parameters that the engine's driver takes. The same seed asks the same requests; a fault is written
to a file with the command that asks it again. `tests/tools/test_soak.py` plants faults of each
kind, and sees them counted.

## The run on record

The long form asks 100,000 requests: `python -m tools.soak --requests 100000`. What is recorded is
what the command below asked, no more. It ran on {when}:

```
{command}
```

It printed:

```
{table}
```
"""


def table(soaked: Soaked, seed: int) -> str:
    """Show the counts of a run, by engine and together."""
    tally = soaked.tally
    lines = [
        [
            name,
            version,
            *(f"{tally[of, name]:,}" for of in ("answers", "refusals", "rows", *FAULTS)),
        ]
        for name, version in soaked.versions.items()
    ]
    sums = [f"{total(tally, of):,}" for of in ("answers", "refusals", "rows", *FAULTS)]
    kinds = {
        "broken": "broken on purpose",
        "guarded": "under a policy",
        "mapped": "of mapped tables",
    }
    shares = ", ".join(f"{tally[kind, '']:,} {words}" for kind, words in kinds.items())
    return "\n".join(
        [
            f"{'requests compiled':<28}{tally['requests', '']:,} of seed {seed}: {shares}",
            f"{'engines':<28}{len(soaked.versions)}, in {soaked.seconds:,.0f} seconds",
            f"{'rows compared':<28}{total(tally, 'rows'):,}",
            f"{'mismatches':<28}{total(tally, 'mismatches'):,}",
            f"{'exceptions other than typed':<28}{total(tally, 'exceptions'):,}",
            f"{'canary leaks':<28}{total(tally, 'leaks'):,}",
            "",
            aligned([list(HEADS), *lines, ["all", "", *sums]]),
        ]
    )


def page(shown: str, arguments: Sequence[str]) -> str:
    """Write the page that records a run."""
    command = shlex.join(["python", "-m", "tools.soak", *arguments])
    return PAGE.format(when=time.strftime("%-d %B %Y"), command=command, table=shown)
