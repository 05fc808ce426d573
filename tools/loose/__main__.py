"""Asks random requests of hostile SQLite tables; fails at the first answer that is not right.

python -m tools.loose [--cases 2000] [--seed 1]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tools.loose.drawing import LooseCase

OUTPUTS = ("response", "values")


def first_wrong(folder: Path, seed: int, cases: int) -> str | None:
    """Give the first answer that differs, in words; None where all are right."""
    for number in range(cases):
        for output in OUTPUTS:
            case = LooseCase(f"loose {seed} {number}")
            expected, shown = case.expected(output), case.asked(folder, output)
            if shown != expected:
                rows = case.database.execute("SELECT * FROM calls").fetchall()
                told = (
                    case.seed,
                    case.stated,
                    case.request,
                    *rows,
                    "shown",
                    *shown,
                    "right",
                    *expected,
                )
                return "\n".join(map(str, told))
    return None


def main() -> int:
    """Run, and print what is wrong; 1 if anything is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        wrong = first_wrong(Path(folder), options.seed, options.cases)
    print(wrong or f"{options.cases} tables, no difference")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
