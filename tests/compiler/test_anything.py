"""Whatever comes in at a door of cdrql, what it asks for or a typed error comes out."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cdrql
from cdrql import Mask, Policy
from cdrql.errors import CODES
from cdrql.language.zones import open_zone, parse_timestamp, zone_names
from cdrql.model.vocabulary import DIMENSIONS
from tests.compiler import strategies
from tests.examples import WINDOW

MAPPING = (Path(__file__).parents[1] / "mapping" / "mappings" / "base.toml").read_text(
    encoding="utf-8"
)
REQUEST = {"group": "user", "filter": WINDOW}


def quick(examples: int) -> settings:
    """Give settings that find the same in each run."""
    slow = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=slow,
    )


def answered(door: Callable[..., Any], *given: Any, **more: Any) -> Any:
    """Go through a door; a typed error, which is held to its form, gives None."""
    try:
        return door(*given, **more)
    except cdrql.CdrqlError as error:
        told = error.as_dict()
        assert json.loads(json.dumps(told)) == told
        assert all(line.isprintable() for line in str(error).split("\n"))
        assert error.problems
        for problem in error.problems:
            assert problem.code in CODES
            start, end = problem.span or (0, 0)
            assert 0 <= start <= end <= len(problem.text or "") + 1
        return None


# --- compile ------------------------------------------------------------------------------------


@pytest.mark.parametrize("dialect", strategies.DIALECTS)
@quick(100)
@given(request=strategies.requests(), more=strategies.arguments())
def test_requests(dialect: str, request: Any, more: dict[str, Any]) -> None:
    compiled = answered(cdrql.compile, request, dialect, **more)
    assert compiled is None or compiled.sql.encode().startswith((b"WITH ", b"SELECT\n"))


@pytest.mark.parametrize("dialect", strategies.DIALECTS)
@quick(100)
@given(text=strategies.texts(), more=strategies.arguments())
def test_texts_and_bytes(dialect: str, text: str | bytes, more: dict[str, Any]) -> None:
    compiled = answered(cdrql.compile, text, dialect, **more)
    assert compiled is None or compiled.columns


@quick(50)
@given(st.text() | strategies.JUNK)
def test_dialects(dialect: Any) -> None:
    compiled = answered(cdrql.compile, REQUEST, dialect)
    assert (compiled is not None) is (dialect in strategies.DIALECTS)


# --- Policies -----------------------------------------------------------------------------------


@quick(100)
@given(strategies.masks())
def test_masks(given_: tuple[Any, ...]) -> None:
    mask = answered(Mask, *given_)
    assert mask is None or mask & mask == mask


@quick(200)
@given(strategies.policies(), st.none() | st.datetimes() | strategies.JUNK)
def test_policies(given_: dict[str, Any], now: Any) -> None:
    policy = answered(Policy, **given_)
    if policy is None:
        return
    assert answered(lambda: policy & policy) == policy
    answered(cdrql.compile, REQUEST, "postgres", policy=policy, now=now)


# --- Times and zones ----------------------------------------------------------------------------


@quick(300)
@given(strategies.stamped(), st.sampled_from([None, "Europe/Paris", "Australia/Lord_Howe"]))
def test_timestamps(text: str, name: str | None) -> None:
    try:
        point = parse_timestamp(text, name and open_zone(name))
    except ValueError as error:
        assert str(error)
        return
    assert isinstance(point, datetime) and point.tzinfo is None


@quick(300)
@given(strategies.zones())
def test_zones(name: str) -> None:
    try:
        found = open_zone(name)
    except KeyError:
        assert name not in zone_names()
    else:
        assert isinstance(found, ZoneInfo) and found.key == name
    request = REQUEST | {"timezone": name, "period": "hour"}
    compiled = answered(cdrql.compile, request, "sqlite")
    assert (compiled is not None) is (name in zone_names() or name == "")


# --- Mapping files ------------------------------------------------------------------------------


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give a file that is written again and again."""
    return tmp_path / "mapping.toml"


@quick(100)
@given(lines=strategies.mappings(MAPPING))
def test_mappings(file: Path, lines: str) -> None:
    file.write_text(lines, encoding="utf-8")
    warehouse = answered(cdrql.load_warehouse, file)
    if warehouse is None:
        return
    for row in filter(warehouse.answers, DIMENSIONS):
        for dialect in warehouse.dialects:
            assert cdrql.compile(REQUEST | {"group": row.name}, dialect, warehouse=warehouse).sql


def encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


@quick(100)
@given(content=st.binary(max_size=200) | strategies.edited(st.just(MAPPING)).map(encoded))
def test_bytes_of_mappings(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    answered(cdrql.load_warehouse, file)


@quick(200)
@given(st.text(max_size=300))
def test_names_of_warehouses(name: str) -> None:
    answered(cdrql.load_warehouse, name)
