"""Draws what a soak asks: batches of requests over one data set, the same for the same seed."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import cdrql
from cdrql.conformance.pools import often
from tools.differential.cases import OUTPUTS, Case
from tools.differential.ways import WAYS
from tools.fuzz.mutate import mutate
from tools.mirrors import WORLD, Call, World
from tools.mirrors.all import MIRRORS
from tools.policies.bounds import UNBOUND, Bounds, random_bounds, refusal
from tools.policies.effect import CANARY, Rules, canaries, random_rules

NO_ANSWER = "the reference fails"  # it cannot be asked for less, then
SHARE = 50  # requests asked of one data set
CALLS = 60  # in a data set, half of them in the scope of its policies; and as many canaries
MAPPED, GUARDED, BROKEN, WIDE, ODD_WAY = 0.15, 0.5, 0.2, 0.5, 0.3  # shares of what is drawn
# Mirrors whose tables can hold canaries; the others are asked without a policy.
SCOPED = {"tables", "legs", "lookups", "lookups_of_legs"}
# The server behind the runner's ClickHouse is slow to begin each request.
SLOW = {"clickhouse runner"}

# What stands in masked columns, which no answer may show whole.
SECRETS = {"destination": "491450451001", "caller_id": "491450452002"}
# A value of every scope that no call has, and that is the application's alone.
TENANT_TEXT, TENANT_NUMBER = "TENANT 0451", 1450451450451

DIALECTS = sorted({dialect for dialect, _, _ in WAYS.values()})
Scope = Mapping[str, Sequence[int | str]]


@dataclass(frozen=True)
class Drawn:
    """One request as it was drawn, and the way in which each dialect is asked."""

    number: int
    case: Case
    ways: Mapping[str, str]
    is_broken: bool = False

    @property
    def never_shown(self) -> list[str]:
        """Give what no answer may show: other tenants' rows, and what is masked."""
        if self.case.rules is None:
            return []
        return [CANARY, *(SECRETS[name] for name in SECRETS if name in self.case.rules.masks)]

    def never_told(self, way: str) -> list[str]:
        """Give what no error, warning or SQL may show; SQL with values in it shows the scope's."""
        is_open = self.case.rules is None or WAYS[way][1] == "literal"
        return self.never_shown if is_open else [*self.never_shown, TENANT_TEXT, str(TENANT_NUMBER)]


@dataclass(frozen=True)
class Batch:
    """A data set, where it lies, and what is asked of it."""

    world: World
    calls: Sequence[Call]
    drawn: Sequence[Drawn]


def draw(seed: int, number: int) -> Batch:
    """Draw a batch by its number."""
    rng = random.Random(f"{seed} {number}")
    world = rng.choice(MIRRORS) if often(rng, MAPPED) else WORLD
    scope: Scope = random_rules(rng).scope if world is WORLD or str(world) in SCOPED else {}
    calls = world.calls(rng, CALLS)
    if scope:
        calls += others(rng, calls[: CALLS // 2], scope)
    first = number * SHARE
    drawn = [draw_one(rng, world, scope, calls, n) for n in range(first, first + SHARE)]
    return Batch(world, calls, drawn)


def others(rng: random.Random, mine: Sequence[Call], scope: Scope) -> list[Call]:
    """Put calls into scope, some with secrets, and copy them for other tenants."""
    for call in mine:
        call |= {name: rng.choice(list(of)) for name, of in scope.items()}
        if often(rng, 0.2):
            name = rng.choice(list(SECRETS))
            call[name] = SECRETS[name]
    return canaries(rng, mine, Rules(scope))


def draw_one(
    rng: random.Random, world: World, scope: Scope, calls: Sequence[Call], number: int
) -> Drawn:
    """Draw a request, what it has to obey, and how it is asked."""
    request, output = world.request(rng), rng.choice(OUTPUTS)
    if often(rng, WIDE):  # else many windows hold no call
        request["filter"] |= {"start_at": "2011-01-01", "end_at": "2025-01-01"}
    rules, bounds = None, UNBOUND
    if scope and often(rng, GUARDED):
        rules = replace(random_rules(rng), scope=with_secrets(scope))
        bounds = random_bounds(rng, can_hide=world is WORLD)
    ways = {dialect: draw_way(rng, dialect, world) for dialect in DIALECTS}
    if often(rng, BROKEN):
        request = mutate(rng, request)
        case = broken_case(request, calls, output, world, rules, bounds)
        return Drawn(number, case, ways, is_broken=True)
    return Drawn(number, Case(request, calls, output, world, rules=rules, bounds=bounds), ways)


def with_secrets(scope: Scope) -> Scope:
    """Add to each field of a scope the value that only the application knows."""
    return {
        name: [*of, TENANT_TEXT if isinstance(of[0], str) else TENANT_NUMBER]
        for name, of in scope.items()
    }


def draw_way(rng: random.Random, dialect: str, world: World) -> str:
    """Choose how a dialect's engines are asked: mostly as usual, which mirrors always are."""
    found = [way for way, (of, _, _) in WAYS.items() if of == dialect and way not in SLOW]
    usual = next(way for way in found if WAYS[way][2].__name__ == "default")
    return rng.choice(found) if often(rng, ODD_WAY) and world is WORLD else usual


def broken_case(
    request: Any,
    calls: Sequence[Call],
    output: str,
    world: World,
    rules: Rules | None,
    bounds: Bounds,
) -> Case:
    """Say what is right for a request that may be broken: what the compiler itself takes it for.

    It is refused by all dialects alike, or answered by all as the reference does.
    """
    how: dict[str, Any] = {"world": world, "rules": rules, "bounds": bounds}
    case = Case(request, calls, output, **how, expected="SQL or a typed error")
    try:
        case.compiled(next(iter(world.warehouse.dialects), "sqlite"))
    except cdrql.CdrqlError as error:
        return replace(case, expected=refusal(problem.code for problem in error.problems))
    except Exception:
        return case
    try:
        read = json.loads(request) if isinstance(request, str | bytes) else request
        right = Case(read, calls, output, **how)
    except Exception as error:  # the compiler takes what the reference cannot
        return replace(case, expected=f"{NO_ANSWER}: {error!r}")
    return replace(case, expected=right.expected, rows=right.rows)
