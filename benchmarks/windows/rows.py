"""The rows of other systems' tables, by the millions: tab-separated lines, in order of time.

What does not change from call to call is drawn once, a few thousand times, and repeated. Equal on
every engine and in every run.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

FIRST = datetime(2019, 1, 1, tzinfo=UTC)
DAYS = 90
_DAY = 86_400
_BODIES, _STEP = 5_000, 7_919  # prime to each other: neighbours differ
NULL = r"\N"
SIP_REPLIES = ("200 OK", "404 Not Found", "480 Unavailable", "486 Busy Here", "487 Cancelled")

_CLOCKS = [str(timedelta(seconds=second)).zfill(8) for second in range(_DAY)]
_DATES = [(FIRST + timedelta(days=day)).strftime("%Y-%m-%d") for day in range(DAYS + 1)]

Body = Callable[[random.Random], Sequence[object]]


def clock(second: int) -> str:
    """Write the moment that is so many seconds after the first."""
    day, rest = divmod(second, _DAY)
    return f"{_DATES[day]} {_CLOCKS[rest]}"


def _bodies(body: Body) -> list[str]:
    """Draw what repeats, as the middle part of lines."""
    draw = random.Random(7)
    return ["\t".join(map(str, body(draw))) for _ in range(_BODIES)]


def _calls(rows: int, body: Body) -> Iterator[tuple[int, int, str]]:
    """Give number, second and body of calls that are spread evenly over all days."""
    bodies = _bodies(body)
    for number in range(rows):
        yield number, number * DAYS * _DAY // rows, bodies[number * _STEP % _BODIES]


def asterisk(rows: int) -> Iterator[str]:
    """Write rows of `cdr`: calldate, ..., uniqueid."""
    for number, second, body in _calls(rows, _asterisk):
        yield f"{clock(second)}\t{body}\t{second}.{number}"


def _asterisk(draw: random.Random) -> Sequence[object]:
    """Draw an extension's call to a number outside."""
    extension, called = draw.randrange(200, 320), f"0044{draw.randrange(10**9):09d}"
    outcome = draw.choices(("ANSWERED", "NO ANSWER", "BUSY", "FAILED"), (60, 25, 10, 5))[0]
    rang = draw.randrange(1, 30)
    talked = int(draw.expovariate(1 / 140)) + 1 if outcome == "ANSWERED" else 0
    channels = f"PJSIP/{extension}-0000", f"PJSIP/trunk{draw.randrange(6)}-0001"
    party = f"<{extension}>", extension, called, "from-internal"
    return (*party, *channels, "Dial", called, rang + talked, talked, outcome, 3, extension, "")


def freepbx(rows: int) -> Iterator[str]:
    """Write rows of `cdr` as legs: calldate, ..., linkedid, sequence, peeraccount.

    A call has up to four, which begin within a minute of the first.
    """
    legs, linked = 0, ""
    for number, second, body in _calls(rows, _asterisk):
        if not legs:
            legs, linked = (1, 2, 1, 4, 2)[number % 5], f"{second}.{number}"
        legs -= 1
        yield f"{clock(second)}\t{body}\t{second}.{number}\t{linked}\t{number}\t"


def voipmonitor(rows: int) -> Iterator[str]:
    """Write rows of `cdr`: ID, calldate, callend, ..."""
    for number, second, body in _calls(rows, _voipmonitor):
        end = clock(second + int(body.split("\t", 1)[0]))
        yield f"{number + 1}\t{clock(second)}\t{end}\t{body}"


def _voipmonitor(draw: random.Random) -> Sequence[object]:
    """Draw what a probe saw: durations first."""
    rang = draw.randrange(1, 30)
    talked = int(draw.expovariate(1 / 120)) + 1 if draw.random() < 0.55 else None
    reply = 0 if talked else draw.randrange(1, len(SIP_REPLIES))
    return (
        *(rang + (talked or 0), NULL if talked is None else talked),
        *(f"33{draw.randrange(10**9):09d}", f"44{draw.randrange(10**9):09d}"),
        *(reply + 1, SIP_REPLIES[reply].split()[0], draw.choice(("caller", "callee"))),
        *(draw.choice((16, 17, 19, 34, NULL)), draw.randrange(10**6) if talked else NULL),
    )


def magnus_answered(rows: int) -> Iterator[str]:
    """Write the answered three fifths of calls, rows of `pkg_cdr`: starttime, ..., uniqueid."""
    for number, second, body in _calls(rows * 3 // 5, _magnus_answered):
        yield f"{clock(second)}\t{body}\t{second}.{number}"


def magnus_failed(rows: int) -> Iterator[str]:
    """Write the other calls, rows of `pkg_cdr_failed`: starttime, ..., uniqueid."""
    for number, second, body in _calls(rows - rows * 3 // 5, _magnus_failed):
        yield f"{clock(second)}\t{body}\t{second}.{number}"


def _magnus(draw: random.Random) -> Sequence[object]:
    """Draw who called whom, by which trunk."""
    called = f"0044{draw.randrange(10**9):09d}"
    return draw.randrange(1, 200), draw.randrange(1, 8), called, f"33{draw.randrange(10**9):09d}"


def _magnus_answered(draw: random.Random) -> Sequence[object]:
    """Draw an answered call, billed by half minutes."""
    real = int(draw.expovariate(1 / 110)) + 1
    billed = -(-real // 30) * 30
    return (*_magnus(draw), real, billed, round(billed * 0.0002, 5), round(billed * 0.0001, 5), 1)


def _magnus_failed(draw: random.Random) -> Sequence[object]:
    """Draw a call that failed."""
    return (*_magnus(draw), draw.choice((2, 3, 4, 5)), draw.choice((17, 19, 34)))


def yeti(rows: int) -> Iterator[str]:
    """Write rows of `cdr.cdr`: id, time_start, time_connect, time_end, ..."""
    for number, second, body in _calls(rows, _yeti):
        rang, stored = body.split("\t", 1)
        talked = int(stored.split("\t", 1)[0])
        answer = second + int(rang)
        connected = clock(answer) if talked else NULL
        yield f"{number + 1}\t{clock(second)}\t{connected}\t{clock(answer + talked)}\t{stored}"


def _yeti(draw: random.Random) -> Sequence[object]:
    """Draw a routing attempt: seconds of ringing, then what is stored, those of talk first."""
    answered = draw.random() < 0.4
    talked = int(draw.expovariate(1 / 90)) + 1 if answered else 0
    last = answered or draw.random() < 0.5
    code = 200 if answered else draw.choice((404, 486, 487, 503))
    return (
        *(draw.randrange(1, 12), talked, int(answered), draw.randrange(1, 4), int(last)),
        *(draw.randrange(1, 60), draw.randrange(1, 9), draw.randrange(1, 12)),
        *(f"44{draw.randrange(10**9):09d}", f"33{draw.randrange(10**9):09d}", code, code),
        *(draw.randrange(4), round(talked * 0.0003, 4), round(talked * 0.0002, 4)),
    )


def fusionpbx(rows: int) -> Iterator[str]:
    """Write rows of `v_xml_cdr`: xml_cdr_uuid, start_stamp, start_epoch, end_epoch, ..."""
    zero = int(FIRST.timestamp())
    for number, second, body in _calls(rows, _fusionpbx):
        total, rest = body.split("\t", 1)
        begun = zero + second
        yield (
            f"00000000-0000-4000-8000-{number:012d}\t{clock(second)}+00\t{begun}\t"
            f"{begun + int(total)}\t{rest}"
        )


def _fusionpbx(draw: random.Random) -> Sequence[object]:
    """Draw a call: its total duration first, then what is stored."""
    talked = int(draw.expovariate(1 / 140)) + 1 if draw.random() < 0.6 else 0
    status = "answered" if talked else draw.choice(("no_answer", "busy", "failed", "missed"))
    cause = ("NORMAL_CLEARING", 16) if talked else ("NO_ANSWER", 19)
    return (
        *(talked + draw.randrange(1, 30), talked, talked, status, *cause),
        *(draw.choice(("inbound", "outbound", "local")), f"44{draw.randrange(10**9):09d}"),
        *(f"33{draw.randrange(10**9):09d}", draw.choice(("a", "a", "b"))),
    )


def freeswitch(rows: int) -> Iterator[str]:
    """Write rows of `cdr`: its start, its end, uuid, ..."""
    for number, second, body in _calls(rows, _freeswitch):
        end = clock(second + int(body.split("\t", 1)[0]))
        yield f"{clock(second)}\t{end}\t00000000-0000-4000-8000-{number:012d}\t{body}"


def _freeswitch(draw: random.Random) -> Sequence[object]:
    """Draw a call as a channel saw it: durations first."""
    talked = int(draw.expovariate(1 / 140)) + 1 if draw.random() < 0.6 else 0
    causes = ("NORMAL_CLEARING",) if talked else ("NO_ANSWER", "USER_BUSY", "ORIGINATOR_CANCEL")
    called, caller = f"44{draw.randrange(10**9):09d}", f"33{draw.randrange(10**9):09d}"
    side = draw.choice(("send_bye", "recv_bye"))
    return (
        *(talked + draw.randrange(1, 30), talked, draw.choice(causes)),
        *(caller, called, "public", "10.0.0.1", side),
    )


def freeswitch_channels(rows: int) -> Iterator[str]:
    """Write the same rows without what only some tables have: an address, who hung up."""
    return (line.rsplit("\t", 2)[0] for line in freeswitch(rows))


def a2billing(rows: int) -> Iterator[str]:
    """Write rows of `cc_call`: starttime, stoptime, uniqueid, sessiontime, ..."""
    for number, second, body in _calls(rows, _a2billing):
        end = clock(second + int(body.split("\t", 1)[0]))
        yield f"{clock(second)}\t{end}\t{second}.{number}\t{body}"


def _a2billing(draw: random.Random) -> Sequence[object]:
    """Draw a leg of a calling card, a tenth of them of callbacks."""
    cause = draw.choices((1, 2, 3, 4), (60, 10, 20, 10))[0]
    talked = int(draw.expovariate(1 / 140)) + 1 if cause == 1 else 0
    called, caller = f"0044{draw.randrange(10**9):09d}", f"33{draw.randrange(10**9):09d}"
    kind, cost = draw.choices((0, 4), (9, 1))[0], round(talked * 0.0002, 5)
    return (
        *(talked, talked, draw.randrange(1, 200), draw.randrange(1, 8), kind, cause, cost, cost),
        *(called, caller, called, "10.0.0.1", "PJSIP/1"),
    )


def cgrates(rows: int) -> Iterator[str]:
    """Write rows of `cdrs`, two runs of each call: cgrid, origin_id, run_id, setup_time, ..."""
    for number, second, body in _calls(rows, _cgrates):
        rang, stored = body.split("\t", 1)
        talked = not stored.startswith("0\t")
        run = "*raw" if number % 2 else "*default"
        answer = clock(second + int(rang)) if talked else NULL
        yield f"{number // 2:040x}\t{number // 2}\t{run}\t{clock(second)}\t{answer}\t{stored}"


def _cgrates(draw: random.Random) -> Sequence[object]:
    """Draw a rated call: seconds of ringing, then what is stored, nanoseconds of talk first."""
    talked = draw.randrange(10**9, 3 * 10**11) if draw.random() < 0.6 else 0
    cause = "NORMAL_CLEARING" if talked else draw.choice(("NO_ANSWER", "USER_BUSY"))
    account = draw.randrange(1000, 1200)
    return (
        *(draw.randrange(1, 12), talked, "192.168.1.1", "freeswitch", "*voice", "*prepaid"),
        *("cgrates.org", "call", account, account, f"44{draw.randrange(10**9):09d}"),
        *(f'{{"DisconnectCause": "{cause}"}}', "", round(talked * 3e-13, 4)),
    )


def kamailio_acc(rows: int) -> Iterator[str]:
    """Write rows of `acc`, four fifths of all: id, time, callid, method, sip_code, sip_reason, ...

    Half of them are the BYEs of the others.
    """
    for number, second, body in _calls(rows * 2 // 5, _kamailio):
        talked, _, _, said = body.split("\t", 3)
        call = f"{second}-{number}@10.0.0.1"
        yield f"{2 * number + 1}\t{clock(second)}\t{call}\tINVITE\t200\tOK\t{said}"
        yield f"{2 * number + 2}\t{clock(second + int(talked))}\t{call}\tBYE\t200\tOK\t{said}"


def kamailio_missed(rows: int) -> Iterator[str]:
    """Write rows of `missed_calls`, a fifth of all, as those of `acc`; some have two branches."""
    for number, second, body in _calls(rows // 5, _kamailio):
        _, code, reason, said = body.split("\t", 3)
        call = f"{second}-{number // 4 * 4 if number % 4 == 1 else number}-m@10.0.0.1"
        yield f"{number + 1}\t{clock(second)}\t{call}\tINVITE\t{code}\t{reason}\t{said}"


def _kamailio(draw: random.Random) -> Sequence[object]:
    """Draw seconds of talk, a reply of a call that failed, and who called whom."""
    replies = (("404", "Not Found"), ("486", "Busy Here"), ("487", "Request Terminated"))
    caller, called = draw.randrange(200, 320), f"0044{draw.randrange(10**9):09d}"
    tags = f"{draw.randrange(16**8):08x}", f"{draw.randrange(16**8):08x}"
    talked = int(draw.expovariate(1 / 140)) + 1
    return (talked, *draw.choice(replies), *tags, caller, "10.0.0.2", called, called)


def opensips_acc(rows: int) -> Iterator[str]:
    """Write rows of `acc`, three fifths of all: seconds, then as those of `missed_calls`."""
    for number, second, body in _calls(rows * 3 // 5, _opensips):
        rang, talked, _, _, tags = body.split("\t", 4)
        answer = clock(second + int(rang))
        call = f"{second}-{number}@10.0.0.1"
        counted = f"{rang}\t{talked}\t{talked}000"
        yield f"{counted}\t{number + 1}\t{answer}\t{clock(second)}\t{call}\tINVITE\t200\tOK\t{tags}"


def opensips_missed(rows: int) -> Iterator[str]:
    """Write rows of `missed_calls`: id, time, created, callid, method, ...; some are branches."""
    for number, second, body in _calls(rows - rows * 3 // 5, _opensips):
        _, _, code, reason, tags = body.split("\t", 4)
        call = f"{second}-{number // 4 * 4 if number % 4 == 1 else number}-m@10.0.0.1"
        yield f"{number + 1}\t{clock(second)}\t{NULL}\t{call}\tINVITE\t{code}\t{reason}\t{tags}"


def _opensips(draw: random.Random) -> Sequence[object]:
    """Draw seconds of ringing and of talk, a reply of a call that failed, and tags."""
    replies = (("404", "Not Found"), ("486", "Busy Here"), ("487", "Request Terminated"))
    tags = f"{draw.randrange(16**8):08x}", f"{draw.randrange(16**8):08x}"
    return (draw.randrange(1, 30), draw.randrange(1, 400), *draw.choice(replies), *tags)
