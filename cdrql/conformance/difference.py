"""A difference between two answers: made small, and shown."""

import difflib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cdrql.conformance.calls import BLANK, Call
from cdrql.conformance.cases import Case, RequestDict

Inquiry = tuple[RequestDict, Sequence[Call]]

_SHOWN = 20  # calls


@dataclass(frozen=True)
class Answer:
    """What a backend made of a request: SQL, its parameters, and the rows or what went wrong."""

    sql: str
    params: object
    text: str


@dataclass(frozen=True)
class Difference:
    """What a backend answered otherwise than the reference, made as small as may be."""

    case: Case
    request: RequestDict
    calls: Sequence[Call]
    expected: str
    got: Answer

    def __str__(self) -> str:
        """Show request, calls, SQL, values, and both answers where they differ."""
        answers = difflib.unified_diff(
            self.expected.splitlines(),
            self.got.text.splitlines(),
            *("expected", "got"),
            lineterm="",
        )
        parts = {
            "request": json.dumps(self.request, ensure_ascii=False),
            _count_of_calls(self.calls): "\n".join(map(_filled_columns, self.calls[:_SHOWN])),
            "SQL": self.got.sql,
            "values": repr(self.got.params),
            "answers": "\n".join(answers),
        }
        return "\n".join([str(self.case), *map(_under_title, parts, parts.values())])


def _count_of_calls(calls: Sequence[Call]) -> str:
    first = f", the first {_SHOWN}" if len(calls) > _SHOWN else ""
    return f"calls ({len(calls)}{first}; what is not named is NULL or 0)"


def _under_title(title: str, text: str) -> str:
    return "\n".join([f"  {title}", *(f"    {line}" for line in text.splitlines())])


def _filled_columns(call: Call) -> str:
    """Show what a call has beyond a blank one."""
    blank: dict[str, Any] = {"id": None, **BLANK, "start_at": None}
    known = {key: value for key, value in call.items() if value != blank[key] and key != "id"}
    return ", ".join(f"{key} {_shown_cell(value)}" for key, value in known.items())


def _shown_cell(value: object) -> str:
    return repr(value) if isinstance(value, str) else str(value)


def smallest(asked: Inquiry, differs: Callable[[Inquiry], bool], tries: int) -> Inquiry:
    """Leave out calls and keys as long as the answers differ, within a number of tries."""
    candidates = _smaller_inquiries(*asked)
    for _ in range(tries):
        candidate = next(candidates, None)
        if candidate is None:
            break
        if differs(candidate):
            asked, candidates = candidate, _smaller_inquiries(*candidate)
    return asked


def _smaller_inquiries(request: RequestDict, calls: Sequence[Call]) -> Iterator[Inquiry]:
    """Leave out some of the calls, a key of the request or its filter, half of a list, fields."""
    size = len(calls)
    while (size := size // 2) >= 1:
        for at in range(0, len(calls), size):
            yield request, [*calls[:at], *calls[at + size :]]
    wanted = request["filter"]
    for key in sorted(set(wanted) - {"start_at", "end_at"}):
        yield request | {"filter": {k: wanted[k] for k in wanted if k != key}}, calls
        if isinstance(wanted[key], list) and len(wanted[key]) > 1:
            middle = len(wanted[key]) // 2
            for half in (wanted[key][:middle], wanted[key][middle:]):
                yield request | {"filter": wanted | {key: half}}, calls
    for key in sorted(set(request) - {"group", "filter", "fields"}):
        yield {k: request[k] for k in request if k != key}, calls
    for field in (*str(request.get("fields") or "").split(";"), "total calls"):
        if field.strip() and request.get("fields") != field:  # none at all would mean every one
            yield request | {"fields": field}, calls
