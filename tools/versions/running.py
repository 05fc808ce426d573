"""What one server is asked, and what came of it."""

import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tools.differential.running import Count, run, run_mirrors
from tools.engines import Engine
from tools.mirrors.all import MIRRORS

_SUITE = (sys.executable, "-m", "cdrql.conformance")
_KIND = re.compile(r"^\w+ +(\d+) answers +(\d+) differ$", re.MULTILINE)


@dataclass(frozen=True)
class Asked:
    """A server and the answers that it gave, of which so many were not the reference's."""

    engine: str
    version: str
    source: str
    conformance: int
    unmapped: int  # answers to random requests for the default warehouse
    mapped: int  # and for mappings of every kind
    rows: int
    differences: int


def ask_server(engine: Engine, source: str, requests: int, mirrored: int, seed: int) -> Asked:
    """Hold a server to the conformance suite, and ask it random requests, of mappings too."""
    answers, wrong = _conform(engine, requests // 5, seed)
    default = Count(engine)
    with tempfile.TemporaryDirectory(prefix="cdrql-versions-") as folder:
        run([default], requests, seed, Path(folder))
        mapped = run_mirrors([default], MIRRORS, mirrored, seed, Path(folder)) if mirrored else []
        for path in Path(folder).iterdir():
            print(path.read_text(encoding="utf-8"), file=sys.stderr)
    counts = [default, *mapped]
    return Asked(
        engine.name,
        engine.version.partition(" ")[0],  # Debian adds its own
        source,
        answers,
        default.answers,
        sum(count.answers for count in mapped),
        sum(count.rows for count in counts),
        wrong + sum(count.differences for count in counts),
    )


def _conform(engine: Engine, requests: int, seed: int) -> tuple[int, int]:
    """Run the conformance suite on a database of its own, by its URL; count answers and faults."""
    database = engine.database("conformance")
    command = (*_SUITE, "--backend", engine.dialect, "--database", database.url)
    asked = (*command, "--requests", str(requests), "--seed", str(seed))
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    database.close()
    found = [(int(answers), int(wrong)) for answers, wrong in _KIND.findall(done.stdout)]
    if done.returncode:
        print(f"{done.stdout}{done.stderr}", file=sys.stderr)
        return sum(a for a, _ in found), max(1, sum(w for _, w in found))
    return sum(a for a, _ in found), 0
