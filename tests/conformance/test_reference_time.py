"""Holds the reference's reading of timestamps to examples computed by hand."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from cdrql.conformance.moments import clock_instant


@pytest.mark.parametrize(
    ("text", "zone", "utc"),
    [
        ("2024-01-01", "UTC", "2024-01-01T00:00"),
        ("2024-01-01", "Asia/Kolkata", "2023-12-31T18:30"),
        ("2024-01-01T10:20", "UTC", "2024-01-01T10:20"),
        ("2024-01-01 10:20:30.12", "UTC", "2024-01-01T10:20:30.120000"),
        ("2024-01-01 10:20:30.000001Z", "Asia/Kolkata", "2024-01-01T10:20:30.000001"),
        ("2024-01-01T05:30+05:30", "Europe/Paris", "2024-01-01T00:00"),
        ("2023-12-31 20:30:00-03:30", "UTC", "2024-01-01T00:00"),
        ("2024-10-27 02:30", "Europe/Paris", "2024-10-27T00:30"),  # twice: the first
        ("2024-10-27 03:00", "Europe/Paris", "2024-10-27T02:00"),
        ("2024-03-31 01:59:59.999999", "Europe/Paris", "2024-03-31T00:59:59.999999"),
        ("2024-03-31 02:00", "Europe/Paris", "2024-03-31T01:00"),  # skipped: the jump
        ("2024-03-31 02:59:59.999999", "Europe/Paris", "2024-03-31T01:00"),
        ("2024-03-31 03:00", "Europe/Paris", "2024-03-31T01:00"),
        ("2023-03-12 02:30", "America/New_York", "2023-03-12T07:00"),
        ("2023-11-05 01:00", "America/New_York", "2023-11-05T05:00"),
        ("2024-10-06 02:15", "Australia/Lord_Howe", "2024-10-05T15:30"),
        ("2024-04-07 01:45", "Australia/Lord_Howe", "2024-04-06T14:45"),
        ("2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00"),
        ("2019-02-16 23:30", "America/Sao_Paulo", "2019-02-17T01:30"),
        ("2011-12-30", "Pacific/Apia", "2011-12-30T10:00"),
        ("2011-12-30 17:00", "Pacific/Apia", "2011-12-30T10:00"),
        ("2011-12-31", "Pacific/Apia", "2011-12-30T10:00"),
    ],
)
def test_instants(text: str, zone: str, utc: str):
    assert clock_instant(text, ZoneInfo(zone)) == datetime.fromisoformat(utc)
