"""Where something stands in a file or a text: the keys that lead there, the line, the column."""

from dataclasses import dataclass

# What leads into a text of nested tables and arrays: keys, and indexes from 0.
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A file, a line of it, a column of the line; each None where it is not known.

    Lines and columns are counted from 1, columns in code points. A text that came without a name,
    such as a request, has no file.
    """

    file: str | None = None
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """Write the place as errors show it: `yeti.toml:167`, or `line 3, column 5` of a text."""
        if self.file is not None:
            return self.file if self.line is None else f"{self.file}:{self.line}"
        numbers = {"line": self.line, "column": self.column}
        return ", ".join(f"{name} {n}" for name, n in numbers.items() if n is not None)

    def as_dict(self) -> dict[str, object]:
        """Give the place as JSON values: `{"file": "yeti.toml", "line": 167, "column": 1}`."""
        return {"file": self.file, "line": self.line, "column": self.column}


def place_behind(before: str) -> Place:
    """Give the place that follows a beginning of a text."""
    begin = before.rfind("\n") + 1
    return Place(None, before.count("\n") + 1, len(before) - begin + 1)
