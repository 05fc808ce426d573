"""MySQL finds a call's first and last row without window functions: as ROW_NUMBER would."""

import random
import tomllib
from itertools import product
from pathlib import Path

import pytest

from cdrql.backend import get_backend, sql
from tools.engines import ENGINES, Engine

DATA = tomllib.loads(Path(__file__).with_name("ends.toml").read_text(encoding="utf-8"))
CALLS, ROWS = 60, 400
START, ORDER, VALUE = (sql.column(name, "c") for name in ("leg_start", "leg_order", "v"))


VALUES = (
    *((type_, [f"'{each}'" for each in given], True) for type_, given in DATA["texts"].items()),
    *((type_, given, False) for type_, given in DATA["numbers"].items()),
)


@pytest.mark.parametrize("engine", ENGINES["mysql"], indirect=True)
@pytest.mark.parametrize("start", DATA["starts"])
def test_the_first_and_the_last_row_are_found(start: str, engine: Engine) -> None:
    kind, *starts = DATA["starts"][start]
    rng = random.Random(start)
    database = engine.database("ends")
    for order, (type_, given, text) in product(DATA["orders"], VALUES):
        keys = {(rng.randrange(CALLS), *drawn(rng, starts, order)) for _ in range(ROWS)}
        # No two rows of a call are in one place.
        each = ((*key, rng.choice([*given, "NULL"])) for key in sorted(keys))
        rows = ", ".join(f"({', '.join(map(str, row))})" for row in each)
        columns = f"k INT, leg_start {start} NOT NULL, leg_order {order}, v {type_}"
        database.execute("DROP TABLE IF EXISTS legs")
        database.execute(f"CREATE TABLE legs ({columns})")
        database.execute(f"INSERT INTO legs VALUES {rows}")
        for last in (False, True):
            found = get_backend("mysql").end_value(
                VALUE.copy(), (START.copy(), kind), (ORDER.copy(), "integer"), last, text
            )
            assert found is not None
            ours = (
                f"SELECT k, HEX({sql.printed(found, 'mysql')}) FROM legs AS c GROUP BY k ORDER BY k"
            )
            assert database.query(ours) == database.query(numbered("DESC" if last else "ASC"))
    database.close()


def drawn(rng: random.Random, starts: list[str], order: str) -> tuple[str, str]:
    """Draw a start and an order, as literals."""
    return f"'{rng.choice(starts)}'", rng.choice(DATA["orders"][order])


def numbered(direction: str) -> str:
    """Ask for the row with the number 1."""
    keys = f"leg_start {direction}, leg_order IS NULL, leg_order {direction}"
    ranked = f"SELECT k, v, ROW_NUMBER() OVER (PARTITION BY k ORDER BY {keys}) AS r FROM legs"
    return f"SELECT k, HEX(v) FROM ({ranked}) AS c WHERE r = 1 ORDER BY k"


def test_rows_in_another_order_are_numbered() -> None:
    for start, order in (("text", "integer"), ("time", ""), ("float", "integer")):
        found = get_backend("mysql").end_value(VALUE, (START, start), (ORDER, order), False, True)
        assert found is None
