"""Every way in which values reach an engine: any text finds its own calls and no others.

The ways are in ways.py.
"""

from datetime import datetime
from functools import cache
from typing import Any

import pytest

import cdrql
import cdrql.engines.rows
from cdrql.conformance.goldens import FILES, golden, golden_calls
from cdrql.conformance.pools import RARE_TEXTS, TEXT_POOL
from cdrql.conformance.reference import answer, as_json
from tests.examples import WINDOW, call
from tests.language.strings import PIECES, allowed_by_rule
from tools.differential.ways import WAYS, Ask, every_connection, every_way
from tools.engines import Engine


def differs(
    ask: Ask, request: dict[str, Any], dialect: str, style: Any, output: Any, expected: str
) -> str:
    """Ask and give what is wrong with the answer, or nothing."""
    compiled = cdrql.compile(request, dialect, paramstyle=style, output=output)
    rows = ask(compiled.sql, compiled.params)
    got = cdrql.engines.rows.rows_as_json(cdrql.engines.rows.normalise(rows, compiled.columns))
    return "" if got == expected else f"{request['filter']}: {got}"


# --- Texts --------------------------------------------------------------------------------------


@cache
def texts() -> list[str]:
    """Give texts that are asked one by one; thousands together: see test_roundtrip.py."""
    found = dict.fromkeys([*PIECES, *TEXT_POOL, *RARE_TEXTS, "\\" * 255, "'" * 255, "%" * 255])
    return [text for text in found if text and allowed_by_rule(text)]


@cache
def asked() -> tuple[list[dict[str, Any]], list[tuple[dict[str, Any], str]]]:
    """Give a call for each text, and what is asked about each text with the right answer."""
    start = datetime(2024, 6, 1)
    calls = [call(start_at=start, destination=text, caller_id=text) for text in texts()]
    filters = [{"destination": [text]} for text in texts()]
    filters += [
        {"caller_id": [text, "nobody's"], "caller_id_prefix": text} for text in texts()[::3]
    ]
    filters += [{"destination_prefix": [text]} for text in texts()]
    requests = [
        {"group": "destination", "fields": "total calls", "filter": WINDOW | wanted}
        for wanted in filters
    ]
    return calls, [(request, as_json(answer(request, calls))) for request in requests]


def test_texts_are_many_and_each_finds_one_call() -> None:
    assert len(texts()) > 100
    for _, expected in asked()[1][: len(texts())]:
        assert expected.count('"total": "1"') == 1 == expected.count("total")


@pytest.mark.closes(
    "value injection", "backslashes and odd modes", "stacked statements", "marks of drivers"
)
@every_connection
def test_a_text_finds_its_own_calls(engine: Engine, way: str) -> None:
    dialect, style, connection = WAYS[way]
    calls, requests = asked()
    engine.load(calls)
    with connection(engine) as ask:
        wrong = [
            differs(ask, request, dialect, style, "response", right) for request, right in requests
        ]
    assert [text for text in wrong if text] == []
    assert len(engine.query("SELECT destination FROM cdrs")) == len(calls)


@pytest.mark.closes("marks of drivers")
@every_way
def test_every_golden_request(engine: Engine, way: str) -> None:
    """Each construct in each style: what is ours of `%`, `:` and `?` survives."""
    dialect, style, connection = WAYS[way]
    calls = golden_calls()
    engine.load(calls)
    with connection(engine) as ask:
        for case in map(golden, FILES):
            right = as_json(answer(case.request, calls, case.output))
            assert not differs(ask, case.request, dialect, style, case.output, right)


WRITTEN = {
    "clickhouse": ["'o''b'", "'\\\\'", "'é'"],
    "mysql": ["'o''b'", "_utf8mb4 X'5c'", "_utf8mb4 X'c3a9'"],
    "postgres": ["'o''b'", "E'\\\\'", "'é'"],
    "sqlite": ["'o''b'", "REPLACE('0', '0', CHAR(92))", "'é'"],
}


@pytest.mark.parametrize("dialect", WRITTEN)
def test_a_literal_is_one_in_every_mode(dialect: str) -> None:
    """A quote, a backslash and what is not ASCII, each as no setting of an engine changes it."""
    for text, written in zip(["o'b", "\\", "é"], WRITTEN[dialect], strict=True):
        filters = WINDOW | {"destination": text}
        request = {"group": "user", "fields": "total calls", "filter": filters}
        compiled = cdrql.compile(request, dialect, paramstyle="literal")
        assert f" = {written}\n" in compiled.sql
        assert compiled.params == ()


def test_every_style_is_tried() -> None:
    from cdrql.options import STYLES

    assert {style for _, style, _ in WAYS.values()} == set(STYLES)
