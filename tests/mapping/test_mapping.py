"""Each file of tests/mapping/mappings is a mapping, a line `---`, and all that is said about it.

`pytest --update-golden` writes what is said anew; read it as the one who wrote the mapping would.
"""

import json
import re
import shutil
import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cdrql
from cdrql.errors import CODES
from tests.compiler.work import calls

FOLDER = Path(__file__).with_name("mappings")
FILES = sorted(path.stem for path in FOLDER.glob("*.txt"))
MARK = "\n---\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work where the files are that the cases extend."""
    for path in FOLDER.glob("*.toml"):
        shutil.copy(path, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refused(name: str) -> cdrql.WarehouseError:
    """Give the error of a mapping that must not load."""
    mapping = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").partition(MARK)[0]
    Path("mapping.toml").write_text(mapping, encoding="utf-8")
    with pytest.raises(cdrql.WarehouseError) as caught:
        cdrql.load_warehouse(Path("mapping.toml"))
    return caught.value


@pytest.mark.closes("SQL in mapping files", "deep nesting", "files that run")
@pytest.mark.parametrize("name", FILES)
def test_says(name: str, update_golden: bool) -> None:
    path = FOLDER / f"{name}.txt"
    mapping, _, said = path.read_text(encoding="utf-8").partition(MARK)
    error = refused(name)
    if update_golden:
        path.write_text(f"{mapping}{MARK}{error}\n", encoding="utf-8")
        return
    assert f"{error}\n" == said


@pytest.mark.parametrize("name", FILES)
def test_machines_and_terminals_are_told_it(name: str) -> None:
    error = refused(name)
    plain = error.as_dict()
    assert json.loads(json.dumps(plain)) == plain
    for problem in error.problems:
        if problem.span and problem.text is not None:
            assert 0 <= problem.span[0] < problem.span[1] <= len(problem.text) + 1
    lines = str(error).split("\n")
    assert all(line.isprintable() and len(line) < 400 for line in lines)
    assert not re.search(r"<class|Traceback|Input should|sqlglot|pydantic", str(error))


def test_every_code_has_a_case() -> None:
    told = "".join((FOLDER / f"{name}.txt").read_text(encoding="utf-8") for name in FILES)
    seen = set(re.findall(r"^error\[(CDR\d+)\]", told, re.MULTILINE))
    assert {code for code in CODES if code.startswith("CDR6")} == seen


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe", "the file is not UTF-8: byte 0 is not text"),
        (b'title = "\xed\xa0\x80"', "the file is not UTF-8: byte 9 is not text"),
        (b'title = "a\0b"', "this is not TOML: Illegal character '\\x00'"),
        (b'title = "\\ud800"', "this is not TOML: Escaped character is not a Unicode scalar value"),
        (b"", "`dialects` is missing"),
        (b"#" * 100_000, "`dialects` is missing"),
        (b"#" * 100_001, "the file has more than 100,000 bytes"),
    ],
)
def test_files_that_are_no_text(content: bytes, said: str) -> None:
    Path("mapping.toml").write_bytes(content)
    with pytest.raises(cdrql.WarehouseError) as caught:
        cdrql.load_warehouse("mapping.toml")
    assert caught.value.problems[0].message == said


def test_as_many_mistakes_as_there_are_lines() -> None:
    """Each is told, and twice as many take twice the work: comparing each with each would not."""
    counts = []
    for lines in (250, 500):
        wrong = "".join(f"f{number} = 1\n" for number in range(lines))
        Path("mapping.toml").write_text(
            f'extends = "asterisk"\n[fields]\n{wrong}', encoding="utf-8"
        )
        with pytest.raises(cdrql.WarehouseError) as caught:
            cdrql.load_warehouse("mapping.toml")
        assert len(caught.value.problems) == lines
        counts.append(calls(lambda: cdrql.load_warehouse("mapping.toml")))
    assert counts[1] <= 2.2 * counts[0]


NOTHING = ("", ".", "nosuch", "a\0b", "x" * 5000, "\ud800", "freepb")
OUTSIDE = ("../freepbx", "./freepbx", "freepbx/../freepbx", "freepbx.toml", "/freepbx", "~/freepbx")


@pytest.mark.closes("paths out of their folder")
@pytest.mark.parametrize("name", [*NOTHING, *OUTSIDE])
def test_names_of_nothing(name: str) -> None:
    with pytest.raises(cdrql.WarehouseError) as caught:
        cdrql.load_warehouse(name)
    assert caught.value.problems[0].code == "CDR605"
    str(caught.value).encode()


@given(st.binary(max_size=60) | st.text(st.sampled_from("ab=[]{}\".'\n#1,\\u0é"), max_size=60))
@settings(
    max_examples=200,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_files_of_anything(content: bytes | str) -> None:
    raw = content if isinstance(content, bytes) else content.encode()
    for data in (raw, b'extends = "base.toml"\n' + raw):
        Path("anything.toml").write_bytes(data)
        try:
            cdrql.load_warehouse("anything.toml")
        except cdrql.WarehouseError as error:
            str(error).encode()


# What is right.


def loaded(text: str, name: str = "mapping.toml") -> cdrql.Warehouse:
    """Load a mapping that extends tests/mapping/mappings/base.toml, or what it says."""
    head = "" if "extends" in text or "grain" in text else 'extends = "base.toml"\n'
    Path(name).write_text(head + text, encoding="utf-8")
    return cdrql.load_warehouse(name)


def printed(warehouse: cdrql.Warehouse, field: str, dialect: str = "sqlite") -> str:
    """Give the SQL of a field."""
    code = warehouse.tables[0].code[field]
    return code.sql[dialect]  # type: ignore[union-attr]


def test_a_byte_order_mark_and_windows_lines_do_no_harm() -> None:
    text = "\ufeff" + 'extends = "base.toml"\n[fields]\ndestination = "dst"\n'.replace("\n", "\r\n")
    Path("mapping.toml").write_bytes(text.encode())
    assert "destination" in cdrql.load_warehouse("mapping.toml").fields


def test_only_the_columns_that_are_used_are_inherited() -> None:
    assert set(loaded("").tables[0].columns) == {"calldate", "billsec", "price"}
    assert "dst" in loaded('[fields]\ndestination = "dst"').tables[0].columns
    assert "extra" in loaded('[columns]\nextra = "text"').tables[0].columns


def test_a_field_may_be_called_as_a_key_for_people_is() -> None:
    """The column that only the field `title` names was taken for unused."""
    loaded(
        '[columns]\njob = "text"\n"job no" = "text"\n[fields]\ntitle = '
        '{ sql = "COALESCE(job, \\"job no\\")", type = "text" }',
        "titled.toml",
    )
    warehouse = loaded('extends = "titled.toml"')
    assert {"job", "job no"} <= set(warehouse.tables[0].columns)


def test_an_expression_above_replaces_the_field_whole() -> None:
    loaded('[fields]\ncost = { sql = "price", divisor = 100, why = "cents" }', "cents.toml")
    above = 'extends = "cents.toml"\n[fields]\ncost = '
    assert loaded(above + '"price"').fields["cost"].divisor == 1
    assert loaded(above + '{ sql = "price * 2" }').fields["cost"].why == ""
    kept = loaded(above + '{ why = "as before" }').fields["cost"]
    assert (kept.divisor, kept.why, kept.source) == (100, "as before", "price")


def test_keys_beside_an_expression_that_stood_alone() -> None:
    assert loaded("[fields]\ncost = { divisor = 100 }").fields["cost"].divisor == 100


def test_tables_replace_the_table_and_the_other_way_round() -> None:
    warehouse = loaded('[[tables]]\nname = "a"\n[[tables]]\nname = "b.c"', "two.toml")
    assert [table.name for table in warehouse.tables] == ["a", "b.c"]
    assert [t.name for t in loaded('extends = "two.toml"\ntable = "d"').tables] == ["d"]


def test_lacking_takes_what_is_made_of_it() -> None:
    own = (
        '[fields]\ndestination = "dst"\n[dimensions.number]\nfield = "destination"\n'
        '[measures.spent]\nformula = "a"\nparts = { a = { sum = "cost" } }\n'
        '[measures.all]\nformula = "a"\nparts = { a = { count = true } }\n'
    )
    loaded(own, "own.toml")
    warehouse = loaded('extends = "own.toml"\nlacks = ["cost", "destination"]')
    assert "cost" not in warehouse.fields
    assert (warehouse.dimensions, [m.name for m in warehouse.measures]) == ((), ["all"])
    again = loaded('extends = "mapping.toml"\n[fields]\ncost = "price"', "again.toml")
    assert "cost" in again.fields


def test_a_file_is_found_beside_the_one_that_extends_it(folder: Path) -> None:
    inner = folder / "inner"
    inner.mkdir()
    (inner / "middle.toml").write_text('extends = "../base.toml"\ntitle = "Middle"', "utf-8")
    assert loaded('extends = "inner/middle.toml"').title == "Middle"
    (inner / "first.toml").write_text('extends = "../second.toml"', "utf-8")
    (folder / "second.toml").write_text('extends = "inner/first.toml"', "utf-8")
    with pytest.raises(cdrql.WarehouseError, match="extends this file in turn"):
        cdrql.load_warehouse(inner / "first.toml")


def test_what_is_set_stands_for_its_column() -> None:
    warehouse = loaded(
        '[fields]\ndestination = "dst"\nduration = "billsec"\n[set]\nbillsec = "trunk_id + 1"\n'
        '[[tables]]\nname = "a"\n[[tables]]\nname = "b"\nset = { dst = "\'none\'" }'
    )
    first, second = warehouse.tables
    assert [t.code["destination"].sql["sqlite"] for t in warehouse.tables] == [
        'c."dst"',
        "('none')",
    ]  # type: ignore[union-attr]
    duration = second.code["duration"].sql["sqlite"]  # type: ignore[union-attr]
    assert duration == "((NULLIF(c.\"trunk_id\", '') + 0) + 1)"
    assert "billsec" not in first.columns
    assert set(first.columns) - set(second.columns) == {"dst"}


def test_names_by_dialect() -> None:
    warehouse = loaded(
        'dialects = ["sqlite", "postgres"]\ntable = { sqlite = "cdr", postgres = "voip.cdr" }\n'
        '[start]\nstores = { sqlite = "utc", postgres = "instant" }'
    )
    assert [warehouse.tables[0].name_in(d) for d in warehouse.dialects] == ["cdr", "voip.cdr"]
    assert [warehouse.start_in(d).stores for d in warehouse.dialects] == ["utc", "instant"]


# What is whole of a column of SQLite's.
_WHOLE = (
    "CASE WHEN c.billsec IN (CAST(c.billsec AS INTEGER), CAST(CAST(c.billsec AS INTEGER) AS TEXT))"
    " THEN CAST(c.billsec AS INTEGER) END"
)


@pytest.mark.parametrize(
    ("field", "nothing", "key"),
    [
        ('{ sql = "trunk_id" }', None, None),
        ('{ sql = "billsec", null_like = [0] }', 0, f"COALESCE({_WHOLE}, 0)"),
        ('{ sql = "billsec", null_like = [-1, 0] }', -1, f"COALESCE(NULLIF({_WHOLE}, 0), -1)"),
        (
            '{ sql = "billsec + 1", null_like = [0] }',
            0,
            "COALESCE(CAST((c.billsec + 0) + 1 AS INTEGER), 0)",
        ),
        ('{ sql = "7", null_like = [0] }', 0, "7"),
        ('{ sql = "billsec", null_like = [0], nullable = false }', 0, f"COALESCE({_WHOLE}, 0)"),
        ('{ sql = "dst", digits = true }', None, None),
    ],
)
def test_what_stands_for_null_in_a_key(field: str, nothing: int | None, key: str | None) -> None:
    """A number that means it anyway; where a column has no NULL, nothing is put in its place."""
    warehouse = loaded(f"[fields]\nsip_status = {field}")
    found = warehouse.fields["sip_status"]
    assert (found.nothing, found.nullable) == (nothing, True)
    assert found.key == ("sip_status" if key is None else f"sip_status or {nothing}")
    assert key is None or printed(warehouse, found.key).replace('"', "") == key


@pytest.mark.parametrize(
    ("dialects", "sql", "values"),
    [
        ("sqlite", "CONCAT(dst, '!')", ["!", "é!"]),
        ("mysql;sqlite", "CONCAT(dst, '!')", [None, "é!"]),
        ("postgres;sqlite", "CONCAT(dst, '!', src)", ["!abc", "é!xyz"]),
        ("sqlite", "IIF(billsec > 0, 'yes', 'no')", ["yes", "no"]),
        ("sqlite", "IIF(billsec > 0, 'yes')", ["yes", None]),
        ("mysql;sqlite", "IF(billsec > 0, 'yes', 'no')", ["yes", "no"]),
        ("sqlite", "SUBSTRING(src, 2)", ["bc", "yz"]),
        ("postgres;sqlite", "SUBSTRING(src FROM 2 FOR 1)", ["b", "y"]),
    ],
)
def test_words_that_an_old_sqlite_lacks(dialects: str, sql: str, values: list[str | None]) -> None:
    """They mean what they mean where they are written, and are printed as SQLite 3.40 has them."""
    head = f"dialects = {json.dumps(dialects.split(';'))}\n[fields]\n"
    warehouse = loaded(f"{head}destination = {json.dumps(sql)}")
    word = printed(warehouse, "destination")
    assert not re.search("CONCAT|IIF|SUBSTRING", word)
    rows = "SELECT NULL AS dst, 'abc' AS src, 1 AS billsec UNION ALL SELECT 'é', 'xyz', 0"
    with sqlite3.connect(":memory:") as database:
        assert database.execute(f"SELECT {word} FROM ({rows}) c").fetchall() == [
            (value,) for value in values
        ]


def test_a_pattern_of_mysql_is_one_of_mariadb_too() -> None:
    sql = "CASE WHEN REGEXP_LIKE(dst, '^1') THEN 'one' END"
    warehouse = loaded(f'dialects = ["mysql"]\n[fields]\ndestination = "{sql}"')
    assert printed(warehouse, "destination", "mysql") == sql.replace(
        "REGEXP_LIKE(dst, '^1')", "(c.`dst` REGEXP '^1')"
    )
