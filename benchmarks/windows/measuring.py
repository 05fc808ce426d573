"""A case on an engine: its rows loaded, its two statements, their answers and their times."""

import random
import statistics
import time
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import cdrql
from benchmarks.windows.cases import END, START, Case
from benchmarks.windows.loading import load, make, write
from cdrql.engines.rows import AnswerRow, Cell, normalise
from tools.engines import Database

_EXPERT = Path(__file__).with_name("expert")
OURS, BY_HAND = "ours", "by hand"


@dataclass(frozen=True)
class Statement:
    """SQL and its parameters, and the columns that its answer has."""

    sql: str
    params: Any
    columns: Any

    def answer(self, database: Database) -> list[AnswerRow]:
        """Run it, and give its rows as the runner gives them."""
        return normalise(database.query(self.sql, self.params), self.columns)


def fill(case: Case, database: Database, rows: int, folder: Path) -> None:
    """Make a case's tables as its system does, and fill them; the folder keeps the rows."""
    make(database, case.script(database.dialect))
    for table in case.tables[database.dialect]:
        path = folder / f"{table.lines.__name__}.{rows}.tsv"
        if not path.exists():
            write(path, table.lines(rows))
        load(database, table.name, table.columns, path)


def statements(case: Case, dialect: str) -> Mapping[str, Statement]:
    """Give what is compiled for a case, and what an expert wrote."""
    warehouse = cdrql.load_warehouse(case.name)
    compiled = cdrql.compile(case.request, dialect, warehouse=warehouse, output="values")
    text = (_EXPERT / f"{case.name}.{dialect}.sql").read_text(encoding="utf-8")
    by_hand = text.replace("{start}", START).replace("{end}", END)
    return {
        OURS: Statement(compiled.sql, compiled.params, compiled.columns),
        BY_HAND: Statement(by_hand, None, compiled.columns),
    }


def hold_equal(both: Mapping[str, Statement], database: Database) -> None:
    """Hold the answers of both statements equal, and not empty.

    Ratios may differ by a hundredth: engines round them twice (MySQL makes 62.4650 of 62.46498,
    and 62.47 of that) or in binary.
    """
    ours, theirs = (both[name].answer(database) for name in (OURS, BY_HAND))
    assert ours, "the window is empty"
    assert len(ours) == len(theirs), f"{len(ours)} rows, by hand {len(theirs)}"
    for mine, other in zip(ours, theirs, strict=True):
        assert all(map(_is_near, mine.values(), other.values())), f"{mine}\nby hand {other}"


def _is_near(mine: Cell, other: Cell) -> bool:
    """Say whether two cells are equal, or ratios that differ by a hundredth."""
    if isinstance(mine, Decimal) and isinstance(other, Decimal):
        return abs(mine - other) <= Decimal("0.01")
    return mine == other


def medians(both: Mapping[str, Statement], database: Database, rounds: int) -> dict[str, float]:
    """Time the statements in turns, in an order drawn anew, and give the medians of seconds."""
    seconds: dict[str, list[float]] = {name: [] for name in both}
    for _ in range(rounds):
        for name in random.sample(list(both), len(both)):
            begun = time.perf_counter()
            database.query(both[name].sql, both[name].params)
            seconds[name].append(time.perf_counter() - begun)
    return {name: statistics.median(found) for name, found in seconds.items()}
