"""An export of JSON objects, one a line: their keys are the names of the columns."""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from cdrql.load.records import Record, find_bad_sign

_Cells = Mapping[str, str]


def is_json_line(line: str) -> bool:
    """Tell whether a file begins with an object of JSON."""
    return line.lstrip("\ufeff \t").startswith("{")


class JsonRecords:
    """Goes through the objects of a file as records, the broken lines too."""

    def __init__(self, head: Sequence[str], lines: Iterator[str], first: int = 1) -> None:
        objects = [found for line in head if isinstance(found := _read_object(line), dict)]
        # In the order in which they are met; what is first met below the first lines has no column.
        self.names = tuple(dict.fromkeys(name for found in objects for name in found))
        self._lines = enumerate(chain(head, lines), first)

    def __iter__(self) -> Iterator[Record]:
        """Go on with the next record."""
        return self

    def __next__(self) -> Record:
        """Give the next record that is not blank."""
        for number, line in self._lines:
            if line.strip():
                found = _read_object(line)
                if isinstance(found, str):
                    return Record(number, line, [], found)
                cells = [found.get(name, "") for name in self.names]
                return Record(number, line, cells, find_bad_sign(line))
        raise StopIteration


def _read_object(line: str) -> dict[str, str] | str:
    """Read a line as texts by their keys, or say what is wrong with it."""
    try:
        # Numbers as they are written: an amount keeps all of its digits.
        found = json.loads(line, parse_float=str, parse_int=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        return f"it is not JSON ({error})"
    return dict(_flat_items("", found)) if isinstance(found, dict) else "it is no JSON object"


def _flat_items(path: str, values: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Give the texts of an object, those of objects within it by keys such as `caller.number`."""
    for key, value in values.items():
        if isinstance(value, dict):
            yield from _flat_items(f"{path}{key}.", value)
        elif value is None or isinstance(value, str):
            yield f"{path}{key}", value or ""
        else:
            yield f"{path}{key}", json.dumps(value)
