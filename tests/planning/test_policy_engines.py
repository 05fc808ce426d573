"""Policies on real engines: nobody sees what is another's, and nothing tells what is masked."""

import random
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import cdrql
from cdrql import Mask
from cdrql.backend import get_backend, sql
from cdrql.backend.sql import printed
from cdrql.conformance.calls import CALL_COLUMNS
from cdrql.conformance.reference import as_json
from tools.engines import Engine
from tools.mirrors import Mirror, Mirrored
from tools.mirrors.all import MIRRORS
from tools.policies.effect import (
    CANARY,
    WORLD,
    Rules,
    allowed,
    answer,
    ask,
    canaries,
    masked,
    random_rules,
)

REQUESTS = 15
SHAPES = ("tables", "legs", "lookups", "lookups_of_legs")
by_shape = [mirror for mirror in MIRRORS if mirror.name in SHAPES]


@pytest.mark.closes("other people's calls")
def test_only_ones_own_calls_count(engine: Engine) -> None:
    rng = random.Random("own calls")
    for _ in range(3):
        check_scope(engine, WORLD, rng)


@pytest.mark.closes("other people's calls")
@pytest.mark.parametrize(
    ("mirror", "engine"),
    [(mirror, name) for mirror in by_shape for name in mirror.engines],
    ids=str,
    indirect=["engine"],
)
def test_only_ones_own_calls_count_in_every_shape(mirror: Mirror, engine: Engine) -> None:
    mirrored = Mirrored(engine, mirror)
    check_scope(mirrored, mirror, random.Random(f"own calls {mirror}"))
    mirrored.close()


def check_scope(engine: Any, world: Any, rng: random.Random) -> None:
    """Compare answers with those of a world where other tenants' calls never were."""
    rules = random_rules(rng)
    calls = world.calls(rng, 120)
    for call in calls[:60]:  # enough are in scope for answers to have rows
        call |= {name: rng.choice(list(of)) for name, of in rules.scope.items()}
    calls += canaries(rng, calls[:60], rules)
    engine.load(calls)
    rows = 0
    for i in range(REQUESTS):
        if i % 5 == 0:
            rules = Rules(rules.scope, *list(vars(random_rules(rng)).values())[1:])
        request, output = allowed(world.request(rng), rules), rng.choice(["response", "values"])
        if i % 2:
            request["filter"] |= {"start_at": "2011-01-01", "end_at": "2025-01-01"}
        expected = as_json(answer(rules, request, calls, output, world))
        found = ask(engine, rules.policy(), request, output, world.warehouse)
        assert found == expected, (rules, request)
        assert CANARY not in found
        rows += expected != "[]\n"
    assert rows > REQUESTS / 4  # were all answers empty, they would prove nothing


# Columns that take other texts for equal: how each engine declares one.
FOLDING = {
    "sqlite": "TEXT COLLATE NOCASE",
    "postgres": "CITEXT",
    "mysql": "VARCHAR(20) COLLATE utf8mb4_general_ci",
    "clickhouse": "LowCardinality(String)",
}


@pytest.mark.closes("other people's calls", "collations")
def test_a_scope_is_exact_in_columns_that_fold_case(engine: Engine, tmp_path: Path) -> None:
    first = "CREATE EXTENSION citext;\n" if engine.dialect == "postgres" else ""
    tail = " ENGINE = MergeTree ORDER BY at" if engine.dialect == "clickhouse" else ""
    kind = {"postgres": "TIMESTAMP", "sqlite": "TEXT"}.get(engine.dialect, "DATETIME")
    tenants = ["acme", "ACME", "Acme", "acmé", "acme ", "acme"]
    rows = ", ".join(f"('2024-05-01 00:00:00', '{tenant}')" for tenant in tenants)
    database = engine.database("folding")
    database.script(
        f"{first}CREATE TABLE t (at {kind} NOT NULL, tenant {FOLDING[engine.dialect]} NOT NULL)"
        f"{tail};\nINSERT INTO t VALUES {rows};\n"
    )
    mapping = tmp_path / "folding.toml"
    mapping.write_text(
        f'dialects = ["{engine.dialect}"]\ngrain = "a row"\ntable = "t"\nstart.column = "at"\n'
        'columns = { at = "time not null", tenant = "text not null" }\n[fields]\n'
        'answered = "TRUE"\nextension = { sql = "tenant" }\n[policy]\nscope = ["extension"]\n'
    )
    warehouse = cdrql.load_warehouse(mapping)
    request = YEAR | {"group": "extension number", "fields": "total calls"}
    for tenant in (["acme"], ["ACME"], ["acme", "acmé"], ["aCME"]):
        compiled = cdrql.compile(
            request,
            engine.dialect,
            warehouse=warehouse,
            policy=cdrql.Policy({"extension": tenant}),
            output="values",
        )
        found = database.query(compiled.sql, compiled.params)
        assert found == [(name, tenants.count(name)) for name in tenant if name in tenants]
    database.close()


# --- What is masked -----------------------------------------------------------------------------

SIGNS = ["0", "7", "*", " ", "a", "Á", "ß", "😀", "𝄞", "日", "%", "\\", "'"]
HIDDEN = {"destination": ("keep_last", 3, 0), "caller_id": ("drop_last", 4, 6)}


def scrambled(rng: random.Random, call: dict[str, Any]) -> dict[str, Any]:
    """Change whatever is hidden of a call, and nothing that is shown."""
    changed = {}
    for name, mask in HIDDEN.items():
        text = call[name]
        if text and not set(text) & {"*", "\0"}:
            shown = masked(text, *mask)
            signs = (rng.choice(SIGNS) if s == "*" else s for s in shown)
            changed[name] = "".join(signs)
    return call | changed


@pytest.mark.closes("masked digits told by answers")
def test_answers_do_not_depend_on_what_is_masked(engine: Engine) -> None:
    rng = random.Random("scrambled")
    calls = WORLD.calls(rng, 150)
    for call in calls[:80]:
        number = "".join(rng.choices(SIGNS, k=rng.randint(1, 12)))
        call |= {"destination": number, "caller_id": rng.choice([number, "0123456789", "562"])}
    requests = [WORLD.request(rng) for _ in range(40)]
    for request in requests:
        request["group"] = rng.choice(
            ["destination", "caller_id", "destination;caller_id", "trunk"]
        )
        for key in ("fields", "order"):
            request.pop(key, None)
        request["order"] = rng.choice(["total calls;desc", "asr|acd", "cost;desc"])
        for name in HIDDEN:
            request["filter"] = {k: v for k, v in request["filter"].items() if name not in k}
    rules = Rules(masks=HIDDEN)
    answers = []
    for version in (calls, [scrambled(rng, call) for call in calls]):
        engine.load(version)
        policy = rules.policy("refused")
        answers.append([ask(engine, policy, r, "response", WORLD.warehouse) for r in requests])
    assert answers[0] == answers[1]
    assert answers[0] == [as_json(answer(rules, r, calls, "response")) for r in requests]


def test_masks_count_characters(engine: Engine) -> None:
    texts = [
        "",
        None,
        "1",
        "12",
        "123",
        "1234",
        "😀😀😀😀",
        "é́x😀y",
        "日本語文字",
        "a" * 250,
        "   b  ",
    ]
    engine.load([a_call(i, destination=text) for i, text in enumerate(texts)])
    masks = [("keep_last", 0, 0), ("keep_last", 3, 0), ("keep_last", 1, 4), ("drop_last", 1, 0)]
    for mask in [*masks, ("drop_last", 4, 0), ("drop_last", 2, 5), ("keep_last", 256, 0)]:
        request = YEAR | {"group": "destination", "order": "destination;desc"}
        rules = Rules(masks={"destination": mask})
        expected = answer(rules, request, [a_call(0, destination=t) for t in texts], "values")
        assert ask(engine, rules.policy(), request, "values", WORLD.warehouse) == as_json(expected)


def test_masks_of_other_text_types(engine: Engine) -> None:
    """Columns of bytes, of fixed length and of an enum, where engines have them."""
    kinds = {
        "mysql": ("VARBINARY(40)", "ENUM('b-😀-leg', 'x')", "VARCHAR(40) CHARACTER SET utf16"),
        "postgres": ("VARCHAR(40)", "leg", 'TEXT COLLATE "C"'),
        "sqlite": ("TEXT COLLATE NOCASE", "VARCHAR", "TEXT"),
        "clickhouse": ("LowCardinality(Nullable(String))", "String", "Nullable(String)"),
    }[engine.dialect]
    columns = ", ".join(f"k{i} {kind}" for i, kind in enumerate(kinds))
    tail = " ENGINE = Memory" if engine.dialect == "clickhouse" else ""
    first = "CREATE TYPE leg AS ENUM ('b-😀-leg', 'x');\n" if engine.dialect == "postgres" else ""
    values = "'b-😀-leg', " * 2 + "'b-😀-leg'"
    database = engine.database("mask_types")
    database.script(f"{first}CREATE TABLE t ({columns}){tail};\nINSERT INTO t VALUES ({values});\n")
    backend = get_backend(engine.dialect)
    for mask, shown in ((Mask(keep_last=5), "**😀-leg"), (Mask(drop_last=4), "b-😀****")):
        texts = [
            printed(backend.masked(lambda i=i: sql.column(f"k{i}"), mask), backend.dialect)
            for i in range(3)
        ]
        [row] = database.query(f"SELECT {', '.join(texts)} FROM t")
        assert [v.decode() if isinstance(v, bytes) else v for v in row] == [shown] * 3
    database.close()


# --- Somebody who wants to know a number --------------------------------------------------------

NUMBER = "33612345678"
YEAR = {"filter": {"start_at": "2024-01-01", "end_at": "2025-01-01"}}


def a_call(number: int, **columns: Any) -> dict[str, Any]:
    start = datetime(2024, 5, 1 + number)
    call = dict.fromkeys(CALL_COLUMNS) | {"id": number + 1, "start_at": start}
    return call | {"duration": 9, "bill_duration": 7} | columns


class Thief:
    """Asks whatever may tell a digit of a number, and notes what is refused."""

    def __init__(self, engine: Engine, policy: cdrql.Policy | None) -> None:
        self.engine, self.policy = engine, policy
        self.refusals: set[str] = set()

    def finds(self, request: dict[str, Any], **filters: Any) -> bool:
        """Say whether a request is answered by any row."""
        request = request | {"filter": YEAR["filter"] | filters}
        try:
            compiled = cdrql.compile(request, self.engine.dialect, policy=self.policy)
        except cdrql.RequestError as error:
            self.refusals |= {problem.code for problem in error.problems}
            return False
        return bool(self.engine.query(compiled.sql, compiled.params))

    def digits(self, **how: Any) -> str:
        """Find the digits of the number from its first on."""
        known = ""
        while len(known) < len(NUMBER):
            tries = (known + digit for digit in "0123456789")
            found = [t for t in tries if self.finds({"group": "user"} | how, destination_prefix=t)]
            if not found:
                break
            known = found[0]
        return known

    def whole(self, guesses: list[str]) -> bool:
        """Find the number among whole ones."""
        return self.finds({"group": "trunk"}, destination=guesses)


TRICKS: list[dict[str, Any]] = [
    {},
    {"group": "destination", "order": "destination;desc"},
    {"having": {"total calls": "1;="}, "limit": 1},
    {"period": "hour", "order": "period", "offset": 0},
    {"fields": "total calls", "group": "caller_id;destination"},
]


@pytest.mark.closes("masked digits told by answers")
def test_a_masked_number_cannot_be_guessed(engine: Engine) -> None:
    engine.load([a_call(0, destination=NUMBER), a_call(1, destination="4" * 11), a_call(2)])
    assert Thief(engine, None).digits() == NUMBER  # the thief knows the trade
    refused = cdrql.Policy(masks={"destination": Mask(keep_last=3)})
    exact = cdrql.Policy(masks={"destination": Mask(keep_last=3, filter="exact")})
    guesses = ["0", NUMBER, NUMBER[:-1]]
    for policy in (refused, exact, refused & exact):
        thief = Thief(engine, policy)
        assert [thief.digits(**trick) for trick in TRICKS] == [""] * len(TRICKS)
        assert thief.refusals == {"CDR408"}
        assert thief.whole(guesses) is (policy == exact)
        assert not thief.whole([NUMBER[:-1], NUMBER + "%", "%" + NUMBER[1:], "*" * 8 + "678"])
    unseen = cdrql.Policy(visible=frozenset({"user_id", "trunk"}))
    thief = Thief(engine, unseen)
    assert (thief.digits(), thief.whole(guesses), thief.refusals) == ("", False, {"CDR308"})


@pytest.mark.closes("backslashes and odd modes")
def test_literals_of_a_scope_are_safe(engine: Engine) -> None:
    texts = [
        "o'brien",
        "\\' OR 1=1 --",
        "a\\",
        "%(x)s",
        ":x",
        "{x:String}",
        "?",
        "$1",
        '"',
        "😀",
        "a ",
    ]
    engine.load([a_call(i, call_status=text, destination=text) for i, text in enumerate(texts)])
    for text in texts:
        compiled = cdrql.compile(
            YEAR | {"group": "destination", "fields": "total calls"},
            engine.dialect,
            policy=cdrql.Policy(scope={"call_status": text}),
            output="values",
            paramstyle="literal",
        )
        rows = engine.query(compiled.sql, None)
        assert rows == [(text, 1)]
        assert compiled.params == ()
