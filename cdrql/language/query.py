"""The AST: what was asked, one node class for each rule of the grammars."""

from dataclasses import dataclass, field

from cdrql.texts.carets import Span


@dataclass(frozen=True, slots=True)
class Word:
    """`WORD`: a name, value, operator or direction as it was written; empty where it is missing.

    `parameter` is the name that the number of a condition is bound by; other words have none.
    """

    text: str
    span: Span = field(compare=False)
    parameter: str | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """`names`: a list of names, in the order of the request."""

    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class OrderKey:
    """`order_key`: the name to sort by, and the direction where one is given."""

    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """`order`: the keys to sort by, the first first."""

    keys: tuple[OrderKey, ...]


@dataclass(frozen=True, slots=True)
class ConditionTest:
    """`condition_test`: a value, then the operator that compares with it."""

    words: tuple[Word, ...]

    @property
    def bound_by(self) -> tuple[str, str]:
        """The operator of a right test, and the parameter that its value is bound to."""
        value, operator = self.words
        assert value.parameter is not None  # condition_forms refuses what is no number
        return operator.text, value.parameter


def is_empty(item: Word | OrderKey | ConditionTest) -> bool:
    """Say whether nothing but blanks stands there."""
    if isinstance(item, Word):
        return not item.text
    return len(item.words) == 1 and not item.words[0].text


@dataclass(frozen=True, slots=True)
class Condition:
    """`condition`: tests that must all hold, of the string at `path`."""

    tests: tuple[ConditionTest, ...]


@dataclass(frozen=True, slots=True)
class ValueList:
    """A filter that lists values: its key, their parameters, and whether NULL or empty is one."""

    key: str
    parameters: tuple[str, ...]
    empty: bool


# All of it. Sources do not count when queries are compared, as spans do not.


@dataclass(frozen=True, slots=True)
class Query:
    """A whole request as it was asked, without its values; None for what is absent."""

    group: Names | None
    fields: Names | None
    period: Names | None
    order: Order | None
    lists: tuple[ValueList, ...]
    conditions: tuple[tuple[str, Condition], ...]
    attributes: tuple[str, ...]
    having: tuple[tuple[str, Condition], ...]
    unasked: tuple[str, ...]  # keys of `having` that are as if absent, but still names
    zone: str
    limit: str | None  # the parameter
    offset: str | None
    sources: dict[str, str] = field(compare=False)

    @property
    def order_keys(self) -> tuple[OrderKey, ...]:
        """Give the keys to sort by, of which there may be none."""
        return self.order.keys if self.order else ()
