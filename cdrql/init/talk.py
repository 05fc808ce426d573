"""Whether the only duration of a table is talk time: it is 0 of the calls that nobody answered."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from cdrql.engines.schema import LiveTable
from cdrql.init.answered import CAUSES, DISPOSITIONS
from cdrql.init.column_choice import Choice, confidence, sentence
from cdrql.init.elapsed import Seconds, unit_by_times
from cdrql.init.numbers import is_positive
from cdrql.init.spans import best_named
from cdrql.model.absence import is_unset
from cdrql.model.column_names import ANSWER_TIMES, column_names
from cdrql.model.status_words import says_answered

_SIP = ",".join(column_names("sip_status"))
_NORMAL = ("16", "31", "NORMAL_CLEARING")  # of calls that were answered, and of others
_FEWEST, _MOST = 0.05, 0.95  # shares of calls that make a rule


def only_talk(
    only: Choice,
    table: LiveTable,
    rows: Sequence[Mapping[str, Any]],
    spans: Sequence[Seconds],
    cost: Choice | None,
) -> Choice | None:
    """Give the choice of a duration as that of talk time, None where it has ringing in it.

    `spans` are from start to end of each row, and from its answer to its end.
    """
    name = only.columns[0].name
    held = [row.get(name) for row in rows]
    empty = [not is_positive(value) for value in held]
    if all(empty):
        return None
    whole, talked = (unit_by_times(held, span) is not None for span in spans)
    unanswered = _unanswered_rows(table, rows)
    if missed := sum(unanswered):
        zeros = sum(map(bool.__and__, empty, unanswered))
        why = f"0 in {zeros} of {missed} calls that were not answered, so it is talk time"
        return _as_talk(only, why, 1) if zeros >= _MOST * missed else None
    if whole:
        return None
    if talked:
        return _as_talk(only, "as long as from the answer to the end", 0)
    if sum(empty) <= _FEWEST * len(held) or _has_cost(cost, rows, empty):
        return None
    why = f"the only duration, and 0 in {sum(empty)} of {len(held)} calls: taken for talk time"
    return _as_talk(only, why, 2)


def _as_talk(only: Choice, why: str, doubts: int) -> Choice:
    sure = max(confidence(doubts), only.confidence, key=("sure", "likely", "doubtful").index)
    return replace(only, field="bill_duration", why=sentence(only.why, why), confidence=sure)


def _has_cost(
    cost: Choice | None, rows: Sequence[Mapping[str, Any]], empty: Sequence[bool]
) -> bool:
    """Tell whether calls of no duration cost something, so that it is no talk time."""
    if cost is None:
        return False
    charged = [is_positive(row.get(cost.columns[0].name)) for row in rows]
    return sum(map(bool.__and__, charged, empty)) > _FEWEST * sum(empty)


def _unanswered_rows(table: LiveTable, rows: Sequence[Mapping[str, Any]]) -> list[bool]:
    """Say of each row whether its status, SIP code, cause or answer says that nobody answered."""
    for names, is_missed in ((DISPOSITIONS, _is_missed), (_SIP, _has_failed), (CAUSES, _is_odd)):
        if (name := best_named(names, table.columns)) is not None:
            texts = ["" if row.get(name) is None else str(row[name]).strip() for row in rows]
            if any(told := [bool(text) and is_missed(text, texts) for text in texts]):
                return told
    if (name := best_named(ANSWER_TIMES, table.columns)) is not None:
        never = [row.get(name) is None or is_unset(str(row[name])) for row in rows]
        if not all(never):
            return never
    return [False] * len(rows)


def _is_missed(text: str, texts: Sequence[str]) -> bool:
    # Where no word is known, the words are of another kind.
    return not says_answered(text) and any(map(says_answered, texts))


def _has_failed(text: str, _: Sequence[str]) -> bool:
    return bool(re.fullmatch("[3-6][0-9]{2}", text))


def _is_odd(text: str, _: Sequence[str]) -> bool:
    return text.upper() not in (*_NORMAL, "0", "NONE")
