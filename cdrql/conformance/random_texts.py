"""The strings of a random request, spelled as loosely as the language allows."""

from __future__ import annotations

import random
from collections.abc import Sequence

from cdrql.conformance.pools import often
from cdrql.conformance.reference import KNOWN_OPERATORS


def spell_loosely(rng: random.Random, name: str) -> str:
    """Spell a name as loosely as the language allows."""
    if often(rng, 0.6):
        return name
    gap = rng.choice([" ", "_", "-", "  ", "__", " - "])
    cased = rng.choice([str.upper, str.title, str.lower, str.swapcase])(name)
    return cased.replace(" ", gap)


def blank(rng: random.Random) -> str:
    """Seldom give a blank."""
    return rng.choice([" ", "  "]) if often(rng, 0.1) else ""


def joined(rng: random.Random, items: Sequence[str], separator: str) -> str:
    """Join items with odd blanks, and sometimes one trailing separator."""
    text = separator.join(blank(rng) + item + blank(rng) for item in items)
    return text + (separator + blank(rng) if often(rng, 0.1) else "")


def some(rng: random.Random, pool: Sequence[str], least: int, most: int) -> list[str]:
    """Draw so many of a pool, none twice."""
    return rng.sample(list(pool), rng.randint(least, min(most, len(pool))))


def condition(rng: random.Random, values: Sequence[str]) -> str:
    """Write one condition, seldom several."""
    count = rng.choice([1, 1, 1, 2, 3])
    pairs = [
        f"{blank(rng)}{rng.choice(values)}{blank(rng)};{blank(rng)}{rng.choice(list(KNOWN_OPERATORS))}"
        for _ in range(count)
    ]
    return joined(rng, pairs, "|")
