"""What SQL is written for: whose tables, and in which dialect."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from cdrql.backend import Backend, sql
from cdrql.backend.sql import Sql
from cdrql.model.policy import Mask
from cdrql.model.warehouse import Expression, Start, Warehouse


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """A warehouse and a backend, which everything below is written for.

    Targets and sources are equal where they are one: `target_of` gives each pair its only one, so
    that whatever is kept by them is found by their identity.
    """

    warehouse: Warehouse
    backend: Backend

    @property
    def dialect(self) -> str:
        """Name what the mapping's own SQL is taken of."""
        return self.warehouse.written_for(self.backend.name, self.backend.dialect)

    @property
    def stored_start(self) -> Start:
        """Give what the start column stores in the dialect."""
        return self.warehouse.start_in(self.dialect)

    def expression(self, written: Expression) -> Sql:
        """Give an expression of the mapping as it was printed for the dialect: `(c."x" + 1)`."""
        return sql.word(written.sql[self.dialect])

    def text_key(self, text: Callable[[], Sql], mask: Mask | None) -> Sql:
        """Give a text to group by, its hidden characters as `*`: `COALESCE(c.dst, '')`."""
        return self.backend.text_key(text() if mask is None else self.backend.masked(text, mask))


@lru_cache(maxsize=1024)
def target_of(warehouse: Warehouse, backend: Backend) -> Target:
    """Give the one target of a warehouse and a backend."""
    return Target(warehouse, backend)
