"""One request with the right answer, what an engine makes of it, and a difference made small."""

from __future__ import annotations

import json
import pprint
import traceback
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass, replace
from typing import Any

import cdrql
import cdrql.engines.rows
from cdrql.conformance.difference import smallest as smallest_asked
from cdrql.conformance.reference import as_json
from cdrql.options import Style
from tools.mirrors import WORLD, Asked, Call, Request, World
from tools.policies.bounds import NOW, UNBOUND, Bounds, refusal, refused, visible_fields
from tools.policies.effect import Rules, answer

OUTPUTS = ("response", "values")


@dataclass
class Case:
    """One request for one output over a data set, with what the reference answers.

    Under a policy that is what it lets be seen, or `refused: ` and the codes of the error.
    """

    request: Request
    calls: Sequence[Call]
    output: str
    world: World = WORLD
    _: KW_ONLY
    rules: Rules | None = None
    bounds: Bounds = UNBOUND
    style: Style | None = None
    expected: str = ""
    rows: int = 0

    def __post_init__(self) -> None:
        if not self.expected:
            self.expected = refused(self.request, self.rules, self.bounds) if self.rules else ""
        if not self.expected:
            rows = self._answer()
            self.expected, self.rows = as_json(rows), len(rows)

    def _answer(self) -> list[dict[str, Any]]:
        """Let the reference answer."""
        if self.rules is None:
            return self.world.answer(self.request, self.calls, self.output)
        limits = [n for n in (self.rules.limit, self.bounds.largest) if n is not None]
        rules = replace(self.rules, limit=self.rules.limit and min(limits))
        asked = visible_fields(self.request, self.bounds)
        return answer(rules, asked, self.calls, self.output, self.world)

    @property
    def policy(self) -> cdrql.Policy | None:
        """Give what the request has to obey to the compiler."""
        if self.rules is None:
            return None
        return self.rules.policy(self.bounds.filtered) & self.bounds.policy(self.world.warehouse)

    def compiled(self, dialect: str) -> cdrql.Compiled:
        """Compile it."""
        return compile_(self.request, dialect, self.output, self.world, self.policy, self.style)


@dataclass(frozen=True)
class Answer:
    """What came of a request: its rows as JSON, the codes of a refusal, or a traceback.

    `told` is what else whoever asked may see: the error, or the SQL and its warnings.
    """

    text: str
    told: str = ""
    is_compiled: bool = True
    is_typed: bool = True


def compile_(
    request: Any,
    dialect: str,
    output: str,
    world: World = WORLD,
    policy: cdrql.Policy | None = None,
    style: Style | None = None,
) -> cdrql.Compiled:
    return cdrql.compile(
        request,
        dialect,
        output=output,  # type: ignore[arg-type]
        warehouse=world.warehouse,
        policy=policy,
        now=NOW,
        paramstyle=style,
    )


def respond(engine: Asked, request: Any, output: str, *how: Any) -> Answer:
    """Compile a request, as `compile_` takes it, and let an engine answer."""
    try:
        compiled = compile_(request, engine.dialect, output, *how)
    except cdrql.CdrqlError as error:
        told = json.dumps(error.as_dict(), ensure_ascii=False, default=repr)
        codes = refusal(problem.code for problem in error.problems)
        return Answer(codes, f"{error}\n{told}", is_compiled=False)
    except KeyboardInterrupt:
        raise
    except BaseException:  # what a library written in another language raises is no Exception
        return Answer(traceback.format_exc(), is_compiled=False, is_typed=False)
    told = "\n".join([compiled.sql, *map(str, compiled.warnings)])
    try:
        rows = engine.query(compiled.sql, compiled.params)
        text = cdrql.engines.rows.rows_as_json(cdrql.engines.rows.normalise(rows, compiled.columns))
    except Exception:
        return Answer(traceback.format_exc(), told)
    return Answer(text, told)


def ask(engine: Asked, request: Request, output: str, world: World = WORLD) -> str:
    """Give an engine's answer as JSON, or the traceback of what went wrong instead."""
    return respond(engine, request, output, world).text


def respond_to(engine: Asked, case: Case) -> Answer:
    return respond(engine, case.request, case.output, case.world, case.policy, case.style)


def differs(engine: Asked, case: Case) -> bool:
    """Tell whether an engine, holding the case's calls, answers other bytes than the reference."""
    return respond_to(engine, case).text != case.expected


# --- Making a difference small and writing it down -----------------------------------------------


def smallest(engine: Asked, case: Case, tries: int = 300) -> Case:
    """Shrink a case as long as the engine differs, within a number of tries."""

    def asked(one: tuple[Request, Sequence[Call]]) -> Case:
        return replace(case, request=one[0], calls=one[1], expected="", rows=0)

    def still_differs(one: tuple[Request, Sequence[Call]]) -> bool:
        if not is_valid(one[0], case, engine.dialect):
            return False  # without a key it may no longer be one
        engine.load(one[1])
        return differs(engine, asked(one))

    found = asked(smallest_asked((case.request, case.calls), still_differs, tries))
    engine.load(case.calls)
    return found


def is_valid(request: Request, case: Case, dialect: str) -> bool:
    """Tell whether a request is one of the language, whatever a policy says of it."""
    try:
        compile_(request, dialect, case.output, case.world)
    except cdrql.CdrqlError:
        return False
    except Exception:
        return True
    return True


def report(engine: Asked, case: Case, again: str = "") -> str:
    """Write a difference as Python: what was asked, the calls, the SQL and both answers."""
    try:
        compiled = case.compiled(engine.dialect)
        sql, params = compiled.sql, compiled.params
    except Exception as error:
        sql, params = repr(error), None
    values = {"again": again, "request": case.request, "output": case.output, "params": params}
    values |= {"warehouse": str(case.world), "style": case.style}
    rules = {"rules": case.rules, "bounds": case.bounds} if case.rules else {}
    texts = {"sql": sql, "expected": case.expected, "got": respond_to(engine, case).text}
    parts = [f'"""{engine.name} {engine.version} differs."""\n\nimport datetime\n']
    parts.append("from decimal import Decimal\n")
    parts += [f"{key} = {pprint.pformat(value, width=100)}" for key, value in values.items()]
    parts += [f"# {key}: {value}" for key, value in rules.items()]
    parts += [f'{key} = r"""\n{text}\n"""' for key, text in texts.items()]
    return "\n".join([*parts, f"calls = {pprint.pformat(case.calls, width=100)}"]) + "\n"
