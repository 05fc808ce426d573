"""The command line: `cdrql`. Each command is imported only when it is called."""

import importlib
import os
import sys
from contextlib import suppress

from cdrql import __version__


def main() -> None:
    """Run the command line; the version alone costs no import."""
    # Closed streams are None, which nobody expects.
    if any_closed := None in (sys.stdin, sys.stdout, sys.stderr):
        importlib.import_module("cdrql.terminal.streams").open_missing()
    # click alone takes longer to import than all else that this needs.
    if sys.argv[1:] == ["--version"] and not any_closed:
        with suppress(OSError):  # which click tells better, with nothing left in a buffer
            os.write(sys.stdout.fileno(), f"cdrql {__version__}{os.linesep}".encode())
            return
    importlib.import_module("cdrql.cli.main").cli()
