"""Answers that come row by row: all of them, in constant memory, and told where they break off."""

import gc
import tracemalloc
from collections.abc import Iterator
from typing import Any

import pytest

import cdrql
from cdrql.cli.answers import PRINTERS, await_first, join_pieces
from cdrql.compiled import Column, Compiled
from cdrql.conformance.goldens import golden_calls
from cdrql.engines import Session
from cdrql.engines.database import Database, connect
from tests.engines.test_registry import Plain
from tests.examples import call
from tools.engines import Engine

REQUEST = {
    "group": "user;call status",
    "fields": "total calls;ASR;cost",
    "filter": {"start_at": "2000-01-01", "end_at": "2100-01-01"},
}
COLUMNS = (Column("dst", "destination", "text"), Column("total", "total calls", "integer"))
COMPILED = Compiled("SELECT", (), COLUMNS, (), "plain")


class Source:
    """A session that makes rows as they are asked for, and counts them."""

    def __init__(self, count: int, breaks: bool = False) -> None:
        self.count, self.breaks, self.given = count, breaks, 0

    def stream(self, sql: str, params: Any) -> Iterator[tuple[str, int]]:
        for number in range(1, self.count + 1):
            self.given = number
            yield f"{number:020}", number
        if self.breaks:
            raise ValueError("connection lost")

    def database(self) -> Database:
        def query(sql: str, params: Any) -> Any:
            raise AssertionError("an answer is streamed")

        return Database(Plain(), Session(query, lambda: None, self.stream), 1)


@pytest.mark.parametrize("parameters", [True, False])
def test_a_stream_is_the_answer(engine: Engine, parameters: bool) -> None:
    engine.load(golden_calls())
    asked = cdrql.compile(REQUEST | ({"limit": 5} if parameters else {}), engine.dialect)
    with connect(engine.url) as database:
        assert database._session.stream
        rows = database.answer(asked)
        assert [*database.stream_answer(asked)] == rows
        assert len(rows) > 4
        assert [*database.stream_answer(asked)] == rows, "it can be asked again"


@pytest.mark.filterwarnings("error")
def test_nobody_has_to_read_on(engine: Engine) -> None:
    engine.load([call(user_id=number) for number in range(3000)])
    asked = cdrql.compile(REQUEST, engine.dialect)
    with connect(engine.url) as database:
        rows = database.stream_answer(asked)
        assert next(rows)["total"] == "1"
    del rows
    gc.collect()  # what is left over raises nothing


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "spreadsheet"])
def test_rows_are_written_before_the_last_is_read(form: str) -> None:
    source = Source(50_000)
    rows = await_first(source.database().stream_answer(COMPILED))
    pieces = join_pieces(PRINTERS[form](rows, COLUMNS))
    first = next(pieces)
    assert "00000000000000000001" in first
    assert source.given < 2000
    tracemalloc.start()
    lines = first.count("\n") + sum(piece.count("\n") for piece in pieces)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert lines >= 50_000
    assert peak < 2_000_000, "all rows were held"


def test_a_table_says_what_it_does_not_show() -> None:
    def last_line(count: int) -> str:
        rows = Source(count).database().stream_answer(COMPILED)
        *lines, last = "".join(PRINTERS["table"](rows, COLUMNS)).splitlines()
        assert len(lines) == 2 + min(count, 1000)
        return last

    assert [last_line(count) for count in (0, 1, 1000)] == ["0 rows", "1 row", "1000 rows"]
    assert last_line(2500) == "1000 of 2500 rows are shown; --format csv, json or jsonl has all"


def test_an_answer_that_breaks_off_says_where() -> None:
    rows = Source(3, breaks=True).database().stream_answer(COMPILED)
    with pytest.raises(cdrql.DatabaseError, match=r"breaks off after 3 rows: .* connection lost"):
        list(rows)
    rows = Source(0, breaks=True).database().stream_answer(COMPILED)
    with pytest.raises(cdrql.DatabaseError, match="the database did not answer: connection lost"):
        await_first(rows)


def test_an_engine_without_streams_is_asked_for_all_rows() -> None:
    session = Session(lambda sql, params: [("1", 2)], lambda: None)
    rows = Database(Plain(), session, 1).stream_answer(COMPILED)
    assert list(rows) == [{"dst": "1", "total": 2}]
