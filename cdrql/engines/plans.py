"""How an engine would find the rows of a table: the question of a check, and the answer to it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from cdrql.engines.schema import LiveTable
from cdrql.engines.sessions import Answering, Parameters

Verdict = Literal["used", "usable", "none", "unknown"]

WHOLE_TABLE, NO_ROWS = "the whole table", "there are no rows"
ALIAS = "c"  # of the mapping's table in every statement that cdrql prints


@dataclass(frozen=True, slots=True)
class Access:
    """How the database finds a table's rows of one day, and its plan in its own words.

    `verdict` is "used" where an index, a partition or the order of the table serves, "usable"
    where it could and the table is too small for it, "none", or "unknown".
    """

    table: str
    verdict: Verdict
    how: str
    plan: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """Give the access as JSON values."""
        return {
            "table": self.table,
            "verdict": self.verdict,
            "how": self.how,
            "plan": list(self.plan),
        }


@dataclass(frozen=True, slots=True)
class Question:
    """How the database would find the rows of `table` for a statement: one about its `start`.

    The statement is a compiled request for one day, in which the table is `ALIAS`.
    """

    database: Answering
    sql: str
    params: Parameters
    table: LiveTable
    start: str

    def names_start(self, text: str) -> bool:
        """Say whether a condition or a key is about the start column."""
        return re.search(rf"\b{re.escape(self.start)}\b", text, re.IGNORECASE) is not None

    def found(self, verdict: Verdict, how: str) -> Access:
        """Word an answer."""
        return Access(self.table.name, verdict, how)

    def worst(self, reads: Iterable[Access], plan: Iterable[str]) -> Access:
        """Let the worst of several reads speak for the table."""
        # A table that is read whole once is slow, however well its other reads go.
        order: tuple[Verdict, ...] = ("none", "unknown", "usable", "used")
        found = sorted(reads, key=lambda read: order.index(read.verdict))
        if not found:
            found = [self.found("unknown", "the plan shows no read of the table")]
        return replace(found[0], plan=tuple(plan))


def walk_plan(tree: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Walk a plan that is a tree by its `Plans`, parents first."""
    yield tree
    for child in tree.get("Plans", ()):
        yield from walk_plan(child)
