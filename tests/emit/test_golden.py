"""Each golden file is one request and its SQL in every dialect; the engines answer it.

The files lie in cdrql/conformance/golden, with the calls that are asked about. `pytest
--update-golden` writes the SQL below the request anew; read the difference before you commit it.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import pytest

import cdrql
import cdrql.engines.rows
from cdrql.backend import backend_names
from cdrql.conformance.goldens import FILES, FOLDER, golden, golden_calls
from cdrql.conformance.reference import answer, as_json
from tools.engines import Engine

RAN: set[str] = set()


def print_sections(
    compiled: Callable[[str], cdrql.Compiled], dialects: Sequence[str]
) -> Iterator[str]:
    """Print the SQL of every dialect, equal SQL under one heading."""
    printed: dict[str, list[str]] = {}
    for dialect in sorted(dialects):
        printed.setdefault(compiled(dialect).sql, []).append(dialect)
    for sql, dialects in printed.items():
        yield f"\n## {', '.join(dialects)}\n\n```sql\n{sql}\n```\n"


@pytest.fixture(scope="module")
def calls() -> list[dict[str, Any]]:
    return golden_calls()


@pytest.mark.closes("packages that change")
@pytest.mark.parametrize("name", FILES)
def test_sql_is_up_to_date(name: str, update_golden: bool) -> None:
    case = golden(name)
    compiled = partial(cdrql.compile, case.request, output=case.output)
    wanted = case.head + "".join(print_sections(compiled, backend_names()))
    path = FOLDER / f"{name}.md"
    if update_golden:
        path.write_text(wanted, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == wanted


@pytest.mark.parametrize("name", FILES)
def test_request_asks_something(name: str, calls: list[dict[str, Any]]) -> None:
    assert answer(golden(name).request, calls), "no call is left: the engines would prove nothing"


@pytest.mark.closes("packages that change", "all engines and a reference in Python agree")
def test_engine_answers_every_file(engine: Engine, calls: list[dict[str, Any]]) -> None:
    """Run the SQL that stands in the files, on both engines of a dialect that has two."""
    engine.load(calls)
    wrong = []
    for name in FILES:
        case = golden(name)
        compiled = cdrql.compile(case.request, engine.dialect, output=case.output)
        rows = engine.query(case.sql[engine.dialect], compiled.params)
        got = cdrql.engines.rows.rows_as_json(cdrql.engines.rows.normalise(rows, compiled.columns))
        if got != as_json(answer(case.request, calls, case.output)):
            wrong.append(name)
        RAN.add(name)
    assert not wrong


def test_every_file_ran(request: pytest.FixtureRequest) -> None:
    """Nothing lies in the folder that no engine answered."""
    if not any("test_engine_answers" in item.name for item in request.session.items):
        pytest.skip("the tests that run the files are not selected")
    found = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()}
    assert found == {f"{name}.md" for name in RAN} | {"calls.jsonl"}
