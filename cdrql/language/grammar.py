"""Lark's grammars, which make nodes of a string; every text has a parse."""

from collections.abc import Callable
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from lark import Lark, Token, Transformer

from cdrql.language.query import Condition, ConditionTest, Names, Order, OrderKey, Word, is_empty

_BLANKS = " \t\r\n"
# A word that is missing stands nowhere.
_NO_WORD = Word("", (-1, -1))
# What is remembered, 1,024 of these at most, stays below a megabyte.
_SHORT = 512


class _Tree(Transformer[Token, Any]):
    """Makes one node for each rule; Lark calls the method that bears the rule's name."""

    def names(self, tokens: list[Token]) -> Names:
        """Drop one trailing separator, which is allowed."""
        return Names(tuple(_list_words(tokens)))

    def order_key(self, tokens: list[Token]) -> OrderKey:
        """Drop one trailing separator, which is allowed."""
        return OrderKey(tuple(_list_words(tokens)))

    def order(self, keys: list[OrderKey]) -> Order:
        """Drop one trailing separator, which is allowed."""
        return Order(tuple(_drop_empty_last(keys)))

    def condition_test(self, tokens: list[Token]) -> ConditionTest:
        """Keep the words of a test, be they two or not; nothing may trail."""
        words = _words_of(tokens)
        trails = bool(tokens) and tokens[-1].endswith(";")
        return ConditionTest((*words, _NO_WORD) if trails else tuple(words))

    def condition(self, tests: list[ConditionTest]) -> Condition:
        """Drop one trailing separator, which is allowed."""
        return Condition(tuple(_drop_empty_last(tests)))


def _words_of(tokens: list[Token]) -> list[Word]:
    """Make words of tokens, which bring their separator along; none make one empty word."""
    return [_word_of(token, token.removesuffix(";")) for token in tokens] or [_NO_WORD]


def _list_words(tokens: list[Token]) -> list[Word]:
    """Make words of a list: only blanks may be there after the last separator."""
    words = _words_of(tokens)
    return words if tokens and tokens[-1].endswith(";") else _drop_empty_last(words)


def _word_of(token: Token, written: str) -> Word:
    """Cut the blanks around a word, and remember where it stands."""
    text = written.strip(_BLANKS)
    start = (token.start_pos or 0) + written.find(text)
    # A caret needs a character, also under a word that is empty.
    return Word(text, (start, start + max(1, len(text))))


def _drop_empty_last(items: list[Any]) -> list[Any]:
    """Leave out an empty last item, if it is not the only one."""
    if len(items) > 1 and is_empty(items[-1]):
        items.pop()
    return items


@cache
def _grammar(name: str) -> Callable[[str], Any]:
    """Load the parser of a grammar, whose start rule bears its name."""
    text = (files("cdrql.grammars") / f"{name}.lark").read_text(encoding="utf-8")
    # A basic lexer makes tokens of any text, so whatever is wrong is told by the rules.
    return Lark(text, start=name, parser="lalr", lexer="basic", transformer=_Tree()).parse


@lru_cache(maxsize=1024)
def _remembered(grammar: str, text: str) -> Any:
    """Parse a short string once: reports share theirs, and a tree never changes."""
    return _grammar(grammar)(text)


def parse_string(grammar: str, text: str) -> Any:
    """Parse a string by the grammar `names`, `order` or `condition`; a long one is not kept."""
    return _remembered(grammar, text) if len(text) <= _SHORT else _grammar(grammar)(text)
