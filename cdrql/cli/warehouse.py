"""`cdrql warehouse`: the mappings that there are, what one says, and whether a database fits it."""

import json
import sys
from datetime import datetime
from typing import TYPE_CHECKING

import click

from cdrql.cli.options import (
    database_option,
    format_option,
    open_warehouse,
    timeout_option,
    warehouse_option,
)
from cdrql.terminal.telling import WRONG, print_text, wants_colour
from cdrql.texts.carets import escape_unseen

if TYPE_CHECKING:
    from cdrql.audit.report import Report

# In these years every zone's offsets are known.
_FIRST_DAY, _LAST_DAY = datetime(1901, 1, 1), datetime(2099, 12, 31)
_SHADES = {"error": "red", "warning": "yellow", "note": "cyan"}


@click.group()
def command() -> None:
    """List the warehouses, show what one maps, or check one against a database."""


@command.command("list")
@format_option("How to print them.")
def list_command(form: str) -> None:
    """List the warehouses that come with cdrql, ready mappings of what known systems make."""
    from cdrql.mapping import load_warehouse, presets
    from cdrql.model.default import DEFAULT

    warehouses = (DEFAULT, *map(load_warehouse, presets()))
    if form == "json":
        rows = [
            {"name": h.name, "title": h.title, "dialects": list(h.dialects)} for h in warehouses
        ]
        click.echo(_to_json(rows))
        return
    cells = [(h.name, ", ".join(h.dialects) or "every dialect", h.title) for h in warehouses]
    wide = [max(len(cell[place]) for cell in cells) for place in range(2)]
    for name, dialects, title in cells:
        click.echo(f"{name:{wide[0]}}  {dialects:{wide[1]}}  {title}".rstrip())


@command.command("show")
@click.argument("name", required=False, metavar="[NAME-or-FILE]")
@format_option("How to print it.")
def show_command(name: str | None, form: str) -> None:
    """Show what a mapping says: its calls, what is answered, the fields it has and lacks.

    Without a name it is the nearest cdrql.toml, or else the default warehouse.
    """
    from cdrql.audit.mapping_json import warehouse_json
    from cdrql.audit.show import warehouse_lines

    warehouse = open_warehouse(name)
    if form == "json":
        click.echo(_to_json(warehouse_json(warehouse)))
        return
    print_text("\n".join(warehouse_lines(warehouse)))


@command.command("check")
@database_option
@warehouse_option
@format_option("How to print what is found.")
@click.option(
    "--sample",
    "most",
    type=click.IntRange(min=1),
    default=100_000,
    show_default=True,
    metavar="ROWS",
    help="Rows to read: all of a small table, the newest of a large one.",
)
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=lambda _ctx, _option, day: _check_day(day),
    help="Read the calls from this day (UTC) on instead, whatever it takes.",
)
@click.option("--full", is_flag=True, help="Read all calls, whatever it takes.")
@timeout_option("Seconds that each query may take.")
@click.pass_context
def check_command(
    ctx: click.Context,
    database: str,
    name: str | None,
    form: str,
    most: int,
    since: datetime | None,
    full: bool,
    timeout: float,
) -> None:
    """Check a mapping against a database: tables, SQL, plans, and the calls themselves.

    The database is only read, and no large table is read whole unless --full or --since asks for
    it. Exit code 0 if nothing is an error, 1 otherwise.
    """
    from cdrql.audit.checks import Bounds, check_mapping
    from cdrql.engines.database import connect

    warehouse = open_warehouse(name)
    bounds = Bounds(most, since.date() if since else None, full)
    with connect(database, timeout=timeout) as opened:
        report = check_mapping(opened, opened.place_tables(warehouse), bounds)
    if form == "json":
        click.echo(_to_json(report.as_dict()))
    else:
        _print_report(report)
    if report.failed:
        ctx.exit(WRONG)


def _check_day(day: datetime | None) -> datetime | None:
    """Refuse a day outside the years that calls are looked at in."""
    if day and not _FIRST_DAY <= day <= _LAST_DAY:
        raise click.BadParameter(
            f"a day is from {_FIRST_DAY:%F} to {_LAST_DAY:%F}; --full reads all"
        )
    return day


def _to_json(value: object) -> str:
    """Print JSON for programs that a terminal may show."""
    # ASCII alone would make names of other scripts unreadable.
    return escape_unseen(json.dumps(value, indent=2, ensure_ascii=False))


def _print_report(report: "Report") -> None:
    """Print a report as text: facts first, then findings, the worst first."""
    from cdrql.audit.printed import report_lines

    print_text("\n".join(report_lines(report)))
    for finding in report.findings:
        label = click.style(finding.label, fg=_SHADES[finding.severity], bold=True)
        click.echo(f"{label}: {finding.text}", color=wants_colour())
    click.echo(f"{report.summary}.", color=wants_colour())
    sys.stdout.flush()
