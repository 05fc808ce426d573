"""What is proposed for a field of a call, with how sure that is and why."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from cdrql.engines.contract import Engine
from cdrql.engines.schema import LiveColumn

Confidence = Literal["sure", "likely", "doubtful"]
CONFIDENCES: tuple[Confidence, ...] = ("sure", "likely", "doubtful")

ColumnValues = Sequence[Any]  # what a column holds in the rows looked at, without NULLs


@dataclass(frozen=True, slots=True)
class Fit:
    """How a column serves a field: the options that the mapping needs, or why it cannot.

    `doubts` counts what makes the choice less sure; `note` says what was seen. In `sql` the
    column's name stands for `{}`.
    """

    options: Mapping[str, object] = dataclasses.field(default_factory=dict)
    note: str = ""
    doubts: int = 0
    refusal: str = ""
    sql: str = "{}"


@dataclass(frozen=True, slots=True)
class Choice:
    """A field with what it becomes: SQL over columns, options of the mapping file, and why."""

    field: str
    sql: str
    columns: tuple[LiveColumn, ...]
    confidence: Confidence
    why: str
    options: Mapping[str, object] = dataclasses.field(default_factory=dict)


def confidence(doubts: int) -> Confidence:
    """Word how sure a choice is by the number of doubts."""
    return CONFIDENCES[min(doubts, len(CONFIDENCES) - 1)]


def sentence(*parts: str) -> str:
    """Join what is to be said, leaving out what is not."""
    return "; ".join(part for part in parts if part)


def sql_name(name: str, engine: Engine) -> str:
    """Write a column's name as an expression, quoted only where the dialect would misread it."""
    from sqlglot import exp, parse_one
    from sqlglot.errors import SqlglotError

    from cdrql.backend import get_backend

    if not name.isidentifier():
        return engine.quoted(name)
    try:
        # Whether a name is a reserved word, only the dialect's own parser knows.
        read = parse_one(f"SELECT {name}", dialect=get_backend(engine.dialect).dialect).expressions[
            0
        ]
    except SqlglotError:
        return engine.quoted(name)
    bare = isinstance(read, exp.Column) and read.name == name
    # Postgres folds a bare name to lower case, and would not find `CallDate`.
    return name if bare and name == name.lower() else engine.quoted(name)
