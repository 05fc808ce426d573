"""All SQL for MySQL that anything here prints, held to the list of what each version brought."""

import random
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import cdrql
from cdrql.conformance import goldens
from cdrql.conformance.random_requests import random_request
from tools.mirrors.all import MIRRORS
from tools.versions import needs
from tools.versions.asking import preset_needs

FOLDER = Path(__file__).with_name("needs")
FOLDERS = (goldens.FOLDER, Path(__file__).parents[1] / "emit" / "golden")
NEEDED = tomllib.loads((FOLDER / "presets.toml").read_text(encoding="utf-8"))
EXAMPLES = tomllib.loads((FOLDER / "examples.toml").read_text(encoding="utf-8"))
REQUESTS = 100


def newer(sql: str) -> dict[str, str]:
    """Give the words of a statement that are newer than 5.5, with the MySQL that brought each."""
    return {need.word: need.mysql for need in needs.newer_in(sql)}


@pytest.mark.parametrize("sql", EXAMPLES, ids=str)
def test_a_statement_needs(sql: str) -> None:
    assert newer(EXAMPLES[sql]["sql"]) == EXAMPLES[sql]["newer"]


def test_a_word_that_is_in_no_list_is_told() -> None:
    with pytest.raises(needs.UnknownWordError, match=r"which version brought JSON_TABLE\("):
        needs.newer_in("SELECT `JSON_TABLE(` FROM JSON_TABLE(a)")


def test_the_version_that_all_need_is_the_newest() -> None:
    both = {needs.newer_needs()[word] for word in ("JSON_VALID(", "WITH")}
    assert needs.needed(both, "mysql") == "8.0.1"
    assert needs.needed(both, "mariadb") == "10.2.3"
    assert needs.needed(set(), "mysql") == "5.5"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_the_goldens_are_what_5_5_takes(folder: Path) -> None:
    found = {path.stem: goldens.golden(path.stem, folder).sql for path in folder.glob("*.md")}
    asked = {name: newer(sql["mysql"]) for name, sql in found.items() if "mysql" in sql}
    assert asked
    assert {name: words for name, words in asked.items() if words} == NEEDED["goldens"]


def test_random_requests_are_what_5_5_takes() -> None:
    for compiled in random_statements():
        assert newer(compiled.sql) == {}


def random_statements() -> Iterator[cdrql.Compiled]:
    """Compile random requests for the tables of `cdrql load`, bound and written out."""
    rng = random.Random(5)
    for number in range(REQUESTS):
        request = random_request(rng)
        for style in (None, "literal"):
            output = ("response", "values")[number % 2]
            yield cdrql.compile(request, "mysql", output=output, paramstyle=style)  # type: ignore[arg-type]


def test_random_requests_of_mappings_are_what_5_5_takes() -> None:
    """Every kind of start, of column and of fold that there is."""
    rng, found = random.Random(5), {}
    for mirror in MIRRORS:
        if "mysql" not in (mirror.warehouse.dialects or ("mysql",)):
            continue
        asked = (mirror.request(rng) for _ in range(REQUESTS // 10))
        compiled = (cdrql.compile(one, "mysql", warehouse=mirror.warehouse) for one in asked)
        found[mirror.name] = {word for each in compiled for word in newer(each.sql)}
    assert {name: sorted(words) for name, words in found.items() if words} == NEEDED["mirrors"]


def test_the_presets_need_what_is_written_down() -> None:
    found = {
        name: {word: sorted(need.word for need in newer) for word, newer in asked.items()}
        for name, asked in preset_needs()
    }
    assert len(found) > 10
    assert {name: asked for name, asked in found.items() if asked} == NEEDED["presets"]
