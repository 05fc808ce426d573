"""The error for an export whose columns cannot be told, with a look at them and what to try."""

import re
import shlex
from collections.abc import Sequence
from itertools import permutations

from cdrql.errors import LoadError, Problem
from cdrql.model.default import CDRS_COLUMNS, REQUIRED_COLUMNS, START_COLUMN
from cdrql.texts.carets import printable

_TIME = re.compile(r"[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{1,4}[ T]|(?:1[0-9]|[2-4])[0-9]{8}\b")
_SECONDS = re.compile(r"-?[0-9]{1,5}(?:\.[0-9]{1,6})?")


class UnmatchedError(LoadError):
    """The export does not say which of its columns are the ones that every call needs."""

    def __init__(self, problem: Problem, table: str) -> None:
        super().__init__(problem)
        self.table = table

    def __str__(self) -> str:
        """Render the problem, and below it the file's columns with their first values."""
        return f"{super().__str__()}\n\n{self.table}"


def unmatched(
    missing: Sequence[str],
    header: Sequence[str] | None,
    sample: Sequence[Sequence[str]],
    command: str,
) -> UnmatchedError:
    """Explain that columns are missing: what the file has, and the command to try."""
    message = f"the file does not say which columns are {', '.join(missing)}"
    attempt = f"{command} {_options_to_try(missing, header, sample)}"
    hint = f"say which is which, for instance: {attempt}"
    return UnmatchedError(Problem("CDR508", message, hint=hint), _draw_columns(header, sample))


def _options_to_try(
    missing: Sequence[str], header: Sequence[str] | None, sample: Sequence[Sequence[str]]
) -> str:
    """Write the options that name the columns, as far as their values let guess."""
    found = guess_columns(sample)
    if header is not None:
        pairs = (f"{name}={header[found[name]] if name in found else '...'}" for name in missing)
        return " ".join(f"--column {shlex.quote(pair)}" for pair in pairs)
    places = {index: name for name, index in found.items()}
    width = len(sample[0]) if sample else 0
    return "--columns " + ",".join(places.get(index, "-") for index in range(width))


def guess_columns(sample: Sequence[Sequence[str]]) -> dict[str, int]:
    """Guess from values which column is the start and which two are the durations."""
    columns = [[cell.strip() for cell in column] for column in zip(*sample, strict=False)]
    times = [i for i, cells in enumerate(columns) if all(map(_TIME.match, cells))]
    spans = [i for i, cells in enumerate(columns) if all(map(_SECONDS.fullmatch, cells))]
    found = {START_COLUMN: times[0]} if times else {}
    # The two durations stand next to each other in most exports.
    for total, billed in sorted(permutations(spans, 2), key=lambda pair: abs(pair[0] - pair[1])):
        pairs = zip(columns[total], columns[billed], strict=True)
        # Real exports hold a few calls that were billed for longer than they lasted.
        if sum(float(whole) >= float(part) for whole, part in pairs) >= 0.9 * len(sample) > 0:
            found |= {"duration": total, "bill_duration": billed}
            break
    return found


def _draw_columns(header: Sequence[str] | None, sample: Sequence[Sequence[str]]) -> str:
    """Show each column of the file on a line: its number, its name, its first values."""
    names = header or [""] * (len(sample[0]) if sample else 0)
    wide = min(30, max((len(name) for name in names), default=0))
    lines = ["The file's columns and their first values:"]
    for i, name in enumerate(names):
        values = "  ".join(printable(row[i].strip()[:40]) for row in sample[:3] if i < len(row))
        lines.append(f"{i + 1:4}  {printable(name[:30]):{wide}}  {values}".rstrip())
    lines += ["", f"The warehouse's columns: {', '.join(CDRS_COLUMNS)}."]
    lines.append(
        f"Every call needs {', '.join(REQUIRED_COLUMNS)}; `-` leaves a column of the file out."
    )
    return "\n".join(lines)
