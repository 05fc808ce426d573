"""`cdrql completion`: the script that lets a shell complete commands, options and dialects."""

import click
from click.shell_completion import get_completion_class

_WHERE = "Put it where the shell looks, for instance: cdrql completion bash >> ~/.bashrc"


@click.command(epilog=_WHERE)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the completion script of a shell."""
    found = get_completion_class(shell)
    assert found is not None  # the three are click's own
    root = ctx.find_root()
    click.echo(found(root.command, {}, "cdrql", "_CDRQL_COMPLETE").source())
