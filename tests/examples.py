"""Calls and requests in few words, for examples that are computed by hand."""

from datetime import datetime
from typing import Any

from cdrql.conformance.calls import BLANK
from cdrql.conformance.reference import answer

TEXTS = "call_status hangup destination caller_id q850 extension transfer_to conference_to trunk"
WINDOW = {"start_at": "2024-01-01", "end_at": "2025-01-01"}


def call(**columns: Any) -> dict[str, Any]:
    return BLANK | columns


def users(*bills: tuple[int | None, list[int]]) -> list[dict[str, Any]]:
    """Make a call for each of a user's billable seconds."""
    return [call(user_id=user, bill_duration=bill) for user, all_of in bills for bill in all_of]


def at(*starts: str, **columns: Any) -> list[dict[str, Any]]:
    return [call(start_at=datetime.fromisoformat(start), **columns) for start in starts]


def ask(calls: list[dict[str, Any]], output: str = "response", **request: Any) -> list[list[Any]]:
    """Answer with the values of each row only."""
    wanted = {"group": "user", "filter": WINDOW} | request
    return [list(row.values()) for row in answer(wanted, calls, output)]


def total(calls: list[dict[str, Any]], **wanted: Any) -> int:
    """Count the calls that a filter keeps."""
    found = ask(calls, "values", filter=WINDOW | wanted, fields="total calls")
    return sum(row[-1] for row in found)
