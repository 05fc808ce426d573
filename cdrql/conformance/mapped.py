"""What only mappings and policies ask of a backend: starts stored otherwise, masks, conversions.

They are about the same table: a start or a duration may stand in another of its columns. What the
reference sees of a call is then what the mapping means by its row.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any, Literal
from zoneinfo import ZoneInfo

from cdrql.backend import Backend, sql
from cdrql.conformance.calls import BLANK, Call
from cdrql.conformance.moments import to_local, to_utc
from cdrql.conformance.pools import ANCHORS
from cdrql.conformance.round_trips import YEAR_2024
from cdrql.model.default import DEFAULT
from cdrql.model.policy import Mask, Policy
from cdrql.model.warehouse import Expression, Field, Start, TableColumn, Warehouse

_Request = dict[str, Any]
_Made = Callable[[Backend], Warehouse]


@dataclass(frozen=True, eq=False)
class RowMeaning:
    """A warehouse and a policy, and the call of the default warehouse that a row then means.

    The warehouse is made for a backend: its expressions are in the backend's SQL.
    """

    warehouse: _Made = lambda _: DEFAULT
    policy: Policy | None = None
    seen: Callable[[Call], Call] = lambda call: call


PLAIN = RowMeaning()
_PARIS = ZoneInfo("Europe/Paris")

_Told = tuple[str, _Request, RowMeaning]
_ZONES = ("UTC", "Europe/Paris", "America/New_York", "Australia/Lord_Howe")
_TEXTS = (
    "",
    "1",
    "12",
    "123",
    "1234",
    "007",
    "1" * 18,
    "1" * 19,
    "12a",
    " 12",
    "-1",
    "日本語😀",
    "١٢",
)
_ALL = {**YEAR_2024, "start_at": "2000-01-01"}
_SECONDS = ("0", "0.5", "0.499999", "59.5", "60", "-0.5", "-1.5", "3599.999999", "7.000001")


def mapped_calls() -> list[Call]:
    """Make calls whose start stands in three columns, with texts and decimals to convert."""
    steps = [timedelta(seconds=n) for n in (-3600, -1, 0, 1, 1800, 3600)]
    starts = [at + step for at in ANCHORS for step in steps]
    starts = [at for at in starts if to_local(to_utc(at, _PARIS), _PARIS) == at]  # clocks show it
    return [
        BLANK
        | {
            "start_at": at,
            "trunk_id": int(at.replace(tzinfo=UTC).timestamp()),
            "q850": at.isoformat(" "),
            "user_id": place,
            "destination": _TEXTS[place % len(_TEXTS)],
            "caller_id": None if place % 7 else "o'brien",
            "cost": Decimal(_SECONDS[place % len(_SECONDS)]),
        }
        for place, at in enumerate(starts)
    ]


def mapped_requests() -> Iterator[_Told]:
    """Give the requests, each with its name and what its rows mean."""
    yield from _starts_as_stored()
    yield from _masked_texts()
    yield from _texts_of_digits()
    yield from _durations_of_cost()


def _starts_as_stored() -> Iterator[_Told]:
    """Ask for periods in several zones, and for windows, of starts that are stored otherwise."""
    warehouses = {
        "epoch": (_warehouse_starting("trunk_id", Start("epoch")), PLAIN.seen),
        "text": (_warehouse_starting("q850", Start("text")), PLAIN.seen),
        "local time": (
            _warehouse_starting("start_at", Start("local", zone=_PARIS.key)),
            lambda call: {**call, "start_at": to_utc(call["start_at"], _PARIS)},
        ),
    }
    for name, (warehouse, seen) in warehouses.items():
        for place, zone in enumerate(_ZONES):
            period = ("year;month;day;hour", "day;hour", "month", "year;month;day")[place]
            asked = {"group": "call status", "period": period, "fields": "total calls"}
            window = {"start_at": f"20{11 + place}-03-31 01:00", "end_at": "2024-10-27 02:30:01"}
            request = {**asked, "filter": window, "timezone": zone}
            yield (
                f"a start stored as {name}, {period} in {zone}",
                request,
                RowMeaning(warehouse, seen=seen),
            )


def _warehouse_starting(column: str, start: Start) -> _Made:
    tables = (replace(DEFAULT.tables[0], start=column),)
    warehouse = replace(DEFAULT, name=start.stores, tables=tables, start=start)
    return lambda _: warehouse


def _masked_texts() -> Iterator[_Told]:
    """Hide the ends of texts, before they are grouped."""
    for mask in (Mask(keep_last=3), Mask(drop_last=2), Mask(keep_last=0)):
        # Bound now: a closure would see the last mask.
        def seen(call: Call, mask: Mask = mask) -> Call:
            hidden = {key: _mask_text(call[key], mask) for key in ("destination", "caller_id")}
            return {**call, **hidden}

        policy = Policy(masks={"destination": mask, "caller_id": mask})
        request = {"group": "destination;caller id", "fields": "total calls", "filter": _ALL}
        yield f"texts under a {mask}", request, RowMeaning(policy=policy, seen=seen)


def _mask_text(text: str | None, mask: Mask) -> str | None:
    """Put `*` for what a mask hides; a text no longer than its end is hidden whole."""
    if text is None:
        return None
    shown = mask.keep_last if mask.keep_last is not None else mask.drop_last or 0
    # Else a short text would be shown by what is meant to hide it.
    if len(text) <= shown:
        return "*" * len(text)
    if mask.drop_last is not None:
        return text[: len(text) - shown] + "*" * shown
    return "*" * (len(text) - shown) + text[len(text) - shown :]


def _texts_of_digits() -> Iterator[_Told]:

    def seen(call: Call) -> Call:
        text = call["destination"]
        return {**call, "user_id": int(text) if re.fullmatch("[0-9]{1,18}", text) else None}

    def spelled(backend: Backend) -> Expression:
        tree = backend.digits(lambda: sql.column("destination", "c"))
        return Expression("destination", {backend.dialect: sql.printed(tree, backend.dialect)})

    warehouse = _warehouse_with(Field("user_id", "integer"), spelled)
    request = {"group": "user;destination", "fields": "total calls", "filter": _ALL}
    yield "whole numbers that texts spell", request, RowMeaning(warehouse, seen=seen)


def _durations_of_cost() -> Iterator[_Told]:
    """Take the cost for a duration: cut as a dimension, rounded as a sum, compared as it is."""
    total = {"group": "user", "fields": "total duration", "filter": _ALL}
    cut = {"group": "duration", "fields": "total calls", "filter": _ALL}
    compared = {**cut, "group": "user", "filter": {**_ALL, "duration": "0;>|60;<"}}
    numbers: tuple[Literal["decimal", "float"], ...] = ("decimal", "float")
    for number in numbers:
        field = Field("duration", "seconds", number=number, decimals=6)
        warehouse = _warehouse_with(field, lambda _: TableColumn("cost"))
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


def _warehouse_with(field: Field, code: Callable[[Backend], TableColumn | Expression]) -> _Made:
    fields = {**DEFAULT.fields, field.name: field}
    [table] = DEFAULT.tables

    @cache
    def made(backend: Backend) -> Warehouse:
        other = replace(table, code={**table.code, field.name: code(backend)})
        return replace(DEFAULT, name=field.name, tables=(other,), fields=fields)

    return made
