"""Mapped warehouses give the answers of the default one: the same calls, in other tables.

The mappings are in tools/mirrors/. For long runs: `python -m tools.differential --mirrors 500`.
"""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import cdrql
from cdrql.conformance.moments import to_local, to_utc
from cdrql.language.zones import wall_bound, wall_changes
from tools.differential.cases import OUTPUTS, Case, ask
from tools.engines import Engine
from tools.mirrors import FOLDER, Mirror, Mirrored, Row
from tools.mirrors.all import MIRRORS
from tools.mirrors.shapes import columns

REQUESTS = 16  # asked of each mirror on each engine, for both outputs
CALLS = 200

CHANGES = {  # a zone, and the instants (UTC) at which its clocks go forward and back
    "Europe/Paris": ("2024-03-31 01:00", "2024-10-27 01:00"),
    "America/New_York": ("2024-03-10 07:00", "2024-11-03 06:00"),
    "Australia/Lord_Howe": ("2024-10-05 15:30", "2024-04-06 15:00"),
    "America/Sao_Paulo": ("2018-11-04 03:00", "2019-02-17 02:00"),
    "Africa/Casablanca": ("2024-04-14 02:00", "2024-03-10 02:00"),
    "Europe/Dublin": ("2024-03-31 01:00", "2024-10-27 01:00"),
    "Pacific/Chatham": ("2024-09-28 14:00", "2024-04-06 14:00"),
    "America/Havana": ("2024-03-10 05:00", "2024-11-03 05:00"),
    "Asia/Pyongyang": ("2018-05-04 15:00", "2015-08-14 15:00"),
    "Pacific/Apia": ("2011-12-30 10:00", "2012-03-31 14:00"),
}
# Mirrors that move or convert the bounds of a window.
MOVED = ("paris", "new_york", "iso", "zulu", "epoch", "instants", "legs")
each_change = pytest.mark.parametrize(
    ("zone", "change"),
    [(zone, datetime.fromisoformat(at)) for zone, changes in CHANGES.items() for at in changes],
    ids=str,
)


@cache
def cases(mirror: Mirror) -> list[Case]:
    """Ask the reference, once for all engines."""
    rng = random.Random(f"suite {mirror}")
    calls = mirror.calls(rng, CALLS)
    requests = [mirror.request(rng) for _ in range(REQUESTS)]
    return [Case(request, calls, output, mirror) for request in requests for output in OUTPUTS]


@pytest.mark.parametrize(
    ("mirror", "engine"),
    [(mirror, name) for mirror in MIRRORS for name in mirror.engines],
    ids=str,
    indirect=["engine"],
)
def test_the_same_answers(mirror: Mirror, engine: Engine) -> None:
    asked = cases(mirror)
    mirrored = Mirrored(engine, mirror)
    mirrored.load(asked[0].calls)
    for case in asked:
        assert ask(mirrored, case.request, case.output, mirror) == case.expected, case.request
    mirrored.close()


@pytest.mark.parametrize("mirror", MIRRORS, ids=str)
def test_requests_find_calls(mirror: Mirror) -> None:
    """Were all answers empty, they would prove nothing."""
    filled = [case for case in cases(mirror) if case.rows]
    assert len(filled) > REQUESTS / 2


def test_each_mapping_is_a_mirror() -> None:
    files = {path.stem for path in FOLDER.glob("*.toml")}
    assert files == {mirror.name for mirror in MIRRORS} | {"base"}


# --- Readings that clocks show twice, or never --------------------------------------------------


def readings(zone: str, change: datetime) -> list[datetime]:
    """Give what clocks show around a change, twice what they show twice, and what they skip."""
    local = ZoneInfo(zone)
    steps = [timedelta(minutes=10 * step) for step in range(-18, 19)]
    shown = [to_local(change + step, local) for step in steps]
    skipped = [to_local(change - timedelta(seconds=1), local) + step for step in steps[19:24]]
    edges = [to_local(change + timedelta(microseconds=step), local) for step in (-1, 0, 1)]
    return [*shown, *skipped, *edges]


def bounds(change: datetime) -> list[datetime]:
    """Give instants around a change, some a fraction of a second beside it."""
    steps = [timedelta(minutes=20 * step) for step in range(-12, 13)]
    odd = [timedelta(microseconds=step) for step in (-1, 1, -500_000)]
    return sorted(change + step for step in [*steps, *odd])


@each_change
def test_a_reading_means_its_first_instant(zone: str, change: datetime) -> None:
    """A row is in the window that holds the first instant of its reading, and in no other."""
    for bound in bounds(change):
        least = wall_bound(bound, zone)
        for reading in readings(zone, change):
            first = to_utc(reading, ZoneInfo(zone))
            assert (reading >= least) == (first >= bound), (reading, bound)


@pytest.mark.parametrize("shown", ["Europe/Paris", "America/Chicago", "Australia/Adelaide"])
@each_change
def test_a_reading_is_shown_by_other_clocks(zone: str, change: datetime, shown: str) -> None:
    """What is added to a reading gives what the other clocks show at its first instant."""
    stored, other = ZoneInfo(zone), ZoneInfo(shown)
    day = timedelta(days=1)
    steps = wall_changes(zone, shown, change - day, change + day)
    for minutes in range(-360, 361, 10):
        reading = to_local(change + timedelta(minutes=minutes), stored)
        added = [seconds for since, seconds in steps if since <= reading]
        wanted = to_local(to_utc(reading, stored), other)
        assert reading + timedelta(seconds=added[-1] if steps else 0) == wanted, (reading, steps)


@pytest.mark.parametrize(
    ("mirror", "engine"),
    [(mirror, name) for mirror in MIRRORS if str(mirror) in MOVED for name in mirror.engines],
    ids=str,
    indirect=["engine"],
)
def test_the_whole_calendar_has_every_call(mirror: Mirror, engine: Engine) -> None:
    """No bound is moved beyond the ends of the calendar, and no call is left out there."""
    calls = mirror.calls(random.Random(f"calendar {mirror}"), 20)
    window = {"start_at": "0001-01-01", "end_at": "9999-12-31 23:59:59.999999"}
    request = {"group": "user", "fields": "total calls", "filter": window}
    case = Case(request, calls, "response", mirror)
    assert case.expected.count("total") > 1
    mirrored = Mirrored(engine, mirror)
    mirrored.load(calls)
    assert ask(mirrored, case.request, case.output, mirror) == case.expected
    mirrored.close()


def a_row(_: random.Random, call: dict[str, Any]) -> Iterator[Row]:
    yield "call_log", columns(call) | {"began": call["reading"]}


@pytest.mark.parametrize("zone", ["Europe/Paris", "Australia/Lord_Howe", "Pacific/Apia"])
def test_adjacent_windows_tile(zone: str, engine: Engine, tmp_path: Path) -> None:
    """Each row is in exactly one of the windows around both changes of a zone's clocks."""
    mapping = tmp_path / "local.toml"
    mapping.write_text(f'extends = "{FOLDER / "paris.toml"}"\n[start]\nzone = "{zone}"\n')
    warehouse = cdrql.load_warehouse(mapping)
    mirrored = Mirrored(engine, Mirror("paris", a_row))
    for at in CHANGES[zone]:
        change = datetime.fromisoformat(at)
        calls = [call_at(i, moment) for i, moment in enumerate(readings(zone, change))]
        mirrored.load(calls)
        edges = bounds(change)
        for start, end in pairwise(edges):
            window = {"start_at": f"{start}Z", "end_at": f"{end}Z"}
            request = {"group": "user", "fields": "user", "filter": window}
            found = cdrql.compile(request, engine.dialect, warehouse=warehouse, output="values")
            rows = mirrored.query(found.sql, found.params)
            firsts = [to_utc(call["reading"], ZoneInfo(zone)) for call in calls]
            assert rows == [(i,) for i, first in enumerate(firsts) if start <= first < end]
    mirrored.close()


def call_at(number: int, reading: datetime) -> dict[str, Any]:
    """Make a call that is known by its user."""
    return {"start_at": reading, "reading": reading, "user_id": number} | dict.fromkeys(
        ("duration", "bill_duration"), 1
    )
