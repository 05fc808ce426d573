"""Mutants that have to be killed, one of each kind that matters, and one that changes nothing."""

from collections.abc import Iterator

from tests.mutation.mutants import Mutant, mutants, path_of

UNCHANGED = "itself"

# Module, what stands there, what is put there.
KNOWN = (
    # An operator: of arithmetic, of a comparison.
    ("groups", "2 * 10 ** places * q.up", "2 * 10 ** places + q.up"),
    ("values", "start >= end", "start > end"),
    # A COALESCE: around a sum of nothing, around a text that is grouped by.
    ("fragments", "sql.coalesce(total, sql.number(0))", "total"),
    ("backends.sqlite", "sql.coalesce(column, sql.text(''))", "column"),
    # A rounding: the half that is added before a quotient is cut.
    ("groups", "sql.plus(above, half)", "above"),
    # A mask.
    ("fragments", "mask is None", "True"),
)


def known() -> Iterator[Mutant]:
    """Make each known mutant, and one whose source is that of its module."""
    for module, old, new in KNOWN:
        yield next(mutant for mutant in mutants(module) if (mutant.old, mutant.new) == (old, new))
    source = path_of("groups").read_bytes()
    yield Mutant("groups", 1, range(1, 2), "", UNCHANGED, UNCHANGED, source)
