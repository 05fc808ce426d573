"""What several commands share: reading the request, and the options that mean the same."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from cdrql.choices import OUTPUTS
from cdrql.errors import CdrqlError, Problem

F = TypeVar("F", bound=Callable[..., Any])


def request_file(function: F) -> F:
    """Take the request's file, `-` for stdin."""
    kind = click.Path(exists=True, dir_okay=False, allow_dash=True)
    return click.argument("file", type=kind)(function)


def output_option(function: F) -> F:
    """Take the output."""
    return click.option(
        "--output",
        type=click.Choice(OUTPUTS),
        default="response",
        show_default=True,
        help="Texts as the API shows them, or plain numbers.",
    )(function)


def format_option(text: str) -> Callable[[F], F]:
    """Take text or JSON."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help=text,
    )


def strict_option(function: F) -> F:
    """Take strictness."""
    return click.option("--strict", is_flag=True, help="Make every warning an error.")(function)


def read(file: str) -> bytes:
    """Read the request's text."""
    try:
        if file == "-":
            return sys.stdin.buffer.read()
        return Path(file).read_bytes()
    except OSError as error:
        message = f"cannot read `{file}`: {error.strerror}"
        raise CdrqlError(Problem("CDR507", message)) from error
