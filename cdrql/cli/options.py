"""What several commands share: reading the request, and the options that mean the same."""

import math
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from cdrql.cli.nearest import MAPPING_FILE, nearest_mapping
from cdrql.errors import CdrqlError, Problem
from cdrql.model.limits import LONGEST_REQUEST, LONGEST_TIMEOUT, SHORTEST_TIMEOUT
from cdrql.options import OUTPUTS

if TYPE_CHECKING:
    from cdrql.model.warehouse import Warehouse

_WHOLE = re.compile(r"-?[0-9]{1,19}")

# More than any request has, a byte order mark before it included: what is longer is told as such.
_MOST_BYTES = LONGEST_REQUEST + 4

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


def database_option(function: F) -> F:
    """Take the database."""
    return click.option(
        "-D",
        "--database",
        required=True,
        envvar="CDRQL_DATABASE",
        show_envvar=True,
        metavar="PATH-or-URL",
        help="A SQLite file, or postgresql://, mysql://, mariadb://, clickhouse://.",
    )(function)


def warehouse_option(function: F) -> F:
    """Take the warehouse's name or file."""
    return click.option(
        "-w",
        "--warehouse",
        "name",
        envvar="CDRQL_WAREHOUSE",
        show_envvar=True,
        metavar="NAME-or-FILE",
        help=f"A preset's name, or a mapping file.  [default: {MAPPING_FILE}, if there is one]",
    )(function)


class _Seconds(click.FloatRange):
    """Take a number of seconds; a range alone takes nan too."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Give the seconds, which are a number."""
        seconds = super().convert(value, param, ctx)
        if math.isnan(seconds):
            self.fail(f"{seconds} is no number of seconds.", param, ctx)
        return seconds


def timeout_option(text: str) -> Callable[[F], F]:
    """Take how long a query may take."""
    kind = _Seconds(min=SHORTEST_TIMEOUT, max=LONGEST_TIMEOUT)
    return click.option("--timeout", type=kind, default=30.0, show_default=True, help=text)


def scope_option(function: F) -> F:
    """Take values that every call must have one of."""
    return click.option(
        "--scope",
        "scope",
        multiple=True,
        metavar="FIELD=VALUE",
        help="Only calls whose field, such as user_id, has the value; may be repeated.",
    )(function)


def add_scope(warehouse: "Warehouse", pairs: Sequence[str]) -> "Warehouse":
    """Add a scope to what the warehouse's own policy says; the values of one field are a list."""
    from cdrql.model.policy import OPEN, Policy

    scope: dict[str, list[int | str]] = {}
    for pair in pairs:
        name, equals, text = pair.partition("=")
        if not equals:
            raise click.BadParameter(f"`{pair}` is not FIELD=VALUE, such as user_id=7")
        field = warehouse.fields.get(name)
        # A text of digits stays one where the field is a text: 007 is not 7.
        whole = field is not None and field.type == "integer" and _WHOLE.fullmatch(text)
        scope.setdefault(name, []).append(int(text) if whole else text)
    if not scope:
        return warehouse
    # Policies only narrow: the scope of a command line cannot widen the file's.
    return replace(warehouse, policy=Policy(scope=scope) & (warehouse.policy or OPEN))


def open_warehouse(name: str | None) -> "Warehouse":
    """Open the warehouse of that name or file; without one, that of the nearest cdrql.toml."""
    from cdrql.model.default import DEFAULT

    found = name or nearest_mapping(Path.cwd())
    if found is None:
        return DEFAULT
    from cdrql.mapping import load_warehouse

    return load_warehouse(found)


def read_request_file(file: str) -> bytes:
    """Read the request's text."""
    try:
        if file == "-":
            # Bytes: the encoding of JSON is its own, whatever the terminal's is.
            return sys.stdin.buffer.read(_MOST_BYTES)
        with Path(file).open("rb") as opened:
            return opened.read(_MOST_BYTES)
    except OSError as error:
        message = f"cannot read `{file}`: {error.strerror}"
        raise CdrqlError(Problem("CDR507", message)) from error
