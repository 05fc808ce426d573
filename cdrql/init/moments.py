"""What a column of times stores: an instant, a clock's time, an epoch, or a text in a format."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from cdrql.engines.schema import LiveColumn, LiveTable
from cdrql.init.column_choice import ColumnValues, Fit
from cdrql.init.numbers import numbers_in, places
from cdrql.load.times import EARLIEST, LATEST, per_second
from cdrql.model.absence import is_unset
from cdrql.model.columns import NUMBER_KINDS
from cdrql.texts.carets import printable

if TYPE_CHECKING:
    from cdrql.engines.database import Database

STANDARD = "%Y-%m-%d %H:%M:%S"
EPOCH_UNITS: Mapping[int, str] = {1: "s", 1_000: "ms", 1_000_000: "us", 1_000_000_000: "ns"}

_WRITTEN = re.compile(
    r"[0-9]{4}([^0-9]?)(?:0[1-9]|1[0-2])([^0-9]?)(?:[0-2][0-9]|3[01])([^0-9]{0,3})"
    r"[0-2][0-9]([^0-9]?)[0-5][0-9]([^0-9]?)[0-6][0-9](?![0-9]{2})(.*)",
    re.DOTALL,
)
_ZONE = re.compile(r"(?:Z|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?)$")
# What may follow the seconds: a fraction, a zone. Not PM: 01:00:00 PM comes after 12:00:00 PM.
_TAIL = re.compile(r"(?:[.,][0-9]+)?\s*(?:Z|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?)?\s*").fullmatch
_UTC = ("Z", "UTC", "GMT", "+00", "+00:00", "+0000", "-00:00")


def stored(column: LiveColumn, values: ColumnValues) -> Fit:
    """Say what a column stores, in the mapping file's words for `[start]`."""
    if column.kind == "time" and column.instant:
        return Fit({"stores": kind_of_time(column)}, "a time with its zone")
    if column.kind in NUMBER_KINDS:
        return _fit_epoch(column, values)
    written = column.kind == "time" and any(isinstance(value, str) for value in values)
    if column.kind == "text" or written:
        return _fit_text(column, [str(value) for value in values])
    if column.kind == "time":
        return Fit({"stores": "local"}, "a time without a zone")
    return Fit(refusal=f"`{column.name}` is {column.declared or 'of no kind'}")


def kind_of_time(column: LiveColumn) -> str:
    """Say what a column of times stores: whole seconds alone, where its type has no fractions."""
    if not column.instant:
        return "local"
    return "seconds" if column.whole and column.declared.startswith("DateTime") else "instant"


def read_text_times(
    database: "Database", schema: Mapping[str, LiveTable], places: Iterable[tuple[str, str]]
) -> dict[str, LiveTable]:
    """Give the schema with texts as times where they are written as the engine writes its own.

    It looks only at these places, and only where the engine has no type for times.
    """
    seen = dict(schema)
    for table, name in sorted(places) if database.engine.loose_types else ():
        column = schema[table].columns.get(name) if table in schema else None
        if column is not None and column.kind == "text":
            rows = database.sample(table, [name])
            values = [row[name] for row in rows if row[name] is not None]
            time = replace(column, kind="time")
            if stored(time, values).options == {"stores": "local"}:
                columns = {**seen[table].columns, name: time}
                seen[table] = replace(seen[table], columns=columns)
    return seen


def _fit_epoch(column: LiveColumn, values: ColumnValues) -> Fit:
    """Take numbers whose size says seconds, milli-, micro- or nanoseconds since 1970."""
    numbers = [number for number in numbers_in(values) if number > 0]
    if not numbers:
        if "epoch" in column.name.lower():
            return Fit({"stores": "epoch"}, "no value was seen to tell its unit", 2)
        return Fit(refusal=f"`{column.name}` is a number, and no value was seen")
    scales = {per_second(int(number)) for number in numbers if _is_recent(number)}
    plausible = sum(map(_is_recent, numbers))
    if len(scales) != 1 or 2 * plausible < len(numbers):
        odd = next((number for number in numbers if not _is_recent(number)), numbers[0])
        example = printable(str(odd)[:24])
        return Fit(refusal=f"`{column.name}` holds numbers that are no epochs, such as {example}")
    unit = EPOCH_UNITS[scales.pop()]
    decimals = column.scale if column.scale is not None else min(6, max(map(places, numbers)))
    options: dict[str, object] = {"stores": "epoch", "unit": unit}
    if decimals:
        options["decimals"] = decimals
    return Fit(options, f"its size says epoch {unit}")


def _is_recent(epoch: Decimal) -> bool:
    """Tell whether a number is an epoch of the times that calls are from."""
    unit = per_second(int(epoch))
    seconds = epoch / unit
    return unit in EPOCH_UNITS and _epoch_of(EARLIEST) <= seconds < _epoch_of(LATEST)


def _epoch_of(moment: Any) -> int:
    """Count the seconds from 1970 to a naive UTC time."""
    from calendar import timegm

    return timegm(moment.timetuple())


def _fit_text(column: LiveColumn, values: list[str]) -> Fit:
    """Take texts that are written year first, all alike, so that they sort as the times do."""
    # MySQL writes 0000-00-00 for a time that was never set, others N/A.
    filled = [value for value in values if not is_unset(value)]
    if not filled:
        if column.kind == "time":
            return Fit({"stores": "local"}, "a time without a zone")
        return Fit(refusal=f"`{column.name}` is a text, and no value was seen to tell its format")
    found = [_WRITTEN.fullmatch(value) for value in filled]
    formats = {_format_of(match) for match in found if match}
    if None in found or len(formats) != 1:
        why = "is not written year first, all alike, and does not sort by time"
        shown = " beside ".join(f"`{printable(text[:32])}`" for text in _unlike(filled, found))
        return Fit(refusal=f"`{column.name}` {why}: {shown}")
    if odd := next((t for t, m in zip(filled, found, strict=True) if m and not _TAIL(m[6])), None):
        why = "goes on after its seconds, and does not sort by time"
        return Fit(refusal=f"`{column.name}` {why}: `{printable(odd[:40])}`")
    return _fit_format(column, formats.pop(), {_zone_of(match[6]) for match in found if match})


def _unlike(texts: Sequence[str], found: Sequence[re.Match[str] | None]) -> list[str]:
    """Give the first text that is no time, or two that are written in different ways."""
    pairs = [*zip(texts, found, strict=True)]
    if odd := [text for text, match in pairs if match is None]:
        return odd[:1]
    firsts: dict[str, str] = {}
    for text, match in pairs:
        firsts.setdefault(_format_of(match) if match else "", text)
    return [*firsts.values()][:2]


def _format_of(match: re.Match[str]) -> str:
    """Write the format that a text follows up to its seconds."""
    a, b, c, d, e = (match[i].replace("%", "%%") for i in range(1, 6))
    return f"%Y{a}%m{b}%d{c}%H{d}%M{e}%S"


def _zone_of(rest: str) -> str:
    found = _ZONE.search(rest.strip())
    return found[0] if found else ""


def _fit_format(column: LiveColumn, form: str, zones: set[str]) -> Fit:
    """Say how texts of one format are stored, and in which zone where they tell it themselves."""
    if not zones <= {"", *_UTC}:
        odd = sorted(zones - {"", *_UTC})[0]
        why = f"its texts end with {odd}: such times do not sort"
        return Fit(refusal=f"`{column.name}` cannot be compared, {why}")
    if column.kind == "time" and form == STANDARD:
        return Fit({"stores": "utc"} if zones - {""} else {"stores": "local"}, "a text of a time")
    options = {"stores": "text", "format": form}
    if zones - {""}:
        return Fit({**options, "zone": "UTC"}, "texts that end with the zone UTC")
    return Fit(options, f"texts written {form}")
