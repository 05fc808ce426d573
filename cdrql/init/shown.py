"""Shows on a terminal what was recognised or proposed, and what was not."""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from cdrql.init.proposal import Proposal
from cdrql.init.recognise import Match
from cdrql.texts.carets import cell_width, printable

_NAMED = 6  # names of a list that are shown


def recognised(match: Match, others: Sequence[Match]) -> Iterator[str]:
    """Say which preset fits, what it lacks here, and which others fit too."""
    preset = match.preset
    of = f" {printable(match.table)}" if match.table else ""
    yield f"The preset {preset.name} fits{of}: {printable(preset.title)}."
    wanted, found = len(preset.columns), len(match.found)
    there = f"All of its {wanted}" if wanted == found else f"{found} of its {wanted}"
    yield f"  {there} columns are there."
    if match.lacks:
        yield f"  Not there, or of another kind: {shortened((*match.missing, *match.unlike))}."
        yield f"  So it lacks here: {', '.join(match.lacks)}."
    if match.differs:
        yield f"  Declared anew, since their types differ: {shortened(tuple(match.differs))}."
    if others:
        yield f"  Others that fit: {', '.join(map(_other_preset, others))}."


def _other_preset(match: Match) -> str:
    lacks = f", lacks {shortened(match.lacks)}" if match.lacks else ""
    return f"{match.preset.name} ({len(match.found)} columns{lacks})"


def near(matches: Sequence[Match], dialect: str) -> Iterator[str]:
    """Say of presets that nearly fit what is in the way."""
    for match in matches[:3]:
        ways = [f"not there: {shortened(match.missing)}"] if match.missing else []
        ways += [*match.unlike[:_NAMED]]
        if dialect not in match.preset.dialects:
            ways.append(f"it is made for {' and '.join(match.preset.dialects)}")
        yield f"The preset {match.preset.name} does not fit ({printable('; '.join(ways))})."
        if not match.missing:
            yield f"  `cdrql warehouse show {match.preset.name}` may say how to adapt it."


def proposed(proposal: Proposal, across: int) -> Iterator[str]:
    """Show the proposal as a table, and what is left over on both sides."""
    rows = [("field", "column", "confidence", "why")]
    for choice in proposal.choices:
        columns = ", ".join(printable(column.name) for column in choice.columns)
        rows.append((choice.field, columns, choice.confidence, printable(choice.why)))
    yield from table(rows, across)
    for remark in proposal.remarks:
        yield from wrap(printable(remark), 98)
    for name, why in proposal.refused.items():
        yield f"No {name}: {why}."
    if proposal.unused:
        yield from wrap(f"Columns that are not used: {printable(', '.join(proposal.unused))}.", 98)
    if proposal.lacking:
        yield from wrap(f"Fields that are lacking: {', '.join(proposal.lacking)}.", 98)


def table(rows: Sequence[Sequence[str]], across: int) -> Iterator[str]:
    """Align columns; the last is wrapped to what is left of the width."""
    wide = [max(cell_width(row[i]) for row in rows) for i in range(len(rows[0]) - 1)]
    left = sum(wide) + 2 * len(wide)
    for row in rows:
        cells = "".join(c + " " * (w - cell_width(c) + 2) for c, w in zip(row, wide, strict=False))
        lines = wrap(row[-1], max(24, across - left)) or [""]
        yield f"{cells}{lines[0]}".rstrip()
        yield from (" " * left + line for line in lines[1:])


def shortened(names: Sequence[str]) -> str:
    """List names, and count those beyond the first few."""
    more = len(names) - _NAMED
    listed = printable(", ".join(names[:_NAMED]))
    return f"{listed} and {more} more" if more > 0 else listed
