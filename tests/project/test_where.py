"""The changes of where.toml: each has a room, and the room is there."""

import tomllib
from pathlib import Path

import pytest

pytestmark = pytest.mark.checkout

ROOT = Path(__file__).parents[2]
CHANGES = tomllib.loads(Path(__file__).with_name("where.toml").read_text(encoding="utf-8"))[
    "change"
]


def test_there_are_twenty() -> None:
    assert len({change["wanted"] for change in CHANGES}) == 20


def test_every_room_is_there() -> None:
    named = [path for change in CHANGES for path in (change["room"], *change.get("also", ()))]
    assert [path for path in named if not (ROOT / path).exists()] == []
