"""Writes the files of a case, compressed as their names say."""

import bz2
import gzip
import io
import lzma
import zipfile
from collections.abc import Callable, Mapping

PACKERS: Mapping[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "gz-cut": lambda raw: gzip.compress(raw)[:-20],
    "gz-twice": lambda raw: 2 * gzip.compress(raw),
    "gz-tail": lambda raw: gzip.compress(raw) + b"junk",
}


def packed(name: str, content: str | list[tuple[str, int]] | dict[str, str]) -> bytes:
    """Give the bytes of a file: its text, its parts as often as they say, an archive's members."""
    if isinstance(content, dict):
        return _archived(content)
    parts = [(content, 1)] if isinstance(content, str) else content
    text = "".join(part * times for part, times in parts)
    # What is no text of UTF-8 is written as Latin-1 escapes: `\u00ff` behind this mark.
    raw = text[1:].encode("latin-1") if text.startswith("\x7f") else text.encode()
    return PACKERS.get(name.rpartition(".")[2], bytes)(raw)


def _archived(members: Mapping[str, str]) -> bytes:
    """Give the bytes of a ZIP archive; a `mimetype` is not compressed, as OpenDocument asks."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, text, how)
    return whole.getvalue()
