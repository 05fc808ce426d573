"""Asks engines what was drawn, counts what comes of it, and writes down what should not be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tools.differential.cases import Answer, Case, is_valid, report, respond_to, smallest
from tools.differential.ways import WAYS, Ask
from tools.engines import Call, Engine, Params
from tools.mirrors import WORLD, Asked, Mirror, Mirrored, World
from tools.soak.drawing import NO_ANSWER, Batch, Drawn

FAULTS = ("mismatches", "exceptions", "leaks")
REPORTS = 5  # that a process writes
# Counts by what is counted, and of which engine; "" stands for all.
Tally = Counter[tuple[str, str]]


@dataclass(frozen=True)
class Held:
    """An engine that holds a data set, and the connections to it, which end with the data set."""

    engine: Asked
    stack: ExitStack = field(default_factory=ExitStack)
    asks: dict[str, Ask] = field(default_factory=dict)

    def load(self, calls: Sequence[Call]) -> None:
        """Put these calls in place of all rows, which nobody reads any more."""
        self.leave()
        self.engine.load(calls)

    def query(self, way: str, sql: str, params: Params) -> list[tuple[Any, ...]]:
        """Answer a statement by the way's connection; one that failed is used no more."""
        if way not in self.asks:
            self.asks[way] = self.stack.enter_context(WAYS[way][2](self.engine))
        try:
            return [tuple(row) for row in self.asks[way](sql, params)]
        except Exception:
            self.leave()
            raise

    def leave(self) -> None:
        """End all connections."""
        self.asks.clear()
        self.stack.close()


@dataclass(frozen=True)
class Reached:
    """An engine as it is reached one way."""

    held: Held
    way: str

    @property
    def name(self) -> str:
        return self.held.engine.name

    @property
    def dialect(self) -> str:
        return self.held.engine.dialect

    @property
    def version(self) -> str:
        return self.held.engine.version

    def load(self, calls: Sequence[Call]) -> None:
        """Put these calls in place of all rows."""
        self.held.load(calls)

    def query(self, sql: str, params: Params = None) -> list[tuple[Any, ...]]:
        """Answer a statement."""
        return self.held.query(self.way, sql, params)


@dataclass
class Asking:
    """The engines of a process, with the mirrors that they hold so far, and where reports go."""

    engines: Sequence[Engine]
    folder: Path
    again: str  # the command that repeats a batch, but for its first request
    reports: int = 0
    held: dict[tuple[str, str], Held] = field(default_factory=dict)

    def ask(self, batch: Batch) -> Tally:
        """Ask every engine all that is in a batch."""
        held = [one for engine in self.engines if (one := self._holding(engine, batch.world))]
        for engine in held:
            engine.load(batch.calls)
        tally: Tally = Counter()
        for drawn in batch.drawn:
            tally.update(kinds(drawn))
            for engine in held:
                tally.update(self._compare(engine, drawn))
        return tally

    def _holding(self, engine: Engine, world: World) -> Held | None:
        """Give what holds the tables of a world, unless its mapping does not claim the engine."""
        if isinstance(world, Mirror) and engine.name not in world.engines:
            return None
        key = engine.name, str(world)
        if key not in self.held:
            self.held[key] = Held(Mirrored(engine, world) if isinstance(world, Mirror) else engine)
        return self.held[key]

    def _compare(self, held: Held, drawn: Drawn) -> Tally:
        """Ask one engine for one case; count what came, and write down a fault."""
        engine = held.engine
        reached = Reached(held, way := drawn.ways[engine.dialect])
        case = replace(drawn.case, style=WAYS[way][1])
        answer = respond_to(reached, case)
        found = faults(answer, drawn, way)
        name = engine.name.removesuffix(f"-{case.world}")
        tally: Tally = Counter({(fault, name): 1 for fault in found})
        tally["answers", name] += answer.is_compiled
        tally["refusals", name] += not answer.is_compiled and answer.is_typed
        tally["rows", name] += case.rows * answer.is_compiled
        if found and self.reports < REPORTS:
            self._write(reached, case, drawn, found)
        return tally

    def _write(self, engine: Any, case: Case, drawn: Drawn, found: Sequence[str]) -> None:
        """Write down a fault; a difference between answers is made small first."""
        self.reports += 1
        path = self.folder / f"{engine.name}-{drawn.number}-{found[0]}.py"
        answered = not case.expected.startswith(NO_ANSWER)
        if answered and found == ["mismatches"] and is_valid(case.request, case, engine.dialect):
            case = smallest(engine, case)
        again = f"{self.again} --first {drawn.number} --engine {engine.name}"
        path.write_text(report(engine, case, again), encoding="utf-8")


def kinds(drawn: Drawn) -> Tally:
    """Count a request among those of its kinds."""
    tally: Tally = Counter({("requests", ""): 1})
    tally["broken", ""] += drawn.is_broken
    tally["guarded", ""] += drawn.case.rules is not None
    tally["mapped", ""] += drawn.case.world is not WORLD
    return tally


def faults(answer: Answer, drawn: Drawn, way: str) -> list[str]:
    """Name what is wrong with an answer."""
    if not answer.is_typed:
        return ["exceptions"]
    shown = any(secret in answer.text for secret in drawn.never_shown)
    told = any(secret in answer.told for secret in drawn.never_told(way))
    is_other = answer.text != drawn.case.expected
    return ["mismatches"] * is_other + ["leaks"] * (shown or told)
