"""`python -m benchmarks windows`: each case on each engine that its warehouse claims.

Each case's tables are filled with calls of 90 days; a day in the middle is asked for by a request
and by SQL that an expert would write, which has to give the same rows.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.windows.cases import CASES, Case
from benchmarks.windows.measuring import BY_HAND, OURS, fill, hold_equal, medians, statements
from benchmarks.windows.plans import plan
from tools.engines import AbsentError, Database, Engine
from tools.engines.fleet import Fleet

_ENGINES = ("sqlite", "postgres", "mysql", "mariadb", "clickhouse")
_TARGET = 1.1
_ROUNDS = 31


def main(words: list[str]) -> None:
    """Measure what was asked for, one engine at a time, and print as it goes."""
    options = _options(words)
    print(f"{options.rows:,} rows, one day of 90; medians of {_ROUNDS} runs, in turns")
    print(f"A ratio of at most {_TARGET} to SQL written by hand is the target.")
    with tempfile.TemporaryDirectory(prefix="cdrql-windows-") as folder:
        Path(folder).chmod(0o755)  # servers of other users read the rows there
        for name in options.engine or _ENGINES:
            _engine(name, options.rows, options.case or list(CASES), Path(folder))


def _options(words: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks windows", description=__doc__)
    parser.add_argument("--rows", type=int, default=5_000_000, help="rows in each table")
    parser.add_argument("--engine", action="append", choices=_ENGINES, help="only this engine")
    parser.add_argument("--case", action="append", choices=list(CASES), help="only this case")
    return parser.parse_args(words)


def _engine(name: str, rows: int, chosen: list[str], folder: Path) -> None:
    """Start an engine, and measure on it every chosen case that there is for it."""
    fleet = Fleet()
    try:
        engine = fleet.engine(name)
        print(f"\n{name} {engine.version}", flush=True)
        for label in chosen:
            if engine.dialect in CASES[label].tables:
                _case(CASES[label], engine, rows, folder)
    except AbsentError as why:
        print(f"\n{name} is not there: {why}")
    finally:
        fleet.close()


def _case(case: Case, engine: Engine, rows: int, folder: Path) -> None:
    """Measure a case on an engine, and print its times and how the engine finds the rows."""
    _say(f"{engine.name}: filling {case.name}")
    begun = time.perf_counter()
    database = _opened(engine, case)
    fill(case, database, rows, folder)
    filled = time.perf_counter() - begun
    _say(f"{engine.name}: measuring {case.name}")
    both = statements(case, engine.dialect)
    hold_equal(both, database)
    found = medians(both, database, _ROUNDS)
    ratio = found[OURS] / found[BY_HAND]
    print(
        f"  {case.name:<15}{found[OURS] * 1000:8.1f} ms, by hand {found[BY_HAND] * 1000:8.1f} ms, "
        f"ratio {ratio:.2f} {'met' if ratio <= _TARGET else 'OVER'}, filled in {filled:.0f} s"
    )
    for line in plan(database, both[OURS].sql, both[OURS].params):
        print(f"      {line}")
    sys.stdout.flush()
    if database is not engine:
        database.close()


def _opened(engine: Engine, case: Case) -> Database:
    """Give a database of its own; of ClickHouse the one in this process.

    Those beside it are in another process, behind HTTP, and do without sorting keys.
    """
    if engine.dialect != "clickhouse":
        return engine.database(f"windows_{case.name}".replace("-", "_"))
    engine.execute("SET session_timezone = 'UTC'")
    engine.execute("DROP TABLE cdrs")
    return engine


def _say(what: str) -> None:
    """Tell on stderr what is being done."""
    print(f"{what} ...", file=sys.stderr, flush=True)
