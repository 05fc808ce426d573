"""Believable calls for the demo: the same seed gives the same calls, on any machine and Python."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from itertools import accumulate
from math import ceil, exp
from typing import TypeAlias

from cdrql.demo import company
from cdrql.demo.company import Ending, Trunk, Wheel
from cdrql.demo.dice import Dice
from cdrql.model.default import CDRS_COLUMNS

DEMO_SEED = 20250101

MadeValue: TypeAlias = int | str | Decimal | None
MadeCall: TypeAlias = dict[str, MadeValue]

ROW_COLUMNS = ("id", *CDRS_COLUMNS)


def calls(count: int = 100_000, seed: int = DEMO_SEED) -> Iterator[MadeCall]:
    """Yield so many calls in the order of their start, as rows of the default warehouse."""
    dice = Dice(seed)
    for number, start in enumerate(_spread_starts(count, dice), 1):
        call: MadeCall = dict.fromkeys(ROW_COLUMNS)
        call["id"], call["start_at"] = number, start
        CALL_KINDS.spin(dice.share())(call, dice)
        yield call


def _spread_starts(count: int, dice: Dice) -> Iterator[str]:
    """Spread the calls over the hours by weight: each in its own slice, so they come in order."""
    hours = list(_weighted_hours(dice))
    ends = list(accumulate(weight for _, weight in hours))
    at = 0
    for nth in range(count):
        place = (nth + dice.share()) * ends[-1] / count
        while at < len(ends) - 1 and place >= ends[at]:
            at += 1
        hour, weight = hours[at]
        second = min(3599, int((place - ends[at] + weight) * 3600 / weight))
        yield f"{hour}:{second // 60:02}:{second % 60:02}"


def _weighted_hours(dice: Dice) -> Iterator[tuple[str, int]]:
    """Give each hour of the window as text with its weight; New Year's Day is a Sunday here."""
    for nth in range(company.DAYS):
        day = company.FIRST_DAY + timedelta(nth)
        weekday = 6 if nth == 0 else day.weekday()
        curve = company.WEEKEND if weekday > 4 else company.WORKDAY
        for hour in range(24):
            weight = curve[hour] * company.WEEK[weekday] * dice.between(85, 115)
            yield f"{day:%Y-%m-%d} {hour:02}", weight


def _dial_out(call: MadeCall, dice: Dice) -> None:
    """Dial out by hand or from the phone book, over a trunk that goes there."""
    trunk = company.OUTGOING_TRUNKS.spin(dice.share())
    user, known = dice.users.spin(dice.share()), dice.chance(0.55)
    if known:
        number, route = dice.contacts[trunk.id].spin(dice.share())
    else:
        route = company.ROUTES[trunk.id].spin(dice.share())
        number = dice.number(route)
    call["call_type"] = company.PHONEBOOK if known else company.MANUAL
    call["destination"], call["caller_id"] = number, company.DIDS[0 if user % 3 else 2].shape
    _assign_user(call, user)
    _route_over(call, trunk)
    down = _is_down(trunk, str(call["start_at"]))
    if dice.chance((company.OUTAGE_ASR if down else trunk.asr) / 100):
        talk = _answer_and_talk(call, dice, trunk.acd)
        call["agent_duration"] = talk
        call["cost"] = _price_of(talk, route.rate * trunk.price // 100, trunk.step)
        _hand_over(call, dice, talk, transferred=0.02, conferred=0.015)
    else:
        failures = company.OUTAGE_FAILURES if down else company.OUTGOING_FAILURES
        _end_unanswered(call, dice, failures.spin(dice.share()))
        call["cost"] = _price_of(0, 0)


def _is_down(trunk: Trunk, start: str) -> bool:
    """Tell whether the trunk has no circuits at this time."""
    return trunk.id == company.OUTAGE_TRUNK and company.OUTAGE_START <= start < company.OUTAGE_END


def _come_in(call: MadeCall, dice: Dice) -> None:
    """Come in for one of the company's numbers, and be answered or missed."""
    trunk, did = company.INCOMING_TRUNKS.spin(dice.share()), dice.dids.spin(dice.share())
    call["destination"] = did.shape
    if dice.chance(0.5 if trunk.id in company.HOME_TRUNKS else 0):
        call["caller_id"] = dice.regulars.spin(dice.share())
    elif dice.chance(0.95):  # the rest withhold their number
        call["caller_id"] = dice.number(company.ROUTES[trunk.id].spin(dice.share()))
    _route_over(call, trunk)
    if dice.chance(0.79):
        call["call_type"] = company.INCOMING
        _assign_user(call, dice.users.spin(dice.share()))
        talk = _answer_and_talk(call, dice, trunk.acd)
        call["agent_duration"] = max(0, talk - dice.between(0, 40))  # the rest: queue and menu
        call["cost"] = _price_of(talk, did.rate)
        _hand_over(call, dice, talk, transferred=0.13, conferred=0.04)
    else:
        call["call_type"] = company.MISSED
        if dice.chance(0.6):  # otherwise the caller left before anybody was rung
            _assign_user(call, dice.users.spin(dice.share()))
        _end_unanswered(call, dice, company.MISSED_ENDINGS.spin(dice.share()))
        call["cost"] = _price_of(0, 0)


def _ring_colleague(call: MadeCall, dice: Dice) -> None:
    """Ring a colleague: no trunk, no cost."""
    user, other = dice.users.spin(dice.share()), dice.users.spin(dice.share())
    if other == user:
        other = company.USERS[user % len(company.USERS)]
    call["call_type"], call["caller_id"] = company.INTERNAL, str(100 + user)
    call["destination"] = str(100 + other)
    _assign_user(call, user)
    if dice.chance(0.74):
        _hand_over(call, dice, _answer_and_talk(call, dice, 75), transferred=0.02, conferred=0.05)
    else:
        _end_unanswered(call, dice, company.INTERNAL_FAILURES.spin(dice.share()))


CallKind: TypeAlias = Callable[[MadeCall, Dice], None]
CALL_KINDS: Wheel[CallKind] = Wheel(((_dial_out, 60), (_come_in, 28), (_ring_colleague, 12)))


def _assign_user(call: MadeCall, user: int) -> None:
    """Let this user make or take the call on their extension."""
    call["user_id"], call["extension"] = user, str(100 + user)


def _route_over(call: MadeCall, trunk: Trunk) -> None:
    """Route the call over this trunk."""
    call["trunk_id"], call["trunk"] = trunk.id, trunk.name


def _answer_and_talk(call: MadeCall, dice: Dice, mean: int) -> int:
    """Answer the call after some ringing and give the seconds of talk."""
    # A log-normal's mean is its median times e to half its squared spread.
    talk = dice.seconds(mean / exp(company.TALK_SPREAD**2 / 2), company.TALK_SPREAD)
    ending = company.ENDED if dice.chance(0.997) else company.LOST_MEDIA
    if talk >= company.LONGEST_TALK:
        talk, ending = company.LONGEST_TALK, company.CUT
    low, high = ending.ring
    ring = min(high, max(low, dice.seconds(company.RING_MEDIAN, company.RING_SPREAD)))
    _write_ending(call, dice, ending)
    call["duration"], call["bill_duration"] = ring + talk, talk
    return talk


def _end_unanswered(call: MadeCall, dice: Dice, ending: Ending) -> None:
    """End the call unanswered, after as much ringing as this ending takes."""
    _write_ending(call, dice, ending)
    call["duration"], call["bill_duration"] = dice.between(*ending.ring), 0


def _write_ending(call: MadeCall, dice: Dice, ending: Ending) -> None:
    """Write down why, and by whom, the call ended."""
    call["call_status"], call["q850"], call["sip_status"] = ending.status, ending.q850, ending.sip
    call["hangup"] = ending.sides[dice.between(0, len(ending.sides) - 1)]


def _hand_over(
    call: MadeCall, dice: Dice, talk: int, *, transferred: float, conferred: float
) -> None:
    """Let an answered call be transferred, or joined to a conference, for a part of its talk."""
    share, part = dice.share(), 1 + int(dice.share() * (talk - 1))
    if share < transferred:
        away = dice.chance(0.2)  # to a mobile, which costs; otherwise to a colleague
        colleague = str(100 + dice.users.spin(dice.share()))
        call["transfer_to"] = company.MOBILE_TRANSFER.shape if away else colleague
        call["transfer_duration"] = part
        call["transfer_cost"] = _price_of(part, company.MOBILE_TRANSFER.rate if away else 0)
    elif share < transferred + conferred:
        call["conference_to"] = company.ROOMS[dice.between(0, len(company.ROOMS) - 1)]
        call["conference_duration"] = part
        call["conference_cost"] = _price_of(part, 3_000, 60)


def _price_of(seconds: int, rate: int, step: int = 1) -> Decimal:
    """Price so many seconds at a rate per minute in millionths, each begun step in full."""
    return Decimal(ceil(seconds / step) * step * rate // 60).scaleb(-6)
