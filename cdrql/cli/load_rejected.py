"""The lines that `cdrql load` rejects: shown, and kept in a file."""

import csv
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from cdrql.errors import LoadError, Problem
from cdrql.load.lines import check_encoding
from cdrql.load.table import is_database, journal_owner
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
        check_encoding(options["encoding"])  # before a file is emptied
        for file in files:
            _check_may_replace(path, file, options["database"])
        with _create_file(path, options["encoding"]) as out:
            writer = csv.writer(out)
            encoding = options["encoding"]
            # Of one file its name says nothing.
            width = 4 if len(files) > 1 else 3
            writer.writerow(Rejected._fields[:width])

            def keep(line: Rejected) -> None:
                writer.writerow([_writable(str(cell), encoding) for cell in line[:width]])
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
    if (owner := journal_owner(path)) is not None and (
        owner == Path(database).resolve() or (owner.is_file() and is_database(owner))
    ):
        raise click.UsageError(f"--rejected names the journal of a database: {path}")
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
    except OSError as error:
        raise LoadError(Problem("CDR507", f"{path} cannot be written: {error}")) from None


def _writable(text: str, encoding: str) -> str:
    r"""Give a text as it is, or escaped where it has signs that the encoding has not.

    The export can hold those all the same: `"\u20ac"` in a file of ASCII.
    """
    try:
        text.encode(encoding, "surrogateescape")
    except UnicodeError:
        return text.encode("ascii", "backslashreplace").decode()
    return text
