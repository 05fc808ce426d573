"""Each golden file of a mapped warehouse is one small request and its SQL; the engines answer it.

Above the request a file names a mirror of tools/mirrors, or the default warehouse, and may state a
policy. `pytest --update-golden` writes the SQL anew; read the difference before you commit it.
"""

import json
import random
import re
from functools import cache
from pathlib import Path

import pytest

import cdrql.engines.rows
from cdrql.backend import backend_names
from cdrql.conformance.goldens import golden, golden_calls
from tests.emit.test_golden import print_sections
from tools.differential.cases import Case
from tools.engines import NAMES, Engine
from tools.mirrors import WORLD, Call, Mirror, Mirrored, World
from tools.mirrors.all import MIRRORS
from tools.policies.effect import Rules

FOLDER = Path(__file__).with_name("golden")
FILES = sorted(path.stem for path in FOLDER.glob("*.md"))
WORLDS: dict[str, World] = {"default": WORLD} | {mirror.name: mirror for mirror in MIRRORS}


def stated(head: str, name: str) -> str | None:
    """Read what is stated above the request: `Warehouse: legs_of_two`."""
    found = re.search(rf"^{name}: (.+)$", head, re.MULTILINE)
    return found and found[1]


def world_of(name: str) -> World:
    return WORLDS[stated(golden(name, FOLDER).head, "Warehouse") or ""]


@cache
def case_of(name: str) -> Case:
    """Read a file, with calls that its warehouse can hold and the reference's answer."""
    file = golden(name, FOLDER)
    world = world_of(name)
    policy = stated(file.head, "Policy")
    rules = Rules(**json.loads(policy)) if policy else None
    calls: list[Call] = [{"id": number} | call for number, call in enumerate(golden_calls())]
    if isinstance(world, Mirror):
        calls = [world.suited(random.Random(name), call) for call in calls]
    return Case(file.request, calls, file.output, world, rules=rules)


@pytest.mark.parametrize("name", FILES)
def test_sql_is_up_to_date(name: str, update_golden: bool) -> None:
    case, path = case_of(name), FOLDER / f"{name}.md"
    dialects = case.world.warehouse.dialects or backend_names()
    wanted = golden(name, FOLDER).head + "".join(print_sections(case.compiled, dialects))
    if update_golden:
        path.write_text(wanted, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == wanted


@pytest.mark.parametrize("name", FILES)
def test_request_asks_something(name: str) -> None:
    assert case_of(name).rows, "no call is left: the engines would prove nothing"


@pytest.mark.parametrize(
    ("name", "engine"),
    [(name, engine) for name in FILES for engine in getattr(world_of(name), "engines", NAMES)],
    indirect=["engine"],
)
def test_engine_answers(name: str, engine: Engine) -> None:
    case = case_of(name)
    of = Mirrored(engine, case.world) if isinstance(case.world, Mirror) else engine
    of.load(case.calls)
    compiled = case.compiled(engine.dialect)
    rows = of.query(golden(name, FOLDER).sql[engine.dialect], compiled.params)
    shown = cdrql.engines.rows.normalise(rows, compiled.columns)
    assert cdrql.engines.rows.rows_as_json(shown) == case.expected
    if isinstance(of, Mirrored):
        of.close()
