"""The conformance suite: our own backends pass it, and one that is broken does not."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlglot import exp

from cdrql.backend import Backend, Mask, Sql, get_backend, registry, sql
from cdrql.backend.registry import BACKENDS
from cdrql.conformance.cases import batches
from cdrql.conformance.command import command
from cdrql.engines.sqlite import SQLiteWriter
from cdrql.engines.writing import NewTable, Writer
from tools.engines import NAMES, Engine

ROOT = Path(__file__).parents[2]
SQLITE = get_backend("sqlite")
EXAMPLE = ROOT / "examples" / "cdrql-duckdb"

# SQLite's URL is a file, which the standard library's SQLite opens.
SERVED = [name for name in NAMES if name != "sqlite-new"]


def conform(*arguments: object) -> tuple[int, str]:
    """Run the command and give its exit code, and what it printed."""
    done = CliRunner().invoke(command, [str(argument) for argument in arguments])
    assert isinstance(done.exception, SystemExit | None), done.exception
    return done.exit_code, done.output


@pytest.mark.parametrize("engine", SERVED, indirect=True)
def test_our_backends_conform(engine: Engine) -> None:
    database = engine.database("conformance")
    named = ("--backend", engine.dialect, "--database", database.url)
    code, said = conform(*named, "--requests", 10)
    assert code == 0, said
    assert "random      20 answers     0 differ" in said
    database.close()


# --- Backends that are broken on purpose --------------------------------------------------------


def rounds(self: Any, left: Sql, right: Sql) -> Sql:
    """Round a quotient that is to be cut."""
    return sql.call("ROUND", sql.divide(sql.as_real(left), right))


def doubles(self: Any, value: Callable[[], Sql], signed: bool) -> Sql:
    """Print hundredths by way of a double, with its zeros."""
    return sql.call("PRINTF", sql.text("%.2f"), sql.divide(value(), sql.decimal("100.0")))


def likes(self: Any, column: Callable[[], Sql], prefix: Callable[[], Sql]) -> Sql:
    """Test by LIKE."""
    return exp.Like(this=column(), expression=prefix())


def folds(self: Any, column: Callable[[], Sql], options: Callable[[], list[Sql]]) -> Sql:
    """Compare texts without regard to case."""
    return sql.is_in(sql.collate(column(), "NOCASE"), options())


def peeks(self: Any, text: Callable[[], Sql], mask: Mask) -> Sql:
    """Show a character too many."""
    shown = mask if mask.keep_last is None else Mask(keep_last=mask.keep_last + 1)
    return type(SQLITE).masked(self, text, shown)


def late(self: Any, column: Sql, divisor: int, whole: bool) -> Sql:
    """Round where the fraction is to be cut."""
    cast = exp.DataType(this=exp.DataType.Type.INT)
    return exp.Cast(this=sql.plus(sql.group(column), sql.number(1)), to=cast)


def casts(self: Any, text: Callable[[], Sql]) -> Sql:
    """Take any text for a number."""
    return exp.Cast(this=text(), to=exp.DataType(this=exp.DataType.Type.INT))


def cuts(self: Any, column: Sql, scale: int) -> Sql:
    """Cut what is to be rounded."""
    cast = exp.DataType(this=exp.DataType.Type.INT)
    return exp.Cast(this=sql.times(scale // 10, column), to=cast)


class Rewriting(SQLiteWriter):
    """A database that is asked something else than what was compiled."""

    was, now = "", ""

    def query(self, sql: str, params: Any) -> list[tuple[Any, ...]]:
        return super().query(sql.replace(self.was, self.now), params)


class InclusiveEnd(Rewriting):
    """The end of the window belongs to it."""

    was, now = "< :end_at", "<= :end_at"


class NullsFirst(Rewriting):
    """NULLs come where the engine puts them."""

    was, now = " NULLS LAST", ""


def _cut(value: Any, money: bool) -> Any:
    return round(value, 2) if money and value is not None else value


class Cents(SQLiteWriter):
    """Money is kept with two places."""

    def fill(self, table: NewTable, rows: Iterable[tuple[Any, ...]]) -> None:
        money = [kind == "money" for kind in table.kinds.values()]
        super().fill(table, (tuple(map(_cut, row, money)) for row in rows))


class WholeSeconds(Rewriting):
    """The driver leaves the fraction of bounds away."""

    def query(self, sql: str, params: Any) -> list[tuple[Any, ...]]:
        cut = {name: params[name][:19] for name in ("start_at", "end_at")}
        return super().query(sql, {**params, **cut})


class Refusing(SQLiteWriter):
    """Every answer is an error."""

    def query(self, sql: str, params: Any) -> list[tuple[Any, ...]]:
        raise RuntimeError("the engine is not in the mood")


BROKEN_BACKENDS: dict[str, dict[str, Any]] = {
    "a quotient is rounded": {"whole_quotient": rounds},
    "hundredths keep their zeros": {"hundredths_text": doubles},
    "LIKE without an escape": {"starts_with": likes, "prefix": lambda self, text: f"{text}%"},
    "texts fold case": {"equals_exactly": folds},
    "an empty text is no NULL": {"text_key": lambda self, column: column},
    "an empty text counts as filled": {"filled": lambda self, c: exp.Not(this=sql.is_null(c))},
    "instants are cut": {"instant": lambda self, value: value.isoformat(" ")[:19]},
    "a mask keeps one more": {"masked": peeks},
    "a start is cut a second late": {"cut": late},
    "texts that spell no number are 0": {"digits": casts},
    "money is cut": {"scaled": cuts},
    "literals are not escaped": {"literal": lambda self, value, kind: f"'{value}'"},
    "a method fails": {"clock": lambda self, seconds: 1 // 0},
}
BROKEN_DATABASES = [InclusiveEnd, NullsFirst, Cents, WholeSeconds, Refusing]


class Entry:
    """An entry point, as a package would install it."""

    value = "tests"

    def __init__(self, name: str, found: Any) -> None:
        self.name = name
        self.load = lambda: found


def with_backend(monkeypatch: pytest.MonkeyPatch, name: str, methods: dict[str, Any]) -> None:
    made = type("Broken", (type(SQLITE),), methods)
    real = registry.entry_points

    def found(group: str) -> Any:
        return [Entry(name, made)] if group == BACKENDS.group else real(group=group)

    monkeypatch.setattr(registry, "entry_points", found)


@pytest.mark.parametrize("fault", BROKEN_BACKENDS)
def test_a_broken_backend_is_found_out(
    fault: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with_backend(monkeypatch, fault, BROKEN_BACKENDS[fault])
    code, said = conform("--backend", fault, "--database", tmp_path / "x.db", "-x")
    assert code == 1, said
    assert "--- expected\n    +++ got" in said
    assert "    WITH sums AS (" in said or "ZeroDivisionError" in said


def test_a_backend_need_not_write_literals(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with_backend(monkeypatch, "wordless", {"literal": Backend.literal})
    named = ("--backend", "wordless", "--database", tmp_path / "x.db", "--requests", 0)
    code, said = conform(*named)
    assert (code, "literal" in said) == (0, False), said


@pytest.mark.parametrize("kind", BROKEN_DATABASES)
def test_a_wrong_answer_is_found_out(kind: type[Writer], tmp_path: Path) -> None:
    named = ("--backend", "sqlite", "--database", tmp_path / "x.db", "-x")
    code, said = conform(*named, "--connect", f"{__name__}:{kind.__name__}")
    assert code == 1, said
    assert "--- expected\n    +++ got" in said
    assert "WITH sums AS (" in said


def test_a_difference_is_made_small(tmp_path: Path) -> None:
    """Of 54 calls and a long request no more is left than shows what is wrong."""
    named = ("--backend", "sqlite", "--database", tmp_path / "x.db", "-x")
    _, said = conform(*named, "--connect", f"{__name__}:NullsFirst")
    assert "calls (2;" in said or "calls (1;" in said


# --- The command --------------------------------------------------------------------------------


def test_random_cases_follow_from_the_seed() -> None:
    def asked(seed: int) -> list[dict[str, Any]]:
        return [case.request for batch in batches(SQLITE, 4, seed) for case in batch.cases]

    assert asked(1) == asked(1) != asked(2)
    names = [str(case) for batch in batches(SQLITE, 4, 1) for case in batch.cases]
    assert len(names) == len(set(names))


def test_the_table_goes_unless_it_is_kept(tmp_path: Path) -> None:
    named = ("--backend", "sqlite", "--database", tmp_path / "x.db", "--requests", 0)
    assert conform(*named)[0] == conform(*named, "--keep")[0] == 0
    code, said = conform(*named)
    assert code == 5
    assert "the table `cdrs` cannot be made" in said
    assert "--replace" in said
    assert conform(*named, "--replace")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "code", "text"),
    [
        ((), 2, "Missing option"),
        (("--backend", "sqlite"), 2, "Missing option"),
        (("--backend", "nothing", "--database", "x.db"), 1, "CDR501"),
        (("--backend", "sqlite", "--database", "oracle://x/y"), 5, "--connect MODULE:FUNCTION"),
        (("--backend", "sqlite", "--database", "/nowhere/x.db"), 5, "CDR505"),
        (("--backend", "sqlite", "--database", "x", "--connect", "nothing:at_all"), 2, "imported"),
        (("--backend", "sqlite", "--database", "x", "--connect", "os:sep"), 2, "not a function"),
        (
            ("--backend", "sqlite", "--database", "x", "--connect", "os:fspath"),
            5,
            "a str, not to a",
        ),
    ],
)
def test_what_cannot_run_says_why(arguments: Sequence[str], code: int, text: str) -> None:
    found, said = conform(*arguments)
    assert found == code
    assert text in said


# --- The pytest plugin, and the example ---------------------------------------------------------


def run(*arguments: object, path: Path | None = None, cwd: Path) -> tuple[int, str]:
    """Run Python in a folder, with the packages of another beside the installed ones."""
    places = [str(path) if path else "", os.environ.get("PYTHONPATH", "")]
    env = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, places))}
    done = subprocess.run(
        [sys.executable, *map(str, arguments)], cwd=cwd, env=env, capture_output=True, text=True
    )
    return done.returncode, done.stdout + done.stderr


KEPT = ("--backend", "sqlite", "--database", "x.db", "--requests", "0", "--keep")
PYTEST = ("-m", "pytest", "-q", "-p", "no:cacheprovider")


def test_the_plugin_is_silent_until_it_is_asked(tmp_path: Path) -> None:
    (tmp_path / "test_own.py").write_text("def test_own(): pass\n")
    code, said = run(*PYTEST, cwd=tmp_path)
    assert (code, "1 passed" in said) == (0, True), said


def test_the_plugin_makes_each_case_a_test(tmp_path: Path) -> None:
    (tmp_path / "pytest.ini").write_text(
        "[pytest]\ncdrql_backend = sqlite\ncdrql_database = x.db\ncdrql_requests = 2\n"
    )
    code, said = run(*PYTEST, "-k", "mapped or random", cwd=tmp_path)
    assert code == 0, said
    cases = [case for batch in batches(SQLITE, 2, 1) for case in batch.cases]
    count = sum(case.kind in ("mapped", "random") for case in cases)
    assert f"{count} passed" in said
    code, said = run("-m", "cdrql.conformance", *KEPT, cwd=tmp_path)
    assert code == 0, "the table is still there\n" + said
    code, said = run(*PYTEST, cwd=tmp_path)
    assert (code, "1 failed" in said, "empty database" in said) == (1, True, True), said


@pytest.mark.parametrize(
    ("options", "text"),
    [
        (("--cdrql-backend=sqlite",), "name both a backend and a database"),
        (("--cdrql-backend=nothing", "--cdrql-database=x.db"), "there is no backend `nothing`"),
    ],
)
def test_the_plugin_refuses_what_it_cannot_run(
    options: Sequence[str], text: str, tmp_path: Path
) -> None:
    code, said = run(*PYTEST, *options, cwd=tmp_path)
    assert code == 4, said
    assert text in said


def test_the_plugin_shows_a_difference_and_no_traceback(tmp_path: Path) -> None:
    options = ("--cdrql-backend=sqlite", "--cdrql-database=x.db", "--cdrql-requests=0")
    (tmp_path / "broken.py").write_text(
        "from cdrql.engines.sqlite import SQLiteWriter\n\n\n"
        "class Broken(SQLiteWriter):\n"
        "    def query(self, sql, params):\n"
        "        return super().query(sql.replace('< :end_at', '<= :end_at'), params)\n"
    )
    options = (*options, "--cdrql-connect=broken:Broken", "-k", "microsecond")
    code, said = run(*PYTEST, *options, cwd=tmp_path)
    assert code == 1
    assert "--- expected" in said
    assert "Traceback" not in said
