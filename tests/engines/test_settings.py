"""Answers stay what they are, whatever a server, a role, a profile or a URL has set.

tests/engines/settings/*.toml say what was set; each is asked requests whose answers are known.
"""

import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

import cdrql
from cdrql.conformance.goldens import golden, golden_calls
from cdrql.conformance.reference import answer, as_json
from cdrql.engines.database import Database, connect
from cdrql.engines.rows import rows_as_json
from cdrql.mapping import load_warehouse
from cdrql.model.default import DEFAULT
from tools.engines import Engine

FOLDER = Path(__file__).with_name("settings")
GOLDENS = ("default-fields", "zone-changes", "texts", "order-acd", "prefixes", "text-empty")
MAPPED = {
    "group": "destination;call status",
    "fields": "total calls;successful calls;ASR;ACD;total duration",
    "filter": {"start_at": "2000-01-01", "end_at": "2100-01-01"},
}
SERVERS = {"postgres": ["postgres"], "mysql": ["mysql"], "mariadb": ["mysql", "mariadb"]}


def escape_option(value: object) -> str:
    """Write a value as the server reads it in `options`, where a blank ends it."""
    return str(value).replace(" ", "\\ ")


# How a URL states a setting, before the session of ours is stated.
STATED: dict[str, Callable[[str, object], str]] = {
    "postgres": lambda name, value: f"options={quote(f'-c {name}={escape_option(value)}')}",
    "mysql": lambda name, value: f"init_command={quote(f'SET SESSION {name} = {value!r}')}",
    "clickhouse": lambda name, value: f"{name}={quote(str(value))}",
}


def variants(engine: Engine) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Give what was set: a title, what stands after `?` of a URL, and the whole entry."""
    for file in SERVERS.get(engine.name, [engine.name]):
        text = (FOLDER / f"{file}.toml").read_text(encoding="utf-8")
        for variant in tomllib.loads(text)["variant"]:
            for name, value in variant.get("set", ()):
                yield f"{name} = {value!r}", STATED[engine.dialect](name, value), variant
            if "set" not in variant:
                yield variant["title"], variant.get("url", ""), variant


@contextmanager
def made(engine: Engine, variant: dict[str, Any]) -> Iterator[None]:
    """Make what a variant needs, and drop it."""
    for sql in variant.get("make", ()):
        engine.execute(sql)
    try:
        yield
    finally:
        for sql in variant.get("drop", ()):
            engine.execute(sql)


def answers(database: Database) -> Iterator[tuple[str, str]]:
    """Ask, and give the answers with what is right."""
    calls = golden_calls()
    for name in GOLDENS:
        case = golden(name)
        asked = cdrql.compile(
            case.request,
            database.dialect,
            output=case.output,
            warehouse=database.place_tables(DEFAULT),
        )
        right = as_json(answer(case.request, calls, case.output))
        yield rows_as_json(database.answer(asked)), right
    mapped = database.place_tables(load_warehouse(FOLDER / "calls.toml"))
    found = database.answer(cdrql.compile(MAPPED, database.dialect, warehouse=mapped))
    yield rows_as_json(found), as_json(answer(MAPPED, calls, "response"))


@pytest.mark.parametrize("engine", ["postgres", "mysql", "mariadb", "clickhouse"], indirect=True)
def test_no_setting_changes_an_answer(engine: Engine) -> None:
    engine.load(golden_calls())
    for title, query, variant in variants(engine):
        with made(engine, variant):
            try:
                with connect(f"{engine.url}?{query}" if query else engine.url) as database:
                    for got, right in answers(database):
                        assert got == right, title
            except cdrql.DatabaseError as error:
                assert variant.get("refused", "nothing refuses it") in str(error), title
            else:
                assert "refused" not in variant, title
