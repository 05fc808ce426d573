"""What `cdrql demo` asks its calls: a row per request, with what it is for."""

from dataclasses import dataclass
from typing import Any

from cdrql.demo.company import DIDS, OUTAGE_START, REGULARS

DEMO_WINDOW = {"start_at": "2025-01-01 00:00:00", "end_at": "2025-04-01 00:00:00"}
OUTGOING = {**DEMO_WINDOW, "callsType": [2, 3]}
ALL_DIMENSIONS = (
    "user;call status;duration;hangup;destination;caller_id;q850;sip termination status;"
    "extension number;transfer to;conference to;trunk"
)
ALL_MEASURES = (
    "total calls;successful calls;total duration;total bill duration;ACD;ASR;cost;"
    "transfer duration;conference duration;transfer cost;conference cost;total transfer;"
    "call agent duration"
)


@dataclass(frozen=True, slots=True)
class Bars:
    """What a picture shows of an answer: two response keys, the value of a whole bar, its unit."""

    label: str
    value: str
    full: int | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """A request of the tour: its file, what it asks, how its answer is shown."""

    file: str
    title: str
    text: str
    request: dict[str, Any]
    bars: Bars | None = None
    records: int = 0  # so many rows, a field a line, instead of a table
    shows_sql: bool = False
    without_rows: str = "No rows."


STOPS = (
    Stop(
        file="request.json",
        title="The API page's own request",
        text=(
            "All 12 dimensions, all 13 measures, by the hour, and every filter. It is as on the "
            "page but for three values that only fit other data: the window, destination and "
            "caller_id."
        ),
        request={
            "group": ALL_DIMENSIONS,
            "fields": f"{ALL_DIMENSIONS};{ALL_MEASURES}",
            "period": "year;month;day;hour",
            "filter": {
                **DEMO_WINDOW,
                "destination": [did.shape for did in DIDS[:2]],
                "caller_id": REGULARS[:4],
                "callAttributes": ["Conference", "Transfer"],
                "user": [2, 3],
                "original_trunk_id": [2],
                "callsType": [6, 4],
                "bill_duration": "3;>=",
                "duration": "5;>|9999;<",
            },
            "order": "user;desc",
            "limit": 100,
            "offset": 0,
        },
        records=2,
        without_rows="No rows: so few calls hold none that meets every filter.",
    ),
    Stop(
        file="trunks.json",
        title="Which trunk is good?",
        text="ASR and ACD of the outgoing calls (types 2 and 3) over each trunk.",
        request={
            "group": "trunk",
            "fields": "total calls;ASR;ACD",
            "filter": OUTGOING,
            "order": "ASR;desc",
        },
        bars=Bars("trunk", "asr", full=100, unit="%"),
        shows_sql=True,
    ),
    Stop(
        file="hours.json",
        title="When is it busy?",
        text="A period of `hour` alone is the profile of a day: here on trunk 2, in London's time.",
        request={
            "group": "trunk",
            "fields": "total calls",
            "period": "hour",
            "filter": {**DEMO_WINDOW, "original_trunk_id": 2},
            "timezone": "Europe/London",
        },
        bars=Bars("period", "total"),
    ),
    Stop(
        file="failures.json",
        title="Why do calls fail?",
        text="The causes of outgoing calls that were not answered, with their Q.850 text.",
        request={
            "group": "call status;q850",
            "fields": "total calls",
            "filter": {**OUTGOING, "bill_duration": "0;="},
            "order": "total calls;desc",
        },
        bars=Bars("status", "total"),
    ),
    Stop(
        file="destinations.json",
        title="Which numbers cost most?",
        text="The ten destinations abroad on which most was spent.",
        request={
            "group": "destination",
            "fields": "total calls;total bill duration;ACD;cost",
            "filter": {**OUTGOING, "destination_prefix": ["1", "33", "353", "46", "49", "61"]},
            "order": "cost;desc",
            "limit": 10,
        },
        bars=Bars("dst", "cost"),
    ),
    Stop(
        file="bad-days.json",
        title="Did a trunk have a bad day?",
        text="Days on which a trunk answered fewer than a quarter of at least 50 outgoing calls.",
        request={
            "group": "trunk",
            "fields": "total calls;successful calls;ASR",
            "period": "year;month;day",
            "filter": OUTGOING,
            "having": {"total calls": "50;>=", "ASR": "25;<"},
        },
        without_rows=(
            "No rows: with so few calls no trunk has 50 a day. "
            f"With 100,000 one has, on {OUTAGE_START[:10]}."
        ),
    ),
)
