"""A column as a mapping states it: its kind, whether it can be NULL, how wide it is."""

from dataclasses import dataclass
from typing import Literal, cast

Kind = Literal["text", "integer", "decimal", "float", "time", "boolean", "uuid", "other"]
# What is declared as one kind of number may be one before it: those after it hold more.
NUMBER_KINDS: tuple[Kind, ...] = ("integer", "decimal", "float")


@dataclass(frozen=True, slots=True)
class Stated:
    """A column as a mapping states it: of any kind (None), or of one, perhaps without NULLs.

    A `narrow` whole number has 32 bits at most.
    """

    kind: Kind | None = None
    not_null: bool = False
    narrow: bool = False

    @classmethod
    def read(cls, words: str) -> "Stated":
        """Read the words of a mapping: `text`, `int32 not null`."""
        kind, _, rest = words.partition(" ")
        narrow = kind == "int32"
        return cls("integer" if narrow else cast("Kind", kind), bool(rest), narrow)

    @property
    def name(self) -> str:
        """Name the kind as a mapping does."""
        return "int32" if self.narrow else self.kind or ""

    def __str__(self) -> str:
        """Write it as a mapping does."""
        return f"{self.name} not null" if self.not_null else self.name
