"""The command: all cases in turn, a count of each kind, and every difference in full."""

import os
import sys
from collections import Counter
from collections.abc import Iterable

import click

from cdrql.backend import get_backend
from cdrql.conformance.calls import CDRS
from cdrql.conformance.cases import Batch, batches
from cdrql.conformance.connection import Connect, import_function, make_table, open_writer
from cdrql.conformance.trial import Trial
from cdrql.errors import CdrqlError, DatabaseError
from cdrql.terminal.streams import guard_streams
from cdrql.terminal.telling import NO_DATABASE, WRONG, tell_problems
from cdrql.texts.secrets import gather_secrets

DEFAULT_REQUESTS, DEFAULT_SEED = 200, 1


def _import_function(_: click.Context, __: click.Parameter, path: str | None) -> Connect | None:
    try:
        return import_function(path) if path else None
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--backend", required=True, metavar="NAME", help="An installed backend.")
@click.option("--database", required=True, metavar="URL", help="An empty database to write to.")
@click.option(
    "--requests",
    type=click.IntRange(min=0),
    default=DEFAULT_REQUESTS,
    show_default=True,
    help="Random requests to ask.",
)
@click.option(
    "--seed", type=int, default=DEFAULT_SEED, show_default=True, help="What they follow from."
)
@click.option(
    "--connect",
    "function",
    metavar="MODULE:FUNCTION",
    callback=_import_function,
    help="What opens the database, where no plugin says it and the URL is not a known one.",
)
@click.option("--replace", is_flag=True, help="Drop the table cdrs, if there is one.")
@click.option("--keep", is_flag=True, help="Leave the table there, with the last calls.")
@click.option("-x", "--exitfirst", is_flag=True, help="Stop at the first difference.")
def command(
    backend: str,
    database: str,
    requests: int,
    seed: int,
    function: Connect | None,
    replace: bool,
    keep: bool,
    exitfirst: bool,
) -> None:
    """Hold a backend to the specification, on a real database.

    Golden requests, values that must come back as they are, and random requests are compiled by
    the backend and run on the database; every answer must be that of a reference in plain Python.
    The table cdrs is made there, and dropped at the end.

    Exit codes: 0 all answers are equal; 1 some differ, or there is no such backend; 2 the command
    line is wrong; 5 the database cannot be opened or written to.
    """
    guard_streams(gather_secrets(["--database", database], os.environ))
    try:
        found = get_backend(backend)
        writer = open_writer(backend, database, function)
        try:
            make_table(writer, replace)
            trial = Trial(backend, writer)
            wrong = _check_cases(trial, batches(found, requests, seed), exitfirst)
            if not keep:
                writer.drop(CDRS)
        finally:
            writer.close()
    except CdrqlError as error:
        tell_problems("error", *error.problems)
        sys.exit(NO_DATABASE if isinstance(error, DatabaseError) else WRONG)
    sys.exit(WRONG if wrong else 0)


def _check_cases(trial: Trial, all_batches: Iterable[Batch], exitfirst: bool) -> bool:
    """Check every case; say whether any answer differs."""
    answered, wrong = Counter[str](), Counter[str]()
    for case, calls in ((case, batch.calls) for batch in all_batches for case in batch.cases):
        answered[case.kind] += 1
        if difference := trial.check(case, calls):
            wrong[case.kind] += 1
            click.echo(f"{difference}\n")
            if exitfirst:
                break
    for kind, count in answered.items():
        click.echo(f"{kind:<8}{count:>6} answers{wrong[kind]:>6} differ")
    return bool(wrong.total())
