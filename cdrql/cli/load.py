"""`cdrql load`: a CDR export into a SQLite warehouse."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from shlex import quote
from typing import Any, cast

import click

from cdrql.cli.load_rejected import keep_rejected
from cdrql.cli.load_report import tell_loaded
from cdrql.errors import Problem
from cdrql.load.loader import load
from cdrql.load.planned import FormOptions
from cdrql.load.recognition import system_layouts
from cdrql.load.table import Existing
from cdrql.load.unmatched import UnmatchedError
from cdrql.terminal.telling import WRONG, print_text, tell_problems

_DELIMITERS = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}


def _read_pairs(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """Read `warehouse=file` pairs."""
    for value in values:
        if "=" not in value:
            raise click.BadParameter(f"`{value}` is not A=NAME")
    return {name.strip(): stated for name, _, stated in (value.partition("=") for value in values)}


@click.command(short_help="Load a CDR export into a SQLite warehouse.")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, allow_dash=True)
)
@click.option(
    "--layouts",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=lambda ctx, _, asked: _list_layouts(ctx) if asked else None,
    help="List the layouts of systems that are recognised, and exit.",
)
@click.option("--database", required=True, metavar="FILE.db", help="SQLite file to load into.")
@click.option("--columns", metavar="A,-,B", help="The file's columns, by position; - leaves out.")
@click.option(
    "--column",
    multiple=True,
    metavar="A=NAME",
    callback=_read_pairs,
    help="Warehouse column A is NAME in the header; 'A=END - START' is the seconds between.",
)
@click.option(
    "--key",
    multiple=True,
    metavar="NAME",
    help="Column of the file that tells a call, which then counts once, in later loads too.",
)
@click.option("--header/--no-header", default=None, help="Does the file start with names?")
@click.option("--skip", type=click.IntRange(0), default=0, metavar="N", help="Lines to leave out.")
@click.option("--delimiter", metavar="CHAR", help="What separates fields (also: tab).")
@click.option("--encoding", default="utf-8", show_default=True, help="For instance latin-1.")
@click.option("--timezone", default="UTC", show_default=True, help="Zone of local times.")
@click.option(
    "--time-format",
    metavar="STRPTIME",
    help="For instance '%d/%m/%Y %H:%M:%S'; or dmy, mdy, ymd; or excel, excel1904.",
)
@click.option("--round-seconds", is_flag=True, help="Round fractions of durations half up.")
@click.option("--round-amounts", is_flag=True, help="Round amounts half up to 6 decimals.")
@click.option(
    "--decimal-comma/--decimal-point", default=None, help="What is `1,234`: 1.234 or an error?"
)
@click.option("--append", is_flag=True, help="Add to the calls that are in the table.")
@click.option("--replace", is_flag=True, help="Put these calls in the place of those.")
@click.option("--show-rejected", default=10, show_default=True, help="Rejected lines to show.")
@click.option("--rejected", type=click.Path(dir_okay=False), help="CSV file for all of them.")
@click.option("--allow-rejected", is_flag=True, help="Exit 0 even if lines were rejected.")
@click.pass_context
def command(ctx: click.Context, /, files: Sequence[str], **options: Any) -> None:
    """Load CDR exports into the table cdrs of a SQLite file, for `cdrql run` to answer from.

    A FILE (- is stdin) is CSV, TSV, or separated by semicolons or pipes, with or without a header.
    Columns are matched by name: the warehouse's own, and those of Asterisk, FreePBX, FreeSWITCH,
    FusionPBX, CDR-Stats, VoIPmonitor, Yeti and others. Without a header, name them:

    \b
      cdrql load cdr.txt --database calls.db \\
        --columns caller_id,-,destination,duration,bill_duration,q850,-,start_at

    Times are epochs (seconds to nanoseconds) or ISO timestamps; fractions are cut to microseconds.
    Durations are whole seconds or HH:MM:SS. Empty, \\N and NULL are no value. Blanks around a
    value do not count. Amounts have at most 6 decimals, unless --round-amounts rounds them.

    A line that cannot be read is shown and counted, all others are loaded, and the exit code is 1.
    A table that holds calls is left alone without --append or --replace, so that loading a file
    twice counts no call twice.
    """  # noqa: D301 (\b is click's mark of a paragraph that is not to be wrapped)
    if options["append"] and options["replace"]:
        raise click.UsageError("--append and --replace exclude each other")
    # Two flags on the command line, one choice of three in Python.
    existing: Existing = "refuse"
    if options["append"] or options["replace"]:
        existing = "append" if options["append"] else "replace"
    sources = [sys.stdin.buffer if file == "-" else file for file in files]
    with (
        _showing_columns(ctx),
        keep_rejected(files, options) as on_reject,
        _show_progress(files) as on_progress,
    ):
        loaded = load(
            sources,
            options["database"],
            **_form_options(options),
            existing=existing,
            on_reject=on_reject,
            on_progress=on_progress,
        )
    tell_loaded(loaded, options["show_rejected"])
    if loaded.rejected and not options["allow_rejected"]:
        ctx.exit(1)


def _form_options(options: dict[str, Any]) -> FormOptions:
    """Take what is stated of the form of the files, as `load` takes it."""
    stated = {name: options[name] for name in FormOptions.__annotations__}
    if stated["columns"] is not None:
        stated["columns"] = stated["columns"].split(",")
    stated["delimiter"] = _DELIMITERS.get(stated["delimiter"], stated["delimiter"])
    return cast(FormOptions, stated)


def _list_layouts(ctx: click.Context) -> None:
    """List the layouts, and where the columns of each go."""
    for layout in sorted(system_layouts(), key=lambda layout: layout.name):
        click.echo(f"{layout.name:12} {layout.title}")
        for name, source in layout.columns.items():
            ways = [source] if isinstance(source, str) else source
            click.echo(f"  {name:20} {', else '.join(ways)}")
    ctx.exit()


@contextmanager
def _showing_columns(ctx: click.Context) -> Iterator[None]:
    """Show the file's columns below the error that says that they cannot be told."""
    try:
        yield
    except UnmatchedError as error:
        tell_problems("error", *(_with_report_options(ctx, each) for each in error.problems))
        print_text(error.table, err=True)
        ctx.exit(WRONG)


def _with_report_options(ctx: click.Context, problem: Problem) -> Problem:
    """Add the options that only this command has to the command line of a hint."""
    hint = problem.hint or ""
    if "cdrql load" in hint:
        options = ctx.params
        hint += f" --rejected {quote(path)}" if (path := options["rejected"]) else ""
        hint += f" --show-rejected {shown}" if (shown := options["show_rejected"]) != 10 else ""
        hint += " --allow-rejected" if options["allow_rejected"] else ""
    return replace(problem, hint=hint or None)


@contextmanager
def _show_progress(files: Sequence[str]) -> Iterator[Callable[[int], object] | None]:
    """Show a bar on a terminal for files whose size is known."""
    # Only a terminal can draw over a line.
    if not sys.stderr.isatty() or not all(Path(file).is_file() for file in files):
        yield None
        return
    size = sum(Path(file).stat().st_size for file in files)
    with click.progressbar(length=size, label="Loading", file=sys.stderr) as bar:
        yield bar.update
