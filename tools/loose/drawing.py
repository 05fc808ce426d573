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
from cdrql.errors import DatabaseError
from cdrql.options import Output
from tools.loose.reference import (
    BILLS,
    TESTS,
    Number,
    Numbers,
    above,
    answer_rows,
    read_number,
    read_text,
    read_whole,
)

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
# Of texts as well: numbers, which a column without a type keeps as such, and their texts.
SHOWN = ("1", " 1", "01", "1.0", 1, 1.0, 1.5, 10, "10", "+33", 33, "é", "", 442079000000.0)
# What 64 bits cannot hold, times a million, or what is no number at all.
LARGE = (1e30, -1e30, 10**13, 2**62, float("inf"), "9e18", "1e30")
# Eighths, so that a sum of doubles is exact; texts as imports, spreadsheets and people leave them.
SECONDS = (0, 1, 3, 9, 10, 20, 100, -4, 2.5, 3.5, 60.0, 0.125, "", "", " ", "7", "30", "2.5", "n/a")
ODD = ("-", "0:35", "12 s", "1e2", "\t8", "NULL", b"", b"12", "१२", "+5", ".5", "9" * 9)
WHOLE = (0, 1, 2, 16, 31, 16, 5, -7, "", "x", "5", "16", " 16", "16.0", 5.0, 5.5, "5 x", b"5")
MONEY = (0, 1, 0.125, 2.5, -0.75, "", "0.25", "free", "3", 17)
TEXTS = ("a", "b", "", None)
WHERE = {"": lambda _: True, **{test: TESTS[test] for test in list(TESTS)[-4:]}}
COLUMNS = {"talk": SECONDS, "total": SECONDS, "cause": WHOLE, "user_id": WHOLE, "cost": MONEY}
FIELDS = "total calls;successful calls;total duration;total bill duration;ACD;ASR;cost"
WINDOW = {"start_at": "2025-01-01", "end_at": "2025-02-01"}
MAPPING = """
dialects = ["sqlite"]
grain = "one row is one call"
{where}
table = "calls"
[start]
column = "began"
[columns]
began = "time"
trunk = "text"
dialled = "text"
talk = "integer{talk}"
total = "integer{total}"
cause = "integer"
user_id = "integer"
cost = "{money}"
[fields]
trunk = "trunk"
destination = "dialled"
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
            "where": rng.choice([*WHERE]),
            "large": rng.choice(("", "", "", "large")),
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
        held = rng.choice(DECLARED)
        database.execute(f"CREATE TABLE calls (began TEXT, trunk TEXT, dialled {held}, {columns})")
        database.execute("CREATE INDEX by_dialled ON calls (dialled)")
        database.execute("CREATE INDEX by_user ON calls (user_id)")
        nulls = {name: not self.stated.get(name, "") for name in kinds}
        for day in range(rng.randrange(1, 31)):
            cells = [self._cell(name, nulls[name]) for name in kinds]
            texts = rng.choice(TEXTS), rng.choice((*SHOWN, None))
            row = (f"2025-01-{day + 1:02d} 10:00:00", *texts, *cells)
            database.execute(f"INSERT INTO calls VALUES ({', '.join('?' * len(row))})", row)
        return database

    def _cell(self, name: str, nullable: bool) -> object:
        pool = COLUMNS[name]
        if nullable and self._rng.random() < 0.1:
            return None
        if self.stated["large"] and self._rng.random() < 0.1:
            return self._rng.choice(LARGE)
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
            asked["user"] = rng.sample((0, 1, 2, 5, 16, None), 2)
        if rng.random() < 0.3:
            asked["destination"] = rng.sample([read_text(one) for one in SHOWN[:-2]], 2)
        elif rng.random() < 0.2:
            asked["destination_prefix"] = rng.choice(("1", "+", " ", "é", "44"))
        group = rng.choice(("user", "duration", "trunk", "destination"))
        return {"group": group, "fields": FIELDS, "filter": asked}

    # Both answers.

    def asked(self, folder: Path, output: Output) -> list[tuple[object, ...]]:
        """Answer by the SQL."""
        database, request = self.database, self.request
        path = folder / "loose.toml"
        where = f'where = "{self.stated["where"]}"' if self.stated["where"] else ""
        path.write_text(MAPPING.format(**self.stated | {"where": where}), encoding="utf-8")
        warehouse = cdrql.load_warehouse(path)
        compiled = cdrql.compile(request, "sqlite", warehouse=warehouse, output=output)
        try:
            rows = database.execute(compiled.sql, compiled.params).fetchall()
            return [tuple(row.values()) for row in normalise(rows, compiled.columns)]
        except (sqlite3.Error, DatabaseError) as error:
            # Refused aloud, as what is large may be, and nothing else.
            return self.expected(output) if self.stated["large"] else [(str(error),)]

    def expected(self, output: Output) -> list[tuple[object, ...]]:
        """Answer by the reference, over what SQLite made of the values."""
        names = ("trunk", "dialled", *COLUMNS)
        found = self.database.execute(f"SELECT {', '.join(names)} FROM calls").fetchall()
        rows = []
        for cells in (dict(zip(names, row, strict=True)) for row in found):
            numbers = {n: read_number(cells[n], not self.stated.get(n, "")) for n in COLUMNS}
            numbers["cost"] = read_number(cells["cost"], True)
            if not WHERE[self.stated["where"]](numbers):
                continue
            bill, duration = BILLS[self.stated["bill"]](numbers), numbers["total"]
            if self._keeps(cells, {"bill_duration": bill, "duration": duration}):
                shown = {"duration": duration, "bill": bill, "cost": numbers["cost"]}
                rows.append(
                    (self._key(cells, numbers), shown, TESTS[self.stated["answered"]](numbers))
                )
        return answer_rows(rows, output)

    def _key(self, cells: dict[str, object], numbers: Numbers) -> object:
        group = self.request["group"]
        if group in ("trunk", "destination"):
            return read_text(cells["trunk" if group == "trunk" else "dialled"])
        if group == "user":
            return read_whole(cells["user_id"])
        number = numbers["total"]
        return None if number is None else int(number)

    def _keeps(self, cells: dict[str, object], seconds: dict[str, Number]) -> bool:
        asked = self.request["filter"]
        dialled = read_text(cells["dialled"])
        if "user" in asked and read_whole(cells["user_id"]) not in asked["user"]:
            return False
        if dialled not in asked.get("destination", [dialled]):
            return False
        if not dialled.startswith(asked.get("destination_prefix", "")):
            return False
        return all(_compares(seconds[name], asked[name]) for name in seconds.keys() & asked.keys())


def _compares(number: Number, condition: str) -> bool:
    bound, operator = condition.split(";")
    if number is None:
        return False
    value = Fraction(int(number))  # as it is shown
    return {
        ">": above(value, int(bound)),
        ">=": value >= int(bound),
        "<": value < Fraction(bound),
        "=": value == Fraction(bound),
    }[operator]
