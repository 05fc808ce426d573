"""What backends say where no golden request asks them: odd values, literals, parts of mappings.

A line of words.txt is a call of a backend's method, below it stands what each dialect makes of it.
`pytest --update-golden` writes that anew. All else that a backend says is in golden files.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlglot import exp, parse_one

from cdrql.backend import backend_names, get_backend, sql

FILE = Path(__file__).with_name("words.txt")
CALLS = [
    line for line in FILE.read_text(encoding="utf-8").splitlines() if line and line[0] not in "# "
]


def x() -> sql.Sql:
    """Refer to a column of a row."""
    return sql.column("x", "c")


def node(text: str) -> sql.Sql:
    """Read an expression as a mapping may have it."""
    return sql.settle_negations(parse_one(text, into=exp.Condition))


MOMENT = datetime(2024, 3, 31, 1, 30)
NAMES = {"x": x, "node": node, "Decimal": Decimal, "datetime": datetime} | {
    "moment": MOMENT,
    "aware": MOMENT.replace(tzinfo=UTC),
}


def says(dialect: str, call: str) -> str:
    """Make a call, and print what comes of it in a line."""
    backend = get_backend(dialect)
    known = {name: getattr(backend, name) for name in dir(backend) if not name.startswith("_")}
    made = eval(call, known | NAMES)
    text = sql.printed(made, dialect) if isinstance(made, exp.Expression) else repr(made)
    return " ".join(line.strip() for line in text.splitlines())


def told(call: str) -> Iterator[str]:
    """Print what dialects say, equal texts in one line."""
    found: dict[str, list[str]] = {}
    for dialect in sorted(backend_names()):
        found.setdefault(says(dialect, call), []).append(dialect)
    yield call
    yield from (f"  {', '.join(dialects)}: {text}" for text, dialects in found.items())


@pytest.mark.parametrize("call", CALLS)
def test_words_are_up_to_date(call: str, update_golden: bool) -> None:
    before = FILE.read_text(encoding="utf-8").split("\n\n")
    block = "\n".join(told(call))
    if update_golden:
        blocks = [block if old.startswith(f"{call}\n") or old == call else old for old in before]
        FILE.write_text("\n\n".join(blocks).rstrip("\n") + "\n", encoding="utf-8")
    assert block in [old.rstrip("\n") for old in FILE.read_text(encoding="utf-8").split("\n\n")]
