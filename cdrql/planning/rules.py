"""The rules of the language: each says what is wrong with a query, and where."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from cdrql.errors import Problem, did_you_mean, item_path, listed_names, nearest_word
from cdrql.language.conditions import OPERATORS
from cdrql.language.query import Condition, Query, Word, is_empty
from cdrql.model.limits import MOST_TESTS
from cdrql.model.vocabulary import (
    ATTRIBUTES,
    DIRECTIONS,
    PARTS,
    PERIOD,
    Dimension,
    Measure,
    loose,
)
from cdrql.planning.names import LISTS, Definition, ResolvedName, ResolvedQuery
from cdrql.texts.carets import Span

# Names and lists.


def empty_items(resolved: ResolvedQuery) -> Iterator[Problem]:
    """An item of a list is not empty."""
    # `;desc` lacks a name, which order_forms tells better.
    nameless = {i for i, key in enumerate(resolved.query.order_keys) if len(key.words) > 1}
    for names in (resolved.group, resolved.fields, resolved.period, resolved.order):
        told = nameless if names is resolved.order else set()
        if empty := [n.index for n in names if not n.word.text and n.index not in told]:
            separator = "|" if names[0].path == "order" else ";"
            yield from _empty_problems(resolved, names[0].path, separator, empty)
    for path, condition in _all_conditions(resolved.query):
        if empty := [i for i, test in enumerate(condition.tests) if is_empty(test)]:
            yield from _empty_problems(resolved, path, "|", empty)


def _empty_problems(
    resolved: ResolvedQuery, path: str, separator: str, indexes: list[int]
) -> Iterator[Problem]:
    text = resolved.query.sources[path]
    starts = [0, *(match.end() for match in re.finditer(re.escape(separator), text))]
    alone = "write a name" if path == "group" else "write a name, or leave the key out"
    hint = f"remove one `{separator}`" if separator in text else alone
    for index in indexes:
        span = (starts[index], starts[index] + 1)
        yield Problem("CDR201", "an item is empty", path, text, span, hint)


def unknown_names(resolved: ResolvedQuery) -> Iterator[Problem]:
    """A name is in the vocabulary of its list."""
    rows: tuple[Dimension | Measure, ...] = (*resolved.dimensions, *resolved.measures)
    for names in (*resolved.lists(), resolved.unasked):
        wrong = (named for named in names if named.definition is None)
        unknown = [named for named in wrong if named.word.text or named.path not in LISTS]
        if unknown:  # a list may have a thousand of them: what they may mean is found once
            known = {loose(name): name for name in _list_vocabulary(resolved, names[0].path)}
            keys = {loose(row.key): row for row in rows if resolved.warehouse.answers(row)}
            found = [_unknown_name(resolved, named, known, keys) for named in unknown]
            yield from _listed_once(found, f"known are {listed_names(known.values())}")


def _listed_once(problems: list[Problem], every: str) -> Iterator[Problem]:
    """Give the first problem without a hint all names for one: nobody reads them twice."""
    told = False
    for problem in problems:
        yield problem if problem.hint or told else replace(problem, hint=every)
        told = told or not problem.hint


def _unknown_name(
    resolved: ResolvedQuery,
    named: ResolvedName,
    known: Mapping[str, str],
    keys: Mapping[str, Dimension | Measure],
) -> Problem:
    """Say that a name is not known, and which one may be meant."""
    word = named.word.text
    hint: str | None = None
    if "," in word or "|" in word:
        hint = "separate names with `;`"
    elif loose(word) in PARTS and named.path in ("group", "fields"):
        hint = f'periods have a key of their own: set "period" to "{loose(word)}"'
    elif row := keys.get(loose(word)):
        hint = f"that is the response key of `{row.name}`"
    elif near := nearest_word(loose(word), known):
        hint = f"did you mean `{known[near]}`?"
    kind = {"group": "a dimension", "period": "a part of a period"}.get(
        named.path, "a measure" if named.path.startswith("having") else "a dimension or measure"
    )
    return _wrong_name(resolved, "CDR301", f"`{_short_word(word)}` is not {kind}", named, hint)


def _list_vocabulary(resolved: ResolvedQuery, path: str) -> Iterator[str]:
    """Go through the names that a list may hold; not those that the warehouse lacks."""
    if path == "period":
        yield from PARTS
        return
    if not path.startswith("having"):
        yield from (row.name for row in resolved.dimensions if resolved.warehouse.answers(row))
    if path != "group":
        yield from (row.name for row in resolved.measures if resolved.warehouse.answers(row))
    if path == "order":
        yield PERIOD


def _short_word(word: str) -> str:
    """Cut a word to what a sentence can hold."""
    return word if len(word) <= 64 else f"{word[:61]}..."


def _wrong_name(
    resolved: ResolvedQuery, code: str, message: str, named: ResolvedName, hint: str | None
) -> Problem:
    return Problem(code, message, named.path, named.text(resolved.query), named.word.span, hint)


def doubled_names(resolved: ResolvedQuery) -> Iterator[Problem]:
    """A name stands once in its list."""
    for names in resolved.lists():
        same: dict[Definition, list[ResolvedName]] = {}
        for named in names:
            if named.definition is not None:
                same.setdefault(named.definition, []).append(named)
        for first, *others in same.values():
            if others:
                often = "twice" if len(others) == 1 else f"{len(others) + 1} times"
                message = f"`{_short_word(first.word.text)}` is given {often}"
                yield _wrong_name(resolved, "CDR302", message, others[-1], "once is enough")


def misplaced_names(resolved: ResolvedQuery) -> Iterator[Problem]:
    """Only dimensions are grouped by, and the period has a key of its own."""
    for named in (*resolved.group, *resolved.fields):
        if named.definition == PERIOD:
            message = "`period` is a key of its own, and always shown"
            hint = 'leave it out here and set "period", for instance to "year;month"'
            yield _wrong_name(resolved, "CDR303", message, named, hint)
        elif named.path == "group" and isinstance(named.definition, Measure):
            message = f"`{named.definition.name}` is a measure, and calls are grouped by dimensions"
            yield _wrong_name(resolved, "CDR303", message, named, "move it to `fields`")
    for named in (*resolved.having, *resolved.unasked):
        if named.definition is not None and not isinstance(named.definition, Measure):
            message = (
                f"`{_short_word(named.word.text)}` is no measure, and `having` compares measures"
            )
            hint = "calls are chosen by `filter`, before they are grouped"
            yield _wrong_name(resolved, "CDR303", message, named, hint)


def ungrouped_dimensions(resolved: ResolvedQuery) -> Iterator[Problem]:
    """A dimension in `fields` is grouped by."""
    grouped = {named.definition for named in resolved.group}
    for named in resolved.fields if resolved.group else ():
        if isinstance(named.definition, Dimension) and named.definition not in grouped:
            message = f"`{named.definition.name}` is in `fields` but not in `group`"
            hint = "add it to `group`, or remove it here"
            yield _wrong_name(resolved, "CDR304", message, named, hint)


def unselected_orders(resolved: ResolvedQuery) -> Iterator[Problem]:
    """A name to order by is in `group`, in `fields`, or the period."""
    selected = {named.definition for named in (*resolved.group, *resolved.fields)}
    if not resolved.query.fields:
        # Without `fields` every measure is shown, and so may be ordered by.
        selected |= set(resolved.measures)
    for named in resolved.order if resolved.group else ():
        if isinstance(named.definition, Dimension | Measure) and named.definition not in selected:
            message = f"`{named.definition.name}` is not selected, so nothing can be ordered by it"
            where = "`group`" if isinstance(named.definition, Dimension) else "`fields`"
            yield _wrong_name(resolved, "CDR305", message, named, f"add it to {where}")
        elif named.definition == PERIOD and not resolved.period:
            message = "there is no period to order by"
            yield _wrong_name(resolved, "CDR305", message, named, 'set "period", or remove it here')


# The forms of order and conditions.


def order_forms(resolved: ResolvedQuery) -> Iterator[Problem]:
    """A key of the order is a name and at most a direction, `asc` or `desc`."""
    text = resolved.query.sources.get("order", "")
    for key in resolved.query.order_keys:
        if len(key.words) > 1 and not key.words[0].text:
            message = "a name is missing before its direction"
            hint = "write for instance `user;desc`"
            yield Problem("CDR202", message, "order", text, _words_span(key.words), hint)
        elif len(key.words) > 2:
            span = _words_span(key.words)
            message = "a key to order by has a name and a direction, no more"
            hint = "separate keys with `|`, such as `user;desc|trunk`"
            yield Problem("CDR202", message, "order", text, span, hint)
        elif len(key.words) == 2 and loose(key.words[1].text) not in DIRECTIONS:
            word = key.words[1]
            message = f"`{_short_word(word.text)}` is not a direction"
            hint = did_you_mean(word.text, DIRECTIONS, "write `asc` or `desc`")
            yield Problem("CDR205", message, "order", text, word.span, hint)


def _words_span(words: tuple[Word, ...]) -> Span:
    """Give the place from the first word that is there to the last."""
    spans = [word.span for word in words if word.text] or [(0, 1)]
    return spans[0][0], spans[-1][1]


def _all_conditions(query: Query) -> Iterator[tuple[str, Condition]]:
    """Go through the conditions of filter and having, with their paths."""
    for key, condition in query.conditions:
        yield f"filter.{key}", condition
    for name, condition in query.having:
        yield f"having.{name}", condition


def condition_forms(resolved: ResolvedQuery) -> Iterator[Problem]:
    """A test is a number and an operator."""
    for path, condition in _all_conditions(resolved.query):
        text = resolved.query.sources[path]
        for test in condition.tests:
            if is_empty(test):
                continue  # told by empty_items
            if len(test.words) != 2 or not all(word.text for word in test.words):
                message = "a test is a number, `;` and an operator"
                hint = "write for instance `5;>`, and `|` before the next test"
                yield Problem("CDR202", message, path, text, _words_span(test.words), hint)
                continue
            yield from _check_test(path, text, *test.words)


def _check_test(path: str, text: str, value: Word, operator: Word) -> Iterator[Problem]:
    if value.text in OPERATORS and operator.parameter:
        message = "the value comes before the operator"
        hint = f"write `{_short_word(operator.text)};{value.text}`"
        yield Problem("CDR202", message, path, text, _words_span((value, operator)), hint)
        return
    if not value.parameter:
        kind = "a number" if path.startswith("having.") else "a whole number"
        message = f"`{_short_word(value.text)}` is not {kind}"
        hint = "write digits, such as `60`"
        yield Problem("CDR203", message, path, text, value.span, hint)
    if operator.text not in OPERATORS:
        near = _OPERATOR_SLIPS.get(operator.text)
        known = ", ".join(OPERATORS)
        hint = f"did you mean `{near}`?" if near else f"the operators are {known}"
        message = f"`{_short_word(operator.text)}` is not an operator"
        yield Problem("CDR204", message, path, text, operator.span, hint)


_OPERATOR_SLIPS = {"=>": ">=", "=<": "<=", "==": "=", "<>": "!=", "≥": ">=", "≤": "<=", "≠": "!="}


def too_many_tests(resolved: ResolvedQuery) -> Iterator[Problem]:
    """A condition has at most as many tests as any engine nests without complaint."""
    for path, condition in _all_conditions(resolved.query):
        if len(condition.tests) > MOST_TESTS:
            message = f"a condition has at most {MOST_TESTS} tests, not {len(condition.tests)}"
            hint = "most of them follow from the others: keep the narrowest"
            yield Problem("CDR114", message, path, hint=hint)


def known_attributes(resolved: ResolvedQuery) -> Iterator[Problem]:
    """A call attribute is Conference or Transfer, spelled exactly so."""
    known = [name for name, field in ATTRIBUTES.items() if field in resolved.warehouse.fields]
    for i, name in enumerate(resolved.query.attributes):
        if name not in ATTRIBUTES:
            near = next((other for other in known if other.lower() == name.lower()), None)
            hint = f"did you mean `{near}`?" if near else None
            every = f"known are {listed_names(known)}" if known else "leave the key out"
            hint = hint or did_you_mean(name, known, every)
            message = f"`{_short_word(name)}` is not a call attribute"
            path = item_path("filter.callAttributes", i, len(resolved.query.attributes))
            yield Problem("CDR113", message, path, name, (0, max(1, len(name))), hint)


# In the order in which a reader looks: are the words there, known, once, in their place,
# selected; then the forms of order and conditions. All are told, so no rule relies on another.
RULES: tuple[Callable[[ResolvedQuery], Iterator[Problem]], ...] = (
    empty_items,
    unknown_names,
    doubled_names,
    misplaced_names,
    ungrouped_dimensions,
    unselected_orders,
    order_forms,
    condition_forms,
    too_many_tests,
    known_attributes,
)
