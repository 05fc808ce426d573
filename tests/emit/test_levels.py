"""How many queries a statement of ClickHouse is: one, unless a name or the order asks for more."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import cdrql
from cdrql.model.default import DEFAULT
from cdrql.model.warehouse import Warehouse

WINDOW = {"start_at": "2024-01-01", "end_at": "2024-02-01"}
ONE: dict[str, Any] = {
    "group": "call status",
    "period": "hour",
    "fields": "total calls;ASR",
    "having": {"ASR": "40;<"},
    "filter": WINDOW,
}


def levels(
    request: dict[str, Any], warehouse: Warehouse = DEFAULT, dialect: str = "clickhouse"
) -> int:
    return cdrql.compile(request, dialect, warehouse=warehouse).sql.count("SELECT")


@pytest.mark.parametrize(
    ("changes", "count"),
    [
        ({}, 1),
        ({"having": {}}, 1),
        ({"period": ""}, 1),
        ({"group": "trunk"}, 2),  # a column and a key of the answer
        ({"fields": "total calls;cost"}, 2),
        ({"limit": 5}, 3),
        ({"offset": 5}, 3),
    ],
)
def test_one_query_is_enough_where_names_differ(changes: dict[str, Any], count: int) -> None:
    assert levels(ONE | changes) == count
    assert levels(ONE | changes, dialect="mysql") == max(count, 2)


@pytest.mark.parametrize(
    "name", ["status", "period", "total", "asr", "by_call_status", "by_period", "sum_calls"]
)
def test_a_column_of_such_a_name_needs_a_query_of_its_own(name: str) -> None:
    """ClickHouse would take the alias for the column in WHERE."""
    [table] = DEFAULT.tables
    declared = replace(table, columns={name: "text"})
    for other in (declared, replace(table, start=name)):
        assert levels(ONE, replace(DEFAULT, tables=(other,))) == 2
    assert levels(ONE, replace(DEFAULT, tables=(replace(table, start="began"),))) == 1


MAPPING = """
dialects = ["clickhouse"]
grain = "one row is one call, or a part of it"
{table}
[start]
column = "began"
[columns]
began = "time not null"
talked = "integer not null"
ended = "text"
line = "integer"
linked = "text not null"
[fields]
answered = {answered}
call_status = "CASE WHEN ended = 'x' THEN 'given up before the callee could answer' ELSE ended END"
{more}
"""
ALONE = {"table": 'table = "calls"', "answered": '"talked > 0"', "more": ""}
SEVERAL = '[[tables]]\nname = "one"\n[[tables]]\nname = "two"'
FOLDED = '[call]\nkey = "linked"\norder = "began"\nlongest = 60'
LOOKUP = """
[fields.trunk]
sql = "line"
lookup = { table = "lines", key = "id", name = "label" }
"""


@pytest.mark.parametrize(
    ("changes", "group", "count"),
    [
        ({}, "call status", 1),
        ({"more": LOOKUP}, "call status", 1),
        ({"more": LOOKUP}, "trunk", 3),
        ({"table": "", "more": SEVERAL}, "call status", 4),
        ({"answered": '"MAX(talked) > 0"', "more": FOLDED}, "call status", 5),
    ],
)
def test_what_is_joined_or_folded_has_its_levels(
    changes: dict[str, str], group: str, count: int, tmp_path: Path
) -> None:
    file = tmp_path / "mapping.toml"
    file.write_text(MAPPING.format_map(ALONE | changes), encoding="utf-8")
    assert levels(ONE | {"group": group}, cdrql.load_warehouse(file)) == count


WHOLE = """\
WITH ifNull(
       CASE WHEN c."ended" = 'x' THEN 'given up before the callee could answer' ELSE c."ended" END,
       ''
     ) AS by_call_status,
     toHour(c."began", 'UTC') AS by_period,
     COUNT(*) AS sum_calls,
     countIf((c."talked" > 0)) AS sum_answered
SELECT
  by_call_status AS status,
  leftPad(toString(by_period), 2, '0') AS period,
  sum_calls AS total,
  round(toDecimal128(100 * sum_answered, 3) / sum_calls, 2) AS asr
FROM "calls" AS c
WHERE
  c."began" >= {start_at:DateTime64(6, 'UTC')} AND c."began" < {end_at:DateTime64(6, 'UTC')}
GROUP BY
  by_call_status,
  by_period
HAVING
  100000000000 * toInt128(sum_answered) < {having_1:Int64} * toInt128(sum_calls)
ORDER BY
  by_period,
  by_call_status"""


def test_what_is_named_stands_before_and_groups_are_tested_after(tmp_path: Path) -> None:
    file = tmp_path / "mapping.toml"
    file.write_text(MAPPING.format_map(ALONE), encoding="utf-8")
    warehouse = cdrql.load_warehouse(file)
    sql = cdrql.compile(ONE, "clickhouse", warehouse=warehouse, output="values").sql
    assert sql == WHOLE
