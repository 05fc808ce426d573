"""Servers of other suites: unpacked programs start themselves, and a run of them is shown."""

import re
import subprocess
from pathlib import Path

from tools.engines import debian
from tools.engines.sqlite import start
from tools.versions import page
from tools.versions.__main__ import PAGE
from tools.versions.running import Asked, ask_server
from tools.versions.servers import KEPT, PROGRAMS

ROOT = Path(__file__).parents[2]
MARIADB = Asked("mariadb", "10.5.23", "Debian's bullseye", 252, 1000, 900, 12345, 0)


def test_a_program_starts_by_the_loader_beside_it(tmp_path: Path) -> None:
    """The loader, here a script, is told the libraries, the program and what it is to do."""
    libraries = tmp_path / "usr/lib/x86_64-linux-gnu"
    program = tmp_path / "usr/lib/postgresql/13/bin/postgres"
    for each in (libraries / "ld-linux-x86-64.so.2", libraries / "libc.so.6", program):
        each.parent.mkdir(parents=True, exist_ok=True)
        each.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n', encoding="ascii")
        each.chmod(0o755)
    debian.wrap(tmp_path, "usr/lib/postgresql/*/bin/postgres")
    moved = tmp_path.rename(tmp_path.with_name("moved"))
    found = subprocess.run(
        [moved / program.relative_to(tmp_path), "-D", "a b"], capture_output=True, text=True
    )
    words = found.stdout.splitlines()
    assert words[0] == "--library-path"
    assert Path(words[1]).resolve() == moved / libraries.relative_to(tmp_path)
    assert Path(words[2]).name == "postgres.elf"
    assert words[3:] == ["-D", "a b"]


def test_every_kept_server_has_programs_to_start() -> None:
    assert {kept.engine for kept in KEPT} == set(PROGRAMS)
    assert len({str(kept) for kept in KEPT}) == len(KEPT)


def test_a_server_is_asked_in_every_way() -> None:
    engine = start("sqlite")
    try:
        asked = ask_server(engine, "here", requests=5, mirrored=0, seed=1)
    finally:
        engine.close()
    assert (asked.engine, asked.source, asked.unmapped, asked.differences) == (
        *("sqlite", "here"),
        *(10, 0),
    )
    assert asked.conformance > 100


def test_the_table_counts_answers() -> None:
    assert page.shown_table([MARIADB]).splitlines()[1].split()[-5:] == [
        *("252", "1,000", "900", "12,345", "0")
    ]


def test_the_page_says_how_it_was_made() -> None:
    shown = page.versions_page([MARIADB], 500, 20, 1)
    assert "--requests 500 --mirrors 20 --seed 1" in shown
    assert "| mariadb | 10.5.23 | Debian's bullseye | 252 | 1,000 | 900 | 12,345 | 0 |" in shown


def test_the_readme_names_the_versions_of_the_run_on_record() -> None:
    rows = re.findall(r"^\| ([a-z-]+) \| (\d+)(\.\d+)?", PAGE.read_text("utf-8"), re.MULTILINE)
    said = (ROOT / "README.md").read_text("utf-8").partition("It answers alike on")[2].split("(")[0]
    # Postgres and ClickHouse count by one number.
    whole = {"postgres", "clickhouse"}
    ran = {major if engine in whole else major + minor for engine, major, minor in rows}
    assert set(re.findall(r"\d+(?:\.\d+)?", said)) == ran
