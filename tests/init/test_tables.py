"""Tables as systems really make them, each with the one right proposal and what it answers."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import cdrql
from cdrql.cli.main import cli
from cdrql.engines.database import connect
from cdrql.engines.rows import plain_cell
from cdrql.init import zone
from cdrql.mapping import load_warehouse, read_mapping
from tests.init.mappings import init
from tests.warehouses import ENGINES
from tools.engines import Engine

TABLES = Path(__file__).parent / "tables"
EVER = {"start_at": "2000-01-01", "end_at": "2100-01-01"}


def scripts() -> Iterator[Any]:
    """Give each script of tables with an engine of its dialect: `tables.mysql.sql`."""
    for file in sorted(TABLES.glob("*/tables.*.sql")):
        name = ENGINES[file.suffixes[0][1:]][0]
        yield pytest.param(file, name, id=f"{file.parent.name}-{name}")


def mapped(file: Path) -> dict[str, str]:
    """Read what a written file makes of the table: the SQL of each field, and the start."""
    keys = read_mapping(file).mapping
    fields = {name: str(field.sql) for name, field in keys.fields.items()}
    where = {"where": str(keys.where.sql)} if keys.where else {}
    tables = {"tables": " ".join(str(table.name) for table in keys.tables)} if keys.tables else {}
    return {"start": keys.start.column, **fields, **where, **tables}


def asked(url: str, file: Path, request: dict[str, Any]) -> list[list[str]]:
    request = {**request, "filter": {**EVER, **request.get("filter", {})}}
    with connect(url) as database:
        warehouse = load_warehouse(file)
        compiled = cdrql.compile(request, database.dialect, warehouse=warehouse, output="values")
        rows = database.answer(compiled)
    return [[str(plain_cell(cell)) for cell in row.values()] for row in rows]


@pytest.mark.parametrize(("file", "engine"), [*scripts()], indirect=["engine"])
def test_a_table_gets_the_one_right_proposal(
    file: Path, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`mapped` is all that is proposed, and nothing else may be."""
    monkeypatch.setattr(zone, "server_zone", lambda _: zone.Zone("UTC", "a test"))
    right = json.loads((file.parent / "right.json").read_text(encoding="utf-8"))
    scratch = engine.database("tables")
    scratch.script(file.read_text(encoding="utf-8"))
    done = init(scratch.url, tmp_path, "--yes", *right.get("words", ()))
    made = tmp_path / "cdrql.toml"
    assert made.exists() == ("mapped" in right or "extends" in right), done.stderr
    if "mapped" in right:
        assert mapped(made) == right["mapped"], done.stderr
    if "extends" in right:
        assert read_mapping(made).sources[1].name == f"{right['extends']}.toml", done.stderr
    told = " ".join(done.stderr.split())
    for said in right.get("said", ()):
        assert said in told
    for case in right.get("answers", ()):
        assert asked(scratch.url, made, case["request"]) == case["rows"]
    if "run" in right:
        (tmp_path / "asked.json").write_text(json.dumps({"group": "destination", "filter": EVER}))
        words = ("run", str(tmp_path / "asked.json"), "-D", scratch.url, "-w", str(made))
        warned = " ".join(CliRunner().invoke(cli, words).stderr.split())
        assert [said for said in right["run"] if said not in warned] == [], warned
    scratch.close()
