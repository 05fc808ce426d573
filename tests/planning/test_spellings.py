"""What a masked field hides no other shows, however it spells the column: `spellings.toml`."""

import tomllib
from pathlib import Path

import pytest

import cdrql
from cdrql import Mask, Policy

CASES = tomllib.loads(Path(__file__).with_name("spellings.toml").read_text(encoding="utf-8"))
WAYS = [(said, name) for said, ways in CASES["ways"].items() for name in ways]
LISTS = [(said, d) for said in ("shown", "apart") for d in CASES[said]]
MAPPING = """\
dialects = [{dialects}]
grain = "one row is one call"
table = "cdr"
start = {{ column = "at" }}
columns.at = "time"
columns.src = "text"
columns.dst = "text"
columns.n = "integer not null"
fields.answered = "n > 0"
fields.caller_id = "src"
{rest}
"""
MASK = "[policy.masks]\ncaller_id = { keep_last = 3 }\n"
EVERY = '"sqlite", "postgres", "mysql", "clickhouse"'


def is_refused(folder: Path, rest: str, dialects: str = EVERY) -> set[bool]:
    """Say whether a mask of `caller_id` is refused: the mapping's own, and an application's."""
    path, found = folder / "map.toml", set()
    path.write_text(MAPPING.format(dialects=dialects, rest=rest))
    warehouse = cdrql.load_warehouse(path)
    window = {"start_at": "2025-01-01", "end_at": "2025-02-01"}
    request = {"group": "caller_id", "fields": "total calls", "filter": window}
    for dialect in warehouse.dialects:
        try:
            mask = Policy(masks={"caller_id": Mask(3)})
            cdrql.compile(request, dialect, warehouse=warehouse, policy=mask)
            found.add(False)
        except cdrql.PolicyError as error:
            found.add({problem.code for problem in error.problems} == {"CDR403"})
    path.write_text(MAPPING.format(dialects=dialects, rest=rest) + MASK)
    try:
        cdrql.load_warehouse(path)
        found.add(False)
    except cdrql.WarehouseError as error:
        found.add({problem.code for problem in error.problems} == {"CDR611"})
    return found


@pytest.mark.closes("masked digits told by answers")
@pytest.mark.parametrize(("said", "dialect"), LISTS)
def test_a_column_is_hidden_in_every_spelling(said: str, dialect: str, tmp_path: Path) -> None:
    wrong = {}
    for sql in CASES[said][dialect]:
        found = is_refused(tmp_path, f"fields.extension = '''{sql}'''", f'"{dialect}"')
        if found != {said == "shown"}:
            wrong[sql] = found
    assert wrong == {}


@pytest.mark.closes("masked digits told by answers")
@pytest.mark.parametrize(("said", "name"), WAYS)
def test_a_column_is_hidden_on_every_way(said: str, name: str, tmp_path: Path) -> None:
    assert is_refused(tmp_path, CASES["ways"][said][name]) == {said == "shown"}
