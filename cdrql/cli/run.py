"""`cdrql run`: the answer to a request, from a database."""

import csv
import re
import shutil
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
    warehouse_option,
)
from cdrql.options import Output
from cdrql.terminal.telling import print_text, tell_problems

if TYPE_CHECKING:
    from cdrql.compiled import Column
    from cdrql.engines.rows import AnswerRow, Cell
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
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.001),
    default=30.0,
    show_default=True,
    help="Seconds that the query may take.",
)
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
        rows = opened.answer(compiled)
        tell_problems("warning", *value_problems(opened, placed))
    form = form or ("table" if sys.stdout.isatty() else "json")
    # Beside data it goes to stderr, so that a pipe gets the answer alone.
    if not quiet:
        print_text(_what_counts(warehouse) + ("\n" if form == "table" else ""), err=form != "table")
    printed = (
        _print_csv(rows, compiled.columns, spreadsheet)
        if form == "csv"
        else _print_rows(form, rows, compiled.columns)
    )
    click.echo(printed, nl=False, color=True)  # else what looks like colours is taken out of data


def _what_counts(warehouse: "Warehouse") -> str:
    """Say what the numbers count: what a call is, and when it is answered."""
    answered = " ".join(warehouse.fields["answered"].source.split())
    return f"{warehouse.name}: {warehouse.grain}\nanswered: {answered}"


def _print_rows(form: str, rows: "list[AnswerRow]", columns: "tuple[Column, ...]") -> str:
    """Print rows in one of the formats."""
    from cdrql.engines.rows import row_as_json, rows_as_json
    from cdrql.terminal.drawing import draw_fitted, draws_blocks

    if form == "json":
        return rows_as_json(rows)
    if form == "jsonl":
        return "".join(f"{row_as_json(row)}\n" for row in rows)
    across = shutil.get_terminal_size((100, 24)).columns
    drawn = draw_fitted(rows, columns, across, plain=not draws_blocks(sys.stdout))
    return f"{drawn}\n{len(rows)} row{'' if len(rows) == 1 else 's'}\n"


def _print_csv(rows: "list[AnswerRow]", columns: "tuple[Column, ...]", spreadsheet: bool) -> str:
    """Print rows as CSV with a header; NULL is an empty cell, and texts are as they are stored."""
    from cdrql.engines.rows import plain_cell

    names = [column.name for column in columns]
    cells = ([row[name] for name in names] for row in rows)
    line = csv.writer(_Line()).writerow
    lines = [
        line(names),
        *(line(map(_defused_cell if spreadsheet else plain_cell, row)) for row in cells),
    ]
    return "".join(f"{text[:-2]}\n" for text in lines)


class _Line:
    """Gives back what is written to it: a line, ended by CR and LF so that both are quoted."""

    def write(self, text: str) -> str:
        """Give it back."""
        return text


# What begins a formula, blanks before it or not; a number below zero, or a clock of ours, does not.
_FORMULA = re.compile(r"\s*[=+@\uff1d\uff0b\uff0d\uff20-]")
_BELOW_ZERO = re.compile(r"-[0-9]+(\.[0-9]+|:[0-9]{2}:[0-9]{2})?")


def _defused_cell(cell: "Cell") -> "Cell":
    """Give a cell so that a spreadsheet shows it, and runs nothing."""
    from cdrql.engines.rows import plain_cell

    runs = isinstance(cell, str) and _FORMULA.match(cell) and not _BELOW_ZERO.fullmatch(cell)
    # With a quote in front it begins no formula any more.
    return f"'{cell}" if runs else plain_cell(cell)
