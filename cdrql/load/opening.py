"""Opens what is loaded: paths and streams, and each the lines of its text."""

from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from os import PathLike, fspath
from pathlib import Path
from typing import BinaryIO

from cdrql.errors import LoadError, Problem
from cdrql.load.file_kinds import open_text
from cdrql.load.lines import decode_lines

ExportSource = str | PathLike[str] | BinaryIO


@dataclass(frozen=True, slots=True)
class Opened:
    """An open source: its bytes, of which some are read, and its lines."""

    stream: BinaryIO
    lines: Generator[str]


def source_name(source: ExportSource) -> str:
    """Name a source as a command line would: a stream is `-`."""
    return fspath(source) if isinstance(source, str | PathLike) else "-"


@contextmanager
def opened_source(source: ExportSource, encoding: str) -> Iterator[Opened]:
    """Open a path; a stream is its caller's to close. LoadError for what cannot be read."""
    held = _open_path(source) if isinstance(source, str | PathLike) else nullcontext(source)
    # Lines are let go of before the file is closed under them.
    with held as stream:
        text = open_text(stream, source_name(source))
        with closing(decode_lines(text, encoding)) as lines:
            yield Opened(stream, lines)


def _open_path(path: str | PathLike[str]) -> BinaryIO:
    try:
        return Path(path).open("rb")
    except OSError as error:
        message = f"{fspath(path)} cannot be read: {error.strerror}"
        raise LoadError(Problem("CDR507", message)) from None
