"""How large a request may be: what is just allowed compiles, one more is told by its own code."""

import json
import tracemalloc
from dataclasses import replace
from typing import Any

import pytest

import cdrql
from cdrql.model.default import DEFAULT
from cdrql.model.limits import (
    LONGEST_REQUEST,
    LONGEST_STRING,
    LONGEST_TEXT,
    MOST_KEYS,
    MOST_TESTS,
    MOST_TEXT_KEYS,
    MOST_TEXT_PARTS,
    MOST_VALUES,
)
from cdrql.model.vocabulary import FILTERS, MEASURES, Dimension
from tests.examples import WINDOW
from tools.fuzz.hostile import HOSTILE

LISTS = [row for row in FILTERS if row.kind != "condition"]
CONDITIONS = [row.key for row in FILTERS if row.kind == "condition"]
# One of four bytes, which JSON writes as twelve characters: `\ud83d\ude00`.
DEAREST = "\U0001f600"


def asking(**parts: Any) -> dict[str, Any]:
    return {"group": "user", "fields": "total calls", "filter": WINDOW} | parts


def filtered(**wanted: Any) -> dict[str, Any]:
    return asking(filter=WINDOW | wanted)


def stopped(request: object) -> list[tuple[str, str]]:
    """Give the problems of a request: each one's code and path."""
    try:
        cdrql.compile(request, "sqlite")
    except cdrql.RequestError as error:
        return [(problem.code, problem.path) for problem in error.problems]
    return []


def padded(text: str, length: int) -> str:
    """Fill a list with blanks, which do not count around its separators."""
    return text + " " * (length - len(text))


CAPS = {
    "group": (LONGEST_STRING, lambda n: asking(group=padded("user", n)), "CDR110", "group"),
    "fields": (LONGEST_STRING, lambda n: asking(fields=padded("ACD", n)), "CDR110", "fields"),
    "order": (LONGEST_STRING, lambda n: asking(order=padded("user", n)), "CDR110", "order"),
    "period": (LONGEST_STRING, lambda n: asking(period=padded("day", n)), "CDR110", "period"),
    "limit": (100, lambda n: asking(limit=f"{1:0{n}}"), "CDR106", "limit"),
    "having": (
        LONGEST_STRING,
        lambda n: asking(having={"ACD": padded("1;>", n)}),
        "CDR110",
        "having.ACD",
    ),
    "a name in having": (
        LONGEST_TEXT,
        lambda n: asking(having={padded("ACD", n): "1;>"}),
        "CDR110",
        "having",
    ),
    **{
        f"tests of {key}": (
            MOST_TESTS,
            lambda n, key=key: filtered(**{key: "|".join(["1;>"] * n)}),
            "CDR114",
            f"filter.{key}",
        )
        for key in CONDITIONS
    },
    **{
        f"values of {row.key}": (
            MOST_VALUES,
            lambda n, row=row: filtered(**{row.key: [2 if row.type == "integer" else "2"] * n}),
            "CDR114",
            f"filter.{row.key}",
        )
        for row in LISTS
    },
    **{
        f"a value of {row.key}": (
            LONGEST_TEXT,
            lambda n, row=row: filtered(**{row.key: DEAREST * n}),
            "CDR110",
            f"filter.{row.key}",
        )
        for row in LISTS
        if row.type == "text"
    },
    "callAttributes": (
        MOST_VALUES,
        lambda n: filtered(callAttributes=["Transfer"] * n),
        "CDR114",
        "filter.callAttributes",
    ),
}


@pytest.mark.parametrize("name", CAPS)
def test_what_is_at_the_cap_compiles_and_one_more_is_told(name: str) -> None:
    most, make, code, path = CAPS[name]
    assert stopped(make(most)) == []
    assert stopped(make(most + 1)) == [(code, path)]


@pytest.mark.parametrize("path", MOST_KEYS)
def test_keys_are_told_one_by_one_until_they_are_too_many(path: str) -> None:
    most, known = MOST_KEYS[path], {"": 3, "filter": 2, "having": 0}[path]
    for count, codes in ((most, {"CDR104", "CDR301"}), (most + 1, {"CDR116"})):
        odd = {f"odd {number}": "1;>" for number in range(count - known)}
        request = asking() | odd if not path else asking(**{path: odd})
        if path == "filter":
            request = filtered(**odd)
        for form in (request, json.dumps(request)):
            found = stopped(form)
            assert {code for code, _ in found} <= codes
            assert len(found) == (len(odd) if count == most else 1)


@pytest.mark.parametrize(
    ("most", "part", "code"),
    [(MOST_TEXT_KEYS, '{"k": 1}', "CDR116"), (MOST_TEXT_PARTS // 2, "[]", "CDR115")],
)
def test_text_of_too_many_parts_is_not_read(most: int, part: str, code: str) -> None:
    def text(count: int) -> str:
        return f"[{', '.join([part] * count)}]"

    assert ("CDR102", "") in stopped(text(most))
    assert stopped(text(most + 1)) == [(code, "")]
    # Of what stands in strings nothing is counted.
    assert stopped(json.dumps(asking(group=f"user{text(most)}")))[0][0] == "CDR110"
    tracemalloc.start()
    text_ = text(500_000)
    stopped(text_)
    assert tracemalloc.get_traced_memory()[1] < 4 * len(text_)
    tracemalloc.stop()


def test_what_is_known_is_still_checked_among_too_many_keys() -> None:
    odd = {f"odd {number}": 1 for number in range(MOST_KEYS["filter"])}
    request = asking(group="usr", filter=WINDOW | odd | {"user": "7"}, limit=0)
    found = [("CDR116", "filter"), ("CDR106", "filter.user"), ("CDR107", "limit")]
    assert sorted(stopped(request)) == sorted([*found, ("CDR301", "group")])


def test_repeated_keys_are_told_once_each_and_where() -> None:
    inside = '{"start_at": "2024-01-01", "end_at": "2024-02-01", "user": 1, "user": 2, "user": 3}'
    text = f'{{"group": "user", "group": "user", "filter": {inside}}}'
    assert stopped(text) == [("CDR103", "group"), ("CDR103", "filter.user")]


# --- The text of a request ----------------------------------------------------------------------


def largest() -> str:
    """Write a request with every list full and every string as long as may be, all escaped."""
    wanted: dict[str, Any] = {"callAttributes": ["Conference"] * MOST_VALUES}
    for row in LISTS:
        value: Any = DEAREST * LONGEST_TEXT if row.type == "text" else -(2**63)
        wanted[row.key] = [value] * MOST_VALUES
    for key in CONDITIONS:
        wanted[key] = padded("1;>", LONGEST_STRING)
    having = {padded(row.name, LONGEST_TEXT): padded("1;>", LONGEST_STRING) for row in MEASURES}
    strings = {"group": "user", "fields": "ACD", "period": "day", "order": "user"}
    long = {key: padded(text, LONGEST_STRING) for key, text in strings.items()}
    return escaped(asking(filter=WINDOW | wanted, having=having, **long))


def escaped(value: Any) -> str:
    """Write JSON as long as can be: every character of a string by its number."""
    if isinstance(value, str):
        units = value.encode("utf-16-be").hex()
        return '"' + "".join(f"\\u{units[i : i + 4]}" for i in range(0, len(units), 4)) + '"'
    if isinstance(value, dict):
        return "{" + ",".join(f"{escaped(k)}:{escaped(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(escaped, value)) + "]"
    return json.dumps(value)


def test_the_largest_request_there_is_compiles() -> None:
    text = largest()
    assert 0.75 * LONGEST_REQUEST < len(text) < LONGEST_REQUEST
    full = text + " " * (LONGEST_REQUEST - len(text))
    compiled = cdrql.compile(full, "postgres")
    assert isinstance(compiled.params, dict)
    assert len(compiled.params) > 7 * MOST_VALUES
    assert stopped(full + " ") == stopped((full + " ").encode()) == [("CDR115", "")]


@pytest.mark.closes("deep nesting")
@pytest.mark.parametrize("text", ["x", "{", '{"a":', "[", "9", "\u00e9", " ", "\x00"])
def test_a_longer_one_is_not_even_read(text: str) -> None:
    long = text * (LONGEST_REQUEST // len(text) + 1)
    for form in (long, long.encode(), bytearray(long.encode())):
        tracemalloc.start()
        assert stopped(form) == [("CDR115", "")]
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 100_000


# --- The error ----------------------------------------------------------------------------------


@pytest.mark.closes("long strings of the language")
@pytest.mark.parametrize("name", HOSTILE)
def test_an_error_is_bounded_however_long_the_request_is(name: str) -> None:
    """More problems than a string of the language has places, or a list items, are never told."""
    assert len(stopped(HOSTILE[name](100_000))) <= LONGEST_STRING


@pytest.mark.closes("long strings of the language")
@pytest.mark.parametrize("name", HOSTILE)
def test_an_error_is_told_in_as_many_bytes_for_each_of_the_request(name: str) -> None:
    """Each problem shows what is around it, and not the whole string again."""
    for length in (500, 1_000, 2_000, LONGEST_STRING, 50_000):
        try:
            cdrql.compile(HOSTILE[name](length), "sqlite")
        except cdrql.RequestError as error:
            for told in (json.dumps(error.as_dict()), str(error)):
                assert len(told) < 600 * length


def test_a_hint_is_as_long_with_a_thousand_names_of_a_warehouses_own() -> None:
    """All names are told once for each list, and no more of them than somebody reads."""
    own = tuple(Dimension(f"my own {n}", f"my_own_{n}", "trunk", "text") for n in range(1000))
    warehouse = replace(DEFAULT, dimensions=own)
    asked = asking(group=";".join(f"{n}x" for n in range(500)), fields="1x;2x;3x")
    with pytest.raises(cdrql.RequestError) as caught:
        cdrql.compile(asked, "sqlite", warehouse=warehouse)
    hints = [problem.hint for problem in caught.value.problems if problem.hint]
    assert len(caught.value.problems) == 503
    assert len(hints) == 2
    assert max(map(len, hints)) < 420
    assert hints[0].endswith(" more")
