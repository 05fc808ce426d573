"""What words of a status say: that a call was answered, or that it was not."""

import re

_ANSWERED = re.compile("(call)?(answer(ed)?|ok|success(ful)?|connected|completed?|200(ok)?)")
_MISSED = re.compile(
    "(call)?(?:(no|not|un)(answer(ed)?|reply|response|connected|completed)|(user)?busy(here|line)?"
    "|(line|destination|callee)busy|fail(ed|ure)?|(originator|caller|call)?cancel(l?ed)?"
    "|(call|user)?reject(ed)?|decline[d]?|(call)?miss(ed)?(call)?|(caller)?abandon(ed)?"
    "|congestion|chanunavail|(temporarily)?unavailable|unreachable|ring(ing)?timeout|timeout"
    "|(no)?userresponse|subscriberabsent|unallocatednumber|unsuccessful|invalid(number)?|error|[3-6][0-9]{2})"
)


def says_answered(status: str) -> bool:
    """Tell whether a status says that a call was answered: `ANSWERED`, `200 OK`."""
    return _ANSWERED.fullmatch(_spelled(status)) is not None


def says_missed(status: str) -> bool:
    """Tell whether a status says that nobody answered: `NO ANSWER`, `USER_BUSY`, `Failed`."""
    return _MISSED.fullmatch(_spelled(status)) is not None


def _spelled(status: str) -> str:
    return re.sub(r"[\W_]+", "", status).casefold()
