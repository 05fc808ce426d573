"""How a mask is written, by a dialect's functions for the length and the ends of a text."""

from collections.abc import Callable

from sqlglot import exp

from cdrql.backend import sql
from cdrql.backend.sql import Sql
from cdrql.model.policy import Mask


def masked_text(
    text: Callable[[], Sql],
    mask: Mask,
    length: str,
    stars: Callable[[Sql], Sql],
    ends: tuple[str, str],
) -> Sql:
    """Put `*` for each character that a mask hides; NULL stays NULL.

    `length` counts characters, `stars` writes so many, `ends` are like LEFT and RIGHT. Of
    `Mask(keep_last=2)`:

        CASE WHEN LENGTH(c.dst) > 2
          THEN CONCAT(REPEAT('*', LENGTH(c.dst) - 2), RIGHT(c.dst, 2))
          ELSE REPEAT('*', LENGTH(c.dst)) END
    """

    def size() -> Sql:
        return sql.call(length, text())

    shown = mask.size
    # Nothing is kept, so no end has to be cut.
    if not shown:
        return stars(size())
    rest = exp.Sub(this=size(), expression=sql.number(shown))
    parts: tuple[Sql, Sql]
    if mask.keep_last is not None:
        parts = stars(rest), sql.call(ends[1], text(), sql.number(shown))
    else:
        parts = sql.call(ends[0], text(), rest), stars(sql.number(shown))
    # A text that is no longer than its shown end would be shown whole.
    longer = sql.compare(size(), ">", sql.number(mask.whole_up_to))
    return sql.when(longer, sql.concat(*parts), stars(size()))
