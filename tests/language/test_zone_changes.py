"""Periods and timestamps around every change of some zones' clocks; for all: zone_changes.py."""

import pytest

from tools.differential.changes import changes
from tools.differential.zone_changes import around, calls, differences, misread
from tools.engines import Engine

ZONES = [
    *("Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"),
    *("Africa/Casablanca", "America/Sao_Paulo", "Asia/Pyongyang", "Antarctica/Troll"),
]


def test_changes_are_found() -> None:
    assert len(changes("Europe/Paris")) == 124
    assert len(changes("Asia/Pyongyang")) == 2
    assert str(changes("Pacific/Apia")[2]) == "2011-09-24 14:00:00"


@pytest.mark.closes("hours that are skipped or repeated", "times in a gap of the clocks")
@pytest.mark.parametrize("zone", ZONES)
def test_a_timestamp_means_what_zoneinfo_says(zone: str) -> None:
    assert list(misread(zone)) == []


@pytest.mark.closes(
    "hours that are skipped or repeated", "servers without zones", "zones that are not there"
)
def test_clocks_show_what_zoneinfo_says(engine: Engine) -> None:
    instants = around(ZONES)
    engine.load(calls(instants))
    assert differences(engine, instants) == []
    assert differences(engine, instants, ["hour"]) == []
