"""The SQL of one large request to each shape of a warehouse, in the dialects that differ most.

Each is in tests/emit/mapped; `pytest --update-golden` writes it anew. That its answers are right is
asked of every engine by test_mirrors.py; here a change of the SQL is seen without one.
"""

from pathlib import Path
from typing import Any

import pytest

import cdrql
from cdrql.model.vocabulary import FILTERS, Dimension, Measure
from tools.mirrors import FOLDER as MIRRORS

FOLDER = Path(__file__).with_name("mapped")
# Together they have every way to store a field, to make calls of rows, and to look up a name.
SHAPES = ("legs_of_two", "lookups_of_legs", "fractions", "own", "tables")
DIALECTS = ("postgres", "clickhouse")
VALUES = {"one of": [7, 8], "condition": "1;>=|99;!=", "prefix": ["49", "0"]}


def request_of(house: cdrql.Warehouse) -> dict[str, Any]:
    """Ask for all that a warehouse has, filtered, bounded and ordered by all of it."""
    dimensions = [row.name for row in house.answerable if isinstance(row, Dimension)]
    measures = [row.name for row in house.answerable if isinstance(row, Measure)]
    filters: dict[str, Any] = {"start_at": "2024-03-01", "end_at": "2024-04-01"}
    for row in FILTERS:
        if row.field in house.fields:
            texts = row.kind == "one of" and row.type == "text"
            filters[row.key] = ["1", ""] if texts else VALUES[row.kind]
    return {
        "group": ";".join(dimensions),
        "period": "year;month;hour",
        "timezone": "Europe/Paris",
        "filter": filters,
        "having": dict.fromkeys(measures, "1.5;>="),
        "order": "|".join(f"{name};desc" for name in [*measures, *dimensions]),
        "limit": 10,
    }


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("name", SHAPES)
def test_sql_is_as_before(name: str, dialect: str, update_golden: bool) -> None:
    house = cdrql.load_warehouse(MIRRORS / f"{name}.toml")
    policy = cdrql.Policy(masks={"caller_id": cdrql.Mask(3)}, smallest_group=2)
    request = request_of(house)
    del request["filter"]["caller_id"], request["filter"]["caller_id_prefix"]
    sql = cdrql.compile(request, dialect, warehouse=house, policy=policy, output="values").sql
    path = FOLDER / f"{name}.{dialect}.sql"
    if update_golden:
        path.write_text(f"{sql}\n", encoding="utf-8")
    assert path.read_text(encoding="utf-8") == f"{sql}\n"


def test_every_file_is_compared() -> None:
    assert {path.stem for path in FOLDER.glob("*.sql")} == {
        f"{name}.{dialect}" for name in SHAPES for dialect in DIALECTS
    }
