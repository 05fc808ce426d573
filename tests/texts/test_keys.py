"""Where the keys of a text stand: each file is a text, and below it the place of each key."""

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path as File
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdrql.mapping import presets
from cdrql.texts import json as json_keys
from cdrql.texts import toml_lines as toml_keys
from cdrql.texts.places import Path, Place

FOLDER = File(__file__).with_name("keys")
FILES = sorted(path.stem for path in FOLDER.glob("*.txt"))
MARK = "\n---\n"
LOCATE: Mapping[str, Callable[[str], dict[Path, Place]]] = {
    "json": json_keys.locate_json_keys,
    "toml": toml_keys.locate_toml_keys,
}
WAREHOUSES = File(toml_keys.__file__).parents[1] / "warehouses"


def told(found: Mapping[Path, Place]) -> str:
    """Write the places, one a line."""
    lines = [f"{p.line}:{p.column} {toml_keys.toml_path(path)}\n" for path, p in found.items()]
    return "".join(lines)


@pytest.mark.parametrize("name", FILES)
def test_each_key_has_its_place(name: str, update_golden: bool) -> None:
    path = FOLDER / f"{name}.txt"
    text, _, said = path.read_text(encoding="utf-8").partition(MARK)
    found = told(LOCATE[name.rpartition(".")[2]](text))
    if update_golden:
        path.write_text(f"{text}{MARK}{found}", encoding="utf-8")
        return
    assert found == said


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """Go through the paths of a value as it is read."""
    inner = value.items() if isinstance(value, dict) else ()
    for key, below in enumerate(value) if isinstance(value, list) else inner:
        yield (*path, key)
        yield from paths(below, (*path, key))


SCALARS = st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
VALUES = st.recursive(
    SCALARS | st.integers(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(VALUES, st.sampled_from([None, 0, 2]), st.booleans())
def test_at_the_place_of_a_json_key_is_the_key(value: Any, indent: int | None, plain: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=plain)
    found = json_keys.locate_json_keys(text)
    assert set(found) == {path for path in paths(value) if len(path) <= 8}
    lines = text.split("\n")
    for path, place in found.items():
        assert place.line and place.column
        rest = lines[place.line - 1][place.column - 1 :]
        if isinstance(path[-1], str):
            assert rest.startswith(json.dumps(path[-1], ensure_ascii=plain) + ":")
        else:
            assert rest and not rest[0].isspace()


def test_json_that_is_very_deep_has_the_places_of_its_upper_keys() -> None:
    deep = "[" * 900 + "]" * 900
    assert max(map(len, json_keys.locate_json_keys(deep))) == 8
    for depth in range(900, 1_000):
        assert set(json_keys.locate_json_keys(f'{{"a": {"[" * depth}{"]" * depth}}}')) > {("a",)}


@pytest.mark.parametrize("name", presets())
def test_at_the_place_of_a_toml_key_is_it_or_a_key_above_it(name: str) -> None:
    text = (WAREHOUSES / f"{name}.toml").read_text(encoding="utf-8")
    lines = text.split("\n")
    found = toml_keys.locate_toml_keys(text)
    assert set(found) == set(paths(tomllib.loads(text)))
    for path, place in found.items():
        assert place.line and place.column
        rest = lines[place.line - 1][place.column - 1 :]
        assert any(rest.startswith(str(step)) for step in path)
