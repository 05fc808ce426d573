"""Files that a mapping extends and that are none: nothing of them is ever shown."""

import shutil
from pathlib import Path

import pytest

import cdrql

FOLDER = Path(__file__).with_name("extended")
FILES = sorted(path.name for path in FOLDER.iterdir() if path.name != "README.txt")
MAPPING = 'extends = "{}"\n[fields]\nanswered = "n > 0"\n'


@pytest.mark.closes("errors that tell")
@pytest.mark.parametrize("name", FILES)
def test_what_is_no_mapping_is_not_shown(name: str, tmp_path: Path) -> None:
    shutil.copy(FOLDER / name, tmp_path)
    (tmp_path / "mine.toml").write_text(MAPPING.format(name))
    with pytest.raises(cdrql.WarehouseError) as caught:
        cdrql.load_warehouse(tmp_path / "mine.toml")
    told = f"{caught.value}{caught.value.as_dict()}{caught.value!r}{caught.value.__context__!r}"
    [problem] = caught.value.problems
    assert "s3cret" not in told
    assert problem.place
    if problem.code != "CDR601":  # bytes that are no text
        assert (problem.code, problem.path, problem.place.line) == ("CDR605", "extends", 1)


@pytest.mark.closes("errors that tell")
@pytest.mark.parametrize("name", FILES)
def test_what_is_named_and_is_no_mapping_is_not_shown(name: str) -> None:
    with pytest.raises(cdrql.WarehouseError) as caught:
        cdrql.load_warehouse(FOLDER / name)
    assert "s3cret" not in f"{caught.value}{caught.value.as_dict()}"


def test_a_mapping_that_is_extended_is_shown_where_it_is_wrong(tmp_path: Path) -> None:
    base = 'dialects = ["sqlite"]\ngrain = "g"\ntable = "t"\nsecret = "s3cret"\n[fields]\n{}\n'
    (tmp_path / "mine.toml").write_text('extends = "base.toml"\n')
    for line, shown in (('answered = "n > 0', 'answered = "n > 0'), ("", "   | secret\n")):
        (tmp_path / "base.toml").write_text(base.format(line))
        with pytest.raises(cdrql.WarehouseError) as caught:
            cdrql.load_warehouse(tmp_path / "mine.toml")
        assert shown in str(caught.value)
        assert "s3cret" not in str(caught.value)
        assert "base.toml:" in str(caught.value)
