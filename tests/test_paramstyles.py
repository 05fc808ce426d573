"""Every way in which values reach an engine: any text finds its own calls and no others."""

import random
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

import cdrql
import cdrql.run
from tests.engines import NAMES, Engine
from tests.examples import WINDOW, call
from tests.generate import RARE_TEXTS, TEXTS
from tests.goldens import FILES, golden, golden_calls
from tests.reference import answer, as_json

Ask = Callable[[str, Any], Any]


# --- How each engine takes each style -----------------------------------------------------------


@contextmanager
def default(engine: Engine) -> Iterator[Ask]:
    """By the engine's own connection; without parameters the text goes as it is."""
    yield lambda sql, params: engine.query(sql, params or None)


@contextmanager
def dollars(engine: Engine) -> Iterator[Ask]:
    """SQLite takes `$1` for a name."""
    yield lambda sql, params: engine.query(sql, {str(i): v for i, v in enumerate(params, 1)})


@contextmanager
def psycopg(engine: Engine, settings: str = "", raw: bool = False) -> Iterator[Ask]:
    """By a connection with settings of its own; a raw cursor takes `$1`."""
    from psycopg import Cursor, RawCursor, connect

    factory: Any = RawCursor if raw else Cursor
    with closing(connect(engine.url, options=settings, cursor_factory=factory)) as db:
        yield lambda sql, params: db.execute(sql, params or None).fetchall()


@contextmanager
def pymysql(engine: Engine, mode: str | None = None, prepared: bool = False) -> Iterator[Ask]:
    """By a connection in an sql_mode of its own; `?` is for statements that the server prepares."""
    import pymysql

    url = urlsplit(engine.url)
    login = {"host": url.hostname, "port": url.port, "user": url.username}
    db = pymysql.connect(**login, database=url.path[1:], charset="utf8mb4")  # type: ignore[arg-type]
    with closing(db), db.cursor() as cursor:
        if mode is not None:
            cursor.execute("SET SESSION sql_mode = CONCAT(@@sql_mode, %s)", [f",{mode}"])

        def ask(sql: str, params: Any) -> Any:
            if not prepared:
                cursor.execute(sql, params or None)
                return cursor.fetchall()
            cursor.execute("PREPARE asked FROM %s", (sql,))
            names = [f"@p{place}" for place in range(len(params))]
            for name, value in zip(names, params, strict=True):
                cursor.execute(f"SET {name} = %s", (value,))
            cursor.execute("EXECUTE asked USING " + ", ".join(names))
            return cursor.fetchall()

        yield ask


WAYS: dict[str, tuple[str, str, Callable[[Engine], Any]]] = {
    "sqlite named": ("sqlite", "named", default),
    "sqlite qmark": ("sqlite", "qmark", default),
    "sqlite numeric": ("sqlite", "numeric", dollars),
    "sqlite literal": ("sqlite", "literal", default),
    "postgres pyformat": ("postgres", "pyformat", default),
    "postgres numeric": ("postgres", "numeric", lambda e: psycopg(e, raw=True)),
    "postgres literal": ("postgres", "literal", default),
    "postgres literal, backslashes escape": (
        "postgres",
        "literal",
        lambda e: psycopg(e, "-c standard_conforming_strings=off"),
    ),
    "mysql pyformat": ("mysql", "pyformat", default),
    "mysql qmark": ("mysql", "qmark", lambda e: pymysql(e, prepared=True)),
    "mysql literal": ("mysql", "literal", default),
    "mysql literal, no escapes": (
        "mysql",
        "literal",
        lambda e: pymysql(e, "NO_BACKSLASH_ESCAPES"),
    ),
    "mysql literal, ANSI": ("mysql", "literal", lambda e: pymysql(e, "ANSI")),
    "clickhouse typed": ("clickhouse", "typed", default),
    "clickhouse literal": ("clickhouse", "literal", default),
}
DIALECT = {name: name.split("-")[0].replace("mariadb", "mysql") for name in NAMES}
PAIRS = [(name, way) for name in NAMES for way in WAYS if WAYS[way][0] == DIALECT[name]]
every_way = pytest.mark.parametrize(("engine", "way"), PAIRS, indirect=["engine"])


def differs(
    ask: Ask, request: dict[str, Any], dialect: str, style: Any, output: Any, expected: str
) -> str:
    """Ask and give what is wrong with the answer, or nothing."""
    compiled = cdrql.compile(request, dialect, paramstyle=style, output=output)
    rows = ask(compiled.sql, compiled.params)
    got = cdrql.run.as_json(cdrql.run.normalise(rows, compiled.columns))
    return "" if got == expected else f"{request['filter']}: {got}"


# --- Texts --------------------------------------------------------------------------------------

PIECES = Path(__file__).with_name("texts.txt").read_text(encoding="utf-8").splitlines()


@cache
def texts() -> list[str]:
    """Make a few hundred texts, all allowed, no two equal."""
    rng = random.Random(27)
    made = ["".join(rng.choices(PIECES, k=rng.randint(2, 5))) for _ in range(150)]
    found = dict.fromkeys([*PIECES, *TEXTS, *RARE_TEXTS, *made, "\\" * 255, "'" * 255, "%" * 255])
    refused = ("Cc", "Cf", "Cs", "Zl", "Zp")
    allowed = (t for t in found if t and not {unicodedata.category(c) for c in t} & {*refused})
    return [text for text in allowed if len(text) <= 255]


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
    assert len(texts()) > 250
    for _, expected in asked()[1][: len(texts())]:
        assert expected.count('"total": "1"') == 1 == expected.count("total")


@every_way
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


def test_every_style_is_tried() -> None:
    from cdrql.printer import STYLES

    assert {style for _, style, _ in WAYS.values()} == set(STYLES)
