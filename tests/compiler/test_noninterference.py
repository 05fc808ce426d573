"""Values never reach the SQL: what differs in values alone compiles to the same bytes.

For every dialect, every parameter style but `literal`, both outputs in turn, the default warehouse
and mapped ones of every shape.
"""

import random
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from sqlglot import exp, parse

import cdrql
from cdrql import compiler
from cdrql.backend import backend_names, get_backend
from cdrql.conformance.moments import clock_instant
from cdrql.conformance.random_requests import random_request
from cdrql.model.default import DEFAULT
from cdrql.model.vocabulary import Dimension, Measure
from cdrql.options import STYLES
from cdrql.shape_cache import KnownShapes
from tests.language.strings import allowed
from tests.warehouses import PRESETS
from tools.differential.changes import offsets
from tools.differential.fitting import fitted
from tools.mirrors.all import MIRRORS

PAIRS = {"default": 24}  # random pairs for each warehouse; of the others fewer
FEW = 4
WAREHOUSES = ["default", *PRESETS, *(f"mirror {mirror}" for mirror in MIRRORS)]
OUTPUTS = ("response", "values")
SENTINEL = "Zq7"  # begins every text and is in no SQL

every_warehouse = pytest.mark.parametrize("name", WAREHOUSES)


@cache
def warehouse(name: str) -> cdrql.Warehouse:
    mirrors = {f"mirror {mirror}": mirror.warehouse for mirror in MIRRORS if str(mirror) in name}
    if name == "default" or name in mirrors:
        return mirrors.get(name, DEFAULT)
    return cdrql.load_warehouse(name)


def dialects(asked: cdrql.Warehouse) -> list[str]:
    return [d for d in backend_names() if not asked.dialects or d in asked.dialects]


def styles(dialect: str) -> Iterator[Any]:
    """Give the styles of a dialect that bind values."""
    types = get_backend(dialect).types
    yield from (s for s in STYLES if s != "literal" and (s != "typed" or types))


# --- Other values -------------------------------------------------------------------------------


def revalued(rng: random.Random, request: Mapping[str, Any], asked: cdrql.Warehouse) -> Any:
    """Put other values in place of all that a request has, and keep its shape."""
    other = dict(request)
    for key in ("limit", "offset"):
        if other.get(key):
            other[key] = rng.choice([rng.randint(1, 2**40), str(rng.randint(1, 99))])
    if other.get("having"):
        having = other["having"].items()
        other["having"] = {name: renumbered(rng, text, decimals=True) for name, text in having}
    other["filter"] = {k: refiltered(rng, k, v) for k, v in request["filter"].items()}
    other["filter"] |= rewindowed(rng, request, asked)
    return other


def refiltered(rng: random.Random, key: str, value: Any) -> Any:
    """Replace the values of one filter; those that mean NULL or empty are shape."""
    if isinstance(value, list):
        return [refiltered(rng, key, item) for item in value]
    if value is None or value == "" or key == "callAttributes":
        return value
    if key in ("duration", "bill_duration"):
        return renumbered(rng, value)
    if key in ("user", "original_trunk_id", "callsType"):
        return rng.choice([rng.randint(-(2**63), 2**63 - 1), rng.randint(0, 9)])
    return (SENTINEL + rng.choice(allowed()))[:256]


def renumbered(rng: random.Random, text: str | None, decimals: bool = False) -> str | None:
    """Replace the numbers of a condition."""
    tests = [test.partition(";") for test in (text or "").split("|")]
    fraction = f".{rng.randint(0, 999999999)}" if decimals and rng.random() < 0.5 else ""
    done = [f"{rng.randint(-99, 2**40)}{fraction}{s}{o}" if s else v for v, s, o in tests]
    return "|".join(done) if text else text


def rewindowed(
    rng: random.Random, request: Mapping[str, Any], asked: cdrql.Warehouse
) -> dict[str, str]:
    """Move the window, to where clocks change just as they do in the old one."""
    zone = ZoneInfo(request.get("timezone") or "UTC")
    old = [clock_instant(request["filter"][key], zone) for key in ("start_at", "end_at")]
    zones = {zone, *(ZoneInfo(start.zone) for start in (asked.start, *asked.starts.values()))}
    for _ in range(20):
        span = rng.choice([60, 86_400, 400 * 86_400])
        new = sorted(at + timedelta(seconds=rng.uniform(-span, span)) for at in old)
        if new[0] < new[1] and all(offsets(z, *new) == offsets(z, *old) for z in zones):
            return {"start_at": f"{new[0]}Z", "end_at": f"{new[1]}Z"}
    return {}


# --- One shape, one text ------------------------------------------------------------------------


def everything(asked: cdrql.Warehouse) -> dict[str, Any]:
    """Ask for all that a warehouse has, its own words too."""
    keys = [row.name for row in asked.answerable if isinstance(row, Dimension)]
    fields = [row.name for row in asked.answerable if isinstance(row, Measure)]
    return {
        "group": ";".join(keys),
        "fields": ";".join(fields),
        "period": "year;month;day;hour",
        "timezone": asked.start.zone,
        "order": "|".join(f"{word};desc" for word in (*fields, *keys)),
        "having": dict.fromkeys(fields, "1.5;>=|99;<"),
        "filter": {"start_at": "2024-10-01", "end_at": "2024-12-01"},
        "limit": 7,
    }


def pairs(name: str) -> Iterator[tuple[Any, Any]]:
    """Make requests that a warehouse can answer, each with one of other values."""
    rng = random.Random(f"pairs {name}")
    random_ones = (
        fitted(random_request(rng), warehouse(name)) for _ in range(PAIRS.get(name, FEW))
    )
    for request in (everything(warehouse(name)), *random_ones):
        yield request, revalued(rng, request, warehouse(name))


def compiled(*requests: Any, dialect: str, **options: Any) -> list[cdrql.Compiled]:
    """Compile requests one after the other, with no shape met before the first."""
    with patch.object(compiler, "KNOWN_SHAPES", KnownShapes(most_text=8_000_000)):
        return [cdrql.compile(request, dialect, **options) for request in requests]


@pytest.mark.closes("value injection", "answers of one tenant for another")
@every_warehouse
def test_values_change_nothing_but_parameters(name: str) -> None:
    moved = 0
    for place, (request, other) in enumerate(pairs(name)):
        moved += request["filter"]["start_at"] != other["filter"]["start_at"]
        options = {"warehouse": warehouse(name), "output": OUTPUTS[place % 2]}
        for dialect in dialects(warehouse(name)):
            for style in styles(dialect):
                asked = {"dialect": dialect, "paramstyle": style, **options}
                one, two = compiled(request, other, **asked)
                other_alone, kept = compiled(other, request, **asked)
                assert (two.sql, two.params) == (other_alone.sql, other_alone.params)
                assert (one.sql, one.params) == (kept.sql, kept.params)
                assert one.sql == other_alone.sql
                assert SENTINEL not in one.sql
                assert one.columns == two.columns
                assert slots(one) == slots(two)
    assert moved


def slots(it: cdrql.Compiled) -> list[Any]:
    """Name the parameters in their order, each with the type of what is bound."""
    named = it.params.items() if isinstance(it.params, Mapping) else enumerate(it.params)
    return [(name, type(value)) for name, value in named]


@pytest.mark.closes("value injection", "answers of one tenant for another")
def test_the_values_of_a_policy_change_nothing_either() -> None:
    request = {"group": "trunk;destination;caller_id;q850", "fields": "ASR;cost", "period": "day"}
    request |= {"filter": {"start_at": "2024-01-01", "end_at": "2024-02-01"}}
    rng = random.Random(8)
    texts = [text for text in allowed() if len(text) < 250]
    for dialect in backend_names():
        for style in styles(dialect):
            found = {
                it.sql
                for _ in range(12)
                for it in compiled(
                    request, dialect=dialect, paramstyle=style, policy=policy(rng, texts)
                )
            }
            assert len(found) == 1
            assert SENTINEL not in found.pop()


def policy(rng: random.Random, texts: list[str]) -> cdrql.Policy:
    """Make a policy of one shape and masks: its scope, limits and smallest group differ."""
    return cdrql.Policy(
        scope={
            "user_id": tuple(rng.sample(range(-9, 2**40), 3)),
            "trunk": tuple(SENTINEL + text for text in rng.sample(texts, 2)),
        },
        masks={
            "destination": cdrql.Mask(keep_last=3),
            "caller_id": cdrql.Mask(drop_last=4),
            "q850": cdrql.Mask(keep_last=0),
        },
        default_limit=rng.randint(1, 99),
        largest_limit=rng.randint(100, 999),
        smallest_group=rng.randint(2, 99),
        most_values=rng.randint(1, 9),
        longest_window=timedelta(days=rng.randint(40, 99)),
    )


# --- What the text is, read by another parser ---------------------------------------------------

FORBIDDEN = (exp.DML, exp.Create, exp.Drop, exp.Command, exp.Set, exp.Into, exp.Lock, exp.Hint)


@pytest.mark.closes(
    "value injection", "SQL in mapping files", "stacked statements", "comments and hints"
)
@every_warehouse
def test_sql_is_one_select_of_the_warehouse(name: str) -> None:
    asked = warehouse(name)
    for request, _ in pairs(name):
        for dialect in dialects(asked):
            style: Any = "typed" if dialect == "clickhouse" else "named"
            it = cdrql.compile(request, dialect, warehouse=asked, paramstyle=style)
            statements = parse(it.sql, dialect=dialect)
            assert len(statements) == 1
            tree = statements[0]
            assert type(tree) is exp.Select
            assert not list(tree.find_all(*FORBIDDEN))
            assert not any(node.comments for node in tree.walk())
            assert read_tables(tree) <= tables(asked, dialect)


def read_tables(tree: exp.Expression) -> set[str]:
    """Name the tables that are read, apart from the statement's own."""
    own = {cte.alias for cte in tree.find_all(exp.CTE)}
    found = {".".join(part.name for part in table.parts) for table in tree.find_all(exp.Table)}
    return found - own


def tables(asked: cdrql.Warehouse, dialect: str) -> set[str]:
    """Name the tables that a warehouse may read in a dialect."""
    looked_up = {field.lookup.table for field in asked.fields.values() if field.lookup}
    return {table.name_in(dialect) for table in asked.tables} | looked_up


def test_a_moved_window_is_another_one() -> None:
    """What moves windows proves nothing unless it moves them."""
    request = {"group": "user", "period": "hour", "timezone": "Europe/Paris"}
    request |= {"filter": {"start_at": "2024-01-01", "end_at": "2024-12-01"}}
    moved = rewindowed(random.Random(1), request, DEFAULT)
    assert moved
    start = datetime.fromisoformat(moved["start_at"].removesuffix("Z"))
    assert start != datetime(2023, 12, 31, 23)
