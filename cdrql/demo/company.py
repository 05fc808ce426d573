"""The company whose calls the demo shows: its carriers, numbers, people and hours, as rows."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from typing import Generic, TypeVar

T = TypeVar("T")

FIRST_DAY, DAYS = datetime(2025, 1, 1), 90  # to the end of March
PHONEBOOK, MANUAL, INCOMING, MISSED, INTERNAL = 2, 3, 4, 7, 8


@dataclass(frozen=True, slots=True)
class Ending:
    """How a call ends: FreeSWITCH's name, Q.850's text, the SIP code, by whom, seconds of ring."""

    status: str
    q850: str
    sip: int | None
    sides: tuple[str, ...]
    ring: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Route:
    """A range of numbers, `#` for a digit, and its price per minute in millionths."""

    shape: str
    rate: int


@dataclass(frozen=True, slots=True)
class Trunk:
    """A carrier's trunk: its share of calls each way, its quality, its price and billing step."""

    id: int
    name: str
    outgoing: int  # weight among outgoing calls
    incoming: int
    asr: int  # percent of outgoing calls that are answered
    acd: int  # mean seconds of talk
    price: int  # percent of the route's rate
    step: int  # seconds that are billed as one
    routes: tuple[tuple[Route, int], ...]  # with weights


class Wheel(Generic[T]):
    """A choice among items by weight, spun with a share in [0, 1)."""

    def __init__(self, weighted: tuple[tuple[T, int], ...]) -> None:
        self._items = [item for item, _ in weighted]
        self._sums = list(accumulate(weight for _, weight in weighted))

    def spin(self, share: float) -> T:
        """Give the item whose stretch of the wheel holds this share."""
        return self._items[bisect_right(self._sums, int(share * self._sums[-1]))]


def zipf(items: list[T], first: int = 1) -> Wheel[T]:
    """Make a wheel of weights 1/first, 1/(first + 1) and so on: a few items do most of it."""
    return Wheel(tuple((item, 720_720 // rank) for rank, item in enumerate(items, first)))


# FreeSWITCH gives causes above 127 (a cancelled call, a call cut at the limit) as Q.850's 16.
CLEARED = "Normal call clearing"
SYSTEM, CALLER = ("system",), ("caller",)
ENDED = Ending("NORMAL_CLEARING", CLEARED, 200, ("caller", "callee"), (2, 24))
CUT = Ending("ALLOTTED_TIMEOUT", CLEARED, 200, SYSTEM, (2, 24))
LOST_MEDIA = Ending("MEDIA_TIMEOUT", CLEARED, 200, SYSTEM, (2, 24))
NO_ANSWER = Ending("NO_ANSWER", "No answer from user (user alerted)", 480, SYSTEM, (25, 60))
CANCELLED = Ending("ORIGINATOR_CANCEL", CLEARED, 487, CALLER, (3, 40))
BUSY = Ending("USER_BUSY", "User busy", 486, ("system", "callee"), (0, 5))
REJECTED = Ending("CALL_REJECTED", "Call rejected", 603, ("system", "callee"), (0, 14))
UNALLOCATED = Ending("UNALLOCATED_NUMBER", "Unallocated (unassigned) number", 404, SYSTEM, (0, 6))
ABSENT = Ending("SUBSCRIBER_ABSENT", "Subscriber absent", 480, SYSTEM, (1, 9))
FAILURE = Ending("NORMAL_TEMPORARY_FAILURE", "Temporary failure", 503, SYSTEM, (0, 8))
CONGESTED = Ending("NORMAL_CIRCUIT_CONGESTION", "No circuit/channel available", 503, SYSTEM, (0, 4))
MISDIALLED = Ending(
    "INVALID_NUMBER_FORMAT", "Invalid number format (address incomplete)", 484, SYSTEM, (0, 1)
)
SILENT = Ending("NO_USER_RESPONSE", "No user responding", 408, SYSTEM, (32, 32))
EXPIRED = Ending("RECOVERY_ON_TIMER_EXPIRE", "Recovery on timer expiry", 504, SYSTEM, (32, 32))
UNREGISTERED = Ending("USER_NOT_REGISTERED", CLEARED, None, SYSTEM, (0, 0))

OUTGOING_FAILURES = Wheel(
    (
        (NO_ANSWER, 300),
        (CANCELLED, 250),
        (BUSY, 190),
        (REJECTED, 80),
        (UNALLOCATED, 60),
        (ABSENT, 40),
        (FAILURE, 25),
        (CONGESTED, 20),
        (MISDIALLED, 15),
        (SILENT, 12),
        (EXPIRED, 8),
    )
)
OUTAGE_FAILURES = Wheel(((CONGESTED, 88), (CANCELLED, 12)))
MISSED_ENDINGS = Wheel(((CANCELLED, 62), (NO_ANSWER, 26), (BUSY, 9), (REJECTED, 3)))
INTERNAL_FAILURES = Wheel(((NO_ANSWER, 50), (CANCELLED, 25), (BUSY, 15), (UNREGISTERED, 10)))

# Numbers that the countries' regulators keep free for films and books, so that nobody is rung.
LONDON, UK_MOBILE = Route("442079460###", 9_000), Route("447700900###", 21_500)
MANCHESTER, IRELAND = Route("441614960###", 9_000), Route("35320910####", 12_400)
PARIS_LINE, FRENCH_MOBILE = Route("3319900####", 11_000), Route("3363998####", 34_800)
BERLIN, GERMAN_MOBILE = Route("493023125###", 10_500), Route("4917139200##", 39_000)
STOCKHOLM, SYDNEY = Route("468465004##", 13_300), Route("6125550####", 18_700)
NEW_YORK, CHICAGO = Route("121255501##", 8_200), Route("131255501##", 8_200)
UK = ((LONDON, 24), (UK_MOBILE, 46), (MANCHESTER, 14))
EUROPE = ((PARIS_LINE, 10), (FRENCH_MOBILE, 12), (BERLIN, 11), (GERMAN_MOBILE, 13), (STOCKHOLM, 4))
AMERICA = ((NEW_YORK, 40), (CHICAGO, 22))
WORLD = (*UK, *EUROPE, *AMERICA, (IRELAND, 12), (SYDNEY, 14))

TRUNKS = (
    Trunk(2, "london", 30, 55, 64, 190, 100, 1, UK),
    Trunk(3, "dublin", 21, 25, 57, 165, 92, 1, (*UK, (IRELAND, 60))),
    Trunk(5, "frankfurt", 20, 12, 52, 150, 85, 1, EUROPE),
    Trunk(7, "new-york", 13, 8, 60, 215, 78, 6, AMERICA),
    Trunk(9, "wholesale", 16, 0, 38, 95, 55, 60, WORLD),
)
OUTGOING_TRUNKS = Wheel(tuple((trunk, trunk.outgoing) for trunk in TRUNKS))
INCOMING_TRUNKS = Wheel(tuple((trunk, trunk.incoming) for trunk in TRUNKS))
ROUTES = {trunk.id: Wheel(trunk.routes) for trunk in TRUNKS}
# One working day on which one trunk had no circuits, for somebody to find.
OUTAGE_TRUNK, OUTAGE_ASR = 5, 9
OUTAGE_START, OUTAGE_END = "2025-02-11 08:40:00", "2025-02-11 17:20:00"

# Regular callers, the keenest first; they come in over the trunks at home.
REGULARS = [f"447700900{137 * nth % 1000:03}" for nth in range(1, 41)]
HOME_TRUNKS = (2, 3)
USERS = list(range(2, 26))  # the extension of user 2 is 102
# The company's own numbers: published ones first, so that callers use them most.
DIDS = [Route("442079460120", 0), Route("448081570199", 19_000), Route("353209104550", 0)]
ROOMS = ["3001", "3002", "3003"]
MOBILE_TRANSFER = Route("447700900457", 21_500)
LONGEST_TALK = 7200
TALK_SPREAD, RING_MEDIAN, RING_SPREAD = 1.1, 7, 0.6

# Calls per hour of a working day and of a weekend, and percent of them per day, Monday first.
WORKDAY: tuple[int, ...] = (4, 3, 2, 2, 3, 7, 18, 46, 88, 118, 126, 121)
WORKDAY += (92, 84, 112, 118, 110, 86, 52, 34, 24, 16, 10, 6)
WEEKEND: tuple[int, ...] = (8, 5, 4, 3, 3, 4, 8, 16, 30, 44, 52, 55)
WEEKEND += (52, 50, 50, 48, 44, 40, 34, 28, 22, 17, 13, 10)
WEEK = (108, 104, 100, 100, 88, 50, 30)
