"""An export of JSON objects, one a line: their keys are the names of the columns."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TypeVar

from cdrql.load.records import Record, find_bad_sign
from cdrql.load.unreadable import UnreadableError
from cdrql.texts.carets import printable

_Value = TypeVar("_Value")
_NO_OBJECT = "it is no JSON object"
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
                # `\u0000` and `\ud800` are signs of the text only, not of the line.
                fault = find_bad_sign(line) or find_bad_sign("".join(chain(found, found.values())))
                return Record(number, line, cells, fault)
        raise StopIteration


def _read_object(line: str) -> dict[str, str] | str:
    """Read a line as texts by their keys, or say what is wrong with it."""
    try:
        # Numbers as they are written: an amount keeps all of its digits.
        found = json.loads(
            line,
            object_pairs_hook=_distinct,
            parse_float=str,
            parse_int=str,
            parse_constant=str,
        )
        return _distinct(_flat_items("", found)) if isinstance(found, dict) else _NO_OBJECT
    except UnreadableError as error:
        return str(error)
    except (ValueError, RecursionError) as error:
        return f"it is not JSON ({error})"


def _distinct(pairs: Iterable[tuple[str, _Value]]) -> dict[str, _Value]:
    """Make an object of its keys and values; UnreadableError where a key is there twice."""
    found: dict[str, _Value] = {}
    for key, value in pairs:
        if key in found:
            raise UnreadableError(f"it has the key `{printable(key)}` twice")
        found[key] = value
    return found


def _flat_items(path: str, values: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Give the texts of an object, those of objects within it by keys such as `caller.number`."""
    for key, value in values.items():
        if isinstance(value, dict):
            yield from _flat_items(f"{path}{key}.", value)
        elif value is None or isinstance(value, str):
            yield f"{path}{key}", value or ""
        else:
            yield f"{path}{key}", json.dumps(value)
