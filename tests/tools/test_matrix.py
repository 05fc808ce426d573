"""The matrix finds Pythons that run, pins what the project allows, and lets nothing go missing."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tools.matrix import project
from tools.matrix.__main__ import SHOWN, cells, every_cell, judged, named
from tools.matrix.cell import Cell, Outcome, read
from tools.matrix.page import line
from tools.matrix.pythons import find

HERE = ".".join(map(str, sys.version_info[:2]))
CELL = Cell(HERE, "oldest", Path(sys.executable))
WHEEL = Path("cdrql.whl")


def outcome(passed: str = "", failed: str = "", *skipped: str) -> Outcome:
    return Outcome(CELL, {}, {*passed}, {*failed}, Counter(skipped))


def test_the_first_python_claimed_is_the_one_required() -> None:
    assert project.requires_python() == f">={project.pythons()[0]}"


def test_the_oldest_are_the_lower_bounds() -> None:
    assert project.oldest(Requirement("lark>=1.2.1")) == "lark==1.2.1"
    wanted = [project.oldest(found) for found in project.dependencies()]
    assert wanted
    assert {*wanted} <= {*project.requirements("oldest", WHEEL)}


@pytest.mark.parametrize(("libraries", "first"), [("newest", "{}"), ("compiled", "{}[fast]")])
def test_the_newest_are_not_pinned(libraries: str, first: str) -> None:
    named = project.requirements(libraries, WHEEL)
    assert named[0] == first.format(WHEEL)
    assert not [line for line in named if "==" in line]


def test_the_running_python_is_found() -> None:
    assert find(HERE) == Path(sys.executable)
    assert named(["here-oldest", f"{HERE}-oldest"]) == [f"{HERE}-oldest"]


@pytest.mark.parametrize(
    ("version", "script", "is_found"),
    [
        ("3.96", "echo 3.96", True),
        ("3.97", "echo 3.97; exit 127", False),
        ("3.98", "echo 3.9", False),
        ("3.99", None, False),
    ],
)
def test_a_shim_of_what_is_not_there_is_no_python(
    version: str,
    script: str | None,
    is_found: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shim = tmp_path / f"python{version}"
    if script:
        shim.write_text(f"#!/bin/sh\n{script}\n")
        shim.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find(version) == (shim if is_found else None)


def test_a_python_of_pyenv_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for patch in ("9", "10"):
        python = tmp_path / "versions" / f"3.95.{patch}" / "bin" / "python"
        python.parent.mkdir(parents=True)
        python.write_text("#!/bin/sh\necho 3.95\n")
        python.chmod(0o755)
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    assert find("3.95") == python


def test_the_compiled_libraries_are_tried_once() -> None:
    compiled = [name for name in every_cell() if name.endswith("-compiled")]
    assert compiled == [f"{project.pythons()[0]}-compiled"]
    plain = len(project.pythons()) * (len(project.LIBRARIES) - 1)
    assert len({*every_cell()}) == plain + len(compiled)


def test_a_cell_is_named() -> None:
    last = named(["last-compiled"])
    assert [str(cell) for cell in cells(last)] == [
        f"Python {last[0].partition('-')[0]}, compiled libraries"
    ]
    assert list(cells(["3.94-oldest"])) == []


ABSENT = "mysql: the package pymysql is not installed: run `make engines`"


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (outcome("ab"), []),
        (outcome("ab", "", ABSENT, "not installed here: duckdb"), []),
        (outcome("ab", "", "no time"), ["skipped: no time"]),
        (outcome("a"), ["did not run: b", "1 tests passed, and 2 are the least"]),
        (outcome("a", "b"), ["failed: b", "1 tests passed, and 2 are the least"]),
    ],
)
def test_what_is_wrong_is_told(one: Outcome, said: list[str]) -> None:
    assert list(one.problems({"a", "b"}, least=2)) == said


def test_a_broken_cell_is_a_failure(capsys: pytest.CaptureFixture[str]) -> None:
    many = Outcome(CELL, passed={str(number) for number in range(4_000)})
    few = Outcome(CELL, passed={str(number) for number in range(3_500)})
    assert judged([(CELL, many), (CELL, many)]) == ([many, many], True)
    assert judged([(CELL, many), (CELL, "pip failed")]) == ([many], False)
    assert judged([(CELL, many), (CELL, few)]) == ([many, few], False)
    printed = capsys.readouterr().out
    assert "pip failed" in printed
    assert printed.count("did not run") == SHOWN


SUITE = """
import pytest

@pytest.mark.parametrize("text", ["a", "\\0b"])
def test_passes(text): pass

def test_fails(): assert False, "why"

def test_is_skipped(): pytest.skip("not installed here: duckdb")

@pytest.fixture
def broken(): raise ValueError("how")

def test_is_broken(broken): pass
"""


def test_what_pytest_reports_is_read(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(SUITE)
    report = tmp_path / "report.xml"
    command = (sys.executable, "-m", "pytest", "-q", f"--rootdir={tmp_path}", "-c", "/dev/null")
    options = (f"--junitxml={report}", "-p", "no:cacheprovider")
    subprocess.run((*command, *options, tmp_path), cwd=tmp_path, capture_output=True, check=False)
    found = outcome()
    read(report, found)
    assert len(found.passed) == 2
    assert {name.split(":")[2] for name in found.failed} == {"test_fails", "test_is_broken"}
    assert found.skipped == {"not installed here: duckdb": 1}
    assert line(found).startswith(f"{CELL}: 2 passed, 2 failed, 1 skipped in")
