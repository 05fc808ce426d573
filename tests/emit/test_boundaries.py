"""Numbers at the ends of what engines hold, in the place of every number: exact, or refused."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

import cdrql
from cdrql.conformance.reference import answer, as_json
from cdrql.engines.database import connect
from tests.examples import WINDOW, call
from tests.language.test_door import asking, stopped
from tools.engines import Engine

EDGES = [0, *(n for bits in (31, 32, 53, 63) for n in (2**bits - 1, 2**bits, 2**bits + 1))]
WHOLE = [n for edge in EDGES for n in (edge, -edge)]
WITHIN = [n for n in WHOLE if -(2**63) <= n < 2**63]
BEYOND = [n for n in WHOLE if n not in WITHIN] + [2**64, 10**30, -(10**300)]
STORED = [-(2**31), -1, 0, 1, 2**15, 2**16, 2**31 - 1]  # what a column of 32 bits holds


def differs(engine: Engine, request: dict[str, Any], calls: Any, style: Any = None) -> str:
    """Ask an engine, and give what is wrong with its answer."""
    it = cdrql.compile(request, engine.dialect, output="values", paramstyle=style)
    rows = cdrql.engines.rows.normalise(engine.query(it.sql, it.params or None), it.columns)
    got, right = cdrql.engines.rows.rows_as_json(rows), as_json(answer(request, calls, "values"))
    return "" if got == right else f"{request}: {got} is not {right}"


@pytest.mark.closes("integers too large", "a text compared with a number", "type confusion")
def test_numbers_are_compared_exactly(engine: Engine) -> None:
    calls = [call(user_id=n, duration=n, destination=str(n), trunk_id=n) for n in STORED]
    calls += [call(destination=text) for text in ("anonymous", "0012", "12abc", "1.0", "00")]
    engine.load(calls)
    wanted: list[dict[str, Any]] = [{"user": n} for n in WITHIN]
    wanted += [{"original_trunk_id": [n, None]} for n in WITHIN]
    wanted += [{"duration": f"{n};{sign}"} for n in WITHIN for sign in (">", "<=")]
    wanted += [{"destination": str(n)} for n in (*STORED, 12, "012", "1e0", "+1")]
    requests = [asking(**each) | {"group": "user;destination"} for each in wanted]
    requests += [asking() | {"having": {"total duration": f"{n};>="}} for n in WITHIN]
    wrong = [differs(engine, each, calls) for each in requests]
    wrong += [differs(engine, each, calls, "literal") for each in requests[::3]]
    assert [text for text in wrong if text] == []


@pytest.mark.closes("integers too large")
def test_larger_numbers_are_refused() -> None:
    for number in BEYOND:
        for request in (
            *(asking(**{key: [1, number]}) for key in ("user", "original_trunk_id", "callsType")),
            *(asking(**{key: f"{number};>"}) for key in ("duration", "bill_duration")),
            *(asking() | {"having": {"cost": f"{number};>"}}, asking() | {"limit": number}),
            asking() | {"offset": number},
        ):
            assert {code for code, _ in stopped(request)} == {"CDR107"}, request
    digits = "9" * 5000
    assert stopped(asking(duration=f"{digits};>")) == [("CDR110", "filter.duration")]
    assert stopped(asking() | {"limit": digits}) == [("CDR106", "limit")]
    assert stopped(asking() | {"offset": int("9" * 4000)}) == [("CDR107", "offset")]


LARGEST = 2**63 - 1


@pytest.mark.closes("odd limits and offsets", "LIMIT 2^63 - 1")
def test_pages_of_any_size(engine: Engine) -> None:
    calls = [call(user_id=n) for n in range(5)]
    engine.load(calls)
    for limit in (None, 1, 2, 5, 6, 2**31, 2**32, 2**53, LARGEST):
        for offset in (None, 0, 1, 4, 5, 2**31, 2**32, 2**53, LARGEST):
            request = asking() | {"limit": limit, "offset": offset}
            for style in (None, "literal"):
                assert differs(engine, request, calls, style) == ""


@pytest.mark.closes("odd limits and offsets", "LIMIT -1 and OFFSET -1")
@pytest.mark.parametrize(
    "number", [-1, -LARGEST, 1.5, 1.0, True, "-1", "+1", " 1", "1e3", "0x1", "1_0", [1]]
)
def test_what_is_no_page_is_refused(number: Any) -> None:
    for key in ("limit", "offset"):
        [(code, path)] = stopped(asking() | {key: number})
        assert (code, path) == ("CDR107" if type(number) is int else "CDR106", key)
    assert stopped(asking() | {"limit": 0}) == [("CDR107", "limit")]


@pytest.mark.closes("money in floats")
def test_money_is_exact_to_the_last_place(engine: Engine) -> None:
    """What floats get wrong: tenths, the smallest unit beside the largest, opposite signs."""
    heaps = [
        ["0.1", "0.2", "-0.3"],
        ["0.1"] * 1000,
        ["0.000001"] * 999 + ["99999999.99"],
        ["99999999.999999", "-99999999.999998", "0.000001"],
        ["1.005", "2.675", "1.115", "0.285"],
        ["0.000001", "-0.000001"],
    ]
    calls = [call(user_id=i, cost=Decimal(m)) for i, heap in enumerate(heaps) for m in heap]
    engine.load(calls)
    request = asking() | {"fields": "cost"}
    assert differs(engine, request, calls) == ""
    for i, heap in enumerate(heaps):
        total = sum(map(Decimal, heap))
        for sign, found in (("=", True), ("!=", False), (">", False), (">=", True)):
            held = request | {
                "having": {"cost": f"{total:f};{sign}"},
                "filter": WINDOW | {"user": i},
            }
            assert differs(engine, held, calls) == ""
            assert (as_json(answer(held, calls, "values")) != "[]\n") is found


@pytest.mark.closes("lists without end", "long lists", "deep chains")
def test_every_filter_at_its_most(engine: Engine) -> None:
    """Two thousand texts and prefixes each, three thousand numbers, as many conditions as go."""
    if engine.dialect == "clickhouse":
        pytest.importorskip("clickhouse_connect")
    start = datetime(2024, 6, 1)
    mine = call(
        start_at=start,
        user_id=999,
        destination="x999",
        caller_id="999",
        trunk_id=5,
        call_type=8,
        duration=7,
        bill_duration=7,
        transfer_to="x",
    )
    calls = [
        mine,
        mine | {"user_id": 1000},
        mine | {"destination": "x1000"},
        mine | {"duration": 8},
    ]
    engine.load(calls)
    texts = [f"x{i}" for i in range(1000)]
    conditions = "|".join(["0;>", "8;<", *(f"{i};!=" for i in range(100, 114))])
    request = asking(
        destination=texts,
        caller_id=[str(i) for i in range(1000)],
        destination_prefix=texts,
        caller_id_prefix=[str(i) for i in range(1000)],
        user=list(range(1000)),
        original_trunk_id=list(range(1000)),
        callsType=list(range(1000)),
        duration=conditions,
        bill_duration=conditions,
        callAttributes=["Transfer"],
    )
    with connect(engine.url) as database:
        rows = database.answer(cdrql.compile(request, engine.dialect, output="values"))
    assert rows == [{"caller_user_id": 999, "total": 1}]


@pytest.mark.closes("lists without end")
@pytest.mark.parametrize("count", [1001, 100_000])
def test_longer_lists_are_refused(count: int) -> None:
    for key in ("destination", "caller_id", "destination_prefix", "caller_id_prefix"):
        assert stopped(asking(**{key: ["1"] * count})) == [("CDR114", f"filter.{key}")]
    for key in ("user", "original_trunk_id", "callsType"):
        assert stopped(asking(**{key: [1] * count})) == [("CDR114", f"filter.{key}")]


@pytest.mark.closes("nothing to divide by", "averages of nothing")
def test_calls_without_answers_and_sums_without_values(engine: Engine) -> None:
    later = datetime(2024, 6, 2)
    sets = [
        [],
        [call(user_id=1)],
        [call(user_id=1, bill_duration=-5), call(user_id=1, start_at=later)],
        [call(user_id=n, bill_duration=n, cost=None) for n in range(3)],
        [call(user_id=1, bill_duration=2**31 - 1, duration=2**31 - 1) for _ in range(5)],
        [call(start_at=later + timedelta(hours=n)) for n in range(3)],
    ]
    fields = {"fields": "ACD;ASR;cost;total bill duration;transfer duration;total calls"}
    for calls in sets:
        engine.load(calls)
        for more in (
            {},
            {"order": "ACD;desc"},
            {"having": {"ACD": "0;>="}},
            {"having": {"ASR": "0;="}},
        ):
            assert differs(engine, asking() | fields | more, calls) == ""
