"""`cdrql load`: a CDR export into a SQLite warehouse."""

import csv
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from cdrql.errors import LoadError, Problem
from cdrql.load.loader import Existing, Loaded, Rejected, load
from cdrql.load.recognition import system_layouts
from cdrql.texts.carets import printable

_DELIMITERS = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
_SQLITE = b"SQLite format 3\0"


def _read_pairs(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """Read `warehouse=file` pairs."""
    for value in values:
        if "=" not in value:
            raise click.BadParameter(f"`{value}` is not A=NAME")
    return {name.strip(): stated for name, _, stated in (value.partition("=") for value in values)}


@click.command(short_help="Load a CDR export into a SQLite warehouse.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
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
@click.option("--header/--no-header", default=None, help="Does the file start with names?")
@click.option("--delimiter", metavar="CHAR", help="What separates fields (also: tab).")
@click.option("--encoding", default="utf-8", show_default=True, help="For instance latin-1.")
@click.option("--timezone", default="UTC", show_default=True, help="Zone of local times.")
@click.option("--time-format", metavar="STRPTIME", help="For instance '%d/%m/%Y %H:%M:%S'.")
@click.option("--round-seconds", is_flag=True, help="Round fractions of durations half up.")
@click.option("--append", is_flag=True, help="Add to the calls that are in the table.")
@click.option("--replace", is_flag=True, help="Put these calls in the place of those.")
@click.option("--show-rejected", default=10, show_default=True, help="Rejected lines to show.")
@click.option("--rejected", type=click.Path(dir_okay=False), help="CSV file for all of them.")
@click.option("--allow-rejected", is_flag=True, help="Exit 0 even if lines were rejected.")
@click.pass_context
def command(ctx: click.Context, /, file: str, **options: Any) -> None:
    """Load a CDR export into the table cdrs of a SQLite file, for `cdrql run` to answer from.

    FILE (- is stdin) is CSV, TSV, or separated by semicolons or pipes, with or without a header.
    Columns are matched by name: the warehouse's own, and those of Asterisk, FreePBX, FreeSWITCH,
    FusionPBX, CDR-Stats, VoIPmonitor, Yeti and others. Without a header, name them:

    \b
      cdrql load cdr.txt --database calls.db \\
        --columns caller_id,-,destination,duration,bill_duration,q850,-,start_at

    Times are epochs (seconds to nanoseconds) or ISO timestamps; fractions are cut to microseconds.
    Durations are whole seconds or HH:MM:SS. Empty, \\N and NULL are no value. Blanks around a
    value do not count. Amounts with more than 6 decimals are refused, not rounded.

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
    columns, delimiter = options["columns"], options["delimiter"]
    with _keep_rejected(file, options) as on_reject, _show_progress(file) as on_progress:
        loaded = load(
            sys.stdin.buffer if file == "-" else file,
            options["database"],
            columns=None if columns is None else columns.split(","),
            column=options["column"],
            header=options["header"],
            delimiter=_DELIMITERS.get(delimiter, delimiter),
            encoding=options["encoding"],
            timezone=options["timezone"],
            time_format=options["time_format"],
            round_seconds=options["round_seconds"],
            existing=existing,
            on_reject=on_reject,
            on_progress=on_progress,
        )
    _tell_loaded(loaded, options["show_rejected"])
    if loaded.rejected and not options["allow_rejected"]:
        ctx.exit(1)


def _list_layouts(ctx: click.Context) -> None:
    """List the layouts, and where the columns of each go."""
    for layout in sorted(system_layouts(), key=lambda layout: layout.name):
        click.echo(f"{layout.name:12} {layout.title}")
        for name, source in layout.columns.items():
            ways = [source] if isinstance(source, str) else source
            click.echo(f"  {name:20} {', else '.join(ways)}")
    ctx.exit()


@contextmanager
def _keep_rejected(file: str, options: dict[str, Any]) -> Iterator[Callable[[Rejected], None]]:
    """Show the first rejected lines, and write all of them to a file if one is named."""
    path, left = options["rejected"], options["show_rejected"]
    shown: list[Rejected] = []
    if path is None:
        yield lambda line: shown.append(line) if len(shown) < left else None
    else:
        _check_may_replace(path, file, options["database"])
        with _create_file(path, options["encoding"]) as out:
            writer = csv.writer(out)
            writer.writerow(["line", "reason", "text"])

            def keep(line: Rejected) -> None:
                writer.writerow(line)
                if len(shown) < left:
                    shown.append(line)

            yield keep
    for line in shown:
        click.echo(f"line {line.line}: {printable(line.reason)}", err=True)
        click.echo(f"    {printable(line.text[:160])}", err=True)


def _check_may_replace(path: str, file: str, database: str) -> None:
    """Refuse to empty, by opening it to write, a file that is read or a database."""
    # Neither need be there yet: the second of the two would then find the first.
    if Path(path).resolve() == Path(database).resolve():
        raise click.UsageError("--rejected names the database")
    if not Path(path).is_file():
        return
    loaded = os.fstat(0) if file == "-" else Path(file).stat()
    if os.path.samestat(Path(path).stat(), loaded):
        raise click.UsageError("--rejected names the file that is loaded")
    with Path(path).open("rb") as kept:
        if kept.read(len(_SQLITE)) == _SQLITE:
            raise click.UsageError(f"--rejected names a database: {path}")


def _create_file(path: str, encoding: str) -> Any:
    """Create the file of rejected lines, in the encoding of the file, so that its bytes survive."""
    try:
        return Path(path).open("w", encoding=encoding, errors="surrogateescape", newline="")
    except (OSError, LookupError) as error:
        raise LoadError(Problem("CDR507", f"{path} cannot be written: {error}")) from None


@contextmanager
def _show_progress(file: str) -> Iterator[Callable[[int], object] | None]:
    """Show a bar on a terminal for a file whose size is known."""
    # Only a terminal can draw over a line.
    if file == "-" or not sys.stderr.isatty() or not Path(file).is_file():
        yield None
        return
    size = Path(file).stat().st_size
    with click.progressbar(length=size, label="Loading", file=sys.stderr) as bar:
        yield bar.update


def _tell_loaded(loaded: Loaded, shown: int) -> None:
    """Say on stderr what came from where and how many calls and lines there were."""
    if loaded.system is not None:
        click.echo(f"Recognised as {loaded.system}.", err=True)
    if loaded.header is not None:
        click.echo("The first line was taken as the header.", err=True)
    pairs = ", ".join(f"{name} from {label}" for name, label in loaded.columns.items())
    click.echo(f"Columns: {printable(pairs)}.", err=True)
    if loaded.doubted:
        names = ", ".join(loaded.doubted)
        click.echo(f"Left out, as most values do not fit (--column insists): {names}.", err=True)
    if loaded.ignored:
        click.echo(f"Ignored columns: {printable(', '.join(loaded.ignored))}.", err=True)
    if loaded.unanswered:
        calls = _with_noun(loaded.unanswered, "call")
        click.echo(f"{calls} without talk time, taken as not answered: 0 seconds.", err=True)
    if loaded.passed_over:
        lines = _with_noun(loaded.passed_over, "line")
        click.echo(f"Passed over {lines} of this layout that are no calls.", err=True)
    if loaded.rejected > shown > 0:
        click.echo(f"... and {loaded.rejected - shown} more; --rejected FILE keeps all.", err=True)
    click.echo(
        f"{_with_noun(loaded.calls, 'call')} loaded, {_rejected_lines(loaded.rejected)}.", err=True
    )


def _with_noun(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _rejected_lines(rejected: int) -> str:
    return f"{_with_noun(rejected, 'line')} rejected" if rejected else "no line rejected"
