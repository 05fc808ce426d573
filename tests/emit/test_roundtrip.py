"""Thousands of adversarial texts come back equal from every engine, by every way to reach it."""

import random
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import pytest

import cdrql
import cdrql.engines.rows
from tests.examples import WINDOW, call
from tests.language.strings import GROUPS, LONGEST, allowed, every_character, refused
from tools.differential.ways import WAYS, Ask, default, every_way, pymysql, runner
from tools.engines import Engine

CLASSES = 5  # parts that the texts are asked in, within the cap on the values of a filter
PREFIXES = 20  # asked at a time
NOBODY = [text * LONGEST for text in "9'\\%😀"]  # longer than any that is stored

ALIKE = frozenset("\ufffd\ufffe\uffff")  # which SQLite's GLOB takes for one another

Pairs = dict[tuple[str, ...], int]


@cache
def calls() -> list[dict[str, Any]]:
    """Give a call to each text, by the text before it."""
    texts = allowed()
    return [call(destination=text, caller_id=texts[i - 1]) for i, text in enumerate(texts)]


@cache
def parts(key: str, seed: int) -> list[tuple[list[str], Pairs]]:
    """Divide the texts at random, and give what each part must find, of each text one call.

    Two texts that were taken for each other would be found in each other's place, but for the
    divisions in which both are in one part.
    """
    some = random.Random(seed).sample(calls(), len(calls()))
    return [
        ([each[key] for each in some[part::CLASSES]], pairs(some[part::CLASSES]))
        for part in range(CLASSES)
    ]


def pairs(some: Sequence[dict[str, Any]]) -> Pairs:
    return {(each["destination"], each["caller_id"]): 1 for each in some}


@cache
def prefixes() -> list[tuple[list[str], Pairs]]:
    """Give texts to start with, and what Python says starts with them."""
    some = [*GROUPS["similar"], *allowed()[:400], *random.Random(9).sample(allowed(), 300)]
    some = [text for text in dict.fromkeys(some) if text in set(allowed())]
    some.sort(key=lambda text: not ALIKE & {*text})
    batches = [tuple(some[i : i + PREFIXES]) for i in range(0, len(some), PREFIXES)]
    return [
        ([*batch], pairs([each for each in calls() if each["destination"].startswith(batch)]))
        for batch in batches
    ]


def asked(ask: Ask, way: str, wanted: dict[str, Any]) -> Pairs:
    """Ask for the calls of a filter, by both of their texts."""
    dialect, style, _ = WAYS[way]
    request = {"group": "destination;caller_id", "fields": "total calls"}
    sent = request | {"filter": WINDOW | wanted}
    it = cdrql.compile(sent, dialect, paramstyle=style, output="values")  # type: ignore[arg-type]
    found = cdrql.engines.rows.normalise(ask(it.sql, it.params), it.columns)
    return {tuple(map(str, [*row.values()][:2])): int(str(row["total"])) for row in found}


def odd(found: Pairs, right: Pairs) -> set[tuple[str, ...]]:
    """Give what was found and should not have been, and the other way round."""
    return {key for key in found.keys() | right.keys() if found.get(key) != right.get(key)}


@pytest.fixture(scope="module")
def filled() -> Iterator[set[tuple[str, str]]]:
    """Note what which engine holds: the tests only read."""
    yield set()


def hold(engine: Engine, what: list[dict[str, Any]], filled: set[tuple[str, str]]) -> None:
    """Load an engine, unless it holds these calls already."""
    key = (engine.name, str(id(what)))
    if key not in filled:
        filled -= {other for other in filled if other[0] == engine.name}
        engine.load(what)
        filled.add(key)


def test_texts_are_thousands() -> None:
    assert len(allowed()) > 3_000
    assert len(refused()) > 200
    assert len({each["caller_id"] for each in calls()}) == len(calls())


@pytest.mark.closes(
    "value injection",
    "backslashes and odd modes",
    "escapes in ClickHouse parameters",
    "marks of drivers",
    "collations",
    "equality of texts",
)
@every_way
def test_a_text_finds_its_own_call(engine: Engine, way: str, filled: set[tuple[str, str]]) -> None:
    hold(engine, calls(), filled)
    with WAYS[way][2](engine) as ask:
        for seed, key in enumerate(("destination", "caller_id", "destination")):
            for texts, right in parts(key, seed):
                assert odd(asked(ask, way, {key: [*texts, *NOBODY]}), right) == set()


@pytest.mark.closes("wildcards in prefixes", "case in LIKE")
@every_way
def test_a_prefix_finds_what_starts_with_it(
    engine: Engine, way: str, filled: set[tuple[str, str]]
) -> None:
    hold(engine, calls(), filled)
    with WAYS[way][2](engine) as ask:
        for texts, right in prefixes():
            if engine.dialect == "sqlite" and any(ALIKE & {*text} for text in texts):
                continue
            assert odd(asked(ask, way, {"destination_prefix": texts}), right) == set()


@cache
def spelled_out() -> list[dict[str, Any]]:
    """Give calls that together hold every character that a text may hold."""
    return [call(destination=text, caller_id="x") for text in every_character()]


@pytest.mark.closes(
    "escapes in ClickHouse parameters", "lists without end", "collations", "equality of texts"
)
@pytest.mark.parametrize("connection", [default, runner])
def test_every_character(engine: Engine, connection: Any, filled: set[tuple[str, str]]) -> None:
    """As many values as a filter may have, each as long as a column may be."""
    hold(engine, spelled_out(), filled)
    way = next(way for way, (dialect, *_) in WAYS.items() if dialect == engine.dialect)
    with connection(engine) as ask:
        for first in range(0, len(spelled_out()), 1000):
            some = spelled_out()[first : first + 1000]
            texts = [each["destination"] for each in some]
            assert odd(asked(ask, way, {"destination": texts}), pairs(some)) == set()


@pytest.mark.closes("backslashes and odd modes")
@pytest.mark.parametrize("engine", ["mysql", "mariadb"], indirect=True)
@pytest.mark.parametrize("charset", ["gbk", "sjis", "big5", "latin1"])
def test_literals_by_a_client_of_another_charset(
    engine: Engine, charset: str, filled: set[tuple[str, str]]
) -> None:
    """In some of them a backslash or a quote is the second half of a character."""
    hold(engine, calls(), filled)
    request = {"group": "user", "fields": "total calls"}
    with pymysql(engine, charset=charset) as ask:
        for texts, right in parts("destination", 0):
            sent = request | {"filter": WINDOW | {"destination": texts}}
            it = cdrql.compile(sent, "mysql", paramstyle="literal", output="values")
            assert it.sql.isascii()
            assert [tuple(row) for row in ask(it.sql, it.params)] == [(None, len(right))]
