"""The part of a backend's contract that gets values: how each is bound, or written as a literal."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import ClassVar

from cdrql.errors import BackendError, Problem
from cdrql.options import Style


class Binding:
    """The styles and forms in which values of a request are bound."""

    paramstyle: ClassVar[Style]  # the default
    types: ClassVar[Mapping[str, str]] = {}  # parameter kind -> type, where the style is typed

    # Values of a request, each as the driver takes it.

    def instant(self, value: datetime) -> object:
        """Give an instant (naive UTC) as the driver takes it: a datetime, or a text."""
        return value

    def zoned(self, value: datetime) -> object:
        """Give an instant (naive UTC) as the driver takes it for a column that has a zone."""
        return self.instant(value)

    def second(self, value: datetime) -> object:
        """Give whole seconds (naive UTC) as the driver takes them, if `types` has a `second`."""
        return self.zoned(value)

    def number(self, value: Decimal) -> object:
        """Give an exact number as the driver takes it."""
        return value

    def prefix(self, value: str) -> str:
        """Give a prefix as `Backend.starts_with` compares with it."""
        return value

    def literal(self, value: object, kind: str) -> str:
        """Write a value as a literal that is safe in every mode of the engine: `'o''b'`.

        `kind` is what the value is, as in `types`. Raises BackendError (CDR504) where none is safe.
        """
        raise BackendError(
            Problem(
                "CDR504",
                f"the backend `{type(self).__name__}` has no safe literal for {kind} values",
                hint="take another parameter style and bind the values",
            )
        )
