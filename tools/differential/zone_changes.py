"""Asks every engine what clocks show around every change of them, and compares with zoneinfo.

python -m tools.differential.zone_changes [--zones 200] [--engine NAME ...]
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import cdrql
import cdrql.engines.rows
from cdrql.conformance.calls import BLANK
from cdrql.conformance.moments import CLOCK_PARTS, period_of, to_local, to_utc
from tools.differential.changes import changes, zone, zones
from tools.engines import NAMES, AbsentError, Engine
from tools.engines.fleet import Fleet

EVER = {"start_at": "1969-12-01", "end_at": "2038-02-01"}
AROUND = [
    timedelta(hours=-1),
    timedelta(microseconds=-1),
    timedelta(0),
    timedelta(hours=1, microseconds=-1),
]
AT_ONCE = 20  # zones loaded together
# Minutes from a change to the timestamps of requests: some are skipped, some shown twice.
STEPS = [-181, -60, -31, -1, 0, 1, 29, 30, 59, 60, 61, 1439]

# What the newest database says and the engines' own tables do not yet.
NEWS = {("Asia/Tehran", 1979), ("Antarctica/Casey", 2010)}

Instants = dict[str, list[datetime]]


def around(names: Sequence[str]) -> Instants:
    """Give the instants around every change of some zones."""
    return {name: [at + step for at in changes(name) for step in AROUND] for name in names}


def calls(instants: Instants) -> list[dict[str, Any]]:
    """Give a call at each instant, known by its user; the trunk tells the zone."""
    return [
        BLANK | {"start_at": at, "user_id": place, "trunk_id": trunk}
        for trunk, moments in enumerate(instants.values())
        for place, at in enumerate(moments)
    ]


def shown(engine: Engine, name: str, trunk: int, parts: Sequence[str]) -> dict[Any, Any]:
    """Ask an engine for the period of each call of a zone."""
    request = {"group": "user", "fields": "total calls", "period": ";".join(parts)}
    request |= {"filter": EVER | {"original_trunk_id": trunk}, "timezone": name}
    it = cdrql.compile(request, engine.dialect, output="values")
    rows = cdrql.engines.rows.normalise(engine.query(it.sql, it.params), it.columns)
    return {row["caller_user_id"]: row["period"] for row in rows}


def differences(
    engine: Engine, instants: Instants, parts: Sequence[str] = tuple(CLOCK_PARTS)
) -> list[str]:
    """Compare what an engine, which holds the calls, says of each with what zoneinfo says."""
    found = []
    for place, (name, moments) in enumerate(instants.items()):
        right = {i: period_of(at, parts, zone(name)) for i, at in enumerate(moments)}
        got = shown(engine, name, place, parts)
        wrong = [
            i
            for i in right.keys() | got.keys()
            if got.get(i) != right.get(i) and not is_known(engine, name, moments[i])
        ]
        found += [f"{name} {moments[i]}: {got.get(i)}, not {right[i]}" for i in sorted(wrong)]
    return found


def is_known(engine: Engine, name: str, at: datetime) -> bool:
    """Tell whether an engine's own zone tables are known to err here."""
    own = engine.dialect in ("postgres", "clickhouse")
    minute = (at + timedelta(microseconds=1)).minute
    # ClickHouse's offsets change in steps of 15 minutes: it errs in the minute before 00:01.
    coarse = engine.dialect == "clickhouse" and at.microsecond > 0 and minute % 15 != 0
    return own and ((name, at.year) in NEWS or coarse)


def misread(name: str) -> Iterator[str]:
    """Compare what a timestamp of a request means, around every change, with what zoneinfo says."""
    local = zone(name)
    for at in changes(name):
        readings = {to_local(at + timedelta(minutes=step), local) for step in STEPS}
        before = to_local(at - timedelta(seconds=1), local) + timedelta(seconds=1)
        readings |= {before + timedelta(minutes=step) for step in (0, 1, 29)}  # skipped, or twice
        for reading in sorted(readings):
            window = {"start_at": str(reading), "end_at": "2100-01-01"}
            request = {"group": "user", "fields": "total calls", "filter": window}
            it = cdrql.compile(request | {"timezone": name}, "postgres")
            assert isinstance(it.params, dict)
            if it.params["start_at"] != to_utc(reading, local):
                yield f"{name} {reading}: {it.params['start_at']}, not {to_utc(reading, local)}"


def start(fleet: Fleet, names: Sequence[str]) -> list[Engine]:
    """Wait for the engines; say which are not to be had."""
    found = []
    for name in names:
        try:
            found.append(fleet.engine(name))
        except AbsentError as why:
            print(f"not used: {name}: {why}", file=sys.stderr)
    return found


def run(engines: Sequence[Engine], names: Sequence[str]) -> int:
    """Compare all, say what differs, and give how often anything did."""
    count, moments = 0, 0
    for first in range(0, len(names), AT_ONCE):
        instants = around(names[first : first + AT_ONCE])
        moments += sum(map(len, instants.values()))
        lines = [line for name in instants for line in misread(name)]
        for engine in engines:
            engine.load(calls(instants))
            lines += [f"{engine.name}: {line}" for line in differences(engine, instants)]
        print(*lines, f"{first + len(instants)} of {len(names)} zones", sep="\n", flush=True)
        count += len(lines)
    total = sum(len(changes(name)) for name in names)
    versions = ", ".join(f"{engine.name} {engine.version}" for engine in engines)
    print(f"{versions}: {len(names)} zones, {total} changes, {moments} instants, {count} differ")
    return count


def main() -> int:
    """Run; fail when anything differed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--zones", type=int, default=200)
    parser.add_argument("--engine", action="append", choices=NAMES)
    options = parser.parse_args()
    names = random.Random(1).sample(zones(), min(options.zones, len(zones())))
    fleet = Fleet(options.engine or NAMES)
    try:
        engines = start(fleet, options.engine or NAMES)
        return int(not engines or run(engines, sorted(names)) > 0)
    finally:
        fleet.close()


if __name__ == "__main__":
    sys.exit(main())
