"""The cache of fragments: what a word of the vocabulary becomes in SQL, printed once.

Two thirds of a statement are the same words for the same measures, and printing them is what a
compilation would spend its time on. So a function that makes a piece of a tree is marked with
`printed_once`, and gives its text ever after.

- A key is the function and its arguments, given by position: first a target or a source, which
  counts by its identity, then rows of the vocabulary and nodes of a plan, which count by what they
  say. None holds a value of a request.
- What is kept is text in the target's dialect: it stands in a tree as one word.
- Of each function 4,096 texts are kept, those used last. What holds more than `FEW` parameters or
  changes of an offset is not kept: it is long, and seldom asked twice.
- Threads share it. Two that meet a new key at once both print it, and print the same.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from cdrql.backend import sql
from cdrql.backend.sql import Sql
from cdrql.emit.blaming import check_whole
from cdrql.emit.target import Target

FEW = 16  # values, or changes of a zone's offset, that a kept text may hold

P = ParamSpec("P")
AnyTarget = TypeVar("AnyTarget", bound=Target)


def printed_once(
    build: Callable[Concatenate[AnyTarget, P], Sql],
) -> Callable[Concatenate[AnyTarget, P], Sql]:
    """Print what a function builds of its arguments once, and give the text ever after."""
    made: Callable[..., Sql] = build

    # By position alone: a keyword would make another key of the same arguments.
    @lru_cache(maxsize=4096)
    def text(*arguments: Any) -> str:
        backend = arguments[0].backend
        return sql.printed(check_whole(made(*arguments), backend), backend.dialect)

    @wraps(build)
    def word(*arguments: Any) -> Sql:
        return sql.word(text(*arguments))

    return cast("Callable[Concatenate[AnyTarget, P], Sql]", word)
