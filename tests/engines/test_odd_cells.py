"""Cells that are not what their column is: told by name, never part of JSON."""

from decimal import Decimal
from pathlib import Path

import pytest

import cdrql
from cdrql.compiled import Column
from cdrql.engines.database import connect
from cdrql.engines.rows import AnswerRow, normalise, rows_as_json
from tools.engines import Engine

COLUMNS = (Column("dst", "destination", "text"), Column("cost", "cost", "decimal"))


@pytest.mark.parametrize(
    "cost", [float("nan"), float("inf"), Decimal("NaN"), Decimal("-Infinity"), "n/a", b"\xff"]
)
def test_what_is_no_number_is_told(cost: object) -> None:
    with pytest.raises(cdrql.DatabaseError, match=r"`cost` is .* which is no number") as told:
        normalise([("1", 1), ("2", cost)], COLUMNS)
    assert told.value.problems[0].code == "CDR506"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (b"1001\0\0", "1001"),
        ("1001\0\0", "1001\0\0"),  # a text of its own, which SQLite can hold
        (b"a\0b\0", "a\0b"),
        ("caf\u00e9".encode(), "caf\u00e9"),
        (b"\xff\0", "\\xff"),
    ],
)
def test_a_text_of_fixed_length_is_shown_without_what_fills_it(text: object, shown: str) -> None:
    assert normalise([(text, None)], COLUMNS) == [{"dst": shown, "cost": None}]


MAPPING = """
dialects = ["clickhouse", "postgres"]
grain = "one row is one call"
table = "odd_cells"
[start]
column = "began"
[columns]
began = "time not null"
dst = "text"
src = "text"
price = "decimal"
[fields]
answered = "dst <> ''"
destination = "dst"
caller_id = "src"
cost = "price"
"""
TABLES = {
    "clickhouse": (
        "dst FixedString(8), src Nullable(FixedString(8)), began DateTime, price Float64",
        "ENGINE = MergeTree ORDER BY began",
        "('1001', 'é', '2025-05-05 10:00:00', 1)",
    ),
    "postgres": (
        "dst text, src text, began timestamp, price numeric",
        "",
        "('1001', 'é', '2025-05-05 10:00:00', 'NaN')",
    ),
}


def answered(engine: Engine, folder: Path, fields: str, group: str) -> list[AnswerRow]:
    columns, tail, row = TABLES[engine.dialect]
    (folder / "odd.toml").write_text(MAPPING, encoding="utf-8")
    engine.execute("DROP TABLE IF EXISTS odd_cells")
    engine.execute(f"CREATE TABLE odd_cells ({columns}) {tail}")
    engine.execute(f"INSERT INTO odd_cells VALUES {row}")
    warehouse = cdrql.load_warehouse(folder / "odd.toml")
    window = {"start_at": "2025-01-01", "end_at": "2026-01-01", "destination": "1001"}
    request = {"group": group, "fields": fields, "filter": window}
    compiled = cdrql.compile(request, engine.dialect, warehouse=warehouse)
    with connect(engine.url) as database:
        rows = database.answer(compiled)
    engine.execute("DROP TABLE odd_cells")
    return rows


@pytest.mark.parametrize("engine", ["clickhouse"], indirect=True)
def test_texts_of_fixed_length_on_an_engine(engine: Engine, tmp_path: Path) -> None:
    rows = answered(engine, tmp_path, "total calls", "destination;caller_id")
    wanted = '[\n{"dst": "1001", "client_callerid_number": "é", "total": "1"}\n]\n'
    assert rows_as_json(rows) == wanted


@pytest.mark.parametrize("engine", ["postgres"], indirect=True)
def test_nan_on_an_engine(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(cdrql.DatabaseError, match="`cost` is NaN"):
        answered(engine, tmp_path, "cost", "destination")
