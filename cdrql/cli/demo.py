"""`cdrql demo`: build a warehouse of made-up calls and answer requests from it."""

import shlex
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from cdrql.demo import traffic
from cdrql.terminal.telling import wants_colour


@click.command()
@click.option(
    "--calls",
    "count",
    type=click.IntRange(1, 10_000_000),
    default=100_000,
    show_default=True,
    help="How many calls to make.",
)
@click.option(
    "--seed",
    type=int,
    default=traffic.DEMO_SEED,
    show_default=True,
    help="The same seed makes the same calls.",
)
@click.option(
    "--directory",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("cdrql-demo"),
    show_default=True,
    help="Where the calls and the requests go.",
)
def command(count: int, seed: int, folder: Path) -> None:
    """Build a warehouse of made-up calls and answer requests from it."""
    from cdrql.demo import playground, tour
    from cdrql.terminal import drawing

    playground.build(folder / "cdrs.db", count, seed, lambda made: _show_progress(made, count))
    for path in playground.write_requests(folder):
        click.echo(f"{path} was changed: it stays as it is, the tour asks the original.", err=True)
    guide = tour.Guide(
        folder=folder,
        program=_program_name(),
        across=max(60, min(shutil.get_terminal_size((80, 24)).columns, 100)),
        plain=not drawing.draws_blocks(sys.stdout),
        bold=lambda text: click.style(text, bold=True),
        dim=lambda text: click.style(text, dim=True),
    )
    for paragraph in guide.tour(count):
        click.echo(paragraph + "\n", color=wants_colour())


def _show_progress(made: Iterable[traffic.MadeCall], count: int) -> Iterable[traffic.MadeCall]:
    """Yield the calls and, on a terminal, draw how far they are."""
    if not sys.stderr.isatty():
        yield from made
        return
    with click.progressbar(
        made,
        length=count,
        label=f"Making {count:,} calls",
        file=sys.stderr,
        # Drawing a bar takes longer than making a call.
        update_min_steps=max(1, count // 200),
    ) as bar:
        yield from bar


def _program_name() -> str:
    """Name this program as the user's shell finds it."""
    found, running = shutil.which("cdrql"), Path(sys.argv[0])
    # Run as `python -m` or from a path, the plain name may be another program, or none.
    if running.name != "cdrql" or (found and Path(found).resolve() == running.resolve()):
        return "cdrql"
    return shlex.quote(str(running))
