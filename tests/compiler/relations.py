"""What must hold between answers, whatever the calls are: no expected value is needed.

Each relation asks a warehouse on an engine several things, and asserts how they belong together.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import cdrql
import cdrql.engines.rows
from cdrql.conformance.moments import CLOCK_PARTS
from cdrql.conformance.pools import ZONE_POOL
from cdrql.conformance.random_filters import random_filter
from cdrql.conformance.reference import KNOWN_DIMENSIONS
from tests.language.strings import allowed_by_rule
from tools.differential.fitting import fitted, has

# Measures that add up: name -> response key.
ADDITIVE = {
    "total calls": "total",
    "successful calls": "successful",
    "total duration": "call_duration",
    "total bill duration": "call_bill_duration",
    "cost": "cost",
    "transfer duration": "transfer_duration",
    "conference duration": "conference_duration",
    "transfer cost": "transfer_cost",
    "conference cost": "conference_cost",
    "total transfer": "total_transfer",
    "call agent duration": "call_agent_duration",
}
ROLLED = (["year"], ["year", "month"], ["year", "month", "day"], ["hour"], ["month", "hour"])

Row = Mapping[str, Any]
Sums = dict[tuple[Any, ...], list[Any]]


@dataclass(frozen=True)
class Asked:
    """A warehouse on an engine, and a window that holds all its calls."""

    warehouse: cdrql.Warehouse
    dialect: str
    query: Callable[[str, Any], Any]
    start: datetime
    end: datetime

    @property
    def dimensions(self) -> dict[str, str]:
        """Give the dimensions that it has, by name, with their response keys."""
        known = {
            word: key for word, (key, *_) in KNOWN_DIMENSIONS.items() if has(self.warehouse, word)
        }
        return known | {row.name: row.key for row in self.warehouse.dimensions}

    @property
    def measures(self) -> dict[str, str]:
        """Give the measures that it has and that add up."""
        return {word: key for word, key in ADDITIVE.items() if has(self.warehouse, word)}

    def rows(self, group: str, output: Any = "values", **request: Any) -> list[Row]:
        """Answer a request; it is of the whole window and of all that adds up, by default."""
        window = {"start_at": str(self.start), "end_at": str(self.end)}
        sent = {"group": group, "fields": ";".join(self.measures)} | request
        sent["filter"] = window | request.get("filter", {})
        it = cdrql.compile(sent, self.dialect, warehouse=self.warehouse, output=output)
        return cdrql.engines.rows.normalise(self.query(it.sql, it.params), it.columns)

    def sums(self, group: str, keys: Sequence[str] = (), **request: Any) -> Sums:
        """Answer a request with its measures added up by some of its columns."""
        return added(self.rows(group, **request), keys, self.measures.values())


def added(rows: Iterable[Row], keys: Sequence[str], measures: Iterable[str]) -> Sums:
    """Add up the measures of rows with equal keys; what is NULL adds nothing."""
    found: Sums = defaultdict(lambda: [None for _ in measures])
    for row in rows:
        held = found[tuple(row[key] for key in keys)]
        held[:] = map(plus, held, (row[measure] for measure in measures))
    return dict(found)


def plus(one: Any, other: Any) -> Any:
    """Add two numbers, either of which may be NULL."""
    return other if one is None else one if other is None else one + other


def together(*parts: Sums) -> Sums:
    """Add up sums."""
    found: Sums = {}
    for part in parts:
        for key, values in part.items():
            found[key] = [*map(plus, found.get(key, [None] * len(values)), values)]
    return found


def some_group(asked: Asked, rng: random.Random, most: int = 3) -> tuple[str, list[str]]:
    """Choose dimensions; give them as a request does, and their response keys."""
    names = rng.sample([*asked.dimensions], rng.randint(1, min(most, len(asked.dimensions))))
    return ";".join(names), [asked.dimensions[name] for name in names]


# --- Relations ----------------------------------------------------------------------------------


def adjacent_windows_add_up(asked: Asked, rng: random.Random) -> None:
    """At any cuts, in any zone, whether clocks show those times once, twice or never."""
    group, keys = some_group(asked, rng)
    zone = rng.choice(ZONE_POOL)
    span = (asked.end - asked.start) / timedelta(microseconds=1)
    days = [asked.start + timedelta(days=rng.randrange(1, int(span / 86_400e6) + 1)) for _ in "ab"]
    cuts = [asked.start + timedelta(microseconds=rng.randrange(1, int(span))) for _ in "abc"]
    edges = [asked.start, *sorted({*cuts, *(day for day in days if day < asked.end)}), asked.end]
    parts = [
        asked.sums(group, keys, timezone=zone, filter={"start_at": str(one), "end_at": str(other)})
        for one, other in pairwise(edges)
    ]
    assert together(*parts) == asked.sums(group, keys, timezone=zone)


def groups_add_up(asked: Asked, rng: random.Random) -> None:
    """However calls are grouped, the groups add up to the same whole."""
    whole = asked.sums(next(iter(asked.dimensions)))
    group, keys = some_group(asked, rng)
    assert asked.sums(group) == whole
    assert asked.sums(group, keys[:1]) == asked.sums(group.split(";")[0], keys[:1])


def periods_roll_up(asked: Asked, rng: random.Random) -> None:
    """Hours add up to days, months, years, and to any choice of the parts of a period."""
    group, keys = some_group(asked, rng, most=1)
    zone = rng.choice(ZONE_POOL)
    hours = asked.rows(group, period=";".join(CLOCK_PARTS), timezone=zone)
    for parts in ROLLED:
        places = [[*CLOCK_PARTS].index(part) for part in parts]
        cut = [
            {**row, "period": " ".join(row["period"].split()[place] for place in places)}
            for row in hours
        ]
        right = added(cut, [*keys, "period"], asked.measures.values())
        assert right == asked.sums(group, [*keys, "period"], period=";".join(parts), timezone=zone)


TEXTS = {"destination": "destination", "caller_id": "caller id"}


def lists_partition(asked: Asked, rng: random.Random) -> None:
    """The values of a field, NULL among them, dealt into two lists, find every call once."""
    group, keys = some_group(asked, rng)
    for key, word in {"user": "user", **TEXTS}.items():
        if has(asked.warehouse, word):
            values, whole = sendable(asked, word, group, keys)
            rng.shuffle(values)
            cut = rng.randint(0, len(values))
            lists = [part for part in (values[:cut], values[cut:]) if part]
            found = [asked.sums(group, keys, filter={key: part}) for part in lists]
            assert together(*found) == whole


def prefixes_partition(asked: Asked, rng: random.Random) -> None:
    """The first characters of a text, dealt into two lists, and the empty text do so too."""
    group, keys = some_group(asked, rng)
    for key, word in TEXTS.items():
        if has(asked.warehouse, word):
            values, whole = sendable(asked, word, group, keys)
            firsts = sorted({text[:1] for text in values if text})
            cut = rng.randint(0, len(firsts))
            lists = [part for part in (firsts[:cut], firsts[cut:]) if part]
            found = [asked.sums(group, keys, filter={f"{key}_prefix": part}) for part in lists]
            found.append(asked.sums(group, keys, filter={key: ""}))
            assert together(*found) == whole


def sendable(asked: Asked, word: str, group: str, keys: Sequence[str]) -> tuple[list[Any], Sums]:
    """Give the values of a field that a request may ask for, and the sums of their calls.

    A text that begins with a character that no request may hold is left out, and so is one that
    begins as such a text does.
    """
    words = list(dict.fromkeys([*group.split(";"), word]))
    rows = asked.rows(";".join(words))
    key = asked.dimensions[word]
    fine = [row for row in rows if not isinstance(row[key], str) or allowed_by_rule(row[key])]
    odd = {row[key][:1] for row in rows if row not in fine}
    fine = [row for row in fine if not isinstance(row[key], str) or row[key][:1] not in odd]
    values = list(dict.fromkeys(row[key] for row in fine))
    return values, added(fine, keys, asked.measures.values())


def conditions_partition(asked: Asked, rng: random.Random) -> None:
    """A condition, its complement and NULL find every call once."""
    if not has(asked.warehouse, "duration"):
        return
    rows = asked.rows("duration")
    unknown = added((r for r in rows if r["duration"] is None), [], asked.measures.values())
    bound = rng.choice([row["duration"] or 0 for row in rows] or [0])
    for one, other in ((">", "<="), (">=", "<"), ("=", "!=")):
        parts = [
            asked.sums("duration", filter={"duration": f"{bound};{sign}"}) for sign in (one, other)
        ]
        assert together(*parts, unknown) == asked.sums("duration")


def having_partitions(asked: Asked, rng: random.Random) -> None:
    """A condition on a measure, its complement and NULL are met by every group once."""
    group, keys = some_group(asked, rng)
    ratios = {"ASR": "asr", "ACD": "acd"} if has(asked.warehouse, "acd") else {}
    every = asked.measures | ratios
    fields = ";".join(every)
    rows = asked.rows(group, fields=fields)
    for word, key in every.items():
        known = [row[key] for row in rows if row[key] is not None]
        bound = rng.choice(known or [0])
        found = [row for row in rows if row[key] is None]
        for sign in (">", "<="):
            having = {word: f"{Decimal(bound):f};{sign}"}
            found += asked.rows(group, fields=fields, having=having)
        assert by(found, keys) == by(rows, keys)


def by(rows: Iterable[Row], keys: Sequence[str]) -> list[str]:
    """Sort rows, to compare them as sets in which one may be twice."""
    return sorted(repr([[row[key] for key in keys], row]) for row in rows)


def pages_concatenate(asked: Asked, rng: random.Random) -> None:
    """Pages of any size, in any order, give the whole answer, each row once."""
    group, _ = some_group(asked, rng)
    words = [*group.split(";"), *asked.measures]
    keys = rng.sample(words, min(2, len(words)))
    order = "|".join(f"{key};{rng.choice(['asc', 'desc'])}" for key in keys)
    period = rng.choice([None, "year", "month;day"])
    whole = asked.rows(group, order=order, period=period)
    size = rng.randint(max(1, len(whole) // 6), max(1, len(whole)))
    pages: list[Row] = []
    for first in range(0, len(whole) + size, size):
        pages += asked.rows(group, order=order, period=period, limit=size, offset=first)
    assert pages == whole
    assert asked.rows(group, order=order, period=period, offset=size) == whole[size:]


def filters_never_add(asked: Asked, rng: random.Random) -> None:
    """One more filter leaves fewer calls, or as many, of each group."""
    group, keys = some_group(asked, rng)
    first, second = chosen(asked, rng), chosen(asked, rng)
    whole, some, fewer = (
        {tuple(row[key] for key in keys): row["total"] for row in rows}
        for rows in (
            asked.rows(group, fields="total calls", filter=wanted)
            for wanted in ({}, first, second | first)
        )
    )
    assert all(count <= whole[key] for key, count in some.items())
    assert all(count <= some[key] for key, count in fewer.items())


def chosen(asked: Asked, rng: random.Random) -> dict[str, Any]:
    """Choose filters that a warehouse has, but no window."""
    for _ in range(50):
        made = {"group": "x", "filter": random_filter(rng, "UTC")}
        found = fitted(made, asked.warehouse)["filter"]
        wanted = {k: v for k, v in found.items() if k not in ("start_at", "end_at")}
        if wanted and str(wanted).isascii():  # what else a column cannot hold is an error on MySQL
            return wanted
    return {}


def ratios_are_of_their_parts(asked: Asked, rng: random.Random) -> None:
    """ASR is 100 x answered / total, ACD is of nothing only where nothing was answered."""
    group, _ = some_group(asked, rng)
    both = ["ASR", "ACD"] if has(asked.warehouse, "acd") else ["ASR"]
    fields = ";".join(["total calls", "successful calls", *both])
    for row in asked.rows(group, fields=fields):
        assert row["asr"] == rounded(100 * row["successful"], row["total"])
        assert "acd" not in row or (row["acd"] is None) == (row["successful"] == 0)


def rounded(over: int, under: int) -> Decimal:
    """Divide, and round half up to two decimals."""
    return (Decimal((200 * over + under) // (2 * under)) / 100).normalize()


def nothing_is_nothing(asked: Asked, rng: random.Random) -> None:
    """A window before all calls has no groups, in either output."""
    group, _ = some_group(asked, rng)
    before = {"start_at": "1975-01-01", "end_at": "1975-01-02"}
    for output in ("values", "response"):
        assert asked.rows(group, output, filter=before, period="day", limit=5) == []


RELATIONS = (
    adjacent_windows_add_up,
    groups_add_up,
    periods_roll_up,
    lists_partition,
    prefixes_partition,
    conditions_partition,
    having_partitions,
    pages_concatenate,
    filters_never_add,
    ratios_are_of_their_parts,
    nothing_is_nothing,
)
