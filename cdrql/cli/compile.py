"""`cdrql compile`: a request as SQL, or as one of the stages before it."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from cdrql.cli.options import (
    add_scope,
    format_option,
    open_warehouse,
    output_option,
    read_request_file,
    request_file,
    scope_option,
    strict_option,
    warehouse_option,
)
from cdrql.errors import BackendError
from cdrql.options import STYLES, Output, Style
from cdrql.terminal.telling import print_data, tell_problems

if TYPE_CHECKING:
    from cdrql.compiled import Compiled


def _complete_dialects(
    _: click.Context, __: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    from cdrql.backend import backend_names

    return [CompletionItem(n) for n in ("all", *backend_names()) if n.startswith(incomplete)]


@click.command()
@request_file
@click.option(
    "-d",
    "--dialect",
    "dialects",
    multiple=True,
    default=["all"],
    shell_complete=_complete_dialects,
    metavar="NAME",
    help="An installed backend, or all of them; may be repeated.  [default: all]",
)
@warehouse_option
@output_option
@click.option("--paramstyle", type=click.Choice(STYLES), help="How parameters are written.")
@click.option(
    "--stage",
    type=click.Choice(["query", "plan", "sql"]),
    default="sql",
    show_default=True,
    help="Show what was asked, what it means, or the SQL.",
)
@format_option("JSON has parameters, columns and warnings too.")
@scope_option
@strict_option
def command(
    file: str,
    dialects: Sequence[str],
    name: str | None,
    output: Output,
    paramstyle: Style | None,
    stage: str,
    form: str,
    scope: tuple[str, ...],
    strict: bool,
) -> None:
    """Print the request in FILE (- is stdin) as SQL.

    With --paramstyle literal the values are in the SQL, for pasting into a console.
    """
    from cdrql.backend import backend_names
    from cdrql.compiler import compile

    text, warehouse = read_request_file(file), add_scope(open_warehouse(name), scope)
    if stage != "sql":
        from cdrql.terminal.stages import show_stage

        click.echo(show_stage(text, stage, output, warehouse))
        return
    how: dict[str, Any] = {
        "output": output,
        "paramstyle": paramstyle,
        "strict": strict,
        "now": datetime.now(UTC),
    }
    compile_for = partial(compile, text, warehouse=warehouse, **how)
    if "all" not in dialects:
        done = [compile_for(dialect=wanted) for wanted in dict.fromkeys(dialects)]
    else:
        done = _compile_all(warehouse.dialects or backend_names(), compile_for, bool(paramstyle))
    # Those are about the request, and so the same for each dialect.
    tell_problems("warning", *done[0].warnings)
    if form == "json":
        print_data(
            json.dumps([_as_dict(one) for one in done], indent=2, default=_instant_text) + "\n"
        )
        return
    for i, one in enumerate(done):
        heading = f"-- {one.dialect}\n" if len(done) > 1 else ""
        print_data(("\n" if i else "") + heading + one.sql + ";\n")


def _compile_all(
    dialects: Sequence[str], compile_for: "Callable[..., Compiled]", styled: bool
) -> "list[Compiled]":
    """Compile for every dialect; the package of somebody else keeps nobody from the others."""
    done: list[Compiled] = []
    broken: list[BackendError] = []
    for wanted in dialects:
        try:
            done.append(compile_for(dialect=wanted))
        except BackendError as error:
            if styled:  # a style that one lacks was asked for
                raise
            broken.append(error)
    if not done:
        raise broken[0]
    for fault in broken:
        tell_problems("warning", *fault.problems)
    return done


def _as_dict(compiled: "Compiled") -> dict[str, object]:
    columns = [
        {"name": c.name, "field": c.field, "type": c.type, "unit": c.unit} for c in compiled.columns
    ]
    warnings = [problem.as_dict() for problem in compiled.warnings]
    params = compiled.params if isinstance(compiled.params, dict) else list(compiled.params)
    return {
        "dialect": compiled.dialect,
        "sql": compiled.sql,
        "params": params,
        "columns": columns,
        "warnings": warnings,
    }


def _instant_text(value: object) -> str:
    assert isinstance(value, datetime)
    return value.isoformat(" ")
