"""Shows what servers answered: as a table, and as the page that records a run."""

import time
from collections.abc import Sequence

from tools.differential.running import aligned
from tools.docs.markdown import table as markdown
from tools.versions.running import Asked

_HEADS = (
    *("engine", "version", "from", "conformance", "random requests", "of mappings"),
    *("rows compared", "differences"),
)

_PAGE = """\
# Versions of servers

`make versions` starts every server that `make engines` brings and those that Debian's other suites
keep (their packages are unpacked into a cache, nothing is installed), and asks each:

- the conformance suite, by its URL, so through the sessions of `cdrql run`;
- random requests in both outputs, for the tables of `cdrql load` and for each mapping in
  `tools/mirrors`: every kind of start, of column, of fold and of lookup.

Every answer has to be, to the byte, that of a reference in plain Python. It is no part of CI, which
runs the servers of `make engines`. What is printed for servers that are not here, older MySQL and
MariaDB above all, is in [servers.md](../servers.md).

## The run on record

`python -m tools.versions --requests {requests} --mirrors {mirrored} --seed {seed}` on {when}.
The columns count answers:

{table}
"""


def _cells(asked: Asked) -> list[str]:
    counts = (asked.conformance, asked.unmapped, asked.mapped, asked.rows, asked.differences)
    return [asked.engine, asked.version, asked.source, *(f"{count:,}" for count in counts)]


def shown_table(found: Sequence[Asked]) -> str:
    """Show the run for a terminal."""
    return aligned([_HEADS, *map(_cells, found)])


def versions_page(found: Sequence[Asked], requests: int, mirrored: int, seed: int) -> str:
    """Write the page that records a run."""
    when = time.strftime("%-d %B %Y")
    table = markdown(_HEADS, *map(_cells, found))
    return _PAGE.format(requests=requests, mirrored=mirrored, seed=seed, when=when, table=table)
