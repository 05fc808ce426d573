"""A bounded run of `python -m tools.loose`, and what it is worth: it sees what it is to see."""

from pathlib import Path

import pytest

from cdrql.backend import get_backend
from cdrql.backend.sql import Sql
from tools.loose.__main__ import first_wrong


def test_loose_values_are_answered_as_by_the_reference(tmp_path: Path) -> None:
    assert first_wrong(tmp_path, seed=11, cases=60) is None


def trusted(_: object, column: Sql, nullable: bool) -> Sql:
    """Take a column for what it is declared as."""
    return column


def test_a_table_that_is_trusted_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(get_backend("sqlite")), "stored_number", trusted)
    assert first_wrong(tmp_path, seed=11, cases=5)
