"""What a file is by its first bytes: text, compressed text, or what is refused by its name."""

import bz2
import gzip
import lzma
import re
import zlib
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from shlex import quote
from typing import BinaryIO, cast
from zipfile import BadZipFile, ZipFile

from cdrql.errors import LoadError, Problem

UNREADABLE = (OSError, EOFError, zlib.error, lzma.LZMAError)  # what reading bytes may raise

_LOOKED_AT = 512  # bytes

_UNPACKERS: tuple[tuple[bytes, Callable[[BinaryIO], object]], ...] = (
    (b"\x1f\x8b", gzip.open),
    (b"BZh", bz2.open),
    (b"\xfd7zXZ\0", lzma.open),
)
_ZSTD = b"\x28\xb5\x2f\xfd"

_SAVE = (
    "save it there as CSV (UTF-8), and load that, its times written as yyyy-mm-dd hh:mm:ss; "
    "or: soffice --headless --convert-to csv {name}"
)
_UNZIP = "unzip -p {name}{member} | cdrql load - --database FILE.db"
_UNZIP_MANY = "unzip {name} -d calls && cdrql load calls/* --database FILE.db"
_DUCKDB = "duckdb -csv -c \"FROM '{path}'\" | cdrql load - --database FILE.db"

# What begins a file, what that is, and what helps; of two that fit the first counts.
_OTHERS = tuple(
    (re.compile(start, re.DOTALL | re.IGNORECASE), what, hint)
    for start, what, hint in (
        (rb"PK\x03\x04.*xl/", "an Excel workbook", _SAVE),
        (rb"PK\x03\x04.*vnd\.oasis", "an OpenDocument spreadsheet", _SAVE),
        (rb"PK\x03\x04.*word/", "a Word document", "export the calls as CSV"),
        (rb"PK\x03\x04.*\[Content_Types\]", "an Excel workbook", _SAVE),
        (rb"PK\x03\x04", "a ZIP archive", _UNZIP),
        (rb"\xd0\xcf\x11\xe0", "an Excel workbook of the old kind", _SAVE),
        (rb"PAR1", "a Parquet file", _DUCKDB),
        (rb"ORC|Obj\x01", "a file of ORC or Avro", "write it as CSV first"),
        (rb"SQLite format 3\0", "a SQLite database", "cdrql init --database {name}"),
        (rb"\s*\[\s*\{", "a JSON array", "jq -c '.[]' {name} | cdrql load - --database FILE.db"),
        (rb"%PDF", "a PDF", "export the calls as CSV"),
        (rb"7z\xbc\xaf|Rar!", "an archive", "unpack it first"),
        (rb"\s*(<\?xml|<html|<!doctype|<table)", "markup (XML or HTML)", "export it as CSV"),
        (
            rb"(PGDMP|-- (MySQL|MariaDB|PostgreSQL) |/\*M?!|\s*(INSERT INTO|CREATE TABLE)\b)",
            "a dump of a database",
            "load the dump into its own database, and ask that: cdrql init --database URL",
        ),
    )
)


def unreadable(error: Exception) -> Problem:
    """Say that bytes cannot be read, or not be unpacked."""
    return Problem("CDR507", f"the file cannot be read: {error}")


def open_text(stream: BinaryIO, name: str) -> BinaryIO:
    """Give the bytes of a text, unpacked; LoadError for what is no text, with what helps.

    `name` is the file's, for the hint.
    """
    start = _first_bytes(stream)
    for magic, unpacked in _UNPACKERS:
        if start.startswith(magic):
            return open_text(cast(BinaryIO, unpacked(stream)), name)
    if start.startswith(_ZSTD):
        return open_text(_open_zstd(stream, name), name)
    members = _archive_members(stream) if start.startswith(b"PK\x03\x04") else []
    # What a workbook is shows in the names of its parts, which may be anywhere in it.
    start += "\0".join(members).encode()
    for begins, what, hint in _OTHERS:
        if begins.match(start):
            files = [quote(each) for each in members if not re.match("__MACOSX/|.*/$", each)]
            hint = _UNZIP_MANY if hint == _UNZIP and len(files) > 1 else hint
            shown = "FILE" if name == "-" else quote(name)
            told = hint.format(
                name=shown, path=name, member=f" {files[0]}" if len(files) == 1 else ""
            )
            raise LoadError(Problem("CDR508", f"the file is {what}", hint=told))
    return stream


def _first_bytes(stream: BinaryIO) -> bytes:
    """Look at the first bytes without taking them; of what cannot be looked at there are none."""
    try:
        if (peek := getattr(stream, "peek", None)) is not None:
            return bytes(peek(_LOOKED_AT)[:_LOOKED_AT])
        if not stream.seekable():
            return b""
        at = stream.tell()
        start = stream.read(_LOOKED_AT)
        stream.seek(at)
        return start
    except UNREADABLE as error:
        raise LoadError(unreadable(error)) from None


def _archive_members(stream: BinaryIO) -> list[str]:
    """Name the files in an archive, as far as it can be looked through."""
    try:
        if not stream.seekable():
            return []
        with suppress(BadZipFile), ZipFile(stream) as archive:
            return archive.namelist()
        return []
    except UNREADABLE as error:
        raise LoadError(unreadable(error)) from None


def _open_zstd(stream: BinaryIO, name: str) -> BinaryIO:
    try:
        # Of the standard library from Python 3.14 on.
        return cast(BinaryIO, import_module("compression.zstd").ZstdFile(stream))
    except ImportError:
        message = "the file is compressed by zstd, which this Python does not read"
        shown = "FILE" if name == "-" else quote(name)
        hint = f"zstd -dc {shown} | cdrql load - --database FILE.db"
        raise LoadError(Problem("CDR508", message, hint=hint)) from None
