"""What kind of column may be meant where a type of SQL is written."""

import re
from collections.abc import Collection
from contextlib import suppress

from sqlglot import exp
from sqlglot.errors import ParseError, TokenError

from cdrql.errors import nearest_word
from cdrql.mapping.model import KINDS

_T = exp.DataType.Type
_KIND_OF: tuple[tuple[Collection[object], str], ...] = (
    ({*exp.DataType.TEXT_TYPES, _T.ENUM, _T.ENUM8, _T.ENUM16}, "text"),
    (exp.DataType.INTEGER_TYPES, "integer"),
    ({_T.FLOAT, _T.DOUBLE}, "float"),
    (exp.DataType.REAL_TYPES, "decimal"),
    (exp.DataType.TEMPORAL_TYPES, "time"),
    ({_T.BOOLEAN, _T.BIT}, "boolean"),
)


def kind_hint(value: str) -> str:
    """Say which kind may be meant: `VARCHAR(80) NOT NULL` is "text not null"."""
    word, required = re.subn(r"\s+not\s+null\s*$", "", value.strip(), flags=re.IGNORECASE)
    known = (_sql_kind(text) for text in (word[:80], *re.findall(r"^\w+", word)))
    kind = next(filter(None, known), None) or nearest_word(word, KINDS)
    if kind is None:
        return f"the kinds are {', '.join(KINDS)}; `not null` may follow"
    return f"did you mean `{kind}{' not null' * required}`?"


def _sql_kind(text: str) -> str | None:
    """Tell the kind of a type of SQL, if the text is one."""
    with suppress(ParseError, TokenError, ValueError, RecursionError):
        type_ = exp.DataType.build(text).this
        return next((kind for types, kind in _KIND_OF if type_ in types), None)
    return None
