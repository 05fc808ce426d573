"""Each file of tests/mapping/expressions lists what looks past a row, and what does not.

What stands under [refused] is refused with a typed error of ours, what stands under [taken] loads.
"""

import tomllib
from pathlib import Path

import pytest

import cdrql

FOLDER = Path(__file__).with_name("expressions")
CASES = {
    (path.stem, said, dialect): expressions
    for path in sorted(FOLDER.glob("*.toml"))
    for said, lists in tomllib.loads(path.read_text(encoding="utf-8")).items()
    for dialect, expressions in lists.items()
}
MAPPING = """\
dialects = ["{dialect}"]
grain = "one row is one call"
table = "cdr"
start = {{ column = "at" }}
columns = {{ at = "time", a = "text", b = "text", n = "integer", o = "other", billsec = "integer" }}
[fields]
answered = "billsec > 0"
[fields.{name}]
type = "{type}"
nullable = true
{decimals}
sql = '''{sql}'''
"""
# Whatever the value of an expression is, one of these is a field that could show it.
TYPES = ("text", "boolean", "seconds", "integer")


def problems(path: Path, dialect: str, sql: str, kind: str) -> list[cdrql.Problem]:
    """Give what is wrong with a field of an expression."""
    decimals = "decimals = 3" if kind == "seconds" else ""
    path.write_text(
        MAPPING.format(dialect=dialect, name="mine", type=kind, sql=sql, decimals=decimals)
    )
    try:
        cdrql.load_warehouse(path)
    except cdrql.WarehouseError as error:
        return list(error.problems)
    return []


@pytest.mark.closes("SQL in mapping files")
@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_an_expression_looks_at_a_row(case: tuple[str, str, str], tmp_path: Path) -> None:
    _, said, dialect = case
    wrong = []
    for sql in CASES[case]:
        found = [problems(tmp_path / "map.toml", dialect, sql, kind) for kind in TYPES]
        if said == "refused":
            codes = [{problem.code for problem in each} for each in found]
            fine = all(each & {"CDR606", "CDR607", "CDR608"} for each in codes)
        else:
            fine = not all(found)
        if not fine:
            wrong.append((sql, [str(problem) for each in found for problem in each]))
    assert wrong == []
