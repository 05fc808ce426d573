"""Timestamps and zones: what is none is refused, and what is one means the same on every engine."""

from datetime import datetime, timedelta
from typing import Any

import pytest

import cdrql
from tests.examples import call
from tests.language.test_door import asking, stopped
from tools.engines import Engine

NO_TIMES = (
    *("now", "today", "yesterday", "epoch", "infinity", "-infinity", "allballs", "NULL", "garbage"),
    *("1717200000", "1717200000.5", "1e9", "20240601", "20240601T000000", "2024-W22-6", "2024-153"),
    *(
        "2024-02-30",
        "2023-02-29",
        "1900-02-29",
        "2024-13-01",
        "2024-00-10",
        "2024-01-00",
        "2024-01-32",
    ),
    *(
        "0000-01-01",
        "0000-00-00",
        "12024-06-01",
        "+2024-06-01",
        "-2024-06-01",
        "24-06-01",
        "2024-6-1",
    ),
    *("2024-06-01 24:00", "2024-06-01 24:00:00", "2024-06-01 25:00:00", "25:00:00", "12:00"),
    *("2024-06-01 12:60", "2024-06-01 12:00:60", "2024-06-01 12:00:61", "2024-06-01 12", "2024-06"),
    *("2024-06-01T12", "2024-06-01 1:00", "2024-06-01 12:00:00,5", "2024-06-01 12:00:00."),
    *(
        "2024-06-01 12:00:00.1234567",
        "2024-06-01 12:00 PM",
        "01/06/2024",
        "June 1 2024",
        "1.6.2024",
    ),
    *("2024-06-01 12:00+25:00", "2024-06-01 12:00+24:00", "2024-06-01 12:00+12:60"),
    *("2024-06-01 12:00+0100", "2024-06-01 12:00+01", "2024-06-01+01:00", "2024-06-01Z"),
    *(
        "2024-06-01 12:00 UTC",
        "2024-06-01 12:00 Europe/Paris",
        "2024-06-01 12:00-00",
        "2024-06-01T",
    ),
    *(" 2024-06-01", "2024-06-01 ", "2024-06-01\n", "2024-06-01\x00", "2024-06-01  12:00"),
    *("2024-06-01t12:00", "2024-06-01T12:00z", "2024-06-01\u00a012:00", "2024\u201006\u201001"),
    *(
        "\uff12\uff10\uff12\uff14-06-01",
        "2024-06-0\u0661",
        "2024-06-01 12:00\u221201:00",
        "2024-06-01 12:00\uff0b01:00",
    ),
    *("0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00", "2024-06-01' OR '1'='1", "%s", ":x"),
    *("9" * 100_000, "2024-06-01 " * 10_000, "2024-06-01T12:00:00." + "9" * 100_000),
)


@pytest.mark.closes("bad timestamps", "a bound that is no time", "30 February")
@pytest.mark.parametrize("key", ["start_at", "end_at"])
def test_what_is_no_time_is_refused(key: str) -> None:
    for text in NO_TIMES:
        for zone in ("UTC", "Europe/Paris"):
            found = stopped(asking(**{key: text}) | {"timezone": zone})
            assert found == [("CDR111", f"filter.{key}")], text[:40]


@pytest.mark.closes("bad timestamps", "digits and letters that look alike")
def test_every_digit_is_one_of_ascii() -> None:
    text = "2024-06-01T12:34:56.789012+01:00"
    for place in (i for i, sign in enumerate(text) if sign.isdigit()):
        for zero in ("\u0660", "\u0966", "\uff10", "\U0001d7ce"):
            wrong = text[:place] + chr(ord(zero) + int(text[place])) + text[place + 1 :]
            assert stopped(asking(start_at=wrong)) == [("CDR111", "filter.start_at")], wrong
    assert stopped(asking(start_at=text)) == []


NO_ZONES = (
    *("Europe", "America", "Mars/Phobos", "europe/paris", "EUROPE/PARIS", "Paris", "local"),
    *("localtime", "/etc/localtime", "posixrules", "posix/UTC", "right/UTC", "right/Europe/Paris"),
    *(
        "../../etc/passwd",
        "../zone.tab",
        "Europe/../Europe/Paris",
        "Europe//Paris",
        "./UTC",
        "/UTC",
    ),
    *(
        "zone.tab",
        "tzdata.zi",
        "__init__.py",
        "iso3166.tab",
        "leapseconds",
        "zones",
        ".",
        "..",
        "/",
    ),
    *("FOO+99", "UTC+2", "UTC-05:00", "+02:00", "GMT+25", "EST5EDT4,M3.2.0,M11.1.0", "<+03>-3"),
    *("UTC\x00", "UTC\n", " UTC", "UTC ", "Europe/Paris\u200b", "Europe\\Paris", "Europe%2FParis"),
    *("'; DROP TABLE cdrs; --", "x" * 4096, "Europe/Paris" * 300, "CON", "C:\\Windows"),
)


@pytest.mark.closes("zone names", "zones that are not there", "paths out of their folder")
@pytest.mark.parametrize("name", NO_ZONES, ids=range(len(NO_ZONES)))
def test_what_is_no_zone_is_refused(name: str) -> None:
    request = asking() | {"timezone": name, "period": "hour"}
    with pytest.raises(cdrql.RequestError) as caught:
        cdrql.compile(request, "mysql")
    assert [(p.code, p.path) for p in caught.value.problems] == [("CDR112", "timezone")]
    said = str(caught.value)
    assert "Errno" not in said
    assert "tzdata/" not in said
    assert "zoneinfo" not in said


# --- What is one, on every engine ---------------------------------------------------------------

NOON = datetime(2024, 6, 1, 12)
JUMP = datetime(2024, 3, 31, 1)  # from 02:00 to 03:00 in Paris
AGAIN = datetime(2024, 10, 27, 0)  # 02:00 in Paris for the first time
SPELLED = [
    *(
        (NOON, "UTC", text)
        for text in ("2024-06-01 12:00", "2024-06-01T12:00:00", "2024-06-01 12:00:00.0")
    ),
    *(
        (NOON, "UTC", f"2024-06-01 {text}")
        for text in ("12:00Z", "14:00+02:00", "07:00:00.000000-05:00")
    ),
    *((NOON, "Asia/Tokyo", f"2024-06-01T{text}") for text in ("21:00", "12:00Z", "14:00:00+02:00")),
    *((NOON, "UTC", text) for text in ("2024-06-02 02:00+14:00", "2024-06-01 00:00-12:00")),
    (datetime(2024, 6, 1), "UTC", "2024-06-01"),
    (datetime(2024, 5, 31, 22), "Europe/Paris", "2024-06-01"),
    (NOON + timedelta(microseconds=120_000), "UTC", "2024-06-01 12:00:00.12"),
    *(
        (JUMP, "Europe/Paris", f"2024-03-31 {text}")
        for text in ("02:00", "02:30", "02:59:59.9", "03:00")
    ),
    (AGAIN, "Europe/Paris", "2024-10-27 02:00"),
    (AGAIN + timedelta(hours=1), "UTC", "2024-10-27 02:00+01:00"),
]
BESIDE = timedelta(microseconds=1)


@pytest.mark.closes(
    "bad timestamps",
    "hours that are skipped or repeated",
    "an offset behind a timestamp",
    "times in a gap of the clocks",
)
def test_a_timestamp_is_one_instant(engine: Engine) -> None:
    """As a start it takes the call at that very instant, as an end it leaves just that out."""
    for instant, zone, text in SPELLED:
        engine.load([call(start_at=instant + BESIDE * i, user_id=i + 1) for i in (-1, 0, 1)])
        since, until = {"start_at": text, "end_at": "2030-01-01"}, {"end_at": text}
        assert users(engine, zone, since) == [1, 2], (zone, text)
        assert users(engine, zone, {"start_at": "2020-01-01"} | until) == [0], (zone, text)


@pytest.mark.closes("endless windows")
def test_the_ends_of_the_calendar(engine: Engine) -> None:
    starts = [datetime(1970, 1, 2), NOON, datetime(2037, 12, 31, 23, 59, 59)]
    engine.load([call(start_at=at, user_id=i) for i, at in enumerate(starts)])
    ever = {"start_at": "0001-01-01", "end_at": "9999-12-31 23:59:59.999999"}
    assert users(engine, "UTC", ever) == [0, 1, 2]
    assert users(engine, "UTC", ever | {"end_at": "0001-01-02"}) == []
    assert users(engine, "UTC", ever | {"start_at": "9999-12-31"}) == []


def users(engine: Engine, zone: str, window: dict[str, Any]) -> list[Any]:
    """Name the users of the calls in a window."""
    request = {"group": "user", "fields": "user", "timezone": zone, "filter": window}
    it = cdrql.compile(request, engine.dialect, output="values")
    return [row[0] for row in engine.query(it.sql, it.params)]
