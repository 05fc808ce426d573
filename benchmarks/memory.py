"""Memory of a process that meets many shapes: `python -m benchmarks.memory SHAPES`.

Prints as JSON the bytes resident on the way, and what the cache of shapes then holds.
"""

import json
import random
import sys
from pathlib import Path

import cdrql
from benchmarks.shapes import DIALECTS, PAGE, PEERS, new_shape
from cdrql.shape_cache import KNOWN_SHAPES

_PAGE_SIZE = 4096


def resident() -> int:
    """Give the bytes of this process that are in memory, as Linux counts them."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE_SIZE


def fill(shapes: int) -> dict[str, float]:
    """Compile many shapes, every tenth as large as the API page's, and watch memory."""
    draw, found = random.Random(1), {}
    marks = {shapes // 10: "tenth", shapes // 2: "half", shapes: "all"}
    for number in range(1, shapes + 1):
        job = PAGE if number % 10 == 0 else PEERS
        cdrql.compile(new_shape(job, draw), DIALECTS[number % len(DIALECTS)])
        if number in marks:
            found[marks[number]] = resident() / 1e6
    known = KNOWN_SHAPES
    found["kept"] = len(known._statements)
    found["text"] = sum(len(kept.sql) for kept in known._statements.values()) / 1e6
    found["counted"] = known._text / 1e6
    return found


if __name__ == "__main__":
    print(json.dumps(fill(int(sys.argv[1]))))
