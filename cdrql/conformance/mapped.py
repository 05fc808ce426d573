"""What only mappings and policies ask of a backend: starts stored otherwise, masks, conversions.

They are about the same table: a start or a duration may stand in another of its columns. What the
reference sees of a call is then what the mapping means by its row.
"""

import re
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from typing import Any, Literal
from zoneinfo import ZoneInfo

from cdrql.backend import Backend, sql
from cdrql.conformance.calls import Call
from cdrql.conformance.folded import folded_requests
from cdrql.conformance.masked import masked_requests
from cdrql.conformance.meanings import (
    ALL_CALLS,
    RowMeaning,
    ToldRequest,
    warehouse_starting,
    warehouse_with,
)
from cdrql.conformance.moments import to_utc
from cdrql.model.warehouse import Expression, Field, Start, TableColumn

_ZONES = ("UTC", "Europe/Paris", "America/New_York", "Australia/Lord_Howe")
_CLOCKS = ("Europe/Paris", "Australia/Lord_Howe", "America/Sao_Paulo", "Pacific/Apia")


def mapped_requests() -> Iterator[ToldRequest]:
    """Give the requests, each with its name and what its rows mean."""
    yield from _starts_as_stored()
    yield from masked_requests()
    yield from _texts_of_digits()
    yield from _durations_of_cost()
    yield from folded_requests()


def _starts_as_stored() -> Iterator[ToldRequest]:
    """Ask for periods in several zones, and for windows, of starts that are stored otherwise."""
    stored = {"epoch": ("trunk_id", Start("epoch")), "text": ("q850", Start("text"))}
    stored |= {f"clocks of {zone}": ("start_at", Start("local", zone=zone)) for zone in _CLOCKS}
    for name, (column, start) in stored.items():
        made = warehouse_starting(column, start)
        meaning = RowMeaning(made, seen=partial(_call_begun, ZoneInfo(start.zone)))
        for place, zone in enumerate(dict.fromkeys((*_ZONES, start.zone))):
            period = ("year;month;day;hour", "day;hour", "month", "year;month;day")[place % 4]
            asked = {"group": "call status", "period": period, "fields": "total calls"}
            begin = f"20{11 + place % 4}-03-31 01:00"
            window = {"start_at": begin, "end_at": "2024-10-27 02:30:01"}
            request = {**asked, "filter": window, "timezone": zone}
            yield f"a start stored as {name}, {period} in {zone}", request, meaning


def _call_begun(stored: ZoneInfo, call: Call) -> Call:
    """Read a start by the clocks of a zone; what they skip is the jump."""
    return {**call, "start_at": to_utc(call["start_at"], stored)}


def _texts_of_digits() -> Iterator[ToldRequest]:

    def seen(call: Call) -> Call:
        text = call["destination"]
        return {**call, "user_id": int(text) if re.fullmatch("[0-9]{1,18}", text) else None}

    def spelled(backend: Backend) -> Expression:
        tree = backend.digits(lambda: sql.column("destination", "c"))
        return Expression("destination", {backend.dialect: sql.printed(tree, backend.dialect)})

    warehouse = warehouse_with(Field("user_id", "integer"), spelled)
    request = {"group": "user;destination", "fields": "total calls", "filter": ALL_CALLS}
    yield "whole numbers that texts spell", request, RowMeaning(warehouse, seen=seen)


def _durations_of_cost() -> Iterator[ToldRequest]:
    """Take the cost for a duration: cut as a dimension, rounded as a sum, compared as it is."""
    total = {"group": "user", "fields": "total duration", "filter": ALL_CALLS}
    cut = {"group": "duration", "fields": "total calls", "filter": ALL_CALLS}
    compared = {**cut, "group": "user", "filter": {**ALL_CALLS, "duration": "0;>|60;<"}}
    numbers: tuple[Literal["decimal", "float"], ...] = ("decimal", "float")
    for number in numbers:
        field = Field("duration", "seconds", number=number, decimals=6)
        warehouse = warehouse_with(field, lambda _: TableColumn("cost"))
        for name, request, seen in (
            ("summed", total, lambda n: int(n.quantize(Decimal(1), ROUND_HALF_UP))),
            ("as a dimension", cut, int),
            ("compared", compared, lambda n: n),
        ):
            yield (
                f"seconds in a {number}, {name}",
                request,
                RowMeaning(warehouse, seen=_call_lasting(seen)),
            )


def _call_lasting(seen: Callable[[Decimal], Any]) -> Callable[[Call], Call]:
    return lambda call: {**call, "duration": seen(call["cost"])}
