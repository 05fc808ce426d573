"""The group of commands, each loaded from its own module when it is asked for."""

import importlib

import click

from cdrql import __version__

# name -> the line that --help shows for it; the command is `command` of cdrql.cli.<name>.
COMMANDS = {
    "compile": "Print a request as SQL.",
    "run": "Answer a request from a database.",
    "fields": "Show what a request may ask for.",
    "load": "Load a CDR export into a SQLite warehouse.",
    "demo": "Build a demo warehouse and answer requests from it.",
}


class Commands(click.Group):
    """A group that imports a command's module only when the command is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Name the commands in the order of a first visit."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the command, or answer None, which click turns into its usage error."""
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"cdrql.cli.{cmd_name}").command
        assert isinstance(command, click.Command)  # noqa: S101
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the table of commands without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="cdrql %(version)s")
def cli() -> None:
    """Ask a warehouse of Call Detail Records: ASR, ACD, cost, by any dimension and period."""
