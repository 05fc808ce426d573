"""The corpus of fuzzing: inputs of which each reached something new, or went wrong once.

An input is bytes: the first chooses the other arguments of `compile`, the rest is the request as
JSON text, mostly broken. In the files of tools/fuzz/corpus each is a line, its odd bytes escaped:
`grown.txt` is written by `python -m tools.fuzz.guided --grow`, `chosen.txt` is what somebody chose,
mostly because it went wrong once, here or elsewhere; nothing takes a line out of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import cdrql
from cdrql import Mask, Policy
from cdrql.backend import backend_names
from tools.fuzz.asking import outcome
from tools.mirrors import FOLDER as MAPPINGS

FOLDER = Path(__file__).with_name("corpus")
GROWN, CHOSEN = FOLDER / "grown.txt", FOLDER / "chosen.txt"

DIALECTS = backend_names()
OUTPUTS = ("response", "values")
STYLES = (None, "literal")
POLICIES = (
    None,
    Policy(scope={"user_id": 7}, masks={"destination": Mask(keep_last=3)}),
    Policy(visible={"user_id", "destination", "duration", "bill_duration"}, smallest_group=2),
    Policy(
        longest_window=timedelta(days=31), most_values=2, default_limit=100, largest_limit=1_000
    ),
)
WAREHOUSES = (None, "own_of_legs", "lookups", "paris")
CHOICES = (DIALECTS, OUTPUTS, STYLES, POLICIES, WAREHOUSES)
# What readers of JSON disagree about, and what only text can have.
ONLY_TEXT = {"CDR101", "CDR103"}


def arguments(head: int) -> dict[str, Any]:
    """Choose the other arguments of `compile` by a number below 256."""
    chosen = []
    for choices in CHOICES:
        head, index = divmod(head, len(choices))
        chosen.append(choices[index])
    dialect, output, style, policy, name = chosen
    warehouse = _warehouse(name) if isinstance(name, str) else None
    given = {"dialect": dialect, "output": output, "paramstyle": style}
    return given | {"policy": policy, "warehouse": warehouse}


@cache
def _warehouse(name: str) -> cdrql.Warehouse:
    """Load a mapping that claims every dialect, once."""
    return cdrql.load_warehouse(MAPPINGS / f"{name}.toml")


def tried(data: bytes) -> list[str]:
    """Compile an input, and the object that its text means; both come to the same."""
    given = arguments(data[0] if data else 0)
    found = outcome(data[1:], given)
    if not ONLY_TEXT.intersection(found):
        request = json.loads(data[1:].decode("utf-8-sig"))
        assert isinstance(request, str) or outcome(request, given) == found
    return found


# --- Files --------------------------------------------------------------------------------------


def entries(file: Path) -> list[bytes]:
    """Read the inputs of a file."""
    return [_read(line) for line in file.read_text(encoding="ascii").split("\n") if line]


def keep(inputs: Iterable[bytes], file: Path) -> None:
    """Write inputs to a file, each once, short ones first; an empty one would be no line."""
    some = sorted(set(inputs) - {b""}, key=lambda data: (len(data), data))
    file.write_text("".join(f"{line_of(data)}\n" for data in some), encoding="ascii")


def line_of(data: bytes) -> str:
    """Write an input as a line: ASCII as it is, the rest and backslashes escaped."""
    return data.decode("latin-1").encode("unicode_escape").decode("ascii")


def _read(line: str) -> bytes:
    """Read a line as the bytes that it was."""
    return line.encode("ascii").decode("unicode_escape").encode("latin-1")
