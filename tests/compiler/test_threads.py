"""Threads that begin together in a fresh process get what one gets: see threads.py."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import cdrql
from cdrql.backend import sql
from tools.threads import DIALECTS, asked


def in_a_fresh_process(*options: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "tools.threads", *options],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.closes("threads")
def test_nothing_is_made_yet_and_the_cache_forgets() -> None:
    alone = [[repr(cdrql.compile(*one))] for one in asked()]
    assert in_a_fresh_process() == alone


@pytest.mark.closes("threads")
def test_no_dialect_is_used_before_it_is_whole() -> None:
    alone = [[sql.printed(sql.as_text(sql.number(1)), dialect)] for dialect in DIALECTS]
    assert in_a_fresh_process("--casts") == alone
