"""The demo's calls are believable: facts about 100,000 of them."""

import hashlib
from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal

import pytest

from cdrql.demo import company
from cdrql.demo.traffic import DEMO_SEED, ROW_COLUMNS, calls

FIRST_THOUSAND = "229b71bd90010edd5f2ad04cdeffbb0b3a6db70ffd9012a81203aec8ea7308cd"
OUTGOING = (company.PHONEBOOK, company.MANUAL)

# Which Q.850 text and SIP code FreeSWITCH gives to each status (mod_sofia's hangup_cause_to_sip;
# causes above 127 read as Q.850's 16).
CAUSES = {
    "NORMAL_CLEARING": ("Normal call clearing", 200),
    "ALLOTTED_TIMEOUT": ("Normal call clearing", 200),
    "MEDIA_TIMEOUT": ("Normal call clearing", 200),
    "ORIGINATOR_CANCEL": ("Normal call clearing", 487),
    "USER_NOT_REGISTERED": ("Normal call clearing", None),
    "UNALLOCATED_NUMBER": ("Unallocated (unassigned) number", 404),
    "USER_BUSY": ("User busy", 486),
    "NO_USER_RESPONSE": ("No user responding", 408),
    "NO_ANSWER": ("No answer from user (user alerted)", 480),
    "SUBSCRIBER_ABSENT": ("Subscriber absent", 480),
    "CALL_REJECTED": ("Call rejected", 603),
    "INVALID_NUMBER_FORMAT": ("Invalid number format (address incomplete)", 484),
    "NORMAL_CIRCUIT_CONGESTION": ("No circuit/channel available", 503),
    "NORMAL_TEMPORARY_FAILURE": ("Temporary failure", 503),
    "RECOVERY_ON_TIMER_EXPIRE": ("Recovery on timer expiry", 504),
}
ANSWERED = {"NORMAL_CLEARING", "ALLOTTED_TIMEOUT", "MEDIA_TIMEOUT"}


@pytest.fixture(scope="module")
def made():
    """The calls of the demo as it is run by default."""
    return list(calls())


def digest(rows):
    """Hash the calls as text, a line a call."""
    text = "".join("|".join(map(str, row.values())) + "\n" for row in rows)
    return hashlib.sha256(text.encode()).hexdigest()


def test_the_same_seed_makes_the_same_calls_everywhere():
    assert digest(calls(1000)) == FIRST_THOUSAND
    assert digest(calls(1000, DEMO_SEED + 1)) != FIRST_THOUSAND


def test_there_are_as_many_as_asked_for_in_the_order_of_their_start(made):
    starts = [call["start_at"] for call in made]
    assert len(made) == 100_000
    assert starts == sorted(starts)
    assert (starts[0][:10], starts[-1][:10]) == ("2025-01-01", "2025-03-31")
    assert [call["id"] for call in made] == list(range(1, 100_001))
    assert [list(call) for call in calls(3)] == [list(ROW_COLUMNS)] * 3


def test_every_status_has_its_cause_and_code(made):
    seen = {(call["call_status"], call["q850"], call["sip_status"]) for call in made}
    assert seen == {(status, *cause) for status, cause in CAUSES.items()}
    assert all((call["bill_duration"] > 0) == (call["call_status"] in ANSWERED) for call in made)


@pytest.mark.parametrize("trunk", company.TRUNKS, ids=lambda trunk: trunk.name)
def test_each_trunk_has_its_asr_and_acd(made, trunk):
    tried = [c for c in made if c["trunk_id"] == trunk.id and c["call_type"] in OUTGOING]
    talks = [c["bill_duration"] for c in tried if c["bill_duration"]]
    assert {c["trunk"] for c in tried} == {trunk.name}
    assert abs(100 * len(talks) / len(tried) - trunk.asr) < 2
    assert abs(sum(talks) / len(talks) - trunk.acd) < 0.1 * trunk.acd


def test_days_and_hours_have_their_curves(made):
    days = Counter(date.fromisoformat(call["start_at"][:10]) for call in made)
    weekdays = [n for day, n in days.items() if day.weekday() < 5 and day != date(2025, 1, 1)]
    weekends = [n for day, n in days.items() if day.weekday() >= 5]
    hours = Counter(int(call["start_at"][11:13]) for call in made)
    assert max(weekends) < 0.5 * min(weekdays)
    assert hours[13] < 0.85 * min(hours[10], hours[15])  # lunch
    assert hours[3] < 0.05 * hours[10]


def test_times_and_money_belong_together(made):
    for call in made:
        assert 0 <= call["bill_duration"] <= call["duration"]
        assert call["bill_duration"] <= company.LONGEST_TALK
        for part in ("transfer", "conference"):
            handed, seconds = call[f"{part}_to"], call[f"{part}_duration"]
            assert (handed is None) == (seconds is None) == (call[f"{part}_cost"] is None)
            assert seconds is None or 1 <= seconds <= call["bill_duration"]
        internal = call["call_type"] == company.INTERNAL
        assert internal == (call["cost"] is None) == (call["trunk"] is None)
        assert call["cost"] is None or call["cost"].as_tuple().exponent == -6


def test_talk_is_log_normal(made):
    talks = sorted(call["bill_duration"] for call in made if call["bill_duration"])
    mean, median = sum(talks) / len(talks), talks[len(talks) // 2]
    assert 1.5 < mean / median < 2.2  # e ** (1.1 ** 2 / 2) = 1.83 for one trunk


def test_types_agree_with_the_outcome(made):
    types = Counter(call["call_type"] for call in made)
    assert set(types) == {2, 3, 4, 7, 8}
    assert all(call["bill_duration"] for call in made if call["call_type"] == company.INCOMING)
    assert not any(call["bill_duration"] for call in made if call["call_type"] == company.MISSED)
    unheard = [call for call in made if call["user_id"] is None]
    assert {call["call_type"] for call in unheard} == {company.MISSED}


def test_a_few_users_make_most_calls(made):
    users = Counter(call["user_id"] for call in made if call["user_id"])
    assert len(users) == len(company.USERS)
    assert [user for user, _ in users.most_common(3)] == company.USERS[:3]
    assert users[company.USERS[0]] > 4 * users[company.USERS[-1]]


def test_a_per_minute_trunk_bills_begun_minutes(made):
    wholesale = next(trunk for trunk in company.TRUNKS if trunk.step == 60)
    rates = {route.rate * wholesale.price // 100: route.shape for route, _ in wholesale.routes}
    for call in made:
        if call["trunk_id"] == wholesale.id and call["bill_duration"]:
            minutes = -(-call["bill_duration"] // 60)
            assert call["cost"] / minutes * 1_000_000 in {Decimal(rate) for rate in rates}


def test_one_trunk_had_one_bad_day(made):
    days = defaultdict(list)
    for call in made:
        if call["call_type"] in OUTGOING:
            days[call["trunk_id"], call["start_at"][:10]].append(call["bill_duration"] > 0)
    bad = [day for day, calls in days.items() if len(calls) >= 50 and 4 * sum(calls) < len(calls)]
    assert bad == [(company.OUTAGE_TRUNK, company.OUTAGE_START[:10])]
