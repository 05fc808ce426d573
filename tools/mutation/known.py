"""Mutants that have to be killed, one of each kind that matters, and one that changes nothing."""

from collections.abc import Iterator

from tools.mutation.mutants import Mutant, mutants, path_of

UNCHANGED = "itself"

# Module, what stands there, what is put there.
KNOWN = (
    # An operator: of arithmetic, of a comparison.
    ("emit.ratios", "2 * 10 ** places * quotient.up", "2 * 10 ** places + quotient.up"),
    ("language.values", "start >= end", "start > end"),
    # A COALESCE: around a sum of nothing, around a text that is grouped by.
    ("emit.sums", "sql.coalesce(total, sql.number(0))", "total"),
    ("backends.sqlite", "sql.coalesce(column, sql.text(''))", "column"),
    # A rounding: the half that is added before a quotient is cut.
    ("emit.ratios", "sql.plus(above, half)", "above"),
    # A mask.
    ("emit.target", "mask is None", "True"),
)


def known() -> Iterator[Mutant]:
    """Make each known mutant, and one whose source is that of its module."""
    for module, old, new in KNOWN:
        yield next(mutant for mutant in mutants(module) if (mutant.old, mutant.new) == (old, new))
    source = path_of("emit.ratios").read_bytes()
    yield Mutant("emit.ratios", 1, range(1, 2), "", UNCHANGED, UNCHANGED, source)
