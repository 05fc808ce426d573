"""The strings of a request, parsed by Lark's grammars into the AST."""

from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from lark import Lark, Token, Transformer

from cdrql.language.query import Condition, Key, Listed, Names, Order, Query, Test, Word, is_empty
from cdrql.language.request import Request
from cdrql.model.vocabulary import FILTERS

_BLANKS = " \t\r\n"
_NO_WORD = Word("", (-1, -1))
_SHORT = 512


class _Tree(Transformer[Token, Any]):
    """Makes one node for each rule; Lark calls the method that bears the rule's name."""

    def names(self, tokens: list[Token]) -> Names:
        """Drop one trailing separator, which is allowed."""
        return Names(tuple(_listed(tokens)))

    def key(self, tokens: list[Token]) -> Key:
        """Drop one trailing separator, which is allowed."""
        return Key(tuple(_listed(tokens)))

    def order(self, keys: list[Key]) -> Order:
        """Drop one trailing separator, which is allowed."""
        return Order(tuple(_trimmed(keys)))

    def test(self, tokens: list[Token]) -> Test:
        """Keep the words of a test, be they two or not; nothing may trail."""
        words = _words(tokens)
        trails = bool(tokens) and tokens[-1].endswith(";")
        return Test((*words, _NO_WORD) if trails else tuple(words))

    def condition(self, tests: list[Test]) -> Condition:
        """Drop one trailing separator, which is allowed."""
        return Condition(tuple(_trimmed(tests)))


def _words(tokens: list[Token]) -> list[Word]:
    """Make words of tokens, which bring their separator along; none make one empty word."""
    return [_word(token, token.removesuffix(";")) for token in tokens] or [_NO_WORD]


def _listed(tokens: list[Token]) -> list[Word]:
    """Make words of a list: only blanks may be there after the last separator."""
    words = _words(tokens)
    return words if tokens and tokens[-1].endswith(";") else _trimmed(words)


def _word(token: Token, written: str) -> Word:
    """Cut the blanks around a word, and remember where it stands."""
    text = written.strip(_BLANKS)
    start = (token.start_pos or 0) + written.find(text)
    return Word(text, (start, start + max(1, len(text))))


def _trimmed(items: list[Any]) -> list[Any]:
    """Leave out an empty last item, if it is not the only one."""
    if len(items) > 1 and is_empty(items[-1]):
        items.pop()
    return items


@cache
def _grammar(name: str) -> Callable[[str], Any]:
    """Load the parser of a grammar, whose start rule bears its name."""
    text = (files("cdrql.grammars") / f"{name}.lark").read_text(encoding="utf-8")
    return Lark(text, start=name, parser="lalr", lexer="basic", transformer=_Tree()).parse


@lru_cache(maxsize=1024)
def _remembered(grammar: str, text: str) -> Any:
    """Parse a short string once: reports share theirs, and a tree never changes."""
    return _grammar(grammar)(text)


def _parsed(grammar: str, text: str) -> Any:
    """Parse a string by a grammar; a long one is not kept in memory."""
    return _remembered(grammar, text) if len(text) <= _SHORT else _grammar(grammar)(text)


def parse(asked: Request) -> Query:
    """Parse the strings of a request; every text has a parse, the planner judges it."""
    strings = {key: getattr(asked, key) for key in ("group", "fields", "period", "order")}
    trees = {
        key: _parsed("order" if key == "order" else "names", text) if text else None
        for key, text in strings.items()
    }
    conditions = tuple(_conditions(asked))
    having = tuple((name, text) for name, text in (asked.having or {}).items() if text)
    sources = {key: text for key, text in strings.items() if text}
    sources |= {f"filter.{key}": text for key, text in conditions}
    sources |= {f"having.{name}": text for name, text in having}
    return Query(
        **trees,
        lists=tuple(_lists(asked)),
        conditions=tuple((key, _parsed("condition", text)) for key, text in conditions),
        attributes=asked.filter.callAttributes or (),
        having=tuple((name, _parsed("condition", text)) for name, text in having),
        unasked=tuple(name for name, text in (asked.having or {}).items() if not text),
        zone=asked.timezone or "UTC",
        limited=asked.limit is not None,
        skipping=asked.offset is not None,
        sources=sources,
    )


def _conditions(asked: Request) -> Iterator[tuple[str, str]]:
    """Go through the filter's conditions that are there, in the catalogue's order."""
    for row in FILTERS:
        if row.kind == "condition" and (text := getattr(asked.filter, row.key)):
            yield row.key, text


def _lists(asked: Request) -> Iterator[Listed]:
    """Go through the filter's lists that are there, in the catalogue's order."""
    for row in FILTERS:
        if row.kind != "condition" and (values := getattr(asked.filter, row.key)) is not None:
            given = sum(value is not None and value != "" for value in values)
            yield Listed(row.key, given, given < len(values))
