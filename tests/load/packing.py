"""Writes the files of a case, compressed as their names say."""

import bz2
import gzip
import lzma
from collections.abc import Callable, Mapping

PACKERS: Mapping[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
}


def packed(name: str, content: str | list[tuple[str, int]]) -> bytes:
    """Give the bytes of a file: its text, or its parts as often as they say."""
    parts = [(content, 1)] if isinstance(content, str) else content
    text = "".join(part * times for part, times in parts)
    # What is no text of UTF-8 is written as Latin-1 escapes: `\u00ff` behind this mark.
    raw = text[1:].encode("latin-1") if text.startswith("\x7f") else text.encode()
    return PACKERS.get(name.rpartition(".")[2], bytes)(raw)
