"""Which `cdrql.toml` is taken unasked: the nearest, unless it is somebody else's."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from cdrql.cli import nearest
from cdrql.cli.main import cli

MAPPING = """\
name = "found"
dialects = ["sqlite"]
grain = "one row is one call"
table = "t"
start = { column = "at" }
columns = { at = "time", n = "integer" }
fields = { answered = "n > 0" }
"""
ME, ROOT, OTHER = 1000, 0, 65534

# Who asks, whose the file is, whose the link to it, and what sudo says: is it taken?
CASES = {
    "mine": (ME, ME, ME, "", True),
    "roots": (ME, ROOT, ROOT, "", True),
    "somebody elses": (ME, OTHER, OTHER, "", False),
    "a link of another to mine": (ME, ME, OTHER, "", False),
    "my link to a file of another": (ME, OTHER, ME, "", False),
    "of another for root": (ROOT, OTHER, OTHER, "", False),
    "of the one who is sudo": (ROOT, ME, ME, str(ME), True),
    "of another than the one who is sudo": (ROOT, OTHER, OTHER, str(ME), False),
    "sudo says no number": (ROOT, OTHER, OTHER, "nobody", False),
    "sudo is believed of root alone": (ME, OTHER, OTHER, str(OTHER), False),
}


@pytest.fixture(params=CASES)
def taken(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Stand in a folder two below the file, as the case says who owns what."""
    user, file, link, sudo, taken = CASES[request.param]
    (tmp_path / "cdrql.toml").write_text(MAPPING)
    (tmp_path / "a" / "b").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "a" / "b")
    monkeypatch.setattr(os, "geteuid", lambda: user, raising=False)
    monkeypatch.setattr(nearest, "_owners", lambda path: {file, link})
    monkeypatch.setenv("SUDO_UID", sudo)
    return bool(taken)


@pytest.mark.closes("paths out of their folder")
def test_a_mapping_of_somebody_else_is_not_taken_unasked(taken: bool, tmp_path: Path) -> None:
    path = tmp_path / "cdrql.toml"
    done = CliRunner().invoke(cli, ["warehouse", "show"])
    assert (done.exit_code == 0, "found" in done.output) == (taken, taken)
    assert ("error[CDR513]" in done.output and str(path) in done.output) is not taken
    for name in (str(path), "default"):  # as the hint says
        assert CliRunner().invoke(cli, ["warehouse", "show", name]).exit_code == 0
    assert CliRunner().invoke(cli, ["fields", "-w", str(path)]).exit_code == 0


def test_owners_are_those_of_the_file_and_of_the_link(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    mine = tmp_path.stat().st_uid
    assert nearest._owners(tmp_path / "link") == {mine}
    if os.geteuid() == 0:  # only root may give a file away
        os.chown(tmp_path / "link", OTHER, -1, follow_symlinks=False)
        assert nearest._owners(tmp_path / "link") == {mine, OTHER}


def test_where_nobody_owns_files_all_are_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cdrql.toml").write_text(MAPPING)
    monkeypatch.delattr(os, "geteuid", raising=False)
    assert nearest.nearest_mapping(tmp_path) == tmp_path / "cdrql.toml"
