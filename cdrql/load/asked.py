"""The command line of a load: what was asked for, to be repeated in a hint."""

from collections.abc import Iterator, Mapping, Sequence
from shlex import quote
from typing import Any

from cdrql.load.opening import ExportSource, source_name
from cdrql.load.table import Existing
from cdrql.texts.secrets import shown_database

_USUAL = {"skip": 0, "encoding": "utf-8", "timezone": "UTC"}
_OFF = {"header": "--no-header", "decimal_comma": "--decimal-point"}
_SIGNS = {"\t": "tab"}


def command_line(
    sources: Sequence[ExportSource], path: str, existing: Existing, options: Mapping[str, Any]
) -> str:
    """Write the command with all that was stated, but the columns by position: a hint says them."""
    names = " ".join(quote(source_name(each)) for each in sources)
    told = [f"cdrql load {names} --database {quote(shown_database(path))}"]
    told += [] if existing == "refuse" else [f"--{existing}"]
    for name, value in options.items():
        if name != "columns" and value is not None and value != _USUAL.get(name):
            told += _stated(name, value)
    return " ".join(told)


def _stated(name: str, value: Any) -> Iterator[str]:
    """Write one option, once a value where it has many."""
    option = f"--{name.replace('_', '-')}"
    if isinstance(value, bool):
        if value or name in _OFF:
            yield option if value else _OFF[name]
    elif isinstance(value, Mapping):
        yield from (f"{option} {quote(f'{key}={each}')}" for key, each in value.items())
    elif isinstance(value, str | int):
        yield f"{option} {quote(_SIGNS.get(str(value), str(value)))}"
    else:
        yield from (f"{option} {quote(each)}" for each in value)
