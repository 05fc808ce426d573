"""The error for an export whose columns cannot be told, with a look at them and what to try."""

import shlex
from collections.abc import Callable, Mapping, Sequence

from cdrql.errors import LoadError, Problem
from cdrql.load.guessing import Guess
from cdrql.model.default import CDRS_COLUMNS, REQUIRED_COLUMNS
from cdrql.texts.carets import printable

Attempt = Callable[[Mapping[str, str] | Sequence[str]], str | None]


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
    names: Sequence[str] | None,
    sample: Sequence[Sequence[str]],
    command: str,
    attempt: Attempt,
) -> UnmatchedError:
    """Explain that columns are missing: what the file has, and the command to try.

    `attempt` tries a guess on the sample, and gives the further options that it takes, or None
    where it reads nothing: such a guess is not printed.
    """
    message = f"the file does not say which columns are {', '.join(missing)}"
    options = None if names else _options_by_position(sample, attempt)
    options = options or _options_by_name(missing, names, sample, attempt)
    hint = "say which is which with --columns: for each column of the file a name below, or `-`"
    if options:
        hint = f"say which is which, for instance: {command} {options}"
    elif names:
        told = " ".join(f"--column {name}=..." for name in missing)
        hint = f"say which is which: {told} (or `END - START`, `A + B`, `A if B is x`)"
    return UnmatchedError(Problem("CDR508", message, hint=hint), _draw_columns(names, sample))


def _options_by_name(
    missing: Sequence[str],
    names: Sequence[str] | None,
    sample: Sequence[Sequence[str]],
    attempt: Attempt,
) -> str | None:
    guessing = Guess(names, sample)
    guess = guessing.by_name(missing)
    told = " ".join(f"--column {shlex.quote(f'{name}={text}')}" for name, text in guess.items())
    left = [name for name in missing if name not in guess]
    if left:
        if names is None:
            return None
        # Nothing can be tried yet: a part of what it takes is shown as such.
        asked = " ".join([told] * bool(told) + [f"--column {name}=..." for name in left])
        if guessing.either:
            return f"{asked} (it may be {' or '.join(f'`{name}`' for name in guessing.either)})"
        return asked if told else None
    further = attempt(guess)
    return None if further is None else f"{told}{further}"


def _options_by_position(sample: Sequence[Sequence[str]], attempt: Attempt) -> str | None:
    guess = Guess(None, sample).by_position()
    further = attempt(guess) if guess else None
    return None if guess is None or further is None else f"--columns {','.join(guess)}{further}"


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
