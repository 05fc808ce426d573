"""Attacks in the place of every name and word of a request, and JSON that means two things."""

import json
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

import cdrql
from cdrql.model.vocabulary import DIMENSIONS, MEASURES, PARTS
from tests.language.strings import GROUPS
from tests.language.test_door import asking, stopped

# What was tried as an alias of Django's queries, besides what strings.json has.
ALIASES = (
    *("ali as", "ali\tas", "ali\nas", "ali;as", "ali'as", 'ali"as', "ali`as", "ali/*as", "ali*/as"),
    *("ali--as", "ali#as", "ali%as", "ali.as", "ali[as", "ali]as", "ali(as", "ali)as", "ali\\as"),
    *('inj" FROM "cdrs"; --', 'inj" FROM "cdrs" WHERE 1 = 1; --', "inj` FROM cdrs #", "%(inj)s"),
    *("_connector", "_negated", "OR", "c.destination", "cdrs.id", "*", "id", "by_user_id"),
)
PAYLOADS = tuple(dict.fromkeys([*GROUPS["payloads"], *ALIASES]))

# Where a word stands, and what is said of one that is not known there.
PLACES: dict[str, tuple[str, frozenset[str]]] = {
    "group": ("{}", frozenset({"CDR301", "CDR303", "CDR201"})),
    "group, behind a name": ("user;{}", frozenset({"CDR301", "CDR303", "CDR201"})),
    "fields": ("total calls;{}", frozenset({"CDR301", "CDR303", "CDR304", "CDR201"})),
    "period": ("year;{}", frozenset({"CDR301", "CDR303", "CDR201"})),
    "order": ("{}", frozenset({"CDR301", "CDR303", "CDR305", "CDR202", "CDR205", "CDR201"})),
    "order, the direction": ("user;{}", frozenset({"CDR205", "CDR202", "CDR201", "CDR301"})),
    "timezone": ("{}", frozenset({"CDR112"})),
    "limit": ("{}", frozenset({"CDR106"})),
    "offset": ("1{}", frozenset({"CDR106"})),
}
CONDITIONS = frozenset({"CDR202", "CDR203", "CDR204", "CDR201", "CDR107"})


def attacked(payload: str) -> Iterator[tuple[dict[str, Any], frozenset[str]]]:
    """Put a payload wherever a word of the language stands; give the codes that may be told."""
    for place, (form, codes) in PLACES.items():
        yield asking() | {place.partition(",")[0]: form.format(payload)}, codes
    yield asking() | {payload: 1}, frozenset({"CDR104"})
    yield asking(**{payload: 1}), frozenset({"CDR104"})
    yield asking(callAttributes=payload), frozenset({"CDR113"})
    yield asking(callAttributes=["Transfer", payload]), frozenset({"CDR113"})
    yield asking() | {"having": {payload: "1;>"}}, frozenset({"CDR301", "CDR303", "CDR202"})
    for form in ("3;{}", "{};>", "3;>;{}", "3;>|{}", "3;>=;{}"):
        text = form.format(payload)
        yield asking(duration=text), CONDITIONS
        yield asking() | {"having": {"ASR": text}}, CONDITIONS


@pytest.mark.closes("names as SQL", "order, period and operators as SQL")
def test_no_payload_is_a_name() -> None:
    for payload in PAYLOADS:
        for request, codes in attacked(payload):
            if is_right(payload, request):
                continue
            found = {code for code, _ in stopped(request)}
            assert found, request
            assert found <= codes, request


def is_right(payload: str, request: dict[str, Any]) -> bool:
    """Say whether a payload happens to be the word that may stand there."""
    return payload == "DESC" and request.get("order") == "user;DESC"


@pytest.mark.closes("names as SQL")
def test_payloads_are_told_where_they_stand() -> None:
    for payload in PAYLOADS:
        with pytest.raises(cdrql.RequestError) as caught:
            cdrql.compile(asking() | {"group": "user", "order": f"{payload};asc"}, "postgres")
        assert {problem.path for problem in caught.value.problems} == {"order"}
        assert all(line.isprintable() for line in str(caught.value).split("\n"))


# --- Letters and blanks that look alike ---------------------------------------------------------

NAMES = [*(row.name for row in (*DIMENSIONS, *MEASURES)), *PARTS]
CONFUSED = dict(
    zip("aceopxyis", "\u0430\u0441\u0435\u043e\u0440\u0445\u0443\u0456\u0455", strict=True)
)  # Cyrillic
BLANKS = (
    "\u00a0",
    "\u2003",
    "\u3000",
    "\u2010",
    "\u2011",
    "\u2212",
    "\uff3f",
    "\u203f",
    "\u200b",
    ".",
)


@cache
def lookalikes() -> dict[str, list[str]]:
    """Give, for each ASCII letter, all that some normal form or case takes for it."""
    found: dict[str, list[str]] = {letter: [sign] for letter, sign in CONFUSED.items()}
    for sign in map(chr, range(128, 0x20000)):
        forms = {sign.lower(), sign.upper().lower(), sign.casefold()}
        forms |= {unicodedata.normalize(form, sign).lower()[:1] for form in ("NFKC", "NFKD")}
        for letter in forms & {*"abcdefghijklmnopqrstuvwxyz0123456789"}:
            found.setdefault(letter, []).append(sign)
    return found


@pytest.mark.closes("digits and letters that look alike")
def test_only_ascii_letters_make_a_name() -> None:
    tried = 0
    for letter, signs in lookalikes().items():
        named = [name for name in NAMES if letter in name.lower()]
        for number, sign in enumerate(signs if named else ()):
            name = named[number % len(named)]
            place = name.lower().index(letter)
            wrong = name[:place] + sign + name[place + 1 :]
            key = "period" if name in PARTS else "fields"
            found = stopped({**asking(), key: wrong})
            assert [code for code, _ in found] == ["CDR301"], (name, wrong)
            tried += 1
    assert tried > 500


@pytest.mark.closes("digits and letters that look alike")
@pytest.mark.parametrize("blank", BLANKS)
def test_only_ascii_blanks_join_a_name(blank: str) -> None:
    for name in NAMES:
        if " " in name:
            wrong = name.replace(" ", blank, 1)
            assert [code for code, _ in stopped(asking() | {"fields": wrong})] == ["CDR301"], wrong


# --- JSON that readers disagree about -----------------------------------------------------------

BODY = '{"group": "user", "filter": {"start_at": "2024-01-01", "end_at": "2025-01-01"%s}%s}'


@pytest.mark.closes("JSON that readers disagree about")
@pytest.mark.parametrize(
    ("inside", "outside", "codes"),
    [
        ("", ', "group": "trunk"', ["CDR103"]),
        ("", ', "\\u0067roup": "trunk"', ["CDR103"]),
        (', "user": 1, "user": 2', "", ["CDR103"]),
        ("", ', "having": {"ASR": "1;>", "ASR": "2;>"}', ["CDR103"]),
        ("", ', "having": {"ASR": "1;>", "asr": "2;>"}', ["CDR302"]),
        (', "user": NaN', "", ["CDR101"]),
        (', "user": Infinity', "", ["CDR101"]),
        (', "user": -Infinity', "", ["CDR101"]),
        (', "user": 1e400', "", ["CDR106"]),
        (', "user": 1e2', "", ["CDR106"]),
        (', "user": 1.0', "", ["CDR106"]),
        (', "user": 01', "", ["CDR101"]),
        (', "user": +1', "", ["CDR101"]),
        (', "user": 0x1', "", ["CDR101"]),
        (', "user": ' + "9" * 5000, "", ["CDR101"]),
        (', "user": [1,]', "", ["CDR101"]),
        ("", ", 'limit': 1", ["CDR101"]),
        ("", ', "limit": 1 // one', ["CDR101"]),
        ("", ', "limit": 1} {"group": "user"', ["CDR101"]),
        ("", ', "policy": {"scope": {}}', ["CDR104"]),
        ("", ', "scope": {"user_id": 1}', ["CDR104"]),
        ("", ', "paramstyle": "literal"', ["CDR104"]),
        (', "where": "1=1"', "", ["CDR104"]),
        (', "_connector": "OR"', "", ["CDR104"]),
        (', "destination": "\\ud800"', "", ["CDR109"]),
        (', "destination": 0', "", ["CDR106"]),
        (', "destination": [0]', "", ["CDR106"]),
    ],
)
def test_json_means_one_thing_or_is_refused(inside: str, outside: str, codes: list[str]) -> None:
    text = BODY % (inside, outside)
    assert [code for code, _ in stopped(text)] == codes
    assert [code for code, _ in stopped(text.encode())] == codes


@pytest.mark.closes("JSON that readers disagree about")
def test_bytes_of_other_encodings_are_refused() -> None:
    text = json.dumps(asking())
    assert stopped(text.encode("utf-8-sig")) == []
    for encoding in ("utf-16", "utf-32", "utf-16-le"):
        assert [code for code, _ in stopped(text.encode(encoding))] == ["CDR101"]
    assert [code for code, _ in stopped(b'{"group": "\xc0\xaf"}')] == ["CDR101"]
