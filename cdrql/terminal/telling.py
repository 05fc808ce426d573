"""What commands say beside their answers: problems on stderr, in colour on a terminal."""

import os

import click

from cdrql.errors import CdrqlError, Problem
from cdrql.terminal.streams import escape_text, plain_stdout
from cdrql.texts.carets import printable, printable_lines

# Exit codes: the request or the file is wrong; the database cannot be opened or did not answer.
WRONG, NO_DATABASE = 1, 5


def tell_problems(kind: str, *problems: Problem) -> None:
    """Show problems on stderr as errors or warnings, in colour on a terminal."""
    shade = "yellow" if kind == "warning" else "red"
    for problem in problems:
        label = click.style(problem.label(kind), fg=shade, bold=True)
        head = f"{label}: {click.style(printable(problem.message), bold=True)}"
        click.echo("\n".join([head, *problem.details(), ""]), err=True, color=wants_colour())


def print_text(text: str, err: bool = False) -> None:
    """Print text that a terminal only shows, whatever a database or a file brought into it."""
    click.echo(printable_lines(text), err=err)


def print_data(text: str, *, escaped: bool = False) -> None:
    """Print data on stdout as it is; characters that its encoding lacks are `escaped`, or refused.

    Raises CdrqlError (CDR507) for what would be lost.
    """
    stream = plain_stdout()
    try:
        click.echo(text, stream, nl=False, color=True)  # else what looks like colours is taken out
    except UnicodeEncodeError as error:
        if escaped:
            click.echo(escape_text(text, stream.encoding), stream, nl=False, color=True)
            return
        lost = printable(error.object[error.start])
        message = f"stdout is {stream.encoding}, which has no `{lost}`"
        hint = "let it be UTF-8: PYTHONIOENCODING=utf-8"
        raise CdrqlError(Problem("CDR507", message, hint=hint)) from None


def wants_colour() -> bool | None:
    """Let click decide by the terminal, unless the user wants no colour."""
    # https://no-color.org: set to anything but nothing.
    return False if os.environ.get("NO_COLOR") else None
