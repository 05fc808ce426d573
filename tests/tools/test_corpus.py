"""Replays the corpus: what fuzzing found once, new branches or mistakes, is tried in every run."""

import json
from collections import Counter
from pathlib import Path

import pytest

from cdrql.errors import CODES
from tools.fuzz import corpus, guided

INPUTS = {file.stem: corpus.entries(file) for file in (corpus.GROWN, corpus.CHOSEN)}
EVERY = [data for inputs in INPUTS.values() for data in inputs]


@pytest.mark.closes("deep nesting", "long strings of the language")
@pytest.mark.parametrize("part", range(8))
def test_nothing_but_sql_or_a_typed_error(part: int) -> None:
    for data in EVERY[part::8]:
        assert set(corpus.tried(data)) <= {"compiled", *CODES}, corpus.line_of(data)


def test_it_reaches_far() -> None:
    """What it would be without, nobody would notice: a corpus that is empty, or only broken."""
    found = Counter(code for data in EVERY for code in set(corpus.tried(data)))
    assert found["compiled"] >= 30
    assert len(found) >= 30


@pytest.mark.parametrize("name", INPUTS)
def test_its_files_are_as_they_are_written(name: str, tmp_path: Path) -> None:
    file, copy = corpus.FOLDER / f"{name}.txt", tmp_path / "copy.txt"
    corpus.keep(INPUTS[name], copy)
    assert copy.read_bytes() == file.read_bytes()
    assert file.stat().st_size < 300_000


@pytest.mark.parametrize("data", [b"\x00", b"\n{\r\n\\n}\xff", "é😀".encode(), bytes(range(256))])
def test_an_input_is_a_line(data: bytes, tmp_path: Path) -> None:
    corpus.keep([data, b"x", data, b""], tmp_path / "some.txt")
    assert sorted(corpus.entries(tmp_path / "some.txt")) == sorted([data, b"x"])
    assert corpus.line_of(data).isprintable()


def test_every_choice_of_arguments_is_reached() -> None:
    made = [corpus.arguments(head) for head in range(256)]
    assert len({tuple(map(repr, given.values())) for given in made}) == 256


def test_the_guided_run_begins_with_requests(tmp_path: Path) -> None:
    begun = list(guided.beginnings())
    assert guided.unpack(begun, tmp_path / "inputs") == len(set(begun)) > len(set(EVERY))
    [words] = guided.dictionary(tmp_path).split("=")[1:]
    lines = Path(words).read_text(encoding="ascii").splitlines()
    assert {json.dumps("total calls"), json.dumps("start_at")} <= {unescaped(w) for w in lines}


def unescaped(word: str) -> str:
    return json.dumps(bytes.fromhex(word.strip('"').replace("\\x", "")).decode())


SAID = """\
#512 NEW cov: 11 ft: 22 corp: 3/9Kb
#9 DONE cov: 33 ft: 44 corp: 5/10Kb
stat::number_of_executed_units: 1047
stat::average_exec_per_sec:     95
stat::new_units_added:          17
stat::slowest_unit_time_sec:    0
stat::peak_rss_mb:              81
"""


def test_what_libfuzzer_says_is_summed_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guided, "version", lambda name: "1.0")
    lines = guided.summary(SAID, seed=7, seconds=60, begun=5)
    assert list(lines)[2:] == [
        "1047 executions, 95 a second, at most 81 MB",
        "coverage 33 branches, 44 features (cov, ft)",
        "5 inputs at first, 17 new ones",
    ]
