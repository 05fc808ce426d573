"""What a policy hides is lacking everywhere, and no error or hint names it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

import cdrql
from cdrql import Mask, Policy
from cdrql.model.default import DEFAULT
from cdrql.model.vocabulary import ATTRIBUTES, DIMENSIONS, FILTERS, MEASURES
from tools.engines import INTEGERS
from tools.mirrors.all import MIRRORS

DAY = {"start_at": "2024-06-14", "end_at": "2024-06-15"}
WAREHOUSES = {"default": DEFAULT} | {
    m.name: m.warehouse for m in MIRRORS if m.name in ("own", "lookups")
}
FIELDS = [(warehouse, field) for warehouse, of in WAREHOUSES.items() for field in of.fields]
hidden_fields = pytest.mark.parametrize(
    ("name", "field"), [pair for pair in FIELDS if pair[1] != "answered"]
)


def names_of(warehouse: cdrql.Warehouse, field: str) -> set[str]:
    """Give every word that stands for a field or for what is made of it."""
    rows = (*DIMENSIONS, *MEASURES, *warehouse.dimensions, *warehouse.measures)
    found = {word for row in rows if field in row.needs for word in (row.name, row.key)}
    found |= {row.key for row in FILTERS if row.field == field}
    return found | {name for name, of in ATTRIBUTES.items() if of == field}


def misspelled(word: str) -> Iterator[str]:
    """Write a word as somebody may who does not know it well."""
    yield from (word[:-1], word[1:], word + "s", word[:2] + word[3:], word.upper() + "x")


def requests(word: str) -> Iterator[dict[str, Any]]:
    """Put a word wherever a name or a key may stand."""
    base: dict[str, Any] = {"group": "user", "fields": "total calls", "filter": DAY}
    yield base | {"group": word}
    yield base | {"fields": f"total calls;{word}"}
    yield base | {"order": word}
    yield base | {"having": {word: "1;>"}}
    yield base | {"filter": DAY | {word: ["1"]}}
    yield base | {"filter": DAY | {"callAttributes": [word]}}
    yield base | {word: 1}


def said(request: dict[str, Any], warehouse: cdrql.Warehouse, policy: Policy) -> str:
    with pytest.raises(cdrql.RequestError) as caught:
        cdrql.compile(request, "sqlite", warehouse=warehouse, policy=policy)
    return str(caught.value)


@pytest.mark.closes("errors that tell")
@hidden_fields
def test_no_hint_names_what_is_hidden(name: str, field: str) -> None:
    warehouse = WAREHOUSES[name]
    policy = Policy(visible=frozenset(warehouse.fields) - {field, *derived(field)})
    hidden = set().union(*(names_of(warehouse, of) for of in (field, *derived(field))))
    for word in hidden:
        for wrong in misspelled(word):
            for request in requests(wrong):
                if wrong.lower() in {h.lower() for h in hidden} or not wrong:
                    continue
                try:
                    cdrql.compile(request, "sqlite", warehouse=warehouse, policy=policy)
                except cdrql.RequestError as error:
                    hints = " , ".join(p.hint or "" for p in error.problems)
                    told = {word.strip(" `?.") for word in re.split(r"[,`]| are ", hints)}
                    assert not told & hidden, (request, hints)


def derived(field: str) -> set[str]:
    """Name the tests that are made of a field, which say something of it."""
    return {"transfer_to": {"transferred"}, "conference_to": {"conferenced"}}.get(field, set())


@pytest.mark.closes("masked digits told by answers")
@hidden_fields
def test_what_is_hidden_is_lacking_everywhere(name: str, field: str) -> None:
    warehouse = WAREHOUSES[name]
    policy = Policy(visible=frozenset(warehouse.fields) - {field})
    for row in (*DIMENSIONS, *MEASURES, *warehouse.dimensions, *warehouse.measures):
        group, fields, order, having, *_ = requests(row.name)
        for request in (group, fields, order, having) if field in row.needs else ():
            # What is its own is not known at all; an order by what is not shown is refused first.
            assert re.search("CDR30[158]", said(request, warehouse, policy))
        if field in row.needs and row in (*warehouse.dimensions, *warehouse.measures):
            assert "CDR301" in said(next(requests(row.name)), warehouse, policy)
    for key in (row.key for row in FILTERS if row.field == field):
        value: Any = "1;>" if key.endswith("duration") else 1 if field in INTEGERS else "1"
        assert "CDR308" in said(requests_of({key: value}), warehouse, policy)
    for attribute in (name for name, of in ATTRIBUTES.items() if of == field):
        assert "CDR308" in said(requests_of({"callAttributes": attribute}), warehouse, policy)


def requests_of(filters: dict[str, Any]) -> dict[str, Any]:
    return {"group": "caller_id;trunk", "fields": "total calls", "filter": DAY | filters}


@hidden_fields
def test_the_fields_shown_by_default_are_those_that_may_be_seen(name: str, field: str) -> None:
    warehouse = WAREHOUSES[name]
    policy = Policy(visible=frozenset(warehouse.fields) - {field})
    group = "trunk" if field == "user_id" else "user"
    found = cdrql.compile(
        {"group": group, "filter": DAY}, "sqlite", warehouse=warehouse, policy=policy
    )
    shown = {column.field for column in found.columns[1:]}
    rows = (*MEASURES, *warehouse.measures)
    assert shown == {row.name for row in rows if field not in row.needs and warehouse.answers(row)}


def test_whether_calls_were_answered_may_be_counted() -> None:
    policy = Policy(visible=frozenset({"user_id"}))
    found = cdrql.compile({"group": "user", "filter": DAY}, "sqlite", policy=policy)
    names = [column.field for column in found.columns]
    assert names == ["user", "total calls", "successful calls", "ASR"]


def test_nothing_visible_answers_nothing() -> None:
    for row in DIMENSIONS:
        error = said({"group": row.name, "filter": DAY}, DEFAULT, Policy(visible=frozenset()))
        assert "CDR308" in error
        assert "it has total calls, successful calls, ASR" in error


def test_a_scope_may_be_by_what_is_hidden() -> None:
    policy = Policy({"user_id": 7}, visible=frozenset({"trunk"}))
    found = cdrql.compile({"group": "trunk", "filter": DAY}, "sqlite", policy=policy)
    assert ":scope_user_id_1" in found.sql
    assert "CDR308" in said({"group": "user", "filter": DAY}, DEFAULT, policy)


# --- Fields that read the same ------------------------------------------------------------------


def doubled(field: str, like: str) -> cdrql.Warehouse:
    """Let one field of the default warehouse read what another does."""
    same = replace(DEFAULT.fields[field], reads=DEFAULT.fields[like].reads)
    return replace(DEFAULT, fields={**DEFAULT.fields, field: same})


@pytest.mark.closes("masked digits told by answers")
def test_a_mask_cannot_be_seen_past() -> None:
    request = {"group": "trunk", "filter": DAY}
    for other in ("extension", "user_id"):
        warehouse = doubled(other, "caller_id")
        for masks in ({"caller_id": Mask(3)}, {"caller_id": Mask(3), "extension": Mask(None, 4)}):
            with pytest.raises(cdrql.PolicyError, match="CDR403"):
                cdrql.compile(request, "sqlite", warehouse=warehouse, policy=Policy(masks=masks))
        masks = {"caller_id": Mask(3)}
        policy = Policy(visible=frozenset({"caller_id", "trunk"}), masks=masks)
        cdrql.compile(request, "sqlite", warehouse=warehouse, policy=policy)
    alike = Policy(masks={"caller_id": Mask(3), "extension": Mask(3)})
    warehouse = doubled("extension", "caller_id")
    cdrql.compile(request, "sqlite", warehouse=warehouse, policy=alike)


def test_presets_in_which_two_fields_read_the_same_are_refused() -> None:
    request = {"group": "caller_id", "fields": "total calls", "filter": DAY}
    warehouse = cdrql.load_warehouse("kamailio")
    policy = Policy(masks={"caller_id": Mask(3)})
    with pytest.raises(cdrql.PolicyError, match="`user_id` shows `src_user` as `caller_id` does"):
        cdrql.compile(request, warehouse.dialects[0], warehouse=warehouse, policy=policy)
    both = policy & Policy(visible=frozenset(warehouse.fields) - {"user_id"})
    cdrql.compile(request, warehouse.dialects[0], warehouse=warehouse, policy=both)
