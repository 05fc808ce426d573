"""A table of loose values, a mapping of it and a request, all at random."""

from __future__ import annotations

import random
import sqlite3
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

import cdrql
from cdrql.engines.rows import normalise
from cdrql.options import Output
from tools.loose.reference import BILLS, TESTS, Number, Numbers, above, answer_rows, read_number

# What tables declare; of what is looked for, such as a user, not without a word.
DECLARED = (
    "INTEGER",
    "INT",
    "BIGINT",
    "NUMERIC",
    "REAL",
    "TEXT",
    "VARCHAR(20)",
    "DECIMAL(9,3)",
    "",
)
LOOKED_FOR = ("INTEGER", "INT", "BIGINT", "NUMERIC", "TEXT")
# Eighths, so that a sum of doubles is exact; texts as imports, spreadsheets and people leave them.
SECONDS = (0, 1, 3, 9, 10, 20, 100, -4, 2.5, 3.5, 60.0, 0.125, "", "", " ", "7", "30", "2.5", "n/a")
ODD = ("-", "0:35", "12 s", "1e2", "\t8", "NULL", b"", b"12", "१२", "+5", ".5", "9" * 9)
WHOLE = (0, 1, 2, 16, 31, 16, 5, -7, "", "x", "5", "16")
MONEY = (0, 1, 0.125, 2.5, -0.75, "", "0.25", "free", "3", 17)
TEXTS = ("a", "b", "", None)
COLUMNS = {"talk": SECONDS, "total": SECONDS, "cause": WHOLE, "user_id": WHOLE, "cost": MONEY}
FIELDS = "total calls;successful calls;total duration;total bill duration;ACD;ASR;cost"
WINDOW = {"start_at": "2025-01-01", "end_at": "2025-02-01"}
MAPPING = """
dialects = ["sqlite"]
grain = "one row is one call"
table = "calls"
[start]
column = "began"
[columns]
began = "time"
trunk = "text"
talk = "integer{talk}"
total = "integer{total}"
cause = "integer"
user_id = "integer"
cost = "{money}"
[fields]
trunk = "trunk"
user_id = "user_id"
duration = "total"
bill_duration = "{bill}"
cost = {{ sql = "cost", decimals = 6 }}
answered = "{answered}"
"""


@dataclass(frozen=True)
class LooseCase:
    """One drawn case: its table in memory, its mapping, its request."""

    seed: str

    @cached_property
    def _rng(self) -> random.Random:
        return random.Random(self.seed)

    @cached_property
    def stated(self) -> dict[str, str]:
        """Choose what the mapping says."""
        rng = self._rng
        return {
            "talk": rng.choice(("", " not null")),
            "total": rng.choice(("", " not null")),
            "money": rng.choice(("decimal", "float", "integer")),
            "bill": rng.choice([*BILLS]),
            "answered": rng.choice([*TESTS]),
        }

    @cached_property
    def database(self) -> sqlite3.Connection:
        """Make the table, with some dozen rows."""
        rng, database = self._rng, sqlite3.connect(":memory:")
        kinds = {
            name: rng.choice(LOOKED_FOR if pool is WHOLE else DECLARED)
            for name, pool in COLUMNS.items()
        }
        columns = ", ".join(f"{name} {kind}" for name, kind in kinds.items())
        database.execute(f"CREATE TABLE calls (began TEXT, trunk TEXT, {columns})")
        nulls = {name: not self.stated.get(name, "") for name in kinds}
        for day in range(rng.randrange(1, 31)):
            cells = [self._cell(name, nulls[name]) for name in kinds]
            row = (f"2025-01-{day + 1:02d} 10:00:00", rng.choice(TEXTS), *cells)
            database.execute(f"INSERT INTO calls VALUES ({', '.join('?' * len(row))})", row)
        return database

    def _cell(self, name: str, nullable: bool) -> object:
        pool = COLUMNS[name]
        if nullable and self._rng.random() < 0.1:
            return None
        odd = pool is SECONDS and self._rng.random() < 0.15
        return self._rng.choice(ODD if odd else pool)

    @cached_property
    def request(self) -> dict[str, Any]:
        """Choose what is asked."""
        rng, asked = self._rng, dict[str, Any](WINDOW)
        if rng.random() < 0.4:
            bound, operator = rng.choice((0, 3, 9, 10)), rng.choice((">", ">=", "<", "="))
            asked[rng.choice(("duration", "bill_duration"))] = f"{bound};{operator}"
        if rng.random() < 0.4:
            asked["user"] = rng.sample((1, 2, 5, 16, None), 2)
        group = rng.choice(("user", "duration", "trunk"))
        return {"group": group, "fields": FIELDS, "filter": asked}

    # Both answers.

    def asked(self, folder: Path, output: Output) -> list[tuple[object, ...]]:
        """Answer by the SQL."""
        database, request = self.database, self.request
        path = folder / "loose.toml"
        path.write_text(MAPPING.format(**self.stated), encoding="utf-8")
        warehouse = cdrql.load_warehouse(path)
        compiled = cdrql.compile(request, "sqlite", warehouse=warehouse, output=output)
        rows = database.execute(compiled.sql, compiled.params).fetchall()
        return [tuple(row.values()) for row in normalise(rows, compiled.columns)]

    def expected(self, output: Output) -> list[tuple[object, ...]]:
        """Answer by the reference, over what SQLite made of the values."""
        names = ("trunk", *COLUMNS)
        found = self.database.execute(f"SELECT {', '.join(names)} FROM calls").fetchall()
        rows = []
        for cells in (dict(zip(names, row, strict=True)) for row in found):
            numbers = {n: read_number(cells[n], not self.stated.get(n, "")) for n in COLUMNS}
            numbers["cost"] = read_number(cells["cost"], True)
            bill, duration = BILLS[self.stated["bill"]](numbers), numbers["total"]
            if self._keeps(numbers, {"bill_duration": bill, "duration": duration}):
                shown = {"duration": duration, "bill": bill, "cost": numbers["cost"]}
                rows.append(
                    (self._key(cells, numbers), shown, TESTS[self.stated["answered"]](numbers))
                )
        return answer_rows(rows, output)

    def _key(self, cells: dict[str, object], numbers: Numbers) -> object:
        if self.request["group"] == "trunk":
            return cells["trunk"] or ""
        number = numbers["user_id" if self.request["group"] == "user" else "total"]
        return None if number is None else int(number)

    def _keeps(self, numbers: Numbers, seconds: dict[str, Number]) -> bool:
        asked = self.request["filter"]
        if "user" in asked and numbers["user_id"] not in asked["user"]:
            return False
        return all(_compares(seconds[name], asked[name]) for name in seconds.keys() & asked.keys())


def _compares(value: Number, condition: str) -> bool:
    bound, operator = condition.split(";")
    if value is None:
        return False
    return {
        ">": above(value, int(bound)),
        ">=": value >= int(bound),
        "<": value < Fraction(bound),
        "=": value == Fraction(bound),
    }[operator]
