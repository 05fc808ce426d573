"""Which version of MySQL and MariaDB a statement needs, by the words that stand in it."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

OLDEST = "5.5"
_LIST = Path(__file__).with_name("needs.toml")
_ZONED = "zone in a literal"
# Texts, quoted names, parameters, and what is a name by a point beside it: none of them is a word.
_SKIPPED = r"""'(?:[^'\\]|\\.|'')*' | `(?:[^`]|``)*` | %\(\w+\)s | :\w+ | \w+\.[\w`*]+ | \d\w*"""
_PIECE = re.compile(rf"(?P<skipped>{_SKIPPED})|(?P<word>[A-Za-z_]\w*)(?P<call>\()?", re.VERBOSE)
_WITH_ZONE = re.compile(r"'[\d-]+ [\d:.]+(?:Z|[+-]\d\d:?\d\d)'")
_CHARSET = "UTF8MB4"


@dataclass(frozen=True)
class Need:
    """A word of SQL with the versions that brought it; `none` where a server has no such thing."""

    word: str
    mysql: str = OLDEST
    mariadb: str = OLDEST
    about: str = ""
    instead: str = ""  # what is printed in its place


class UnknownWordError(Exception):
    """A word that no list has; the text names it."""


@cache
def old_words() -> frozenset[str]:
    """Give the words that MySQL and MariaDB have since 5.5."""
    return frozenset(tomllib.loads(_LIST.read_text(encoding="utf-8"))["since_5_5"].split())


@cache
def newer_needs() -> dict[str, Need]:
    """Give what came later, by its word."""
    newer = tomllib.loads(_LIST.read_text(encoding="utf-8"))["newer"]
    return {word: Need(word, **said) for word, said in newer.items()}


def words_in(sql: str) -> Iterator[str]:
    """Find the keywords of a statement, and with their `(` the functions: `SELECT`, `ABS(`.

    Names are in lower case here, as no keyword is, or quoted; a character set is a word.
    """
    for piece in _PIECE.finditer(sql):
        if piece["skipped"]:
            if _WITH_ZONE.fullmatch(piece["skipped"]):
                yield _ZONED
            continue
        word = piece["word"].upper()
        if piece["call"]:
            yield f"{word}("
        elif piece["word"] == word or word.strip("_") == _CHARSET:
            yield word.strip("_")


def newer_in(sql: str) -> set[Need]:
    """Find what of a statement is newer than 5.5. Raises UnknownWordError."""
    found = set()
    for word in words_in(sql):
        if word in newer_needs():
            found.add(newer_needs()[word])
        elif word.rstrip("(") not in old_words():
            raise UnknownWordError(f"{_LIST.name} does not say which version brought {word}")
    return found


def needed(needs: set[Need], server: str) -> str:
    """Give the version that all of these ask of a server: `needed(found, "mysql")`."""
    versions = [OLDEST, *(getattr(need, server) for need in needs)]
    return max(versions, key=lambda text: [int(part) for part in text.split(".")])
