"""The lines that `cdrql load` rejects: shown, and kept in a file."""

import csv
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from cdrql.errors import LoadError, Problem
from cdrql.load.table import is_database
from cdrql.load.tally import Rejected
from cdrql.texts.carets import printable


@contextmanager
def keep_rejected(
    files: Sequence[str], options: dict[str, Any]
) -> Iterator[Callable[[Rejected], None]]:
    """Show the first rejected lines, and write all of them to a file if one is named."""
    path, left = options["rejected"], options["show_rejected"]
    shown: list[Rejected] = []
    if path is None:
        yield lambda line: shown.append(line) if len(shown) < left else None
    else:
        for file in files:
            _check_may_replace(path, file, options["database"])
        with _create_file(path, options["encoding"]) as out:
            writer = csv.writer(out)
            # Of one file its name says nothing.
            width = 4 if len(files) > 1 else 3
            writer.writerow(Rejected._fields[:width])

            def keep(line: Rejected) -> None:
                writer.writerow(line[:width])
                if len(shown) < left:
                    shown.append(line)

            yield keep
    for line in shown:
        name = f"{line.file}, " if len(files) > 1 else ""
        click.echo(f"{printable(name)}line {line.line}: {printable(line.reason)}", err=True)
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
    if is_database(path):
        raise click.UsageError(f"--rejected names a database: {path}")


def _create_file(path: str, encoding: str) -> Any:
    """Create the file of rejected lines, in the encoding of the file, so that its bytes survive."""
    try:
        return Path(path).open("w", encoding=encoding, errors="surrogateescape", newline="")
    except (OSError, LookupError) as error:
        raise LoadError(Problem("CDR507", f"{path} cannot be written: {error}")) from None
