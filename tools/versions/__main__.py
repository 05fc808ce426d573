"""Compares the answers of every version of a server that is to be had: `make versions`.

python -m tools.versions [--requests 500] [--mirrors 20] [--seed 1] [--server NAME ...] [--write]
"""

import argparse
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tools.engines import NAMES, Engine
from tools.engines.fleet import Fleet
from tools.versions.page import shown_table, versions_page
from tools.versions.running import Asked, ask_server
from tools.versions.servers import KEPT

PAGE = Path(__file__).parents[2] / "docs" / "trust" / "versions.md"


def main() -> int:
    """Ask one server after the other; fail when any answer differs."""
    parser = argparse.ArgumentParser(prog="python -m tools.versions", description=__doc__)
    parser.add_argument("--requests", type=int, default=500)
    parser.add_argument("--mirrors", type=int, default=20, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--server", action="append", choices=[*NAMES, *map(str, KEPT)])
    parser.add_argument("--write", action="store_true", help="write docs/trust/versions.md")
    options = parser.parse_args()
    fleet = Fleet()
    servers: dict[str, tuple[str, Callable[[], Engine]]] = {
        name: ("`make engines`", partial(fleet.engine, name)) for name in NAMES
    }
    servers |= {str(kept): (f"Debian's {kept.suite}", kept.start) for kept in KEPT}
    asked = (options.requests, options.mirrors, options.seed)
    found: list[Asked] = []
    try:
        for name in options.server or sorted(servers):
            source, start = servers[name]
            print(f"{name} ...", file=sys.stderr)
            engine = start()
            try:
                found.append(ask_server(engine, source, *asked))
            finally:
                if name not in NAMES:
                    engine.close()
    finally:
        fleet.close()
    print(shown_table(found))
    if options.write:
        PAGE.write_text(versions_page(found, *asked), encoding="utf-8")
    return int(any(each.differences for each in found))


if __name__ == "__main__":
    sys.exit(main())
