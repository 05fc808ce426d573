"""The docs run: their examples give what they show, and their tables are those of the code."""

import itertools
import re
import sqlite3
import textwrap
from pathlib import Path

import pytest
from click.testing import CliRunner

import cdrql
from cdrql.cli.main import COMMANDS, cli
from cdrql.demo import playground
from cdrql.demo.traffic import DEMO_SEED
from cdrql.engines.rows import normalise
from cdrql.mapping import load_warehouse, presets, read_mapping
from cdrql.terminal.drawing import draw_table
from tests.project.test_layers import FLOORS
from tools.docs import pages as docs
from tools.structure.tree import rooms_of

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
FENCED = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)
BLOCKS = FENCED.findall(README)
WINDOW = {"start_at": "2025-01-01", "end_at": "2025-04-01"}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the demo warehouse in full, as `cdrql demo` does."""
    folder = tmp_path_factory.mktemp("docs") / "cdrql-demo"
    playground.build(folder / "cdrs.db", 100_000, DEMO_SEED, lambda made: made)
    list(playground.write_requests(folder))
    return folder


def test_the_first_example_gives_the_table_below_it(demo: Path) -> None:
    code = next(text for language, text in BLOCKS if language == "python")
    shown = next(text for language, text in BLOCKS if text.startswith("trunk "))
    made: dict[str, object] = {"connection": sqlite3.connect(demo / "cdrs.db")}
    exec(code, made)
    compiled = made["compiled"]
    assert isinstance(compiled, cdrql.Compiled)
    drawn = draw_table(normalise(made["rows"], compiled.columns), compiled.columns)
    assert drawn == shown.rstrip("\n")


def test_the_error_is_the_one_that_is_raised() -> None:
    [shown] = [text for _, text in BLOCKS if text.startswith("error[")]
    with pytest.raises(cdrql.RequestError) as caught:
        request = {"group": "trunk", "fields": "trunk;totl calls;ASR", "filter": WINDOW}
        cdrql.compile(request, "postgres")
    assert str(caught.value) == shown.rstrip("\n")


def test_there_are_two_commands_to_set_up_and_they_are_targets() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    setup = [line for _, text in BLOCKS for line in text.splitlines() if line.startswith("make ")]
    assert [line.split()[1] for line in setup] == ["demo", "test"]
    for target in set(re.findall(r"`make (\w+)`", README)) | {"demo", "test"}:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def commands(page: str) -> list[list[str]]:
    blocks = [text for language, text in FENCED.findall(page) if language == "sh"]
    lines = [line.partition(" #")[0] for text in blocks for line in text.splitlines()]
    return [line.split()[1:] for line in lines if line.startswith("cdrql ")]


def test_its_commands_on_the_demo_run(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(demo.parent)
    found = [words for words in commands(README) if "cdrql-demo/trunks.json" in words]
    assert len(found) == 2
    for arguments in found:
        result = CliRunner().invoke(cli, arguments)
        assert result.exit_code == 0, result.output
        assert "trunk" in result.stdout


def test_its_other_commands_are_spelled_right() -> None:
    for words in commands(README):
        plain = list(itertools.takewhile(lambda word: word in names_of_commands(), words))
        known = CliRunner().invoke(cli, [*plain, "--help"]).output
        options = [word.partition("=")[0] for word in words if word.startswith("-")]
        assert plain, words
        assert [option for option in options if option not in known] == [], words


def names_of_commands() -> set[str]:
    return {*COMMANDS, "check", "show", "list"}


def test_every_command_is_in_the_table() -> None:
    shown = re.findall(r"^\| `cdrql (\w+)", README, re.MULTILINE)
    assert sorted(shown) == sorted(COMMANDS)


@pytest.mark.checkout
def test_the_commands_of_the_project_are_there() -> None:
    """What a page says to run is a module with a program in it, and a target of the Makefile."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    code = "\n".join(re.findall(r"```\w*\n.*?```|`[^`\n]+`", text, re.DOTALL))
    targets = set(re.findall(r"^(?:`|\$ )?make (\w+)", code, re.MULTILINE))
    assert (
        {"test", "lint", "soak"} <= targets <= set(re.findall(r"^(\w+):", makefile, re.MULTILINE))
    )
    modules = set(re.findall(r"-m ((?:tools|cdrql|benchmarks)[\w.]*)", code))
    assert "tools.fuzz.guided" in modules
    for path in (ROOT / name.replace(".", "/") for name in modules):
        file = path / "__main__.py" if path.is_dir() else path.with_suffix(".py")
        assert "__main__" in (file.name + file.read_text(encoding="utf-8")), file


def test_links_lead_somewhere() -> None:
    for page in (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))):
        for link in re.findall(r"\]\((?!http)([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), (page.name, link)


def test_the_language_has_the_tables_of_the_code() -> None:
    page = docs.LANGUAGE.read_text(encoding="utf-8")
    assert page == docs.language_page(page), "run python -m tools.docs"


def test_the_page_of_servers_has_the_tables_of_the_list() -> None:
    page = docs.SERVERS.read_text(encoding="utf-8")
    assert page == docs.servers_page(page), "run python -m tools.docs"


def test_the_mapping_page_says_what_its_commands_print() -> None:
    page = docs.MAPPING.read_text(encoding="utf-8")
    assert page == docs.mapping_page(page), "run python -m tools.docs"


def test_every_warehouse_has_its_page() -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in docs.WAREHOUSES.iterdir()}
    assert written == docs.warehouse_pages(), "run python -m tools.docs"


def test_the_page_of_coverage_says_how_it_was_measured() -> None:
    page = (ROOT / "docs" / "trust" / "coverage.md").read_text(encoding="utf-8")
    assert re.search(r"Measured on \d{4}-\d\d-\d\d by Python [\d.]+, coverage [\d.]+", page)
    assert "`make coverage && .venv/bin/python -m tools.docs.coverage_page`" in page
    counts = re.findall(r"(\d+) of (\d+)", page)
    assert len(counts) > 50
    assert [(run, of) for run, of in counts if run != of] == []


@pytest.mark.parametrize("name", presets())
def test_a_warehouse_is_extended_as_its_page_shows(name: str, tmp_path: Path) -> None:
    page = (docs.WAREHOUSES / f"{name}.md").read_text(encoding="utf-8")
    [shown] = [text for language, text in FENCED.findall(page) if language == "toml"]
    file = tmp_path / "cdrql.toml"
    file.write_text(shown, encoding="utf-8")
    extended, warehouse = load_warehouse(file), load_warehouse(name)
    assert (extended.title, extended.grain) == ("Our switch", warehouse.grain)


INDENTED = re.compile(r"^(?: {4,6}(extends = .*)\n)((?:(?: {4,6}.*)?\n)*)", re.MULTILINE)
SHOWN = [
    (name, textwrap.dedent(found[0]))
    for name in presets()
    for found in INDENTED.finditer(read_mapping(name).mapping.about)
]


@pytest.mark.parametrize(("name", "text"), SHOWN, ids=[name for name, _ in SHOWN])
def test_what_a_warehouse_says_of_itself_loads(name: str, text: str, tmp_path: Path) -> None:
    file = tmp_path / "cdrql.toml"
    file.write_text(text, encoding="utf-8")
    assert load_warehouse(file).fields["answered"]


@pytest.mark.checkout
def test_the_architecture_has_each_room_once_in_the_order_of_floors() -> None:
    _, _, table = ARCHITECTURE.partition("| room | what it is for |\n")
    cells = [line.split("|")[1] for line in table.partition("\n\n")[0].splitlines()]
    rooms = [room.removesuffix(".py") for cell in cells for room in re.findall(r"`([\w.]+)", cell)]
    assert [room for room in rooms if room != "warehouses"] == [*FLOORS]
    assert {*rooms} == {*rooms_of(ROOT)}
