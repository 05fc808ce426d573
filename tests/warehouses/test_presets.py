"""Every preset on the real tables of its system: answers counted by hand, and all that it has.

The SQL runs in sessions that are in another zone wherever a session's zone is no part of what a
column means; `cdrql.engines.database` opens sessions of its own.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

import cdrql
from cdrql.conformance.goldens import golden
from cdrql.engines.database import Database, connect
from cdrql.engines.rows import normalise, rows_as_json
from tests.warehouses import CASES, ENGINES, PRESETS, Case
from tools.engines import Engine, Scratch

# What each word of the language needs, one of several fields where there is a choice.
DIMENSIONS = {
    "user": "user_id",
    "call status": "call_status",
    "duration": "duration",
    "hangup": "hangup",
    "destination": "destination",
    "caller_id": "caller_id",
    "q850": "q850",
    "sip termination status": "sip_status",
    "extension number": "extension",
    "transfer to": "transfer_to",
    "conference to": "conference_to",
    "trunk": "trunk",
}
MEASURES = {
    "total calls": "answered",
    "successful calls": "answered",
    "total duration": "duration",
    "total bill duration": "bill_duration",
    "ACD": "bill_duration",
    "ASR": "answered",
    "cost": "cost",
    "transfer duration": "transfer_duration",
    "conference duration": "conference_duration",
    "transfer cost": "transfer_cost",
    "conference cost": "conference_cost",
    "total transfer": "transferred",
    "call agent duration": "agent_duration",
}
FILTERS: dict[str, tuple[str, list[Any]]] = {
    "destination": ("destination", ["1", ["1", ""]]),
    "caller_id": ("caller_id", ["1", ["1", ""]]),
    "user": ("user_id", [1, [1, None]]),
    "original_trunk_id": ("trunk_id", [1, [1, None]]),
    "callsType": ("call_type", [4, [2, 3, 4, 7, 8]]),
    "duration": ("duration", ["0;>=", "5;>|9999;<"]),
    "bill_duration": ("bill_duration", ["0;=", "3;!=|100;<="]),
    "destination_prefix": ("destination", ["1", ["0", "+"]]),
    "caller_id_prefix": ("caller_id", ["1", ["0", "+"]]),
}
ATTRIBUTES = {"Transfer": "transferred", "Conference": "conferenced"}
WORDS = {key: field for key, (field, _) in FILTERS.items()} | DIMENSIONS | MEASURES | ATTRIBUTES

Request = Mapping[str, Any]
Rows = list[dict[str, Any]]

# What the first engine said of a request; the others must say the same.
SAID: dict[str, str] = {}

each_case = pytest.mark.parametrize("case", CASES, ids=str)
each_engine = pytest.mark.parametrize(
    ("case", "engine"),
    [(case, engine) for case in CASES for name in case.dialects for engine in ENGINES[name]],
    ids=str,
    indirect=["engine"],
)


@pytest.fixture(scope="module")
def filled() -> Iterator[dict[tuple[str, str], Scratch]]:
    """Keep the databases that were made: the tests only read."""
    made: dict[tuple[str, str], Scratch] = {}
    yield made
    for database in made.values():
        database.close()


@pytest.fixture
def database(case: Case, engine: Engine, filled: dict[tuple[str, str], Scratch]) -> Scratch:
    """Give the tables of a case on an engine."""
    key = (case.name, engine.name)
    if key not in filled:
        filled[key] = case.fill(engine)
    return filled[key]


def has(warehouse: cdrql.Warehouse, words: Mapping[str, str]) -> list[str]:
    """Give the words of the language whose fields a warehouse has."""
    return [word for word, field in words.items() if field in warehouse.fields]


def named(rows: Iterable[Any]) -> list[str]:
    return [row.name for row in rows]


def window(case: Case) -> dict[str, str]:
    """Span the windows of all requests of a case, and with them its rows."""
    filters = [asked["request"]["filter"] for asked in case.requests()]
    last = max(date.fromisoformat(each["end_at"][:10]) for each in filters)
    first = min(date.fromisoformat(each["start_at"][:10]) for each in filters)
    return {"start_at": str(first - timedelta(1)), "end_at": str(last + timedelta(1))}


def ask(case: Case, database: Scratch, request: Request, output: Any = "response") -> Rows:
    """Answer a request about a case; the engines that did so before must have said the same."""
    rows = on(database)(compiled(case, database.dialect, request, output))
    text = rows_as_json(rows)
    assert SAID.setdefault(f"{case} {output} {request}", text) == text
    return rows


def compiled(case: Case, dialect: str, request: Request, output: Any) -> cdrql.Compiled:
    return cdrql.compile(request, dialect, warehouse=case.warehouse(), output=output)


def on(database: Scratch) -> Callable[[cdrql.Compiled], Rows]:
    """Give what runs a compiled request in a test's own session."""
    return lambda it: normalise(database.query(it.sql, it.params), it.columns)


def opened(database: Scratch) -> Database:
    """Open a database as a user does."""
    if database.dialect == "clickhouse":
        pytest.importorskip("clickhouse_connect")
    return connect(database.url)


@each_engine
def test_the_engine_answers_as_counted_by_hand(case: Case, database: Scratch) -> None:
    answered_as_counted(case, database.dialect, on(database))


@each_engine
def test_the_runner_answers_as_counted_by_hand(case: Case, database: Scratch) -> None:
    with opened(database) as runner:
        answered_as_counted(case, runner.dialect, runner.answer)


def answered_as_counted(case: Case, dialect: str, answer: Callable[[cdrql.Compiled], Rows]) -> None:
    """Compare all answers as one text; an error says at which request it happened."""
    right, got = "", ""
    for asked in case.requests():
        title = f"{asked['title']}\n"
        right += title + rows_as_json(map(shortest, asked["rows"]))
        try:
            rows = answer(compiled(case, dialect, asked["request"], asked["output"]))
        except Exception as error:
            error.add_note(f"in {case}/cases.json: {title}")
            raise
        got += title + rows_as_json(rows)
    assert got == right


def shortest(row: dict[str, Any]) -> dict[str, Any]:
    """Write decimals as the runner does."""
    return {k: cell.normalize() if isinstance(cell, Decimal) else cell for k, cell in row.items()}


@each_engine
def test_all_that_it_has_is_answered(case: Case, database: Scratch) -> None:
    """Group by everything, show everything; no call is lost or counted twice by it."""
    warehouse = case.warehouse()
    dimensions = [*has(warehouse, DIMENSIONS), *named(warehouse.dimensions)]
    measures = [*has(warehouse, MEASURES), *named(warehouse.measures)]
    request = {"fields": ";".join(measures), "period": "year;month;day;hour"}
    request |= {"group": ";".join(dimensions), "filter": window(case)}
    ask(case, database, request)
    rows = ask(case, database, request, "values")
    assert total(rows) == total(ask(case, database, request | {"group": dimensions[0]}, "values"))
    assert rows, "no row is left: the engines would prove nothing"


def total(rows: Rows) -> int:
    return sum(row["total"] for row in rows)


@each_engine
def test_every_filter_that_it_has_runs(case: Case, database: Scratch) -> None:
    warehouse = case.warehouse()
    filters: list[dict[str, Any]] = [
        {key: value}
        for key, (field, values) in FILTERS.items()
        for value in values
        if field in warehouse.fields
    ]
    filters += [{"callAttributes": name} for name in has(warehouse, ATTRIBUTES)]
    for some in filters:
        ask(case, database, {"group": some_dimension(warehouse), "filter": window(case) | some})


@each_engine
def test_a_filter_of_all_values_keeps_every_call(case: Case, database: Scratch) -> None:
    """What grouping shows is what filtering finds, NULL and empty texts too."""
    warehouse = case.warehouse()
    for name in ("user", "destination", "caller_id"):
        if DIMENSIONS[name] not in warehouse.fields:
            continue
        request = {"group": name, "fields": "total calls", "filter": window(case)}
        rows = ask(case, database, request, "values")
        values = [next(iter(row.values())) for row in rows]
        kept = request | {"filter": window(case) | {name: values}}
        assert ask(case, database, kept, "values") == rows


def some_dimension(warehouse: cdrql.Warehouse) -> str:
    return [*has(warehouse, DIMENSIONS), *named(warehouse.dimensions)][0]


@each_engine
def test_the_page_of_the_api_is_answered(case: Case, database: Scratch) -> None:
    """Its own request, less what the warehouse lacks; without its filters there are rows."""
    warehouse, page = case.warehouse(), golden("page").request
    lacking = {word for word, field in WORDS.items() if field not in warehouse.fields}
    request = page | {key: less(page[key], lacking) for key in ("group", "fields")}
    kept = {k: v for k, v in page["filter"].items() if k in WORDS and k not in lacking}
    request["filter"] = kept | window(case)
    if attributes := has(warehouse, ATTRIBUTES):
        request["filter"]["callAttributes"] = attributes
    if "user" in lacking:
        request["order"] = None
    with opened(database) as runner:
        runner.answer(compiled(case, runner.dialect, request, "response"))
        every = compiled(case, runner.dialect, request | {"filter": window(case)}, "response")
        assert runner.answer(every)


def less(words: str, lacking: set[str]) -> str:
    return ";".join(word for word in words.split(";") if word not in lacking)


@each_case
def test_what_it_lacks_is_an_error_that_names_it(case: Case) -> None:
    warehouse = case.warehouse()
    start = {"group": some_dimension(warehouse), "filter": window(case)}
    for request, word in lacking(warehouse, start):
        with pytest.raises(cdrql.RequestError) as caught:
            compiled(case, case.dialects[0], request, "response")
        said = [(problem.code, problem.message) for problem in caught.value.problems]
        assert said == [("CDR308", f"the warehouse `{warehouse.name}` has no `{word}`")]


def lacking(warehouse: cdrql.Warehouse, start: Request) -> Iterator[tuple[Request, str]]:
    """Ask for each thing that a warehouse lacks, in each place where it could stand."""
    lacks = {word for word, field in WORDS.items() if field not in warehouse.fields}
    for word in lacks & set(DIMENSIONS):
        yield start | {"group": f"{start['group']};{word}"}, word
    for word in lacks & set(MEASURES):
        yield start | {"fields": word}, word
        yield start | {"having": {word: "1;>"}}, word
    for word in lacks & set(FILTERS):
        yield start | {"filter": start["filter"] | {word: FILTERS[word][1][0]}}, word
    for word in lacks & set(ATTRIBUTES):
        yield start | {"filter": start["filter"] | {"callAttributes": word}}, word


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_has_a_schema_for_every_dialect_that_it_claims(preset: str) -> None:
    from cdrql.mapping import load_warehouse

    assert set(Case(preset).dialects) >= set(load_warehouse(preset).dialects) != set()


@each_case
def test_every_file_of_a_case_is_used(case: Case) -> None:
    scripts = {script for dialect in case.dialects for script in case.scripts(dialect)}
    assert case.files == {"cases.json", *scripts} | (case.files & {"mapping.toml"})
    assert scripts, "there is no schema"
    assert set(case.dialects) <= set(case.warehouse().dialects)


@each_case
def test_every_answer_says_how_it_comes_about(case: Case) -> None:
    requests = case.requests()
    assert requests
    for asked in requests:
        assert set(asked) == {"title", "request", "output", "rows", "why"}
        assert asked["output"] in ("response", "values")
        assert asked["why"]
    assert len({asked["title"] for asked in requests}) == len(requests)
