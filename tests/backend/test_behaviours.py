"""What engines do by themselves: why the compiler leaves none of it to them.

Each case is a statement of ours, and what each engine makes of it. Where an engine changes its
ways, the page of threats has to say so.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tools.differential.ways import DIALECT
from tools.docs.threats import ROWS
from tools.engines import Engine, Scratch

REFUSED = "refused"
KINDS = {
    "sqlite": ("TEXT", "TEXT", ""),
    "postgres": ("timestamp", "text", ""),
    "mysql": ("datetime(6)", "varchar(99)", ""),
    "clickhouse": ("DateTime64(6, 'UTC')", "String", " ENGINE = Memory"),
}
TEXTS = ("anonymous", "12", "0012", "12abc", "é", "x")
TWO = "(SELECT 1 AS n UNION ALL SELECT 2) AS two ORDER BY n"
COUNT = "SELECT COUNT(*) FROM t WHERE"
MOST = 2**63 - 1

# Of the texts or the calls: none, all, or how many; else the rows themselves.
Outcome = Any
Case = tuple[str, str, Mapping[str, Outcome]]


def case(
    name: str,
    sql: str,
    everywhere: Outcome = None,
    *,
    sqlite: Outcome = None,
    postgres: Outcome = None,
    mysql: Outcome = None,
    mariadb: Outcome = None,
    clickhouse: Outcome = None,
) -> Case:
    """Write a case: what all engines do, and what some of them do instead; of one number alone."""
    own = {"sqlite": sqlite, "postgres": postgres, "mysql": mysql}
    own |= {"mariadb": mariadb, "clickhouse": clickhouse}
    return name, sql, {k: everywhere if v is None else v for k, v in own.items()}


LIMIT = "LIMIT -1 and OFFSET -1"
TEXT, BOUND, EQUAL = "a text compared with a number", "a bound that is no time", "equality of texts"
CASES = [
    case(LIMIT, f"SELECT n FROM {TWO} LIMIT -1", REFUSED, sqlite=[1, 2], clickhouse=[2]),
    case(LIMIT, f"SELECT n FROM {TWO} LIMIT 5 OFFSET -1", REFUSED, sqlite=[1, 2], clickhouse=[1]),
    case("LIMIT 2^63 - 1", f"SELECT n FROM {TWO} LIMIT {MOST}", [1, 2]),
    case(
        "LIMIT 2^63 - 1",
        f"SELECT n FROM {TWO} LIMIT {MOST + 1}",
        [1, 2],
        sqlite=REFUSED,
        postgres=REFUSED,
    ),
    case(
        TEXT, f"{COUNT} txt = 0", [0], postgres=REFUSED, mysql=[3], mariadb=[3], clickhouse=REFUSED
    ),
    case(
        TEXT, f"{COUNT} txt = 12", [1], postgres=REFUSED, mysql=[3], mariadb=[3], clickhouse=REFUSED
    ),
    case(BOUND, f"{COUNT} at >= 'garbage'", REFUSED, sqlite=[0], mariadb=[6]),
    case(BOUND, f"{COUNT} at < 'now'", REFUSED, sqlite=[6], postgres=[6], mariadb=[0]),
    case("30 February", f"{COUNT} at >= '2024-02-30'", REFUSED, sqlite=[6], mariadb=[6]),
    case(
        "an offset behind a timestamp",
        f"{COUNT} at = '2024-06-01 12:00:00+05'",
        REFUSED,
        sqlite=[0],
        postgres=[6],
        mariadb=[6],
        clickhouse=[0],
    ),
    case("averages of nothing", "SELECT SUM(id) FROM t WHERE id < 0", [None], clickhouse=[0]),
    case(
        "sums beyond 2^63",
        f"SELECT SUM(n) FROM (SELECT CAST({MOST} AS $INT) AS n UNION ALL SELECT {MOST}) AS two",
        [2 * MOST],
        sqlite=REFUSED,
        clickhouse=[-2],
    ),
    case(EQUAL, f"{COUNT} txt = 'E'", [0], mysql=[1], mariadb=[1]),
    case(EQUAL, f"{COUNT} txt = '\uff11\uff12'", [0], mysql=[1]),
    case(EQUAL, f"{COUNT} txt = 'x '", [0], mariadb=[1]),
    case("case in LIKE", f"{COUNT} txt LIKE 'ANON%'", [1], postgres=[0], clickhouse=[0]),
    case("long lists", f"SELECT LENGTH('{'x' * 300_000}')", [300_000], clickhouse=REFUSED),
    case("deep chains", f"SELECT 1 WHERE {' OR '.join(['1 = 2'] * 1200)}", [], sqlite=REFUSED),
]
# What only some engines have a word for.
ZONES: list[tuple[str, str, str, Outcome]] = [
    (
        "zones that are not there",
        "postgres",
        "SELECT TIMESTAMP '2024-06-01' AT TIME ZONE 'Mars'",
        REFUSED,
    ),
    (
        "zones that are not there",
        "mysql",
        "SELECT CONVERT_TZ('2024-06-01', 'UTC', 'Europe/Paris')",
        [None],
    ),
    (
        "zones that are not there",
        "mariadb",
        "SELECT CONVERT_TZ('2024-06-01', 'UTC', 'Europe/Paris')",
        [None],
    ),
    (
        "zones that are not there",
        "postgres",
        "SELECT CAST(TIMESTAMPTZ '2024-06-05 12:00Z' AT TIME ZONE 'FOO+99' AS text)",
        ["2024-06-01 09:00:00"],
    ),
    (
        "times in a gap of the clocks",
        "postgres",
        "SELECT CAST(TIMESTAMP '2024-03-31 02:30' AT TIME ZONE 'Europe/Paris'"
        " = TIMESTAMPTZ '2024-03-31 01:30Z' AS text)",
        ["true"],
    ),
    (
        "times in a gap of the clocks",
        "clickhouse",
        "SELECT toString(toDateTime('2024-03-31 02:30:00', 'Europe/Paris'), 'UTC')",
        ["2024-03-31 00:30:00"],
    ),
]
INT = {"sqlite": "INTEGER", "postgres": "BIGINT", "mysql": "SIGNED", "clickhouse": "Int64"}


@pytest.fixture
def table(engine: Engine) -> Iterator[Scratch]:
    """Make a table of six calls at one instant, each to a text."""
    at, text, tail = KINDS[engine.dialect]
    database = engine.database("behaviours")
    database.execute(f"CREATE TABLE t (id INTEGER, at {at}, txt {text}){tail}")
    rows = ", ".join(f"({i}, '2024-06-01 12:00:00', '{t}')" for i, t in enumerate(TEXTS, 1))
    database.execute(f"INSERT INTO t VALUES {rows}")
    yield database
    database.close()


def outcome(database: Scratch, sql: str) -> Outcome:
    """Give the first column of an answer, or that there was none."""
    try:
        return [row[0] for row in database.query(sql)]
    except Exception:
        return REFUSED


@pytest.mark.closes(
    "LIMIT -1 and OFFSET -1",
    "LIMIT 2^63 - 1",
    "a text compared with a number",
    "a bound that is no time",
    "30 February",
    "an offset behind a timestamp",
    "zones that are not there",
    "times in a gap of the clocks",
    "averages of nothing",
    "sums beyond 2^63",
    "equality of texts",
    "case in LIKE",
    "long lists",
    "deep chains",
)
def test_engines_do_what_the_page_says(engine: Engine, table: Scratch) -> None:
    name = engine.name if engine.name == "mariadb" else DIALECT[engine.name]
    cases = [(sql.replace("$INT", INT[engine.dialect]), done[name]) for _, sql, done in CASES]
    cases += [(sql, done) for _, of, sql, done in ZONES if of == name]
    assert [(sql, outcome(table, sql)) for sql, _ in cases] == cases


def test_every_behaviour_has_a_case() -> None:
    assert {name for name, *_ in (*CASES, *ZONES)} == {row["name"] for row in ROWS["behaviour"]}
