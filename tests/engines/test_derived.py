"""A backend and an engine that derive from others, under a name of their own that mappings use."""

import json
import sqlite3
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import cdrql
from cdrql.backend import get_backend, registry
from cdrql.cli.main import cli
from cdrql.engines import get_engine
from cdrql.engines import registry as engines

MAPPING = """
name = "derived"
grain = "one row is one call"
dialects = {dialects}

[[tables]]
name = "calls"

[columns]
began = "text not null"
secs = "integer"
dst = "text"

[start]
column = "began"
stores = "text"

[fields]
duration = "secs"
bill_duration = "secs"
destination = {destination}
answered = {answered}
"""
BOTH = {
    "dialects": '["sqlite", "litefile"]',
    "destination": """{ sql = { sqlite = "dst", litefile = "dst || 'L'" } }""",
    "answered": '{ sql = { sqlite = "secs > 0", litefile = "secs > 1" } }',
}
PLAIN = {"destination": '"dst"', "answered": '"secs > 0"'}
REQUEST = {
    "group": "destination",
    "fields": "total calls;successful calls",
    "filter": {"start_at": "2025-01-01", "end_at": "2025-02-01"},
}


class Entry:
    """An entry point of a package that is not installed."""

    name = "litefile"

    def __init__(self, made: Any) -> None:
        self.value = f"litefile:{made.__name__}"
        self.load = lambda: made


@pytest.fixture
def derived(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Install `litefile`: SQLite under another name, as CONTRIBUTING.md derives a backend."""
    backend = type("LiteFile", (type(get_backend("sqlite")),), {})
    parent = get_engine("sqlite")

    def opened(self: Any, url: str, timeout: float) -> Any:
        return parent.open(url.removeprefix("litefile://"), timeout)

    engine = type("LiteFileEngine", (type(parent),), {"dialect": "litefile", "open": opened})
    added = {registry.BACKENDS.group: Entry(backend), engines.ENGINES.group: Entry(engine)}

    def found(group: str) -> list[Any]:
        return [*entry_points(group=group), added[group]]

    monkeypatch.setattr(registry, "entry_points", found)
    yield
    registry._loaded.cache_clear()
    engines._load_engine.cache_clear()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Fill a file of calls of which three last 0, 1 and 2 seconds."""
    with sqlite3.connect(tmp_path / "calls.db") as connection:
        connection.execute("CREATE TABLE calls (began TEXT NOT NULL, secs INTEGER, dst TEXT)")
        rows = [(f"2025-01-0{n + 1} 10:00:00", n, "442") for n in range(3)]
        connection.executemany("INSERT INTO calls VALUES (?, ?, ?)", rows)
    monkeypatch.chdir(tmp_path)
    Path("request.json").write_text(json.dumps(REQUEST))
    return tmp_path


@pytest.mark.usefixtures("derived", "folder")
@pytest.mark.parametrize(
    ("said", "database", "answer"),
    [
        (BOTH, "calls.db", ("442", 3, "2")),
        (BOTH, "litefile://calls.db", ("442L", 3, "1")),
        (PLAIN | {"dialects": '["sqlite"]'}, "litefile://calls.db", ("442", 3, "2")),
        (PLAIN | {"dialects": '["litefile"]'}, "litefile://calls.db", ("442", 3, "2")),
    ],
)
def test_a_mapping_says_what_it_says_of_each_name(
    said: dict[str, str], database: str, answer: tuple[object, ...]
) -> None:
    Path("map.toml").write_text(MAPPING.format(**said))
    told = ("--database", database, "--warehouse", "map.toml")
    done = CliRunner().invoke(cli, ["run", "request.json", *told, "--format", "json"])
    assert done.exit_code == 0, done.output
    [row] = json.loads(done.stdout)
    assert tuple(row.values()) == tuple(map(str, answer))
    checked = CliRunner().invoke(cli, ["warehouse", "check", *told])
    assert checked.exit_code == 0, checked.output
    assert "Looked at all calls: 3" in checked.output


@pytest.mark.usefixtures("derived")
def test_a_mapping_of_another_name_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "map.toml"
    file.write_text(MAPPING.format(**PLAIN, dialects='["litefile"]'))
    warehouse = cdrql.load_warehouse(file)
    assert cdrql.compile(REQUEST, "litefile", warehouse=warehouse).dialect == "litefile"
    with pytest.raises(cdrql.BackendError, match="is not mapped for sqlite"):
        cdrql.compile(REQUEST, "sqlite", warehouse=warehouse)
