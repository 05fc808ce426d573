"""Every threat is closed by a test or cannot occur, and the page of threats says which and why."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.docs import pages as docs
from tools.docs import threats


def test_every_row_has_a_test_or_a_reason() -> None:
    tests = threats.marks()
    reasons = {row["name"] for row in threats.ROWS["class"] if row.get("not_here")}
    assert [name for name in threats.CLOSABLE if (name in tests) is (name in reasons)] == []


def test_every_mark_names_a_row() -> None:
    assert set(threats.marks()) - set(threats.CLOSABLE) == set()


def test_rows_are_told_apart() -> None:
    assert len(set(threats.CLOSABLE)) == len(threats.CLOSABLE)
    numbers = [row["number"] for row in threats.ROWS["class"]]
    assert numbers == list(range(1, 49))
    assert {number for row in threats.ROWS["lesson"] for number in row["classes"]} <= {*numbers}


def test_the_page_is_made_of_the_rows() -> None:
    written = docs.THREATS.read_text(encoding="utf-8")
    assert written == threats.page(), "run python -m tools.docs"


SOME_SKIPPED = """
import pytest

pytest_plugins = ["tests.closing"]

@pytest.mark.closes("value injection")
@pytest.mark.parametrize("each", [1, 2])
def test_never(each):
    pytest.skip("no engine")

@pytest.mark.closes("threads")
@pytest.mark.parametrize("each", [1, 2])
def test_once(each):
    if each == 1:
        pytest.skip("no engine")
"""


@pytest.mark.parametrize(("required", "code"), [("all", 1), ("", 0)])
def test_a_marked_test_that_nothing_ran_is_told(tmp_path: Path, required: str, code: int) -> None:
    (tmp_path / "test_some.py").write_text(SOME_SKIPPED)
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = closes: what a test closes\n")
    env = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2]), "CDRQL_REQUIRE": required}
    words = (sys.executable, "-m", "pytest", "-p", "no:cacheprovider")
    done = subprocess.run(words, cwd=tmp_path, env=env, capture_output=True, text=True)
    told = [line for line in done.stdout.splitlines() if "never ran" in line]
    wanted = ["closes a threat and never ran: test_some.py::test_never"] * code
    assert (done.returncode, told) == (code, wanted), done.stdout
