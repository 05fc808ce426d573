"""How bounds of the window become what a start column holds, and how local time is made of that."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import cdrql
from cdrql.backend import get_backend, sql
from cdrql.backend.starts import (
    bound_kind,
    clock_reading,
    epoch_number,
    place_of,
    start_literal,
    start_text,
    widen_bound,
)
from cdrql.conformance.moments import to_local, to_utc
from cdrql.emit.binding import backend_bound
from cdrql.language.zones import (
    OffsetChange,
    offset_changes,
    open_zone,
    parse_timestamp,
    wall_bound,
    wall_changes,
)
from cdrql.model.warehouse import Start
from tools.mirrors import FOLDER as MIRRORS

NOON = datetime(2024, 1, 2, 12)
WHOLE = Start("instant", whole=True)
NEXT = timedelta(microseconds=1)
FIRST, LAST = datetime.min, datetime.max
SPRING, AUTUMN = datetime(2024, 3, 31, 1), datetime(2024, 10, 27, 1)  # in Paris


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (Start(), "time"),
        (Start("local", "Europe/Rome"), "time"),
        (Start("instant"), "zoned"),
        (WHOLE, "second"),
        (Start("text"), "text"),
        (Start("epoch"), "integer"),
        (Start("epoch", decimals=3), "decimal"),
    ],
)
def test_the_kind_of_a_bound(start: Start, kind: str) -> None:
    assert bound_kind(start, {"second": "DateTime", "zoned": "DateTime64"}) == kind


def test_whole_seconds_need_a_type_of_their_own() -> None:
    assert bound_kind(WHOLE, {}) == "zoned"


@pytest.mark.parametrize(
    ("value", "start", "number"),
    [
        (datetime(1970, 1, 1), Start("epoch"), 0),
        (datetime(1970, 1, 1, 0, 0, 1), Start("epoch"), 1),
        (datetime(1970, 1, 1, 0, 0, 1) + NEXT, Start("epoch"), 2),
        (datetime(1969, 12, 31, 23, 59, 59), Start("epoch"), -1),
        (datetime(1969, 12, 31, 23, 59, 59, 500_000), Start("epoch"), 0),
        (datetime(1970, 1, 1, 0, 0, 1, 500_000), Start("epoch", per_second=1000), 1500),
        (datetime(1970, 1, 1, 0, 0, 0, 500), Start("epoch", per_second=1000), 1),
        (datetime(1970, 1, 1, 0, 0, 1, 500_000), Start("epoch", decimals=3), Decimal("1.5")),
        (NOON, Start("epoch", decimals=6), Decimal(1704196800)),
    ],
)
def test_a_bound_as_an_epoch(value: datetime, start: Start, number: int | Decimal) -> None:
    assert epoch_number(value, start) == number
    assert type(epoch_number(value, start)) is type(number)


@pytest.mark.parametrize(
    ("value", "start", "text"),
    [
        (NOON, Start("text"), "2024-01-02 12:00:00"),
        (NOON + NEXT, Start("text"), "2024-01-02 12:00:01"),
        (NOON + NEXT, Start("text", decimals=3), "2024-01-02 12:00:00.001"),
        (NOON + NEXT, Start("text", decimals=6), "2024-01-02 12:00:00.000001"),
        (NOON + NEXT, Start("text", decimals=9), "2024-01-02 12:00:00.000001"),
        (NOON + NEXT * 500_000, Start("text", decimals=3), "2024-01-02 12:00:00.5"),
        (NOON, Start("text", format="%d/%m/%Y %H:%M:%S"), "02/01/2024 12:00:00"),
        (datetime(7, 1, 2), Start("text", format="%Y%m%d%H%M%S"), "00070102000000"),
        (LAST, Start("text"), "9999-12-31 23:59:59.999999"),
    ],
)
def test_a_bound_as_a_text(value: datetime, start: Start, text: str) -> None:
    assert start_text(value, start) == text


@pytest.mark.parametrize(
    ("value", "start", "dialect", "bound"),
    [
        (NOON, Start(), "postgres", NOON),
        (NOON, Start("instant"), "postgres", NOON.replace(tzinfo=UTC)),
        (NOON, Start("local", "Europe/Paris"), "postgres", NOON + timedelta(hours=1)),
        (NOON, Start(), "sqlite", "2024-01-02 12:00:00"),
        (NOON, Start("text", "Europe/Paris"), "sqlite", "2024-01-02 13:00:00"),
        (NOON, Start("epoch"), "sqlite", 1704196800),
        (NOON, Start("epoch", decimals=3), "sqlite", 1704196800.0),
        (NOON, Start("epoch", decimals=3), "mysql", Decimal(1704196800)),
        (NOON, Start("instant"), "clickhouse", "2024-01-02 12:00:00.000000"),
        (NOON, WHOLE, "clickhouse", "2024-01-02 12:00:00"),
        (NOON + NEXT, WHOLE, "clickhouse", "2024-01-02 12:00:01"),
        (FIRST, WHOLE, "clickhouse", "1970-01-01 00:00:00"),
        (LAST, WHOLE, "clickhouse", "2106-02-07 06:28:15"),
        (NOON + NEXT, WHOLE, "postgres", (NOON + NEXT).replace(tzinfo=UTC)),
        (LAST, Start("epoch", per_second=10**9), "mysql", 2**63 - 1),
        (FIRST, Start("epoch", per_second=10**9), "mysql", -(2**63)),
    ],
)
def test_a_bound_as_a_driver_takes_it(
    value: datetime, start: Start, dialect: str, bound: Any
) -> None:
    found = backend_bound(value, start, get_backend(dialect))
    assert (found, type(found)) == (bound, type(bound))


@pytest.mark.parametrize(
    ("seconds", "value", "moved"),
    [
        (60, NOON, NOON + timedelta(minutes=1)),
        (-60, NOON, NOON - timedelta(minutes=1)),
        (1, LAST, LAST),
        (-1, FIRST, FIRST),
    ],
)
def test_a_bound_is_moved_within_the_calendar(
    seconds: int, value: datetime, moved: datetime
) -> None:
    assert widen_bound(seconds)(value) == moved


@pytest.mark.parametrize(
    ("start", "said"),
    [
        (Start("epoch"), "1704196800"),
        (Start("epoch", per_second=1000), "1704196800000"),
        (Start("text"), "'2024-01-02 12:00:00'"),
        (Start(), "of ours"),
    ],
)
def test_a_change_of_an_offset_as_it_is_stored(start: Start, said: str) -> None:
    assert sql.printed(start_literal(NOON, start, lambda _: sql.word("of ours")), "sqlite") == said


def test_the_places_of_the_parts() -> None:
    turned = Start("text", format="at %H:%M:%S on %d/%m/%Y")
    signs = ("%Y", "%m", "%d", "%H", "%M", "%S")
    assert [place_of(sign, Start("text")) for sign in signs] == [
        *((1, 4), (6, 2), (9, 2), (12, 2), (15, 2), (18, 2)),
    ]
    assert [place_of(sign, turned) for sign in signs] == [
        *((22, 4), (19, 2), (16, 2), (4, 2), (7, 2), (10, 2)),
    ]


# --- Clocks that change -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "zone_name", "point"),
    [
        ("2024-01-02", None, datetime(2024, 1, 2)),
        ("2024-01-02T03:04", None, datetime(2024, 1, 2, 3, 4)),
        ("2024-01-02 03:04:05.6", None, datetime(2024, 1, 2, 3, 4, 5, 600_000)),
        ("2024-01-02 03:04:05.678901", None, datetime(2024, 1, 2, 3, 4, 5, 678_901)),
        ("2024-01-02 03:04Z", "Europe/Paris", datetime(2024, 1, 2, 3, 4)),
        ("2024-01-02 03:04+01:30", None, datetime(2024, 1, 2, 1, 34)),
        ("2024-01-02 03:04-01:30", None, datetime(2024, 1, 2, 4, 34)),
        ("2024-01-02 03:04", "Europe/Paris", datetime(2024, 1, 2, 2, 4)),
        ("2024-03-31 01:59:59.5", "Europe/Paris", SPRING - timedelta(seconds=0.5)),
        ("2024-03-31 02:00", "Europe/Paris", SPRING),
        ("2024-03-31 02:59:59.5", "Europe/Paris", SPRING),
        ("2024-03-31 03:00", "Europe/Paris", SPRING),
        ("2024-10-27 02:00", "Europe/Paris", AUTUMN - timedelta(hours=1)),
        ("2024-10-27 02:59:59", "Europe/Paris", AUTUMN - timedelta(seconds=1)),
        ("2024-10-27 03:00", "Europe/Paris", AUTUMN + timedelta(hours=1)),
        ("2011-12-30 12:00", "Pacific/Apia", datetime(2011, 12, 30, 10)),
    ],
)
def test_a_timestamp_is_an_instant(text: str, zone_name: str | None, point: datetime) -> None:
    assert parse_timestamp(text, open_zone(zone_name) if zone_name else None) == point


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        (datetime(2024, 1, 1), datetime(2024, 2, 1), [(FIRST, 3600)]),
        (
            *(datetime(2024, 1, 1), datetime(2025, 1, 1)),
            [(FIRST, 3600), (SPRING, 7200), (AUTUMN, 3600)],
        ),
        (SPRING, AUTUMN, [(FIRST, 7200)]),
        (SPRING - NEXT, AUTUMN + NEXT, [(FIRST, 3600), (SPRING, 7200), (AUTUMN, 3600)]),
    ],
)
def test_the_offsets_that_are_in_force(
    start: datetime, end: datetime, found: list[OffsetChange]
) -> None:
    assert list(offset_changes("Europe/Paris", start, end)) == found


@pytest.mark.parametrize(
    ("point", "least"),
    [
        (FIRST, FIRST),
        (LAST, LAST),
        (datetime(9999, 1, 1), datetime(9999, 1, 1)),
        (datetime(9998, 12, 31, 23, 59), datetime(9999, 1, 1, 0, 59)),
        (datetime(1, 1, 2), datetime(1, 1, 2, 0, 9, 21)),
        (NOON, NOON + timedelta(hours=1)),
        (SPRING - NEXT, SPRING + timedelta(hours=1) - NEXT),
        (SPRING, SPRING + timedelta(hours=1)),  # 02:00, which clocks skip, means the jump
        (SPRING + NEXT, SPRING + timedelta(hours=2) + NEXT),
        (AUTUMN - NEXT, AUTUMN + timedelta(hours=2) - NEXT),
        (AUTUMN, AUTUMN + timedelta(hours=2)),
        (AUTUMN + timedelta(minutes=59), AUTUMN + timedelta(hours=2)),
        (AUTUMN + timedelta(hours=1), AUTUMN + timedelta(hours=2)),
        (AUTUMN + timedelta(hours=1) + NEXT, AUTUMN + timedelta(hours=2) + NEXT),
    ],
)
def test_the_least_reading_of_an_instant(point: datetime, least: datetime) -> None:
    assert wall_bound(point, "Europe/Paris") == least
    assert clock_reading(point, Start("local", "Europe/Paris")) == least
    assert clock_reading(point, Start()) == point


@pytest.mark.parametrize("end", ["9999-01-01", "9999-12-31", "9999-12-31 23:59:59.999999Z"])
@pytest.mark.parametrize("dialect", ["mysql", "postgres", "sqlite"])
def test_a_window_may_have_no_end_in_practice(dialect: str, end: str) -> None:
    warehouse = cdrql.load_warehouse(MIRRORS / "paris.toml")
    window = {"start_at": "0001-01-01", "end_at": end}
    found = cdrql.compile({"group": "user", "filter": window}, dialect, warehouse=warehouse)
    assert isinstance(found.params, dict)
    assert [str(found.params[key])[:10] for key in window] == ["0001-01-01", end[:10]]


@pytest.mark.parametrize(
    ("stored", "shown", "month", "count"),
    [
        ("America/New_York", "America/Chicago", 11, 2),  # an hour apart: one reading for both
        ("America/Chicago", "America/New_York", 11, 3),
        ("America/New_York", "Europe/Paris", 3, 3),
        ("Europe/Paris", "America/New_York", 3, 3),
        ("Europe/Paris", "Europe/London", 10, 2),
        ("Australia/Lord_Howe", "Europe/Paris", 10, 3),
        ("Asia/Tokyo", "Europe/Paris", 10, 2),
    ],
)
def test_readings_of_one_clock_for_those_of_another(
    stored: str, shown: str, month: int, count: int
) -> None:
    """Each reading that clocks show is given as the other clocks show its first instant."""
    begin, end = datetime(2024, month, 1), datetime(2024, month + 1, 1)
    found = wall_changes(stored, shown, begin, end)
    assert len(found) == count
    for minute in range(12 * 60, 29 * 24 * 60, 15):
        clock = begin + timedelta(minutes=minute)
        first = to_utc(clock, ZoneInfo(stored))
        moved = clock + timedelta(seconds=[offset for at, offset in found if at <= clock][-1])
        if to_local(first, ZoneInfo(stored)) == clock:
            assert moved == to_local(first, ZoneInfo(shown)), clock
        else:  # clocks skip it, and it means the jump
            assert moved >= to_local(first, ZoneInfo(shown)), clock
