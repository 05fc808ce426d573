"""The reference knows what the default warehouse answers, and random requests ask for all of it.

The reference is written from the description of the language and not from the vocabulary, so that
the two can disagree: a row that is missing on either side is told here by its name.
"""

import random
from typing import Any

from cdrql.conformance import moments, reference
from cdrql.conformance.measures import KNOWN_MEASURES
from cdrql.conformance.random_requests import random_request
from cdrql.language.conditions import OPERATORS
from cdrql.model import vocabulary
from cdrql.model.default import CDRS_COLUMNS, DEFAULT
from cdrql.model.vocabulary import ATTRIBUTES, DIMENSIONS, FILTERS, MEASURES, loose

WINDOW = {"start_at", "end_at"}
FILTER_KEYS = {row.key for row in FILTERS if row.field in DEFAULT.fields} | {"callAttributes"}


def asked(part: str, requests: int = 400) -> set[str]:
    """Name what random requests ask for in one of their parts."""
    rng, found = random.Random(3), set[str]()
    for request in (random_request(rng) for _ in range(requests)):
        value: Any = request.get(part) or ""
        found |= {*value} if isinstance(value, dict) else {*value.split(";")}
    return {loose(name) for name in found} - {""}


def test_it_knows_the_dimensions() -> None:
    answered = {
        loose(row.name): (row.key, row.field, row.type == "text")
        for row in DIMENSIONS
        if DEFAULT.answers(row)
    }
    assert answered == reference.KNOWN_DIMENSIONS, (
        "see KNOWN_DIMENSIONS in cdrql/conformance/reference.py"
    )
    assert {column for _, column, _ in reference.KNOWN_DIMENSIONS.values()} <= {*CDRS_COLUMNS}


def test_it_knows_the_measures() -> None:
    answered = {loose(row.name): row.key for row in MEASURES if DEFAULT.answers(row)}
    known = {name: row.key for name, row in KNOWN_MEASURES.items()}
    assert answered == known, "see KNOWN_MEASURES in cdrql/conformance/measures.py"
    assert [*known] == [*answered], "a request without fields shows all measures in this order"


def test_it_knows_the_filters() -> None:
    told = "see KNOWN_FILTERS in cdrql/conformance/reference.py"
    assert {*reference.KNOWN_FILTERS} == FILTER_KEYS, told


def test_it_knows_the_words() -> None:
    assert {*reference.KNOWN_OPERATORS} == {*OPERATORS}
    assert tuple(moments.CLOCK_PARTS) == vocabulary.PARTS


def test_random_requests_ask_for_everything() -> None:
    told = "see cdrql/conformance/random_requests.py"
    assert asked("group") >= {*reference.KNOWN_DIMENSIONS}, told
    assert asked("fields") >= {*reference.KNOWN_DIMENSIONS, *KNOWN_MEASURES}, told
    assert asked("having") == {*KNOWN_MEASURES}, told
    rng = random.Random(3)
    drawn = set().union(*(random_request(rng)["filter"] for _ in range(400)))
    assert drawn == FILTER_KEYS | WINDOW, f"see `random_filter`: {FILTER_KEYS - drawn} is missing"


def test_every_attribute_is_drawn_and_known() -> None:
    rng, drawn = random.Random(3), set[str]()
    for _ in range(1_000):
        value = random_request(rng)["filter"].get("callAttributes") or ()
        drawn |= {value} if isinstance(value, str) else {*value}
    assert drawn == {name for name, field in ATTRIBUTES.items() if field in DEFAULT.fields}
