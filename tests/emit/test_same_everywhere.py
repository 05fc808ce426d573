"""What engines answered differently once: each case a mapping, rows, a request and the answer."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

import cdrql
from cdrql.engines.rows import normalise
from tools.engines import Engine

HEAD = """
dialects = ["postgres", "mysql", "clickhouse", "sqlite"]
grain = "what a call is, does not matter here"
table = "calls"
[start]
column = "began"
stores = "text"
format = "{form}"
{start}
[columns]
began = "text"
linked = "text"
txt = "text"
talk = "integer"
{more}
"""
TYPES = {
    "postgres": ("text", "bigint", ""),
    "mysql": ("varchar(40) CHARACTER SET utf8mb4", "bigint", ""),
    "clickhouse": ("Nullable(String)", "Nullable(Int64)", " ENGINE = MergeTree ORDER BY tuple()"),
    "sqlite": ("text COLLATE NOCASE", "integer", ""),
}
ISO = "%Y-%m-%d %H:%M:%S"
MAY = {"start_at": "2025-05-01", "end_at": "2025-06-01"}
LEGS = [("one", "é"), ("one", "z"), ("two", "a"), ("two", "a "), ("three", "a"), ("three", "B")]
FOLDED = '[call]\nkey = "linked"\nlongest = 60\n[fields]\nanswered = "MAX(talk) > 0"\ncaller_id = '
OWN = """[fields]
answered = "talk > 0"
bill_duration = "talk"
destination = "linked"
[measures.secs]
unit = "seconds"
formula = "s"
parts = { s = { sum = "bill_duration", when = "answered" } }
[measures.mean]
unit = "seconds"
formula = "s / n"
parts = { s = { sum = "bill_duration", when = "answered" }, n = { count = true } }
[measures.both]
unit = "seconds"
formula = "(s + n) / n"
parts = { s = { sum = "bill_duration", when = "answered" }, n = { count = true } }
"""


@dataclass(frozen=True)
class Shared:
    """A case: what the mapping says more, the rows, what is asked, and the rows of the answer."""

    more: str
    rows: list[tuple[str, str, str, int | None]]
    request: dict[str, Any]
    answer: list[list[Any]]
    form: str = ISO
    start: str = ""
    output: Any = field(default="values")


def legs(texts: list[tuple[str, str]]) -> list[tuple[str, str, str, int | None]]:
    return [("2025-05-05 10:00:00", linked, text, 1) for linked, text in texts]


CASES = {
    "the largest text by code point": Shared(
        FOLDED + '{ sql = "txt", fold = "max" }',
        legs(LEGS),
        {"group": "caller_id", "fields": "total calls", "filter": MAY},
        [["a", 1], ["a ", 1], ["é", 1]],
    ),
    "the smallest, by an aggregate of the mapping": Shared(
        FOLDED + '"MIN(txt)"',
        legs(LEGS),
        {"group": "caller_id", "fields": "total calls", "filter": MAY},
        [["B", 1], ["a", 1], ["z", 1]],
    ),
    "the smallest key of a name, as a number": Shared(
        FOLDED
        + '"MIN(txt)"\ntrunk = { sql = "talk", fold = "min",'
        + ' lookup = { table = "calls", key = "talk", name = "txt" } }',
        [
            ("2025-05-05 10:00:00", linked, text, number)
            for linked, text, number in (("one", "ten", 10), ("one", "nine", 9), ("two", "two", 2))
        ],
        {"group": "trunk", "fields": "total calls", "filter": MAY},
        [["nine", 1], ["two", 1]],
    ),
    "sums of nothing": Shared(
        OWN,
        [("2025-05-05 10:00:00", "a", "", None), ("2025-05-05 10:00:00", "b", "", 3)],
        {"group": "destination", "fields": "secs;mean;both;ACD", "filter": MAY},
        [["a", 0, 0, 1, None], ["b", 3, 3, 4, 3]],
    ),
    "a format that is not ASCII": Shared(
        OWN,
        [("2025年05月31日, 22:30:00", "a", "", 1), ("2025年05月31日, 21:59:59", "a", "", 1)],
        {
            "period": "month;day;hour",
            "group": "destination",
            "fields": "total calls",
            "filter": MAY,
            "timezone": "Europe/Paris",
        }
        | {"filter": {"start_at": "2025-05-01", "end_at": "2025-07-01"}},
        [["a", "05 31 23", 1], ["a", "06 01 00", 1]],
        form="%Y年%m月%d日, %H:%M:%S",
    ),
}


@pytest.fixture
def calls(engine: Engine) -> Iterator[Engine]:
    """Make the table."""
    text, number, tail = TYPES[engine.dialect]
    engine.execute("DROP TABLE IF EXISTS calls")
    columns = f"began {text}, linked {text}, txt {text}, talk {number}"
    engine.execute(f"CREATE TABLE calls ({columns}){tail}")
    yield engine
    engine.execute("DROP TABLE calls")


@pytest.mark.parametrize("name", CASES)
def test_every_engine_answers_alike(calls: Engine, name: str, tmp_path: Path) -> None:
    case, file = CASES[name], tmp_path / "calls.toml"
    file.write_text(HEAD.format(form=case.form, start=case.start, more=case.more), "utf-8")
    for began, linked, text, talk in case.rows:
        talked = "NULL" if talk is None else talk
        values = f"('{began}', '{linked}', '{text}', {talked})"
        calls.execute(f"INSERT INTO calls VALUES {values}")
    compiled = cdrql.compile(
        case.request,
        calls.dialect,
        warehouse=cdrql.load_warehouse(file),
        output=case.output,
    )
    rows = normalise(calls.query(compiled.sql, compiled.params), compiled.columns)
    assert [[*row.values()] for row in rows] == case.answer
