"""One field of a mapping in one dialect, before anything is made of it."""

from dataclasses import dataclass

from cdrql.backend import Backend, get_backend
from cdrql.errors import Problem
from cdrql.mapping.model import FieldKeys
from cdrql.mapping.rows import TableRow
from cdrql.mapping.sources import ReadMapping
from cdrql.model.vocabulary import FIELD_TYPES, FieldType
from cdrql.texts.places import Path


@dataclass(frozen=True)
class FieldDraft:
    """What the keys of a field say, the rows of each table that it is read of, and its problems.

    `duration = { sql = "EXTRACT(EPOCH FROM stop - start)", decimals = 3 }` is a draft, of which the
    type follows from the name.
    """

    read: ReadMapping
    path: Path
    keys: FieldKeys
    rows: list[TableRow]
    problems: list[Problem]

    @property
    def name(self) -> str:
        """The last key: `where` for the test of calls."""
        return str(self.path[-1])

    @property
    def type(self) -> FieldType:
        """The type that the keys state, else that of the vocabulary."""
        return self.keys.type or FIELD_TYPES[self.name]

    @property
    def backend(self) -> Backend:
        """The backend of the dialect that it is made in."""
        return get_backend(self.rows[0].dialect)

    @property
    def fold(self) -> str:
        """How rows fold: what a call is, its first row says, unless the mapping does."""
        return self.keys.fold or ("any" if self.type == "boolean" else "first")

    @property
    def keeps_calls(self) -> bool:
        """Whether this is the test of calls that are kept: it is not shown, as 1 or 0."""
        return self.path == ("call", "where")

    def tell(self, code: str, message: str, hint: str | None = None, key: str = "") -> None:
        """Tell what is wrong, at the field or at one of its keys."""
        path = (*self.path, key) if key else self.path
        self.problems.append(self.read.problem(code, path, message, hint))
