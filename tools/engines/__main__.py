"""`python -m tools.engines fetch` fills the cache with MySQL; `... versions` names every engine."""

import argparse
import sys

from tools.engines import NAMES, AbsentError
from tools.engines.debian import cached, fetch
from tools.engines.fleet import Fleet


def main(command: str) -> int:
    """Run a command; 1 when an engine is absent."""
    if command == "fetch":
        return _fetch()
    fleet = Fleet(NAMES)
    try:
        return max([_show(fleet, name) for name in NAMES])
    finally:
        fleet.close()


def _fetch() -> int:
    if not cached("mysql"):
        print("Fetching MySQL from Debian's unstable suite (about 60 MB) ...", flush=True)
        fetch("mysql", "sid", ["mysql-server-core"])
    return 0


def _show(fleet: Fleet, name: str) -> int:
    try:
        print(f"{name:<11} {fleet.engine(name).version}", flush=True)
    except AbsentError as why:
        print(f"{name:<11} absent: {why}", flush=True)
        return 1
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tools.engines", description=__doc__)
    parser.add_argument("command", choices=["fetch", "versions"])
    sys.exit(main(parser.parse_args().command))
