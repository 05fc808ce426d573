"""A short soak on every engine, and faults that are planted to see each of them counted."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import cdrql
from tools.engines import Call, Engine, Params
from tools.soak import asking
from tools.soak.__main__ import main
from tools.soak.asking import FAULTS, Asking, Tally
from tools.soak.drawing import TENANT_NUMBER, TENANT_TEXT, draw
from tools.soak.running import Plan, total

SEED = 6
BATCHES = range(3)  # of 50 requests; a mapped warehouse is among them

only_sqlite = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def soak(engine: Engine, folder: Path, batches: Sequence[int] = BATCHES) -> Tally:
    asked = Asking([engine], folder, "again")
    tally = Tally()
    for number in batches:
        tally.update(asked.ask(draw(SEED, number)))
    return tally


def faults(tally: Tally) -> dict[str, int]:
    return {fault: total(tally, fault) for fault in FAULTS if total(tally, fault)}


def test_nothing_is_wrong(engine: Engine, tmp_path: Path) -> None:
    tally = soak(engine, tmp_path)
    assert faults(tally) == {}
    assert [path.read_text() for path in tmp_path.iterdir()] == []
    assert tally["requests", ""] == 150
    assert total(tally, "answers") + total(tally, "refusals") == 150
    for kind in ("broken", "guarded", "mapped"):
        assert tally[kind, ""] >= 20
    assert min(total(tally, kind) for kind in ("answers", "refusals")) >= 40
    assert total(tally, "rows") > 500


def test_the_same_seed_asks_the_same() -> None:
    once, again, other = draw(SEED, 0), draw(SEED, 0), draw(SEED + 1, 0)
    assert repr(once) == repr(again) != repr(other)


# --- Faults, planted ----------------------------------------------------------------------------

Compile = Callable[..., cdrql.Compiled]


class Liar:
    """An engine that changes what it answers now and then."""

    def __init__(self, engine: Engine, lie: Callable[[list[Any]], list[Any]]) -> None:
        self.engine, self.lie = engine, lie
        self.name, self.dialect = engine.name, engine.dialect
        self.version, self.url = engine.version, engine.url

    def load(self, calls: Sequence[Call]) -> None:
        self.engine.load(calls)

    def query(self, sql: str, params: Params = None) -> list[tuple[Any, ...]]:
        return self.lie(self.engine.query(sql, params))


def last_row_lost(rows: list[Any]) -> list[Any]:
    return rows[:-1]


def rows_swapped(rows: list[Any]) -> list[Any]:
    return [*rows[1:2], *rows[:1], *rows[2:]]


@only_sqlite
@pytest.mark.parametrize("lie", [last_row_lost, rows_swapped])
def test_an_altered_answer_is_noticed(engine: Engine, tmp_path: Path, lie: Any) -> None:
    assert faults(soak(Liar(engine, lie), tmp_path, [0])).keys() == {"mismatches"}
    assert len([*tmp_path.iterdir()]) == asking.REPORTS


def planted(monkeypatch: pytest.MonkeyPatch, fault: Callable[[Compile], Compile]) -> None:
    """Put a faulty compiler in place of the real one."""
    monkeypatch.setattr(cdrql, "compile", fault(cdrql.compile))
    monkeypatch.setattr(asking, "REPORTS", 1)


def without(part: str, nothing: Any) -> Callable[[Compile], Compile]:
    """Make a compiler that forgets a part of the policy."""

    def fault(real: Compile) -> Compile:
        def forgetful(*args: Any, policy: Any, **kwargs: Any) -> cdrql.Compiled:
            policy = policy and replace(policy, **{part: nothing})
            return real(*args, policy=policy, **kwargs)

        return forgetful

    return fault


def telling(real: Compile) -> Compile:
    """Make a compiler that names the values of a scope in its errors."""

    def talkative(*args: Any, policy: Any, **kwargs: Any) -> cdrql.Compiled:
        try:
            return real(*args, policy=policy, **kwargs)
        except cdrql.RequestError as error:
            seen = policy and list(policy.scope.values())
            problems = [replace(p, hint=f"you may see {seen}") for p in error.problems]
            raise cdrql.RequestError(*problems) from None

    return talkative


def stumbling(real: Compile) -> Compile:
    """Make a compiler that raises what is no error of its own where a request has a limit."""

    def fragile(request: Any, *args: Any, **kwargs: Any) -> cdrql.Compiled:
        if isinstance(request, dict) and request.get("limit"):
            raise KeyError("limit")
        return real(request, *args, **kwargs)

    return fragile


@only_sqlite
@pytest.mark.parametrize(
    ("fault", "noticed"),
    [
        (without("scope", {}), {"mismatches", "leaks"}),
        (without("masks", {}), {"mismatches", "leaks"}),
        (without("visible", None), {"mismatches"}),
        (without("smallest_group", None), {"mismatches"}),
        (without("longest_window", None), {"mismatches"}),
        (without("oldest", None), {"mismatches"}),
        (without("most_values", None), {"mismatches"}),
        (without("default_limit", None), {"mismatches"}),
        (without("largest_limit", None), {"mismatches"}),
        (telling, {"leaks"}),
        (stumbling, {"exceptions"}),
    ],
    ids=[
        *("scope", "masks", "visible", "smallest group", "longest window", "oldest"),
        *("most values", "default limit", "largest limit", "told", "untyped"),
    ],
)
def test_a_faulty_compiler_is_noticed(
    engine: Engine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    fault: Callable[[Compile], Compile],
    noticed: set[str],
) -> None:
    planted(monkeypatch, fault)
    assert faults(soak(engine, tmp_path)).keys() == noticed


def test_sentinels_are_in_what_is_drawn() -> None:
    """Were they nowhere, not to find them would prove nothing."""
    drawn = [one for number in BATCHES for one in draw(SEED, number).drawn if one.case.rules]
    scopes = [values[-1] for one in drawn for values in one.case.rules.scope.values()]
    assert set(scopes) == {TENANT_TEXT, TENANT_NUMBER}
    shown = {secret for one in drawn for secret in one.never_shown}
    texts = {text for one in drawn for call in one.case.calls for text in call.values()}
    assert len(shown) == 3
    assert shown <= texts


def test_one_request_is_asked_again_by_its_number() -> None:
    plan = Plan(first=70, requests=1)
    assert [n for n in plan.batches for d in draw(SEED, n).drawn if d.number in plan.wanted] == [1]


# --- The command --------------------------------------------------------------------------------


def test_the_command_prints_a_table_and_writes_a_page(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "soak.md"
    run = ["--requests", "60", "--seed", "4", "--engine", "sqlite", "--processes", "1"]
    assert main([*run, "--write", str(page)]) == 0
    shown = capfd.readouterr().out
    assert "requests compiled           60 of seed 4:" in shown
    assert "mismatches                  0\n" in shown
    assert shown in page.read_text()
    assert main(["--time", "0.001", "--engine", "sqlite", "--processes", "1"]) == 1
    assert "no rows were compared: sqlite" in capfd.readouterr().err
