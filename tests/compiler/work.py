"""Counts the work that something takes, without a clock: a busy machine changes nothing."""

import contextlib
import sys
from collections.abc import Callable

import cdrql


def calls(work: Callable[[], object]) -> int:
    """Count the functions that are called, those written in C too; a typed error may end it."""
    count = 0

    def note(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        with contextlib.suppress(cdrql.CdrqlError):
            work()
    finally:
        sys.setprofile(None)
    return count
