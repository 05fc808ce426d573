"""The measuring of the package, on small trees: each bound holds in one and is broken in another.

A tree is a file of tests/project/structure: its files (`long`: pieces of a line and so many below
it), and what is printed of some of the figures, and all that these count.
"""

import tomllib
from pathlib import Path

import pytest

from tools.structure.__main__ import main
from tools.structure.figures import LEAST, MOST, TIMES, measure
from tools.structure.texts import has_example
from tools.structure.tree import read_modules, rooms_of

ROOT = Path(__file__).parents[2]
# Bounds that the project keeps; CI prints the others too.
KEPT = (
    *("rooms", "circles of rooms", *(f"circles of modules, {made}" for made in TIMES)),
    *("lines of a file, 90 %", "lines of a file, most"),
    *("lines of a function, median", "lines of a function, 90 %"),
)
FOLDER = Path(__file__).with_name("structure")
TREES = {path.stem: tomllib.loads(path.read_text()) for path in FOLDER.glob("*.toml")}


def plant(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.removeprefix("\n"), encoding="utf-8")


def long_text(pieces: list[tuple[str, int]]) -> str:
    return "".join(head + "\n" + "    1,\n" * below for head, below in pieces)


def name_of(line: str) -> str:
    return line[:48].rstrip()


@pytest.mark.parametrize("name", TREES)
def test_what_is_printed_of_a_tree(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tree = TREES[name]
    plant(tmp_path, tree.get("files", {}))
    plant(tmp_path, {path: long_text(parts) for path, parts in tree.get("long", {}).items()})
    assert main([], tmp_path) == tree["code"]
    figures, *counted = capsys.readouterr().out.split("\n\n")
    names = [name_of(line) for line in tree["printed"].splitlines()]
    shown = [line for line in figures.splitlines() if name_of(line) in names]
    assert "\n\n".join(["\n".join(shown), *counted]).strip() == tree["printed"].strip()


def test_every_bound_is_broken_by_some_tree() -> None:
    broken = {
        name_of(line)
        for tree in TREES.values()
        for line in tree["printed"].splitlines()
        if line.endswith("BROKEN")
    }
    assert broken == {*MOST, *LEAST}


@pytest.mark.checkout
def test_the_project_keeps_its_bounds() -> None:
    figures = {figure.name: figure for figure in measure(rooms_of(ROOT), read_modules(ROOT), None)}
    broken = [figures[name] for name in KEPT if figures[name].is_broken]
    assert broken == []


@pytest.mark.parametrize("room", ["model", "cli", "backends"])
def test_a_room_is_told_its_own_names(
    room: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plant(tmp_path, TREES["homonyms"]["files"])
    main([room], tmp_path)
    told = [line for line in capsys.readouterr().out.splitlines() if line.startswith("  ")]
    assert len(told) == (1 if room == "cli" else 16)


@pytest.mark.parametrize(
    ("docstring", "shows"),
    [
        ("Read the column `user_id`.", False),
        ("Read the column `model.user_id`.", False),
        ("Read the ratio: `a / b`.", True),
        ("Read the ratio: ``a``.", True),
        ("Read it.\n\nUsed by all.", False),
        ("Read it.\n\n    SELECT 1", True),
        (">>> read()", True),
    ],
)
def test_what_counts_as_an_example(docstring: str, shows: bool) -> None:
    assert has_example(docstring) is shows
