"""Relations between answers, on every engine: see relations.py. And what no call may change.

`CDRQL_ROUNDS=20 pytest tests/compiler/test_metamorphic.py` tries each on 20 random requests.
"""

import os
import random
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import cdrql
from cdrql.conformance.random_calls import random_calls
from cdrql.conformance.random_requests import random_request
from cdrql.model.default import DEFAULT
from tests.compiler.relations import RELATIONS, Asked, rounded
from tests.examples import call
from tests.warehouses import ENGINES, Case
from tools.differential.cases import ask
from tools.engines import MONEY, NAMES, Engine, Scratch
from tools.engines import TEXTS as TEXT_COLUMNS
from tools.mirrors import Mirror, Mirrored
from tools.mirrors.all import MIRRORS

EVER = datetime(2000, 1, 1), datetime(2030, 1, 1)
CALLS = 300
ROUNDS = int(os.environ.get("CDRQL_ROUNDS", "1"))
# Folded rows, several tables, names looked up; in real tables, and in ours with many more calls.
SHAPES = ("legs", "tables", "lookups_of_legs")
CASES = ("asterisk", "freepbx", "magnusbilling-archive", "yeti", "kamailio")


@cache
def calls() -> list[dict[str, Any]]:
    """Make calls of few values, with money that can be multiplied by ten."""
    made = random_calls(random.Random(77), CALLS)
    for each in made:
        each |= {m: None if each[m] and abs(each[m]) > 10**6 else each[m] for m in MONEY}
    return made


def plain(engine: Engine) -> Asked:
    """Load the default warehouse."""
    engine.load(calls())
    return Asked(DEFAULT, engine.dialect, engine.query, *EVER)


def mirrored(mirror: Mirror, engine: Engine) -> tuple[Asked, Mirrored]:
    """Load a mirror."""
    held = Mirrored(engine, mirror)
    held.load(mirror.calls(random.Random(f"{mirror}"), CALLS))
    return Asked(mirror.warehouse, engine.dialect, held.query, *EVER), held


def real(case: Case, engine: Engine) -> tuple[Asked, Scratch]:
    """Fill the tables of a preset."""
    held = case.fill(engine)
    return Asked(case.warehouse(), engine.dialect, held.query, *EVER), held


def check(asked: Asked, seed: str) -> None:
    """Try every relation."""
    for relation in RELATIONS:
        for round_ in range(ROUNDS):
            relation(asked, random.Random(f"{relation.__name__} {seed} {round_}"))


@pytest.mark.closes(
    "order with ties",
    "hours that are skipped or repeated",
    "adjacent windows add up to the whole",
    "groups add up to the total",
    "hours roll up to days, months and years",
    "ACD and ASR are the ratio of their parts",
    "a test, its complement and NULL find every call once",
    "one more filter never adds calls",
    "a list finds what its values find",
    "pages concatenate",
)
def test_the_default_warehouse(engine: Engine) -> None:
    check(plain(engine), "default")


MAPPED = [(each, name) for each in MIRRORS if str(each) in SHAPES for name in each.engines]


@pytest.mark.closes(
    "adjacent windows add up to the whole",
    "groups add up to the total",
    "hours roll up to days, months and years",
    "ACD and ASR are the ratio of their parts",
    "a test, its complement and NULL find every call once",
    "one more filter never adds calls",
    "a list finds what its values find",
    "pages concatenate",
)
@pytest.mark.parametrize(("mirror", "engine"), MAPPED, ids=str, indirect=["engine"])
def test_mapped_warehouses(mirror: Mirror, engine: Engine) -> None:
    asked, held = mirrored(mirror, engine)
    check(asked, str(mirror))
    held.close()


@pytest.mark.parametrize(
    ("case", "engine"),
    [(Case(c), name) for c in CASES for d in Case(c).dialects for name in ENGINES[d]],
    ids=str,
    indirect=["engine"],
)
def test_real_tables(case: Case, engine: Engine) -> None:
    asked, held = real(case, engine)
    check(asked, str(case))
    held.close()


# --- What answers do not depend on, and what they follow ----------------------------------------


def answers(engine: Engine, some: list[dict[str, Any]], requests: list[Any]) -> list[str]:
    """Load calls and give the bytes of both outputs."""
    engine.load(some)
    found = [ask(engine, r, output) for r in requests for output in ("response", "values")]
    assert not [text for text in found if "Traceback" in text]
    return found


@pytest.mark.closes("order with ties", "the order of rows changes nothing")
def test_the_order_of_rows_changes_nothing(engine: Engine) -> None:
    rng = random.Random(5)
    requests = [random_request(rng) for _ in range(12)]
    bare = [{k: v for k, v in each.items() if k != "id"} for each in calls()]
    mixed = rng.sample(bare, len(bare))
    assert answers(engine, bare, requests) == answers(engine, mixed, requests)


@pytest.mark.closes("money in floats", "ten times the cost is ten times the sum")
def test_ten_times_the_cost_is_ten_times_the_sum(engine: Engine) -> None:
    asked = plain(engine)
    once = asked.rows("user;call status")
    some = asked.rows("user;call status", having={"cost": "1.5;>"})
    dear = [each | {m: each[m] and 10 * each[m] for m in MONEY} for each in calls()]
    engine.load(dear)
    for one, ten in zip(once, asked.rows("user;call status"), strict=True):
        costs = {key for key in one if "cost" in key}
        assert {k: v for k, v in ten.items() if k not in costs} == {
            k: v for k, v in one.items() if k not in costs
        }
        assert all(ten[key] == (one[key] if one[key] is None else 10 * one[key]) for key in costs)
    same = asked.rows("user;call status", having={"cost": "15;>"})
    keys = ("caller_user_id", "status")
    assert [[r[k] for k in keys] for r in same] == [[r[k] for k in keys] for r in some] != []


@pytest.mark.closes("ACD and ASR are the ratio of their parts")
def test_acd_is_billed_over_answered(engine: Engine) -> None:
    asked = plain(engine)
    fields = "ACD;successful calls;total bill duration"
    rows = asked.rows("trunk", fields=fields, filter={"bill_duration": "0;>"})
    assert rows
    for row in rows:
        assert row["acd"] == rounded(row["call_bill_duration"], row["successful"])


@pytest.mark.closes("nothing to divide by", "averages of nothing")
def test_nothing_but_null(engine: Engine) -> None:
    """Calls of which nothing is known are one group, of which nothing is known either."""
    engine.load([call(start_at=datetime(2024, 6, 1)) for _ in range(3)])
    asked = Asked(DEFAULT, engine.dialect, engine.query, *EVER)
    words = [*asked.dimensions]
    fields = ";".join([*asked.measures, "ACD", "ASR"])
    rows = asked.rows(";".join(words), fields=fields)
    texts = {asked.dimensions[w]: "" for w in words if w.replace(" ", "_") in TEXT_COLUMNS}
    nothing = {**texts, "src": "", "client_hangup_disposition": "", "duration": 0}
    nothing |= {"caller_user_id": None, "sip_term_status": None}
    sums = {key: None if "cost" in key else 0 for key in asked.measures.values()}
    assert rows == [nothing | sums | {"total": 3, "acd": None, "asr": 0}]
    shown = asked.rows("user", "response", fields=fields)[0]
    assert (shown["acd"], shown["asr"]) == ("0 (in 0 calls)", "0% (in 0 of 3 calls)")


# --- Sums that no 64 bits hold ------------------------------------------------------------------

LARGE = """
table = "big"
dialects = ["postgres", "mysql", "sqlite", "clickhouse"]
grain = "one row is one call"
[start]
column = "began"
stores = "epoch"
[columns]
began = "integer not null"
seconds = "integer not null"
who = "text"
[fields]
destination = "who"
duration = STORED
bill_duration = STORED
answered = "seconds > 0"
"""


def large(engine: Engine, folder: Path, stored: str, values: list[int]) -> tuple[Asked, Scratch]:
    """Make a table whose seconds are stored somehow, and put values into it."""
    mapping = folder / "big.toml"
    mapping.write_text(LARGE.replace("STORED", stored))
    database = engine.database("big")
    end = " ENGINE = MergeTree ORDER BY began" if engine.dialect == "clickhouse" else ""
    columns = "began bigint NOT NULL, seconds bigint NOT NULL, who text"
    database.execute(f"CREATE TABLE big ({columns}){end}")
    lines = ", ".join(f"(1717200000, {value}, 'a')" for value in values)
    database.execute(f"INSERT INTO big VALUES {lines}")
    warehouse = cdrql.load_warehouse(mapping)
    return Asked(warehouse, engine.dialect, database.query, *EVER), database


@pytest.mark.closes("integers too large", "nothing to divide by", "sums beyond 2^63")
@pytest.mark.parametrize("power", [53, 57, 60, 62])
def test_sums_are_exact_or_refused(engine: Engine, power: int, tmp_path: Path) -> None:
    """Never a wrong number: SQLite, which has no larger integers, refuses what it cannot hold."""
    values = [2**power - 1, 2**power + 1, 2**power + 3]
    asked, database = large(engine, tmp_path, '"seconds"', values)
    if sum(values) >= 2**63 and engine.dialect == "sqlite":
        with pytest.raises(Exception, match="integer overflow"):
            asked.rows("destination")
    else:
        fields = {"fields": "total duration"}
        assert asked.rows("destination", **fields) == [{"dst": "a", "call_duration": sum(values)}]
        hours, rest = divmod(sum(values), 3600)
        clock = f"{hours}:{rest // 60:02d}:{rest % 60:02d}"
        shown = asked.rows("destination", "response", **fields)
        assert shown == [{"dst": "a", "call_duration": clock}]
    database.close()


@pytest.mark.closes("money in floats")
@pytest.mark.parametrize("size", [10**15, 10**16, 10**17, 10**18])
def test_averages_of_nanoseconds_are_exact(engine: Engine, size: int, tmp_path: Path) -> None:
    values = [size + 123456789, size + 7, size + 5_000_000]
    asked, database = large(engine, tmp_path, '{ sql = "seconds", divisor = 1000000000 }', values)
    right = rounded(sum(values), 3 * 10**9)
    assert asked.rows("destination", fields="ACD") == [{"dst": "a", "acd": right}]
    shown = asked.rows("destination", "response", fields="ACD")
    assert shown == [{"dst": "a", "acd": f"{right:f} (in 3 calls)"}]
    database.close()


def test_a_cut_is_in_one_window(engine: Engine) -> None:
    """A call on the very bound, and a microsecond beside it."""
    bound = datetime(2024, 6, 1, 12)
    beside = [bound + timedelta(microseconds=step) for step in (-1, 0, 1)]
    engine.load([call(start_at=at, user_id=i, cost=Decimal(1)) for i, at in enumerate(beside)])
    asked = Asked(DEFAULT, engine.dialect, engine.query, *EVER)
    users = [
        [row["caller_user_id"] for row in asked.rows("user", filter=window)]
        for window in ({"end_at": str(bound)}, {"start_at": str(bound)})
    ]
    assert users == [[0], [1, 2]]


def test_every_engine_is_asked() -> None:
    assert {name for _, name in MAPPED} == set(NAMES)
