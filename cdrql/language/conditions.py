"""Conditions such as `5;>|9;<`: their numbers, what is left without them, and their tests.

The numbers are values, all else of a condition is shape. One pattern finds them for both, so the
number of a test bears the name of the parameter that it is bound to: they stand at one place.
"""

import re
from collections.abc import Iterator, Mapping

from cdrql.errors import Problem
from cdrql.language.grammar import parse_string
from cdrql.language.query import Condition, ConditionTest, Word
from cdrql.model.parameters import HAVING, numbered_parameters
from cdrql.model.vocabulary import BOUND_PLACES
from cdrql.texts.carets import Span

OPERATORS = (">", ">=", "<", "<=", "=", "!=")

# The numbers that a condition compares with: of a filter, and of `having`.
WHOLE = re.compile(r"-?[0-9]+")
DECIMAL = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
# -9223372036854775808, the least of 64 bits, has so many characters.
_LONGEST_NUMBER = 20


def extract_numbers(
    text: str, number: re.Pattern[str], path: str, problems: list[Problem]
) -> tuple[list[str], str]:
    """Give the numbers of a condition, and its shape: `5;>|9;<` is 5 and 9, and `#;>|#;<`.

    One that does not fit is a problem, and then there are none: nothing will be compiled.
    """
    found = number.findall(text)
    if any(_misfit(n) for n in found):
        for match in number.finditer(text):
            if reason := _misfit(match[0]):
                problems.append(Problem("CDR107", reason, path, text, match.span()))
        found = []
    return found, number.sub("#", text)


def _misfit(number: str) -> str | None:
    """Say why a number cannot be compared with, if it cannot."""
    # So short a number fits, whatever it is.
    if len(number) < _LONGEST_NUMBER - 1 and "." not in number:
        return None
    whole, _, fraction = number.partition(".")
    if len(fraction) > BOUND_PLACES:
        return f"a number has at most {BOUND_PLACES} decimals"
    if len(whole) > _LONGEST_NUMBER or not -(2**63) <= int(whole) < 2**63:
        return f"`{number if len(number) < 64 else number[:61] + '...'}` does not fit in 64 bits"
    return None


# The same texts, parsed: each number is a word that knows its parameter.


def parse_condition(key: str, text: str) -> Condition:
    """Parse a condition of the filter; its numbers are bound by `duration_1`, `duration_2`, ..."""
    return _parse(text, WHOLE, iter(numbered_parameters(key, len(WHOLE.findall(text)))))


def parse_bounds(texts: Mapping[str, str]) -> tuple[tuple[str, Condition], ...]:
    """Parse the conditions of `having` by name; their numbers are counted through all of them."""
    count = sum(len(DECIMAL.findall(text)) for text in texts.values())
    names = iter(numbered_parameters(HAVING, count))
    return tuple((name, _parse(text, DECIMAL, names)) for name, text in texts.items())


def _parse(text: str, number: re.Pattern[str], names: Iterator[str]) -> Condition:
    """Parse a condition; each of its numbers takes the next of the names."""
    parameters = {match.span(): next(names) for match in number.finditer(text)}
    tests: tuple[ConditionTest, ...] = parse_string("condition", text).tests
    return Condition(tuple(_bound(test, parameters) for test in tests))


def _bound(test: ConditionTest, parameters: Mapping[Span, str]) -> ConditionTest:
    return ConditionTest(tuple(Word(w.text, w.span, parameters.get(w.span)) for w in test.words))
