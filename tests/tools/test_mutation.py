"""The mutation command works: known mutants are killed, and what changes nothing survives."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tools.mutation import SCOPE
from tools.mutation.known import KNOWN, UNCHANGED
from tools.mutation.mutants import changed, file_of, mutants, path_of
from tools.mutation.report import excluded

ROOT = Path(__file__).parents[2]


@pytest.mark.checkout
def test_known_mutants_are_killed_and_no_change_survives() -> None:
    command = [sys.executable, "-m", "tools.mutation", "--known"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    told = [line.split("  ", 1) for line in done.stdout.splitlines()]
    names = [*(f"{old} -> {new}" for _, old, new in KNOWN), f"{UNCHANGED} -> {UNCHANGED}"]
    assert sorted(name.rpartition(" | ")[2] for _, name in told) == sorted(names * 2)
    survived = [name for outcome, name in told if outcome.strip() != "killed"]
    assert [name.rpartition(" | ")[2] for name in survived] == [names[-1]] * 2
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("a < b", ["a <= b", "a >= b"]),
        ("a is not None", ["a is None"]),
        ("a and b", ["a or b", "b", "a"]),
        ("not a", ["a"]),
        ("2 * a", ["2 + a", "3 * a", "1 * a"]),
        ("a | b", ["a", "b", "a & b"]),
        ("'a'", ["'XX'"]),
        ("True", ["False"]),
        ("a if b else c", ["a if True else c", "a if False else c"]),
        ("[a for a in b if c]", ["[a for a in b if True]", "[a for a in b if False]"]),
        ("sql.coalesce(a, b)", ["a", "b"]),
        ("sql.exact(a, quoted=True)", ["a", "sql.exact(a)", "sql.exact(a, quoted=False)"]),
        ("exp.Cast(this=a, to=b)", ["a", "exp.Cast(this=a)"]),
        ("f(a, b)", ["a"]),
        ("a.strip()", ["a"]),
        ("min(a, b)", ["a", "b"]),
        ("isinstance(a, b)", []),
        ("zip(a, b, strict=True)", []),
        ("{a: b, c: d}", ["{c: d}", "{a: b}"]),
        ("(a, b)", ["(b,)", "(a,)"]),
        ("f'a{b + c}'", ["f'a{b - c}'", "f'XX{b + c}'"]),
    ],
)
def test_what_is_put_in_the_place_of_an_expression(code: str, changes: list[str]) -> None:
    made = [mutant.source.decode() for mutant in changed("fields", f"it = {code}".encode())]
    assert sorted(map(normal, made)) == sorted(normal(f"it = {change}") for change in changes)


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("if a: b = c", ["if True: b = c", "if False: b = c"]),
        ("while a: b = c", ["while False: b = c"]),
        ("for a in b: c = d", ["for a in (): c = d"]),
        ("def f(): return a", ["def f(): return"]),
        ("def f(): return a, b", ["def f(): return"]),
        ("def f(a): a = b", ["def f(a): pass"]),
        ("a += b", ["pass"]),
        ("raise a", ["pass"]),
        ("try: a = b\nexcept c: a = d", ["try: a = b\nexcept (): a = d"]),
        ("@cache(size=1)\ndef f(a: int = 0) -> 'int': ...", ["def f(a: int = 1) -> 'int': ..."]),
        ("'What it is.'", []),
        ("assert a is not None", []),
        ("V = TypeVar('V')", []),
        ("Name = Annotated[str, Field(most=9)]", ["most=10", "most=8", ""]),
    ],
)
def test_what_is_put_in_the_place_of_a_statement(code: str, changes: list[str]) -> None:
    made = [mutant.source.decode() for mutant in changed("fields", code.encode())]
    if code.startswith("Name"):
        changes = [f"Name = Annotated[str, Field({change})]" for change in changes]
    if code.startswith("@"):
        changes = [f"@cache(size=1)\n{change}" for change in changes]
    assert sorted(map(normal, made)) == sorted(map(normal, changes))


def normal(code: str) -> str:
    """Write code as all code is written."""
    return ast.unparse(ast.parse(code))


@pytest.mark.checkout
def test_every_mutant_is_another_program() -> None:
    """Each compiles, is not the module itself, and has a name of its own."""
    found = list(mutants("backend.starts"))
    assert len(found) > 100
    assert len({mutant.name for mutant in found}) == len(found)
    own = normal(path_of("backend.starts").read_text(encoding="utf-8"))
    assert own not in {normal(mutant.source.decode()) for mutant in found}


@pytest.mark.checkout
def test_what_is_excluded_is_there() -> None:
    """Each line of the list names a mutant, and each reason says something."""
    files = {name.partition(" | ")[0] for name in excluded()}
    named = {m.name for module in SCOPE if file_of(module) in files for m in mutants(module)}
    assert set(excluded()) <= named
    assert all(reason.endswith(".") for reason in excluded().values())
