"""`cdrql run`: the answer to a request, from a database."""

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from cdrql.cli.options import (
    add_scope,
    database_option,
    open_warehouse,
    output_option,
    read_request_file,
    request_file,
    scope_option,
    strict_option,
    timeout_option,
    warehouse_option,
)
from cdrql.options import Output
from cdrql.terminal.telling import print_data, print_text, tell_problems

if TYPE_CHECKING:
    from cdrql.model.warehouse import Warehouse

FORMATS = ("table", "json", "jsonl", "csv")


@click.command()
@request_file
@database_option
@warehouse_option
@output_option
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="How to print the rows.  [default: table on a terminal, else json]",
)
@click.option(
    "--spreadsheet",
    is_flag=True,
    help="In csv, a ' before texts that a spreadsheet would run as formulas.",
)
@timeout_option("Seconds that the query may take.")
@scope_option
@click.option("-q", "--quiet", is_flag=True, help="Do not say what the numbers count.")
@strict_option
def command(
    file: str,
    database: str,
    name: str | None,
    output: Output,
    form: str | None,
    spreadsheet: bool,
    timeout: float,
    scope: tuple[str, ...],
    quiet: bool,
    strict: bool,
) -> None:
    """Answer the request in FILE (- is stdin) from a database; nothing is ever written to it.

    What a call is and which calls count as answered stands above a table; with other formats it
    goes to stderr.
    """
    from cdrql.audit.values import value_problems
    from cdrql.cli.answers import PRINTERS, await_first, join_pieces
    from cdrql.compiler import compile
    from cdrql.engines.database import connect

    if spreadsheet and form != "csv":
        raise click.UsageError("--spreadsheet is for --format csv")
    text, warehouse = read_request_file(file), add_scope(open_warehouse(name), scope)
    # The one clock of a run: nothing below reads another.
    now = datetime.now(UTC)
    with connect(database, timeout=timeout) as opened:
        placed = opened.place_tables(warehouse)
        compiled = compile(
            text, opened.dialect, warehouse=placed, now=now, output=output, strict=strict
        )
        tell_problems("warning", *compiled.warnings)
        # Before it, for no other statement runs while an answer is read.
        tell_problems("warning", *value_problems(opened, placed))
        rows = await_first(opened.stream_answer(compiled))
        form = form or ("table" if sys.stdout.isatty() else "json")
        # Beside data it goes to stderr, so that a pipe gets the answer alone.
        if not quiet:
            table = form == "table"
            print_text(_what_counts(warehouse) + ("\n" if table else ""), err=not table)
        pieces = PRINTERS["spreadsheet" if spreadsheet else form](rows, compiled.columns)
        for piece in join_pieces(pieces):
            print_data(piece, escaped=form != "csv")


def _what_counts(warehouse: "Warehouse") -> str:
    """Say what the numbers count: what a call is, and when it is answered."""
    answered = " ".join(warehouse.fields["answered"].source.split())
    return f"{warehouse.name}: {warehouse.grain}\nanswered: {answered}"
