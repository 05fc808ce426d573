"""What a policy does to answers, in plain Python: calls out of scope are not there."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

import cdrql
from cdrql.conformance import reference
from cdrql.conformance.pools import often
from cdrql.model.policy import Mask, Policy
from tools.mirrors import WORLD, Asked, Call, Request, World

CANARY = "CANARY 0451"  # in rows that are nobody's to see
TENANTS = {
    "user_id": [[0], [1, 2], [3, 7, -1], [2147483647]],
    "trunk_id": [[0], [1, 2, 3]],
    "call_type": [[2, 8], [-5, 0, 3]],
    # Texts that collations take for others: A and á for a, ss for ß, "a " for a.
    "call_status": [["a"], ["A", "á"], ["ss", "é"], ["a ", " "], ["\\'", "%"], ["😀", "o'brien"]],
    "extension": [["a", "A"], [" "], ["\\", "'"], ["ﬁ", "I"]],
}
TEXTS = ("destination", "caller_id", "trunk", "call_status", "extension", "transfer_to", "q850")
SIZES = (0, 1, 1, 2, 3, 5, 256)
PREFIXES = {"destination": "destination_prefix", "caller_id": "caller_id_prefix"}


@dataclass(frozen=True)
class Rules:
    """What a policy says of an answer, as plain values."""

    scope: Mapping[str, Sequence[int | str]] = field(default_factory=dict)
    masks: Mapping[str, tuple[str, int, int]] = field(default_factory=dict)
    smallest: int | None = None
    limit: int | None = None

    def policy(self, filtered: str = "exact") -> Policy:
        """Give it to the compiler, which takes values in any collection."""
        masks: dict[str, Any] = {
            name: Mask(**{kind: n, "whole_up_to": short}, filter=filtered)  # type: ignore[arg-type]
            for name, (kind, n, short) in self.masks.items()
        }
        return Policy(self.scope, None, masks, None, None, None, self.limit, None, self.smallest)


def random_rules(rng: random.Random) -> Rules:
    """Scope by one field or two, mask some texts, leave small groups out, limit."""
    names = rng.sample(list(TENANTS), rng.choice([1, 1, 2]))
    masks: dict[str, tuple[str, int, int]] = {}
    for name in rng.sample(TEXTS, rng.choice([0, 1, 2, len(TEXTS)])):
        kind = rng.choice(["keep_last", "drop_last"])
        size = max(rng.choice(SIZES), 1 if kind == "drop_last" else 0)
        masks[name] = (kind, size, rng.choice([0, 0, 2, 4]))
    smallest = rng.choice([1, 2, 3]) if often(rng, 0.3) else None
    limit = rng.choice([1, 3, 1000]) if often(rng, 0.2) else None
    return Rules({name: rng.choice(TENANTS[name]) for name in names}, masks, smallest, limit)


def allowed(request: Request, rules: Rules) -> Request:
    """Leave out the prefixes of what is masked, which would be refused."""
    refused = {PREFIXES[name] for name in rules.masks if name in PREFIXES}
    kept = {key: value for key, value in request["filter"].items() if key not in refused}
    return request | {"filter": kept}


def masked(text: str | None, kind: str, size: int, short: int) -> str:
    """Hide a text as a mask does."""
    signs = list(text or "")
    if len(signs) <= max(size, short) or not size:
        return "*" * len(signs)
    hidden = range(len(signs) - size) if kind == "keep_last" else range(len(signs))[-size:]
    return "".join("*" if i in hidden else sign for i, sign in enumerate(signs))


def seen(call: Call, rules: Rules) -> Call:
    """Give a call as whoever asks may see it."""
    return call | {name: masked(call[name], *mask) for name, mask in rules.masks.items()}


def answer(
    rules: Rules, request: Request, calls: Sequence[Call], output: str, world: World = WORLD
) -> list[reference.ReferenceRow]:
    """Answer a request by the reference, of the calls that are in scope, as they may be seen."""
    zone = ZoneInfo(str(request.get("timezone") or "UTC"))
    mine = [c for c in calls if all(c[name] in of for name, of in rules.scope.items())]
    # What is filtered is the text itself; what is grouped is its mask.
    mine = [seen(call, rules) for call in reference.selected(mine, request["filter"], zone)]
    window = {key: request["filter"][key] for key in ("start_at", "end_at")}
    request = request | {"filter": window}
    if rules.limit and request.get("limit") in (None, ""):
        request = request | {"limit": rules.limit}
    if rules.smallest:
        having = {key: text for key, text in (request.get("having") or {}).items() if text}
        counts = [key for key in having if reference.loose_name(key) == "total calls"]
        counts = counts or ["total calls"]
        more = f"|{having[counts[0]]}" if counts[0] in having else ""
        having[counts[0]] = f"{rules.smallest};>={more}"
        request = request | {"having": having}
    return world.answer(request, mine, output)


def canaries(rng: random.Random, calls: Sequence[Call], rules: Rules) -> list[Call]:
    """Copy calls for other tenants: their scope is another's, nobody's, or looks almost alike."""
    copies = []
    for call in calls:
        foreign = call | {"id": call["id"] + 1000, "destination": CANARY, "caller_id": CANARY}
        name = rng.choice(list(rules.scope))
        near = [
            None,
            *(v.swapcase() + " " if isinstance(v, str) else v - 1 for v in rules.scope[name]),
        ]
        foreign[name] = rng.choice([value for value in near if value not in rules.scope[name]])
        copies.append(foreign)
    return copies


def ask(
    engine: Asked, policy: Policy, request: Request, output: str, warehouse: cdrql.Warehouse
) -> str:
    """Give an engine's answer to a request that must obey a policy, as JSON."""
    from cdrql.engines.rows import normalise, rows_as_json

    compiled = cdrql.compile(
        request, engine.dialect, warehouse=warehouse, policy=policy, output=output
    )
    return rows_as_json(normalise(engine.query(compiled.sql, compiled.params), compiled.columns))
