"""What may come in at the doors of cdrql, right and wrong, as strategies of hypothesis.

Strings of the language grow from the project's own grammars, with words of the vocabulary or any;
requests are put together of them, of values of every type, and of bytes.
"""

import json
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from hypothesis import strategies as st
from hypothesis.extra.lark import from_lark
from lark import Lark

from cdrql import Mask, Policy
from cdrql.backend import backend_names
from cdrql.conformance.random_requests import random_request
from cdrql.language.conditions import OPERATORS
from cdrql.language.request import KEYS
from cdrql.model.vocabulary import (
    ATTRIBUTES,
    DIMENSIONS,
    DIRECTIONS,
    FIELD_TYPES,
    FILTERS,
    MEASURES,
    PARTS,
)
from cdrql.options import OUTPUTS, STYLES
from tools.fuzz import mutate

RANDOMS = st.randoms(use_true_random=False)

# --- Strings of the language --------------------------------------------------------------------

NAMES = [row.name for row in (*DIMENSIONS, *MEASURES)]
NUMBERS = st.integers(-(2**64), 2**64).map(str) | st.decimals(allow_nan=False).map(str)
WORDS = {
    "names": st.sampled_from([*NAMES, *PARTS, "period"]),
    "order": st.sampled_from([*NAMES, *DIRECTIONS, "period"]),
    "condition": st.sampled_from(list(OPERATORS)) | NUMBERS,
}
SEPARATED = st.sampled_from([";", " ; ", ""])


@cache
def written(grammar: str) -> st.SearchStrategy[str]:
    """Write texts of a grammar: of words that the language knows, of any, and some of neither."""
    text = (files("cdrql.grammars") / f"{grammar}.lark").read_text(encoding="utf-8")
    lark = Lark(text, start=grammar, parser="lalr", lexer="basic")
    right = st.builds(str.__add__, WORDS[grammar], SEPARATED)
    near = st.builds(str.__add__, WORDS[grammar] | edited(WORDS[grammar]), SEPARATED)
    words = (from_lark(lark, explicit={"WORD": word}) for word in (right, near))
    return st.one_of(*words, from_lark(lark), st.text(max_size=40))


def edited(texts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Change a text at one place."""
    return st.builds(mutate.edit, RANDOMS, texts)


def stamped() -> st.SearchStrategy[str]:
    """Write timestamps, right and wrong ones."""
    right = st.datetimes().map(str) | st.datetimes(timezones=st.timezones()).map(str)
    offset = st.from_regex(r"[+-][0-9]{2}:?[0-9]{2}|Z", fullmatch=True)
    formed = st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9:.]{0,16})?", fullmatch=True)
    some = right | formed | st.builds(str.__add__, formed, offset)
    return some | edited(some) | st.sampled_from(mutate.TIMESTAMPS)


def zones() -> st.SearchStrategy[str]:
    """Write names of zones, right and wrong ones."""
    right = st.timezone_keys()
    return right | edited(right) | st.sampled_from(mutate.ZONES) | st.text(max_size=20)


# --- Requests -----------------------------------------------------------------------------------

TEXTS = st.text(max_size=12) | st.text(st.sampled_from("0123456789*+%_'\\"), max_size=20)
INTEGERS = st.integers(-(2**63), 2**63 - 1)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
JUNK = st.builds(mutate.junk, RANDOMS) | JSON


def usually(
    values: st.SearchStrategy[Any], odd: st.SearchStrategy[Any] = JUNK
) -> st.SearchStrategy[Any]:
    """Give a value of its kind, or seldom an odd one."""
    return st.integers(0, 19).flatmap(lambda n: odd if n == 19 else values)


def some(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Give one value or a list of them."""
    return usually(st.one_of(values, st.lists(values, min_size=1, max_size=4), st.none()))


def filters() -> st.SearchStrategy[dict[str, Any]]:
    """Put filters together, mostly with a window."""
    known: dict[str, st.SearchStrategy[Any]] = {
        "callAttributes": some(st.sampled_from([*ATTRIBUTES, "Conferenc"]))
    }
    for row in FILTERS:
        value = TEXTS if row.type == "text" else INTEGERS | st.none()
        known[row.key] = usually(written("condition")) if row.kind == "condition" else some(value)
    window = {"start_at": usually(stamped()), "end_at": usually(stamped())}
    usual = {"start_at": st.just("2024-01-01"), "end_at": st.just("2024-03-01")}
    return st.fixed_dictionaries(usual, optional=known) | st.fixed_dictionaries(
        {}, optional={**window, **known}
    )


def requests() -> st.SearchStrategy[Any]:
    """Give valid requests, some put together of all of this, some broken or with odd keys."""
    known = {
        "fields": usually(written("names")),
        "period": usually(written("names")),
        "order": usually(written("order")),
        "limit": usually(st.integers()),
        "offset": usually(st.integers().map(str)),
        "timezone": usually(zones()),
        "having": st.dictionaries(
            WORDS["names"] | TEXTS, usually(written("condition")), max_size=3
        ),
    }
    right = st.fixed_dictionaries({"group": written("names"), "filter": filters()}, optional=known)
    odd = st.dictionaries(edited(st.sampled_from([*KEYS[""], *KEYS["filter"]])), JUNK, max_size=2)
    valid = st.builds(random_request, RANDOMS)
    broken = st.builds(mutate.mutate, RANDOMS, valid | right)
    return valid | right | st.builds(dict.__or__, right | valid, odd) | broken


def texts() -> st.SearchStrategy[str | bytes]:
    """Write requests as JSON, most of them broken; and bytes that are nothing."""
    spelled = requests().map(mutate.written)
    cut = st.builds(lambda text, share: text[: int(len(text) * share)], spelled, st.floats(0, 1))
    broken = st.builds(mutate.broken_json, RANDOMS, requests())
    return spelled | cut | broken | st.text() | st.binary() | JSON.map(json.dumps)


# --- Policies, and the other arguments ----------------------------------------------------------

FIELD_NAMES = st.sampled_from([*FIELD_TYPES, "nosuch"])
COUNTS = st.none() | st.integers(-1, 1_000) | st.just(2**64) | JUNK
SPANS = st.none() | st.timedeltas() | JUNK


def masks() -> st.SearchStrategy[Any]:
    """Give the arguments of a mask, right and wrong."""
    size = st.none() | st.integers(-1, 300) | JUNK
    whole, allowed = st.integers(0, 9) | JUNK, st.sampled_from(["refused", "exact", "no"])
    return st.tuples(size, size, whole, allowed)


def policies() -> st.SearchStrategy[dict[str, Any]]:
    """Give the arguments of a policy, right and wrong."""
    scoped = st.none() | INTEGERS | st.lists(INTEGERS | TEXTS, max_size=3) | JUNK
    mask = st.builds(Mask, st.integers(0, 256)) | JUNK
    return st.fixed_dictionaries(
        {},
        optional={
            "scope": st.dictionaries(FIELD_NAMES, scoped, max_size=3) | JUNK,
            "visible": st.none() | st.frozensets(FIELD_NAMES) | JUNK,
            "masks": st.dictionaries(FIELD_NAMES, mask, max_size=2) | JUNK,
            "longest_window": SPANS,
            "oldest": SPANS,
            **dict.fromkeys(
                ["most_values", "default_limit", "largest_limit", "smallest_group"], COUNTS
            ),
        },
    )


FITTING = (
    None,
    Policy(scope={"user_id": 7, "trunk": ["a", "b"]}, smallest_group=2),
    Policy(masks={"destination": Mask(3), "caller_id": Mask(drop_last=4, filter="exact")}),
    Policy(visible={"destination", "duration"}, largest_limit=9, default_limit=5, most_values=2),
    Policy(longest_window=timedelta(days=31), oldest=timedelta(days=400)),
)


def arguments() -> st.SearchStrategy[dict[str, Any]]:
    """Give the other arguments of `compile`: right ones, or seldom anything."""
    right = st.fixed_dictionaries(
        {"policy": st.sampled_from(FITTING), "now": st.just(datetime(2024, 6, 1))},
        optional={
            "output": st.sampled_from(OUTPUTS),
            "paramstyle": st.sampled_from([None, *STYLES]),
            "strict": st.booleans(),
        },
    )
    names = ("output", "paramstyle", "warehouse", "policy", "now")
    return usually(right, st.fixed_dictionaries({}, optional=dict.fromkeys(names, JUNK)))


DIALECTS = backend_names()

# --- Mapping files ------------------------------------------------------------------------------


def mappings(text: str) -> st.SearchStrategy[str]:
    """Change some lines of a mapping file: their order, their values, their characters."""
    lines = text.split("\n")
    values = JSON.map(json.dumps) | st.text(max_size=12).map(json.dumps)
    valued = st.builds(
        lambda line, value: f"{line.split('=')[0]}= {value}", st.sampled_from(lines), values
    )
    new = valued | edited(st.sampled_from(lines)) | st.sampled_from(lines) | st.just("")
    change = st.tuples(st.integers(0, len(lines) - 1), new)

    def changed(changes: list[tuple[int, str]]) -> str:
        return "\n".join({**dict(enumerate(lines)), **dict(changes)}.values())

    return st.lists(change, min_size=1, max_size=3).map(changed).filter(is_whole)


def is_whole(text: str) -> bool:
    """Say whether a text has no half of a character, which no file could hold."""
    return not any("\ud800" <= character <= "\udfff" for character in text)
