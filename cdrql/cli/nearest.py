"""The mapping file that is taken where none is named: the nearest `cdrql.toml`, if it is ours."""

import os
from contextlib import suppress
from pathlib import Path

from cdrql.errors import CdrqlError, Problem

MAPPING_FILE = "cdrql.toml"


def nearest_mapping(here: Path) -> Path | None:
    """Find the mapping file of a folder, or of the nearest above it, as git finds a repository.

    Raises CdrqlError where it belongs to somebody else: whoever may write to a folder above could
    say what is counted. Who names the file trusts it.
    """
    for folder in (here, *here.parents):
        path = folder / MAPPING_FILE
        with suppress(PermissionError):  # of a folder that may not be entered nothing is known
            if not path.is_file():
                continue
            if not _is_trusted(path):
                raise CdrqlError(_of_another(path))
            return path
    return None


def _of_another(path: Path) -> Problem:
    message = f"`{path}` belongs to another user, and nobody named it: it is not taken unasked"
    hint = f"name it if you trust it: `-w {path}`, or `cdrql warehouse show {path}`"
    return Problem("CDR513", message, hint=hint)


def _is_trusted(path: Path) -> bool:
    """Say whether a file, and the link to it, are of this user, of root, or of whoever is sudo."""
    if not hasattr(os, "geteuid"):
        return True  # Windows has no such owners
    trusted = {0, os.geteuid()}
    sudo = os.environ.get("SUDO_UID", "")
    if os.geteuid() == 0 and sudo.isdecimal():
        trusted.add(int(sudo))
    return _owners(path) <= trusted


def _owners(path: Path) -> set[int]:
    """Name the owners of a file, and of the link that leads to it."""
    return {path.lstat().st_uid, path.stat().st_uid}
