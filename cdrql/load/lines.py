"""The lines of an export: bytes decoded one by one, whatever the encoding and the length."""

import io
from collections.abc import Generator
from typing import BinaryIO

from cdrql.errors import LoadError, Problem
from cdrql.load.file_kinds import UNREADABLE, unreadable

LONGEST_LINE = 1 << 20  # characters; of a longer one only the beginning is given


def decode_lines(source: BinaryIO, encoding: str) -> Generator[str]:
    """Decode a file line by line; bytes that are not text stay in it as lone surrogates."""
    check_encoding(encoding)
    # Spreadsheets begin a file with a byte order mark, which would be part of the first name.
    name = "utf-8-sig" if encoding.lower() in ("utf-8", "utf8") else encoding
    # No translation of line ends: those inside quotes belong to the value.
    wrapped = io.TextIOWrapper(source, name, errors="surrogateescape", newline="")
    try:
        # A file without line ends must not be read into memory whole.
        while line := wrapped.readline(LONGEST_LINE):
            yield line
            if len(line) == LONGEST_LINE:
                _pass_rest(wrapped, line)
    # Any of the lines may be the first that cannot be decoded.
    except UnicodeError as error:
        raise LoadError(Problem("CDR508", f"the file cannot be decoded: {error}")) from None
    except UNREADABLE as error:
        raise LoadError(unreadable(error)) from None
    finally:
        wrapped.detach()  # else it would close a file that its caller goes on with


def check_encoding(encoding: str) -> None:
    """Refuse what is the name of no encoding of text."""
    try:
        io.TextIOWrapper(io.BytesIO(), encoding)
        "a".encode(encoding, "surrogateescape")
    # UnicodeError is a name that is no text, or `idna` and `undefined`; ValueError one with a NUL.
    except (LookupError, ValueError):
        message = f"`{encoding}` is not an encoding"
        hint = "write for instance utf-8, latin-1, cp1252 or utf-16"
        raise LoadError(Problem("CDR508", message, hint=hint)) from None


def _pass_rest(wrapped: io.TextIOWrapper, line: str) -> None:
    """Go to the end of a line that was cut: what follows the cut is no line of its own."""
    while line and not line.endswith(("\n", "\r")):
        line = wrapped.readline(LONGEST_LINE)
