"""The group of commands, each loaded from its own module when it is asked for."""

import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from cdrql import __version__
from cdrql.errors import CdrqlError, DatabaseError, Problem, nearest_word
from cdrql.terminal.streams import give_up_stdout, guard_streams
from cdrql.terminal.telling import NO_DATABASE, WRONG, tell_problems
from cdrql.texts.secrets import gather_secrets

# name -> the line that --help shows for it; the command is `command` of cdrql.cli.<name>.
COMMANDS = {
    "demo": "Build a demo warehouse and answer requests from it.",
    "compile": "Print a request as SQL.",
    "run": "Answer a request from a database.",
    "fields": "Show what a request may ask for.",
    "init": "Write the mapping of an existing database.",
    "warehouse": "List, show and check warehouses.",
    "load": "Load a CDR export into a SQLite warehouse.",
    "completion": "Print the completion script of a shell.",
}


class Commands(click.Group):
    """A group that imports a command's module only when the command is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order of a first visit."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command, or answer None, which click turns into its usage error."""
        # Never an import by what the user typed.
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"cdrql.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, and say which one may be meant where there is none."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            if near := nearest_word(args[0], COMMANDS):
                raise click.UsageError(f"{error.message} Did you mean '{near}'?", ctx) from None
            raise

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table of commands without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def main(self, args: Sequence[str] | None = None, *more: Any, **options: Any) -> Any:
        """Run the command line; no text that leaves it, a traceback neither, tells a secret."""
        words = sys.argv[1:] if args is None else list(args)
        guard_streams(gather_secrets(words, os.environ))
        try:
            return super().main(args, *more, **options)
        except OSError as error:  # but that nobody reads on, of which click makes an end in silence
            tell_problems("error", Problem("CDR507", f"cannot write: {error.strerror}"))
            give_up_stdout()
            sys.exit(WRONG)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error on purpose is told, any other is a bug and shows itself."""
        try:
            done = super().invoke(ctx)
            # What is still in the buffer would fail after the exit code is decided.
            sys.stdout.flush()
            return done
        except CdrqlError as error:
            tell_problems("error", *error.problems)
            ctx.exit(NO_DATABASE if isinstance(error, DatabaseError) else WRONG)
        except OSError:
            give_up_stdout()
            raise


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="cdrql %(version)s")
def cli() -> None:
    """Ask a warehouse of Call Detail Records: ASR, ACD, cost, by any dimension and period.

    Exit codes: 0 done; 1 the request or the file is wrong; 2 the command line is wrong;
    5 the database cannot be opened or did not answer.
    """
